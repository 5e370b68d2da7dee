"""The fork drill: somebody else takes the project, and all of it works for them.

A copy gets another owner by `invoke start`, then words, looks and an experiment of
theirs; every command that they will run must end well, and nothing of us may be in what
they publish. It takes some minutes; alone it is run by

    python -m pytest tests/drill
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tenant
from sites import ROOT, png

from plugins.commands.project import read_settings

EXPERIMENT = re.compile(r"^```python demos/figures/\w+\.py\n(.*?)^```$", re.M | re.S)
ALT = "Distance from home over 400 steps: it grows fast at first, then more slowly."
OTHER = "Reward per pull over 200 pulls: who explores passes who never does."
WALK = f"""\
---
title: 'Wie weit ein Krebs kommt'
date: 2026-05-01
tags: ['Krebse', 'Zufall']
cover-img: /images/strand.png
cover-alt: 'Der Strand, grau in grau'
summary: 'Nach $t$ Schritten etwa $\\sqrt{{t}}$ weit.'
---

Ein Krebs, der jeden Schritt vergisst, ist nach $t$ Schritten nur
$\\sqrt{{t}}$ weit weg.

![{ALT}](demo:crab-walk "Langsam und langsamer."){{#fig-krebs}}

![{OTHER}](demo:epsilon-greedy?runs=200&steps=200 "Neugier zahlt sich aus.")

In [Figure](#fig-krebs) sieht man es.
"""
PLAIN = """\
---
title: 'Ebbe'
date: 2026-06-01
tags: [Strand]
summary: 'Was liegen bleibt.'
---

Was liegen bleibt, zähle ich. Siehe auch [die Krebse](2026-05-01-krebse.md).
"""
NOTE = """\
---
title: 'Heute nur drei'
date: 2026-06-02
tags: [Strand]
---

Drei Möwen, $n = 3$.

![Der Strand, grau in grau, mit viel Himmel darüber.](../images/strand.png)
"""
LOOKS = """\
:root {
  --paper: light-dark(#fdf6e3, #05252e);
  --link: light-dark(#5a2a00, #ffc37a);
}
"""
AVATAR = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">
<circle cx="4" cy="4" r="4" fill="#5a2a00"/></svg>
"""
ENGLISH = (ROOT / "plugins/shared/languages/en.toml").read_text("utf-8")
WORDS = {
    "README.md": "# Tidewater\n\nWhat the tide leaves.\n",
    "content/posts/2026-05-01-krebse.md": WALK,
    "content/posts/2026-06-01-ebbe.md": PLAIN,
    "content/notes/2026-06-02-drei.md": NOTE,
    "content/images/strand.png": png(1400, 700),
    "content/images/avatar.svg": AVATAR,
    "content/theme/static/css/own.css": LOOKS,
    "content/theme/languages/de.toml": ENGLISH,
    "notes.py": "raise RuntimeError('a file of mine')\n",
}
ANSWERS = [
    "--name=The Keeper",
    "--title=Tidewater",
    "--email=keeper@tidewater.test",
    "--address=https://tidewater.test/log/book",
    "--timezone=America/St_Johns",
    "--language=vi",
]
TEXTS = {".html", ".xml", ".txt", ".json", ".css", ".js"}
WAITING = 3600  # seconds for one command, however busy the machine is


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    """The project with its new owner, committed, with a remote to publish to."""
    root = tmp_path_factory.mktemp("fork") / "project"
    tenant.copy(root)
    (root / ".venv").symlink_to(sys.prefix)
    run(root, "git", "init", "--quiet", "--initial-branch=main")
    save(root, "Begin")
    run(root, "invoke", "start", "--yes", *ANSWERS)
    page = ROOT / "docs/content/pages/experiments.md"
    (experiment,) = EXPERIMENT.findall(page.read_text("utf-8"))
    german = Path(root, "pelicanconf.py").read_text("utf-8").replace('"vi"', '"de"')
    own = {"demos/figures/crab_walk.py": experiment, "pelicanconf.py": german}
    tenant.write(root, WORDS | own)
    run(root, "git", "init", "--quiet", "--bare", "../host")
    run(root, "git", "remote", "add", "origin", "../host")
    save(root, "Write")
    return root


def save(root, message):
    """Commit all there is."""
    run(root, "git", "add", "--all")
    run(root, "git", "commit", "--quiet", "--message", message)


def run(root, *command):
    """What a command prints that ends well."""
    person = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "The Keeper"), ("EMAIL", "keeper@tidewater.test"))
    }
    path = f"{Path(sys.prefix, 'bin')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=root,
        env={
            **(os.environ | person),
            "PATH": path,
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache"),  # it compares contents
            "PYTEST_ADDOPTS": "-m 'not slow'",  # the others know tenants of their own
        },
        capture_output=True,
        text=True,
        timeout=WAITING,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-9000:]}\n{done.stderr}"
    return done.stdout


def facts(root):
    """Names, hosts and addresses that only the owner of a project has."""
    settings = read_settings(root) | read_settings(root, "publishconf.py")
    names = {settings["AUTHOR"], settings["SITENAME"]}
    addresses = [settings["SITEURL"], *(link[-1] for link in settings["SOCIAL"])]
    hosts = {part for a in addresses for part in re.findall(r"[\w.-]+@[\w.-]+", a)}
    hosts |= {re.sub(r"^https?://", "", a) for a in addresses if a.startswith("http")}
    slugs = {path.stem for path in (root / "content").glob("*/????-??-??-*.md")}
    found = {fact for fact in names | hosts | slugs if len(fact) > 4}
    return {fact for fact in found if not engine_has(fact)}


def engine_has(fact):
    """Whether the word is one of the engine's too, such as a site called Figures."""
    files = [p for name in ("theme", "plugins") for p in (ROOT / name).rglob("*.*ml")]
    return any(fact in path.read_text("utf-8") for path in files)


def texts(folder):
    """Every text of a built site by its place."""
    files = (path for path in folder.rglob("*") if path.suffix in TEXTS)
    return {path: path.read_text("utf-8") for path in files}


def test_the_quick_tests_pass(fork):
    run(fork, "invoke", "test")


def test_every_check_passes(fork):
    run(fork, "invoke", "check")


def test_the_site_is_built_with_their_words_and_looks(fork):
    run(fork, "invoke", "build")

    page = (fork / "output/blog/krebse/index.html").read_text("utf-8")
    assert '<html lang="de">' in page
    assert "The Keeper" in page
    assert page.count('<figure class="figure"') == 2
    assert (fork / "output/theme/css/own.css").exists()


def test_it_is_published_below_their_address(fork):
    run(fork, "invoke", "publish", "--remote", "origin", "--yes")

    host = fork.parent / "host"
    page = run(host, "git", "show", "gh-pages:blog/ebbe/index.html")
    assert 'href="https://tidewater.test/log/book/blog/krebse/"' in page


def test_nothing_of_us_is_in_what_they_publish(fork):
    run(fork, "invoke", "build", "--siteurl", "https://tidewater.test/log/book")

    left = [
        f"{path.relative_to(fork)}: {fact}"
        for path, text in texts(fork / "output").items()
        for fact in facts(ROOT)
        if fact in text
    ]
    assert left == []


def test_no_test_names_the_owner():
    addresses = {fact for fact in facts(ROOT) if "." in fact or "@" in fact}

    left = [
        path
        for folder in ("tests", "plugins", "theme", "demos")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".py", ".md", ".html", ".xml", ".js", ".css"}
        and any(fact in path.read_text("utf-8") for fact in addresses)
    ]
    assert left == []
