"""Drawing: the house style and plot functions that take Axes and data.

Nothing here knows of an experiment.
"""
