"""Run ``python -m demos``.

A short process does not look for reference cycles, neither while it runs nor when
it ends: that would take an eighth of its time, and find next to nothing.
"""

import gc
import signal
import sys

from demos.framework.cli import main

gc.disable()
code = main(sys.argv[1:])
signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left to interrupt
gc.freeze()
sys.exit(code)
