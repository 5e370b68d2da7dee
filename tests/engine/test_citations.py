"""``[@key]`` and ``@key`` cite works of a bibliography, or their author is told."""

import re

import pytest
from sites import build, post

from plugins.citations.bibtex import decoded, works
from plugins.citations.library import read
from plugins.citations.works import Mistake, Work, year_in
from plugins.shared.html import plain

BIB = r"""@string{mit = "MIT Press"}
@book{sutton2018, author = {Sutton, Richard S. and Barto, Andrew G.},
  title = {Reinforcement Learning: An Introduction}, publisher = mit, edition = {2},
  year = 2018}
@article{ho2020, author = {Ho, Jonathan and Jain, Ajay and Abbeel, Pieter},
  title = {Denoising Diffusion {P}robabilistic Models}, year = {2020},
  journal = {Advances \& Systems}, volume = 33, pages = {6840--6851},
  eprint = {2006.11239}, archivePrefix = {arXiv}}
@article{ho2020other, author = {Ho, Jonathan and Jain, Ajay and Abbeel, Pieter},
  title = {Another <b>one</b>}, year = {2020}, doi = {https://doi.org/10.1000/a(b)},
  url = {javascript:alert(1)}}
@misc{lab, title = {Notes}, author = {{The Lab}}, url = {https://lab.test/notes}}
"""
CSL = """[
  {"id": "sutton2018", "type": "book", "title": "Reinforcement Learning",
   "author": [{"family": "Sutton", "given": "Richard S."},
              {"family": "Barto", "given": "Andrew G."}],
   "issued": {"date-parts": [[2018]]}, "publisher": "MIT Press", "edition": 2},
  {"id": "ho2020", "title": "<i>Denoising</i>", "container-title": "Advances",
   "DOI": "10.1000/x",
   "author": [{"family": "Ho"}, {"literal": "The Lab"}, {"family": "Cruz",
               "given": "J.", "non-dropping-particle": "de la"}],
   "issued": {"raw": "2020-06-19"}, "page": "1-9", "URL": "https://a.test"}
]
"""


def cited(folder, body, works=BIB, **settings):
    """How a build with this text ended, and the text."""
    name = "works.json" if works.startswith("[") else "works.bib"
    files = {f"content/{name}": works, "content/posts/a.md": body}
    done = build(folder, files, {"BIBLIOGRAPHY": name, **settings})
    pages = list((folder / "output/blog/a").rglob("index.html"))
    return done, pages[0].read_text("utf-8") if pages else ""


BY_YEAR = [
    ("Models [@ho2020] are", "Models (Ho et al. 2020) are"),
    (
        "It is [see @sutton2018, p. 32; @ho2020].",
        "(see Sutton and Barto 2018, p. 32; Ho",
    ),
    ("Sutton and Barto [-@sutton2018] say", "Barto (2018) say"),
    ("@sutton2018 say", "Sutton and Barto (2018) say"),
    (
        "@ho2020's, and @sutton2018 [ch. 2].",
        "2020)’s, and Sutton and Barto (2018, ch. 2).",
    ),
    ("Both [@ho2020; @ho2020other].", "(Ho et al. 2020b; Ho et al. 2020a)."),
    ("As in [-@lab]: so it is", "As in (n.d.): so it is"),
    ("By [@lab].", "(The Lab n.d.)."),
    ("- *as @lab has it*", "as The Lab (n.d.) has it"),
]
BY_NUMBER = [
    ("Models [@ho2020; @lab], [@ho2020, p. 3]", "Models [1, 2], [1, p. 3]"),
    ("@lab and [see @ho2020, p. 3; @lab]", "The Lab [1] and [see 2, p. 3; 1]"),
]


def pages(folder, bodies, **settings):
    """The texts of a site that cite works, one for each body."""
    texts = {f"content/posts/{n}.md": post(body) for n, body in enumerate(bodies)}
    files = {"content/works.bib": BIB, **texts}
    done = build(folder, files, {"BIBLIOGRAPHY": "works.bib", **settings})
    assert done.returncode == 0, done.stderr
    found = (folder / f"output/blog/{n}/index.html" for n, _ in enumerate(bodies))
    return [page.read_text("utf-8") for page in found]


@pytest.mark.parametrize(
    ("style", "cases"), [("author-year", BY_YEAR), ("numeric", BY_NUMBER)]
)
def test_a_work_is_cited_as_its_style_has_it(tmp_path, style, cases):
    written, said = zip(*cases, strict=True)

    found = pages(tmp_path, written, CITATION_STYLE=style)

    for words, page in zip(said, map(plain, found), strict=True):
        assert words in page


