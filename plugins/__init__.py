"""The behaviour of the site; README.md beside this lists the plugins."""

import sys

# Before 3.11.5, `re` fails where it should match: python/cpython#106052.
if sys.version_info < (3, 11, 5):
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Python {found} misreads some texts; take 3.11.5 or a newer one.")
