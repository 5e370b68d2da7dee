"""Settings checked as texts are: each mistake with its file, its line and a remedy."""
