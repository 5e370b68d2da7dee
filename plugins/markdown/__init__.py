"""Python-Markdown extensions; none of them knows Pelican."""
