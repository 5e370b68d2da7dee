"""Run ``python -m demos``.

A short process does not look for reference cycles, neither while it runs nor when
it ends: that would take an eighth of its time, and find next to nothing.
"""

import gc
import sys

from demos.cli import main

gc.disable()
code = main(sys.argv[1:])
gc.freeze()
sys.exit(code)
