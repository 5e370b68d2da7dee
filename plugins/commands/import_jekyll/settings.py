"""What `_config.yml` says, as values of pelicanconf.py that the author has not set."""

import ast
import pprint
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.commands.import_jekyll.blog import Blog
from plugins.commands.import_jekyll.links_of_site import menu, shared, social
from plugins.commands.import_jekyll.plan import Plan
from plugins.commands.import_jekyll.services import comments, statistics
from plugins.commands.import_jekyll.usable import unusable
from plugins.commands.project import CommandError
from plugins.settings.foreign import PARTS
from plugins.settings.looks import COLOUR
from plugins.shared.settings import DEFAULTS

FILE = "pelicanconf.py"
BEGUN = Path(__file__).parent.parent / "start/site/pelicanconf.py.txt"
HEADING = "\n# From the Jekyll site, by `invoke import-jekyll`\n"
ADDED_TO = ("STATIC_PATHS", "MATHS_MACROS", "REDIRECTS")  # lists and maps that grow
WIDTH = 88
MARK = re.compile(r'"[^"\n]*<<[\w ]+>>[^"\n]*"|<<[\w ]+>>')


@dataclass
class Edited:
    """The settings file after the import: what is new in it, what the author has set
    otherwise, and what is wrong with values that are left out.
    """

    text: str = ""  # empty: nothing changes
    set: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, Any] = field(default_factory=dict)
    unusable: dict[str, str] = field(default_factory=dict)
    ours: dict[str, Any] = field(default_factory=dict)  # for the next import

    def all(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """All settings as they will be."""
        return {**settings, **self.set}


def edited(root: Path, blog: Blog, plan: Plan, earlier: Mapping[str, Any]) -> Edited:
    """The settings file with what the blog says, as far as the author says nothing.

    Args:
        root: the project.
        blog: the Jekyll site.
        plan: where its texts and files go.
        earlier: values that an earlier import has set.
    """
    path = root / FILE
    source = path.read_text("utf-8") if path.is_file() else ""
    try:
        his, usual = _assigned(source), _assigned(_begun())
    except SyntaxError as error:
        raise CommandError(f"{FILE}:{error.lineno}: {error.msg}; correct it.") from None
    result = Edited()
    for name, value in wanted(blog, plan).items():
        present = his.get(name, (None, None, DEFAULTS.get(name)))[2]
        is_open = name not in his or present in ("", [], {}, None)
        is_open |= repr(present) == repr(_untuple(earlier.get(name, present), present))
        is_open &= name in earlier or name not in his or present in ("", [], {}, None)
        is_open |= name in usual and usual[name][2] == present
        value = _joined(present, value) if name in ADDED_TO else value
        if value == present:
            result.ours |= {name: value} if name in earlier else {}
        elif is_open or name in ADDED_TO:
            result.set[name] = result.ours[name] = value
        else:
            result.refused[name] = value
    result.unusable = unusable(result.set, path)
    for name in result.unusable:
        del result.set[name], result.ours[name]
    result.text = _written(source, his, result.set) if result.set else ""
    return result


def wanted(blog: Blog, plan: Plan) -> dict[str, Any]:
    """Every value that the Jekyll site has for a setting of ours."""
    config = blog.config
    language = str(config.get("lang") or config.get("locale") or "")
    found = {
        **_names(config),
        "TIMEZONE": config.get("timezone"),
        "DEFAULT_LANG": language.replace("_", "-").partition("-")[0].lower(),
        "DEFAULT_PAGINATION": _number(config.get("paginate")),
        "SUMMARY_WORDS": _number(config.get("excerpt_length")),
        "WITH_FUTURE_DATES": str(config.get("future", "")).lower() == "true" or None,
        **_looks(config, plan),
        "DEFAULT_DATE_FORMAT": config.get("date_format"),
        "THEME_COLOURS": _both(str(config.get("mobile-theme-col") or "")),
        "FOOTER_LINKS": [(str(n), "") for n in [config.get("url-pretty")] if n],
        "SHARE_IMG": _file(config.get("share-img") or config.get("og_image"), plan),
        "SHARE_LINKS": shared(config),
        "MENU": menu(blog, plan),
        "SOCIAL": social(config),
        "COMMENTS": comments(config),
        "STATISTICS": statistics(config),
        "MATHS_MACROS": blog.macros,
        "STATIC_PATHS": sorted(_tops(plan)),
        "REDIRECTS": plan.redirects,
        "FEED_POSTS_ATOM": blog.feed,
        "DIRECT_TEMPLATES": _lists(config),
        "BIBLIOGRAPHY": _file(blog.works.lstrip("_"), plan),
    }
    is_text = (str, int, list, dict)
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in found.items()
        if (value or value is False) and isinstance(value, is_text)
    }


