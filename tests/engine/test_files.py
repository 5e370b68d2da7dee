"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from plugins.shared import files

write_text = Path.write_text


def half(path: Path, text: str, **how: str) -> None:
    """Write as on a disk that becomes full on the way."""
    write_text(path, text[: len(text) // 2], **how)
    raise OSError(28, "No space left on device")


def test_a_file_is_there_with_its_folders(tmp_path):
    files.write(tmp_path / "a/b/file", "năm")

    assert (tmp_path / "a/b/file").read_bytes() == "năm".encode()


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path, monkeypatch):
    files.write(tmp_path / "file", "old words")
    monkeypatch.setattr(Path, "write_text", half)

    with pytest.raises(OSError, match="No space left"):
        files.write(tmp_path / "file", "new words")

    assert (tmp_path / "file").read_text() == "old words"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_whoever_has_opened_a_file_reads_the_old_one_to_its_end(tmp_path):
    files.write(tmp_path / "file", "old words")

    with (tmp_path / "file").open() as opened:
        files.write(tmp_path / "file", "new words")
        assert opened.read() == "old words"
