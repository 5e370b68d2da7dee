"""`invoke import-jekyll`: a whole Jekyll site becomes texts, files and settings here.

source    opens a folder or a git address; lists its files
blog      what is in it: configuration, posts, pages, collections, files
addresses where Jekyll showed each of them
liquid/   what Liquid in a text says, evaluated with limits; nothing else is run
texts     one text in Jekyll's form to one in ours
settings  `_config.yml` to values of pelicanconf.py
writing   all files at once, none of the author's, with a record of what was written
report    what came over and what needs a hand
"""
