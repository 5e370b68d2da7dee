"""What several plugins need: files, HTML, places in files, the order of texts."""