def test_the_list_says_who_what_and_where(tmp_path):
    _, page = cited(tmp_path, post("[@sutton2018; @ho2020; @ho2020other; @lab]"))

    entries = re.findall(r'<li id="ref-(\w+)">(.*?) <a class="footnote-backref', page)
    assert {key: plain(html) for key, html in entries} == {
        "ho2020other": "Ho, Jonathan, Ajay Jain and Pieter Abbeel. 2020a. "
        "Another <b>one</b>. doi:10.1000/a(b).",
        "ho2020": "Ho, Jonathan, Ajay Jain and Pieter Abbeel. 2020b. “Denoising "
        "Diffusion Probabilistic Models.” Advances & Systems 33: 6840–6851. "
        "arXiv:2006.11239.",
        "sutton2018": "Sutton, Richard S. and Andrew G. Barto. 2018. Reinforcement "
        "Learning: An Introduction. Edition 2. MIT Press.",
        "lab": "The Lab. n.d. Notes. lab.test.",
    }
    assert [key for key, _ in entries] == ["ho2020other", "ho2020", "sutton2018", "lab"]
    for address in (
        "https://arxiv.org/abs/2006.11239",
        "https://doi.org/10.1000/a(b)",
        "https://lab.test/notes",
    ):
        assert f'<a href="{address}">' in page
    assert "javascript:" not in page


def test_what_nobody_wrote_is_listed_by_its_title_and_else_by_its_key(tmp_path):
    bib = (
        "@comment{bare is no work}\n@misc{bare}\n@book{b, title={A book}, year=2001}\n"
        r"@misc{web, author={{W3C}}, title={A page}, "
        r"howpublished={\url{https://w3.org/a_b}}}"
        "\n@inproceedings{c, author={C, D}, title={C}, booktitle={P}, pages={1-2}, "
        "year=1}"
    )

    done, page = cited(tmp_path, post("[see @bare, pp. 1--2; @b; @web; @c]"), bib)

    assert "(see bare n.d., pp. 1–2; “A book” 2001; W3C n.d.; C 1)" in plain(page)
    entries = re.findall(r'<li id="ref-\w+">(.*?) <a class="footnote-backref', page)
    assert [plain(entry) for entry in entries] == [
        "A book. 2001.",
        "bare. n.d.",
        "C, D. 1. “C.” P, 1–2.",
        "W3C. n.d. A page. w3.org.",
    ]
    warning = "works.bib:2: warning: 'bare' has neither author nor title; write one"
    assert warning in done.stderr


def test_a_numbered_list_is_in_the_order_of_the_text(tmp_path):
    _, page = cited(tmp_path, post("@lab, [@ho2020]"), CITATION_STYLE="numeric")

    assert re.findall(r'<li id="ref-(\w+)">', page) == ["lab", "ho2020"]
    assert "Jonathan Ho, Ajay Jain and Pieter Abbeel. “Denoising" in plain(page)
    assert "33: 6840–6851, 2020." in plain(page)


def test_links_lead_to_the_list_and_back(tmp_path):
    _, page = cited(
        tmp_path, post("## On @lab\n\n@lab, then [@lab].[^1]\n\n[^1]: @lab.")
    )

    here = re.findall(r'<a id="(cite-[^"]+)" href="#ref-lab">', page)
    assert here == ["cite-lab", "cite-lab-2", "cite-lab-3"]  # not of the heading
    back = re.findall(r'backref" href="#([^"]+)" title="Back to where', page)
    assert back == [
        "cite-lab",
        "cite-lab-2",
        "fnref:1",
    ]  # a note may be beside the text


NO_CITATIONS = [
    "`@lab` and `[@lab]`",
    "```python\n@lab\ndef f(): ...\n```",
    "ada@lab.org, <ada@lab.org> and a@lab",
    "https://a.test/@lab and <https://a.test/@lab>",
    "[words @lab](https://a.test) and [@lab](https://a.test)",
    "[@lab]\n\n[@lab]: https://a.test",
    r"\@lab and \[\@lab]",
    "$@lab$",
    "<code>@lab</code>",
    "![at](https://a.test/@lab) @ home, @, @@",
]


def test_what_is_not_a_citation_stays(tmp_path):
    for page in pages(tmp_path, NO_CITATIONS):
        assert "ref-lab" not in page


def test_without_a_bibliography_nothing_is_one(tmp_path):
    done = build(tmp_path, {"content/posts/a.md": post("@lab [@lab]")})

    assert done.returncode == 0
    page = (tmp_path / "output/blog/a/index.html").read_text("utf-8")
    assert "<p>@lab [@lab]</p>" in page