def _names(config: Mapping[str, Any]) -> dict[str, Any]:
    author, people = config.get("author"), config.get("social")
    author = author.get("name") if isinstance(author, dict) else author
    author = author or (people.get("name") if isinstance(people, dict) else None)
    about = config.get("tagline") or config.get("subtitle") or config.get("description")
    return {
        "SITENAME": config.get("title") or config.get("name"),
        "AUTHOR": author or config.get("name") or config.get("title"),
        "SITESUBTITLE": config.get("rss-description") or about,
    }


def _lists(config: Mapping[str, Any]) -> list[str]:
    """The pages of lists, where they are not the usual ones: without the search."""
    is_searched = str(config.get("post_search", "")).lower() != "false"
    usual: list[str] = DEFAULTS["DIRECT_TEMPLATES"]
    return [] if is_searched else [name for name in usual if name != "search"]


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isdigit() and int(text) else None


def _file(value: Any, plan: Plan) -> str | None:
    path = str(value or "").lstrip("/")
    return path if path in plan.files else None


def _looks(config: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    is_square = str(config.get("round-avatar")).lower() == "false"
    return {
        "AVATAR": _file(config.get("avatar") or config.get("logo"), plan),
        "TITLE_IMG": _file(config.get("title-img"), plan),
        "ROUND_AVATAR": False if is_square else None,
        "COLOURS": _colours(config),
        "BACKGROUNDS": _backgrounds(config, plan),
    }


def _both(colour: str) -> dict[str, str]:
    return {"light": colour, "dark": colour} if COLOUR.fullmatch(colour) else {}


def _colours(config: Mapping[str, Any]) -> dict[str, str]:
    keys = ((key.replace("_", "-"), part) for key, part in PARTS.items())
    named = {part: str(config[key]) for key, part in keys if config.get(key)}
    return {part: colour for part, colour in named.items() if COLOUR.fullmatch(colour)}


def _backgrounds(config: Mapping[str, Any], plan: Plan) -> dict[str, str]:
    named = {"page": "page-img", "bar": "navbar-img", "footer": "footer-img"}
    found = {part: _file(config.get(key), plan) for part, key in named.items()}
    return {part: path for part, path in found.items() if path}


def _tops(plan: Plan) -> set[str]:
    """Folders of the content folder that are shown as they are."""
    paths = [*plan.files, *(text.path for text in plan.texts if text.is_whole)]
    tops = {path.partition("/")[0] for path in paths}
    return tops - {"posts", "notes", "pages"}


def _begun() -> str:
    """What `invoke start` writes: nobody's choice yet."""
    return MARK.sub('""', BEGUN.read_text("utf-8"))


def _assigned(source: str) -> dict[str, tuple[int, int, Any]]:
    """First and last line of each assignment, and its value if it is plain data."""
    found: dict[str, tuple[int, int, Any]] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        try:
            data = ast.literal_eval(value)
        except ValueError:
            data = ast.unparse(value)
        found[name] = (node.lineno, node.end_lineno or node.lineno, data)
    return found


def _untuple(value: Any, like: Any) -> Any:
    """A value that went through JSON, with tuples where they were."""
    if isinstance(value, list) and isinstance(like, list):
        return [tuple(v) if isinstance(v, list) else v for v in value]
    return value


def _joined(present: Any, value: Any) -> Any:
    if isinstance(value, dict):
        return {**value, **(present or {})}
    return [*(present or []), *(v for v in value if v not in (present or []))]


def _written(source: str, his: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """The file with these values; those that it has not are added at its end."""
    lines = source.splitlines(keepends=True)
    below = [name for name in values if name not in his]
    for name in sorted(values.keys() & his.keys(), key=lambda n: -his[n][0]):
        first, last, _ = his[name]
        lines[first - 1 : last] = [assignment(name, values[name])]
    text = "".join(lines)
    if not below:
        return text
    heading = "" if HEADING in text else HEADING
    text = text if text.endswith("\n") or not text else text + "\n"
    return text + heading + "".join(assignment(name, values[name]) for name in below)


def assignment(name: str, value: Any) -> str:
    """A setting as Python, laid out as our formatter does."""
    if isinstance(value, list | dict) and value:
        items = value.items() if isinstance(value, dict) else value
        is_dict = isinstance(value, dict)
        inside = [f"{_py(i[0])}: {_py(i[1])}" if is_dict else _py(i) for i in items]
        opening, closing = "{}" if is_dict else "[]"
        one = f"{name} = {opening}{', '.join(inside)}{closing}\n"
        if len(one) <= WIDTH:
            return one
        below = "".join(f"    {item},\n" for item in inside)
        return f"{name} = {opening}\n{below}{closing}\n"
    return f"{name} = {_py(value)}\n"


def _py(value: Any) -> str:
    """A value with double quotes."""
    if isinstance(value, str):
        text = pprint.pformat(value, width=10_000)
        if text.startswith("'") and '"' not in text:
            return f'"{text[1:-1]}"'
        return text
    if isinstance(value, tuple | list):
        inside = ", ".join(map(_py, value))
        return f"({inside})" if isinstance(value, tuple) else f"[{inside}]"
    return repr(value)
