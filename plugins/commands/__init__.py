"""The author's commands: what the tasks in tasks.py do.

Nothing here is a Pelican plugin.  Commands run Pelican and the demos in processes
of their own, with the interpreter they run in themselves, and find the project from
where this file is: so they work from any folder.
"""
