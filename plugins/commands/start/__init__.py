"""``invoke start``: a fresh copy of the project becomes somebody's own site.

``site/`` has the first words of every new site; ``<<name>>`` in them is an answer.
"""
