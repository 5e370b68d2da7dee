"""The branch of a git remote whose files are the site that is shown.

We look at it through ``refs/publish/NAME``, a ref that is ours alone, and add commits
to it.  No branch of the author's is written, here or there, and nothing is forced.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from plugins.commands import git
from plugins.commands.project import CommandError
from plugins.shared.environment import MARK

PROJECT = "pelicanconf.py"  # the file by which we know a branch of sources
NO_SUCH_BRANCH = 2  # what git ls-remote --exit-code answers
HASH = re.compile(r"[0-9a-f]{40,64}")
SOURCE, RESTORES = "Source-Commit", "Restores"  # trailers of our commits
KINDS = {"A": "new", "M": "changed", "D": "gone"}


@dataclass(frozen=True)
class Branch:
    """A branch that may be published to, as it was when we looked."""

    root: Path  # in the author's repository
    remote: str  # a name or an address
    name: str
    tip: str  # the newest commit; empty if there is no such branch yet

    @property
    def tree(self) -> str:
        """The hash of the files that are shown now."""
        if not self.tip:
            return git.answer(self.root, "mktree", "-z")
        return git.tree(self.root, self.tip)

    @property
    def place(self) -> str:
        """Where a push goes, in words, without a password that its address holds."""
        asked = git.run(self.root, "remote", "get-url", "--push", "--", self.remote)
        address = re.sub(r"(?<=//)[^/@]*@", "", asked.stdout.strip() or self.remote)
        named = f"{self.remote} ({address})" if asked.stdout else address
        return f"the branch {self.name} of {named}"

    def file(self, name: str) -> str:
        """The text of one of its files; empty if there is none."""
        if not self.tip:
            return ""
        return git.run(self.root, "cat-file", "blob", f"{self.tip}:{name}").stdout

    def changes(self, tree: str) -> list[tuple[str, str]]:
        """What would become of each file that differs in ``tree``, and its name."""
        compared = ("diff-tree", "-r", "-z", "--no-renames", "--name-status")
        said = git.answer(self.root, *compared, self.tree, tree).split("\0")[:-1]
        pairs = zip(said[::2], said[1::2], strict=True)
        return [(KINDS.get(kind, "changed"), name) for kind, name in pairs]

    def commit(self, tree: str, words: str, **trailers: str) -> str:
        """A new commit on top of the newest, in no branch yet."""
        parents = ["-p", self.tip] if self.tip else []
        last = [f"{key.replace('_', '-')}: {value}" for key, value in trailers.items()]
        message = "\n".join([words, "", *last, ""])
        asked = ("commit-tree", *parents, "-F", "-", tree)
        return git.answer(self.root, *asked, said=message)

    def push(self, commit: str) -> None:
        """Make a commit the newest of the branch, if the remote lets us add it."""
        to = f"{commit}:refs/heads/{self.name}"
        done = git.run(self.root, "push", "--quiet", "--", self.remote, to)
        if done.returncode:
            raise CommandError(
                f"{self.remote}: the push to {self.name} was refused, so that nothing "
                f"is published:\n{done.stderr.strip()}"
            )

    def earlier(self) -> str:
        """The last commit with another built site than now; empty if there is none."""
        commit = shown(self.root, self.tip)
        while commit := shown(self.root, git.commit(self.root, commit + "^")):
            different = git.tree(self.root, commit) != self.tree
            if different and git.holds(self.root, commit, MARK):
                break
        return commit


def find(root: Path, remote: str, name: str) -> Branch:
    """The branch, fetched; an error if a site must not be published there."""
    refuse_odd_names(root, remote, name)
    refuse_sources(root, name)
    tip = fetch(root, remote, name)
    if tip and git.holds(root, tip, PROJECT):
        raise sources(f"{remote}: {name}", f"holds a project ({PROJECT})")
    return Branch(root, remote, name, tip)


def refuse_odd_names(root: Path, remote: str, name: str) -> None:
    """Stop at what git would take for an option, or for another branch."""
    if remote.startswith("-"):
        raise CommandError(f"{remote!r} is not a remote; name one, such as origin.")
    asked = git.run(root, "check-ref-format", "--branch", name)
    if not name or asked.stdout.strip() != name:
        raise CommandError(f"{name!r} is not a branch; name one, such as gh-pages.")


def refuse_sources(root: Path, name: str) -> None:
    """Stop at a branch that the author works on."""
    local = f"refs/heads/{name}"
    if git.run(root, "symbolic-ref", "HEAD").stdout.strip() == local:
        raise sources(name, "is the branch that you are on")
    if (commit := git.commit(root, local)) and git.holds(root, commit, PROJECT):
        raise sources(name, f"holds a project ({PROJECT})")


def sources(branch: str, why: str) -> CommandError:
    """What to say of a branch that must not become a site."""
    return CommandError(
        f"{branch} {why}: the site would take its place; name a branch of its own, "
        "such as --branch gh-pages."
    )


def fetch(root: Path, remote: str, name: str) -> str:
    """The newest commit of a branch of the remote; empty if it has no such branch."""
    there, ours = f"refs/heads/{name}", f"refs/publish/{name}"
    asked = git.run(root, "ls-remote", "--exit-code", "--", remote, there)
    if asked.returncode == NO_SUCH_BRANCH:
        return ""
    if asked.returncode == 0:
        # No ref but ours: whatever else this remote is set up to fetch.
        only = ("--refmap=", "--no-tags", "--no-prune", "--no-write-fetch-head")
        into = f"+{there}:{ours}"
        asked = git.run(root, "fetch", "--quiet", *only, "--", remote, into)
    if asked.returncode:
        raise CommandError(f"{remote}: {name} not reached: {asked.stderr.strip()}")
    return git.commit(root, ours)


def shown(root: Path, commit: str) -> str:
    """The commit whose site a commit shows: another where it brings that one back."""
    while commit and HASH.fullmatch(brought := git.trailer(root, commit, RESTORES)):
        commit = git.commit(root, brought)
    return commit
