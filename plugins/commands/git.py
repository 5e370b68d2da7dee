"""What is asked of git, in the author's repository."""

import os
import subprocess
import tempfile
from pathlib import Path

from plugins.commands.project import CommandError


def run(
    folder: Path, *arguments: str, said: str = "", index: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """How a git command ended.

    Args:
        folder: where in the repository it runs.
        arguments: the command; an address comes after ``--``, or is an option to git.
        said: what it reads.
        index: stands for the repository's own index, which it leaves alone.
    """
    try:
        return subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=folder,
            env={**os.environ, "GIT_INDEX_FILE": str(index)} if index else None,
            input=said or None,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",  # a file name need not be UTF-8
        )
    except FileNotFoundError as error:
        if error.filename != "git":  # but the folder
            raise
        raise CommandError("git: is not installed; install it first.") from None


def answer(
    folder: Path, *arguments: str, said: str = "", index: Path | None = None
) -> str:
    """What a git command printed, without the last end of line."""
    done = run(folder, *arguments, said=said, index=index)
    if done.returncode:
        command = f"git {arguments[0]}"
        raise CommandError(f"{command} failed in {folder}:\n{done.stderr.strip()}")
    return done.stdout.removesuffix("\n")


def commit(folder: Path, name: str) -> str:
    """The hash of the commit that ``name`` stands for; empty if there is none."""
    asked = ("rev-parse", "--quiet", "--verify", "--end-of-options")
    return run(folder, *asked, name + "^{commit}").stdout.strip()


def holds(folder: Path, commit: str, name: str) -> bool:
    """Whether a commit has a file called ``name``, in any of its folders."""
    listed = answer(folder, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    return any(Path(path).name == name for path in listed.split("\0"))


def trailer(root: Path, commit: str, key: str) -> str:
    """What the last lines of a commit's message say under ``key``."""
    form = f"--format=%(trailers:key={key},valueonly,separator=)"
    return answer(root, "log", "-1", "--no-show-signature", form, commit).strip()


def tree(root: Path, commit: str) -> str:
    """The hash of a commit's files."""
    return answer(root, "rev-parse", commit + "^{tree}")


def tree_from(root: Path, folder: Path) -> str:
    """The hash of the files of ``folder``, stored byte for byte."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    paths = "".join(f"{path}\n" for path in files)
    stored = ("hash-object", "-w", "--no-filters", "--stdin-paths")
    hashes = answer(root, *stored, said=paths).splitlines()
    entries = "".join(
        f"100644 {blob}\t{path.relative_to(folder).as_posix()}\0"
        for blob, path in zip(hashes, files, strict=True)
    )
    with tempfile.TemporaryDirectory() as temporary:
        index = Path(temporary, "index")
        listed = ("update-index", "-z", "--index-info")
        answer(root, *listed, said=entries, index=index)
        return answer(root, "write-tree", index=index)
