"""Pelican, imported once and run for many sites, each in a process of its own.

To start an interpreter and import Pelican takes longer than to build a small site.
This program does both once.  For each order on its input it forks, and the child is
what ``python -m pelican`` would be, till its end.
"""

import gc
import json
import marshal
import mimetypes
import os
import re
import resource
import sys
from importlib import import_module
from pathlib import Path

import compiled_templates
import pelican
from jinja2 import Environment

from plugins.defaults import MARKDOWN, PLUGINS
from plugins.reader.cache import code_digest
from plugins.reader.model import Options
from plugins.reader.parse import TextReader
from plugins.shared.forking.as_new import ended

SECONDS = 600  # of computing, after which the system ends a build
SAMPLE = b"---\ntitle: A\n---\n\n`a` $x$\n\n```python\na\n```\n"
USED = (  # by most builds, and else imported in each
    *("plugins.reader.careful", "pelican.plugins.render_math"),
    *("rich.status", "rich.table", "rich._emoji_codes"),
)


def main(folder: str) -> None:
    """For each order on the input, say on the output how the build ended.

    Args:
        folder: empty; for compiled templates.
    """
    for name in [*PLUGINS, *USED]:
        import_module(name)
    # What they need is imported, compiled or read when it is first used.
    TextReader(Options(MARKDOWN, {}, "source", 9)).read(SAMPLE)
    Environment(trim_blocks=True, lstrip_blocks=True).parse("{{ a }}")
    mimetypes.init()
    code_digest("plugins.reader.careful", *MARKDOWN["extensions"])
    compiled_templates.share(Path(folder))
    gc.freeze()  # else each child, when it tidies up, gets a copy of all of this
    patterns = Path(folder, f"patterns.{os.getpid()}")
    patterns.write_bytes(marshal.dumps([]))
    re._MAXCACHE = 9999  # type: ignore[attr-defined]  # those of our imports are more
    for line in sys.stdin:
        child = os.fork()
        if not child:
            build(patterns, **json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
        for pattern, flags in marshal.loads(patterns.read_bytes()):
            re.compile(pattern, flags)


def build(
    patterns: Path,
    folder: str,
    environment: dict[str, str],
    arguments: list[str],
    said: list[str],
) -> None:
    """Be Pelican in ``folder``; what it prints goes into the two files ``said``.

    The regular expressions that it had to compile are told in ``patterns``.
    """
    known = set(re._cache)  # type: ignore[attr-defined]
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.dont_write_bytecode = True  # else two files of one second and size are one
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for to, path in enumerate(["/dev/null", *said]):
        os.dup2(os.open(path, os.O_RDWR), to)
    sys.path[0] = str(Path.cwd())
    pelican.console.__init__()  # it asks the environment how wide it is
    sys.argv = ["pelican", *arguments]
    code = ended("pelican")
    new = set(re._cache) - known  # type: ignore[attr-defined]
    patterns.write_bytes(marshal.dumps([(p, int(f)) for _, p, f in new]))
    os._exit(code)  # to tidy up takes a third of the time


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
