"""The colours of every figure, by role, in light and in dark.

A drawing is made in the light colours.  They are the sentinels as well: the SVG
names each as ``var(--fig-1, #0b62a4)``, so that the page may set another.
Text keeps a contrast of 4.5 : 1 to the paper, marks 3 : 1.
"""

INK = "#1c1f23"  # text and axes
MUTED = "#5d6670"  # secondary text, reference lines
GRID = "#d9dde2"
PAPER = "#ffffff"  # ground and halo
BLUE = "#0b62a4"
ORANGE = "#b8500d"
TEAL = "#0a7d70"
PURPLE = "#7d3fae"
GOLD = "#8a6a00"
ROSE = "#b8336f"
SERIES = (BLUE, ORANGE, TEAL, PURPLE, GOLD, ROSE)

VARIABLES = {  # light colour: the variable's name, and its colour in the dark
    INK: ("--fig-ink", "#e6e8eb"),
    MUTED: ("--fig-muted", "#a3adb8"),
    GRID: ("--fig-grid", "#343b43"),
    PAPER: ("--fig-paper", "#14171b"),
    BLUE: ("--fig-1", "#62aef0"),
    ORANGE: ("--fig-2", "#f59a58"),
    TEAL: ("--fig-3", "#3fc7b4"),
    PURPLE: ("--fig-4", "#c398f2"),
    GOLD: ("--fig-5", "#d9b53a"),
    ROSE: ("--fig-6", "#f587b3"),
}
