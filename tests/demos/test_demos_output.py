"""The files of a run, and the folder they arrive in all at once."""

import json
import types

import numpy as np
import pytest

from demos.framework import files, output, provenance
from demos.framework.demo import Check, Steps


def found(**changes):
    parts = {"findings": [], "checks": [], "data": {}, "steps": None}
    return output.Outcome(**parts | changes)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_a_failure_that_names_it(bad):
    with pytest.raises(ValueError, match="data 'reward' is not finite"):
        found(data={"reward": np.array([0.0, bad])})
    with pytest.raises(ValueError, match="check 'mean' is not finite"):
        found(checks=[Check("mean", 0, bad, 1)])
    with pytest.raises(ValueError, match="density is not finite"):
        found(steps=Steps("t", ["0"], [""], 0, {"density": np.array([[bad]])}))


def test_a_check_passes_up_to_its_tolerance_and_never_for_nan():
    assert Check("", 1.0, 1.5, 0.5).passed
    assert not Check("", 1.0, 1.5001, 0.5).passed
    assert not Check("", 1.0, np.nan, 0.5).passed


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="the column 'y' 2 rows, and 3 to others"):
        output.tables(found(data={"x": np.arange(3), "y": np.arange(2)}))


def test_data_is_plain_csv():
    data = {"step": np.array([1, 2]), "reward ε=0": np.array([0.1, 1 / 3])}
    (csv,) = output.tables(found(data=data)).values()
    assert csv.decode() == "step,reward ε=0\n1,0.1\n2,0.3333333333\n"


def test_steps_are_changes_from_point_to_point_and_frame_to_frame():
    curves = {"density": np.array([[0.0, 1.0], [0.5, 1.0], [1.2, -0.1]])}
    steps = Steps("noise step t", ["0", "1", "2"], ["a", "b", "c"], 1, curves)

    files = output.tables(found(data={"x": np.arange(2)}, steps=steps))

    content = json.loads(files["steps.json"])
    left, rise = [0, 512, 1228 - 512], [1023, -512, -102 - 1228 - 511]
    assert content["curves"]["density"] == [left, rise]
    assert (content["label"], content["start"]) == ("noise step t", 1)


def test_curves_are_followed_a_quarter_beyond_the_box():
    heights = np.array([[-3.0, -0.2, 0.5, 1.2, 3.0]])
    steps = Steps("t", ["0"], [""], 0, {"score": heights})

    files = output.tables(found(data={"x": np.arange(5)}, steps=steps))

    changes = np.ravel(json.loads(files["steps.json"])["curves"]["score"])
    assert changes.cumsum().tolist() == [-256, -205, 512, 1228, 1279]


def test_a_demo_without_steps_has_none():
    demo = types.SimpleNamespace(
        findings=lambda _: ["Says."], checks=lambda _: [], data=lambda _: {"x": [1]}
    )
    assert output.outcome(demo, None).steps is None


def test_line_endings_do_not_change_what_a_module_is(tmp_path):
    unix, windows = tmp_path / "unix.py", tmp_path / "windows.py"
    unix.write_bytes(b"a = 1\nb = 2\n")
    windows.write_bytes(b"a = 1\r\nb = 2\r\n")
    assert provenance.content_hash(unix) == provenance.content_hash(windows)


def test_provenance_names_what_was_imported_and_the_style_sheet():
    import demos.drawing.style  # noqa: F401

    modules = provenance.modules()

    assert {"demos/framework/output.py", "demos/drawing/style.mplstyle"} <= set(modules)
    assert provenance.distributions()["numpy"] == np.__version__


def test_a_folder_is_replaced_as_a_whole(tmp_path):
    target = tmp_path / "deep" / "figure"
    files.replace(target, {"a": b"1", "b": b"2"})
    files.replace(target, {"b": b"3"})
    assert [path.name for path in target.iterdir()] == ["b"]
    assert [path.name for path in target.parent.iterdir()] == ["figure"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_what_was_there_survives_an_interruption(tmp_path, monkeypatch, error):
    target = tmp_path / "figure"
    files.replace(target, {"a": b"old"})
    rename = type(target).rename

    def break_at_the_last_rename(path, to):
        if to == target and path.name.endswith("~") is False:
            raise error
        return rename(path, to)

    monkeypatch.setattr(type(target), "rename", break_at_the_last_rename)
    with pytest.raises(error):
        files.replace(target, {"a": b"new", "b": b"new"})

    assert (target / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["figure"]


def test_a_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(OSError, match=r"thesis\.tex, which would be lost"):
        files.check(tmp_path, {"figure.svg"})


def test_a_folder_of_an_earlier_run_and_a_new_one_are_fine(tmp_path):
    (tmp_path / "figure.svg").touch()
    files.check(tmp_path, {"figure.svg"})
    files.check(tmp_path / "a" / "b", {"figure.svg"})


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="is a file, not a folder"):
        files.check(tmp_path / "file" / "figure", set())
