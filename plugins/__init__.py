"""The behaviour of the site; README.md beside this lists the plugins."""