def test_a_text_that_cites_nothing_does_not_open_the_file(tmp_path):
    done, page = cited(tmp_path, post("Words."), works="@book{broken")

    assert (done.returncode, "references" in page) == (0, False)


def test_titles_are_no_place_for_citations(tmp_path):
    done = build(
        tmp_path,
        {"content/a.bib": BIB, "content/posts/a.md": post("[@lab]", '"At @lab"')},
        {"BIBLIOGRAPHY": "a.bib"},
    )

    assert done.returncode == 0, done.stderr
    assert "<h1>At @lab</h1>" in (tmp_path / "output/blog/a/index.html").read_text(
        "utf-8"
    )


def test_summaries_have_no_links_and_nothing_in_brackets(tmp_path):
    cited(tmp_path, post("As @lab say [@ho2020], so it is."))

    listed = (tmp_path / "output/blog/index.html").read_text("utf-8")
    assert "<p>As The Lab (n.d.) say, so it&nbsp;is.</p>" in listed


def test_words_are_in_the_language_of_the_text(tmp_path):
    body = post("[@sutton2018] và [@ho2020]").replace("date:", "lang: vi\ndate:")

    _, page = cited(tmp_path, body)

    assert "(Sutton và Barto 2018) và (Ho và cộng sự 2020)" in plain(page)
    assert "Tài liệu tham khảo</a></h2>" in page


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["Dang", "Đinh", "Dyer", "Zhang"]),
        ("vi", ["Dang", "Dyer", "Đinh", "Zhang"]),
    ],
)
def test_the_list_is_in_the_alphabet_of_the_language(tmp_path, lang, shown):
    families = sorted(shown)
    works = "\n".join(
        f"@misc{{w{n}, author={{{family}, A.}}, title={{T}}, year=2001}}"
        for n, family in enumerate(families)
    )
    keys = "; ".join(f"@w{n}" for n in range(len(families)))
    body = post(f"[{keys}]").replace("date:", f"lang: {lang}\ndate:")

    _, page = cited(tmp_path, body, works)

    assert re.findall(r'<li id="ref-w\d">(\w+),', page) == shown


def test_the_authors_own_heading_is_that_of_the_list(tmp_path):
    _, page = cited(tmp_path, post("[@lab]\n\n## References\n"))

    assert page.count("References</a></h2>") == 1


def test_works_may_be_in_csl_json(tmp_path):
    done, page = cited(tmp_path, post("[@sutton2018], [@ho2020]"), CSL)

    assert done.returncode == 0, done.stderr
    assert "(Sutton and Barto 2018), (Ho et al. 2020)" in plain(page)
    assert "Ho, The Lab and J. de la Cruz. 2020. “Denoising.” Advances, 1–9." in plain(
        page
    )
    assert 'href="https://doi.org/10.1000/x"' in page


DEAD = "no work in content/works.bib has the key "
MISTAKES = [
    (
        "Words.\n\nSee [@suton2018].",
        BIB,
        f"posts/a.md:8: {DEAD}'suton2018'; did you mean 'sutton2018'?",
    ),
    (
        "As @nobody says.",
        BIB,
        rf"posts/a.md:6: {DEAD}'nobody'; write \@nobody if no work is meant.",
    ),
    ("[@lab, p. 3; @labb, p. 4]", BIB, f"posts/a.md:6: {DEAD}'labb'"),
    ("[@a]", "@book{a,\n title = {A}\n", "works.bib:3: syntax error: premature end"),
    (
        "[@b]",
        "@book{a}\n@book{b, title={B} year=1}",
        "bib:2: syntax error: '}' expected; look at 'a' in line 1 and 'b' in line 2.",
    ),
    (
        "[@a]",
        "@book{a}\n\n@book{a}",
        "works.bib:3: repeated bibliography entry: a; look at 'a' in line 1 and 'a' in",
    ),
    ("[@a]", "@book{a,\n year = may5}", "works.bib:2: undefined string: may5"),
    (
        "[@a]",
        "@book{b}\n@book{a, crossref={c}}",
        "bib:2: crossref names 'c', which is no key; look at 'b' in line 1 and 'a' in",
    ),
    (
        "[@a]",
        "@book{a}\n@book{title={A}}",
        "works.bib:2: the entry that begins with 'title={A' has no key",
    ),
    ("[@a]", "nothing", "works.bib:1: there is no work in it"),
    ("[@a]", '[\n{"id": "a",}]', "works.json:2: "),
    ("[@a]", '[{"id": "a"},\n{"id": "a"}]', "works.json:2: 'a' is the id of two works"),
    ("[@a]", '[\n{"title": "a"}]', "works.json:2: the work 'a' has no id"),
    ("[@a]", "[1]", "works.json:1: this is not CSL-JSON"),
]


