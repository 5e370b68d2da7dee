"""What a demo is made of and run by: options, command line, files, provenance."""
