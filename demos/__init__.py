"""Small experiments, drawn as figures.  Nothing here knows about the website.

The one door is the command line: ``python -m demos`` (see demos/framework/cli.py).
Importing the package also registers its Gymnasium environments, so that
``gymnasium.make("demos:demos/Bandit-v0")`` works in a fresh interpreter.
"""

import sys

# As a command, python -m demos, each demo imports only what it needs.
if sys.argv[:1] != ["-m"] or "demos" not in sys.orig_argv:
    import demos.bandits  # noqa: F401
