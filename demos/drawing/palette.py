"""The colours of every figure by role, in light and in dark.

A drawing is made in the light colours, and the SVG names each as
``var(--fig-1, #0f6bdc)``, so that a page may set others.  Against its paper, text
has a contrast of at least 4.5 : 1 and so has every series.  The first four stay apart
for colour-blind eyes too (OKLab distance of 0.15 and more, under all three
deficiencies), and so does INK from all of them but GREEN; six lines need their labels.
"""

INK = "#1c1f23"  # text and axes
MUTED = "#5d6670"  # secondary text, reference lines
GRID = "#d9dde2"
PAPER = "#ffffff"  # ground and halo
BLUE = "#0f6bdc"
ORANGE = "#b95a17"
GREEN = "#144727"
PURPLE = "#6d1589"
OLIVE = "#60560b"
ROSE = "#a13e7e"
SERIES = (BLUE, ORANGE, GREEN, PURPLE, OLIVE, ROSE)

VARIABLES = {  # light colour: the variable's name, and its colour in the dark
    INK: ("--fig-ink", "#e6e8eb"),
    MUTED: ("--fig-muted", "#a3adb8"),
    GRID: ("--fig-grid", "#343b43"),
    PAPER: ("--fig-paper", "#14171b"),
    BLUE: ("--fig-1", "#4885fe"),
    ORANGE: ("--fig-2", "#e85c08"),
    GREEN: ("--fig-3", "#65df71"),
    PURPLE: ("--fig-4", "#c9a9dc"),
    OLIVE: ("--fig-5", "#f5ee56"),
    ROSE: ("--fig-6", "#dc6ba9"),
}
