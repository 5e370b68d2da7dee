"""Measurements: each module prints what it found, when run by `invoke bench`."""
