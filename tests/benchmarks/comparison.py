"""The same twelve figures built here, by markdown-exec and by sphinx-gallery.

Each build runs the same experiments with the same drawing code: first with nothing
cached, then again with nothing changed.  The others draw one picture of each; here it
is a wide and a narrow drawing and a PNG, each figure in a process of its own.  The
others are installed into .cache/comparison; where that fails they are left out.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.spent import spent

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / ".cache" / "comparison"
DEMOS = ("epsilon_greedy", "forward_diffusion")
FIGURES = [(name, seed) for name in DEMOS for seed in range(6)]
KINDS = ("nothing cached", "nothing changed")
TIMES = 3  # builds with nothing changed; the quickest is least disturbed

CODE = """\
from demos.figures import {name} as demo
from demos.drawing import style

with style.style("comparison"):
    fig = {figure}
    demo.draw(demo.run(demo.Parameters(seed={seed})), fig)
    style.lay_out(fig)
"""
OURS = """\
PLUGIN_PATHS = [{root!r}]
PLUGINS = ["plugins.figures"]
MARKDOWN = {{
    "extensions": ["markdown.extensions.extra", "plugins.markdown.demo_figures"],
}}
"""
MARKDOWN_EXEC = """\
import markdown_exec
fence = {
    "name": "python",
    "class": "python",
    "validator": markdown_exec.validator,
    "format": markdown_exec.formatter,
}
MARKDOWN = {
    "extensions": ["pymdownx.superfences"],
    "extension_configs": {"pymdownx.superfences": {"custom_fences": [fence]}},
}
"""
GALLERY = """\
extensions = ["sphinx_gallery.gen_gallery"]
sphinx_gallery_conf = {"examples_dirs": "examples", "gallery_dirs": "gallery"}
"""

Time = tuple[float, float]  # seconds of wall, and of processor


class Tool(NamedTuple):
    """One of those compared: what it needs, its site, its command, its figures."""

    name: str
    needs: tuple[str, ...]  # for pip
    write: Callable[[Path], None]
    command: tuple[str, ...]
    picture: str  # the files with figures in them …
    mark: str  # … and what each figure has in them, once


def write_ours(site: Path) -> None:
    alt = "What the demo draws, in words that are long enough."
    names = [(name.replace("_", "-"), seed) for name, seed in FIGURES]
    figures = [f'![{alt}](demo:{name}?seed={n} "Caption.")' for name, n in names]
    write_pelican(site, OURS.format(root=str(ROOT)), figures)


def write_markdown_exec(site: Path) -> None:
    figure = "style.figure(style.WIDE)"
    blocks = [
        f'```python exec="1" html="1"\n{CODE.format(name=name, seed=n, figure=figure)}'
        "    print(style.as_svg(fig)[100:])\n```"
        for name, n in FIGURES
    ]
    write_pelican(site, MARKDOWN_EXEC, blocks)


def write_pelican(site: Path, settings: str, figures: list[str]) -> None:
    (site / "content").mkdir()
    (site / "pelicanconf.py").write_text(settings)
    head = "Title: Twelve\nDate: 2026-01-01\nSummary: Twelve.\n\n"
    (site / "content/twelve.md").write_text(head + "\n\n".join(figures))


def write_gallery(site: Path) -> None:
    (site / "examples").mkdir()
    (site / "conf.py").write_text(GALLERY)
    (site / "index.rst").write_text(
        "Twelve\n======\n\n.. toctree::\n\n   gallery/index\n"
    )
    (site / "examples/README.txt").write_text("Twelve\n======\n")
    figure = "plt.figure(figsize=(640 / 72, 300 / 72))"
    for n, (name, seed) in enumerate(FIGURES):
        code = CODE.format(name=name, seed=seed, figure=figure)
        text = f'"""\nA title\n=======\n"""\nimport matplotlib.pyplot as plt\n{code}'
        (site / f"examples/plot_{n}.py").write_text(text)


PELICAN = ("-m", "pelican", "content")
TOOLS = [
    Tool("here", (), write_ours, PELICAN, "twelve.html", "<figcaption"),
    Tool(
        "markdown-exec",
        ("markdown-exec==1.12.6", "pymdown-extensions==13.1"),
        write_markdown_exec,
        PELICAN,
        "twelve.html",
        "</svg>",
    ),
    Tool(
        "sphinx-gallery",
        ("sphinx-gallery==0.22.1",),
        write_gallery,
        ("-m", "sphinx", "-q", "-b", "html", ".", "output"),
        "gallery/plot_*.html",
        '"sphx-glr-single-img"',
    ),
]


def main() -> None:
    """Print a line for each tool, with ratios to what is done here."""
    print(f"  {len(FIGURES)} figures, in seconds of wall and of processor")
    first: tuple[Time, Time] | None = None
    for tool in TOOLS:
        if not install(tool.name, tool.needs):
            print(f"  {tool.name:<15} could not be installed, and is left out")
            continue
        found = measure(tool)
        first = first or found
        for kind, took, ours in zip(KINDS, found, first, strict=True):
            cells = [
                f"{a:6.2f} s {a / b:6.2f} x" for a, b in zip(took, ours, strict=True)
            ]
            print(f"  {tool.name:<15} {kind:<16} {'   '.join(cells)}", flush=True)


def install(name: str, needs: tuple[str, ...]) -> bool:
    """Whether what a tool needs is there, now or since an earlier time."""
    folder = INSTALLED / name
    if not needs or (folder / "complete").exists():
        return True
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--target", str(folder)]
    if subprocess.run([*command, *needs], capture_output=True).returncode:
        return False
    (folder / "complete").touch()
    return True


def measure(tool: Tool) -> tuple[Time, Time]:
    """What a build takes with nothing cached, and with nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        tool.write(site)
        cold = build(tool, site)
        again = [build(tool, site) for _ in range(TIMES)]
        pages = (site / "output").glob(tool.picture)
        found = sum(page.read_text().count(tool.mark) for page in pages)
        assert found == len(FIGURES), f"{tool.name} made {found} figures"
    return cold, min(again)


def build(tool: Tool, site: Path) -> Time:
    """Wall and processor seconds of one build, with all that it starts."""
    path = os.pathsep.join([str(INSTALLED / tool.name), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "MPLBACKEND": "agg"}
    return spent([sys.executable, *tool.command], site, environment)[:2]


if __name__ == "__main__":
    main()
