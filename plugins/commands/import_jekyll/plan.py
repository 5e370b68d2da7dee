"""Where each text and file of the old site goes, before anything is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from plugins.commands.import_jekyll import jekyll
from plugins.commands.import_jekyll.addresses import Addresses, host_of, same
from plugins.commands.import_jekyll.blog import Blog, Text
from plugins.commands.import_jekyll.imported import Imported
from plugins.commands.import_jekyll.known import known_include
from plugins.commands.import_jekyll.liquid.render import Site
from plugins.commands.import_jekyll.listings import Listings
from plugins.commands.import_jekyll.scripts import line_of_script, may_act
from plugins.commands.import_jekyll.taken import Taken
from plugins.commands.import_jekyll.texts import WHOLE, Importer

FOLDERS = {"posts": "posts", "drafts": "posts", "notes": "notes", "pages": "pages"}
ENDING = re.compile(r"(?:/|\.\w+)\Z")
TWICE = "Jekyll shows %s at %s too; this one is at %s now"
HIS = (
    "%s is the address of %s already, so this is a draft now: put its words there; or "
    "delete that file, and write permalink: %s here in the place of published: false"
)
NO_DATE = "has no date, which a note needs; it is a page now"
WHOLE_DRAFT = "is an HTML document that Jekyll does not show; it was left out"
ACTS = "has a script in it, which acts when it is opened: look at it, or leave it out"
IGNORED = "is not published, for IGNORE_FILES has such names: rename it, or leave it"
NOT_SHOWN = "Jekyll does not show the collection %r; it is a draft now"
UNDATED = "its name has no date, so Jekyll does not show it; it is a draft now"


@dataclass
class Plan:
    """What will be written, by its path in the content folder."""

    texts: list[Imported] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)  # from where
    redirects: dict[str, str] = field(default_factory=dict)
    hand: list[tuple[str, int, str]] = field(default_factory=list)  # path, line, what
    lists: list[str] = field(default_factory=list)  # texts that were nothing else
    kept: int = 0  # addresses


def planned(blog: Blog, taken: Taken, kinds: Mapping[str, str]) -> Plan:
    """All texts and files of a site in our form.

    Args:
        blog: the site.
        taken: what the content folder has already.
        kinds: posts, notes or pages for the texts of a collection.
    """
    plan, lists = Plan(), Listings(blog, taken.settings)
    paths = {t.path: _path(t, kinds, taken, plan) for t in blog.texts}
    files = {name: _file(name) for name in blog.files}
    claims = _claims(blog, paths, taken, plan)
    addresses = Addresses(
        texts={form: paths[t.path] for t in blog.texts for form in _forms(t, claims)},
        files=files,
        hosts=_hosts(blog),
        base=str(blog.config.get("baseurl") or "").rstrip("/"),
    )
    if blog.feed:
        addresses.moved[f"/{blog.feed}"] = f"/{blog.feed}"
    importer = Importer(blog, addresses, paths, _site(blog, paths, files))
    for text in filter(importer.is_list, blog.texts):
        addresses.moved |= dict.fromkeys(same(text.address), lists.of(text))
    for text in blog.texts:
        if WHOLE.match(text.body):  # it stays where it is, as it is
            addresses.moved |= dict.fromkeys(same(text.address), text.address)
    for text in blog.texts:
        imported = importer.read(text, paths[text.path], address=claims[text.path])
        if imported.is_whole and not text.address:
            blog.left.append((text.path, WHOLE_DRAFT))
        else:
            _put(plan, imported, lists.of(text))
    _put_files(plan, files, blog, taken)
    plan.redirects |= lists.redirects()
    return plan


def _put_files(plan: Plan, files: Mapping[str, str], blog: Blog, taken: Taken) -> None:
    for name, path in files.items():
        if taken.is_ignored(path):
            plan.hand.append((path, 1, IGNORED))
        if taken.is_free(path, name):
            plan.files[path] = blog.root / name
            if may_act(name):
                _look_at(plan, path, (blog.root / name).read_bytes())
        else:
            plan.hand.append((path, 1, f"is there already; {name} was left out"))


def _put(plan: Plan, imported: Imported, new: str) -> None:
    text = imported.source
    if imported.is_list:
        plan.lists.append(text.path)
        plan.hand = [hand for hand in plan.hand if hand[0] != imported.path]
        if text.address not in {"", "/", new, f"{new}index.html", new.rstrip("/")}:
            plan.redirects[text.address] = new
        return
    if imported.is_whole:
        end = "index.html" if text.address.endswith("/") else ""
        imported.path = unquote(text.address).lstrip("/") + end
        _look_at(plan, imported.path, imported.content.encode())
    plan.kept += bool(text.address)
    plan.texts.append(imported)
    plan.hand += [(imported.path, line, what) for line, what in imported.hand]


def _look_at(plan: Plan, path: str, data: bytes) -> None:
    """Say of a drawing or a page, copied as it is, that it could act."""
    if line := line_of_script(data):
        plan.hand.append((path, line, ACTS))


def _path(text: Text, kinds: Mapping[str, str], taken: Taken, plan: Plan) -> str:
    """Where a text goes, where no other is."""
    kind = kinds.get(text.kind) or FOLDERS.get(text.kind) or "notes"
    inside = PurePosixPath(_inside(text))
    said = ""
    if text.kind == "posts" and not jekyll.DATED.fullmatch(inside.stem):
        said = UNDATED
    elif kind != "pages" and not (text.date or text.kind == "drafts"):
        said = UNDATED if kind == "posts" else NO_DATE
        if kind == "notes":
            kind, inside = "pages", PurePosixPath(text.kind) / inside
    if kind == "pages" and inside.stem == "index" and inside.parent == PurePosixPath():
        inside = PurePosixPath("home.md")
    path = taken.choose(f"{kind}/{inside.with_suffix('.md')}", text.path)
    if said:
        plan.hand.append((path, 1, said))
    return path


def _inside(text: Text) -> str:
    """The path of a text in the folder of its kind."""
    if text.kind in {"posts", "drafts"}:
        return text.path.replace(f"_{text.kind}/", "", 1)
    if text.kind == "pages":
        return text.path.removeprefix("_pages/").lstrip("_")
    return text.path.partition(f"_{text.kind}/")[2]


def _file(name: str) -> str:
    """Where a file goes that is no text: where its address says, if it can."""
    for folder in ("_posts/", "_drafts/"):
        if folder in name:
            return "posts-files/" + name.replace(folder, "", 1)
    name = name.lstrip("_")
    return f"old-{name}" if name.partition("/")[0] == "theme" else name


def _claims(
    blog: Blog, paths: Mapping[str, str], taken: Taken, plan: Plan
) -> dict[str, str | None]:
    """The address of each text; None: it becomes a draft."""
    owners = {f"/{name.removesuffix('index.html')}": name for name in blog.files}
    claims: dict[str, str | None] = {}
    for text in blog.texts:
        path, address = paths[text.path], text.address
        if not address:
            claims[text.path] = None
            if text.kind in blog.collections():
                plan.hand.append((path, 1, NOT_SHOWN % text.kind))
        elif address in owners:
            other = _beside(address, owners)
            plan.hand.append((path, 1, TWICE % (owners[address], address, other)))
            claims[text.path], owners[other] = other, text.path
        elif owner := taken.owner(address, path):
            plan.hand.append((path, 1, HIS % (address, owner, address)))
            claims[text.path] = None
        else:
            claims[text.path], owners[address] = address, text.path
    return claims


def _beside(address: str, owners: Mapping[str, str]) -> str:
    """An address like this one that nothing has."""
    stem = ENDING.sub("", address)
    end = address.removeprefix(stem)
    numbered = (f"{stem or '/index'}-{number}{end}" for number in count(2))
    return next(other for other in numbered if other not in owners)


def _forms(text: Text, claims: Mapping[str, str | None]) -> list[str]:
    """The old address of a text in every form, as long as it is its own."""
    is_its_own = claims[text.path] == text.address
    return same(unquote(text.address)) if text.address and is_its_own else []


def _hosts(blog: Blog) -> set[str]:
    found = set()
    for key in ("url", "production_url", "enforce_ssl"):
        value = str(blog.config.get(key) or "")
        host = host_of(value if "//" in value else f"//{value}").lower()
        found |= {host, f"www.{host}", host.removeprefix("www.")} if host else set()
    if (cname := blog.root / "CNAME").is_file():
        found |= {cname.read_text("utf-8", "replace").strip().lower()}
    return found - {"", "localhost", "localhost:4000"}


def _site(blog: Blog, paths: Mapping[str, str], files: Mapping[str, str]) -> Site:
    posts = {t.path.partition("_posts/")[2]: t.path for t in blog.texts}
    posts |= {PurePosixPath(p).stem: p for p in paths if "_posts/" in p}
    posts |= {name.rpartition(".")[0]: path for name, path in posts.items() if name}

    def address(kind: str, name: str) -> str | None:
        name = name.strip().lstrip("/")
        path = posts.get(name.removesuffix(".md"), "") if kind == "post" else name
        if path in paths:
            return "/" + paths[path]
        return "/" + files[path] if path in files else None

    return Site(blog.includes, address, known_include, blog.works)


def record_of(plan: Plan) -> dict[str, Any]:
    """Which text of the old site is where, for the next import."""
    return {imported.source.path: imported.path for imported in plan.texts}
