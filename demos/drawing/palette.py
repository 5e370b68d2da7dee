"""The colours of every figure by role, in light and in dark.

A drawing is made in the light colours, and the SVG names each as
``var(--fig-1, #0f6bdc)``, so that a page may set others.  Against its paper, text
has a contrast of at least 4.5 : 1 and so has every series.  Neighbours in SERIES
stay apart for colour-blind eyes too (OKLab distance of the first four: 0.12 and
more, under all three deficiencies), but six lines need their labels.
"""

INK = "#1c1f23"  # text and axes
MUTED = "#5d6670"  # secondary text, reference lines
GRID = "#d9dde2"
PAPER = "#ffffff"  # ground and halo
BLUE = "#0f6bdc"
ORANGE = "#b55510"
GREEN = "#0d4a2e"
PURPLE = "#6c1480"
OLIVE = "#62560a"
ROSE = "#a8407e"
SERIES = (BLUE, ORANGE, GREEN, PURPLE, OLIVE, ROSE)

VARIABLES = {  # light colour: the variable's name, and its colour in the dark
    INK: ("--fig-ink", "#e6e8eb"),
    MUTED: ("--fig-muted", "#a3adb8"),
    GRID: ("--fig-grid", "#343b43"),
    PAPER: ("--fig-paper", "#14171b"),
    BLUE: ("--fig-1", "#4f94ff"),
    ORANGE: ("--fig-2", "#f58236"),
    GREEN: ("--fig-3", "#6bf5d2"),
    PURPLE: ("--fig-4", "#b1b6f7"),
    OLIVE: ("--fig-5", "#eee052"),
    ROSE: ("--fig-6", "#ea5590"),
}
