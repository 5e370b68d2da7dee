"""The site served while it is written, rebuilt and shown anew at every save."""
