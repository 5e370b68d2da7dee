"""Under a text stand those that mention it, with the sentence around the link."""

import re
from types import SimpleNamespace

import pytest
from sites import ROOT, WHOLE, build, post

from plugins.mentions import Mention, one_of_each, sentences
from plugins.shared.html import plain
from plugins.shared.links import broken_links

LINK = '<a href="{filename}a.md">it</a>'

NUMBER = '<a class="footnote-ref" href="#fn:1">1</a>'


def said(html):
    return ["".join(sentence) for _, sentence in sentences(html)]


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        (f"<p>One. Two has {LINK} here. Three.</p>", "Two has it here."),
        (f"<p>At 3.5 e.g. {LINK} is. “Next.”</p>", "At 3.5 e.g. it is."),
        (f"<p>Why? {LINK}! Yes.</p>", "Why? it!"),
        (f"<p>On p. 3, R. Sutton and {LINK}. Yes.</p>", "On p. 3, R. Sutton and it."),
        (f"<p>Before</p><ul><li>See {LINK}</li><li>other</li></ul>", "See it"),
        (f"<p>一。二{LINK}三。四。</p>", "二it三。"),
        (f"<p>Xong. Đường {LINK} về. Đi.</p>", "Đường it về."),
        (f"<p>So<sup>{NUMBER}</sup> {LINK}.</p>", "So it."),
        (f"<p>In <math><mi>x</mi></math> {LINK} is.</p>", "In x it is."),
        (f"<p>{'long ' * 50}{LINK} {'long ' * 50}</p>", None),
    ],
)
def test_the_sentence_around_a_link_is_found(html, sentence):
    (found,) = said(html)

    if sentence is None:
        assert found.startswith("… long ")
        assert found.endswith("long …")
        assert len(found) < 260
    else:
        assert plain(found) == sentence


def test_a_link_around_a_block_has_no_sentence():
    assert said('<a href="{filename}a.md"><div>Card</div></a><p>Words.</p>') == [""]


FILES = WHOLE | {
    "content/posts/target.md": post("Words.", "Target"),
    "content/posts/one.md": post("No. See [the *target*](target.md) & go. Yes.", "One"),
    "content/notes/two.md": post("[[Target]] is *it*. So [[target]] again.", "Two"),
    "content/notes/draft.md": "---\ntitle: D\nstatus: draft\n---\n\n[[Target]]\n",
    "content/pages/about.md": "---\ntitle: About\n---\n\n[it](/posts/target.md#a)\n\n"
    "[me](about.md)\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    files = {**FILES, "content/posts/target.md": post("## A\n\n[[One]]", "Target")}
    done = build(folder, files, {"THEME": str(ROOT / "theme"), "STRICT": True})
    assert done.returncode == 0, done.stderr
    return folder / "output"


def mentions(site, path):
    html = (site / path / "index.html").read_text("utf-8")
    part = html.partition('<h2 id="mentioned-in">')[2].partition("</section>")[0]
    return re.findall(r'<li><a href="([^"]*)">(.*?)</a>(?:: <q>(.*?)</q>)?</li>', part)


def test_each_text_that_mentions_another_is_named_once_with_its_words(site):
    assert mentions(site, "blog/target") == [
        ("/blog/one/", "One", "See <b>the target</b> &amp; go."),
        ("/notes/two/", "Two", "<b>Target</b> is it."),
        ("/about/", "About", "<b>it</b>"),
    ]


def test_a_text_does_not_mention_itself(site):
    assert mentions(site, "about") == []


def test_a_text_that_nobody_mentions_says_nothing(site):
    assert "mentioned-in" not in (site / "notes/two/index.html").read_text("utf-8")


def test_the_links_of_mentions_lead_somewhere(site):
    assert broken_links(site) == []


def texts(*languages):
    """A text in several languages."""
    found = [SimpleNamespace(lang=language) for language in languages]
    for text in found:
        text.translations = [other for other in found if other is not text]
    return found


@pytest.mark.parametrize(
    ("language", "named"), [("en", ["en", "fr"]), ("vi", ["vi", "fr"])]
)
def test_of_a_text_in_several_languages_one_is_named(language, named):
    mentions = [Mention(text, "a.md") for text in (*texts("en", "vi"), *texts("fr"))]

    found = one_of_each(mentions, language)

    assert [mention.text.lang for mention in found] == named
