"""Data files count among what a figure was made of."""

from demos.framework import opened, provenance


def test_a_file_that_was_read_counts_and_others_do_not(tmp_path):
    names = ["read.csv", "unread.csv", "code.py", ".hidden/list.json", "written.txt"]
    (tmp_path / ".hidden").mkdir()
    for name in names[:4]:
        (tmp_path / name).write_text("1,2\n")
    opened.watch()

    for name in ("read.csv", "code.py", ".hidden/list.json"):
        (tmp_path / name).read_text()
    (tmp_path / "written.txt").write_text("out")

    assert opened.files(tmp_path) == {tmp_path / "read.csv"}


def test_a_record_names_the_data_that_the_project_holds(tmp_path, monkeypatch):
    """So that another content of the file makes the figure old."""
    monkeypatch.setattr(provenance, "ROOT", tmp_path)
    monkeypatch.setattr(provenance, "PACKAGE", tmp_path / "demos")
    monkeypatch.setattr(provenance, "_recalled", (set(), set()))  # by other tests
    table = tmp_path / "demos" / "table.csv"
    table.parent.mkdir()
    table.write_text("1,2\n")
    opened.watch()
    assert "demos/table.csv" not in provenance.modules()

    table.read_bytes()

    before = provenance.modules()["demos/table.csv"]
    table.write_text("1,3\n")
    assert provenance.modules()["demos/table.csv"] != before
