"""What came over, what was translated, and what needs a hand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plugins.commands.import_jekyll.assignments import assignment
from plugins.commands.import_jekyll.blog import Blog
from plugins.commands.import_jekyll.plan import Plan
from plugins.commands.import_jekyll.read_back import Readings
from plugins.commands.import_jekyll.read_back import lines as problem_lines
from plugins.commands.import_jekyll.services import unanswered
from plugins.commands.import_jekyll.settings import Edited
from plugins.commands.import_jekyll.writing import Writing

KINDS = {
    "value": "values of the site or the page",
    "include": "includes written out",
    "highlight": "code between highlight tags",
    "post_url": "links to posts by name",
    "link": "links",
    "picture": "pictures",
    "raw": "raw tags taken out",
    "cite": "citations of works",
    "bibliography": "lists of cited works, which texts end with here",
    "comment": "comments of Liquid taken out",
    "formula": r"formulas in which \| is a bar now, and \_ an index",
    "box": "boxes of another theme",
    "brackets": "words in [[double brackets]], which would be links here",
    "character": "texts with control characters, which were taken out",
    "title": "titles from file names",
    "list": "lists of texts left out: the site has its own",
}
MOST = 12  # kinds of hand work in the terminal
PLACE = re.compile(r"^(\S+?:\d+): ")
PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|<[^<>]*>|\{[{%].*?[%}]\}|\S*[/.#=\d]\S*\b")
ADDRESS = re.compile(r"\{[{%].*?[%}]\}|(?:\w+://|[/#.])[^\s,;]*[\w/]")
EXAMPLES = 3
OPENS = re.compile(r"ALLOWED_HOSTS = \{'(\w+)': \['([^']+)'\]\}")
ALLOW = "pelicanconf.py:1: what %d of these lines say may be allowed at once, by %s"


@dataclass
class Report:
    """All that there is to tell."""

    address: str
    blog: Blog
    plan: Plan
    settings: Edited
    writing: Writing
    readings: Readings = field(default_factory=lambda: Readings([], 0, 0))
    refused: list[str] = field(default_factory=list)  # by a strict build

    def read_back(self, readings: Readings) -> None:
        """Note what the engine's own reader says of the texts."""
        self.readings = readings

    def short(self, file: Path | None) -> str:
        """For the terminal; without a file, nothing stays of it."""
        hand = list(self.hand())
        shown = [*self._counts(), "", *self._translated(examples=0)]
        shown += ["", f"Needs a hand: {len(hand)}", *by_kind(hand)]
        if file is None:
            return "\n".join([*shown, "", "Nothing was written."])
        return "\n".join([*shown, "", f"All of it: {file}"])

    def whole(self) -> str:
        """For the file."""
        parts = [
            ("Came over", self._counts()),
            ("Translated", list(self._translated(examples=EXAMPLES))),
            ("Needs a hand", list(self.hand())),
            ("Settings", list(self._settings())),
            ("Stayed behind", list(self._behind())),
            ("Left as you have changed it", [f"content/{p}" for p in self.writing.his]),
        ]
        text = f"# Imported from {self.address}\n"
        for title, lines in parts:
            listed = "".join(f"- {line}\n" for line in lines) or "- nothing\n"
            text += f"\n## {title}\n\n{listed}"
        return text

    def _counts(self) -> list[str]:
        blog, plan, writing = self.blog, self.plan, self.writing
        texts = [imported.path.partition("/")[0] for imported in plan.texts]
        kinds = [f"{texts.count(k)} {k}" for k in ("posts", "notes", "pages")]
        found = len(blog.texts) + len(blog.files) + len(blog.machine) + len(blog.left)
        return [
            f"{found} files in the Jekyll site",
            f"{', '.join(kinds)}, {len(plan.files)} pictures and other files came over",
            f"{len(plan.lists)} pages were only lists, which the site has of its own",
            f"{len(blog.machine)} files of the old machine stayed behind",
            f"{len(blog.left)} files could not come over",
            f"{plan.kept} addresses kept, {len(plan.redirects)} redirected",
            f"{self.readings.formulas} formulas, {self.readings.pictures} pictures",
            f"{len(writing.new)} files new, {len(writing.changed)} renewed, "
            f"{len(writing.same)} the same, {len(writing.his)} yours and left alone",
        ]

    def _translated(self, *, examples: int) -> Iterator[str]:
        found: dict[str, list[str]] = {}
        for imported in self.plan.texts:
            for change in imported.changes:
                before = " ".join(change.before.split())[:70]
                after = " ".join(change.after.split())[:70]
                place = f"content/{imported.path}:{change.line}"
                found.setdefault(change.kind, []).append(f"{place}: {before} → {after}")
        for kind, places in sorted(found.items()):
            yield f"{len(places)} × {KINDS.get(kind, kind)}"
            yield from (f"    {place}" for place in places[:examples])

    def hand(self) -> Iterator[str]:
        """Everything that the author has to look at, with file and line."""
        for path, what in self.blog.left:
            yield f"{path}:1: {what}."
        seen = set()
        problems = problem_lines(self.readings)
        for path, line, what in (*sorted(self.plan.hand), *problems):
            if _is_in(self.refused, path, what):
                continue
            end = "" if what.endswith("?") else "."
            place = f"content/{path}:{line}: {what.rstrip('.')}{end}"
            if place not in seen:
                seen.add(place)
                yield place
        by_build = sorted(set(self.refused) - seen)
        seen.update(by_build)
        yield from by_build
        yield from allowing(seen)
        yield from (f"_config.yml:1: {w}." for w in unanswered(self.blog.config))
        for name, why in self.settings.unusable.items():
            yield f"_config.yml:1: {name} was left out: {why}"
        for name, value in self.settings.refused.items():
            said = " ".join(assignment(name, value).split())
            yield f"pelicanconf.py:1: you have set {name}; the blog says {said}"

    def _settings(self) -> Iterator[str]:
        for name, value in self.settings.set.items():
            yield f"`{' '.join(assignment(name, value).split())}`"

    def _behind(self) -> Iterator[str]:
        yield from (f"{path} (only a list)" for path in self.plan.lists)
        yield from self.blog.machine


def _is_in(lines: list[str], path: str, what: str) -> bool:
    """Whether a build says of a text what the import says, in other words."""
    of_text = "\n".join(line for line in lines if line.startswith(f"content/{path}:"))
    names = map(re.escape, ADDRESS.findall(what))
    return any(re.search(rf"(?<!\w){name}(?![\w/])", of_text) for name in names)


def allowing(lines: Iterable[str]) -> Iterator[str]:
    """The setting that allows what pages load from other hosts, all of it."""
    found = [match for line in lines for match in OPENS.findall(line)]
    hosts = {kind: sorted({h for k, h in found if k == kind}) for kind, _ in found}
    if hosts:
        setting = assignment("ALLOWED_HOSTS", dict(sorted(hosts.items())))
        yield ALLOW % (len(found), " ".join(setting.split()))


def by_kind(lines: Iterable[str]) -> list[str]:
    """The most frequent kinds of hand work, each with its number and first place."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        found[PARTICULAR.sub("…", PLACE.sub("", line))].append(line)
    often = sorted(found.values(), key=lambda same: -len(same))
    more = sum(map(len, often[MOST:]))
    shown = [f"{len(same)} × {same[0]}" for same in often[:MOST]]
    return [*shown, f"{more} × others"] if more else shown
