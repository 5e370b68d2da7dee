"""What a Jekyll site holds: its configuration, its texts, its other files."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.commands.import_jekyll import jekyll, source
from plugins.commands.import_jekyll.data import FRONT, decoded, load_yaml, values_of
from plugins.commands.import_jekyll.macros import macros_in
from plugins.commands.project import CommandError
from plugins.reader.parse import NO_TEXT

MACHINE = re.compile(  # files that make a Jekyll site, and are not of it
    r"(?:Gemfile|Rakefile|Makefile|Dockerfile|LICEN[CS]E|README|CONTRIBUTING|CHANGELOG"
    r"|CODE_OF_CONDUCT|SECURITY|CNAME|package(?:-lock)?\.json|[Gg]ulpfile|Gruntfile"
    r"|bower\.json|docker-compose|requirements\.txt|robots\.txt|staticman\.yml"
    r"|_config\b.*|yarn\.lock|netlify\.toml)(?:\..*)?|.*\.(?:gemspec|sh|rb|bat|s[ac]ss)"
)
FEEDS = ("feed.xml", "atom.xml", "rss.xml")


@dataclass(frozen=True)
class Text:
    """A text of Jekyll's, by its path in the site."""

    path: str
    kind: str  # posts, drafts, pages, or the name of a collection
    head: str  # front matter as it is written
    body: str
    values: Mapping[str, Any]  # with what the configuration adds
    first_line: int
    date: datetime | None
    address: str  # where Jekyll shows it; empty where it does not
    is_utf8: bool = True
    lost: int = 0  # characters that no text has

    @property
    def is_html(self) -> bool:
        """Whether it is written in HTML."""
        return PurePosixPath(self.path).suffix.lower() in jekyll.HTML


@dataclass
class Blog:
    """A whole site, read and not yet changed."""

    root: Path
    config: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    includes: dict[str, str] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    machine: list[str] = field(default_factory=list)  # stays behind, on purpose
    left: list[tuple[str, str]] = field(default_factory=list)  # with why
    feed: str = ""  # its path; empty if there is none
    works: str = ""  # the file that texts cite from; empty if there is none

    @property
    def zone(self) -> str:
        """Where the site is at home; GitHub's computers think it is in Greenwich."""
        return str(self.config.get("timezone") or "UTC")

    @property
    def permalink(self) -> str:
        """The form of a post's address."""
        return str(self.config.get("permalink") or "date")

    def collections(self) -> dict[str, dict[str, Any]]:
        """What the configuration says of each collection, by name."""
        listed = self.config.get("collections") or {}
        if isinstance(listed, list):
            listed = {name: {} for name in listed if isinstance(name, str)}
        return {str(k): _mapping(v) for k, v in _mapping(listed).items()}


def read(root: Path) -> Blog:
    """The site in a folder; raises CommandError where its configuration is broken."""
    blog = Blog(root, config=_config(root))
    folder = root / str(blog.config.get("source") or ".")
    blog.root = root = folder if folder.resolve().is_relative_to(root) else root
    found, blog.left = source.files(root)
    plugins = [*_list(blog.config.get("plugins")), *_list(blog.config.get("gems"))]
    blog.feed = FEEDS[0] if "jekyll-feed" in plugins else ""
    excluded = _list(blog.config.get("exclude"))
    for path in found:
        if source.is_excluded(path, excluded) and not _is_wanted(blog, path):
            blog.machine.append(path)
        else:
            _take(blog, path)
    return blog