@pytest.mark.parametrize(("body", "works", "said"), MISTAKES)
def test_a_mistake_has_file_and_line(tmp_path, body, works, said):
    done, _ = cited(tmp_path, post(body), works)

    assert said in done.stderr
    assert "1 mistake." in done.stderr
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            "none.bib",
            "BIBLIOGRAPHY names 'none.bib', which is not in the folder content",
        ),
        ("posts/a.md", "BIBLIOGRAPHY names 'posts/a.md', which is no BibTeX"),
    ],
)
def test_a_setting_that_points_nowhere_has_its_line(tmp_path, value, said):
    done = build(
        tmp_path, {"content/posts/a.md": post("Words.")}, {"BIBLIOGRAPHY": value}
    )

    lines = (tmp_path / "site_settings.py").read_text("utf-8").split("\n")
    line = lines.index(f"BIBLIOGRAPHY = {value!r}")
    assert f"site_settings.py:{line + 1}: {said}" in done.stdout + done.stderr


def test_a_change_of_the_file_alone_is_seen(tmp_path):
    body = post("[@lab]")
    cited(tmp_path, body)
    kept = sorted((tmp_path / ".cache/reader").iterdir())

    _, page = cited(tmp_path, body, BIB.replace("The Lab", "Our Lab"))

    assert "(Our Lab n.d.)" in plain(page)
    assert sorted((tmp_path / ".cache/reader").iterdir()) == kept  # nothing read again


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"na{\"\i}ve G\"odel Erd\H{o}s \'{e} {\o}", "naïve Gödel Erdős é ø"),
        (r"Nguy\~{\^e}n {\v{S}}koda ~ x\_y 100\%", "Nguyễn Škoda x_y 100%"),
        (r"\emph{hi} {\LaTeX} $\alpha$-stable --- a--b", "hi LaTeX α-stable — a–b"),
        ("Đường", "Đường"),
        (r"{\em Old} ways of \LaTeX{}, {\relax x}", "Old ways of LaTeX, x"),
    ],
)
def test_latex_becomes_text(latex, text):
    assert decoded(latex) == text


def test_a_work_takes_what_it_lacks_from_the_one_it_refers_to():
    found = list(
        works("@inproceedings{a, crossref={b}}\n@proceedings{b, title={B}, year=2001}")
    )

    assert (found[0].container, found[0].year) == ("B", "2001")


JUNIOR = [
    "@misc{a, author={King, Jr., Martin Luther}, year={in press}}",
    """[{"id": "a", "issued": {"literal": "in press"}, "author":
        [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]}]""",
]


@pytest.mark.parametrize("works", JUNIOR)
def test_a_suffix_of_a_name_is_left_out_where_only_the_family_is_named(tmp_path, works):
    done, page = cited(tmp_path, post("As [@a]."), works)

    assert done.returncode == 0, done.stderr
    assert "(King in press)" in plain(page)
    assert "King, Martin Luther, Jr. in press." in plain(page)


@pytest.mark.parametrize("date", ["2001-05-06", "May 2001", "c. 2001", "2001"])
def test_a_year_is_found_in_a_date(date):
    assert year_in(date) == "2001"


@pytest.mark.parametrize(
    "work",
    [
        Work("a", arxiv="2006.11239"),
        Work("a", doi="10.48550/arXiv.2006.11239"),
        Work("a", url="https://arxiv.org/abs/2006.11239v2"),
        Work("a", container="arXiv preprint arXiv:2006.11239"),
    ],
)
def test_its_number_at_arxiv_is_found_wherever_it_stands(work):
    assert [link.address for link in work.links] == ["https://arxiv.org/abs/2006.11239"]


def test_a_file_that_is_not_utf8_is_a_mistake(tmp_path):
    (tmp_path / "a.bib").write_bytes(b"@book{a, title={\xff}}")

    with pytest.raises(Mistake, match="UTF-8"):
        read(tmp_path / "a.bib", tmp_path)


def test_a_file_is_read_again_only_if_it_or_what_was_kept_of_it_changed(tmp_path):
    file, cache = tmp_path / "a.bib", tmp_path / "cache"
    file.write_text(BIB, "utf-8")

    first = read(file, cache)
    (kept,) = cache.iterdir()
    kept.write_text(kept.read_text("utf-8").replace("Barto", "Kept"), "utf-8")

    assert read(file, cache)["sutton2018"].authors[1].family == "Kept"
    kept.write_text("[", "utf-8")
    assert read(file, cache) == first
    file.write_text(BIB.replace("Barto", "Other"), "utf-8")
    assert read(file, cache)["sutton2018"].authors[1].family == "Other"
