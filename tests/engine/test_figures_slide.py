"""An option in a figure's address that a slider turns, each value a run of its own."""

import re
from pathlib import Path

import pytest
from figure_sites import errors, figure, post
from sites import ROOT
from tiny import Tiny

from plugins.figures import html, slide
from plugins.figures.placeholder import Figure
from plugins.figures.request import Request, parse
from plugins.figures.runner import DemoRunner
from plugins.shared.languages import own

SLIDE = "demo:wave?slide=height:1,2,3"


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("epsilons:0,0.01", "epsilons:0,0.01"),
        ("step_size:1,2", "step-size:1,2"),
        ("means:-1,1/-2,2", "means:-1,1/-2,2"),
        ("steps:10..50:5", "steps:10,20,30,40,50"),
        ("share:0..1:5", "share:0,0.25,0.5,0.75,1"),
        ("x:-2..2:3", "x:-2,0,2"),
        ("tau:0.1..10:3:log", "tau:0.1,1,10"),
        ("beta:1e-4..1e-2:3:log", "beta:0.0001,0.001,0.01"),
        ("tau:0.1234..12.34:3:log", "tau:0.1234,1.23,12.34"),
    ],
)
def test_values_are_named_or_lie_in_a_range(written, values):
    assert slide.written_out(written) == values


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("height", "the slide 'height' names no values; write option:value"),
        ("height:", "names no values"),
        ("height:1", "has 1 value; take 2 to 40"),
        ("height:0..1:41", "has 41 values; take 2 to 40"),
        (f"height:{','.join('1' * 41)}", "has 41 values; take 2 to 40"),
        ("height:0..1", "is not a range"),
        ("height:0..1:5:cubic", "is not a range"),
        ("height:0..1:5:log", "what is logarithmic begins above 0"),
        ("height:a..b:5", "has no such range"),
        ("height:0..inf:5", "has no such range"),
    ],
)
def test_what_is_no_slide_is_refused_with_the_reason(written, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse(f"demo:wave?slide={written}")


def test_the_demos_read_a_slide_by_the_same_lines():
    """Neither may import the other, and both are asked for the same slides."""
    ours, theirs = (
        ROOT / path
        for path in ("plugins/figures/slide.py", "demos/framework/slide_values.py")
    )

    assert ours.read_text("utf-8") == theirs.read_text("utf-8")


def test_a_slide_is_made_of_one_run_for_each_value():
    request = parse("demo:wave?seed=3&height=2&slide=height:1,2")

    assert [part.command("demos") for part in request.parts] == [
        "python -m demos wave --height 1 --seed 3 --part",
        "python -m demos wave --height 2 --seed 3 --part",
    ]
    assert parse("demo:wave").parts == []
    assert Request("wave", is_part=True).digest != Request("wave").digest


def test_one_more_value_computes_one_more(tmp_path):
    tiny = Tiny(tmp_path)
    tiny.build(SLIDE)
    assert len(tiny.ran) == 3 + 1

    again = tiny.build(SLIDE)
    assert tiny.ran == []
    more = tiny.build(SLIDE + ",4")

    assert [line.partition(": ")[2].partition(" (")[0] for line in tiny.ran] == [
        "wave --height 4 --part",
        "wave --slide height:1,2,3,4",
    ]
    tables = [
        (e.folder / "data.csv").read_text() for e in (*again.values(), *more.values())
    ]
    assert tables == ["x,y\n1,1\n1,2\n1,3\n", "x,y\n1,1\n1,2\n1,3\n1,4\n"]


@pytest.fixture
def commands(monkeypatch) -> list[str]:
    """What is run, as words."""
    ran: list[str] = []
    run = DemoRunner.run

    def noted(self: DemoRunner, arguments: list[str], workdir: Path) -> Path:
        ran.append(" ".join(arguments))
        return run(self, arguments, workdir)

    monkeypatch.setattr(DemoRunner, "run", noted)
    return ran


def test_values_share_a_process_with_those_before_and_after(tmp_path, commands):
    Tiny(tmp_path).entry(SLIDE + ",4,5")

    together = [f"wave --slide height:{v} --part" for v in ("1,2,3", "4,5")]
    assert sorted(commands[:2]) == together
    assert commands[2:] == ["wave --slide height:1,2,3,4,5 --parts parts"]


def test_a_value_that_cannot_be_keeps_no_other_from_being_computed(tmp_path, commands):
    tiny = Tiny(tmp_path, workers=1)
    tiny.failure("demo:wave?slide=height:1,-2,3")

    assert commands == [
        "wave --slide height:1,-2,3 --part",
        "wave --height=-2 --part",
        "wave --height 3 --part",
    ]


def test_values_before_one_that_takes_too_long_are_kept(tmp_path, commands):
    tiny = Tiny(tmp_path, seconds=5, workers=1)
    tiny.edit("wave.py", "-> dict:\n", f"-> dict:{STUCK}")

    failure = tiny.failure(SLIDE)

    assert failure.message.startswith("the demo did not end within 5 s")
    assert commands == [
        "wave --slide height:1,2,3 --part",
        "wave --height 2 --part",
        "wave --height 3 --part",
    ]


STUCK = """
    import time
    while height == 2:
        time.sleep(1)
"""


def test_lists_of_a_slide_stay_apart_where_values_share_a_run():
    slide = parse("demo:wave?seed=2&means=0,1&slide=means:-1,1/-2,2/3")

    assert slide.of_some(slide.parts[:2]).arguments == (
        ["wave", "--seed", "2", "--slide", "means:-1,1/-2,2", "--part"]
    )
    assert slide.of_some(slide.parts[1:2]) == slide.parts[1]


def test_what_is_made_while_the_code_changes_is_not_kept(tmp_path):
    """Of several values in one run, too: 2 is the first that changes it."""
    tiny = Tiny(tmp_path, workers=1)
    tiny.edit("wave.py", "-> dict:\n", f"-> dict:{EDITS}")

    failure = tiny.failure(SLIDE)

    assert failure.message.startswith("the demo was computed while tiny_demos/wave.py")


EDITS = """
    from pathlib import Path
    if height == 2:
        Path(__file__).write_text(Path(__file__).read_text() + "# seen\\n")
"""


def test_a_page_says_what_the_value_found_and_has_the_slider(tmp_path):
    entry = Tiny(tmp_path).entry(SLIDE)

    page = html.page(Figure(1, "fig-a", SLIDE, "A.", ""), entry, "", own("en"))

    assert '<p class="figure-finding">The wave ends at 3 &lt; 100.</p>' in page
    assert page.index('type="range"') < page.index("figure-finding")
    assert entry.record["parameters"]["slide"] == "height:1,2,3"


def test_a_value_that_cannot_be_is_said_once_with_the_command(tmp_path):
    failure = Tiny(tmp_path).failure("demo:wave?slide=height:1,-2")

    assert failure.message == (
        "--height must be at least 0; got -2; the command was "
        "python -m tiny_demos wave --height=-2 --part"
    )


def test_every_mistake_is_said_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "500")  # Pelican's log breaks lines there
    slides = ["height:1,-2", "height:1", "height:0..9:50", "heigth:1,2"]
    body = "\n\n".join(figure(f"demo:wave?slide={each}") for each in slides)

    found = errors(tmp_path, {"posts/a.md": post(body, Slug="a")})

    told = [re.match(r"content/posts/a.md:(\d+): (.*)", line) for line in found]
    assert [(int(m[1]), m[2].partition(";")[0]) for m in told if m] == [
        (5, "--height must be at least 0"),
        (7, "the slide 'height:1' has 1 value"),
        (9, "the slide 'height:0..9:50' has 50 values"),
        (11, "there is no option --heigth"),
    ]


def test_a_part_is_no_figure_of_its_own():
    with pytest.raises(ValueError, match="a figure cannot set 'part'"):
        parse("demo:wave?part=1")