def _mapping(value: Any) -> dict[Any, Any]:
    """The value where it is a mapping: configurations hold anything."""
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[str]:
    """Several texts, from one or several."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _config(root: Path) -> dict[str, Any]:
    for name in ("_config.yml", "_config.yaml"):
        if (path := root / name).is_file():
            value = load_yaml(path.read_bytes(), name)
            if value is not None and not isinstance(value, dict):
                raise CommandError(f"{name}:1: is not a list of keys; correct it.")
            return value or {}
    return {}


def _take(blog: Blog, path: str) -> None:
    """Put one file where it belongs."""
    top, _, rest = path.partition("/")
    kind = _kind(blog, path)
    suffix = PurePosixPath(path).suffix.lower()
    if top == "_data":
        _take_data(blog, path, rest)
    elif top in {"_includes", "_layouts"}:
        text, _ = decoded((blog.root / path).read_bytes())
        blog.macros |= macros_in(text)
        if top == "_includes":
            blog.includes[rest] = text
        blog.machine.append(path)
    elif suffix in _suffixes(kind) and _is_text(blog, path, kind):
        blog.texts.append(_text(blog, path, kind))
    elif suffix == ".bib" and path.startswith(_works(blog)[0]):
        blog.files.append(path)
        blog.works = path if path == "".join(_works(blog)) else blog.works
    elif kind == "pages" and (_is_hidden(blog, path) or _stays_behind(blog, path)):
        blog.machine.append(path)
    elif _has_front(blog.root / path):
        why = "is made by Liquid when Jekyll runs; write it anew if you need it"
        blog.left.append((path, why))
    else:
        if suffix == ".js":
            blog.macros |= macros_in(decoded((blog.root / path).read_bytes())[0])
        blog.files.append(path)


def _works(blog: Blog) -> tuple[str, str]:
    """The folder of works to be cited and the name of its file, for jekyll-scholar."""
    said = _mapping(blog.config.get("scholar"))
    folder = str(said.get("source") or "_bibliography").strip("./")
    return f"{folder}/", str(said.get("bibliography") or "references.bib")


def _is_wanted(blog: Blog, path: str) -> bool:
    """Whether the configuration asks for a folder that Jekyll would pass over."""
    wanted = [name.strip("/") for name in _list(blog.config.get("include"))]
    top = path.partition("/")[0]
    return top in wanted and not top.startswith(".")


def _is_hidden(blog: Blog, path: str) -> bool:
    return path.startswith("_") and not _is_wanted(blog, path)


def _stays_behind(blog: Blog, path: str) -> bool:
    """Whether a file makes the Jekyll site, or is one that the new site makes anew."""
    is_made = _has_front(blog.root / path)
    if path in FEEDS and not blog.feed and is_made:
        blog.feed = path
    is_look = is_made and path.endswith(".css")  # of a theme, with Liquid in it
    is_ours = is_made and path in {blog.feed, "sitemap.xml"}
    return is_look or is_ours or MACHINE.fullmatch(path) is not None


def _kind(blog: Blog, path: str) -> str:
    """posts, drafts, the name of a collection, or pages, as all else."""
    parts = PurePosixPath(path).parts[:-1]
    for kind in ("posts", "drafts"):
        if f"_{kind}" in parts:
            outer = parts[: parts.index(f"_{kind}")]
            is_hidden = any(folder.startswith("_") for folder in outer)
            return "pages" if is_hidden else kind
    folder = str(blog.config.get("collections_dir") or "").strip("/")
    inside = path.removeprefix(f"{folder}/") if folder else path
    top = inside.partition("/")[0]
    known = blog.collections()
    return top[1:] if top.startswith("_") and top[1:] in known else "pages"


def _suffixes(kind: str) -> set[str]:
    more = jekyll.PLAIN_TEXT if kind in {"posts", "drafts"} else set()
    return jekyll.MARKDOWN | jekyll.HTML | more


def _is_text(blog: Blog, path: str, kind: str) -> bool:
    """Whether it is a text, and no file that is shown as it is."""
    if kind in {"posts", "drafts"}:
        return True
    if kind == "pages" and _is_hidden(blog, path):
        return False
    is_markdown = PurePosixPath(path).suffix.lower() in jekyll.MARKDOWN
    plainly = is_markdown and not MACHINE.fullmatch(PurePosixPath(path).name)
    return plainly or _has_front(blog.root / path)


def _has_front(path: Path) -> bool:
    with path.open("rb") as file:
        return re.match(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n", file.read(80)) is not None


def _take_data(blog: Blog, path: str, rest: str) -> None:
    blog.machine.append(path)
    data = (blog.root / path).read_bytes()
    try:
        if path.endswith((".yml", ".yaml")):
            value = load_yaml(data, path)
        elif path.endswith(".json"):
            value = json.loads(data)
        else:
            return
    except (CommandError, ValueError) as error:
        blog.left.append((path, f"cannot be read ({error})"))
        return
    *folders, name = PurePosixPath(rest).with_suffix("").parts
    place = blog.data
    for folder in folders:
        place = place.setdefault(folder, {})
    place[name] = value


def _text(blog: Blog, path: str, kind: str) -> Text:
    written, is_utf8 = decoded((blog.root / path).read_bytes())
    text = NO_TEXT.sub("", written)
    front = FRONT.match(text)
    head = front["head"].rstrip("\n") if front else ""
    values = {**_defaults(blog, path, kind), **values_of(head)}
    stem = PurePosixPath(path).stem
    date = jekyll.date_of(values, stem, blog.zone)
    return Text(
        path=path,
        kind=kind,
        head=head,
        body=text[front.end() :] if front else text,
        values=values,
        first_line=text.count("\n", 0, front.end()) + 1 if front else 1,
        date=date,
        address=_address(blog, path, kind, values, date),
        is_utf8=is_utf8,
        lost=len(written) - len(text),
    )


def _defaults(blog: Blog, path: str, kind: str) -> dict[str, Any]:
    """What the configuration says of all texts of a kind or in a folder."""
    found: dict[str, Any] = {}
    rules = blog.config.get("defaults")
    for rule in rules if isinstance(rules, list) else []:
        scope, values = (_mapping(_mapping(rule).get(k)) for k in ("scope", "values"))
        folder = str(scope.get("path") or "").strip("/")
        is_in = not folder or f"{path}/".startswith(f"{folder}/")
        if is_in and scope.get("type", kind) in (kind, ""):
            found |= values
    return found


def _address(
    blog: Blog, path: str, kind: str, values: Mapping[str, Any], date: Any
) -> str:
    """Where Jekyll shows a text; empty where it does not."""
    if str(values.get("published", "")).lower() == "false" or kind == "drafts":
        return ""
    if kind == "pages":
        return jekyll.page_address(values, path, blog.permalink)
    if kind == "posts":
        is_dated = jekyll.DATED.fullmatch(PurePosixPath(path).stem)
        form = blog.permalink
        return jekyll.post_address(values, path, form, date) if is_dated else ""
    about = blog.collections()[kind]
    if str(about.get("output", "")).lower() != "true":
        return ""
    form = str(about.get("permalink") or jekyll.COLLECTION)
    return jekyll.post_address(values, path, form, date)
