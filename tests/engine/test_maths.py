"""Mathematics: what is recognised, what becomes of it, and what is left alone."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from browser import open_site
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from sites import ALL, ROOT, WHOLE, build, post

from plugins.markdown.maths.delimiters import replace
from plugins.markdown.maths.escapes import unescape_tex
from plugins.markdown.maths.expressions import Maths
from plugins.markdown.maths.mathml import CLASSES
from plugins.markdown.maths.tex import rewrite
from plugins.shared.formula import formula

# What real posts write, what it shows and how that is built.  MathJax 3 shows the same,
# but for other glyphs of the same sign and numbers that it gives to no equation.
ROWS = Path(__file__).with_name("maths_corpus.txt").read_text().splitlines()
CORPUS = {tex: tuple(shown) for tex, *shown in (row.split("\t") for row in ROWS)}


def marked(text):
    """The text with its expressions in ⟦ ⟧, displayed ones with D."""
    return replace(text, lambda f: f"⟦{'D' if f.display else ''}{f.tex}⟧")


def lines(text, first=1):
    """The line of each expression."""
    found = []
    replace(text, lambda f: found.append(f.line) or "", first)
    return found


def mathml(expression, **macros):
    """What one expression becomes."""
    maths = Maths(macros, "error")
    maths.extract(f"$${expression}$$")
    assert not maths.failures, maths.failures
    return maths.html(0)


def markdown(fallback="error", **macros):
    configs = {
        "plugins.markdown.maths": {"macros": macros, "fallback": fallback},
        "markdown.extensions.codehilite": {"guess_lang": False},
    }
    names = ("extra", "codehilite", "toc", "sane_lists")
    extensions = [f"markdown.extensions.{name}" for name in names]
    return Markdown(
        extensions=[*extensions, "plugins.markdown.dialect", "plugins.markdown.maths"],
        extension_configs=configs,
        output_format="html",
    )


def html(text, **options):
    return markdown(**options).convert(text)


# What is mathematics


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$x$", "⟦x⟧"),
        ("$$x$$", "⟦Dx⟧"),
        (r"\(x\)", "⟦x⟧"),
        (r"\[x\]", "⟦Dx⟧"),
        (r"\\(x\\) \\[y\\]", "⟦x⟧ ⟦Dy⟧"),
        ("so $a_1 * b_2$, and", "so ⟦a_1 * b_2⟧, and"),
        ("$\\epsilon$-greedy", "⟦\\epsilon⟧-greedy"),
        ("$$\na\n- b\n= c\n$$", "⟦D\na\n- b\n= c\n⟧"),
        ("> $$\n> a\n> $$", "> ⟦D\na\n⟧"),
        ("$$\n\\a\n\n\\b\n$$", "⟦D\n\\a\n\\b\n⟧"),
        ("> $$\\a\n>\n> \\b\n>\n> $$", "> ⟦D\\a\n\\b\n⟧"),
        (r"$\text{if $x$}$", r"⟦\text{if $x$}⟧"),
        (r"$a\$b$", r"⟦a\$b⟧"),
        (r"$a\ $", r"⟦a\ ⟧"),
        ("$a$$b$", "⟦a⟧⟦b⟧"),
        ("$a < b$ and $c > d$", "⟦a < b⟧ and ⟦c > d⟧"),
        (r"\begin{align}a\\b\end{align}", r"⟦D\begin{align}a\\b\end{align}⟧"),
        ("[see $x$](y.md)", "[see ⟦x⟧](y.md)"),
        ('![a $x$](y.png "b $z$")', '![a ⟦x⟧](y.png "b ⟦z⟧")'),
        ("<b>$x$</b>", "<b>⟦x⟧</b>"),
        ("[^1]: $x$", "[^1]: ⟦x⟧"),
        ("costs $5, but $x$ is free", "costs $5, but ⟦x⟧ is free"),
        (r"\\$x$", r"\\⟦x⟧"),
        (r"$ \theta $, $ N $, $ p(x)$", r"⟦ \theta ⟧, ⟦ N ⟧, ⟦ p(x)⟧"),
        ("$\n\\theta\n= 1$", "⟦\n\\theta\n= 1⟧"),
        (r"$x = 1 \implies $ so", r"⟦x = 1 \implies ⟧ so"),
        (
            "\\begin{equation}\na\n\n\\end{equation}",
            "⟦D\\begin{equation}\na\n\\end{equation}⟧",
        ),
        (r"\begin{cases}a\end{cases}", r"⟦D\begin{cases}a\end{cases}⟧"),
        ("as $$a_t$$ and $$b$$.", "as ⟦a_t⟧ and ⟦b⟧."),
        ("as\n$$a$$\nsays", "as\n⟦Da⟧\nsays"),
        ("- $$a$$\n- in $$b$$", "- ⟦Da⟧\n- in ⟦b⟧"),
        ("| $$a$$ | b |", "| ⟦a⟧ | b |"),
        ("<center>$$a$$</center>", "<center>⟦Da⟧</center>"),
        ("to $$\na\n$$", "to ⟦D\na\n⟧"),
        ("Let $y^* $ be", "Let ⟦y^* ⟧ be"),
        (r"값 $\hat{a} $는, 값$b$은", r"값 ⟦\hat{a} ⟧는, 값⟦b⟧은"),
        (
            "\\begin{align\\*}\na\n\\end{align\\*}",
            "⟦D\\begin{align\\*}\na\n\\end{align\\*}⟧",
        ),
        (r"\(n-1\), \(f(a)\)", "⟦n-1⟧, ⟦f(a)⟧"),
        ("$f^{**}$", "⟦f^{**}⟧"),
        ("```x```\n\n$x$\n\n```\n$y$\n```", "```x```\n\n⟦x⟧\n\n```\n$y$\n```"),
        ("$x$\n\n```\n$y$\n\n$z$", "⟦x⟧\n\n```\n$y$\n\n$z$"),
        (r"\\\(x\\\) \\\[y\\\]", "⟦x⟧ ⟦Dy⟧"),
        ("<div>\n$\ny = ax + b\n$\n</div>", "<div>\n⟦\ny = ax + b\n⟧\n</div>"),
        ("if $h(x) < h(y) $ then", "if ⟦h(x) < h(y) ⟧ then"),
        ("say $ {X}^{(t)}$ at", "say ⟦ {X}^{(t)}⟧ at"),
        ("At $ (2, -4) $: $ a f(1) $", "At ⟦ (2, -4) ⟧: ⟦ a f(1) ⟧"),
        ("by $ 1 $.", "by ⟦ 1 ⟧."),
        ("a\n\n\\$$ 5 + 5 $$\n\nb", "a\n\n⟦ 5 + 5 ⟧\n\nb"),
        ("a <!-- b --> $>0$\n> $>1$ c", "a <!-- b --> ⟦>0⟧\n> ⟦>1⟧ c"),
    ],
)
def test_mathematics_is_recognised(text, found):
    assert marked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "sign **$**. In what **$** is, **-p=$A** is **$A**",
        "_$x_ is east and _$y_ north, _$x_ or _$y_",
        "costs 5$\nand 6$\n",
        "costs $5 and $10 each. Range $5-$10, or $5–$10",
        "**$5** and **$6**",
        "<b>$5</b> or <b>$6</b>",
        "| $5 | $10 |",
        "5$ and 6$",
        r"\$x\$ and \$5",
        "$ x$ and $x $",
        "$ 5 and $ 10, $ a lot of \\a $",
        r"5$ for \alpha and $x",
        r"\begin{equation}a, \begin{equation}",
        "$x$5",
        "a $ alone",
        r"since \[1987\] as \[sic\] by \(2001\), \(see there\) \(￣︶￣\)",
        "for $5 of the $ 10",
        "for $ 5, $ 6 or $ 7 - $ 8",
        "the prompts $ % $ and $ > $",
        "$MY_PATH or $OTHER_PATH",
        "$$",
        "$$\n\na$$",
        "$$\n\\a\n\nand so on\n$$",
        r"\[[paper](https://a.b/c)\] and \([a](/b.md)\)",
        "$$\n\\a\n\n</div>\\a\n$$",
        "$a\n\nb$",
        r"\(a" + "\n\n" + r"b\)",
        "- $5\n- and 6$ more",
        "`$x$` and ``$y` $``",
        "```\n$x$\n```",
        "~~~ python\n$x$\n~~~",
        "- a\n\n  ```\n  $x$\n  ```",
        "$5 buys `echo $HOME/$USER`",
        "[a](http://b.c/?x=$1&y=$2)",
        "![a](b$1.png) ![c](d$2.png)",
        "<http://b.c/$x$>",
        "https://b.c/$x$/d",
        "$5 at https://b.c?d=$e",
        "[a]: http://b.c/$x$",
        "<a title=\"$x$\" href='$y$'>",
        "<pre>$x$</pre> <code>$y$</code> <kbd>$z$</kbd>",
        "<script>let a = '$x$'</script>",
        "<!-- $x$ -->",
    ],
)
def test_what_is_not_mathematics_is_left_as_it_is(text):
    assert marked(text) == text


def pandoc(text):
    """Pandoc's rules for one paragraph of plain characters, one by one."""
    done, position = "", 0
    while position < len(text):
        end = closing(text, position)
        if text[position] == "\\":
            done, position = done + text[position : position + 2], position + 2
        elif end:
            done, position = f"{done}⟦{text[position + 1 : end]}⟧", end + 1
        else:
            done, position = done + text[position], position + 1
    return done


def closing(text, start):
    """Where the dollar is that closes one at ``start``; 0 if none does."""
    if text[start] != "$" or not text[start + 1 : start + 2].strip():
        return 0
    position = start + 1
    while position < len(text) and text[position] != "$":
        position += 2 if text[position] == "\\" else 1
    if position >= len(text) or position == start + 1:
        return 0
    spaced = text[position - 1].isspace() and text[position - 2] != "\\"
    return 0 if spaced or text[position + 1 : position + 2].isdigit() else position


@given(st.text(alphabet="$$$\\ ab1.,{}^_-", max_size=30))
@example("$a\\ $ $5 and $6$")
def test_dollars_follow_pandocs_rules(text):
    if "$$" not in text and not re.search(r"\\[ab]", text):
        assert marked(text) == pandoc(text)


@given(st.text(alphabet="$\\`<>()[]!: \nax-|#*1", max_size=60))
def test_nothing_is_lost_or_changed_where_nothing_is_replaced(text):
    assert replace(text, lambda found: found.source) == text


@given(
    before=st.text(alphabet="$5 a.,", max_size=12),
    code=st.text(alphabet="$\\(x)[] 1", min_size=1, max_size=12).filter(str.strip),
    after=st.text(alphabet="$5 a.,", max_size=12),
)
def test_code_is_never_mathematics(before, code, after):
    text = f"{before}`{code}`{after}"

    assert f"`{code}`" in replace(text, lambda found: "FOUND")


@pytest.mark.parametrize("opening", ["$", "$$", r"\(", r"\[", r"\begin{align}"])
def test_an_expression_that_never_ends_is_given_up_quickly(opening):
    text = opening + r"\a{" * 40 + "\n\nb"

    assert marked(text) == text  # trying every way to read it would take for ever


def test_the_line_of_an_expression_counts_from_the_files_first():
    text = "one\n\n$a$ and\n$$\nb\n$$\n\n```\n$no$\n```\n$c$"

    assert lines(text, first=5) == [7, 8, 15]


# What becomes of it


def characters(root):
    """The visible characters, sorted; letters of all alphabets as plain ones."""
    text = unicodedata.normalize("NFKC", "".join(root.itertext()))
    return "".join(sorted(re.sub(r"[\s\u2061-\u2064\ufe00-\ufe0f]", "", text)))


def structure(root):
    """How many fractions and roots, and for each table the cells of its rows."""
    tags = ("mfrac", "mroot", "msqrt")
    counts = Counter(each.tag for each in root.iter() if each.tag in tags)
    tables = ["/".join(str(len(row)) for row in t) for t in root.iter("mtable")]
    return " ".join([*(f"{tag}×{n}" for tag, n in sorted(counts.items())), *tables])


@pytest.fixture(scope="module")
def corpus():
    """What each of its expressions becomes."""
    return {expression: mathml(expression) for expression in CORPUS}


def test_the_corpus_comes_out_whole(corpus):
    for expression, written in corpus.items():
        root = ET.fromstring(written)  # well-formed, so it is in feeds too
        found = characters(root), structure(root)
        assert (root.tag, *found) == ("math", *CORPUS[expression]), expression


@pytest.mark.parametrize(
    "unclean",
    [
        *(" style=", "<mtable[^>]* scriptlevel="),
        "<(mfrac|mrow)[^>]* (displaystyle|scriptlevel)=",
    ],
)
def test_the_corpus_becomes_clean_mathml(corpus, unclean):
    assert [tex for tex, written in corpus.items() if re.search(unclean, written)] == []


def test_the_corpus_is_large():
    assert len(CORPUS) >= 300


REFUSED = [
    *(r"\ce{H2O}", r"\href{javascript:a}{b}", r"\llap{a}", r"a $ b"),
    *(r"\colorbox{nocolour}{a}", r"\color{nocolour}{a}"),
    *(r"\begin{CD} A @>a>> B \end{CD}", r"\unknown{x}", "a & b", r"\frac{a", "x^a^b"),
    *(r"\begin{aligned} a", r"\left( a", r"\cline{1-2}", r"\multicolumn{2}{c}{x}"),
    *("x\x01y", "\\text{a\x01}", r"\unicode{x7b}", r"\unicode{xd800}"),
]


@pytest.mark.parametrize(
    "expression", [*REFUSED, "(_a" * 40, "[(_ab_)](0)" * 60, r"\langle(_{)}" * 40]
)
def test_what_cannot_come_out_right_is_refused(expression):
    maths = Maths({}, "error")
    maths.extract(f"$${expression}$$")

    assert list(maths.failures) == [0]


@given(
    parts=st.lists(st.sampled_from(["a", "b", r"\\"]), min_size=1),
    around=st.sampled_from(["{}", "{{{}}}", r"\left({}\right)", r"\hat{{{}}}c"]),
)
def test_no_line_break_is_dropped(parts, around):
    rows = [row for row in " ".join(parts).split(r"\\") if row.strip()]

    written = mathml(around.format(" ".join(parts)))

    if len(rows) > 1:
        assert written.count("<mtr>") >= len(rows)


RULES = [
    (r"\sum_{\substack{a\\b}} x", r"\sum_{\begin{subarray}{c}a\\b\end{subarray}} x"),
    (r"\begin{aligned}a\\[6pt]b\end{aligned}", r"\begin{aligned}a\\b\end{aligned}"),
    (r"\begin{aligned}a\\ \end{aligned}", r"\begin{aligned}a\end{aligned}"),
    ("x\\", "x"),
    (r"\small x", "x"),
    (r"x \tag{1}", r"\begin{equation}x \tag{1}\end{equation}"),
    (r"x \tag{$*$}", r"\begin{equation}x \tag{*}\end{equation}"),
    (r"\text{a $x$ b}", r"\text{a }x\text{ b}"),
    (r"\text{a_b}", r"\text{a\_b}"),
    (r"\begin{split}a\end{split}", r"\begin{aligned}a\end{aligned}"),
    (r"\begin{alignat*}{2}a&=b\end{alignat*}", r"\begin{align*}a&=b\end{align*}"),
    (r"\begin{eqnarray*}a&=&b\end{eqnarray*}", r"\begin{align*}a&=b\end{align*}"),
    (r"\begin{smallmatrix}a\end{smallmatrix}", r"\begin{matrix}a\end{matrix}"),
    (r"\begin{array}{@{}l@{\;}r@{}}a&b\end{array}", r"\begin{array}{lr}a&b\end{array}"),
    (r"\mathop{X}\limits_{a}", r"\underset{a}{X}\,"),
    (r"\DeclareMathOperator{\KL}{KL}\KL", r"\operatorname{KL}"),
    (r"\newcommand{\R}{x}\R", "x"),
    (r"\mbox{a}\hbox{b}", r"\text{a}\text{b}"),
    (r"\bm{x}\pmb{x}", r"\boldsymbol{x}\boldsymbol{x}"),
    (r"\boldsymbol{0}\bm1", r"\mathbf{0}\mathbf{1}"),
    (r"a,\dotsc,b", r"a,\ldots,b"),
    (r"\hspace*{1em}x", r"\hspace{1em}x"),
    ("a...b", r"a\ldots b"),
    (r"a \\ b \\", r"\begin{gathered}a\\b\end{gathered}"),
    (r"\left\{a\\b\right.", r"\left\{\begin{gathered}a\\b\end{gathered}\right."),
    (r"\begin{flalign*}a&=b\end{flalign*}", r"\begin{align*}a&=b\end{align*}"),
    (r"\pmatrix{a&b\cr c&d}", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}"),
    (r"\eqalign{a&=b\cr c&=d}", r"\begin{aligned}a&=b\\c&=d\end{aligned}"),
    (r"\displaylines{a\cr b}", r"\begin{gathered}a\\b\end{gathered}"),
    (r"\root 3\of x", r"\sqrt[3]{x}"),
    (r"\smash[b]{x}\rule{0pt}{1em}", "{x}"),
    ("\\theta’", r"\theta'"),
    (r"\text{5% & #1}", r"\text{5\%{} \&{} \#1}"),
    (r"\verb|a_b\c|", r"\texttt{a\_b\textbackslash c}"),
    (r"\unicode{x2660}\unicode{65}", r"\text{♠}\text{A}"),
    (r"\textcolor{#f00}{a}b", r"\textcolor{red}{a}b"),
    (r"\color{red}{a}b", r"\textcolor{red}{a}b"),
    (r"\newcommand{iid}{x}\iid", "x"),
    (r"\left<a\right>\big<", r"\left\langle a\right\rangle\big\langle"),
    (r"\Big.a\Big|", r"a\Big|"),
    (r"a\\*b", r"a\\b"),
    (r"\alpha*\max*{a}", r"\alpha *\max *{a}"),
    (r"\operatorname*{a}_b", r"\underset{b}{\operatorname{a}}"),
    (r"\not\!D", r"\not D"),
    (r"\not\!\!D", r"\not D"),
    (r"\let\a=\beta\a", r"\beta"),
    (r"\buildrel \text{a} \over =", r"\overset{\text{a}}{=}"),
    (r"\sideset{_a^b}{_c^d}\sum", r"{}_a^b{\sum\nolimits_c^d}"),
    (r"\begin{psmallmatrix}a\end{psmallmatrix}", r"\begin{pmatrix}a\end{pmatrix}"),
    (r"\begin{multlined}a\end{multlined}", r"\begin{gathered}a\end{gathered}"),
    (r"a ∅ ⊥ \text{∅}", r"a \varnothing \bot \text{∅}"),
    (r"\cancelto{0}{x}", r"\cancel{x}^0"),
    (r"\upmu\LaTeX", r"\mathrm{\mu}\text{LaTeX}"),
    (r"\text{\"a\" or \"b\"}".replace('\\"', '"'), r"\text{“a” or “b”}"),
    (r"\text{don’t}’", r"\text{don’t}'"),
    (r"\definecolor{c}{rgb}{1,0,0}\textcolor{c}{a}b", r"\textcolor{red}{a}b"),
    (r"\fcolorbox{red}{blue}{c}", r"\boxed{\colorbox{blue}{c}}"),
    (r"\bbox[5px,border:1px solid red]{a}", r"\boxed{a}"),
    (r"(\ref{a})\label{a}", r"\eqref{a}\label{a}"),
    (r"\begin{align*}a\end{align*}\tag{1}", r"\begin{aligned}a\end{aligned}\tag{1}"),
    (r"a\tag{$\ast$}", "a\\tag{∗}"),
]


@pytest.mark.parametrize(("written", "plain"), RULES)
def test_what_math_core_lacks_is_rewritten(written, plain):
    assert formula(mathml(written)) == formula(mathml(plain))
    assert re.sub("</?mrow/?>", "", mathml(written)) == re.sub(
        "</?mrow/?>", "", mathml(plain)
    )


ESCAPED = [
    (r"\mathbb{E}\_{q}[x\_i]\_\theta", r"\mathbb{E}_{q}[x_i]_\theta"),
    (r"\theta^\*\[x\]\'", r"\theta^*[x]'"),
    (r"S = \\{a, \\{b\\}\\}", r"S = \{a, \{b\}\}"),
    (r"\left\\{a\right\\}", r"\left\{a\right\}"),
    (r"\begin{aligned}a\\\\b\end{aligned}", r"\begin{aligned}a\\b\end{aligned}"),
    (r"\begin{aligned}a\\\ b\\\ \end{aligned}", r"\begin{aligned}a\\b\end{aligned}"),
    ("a \\\n b", r"a \  b"),
    (
        r"\begin{aligned}a &amp;&lt; b\end{aligned}",
        r"\begin{aligned}a &< b\end{aligned}",
    ),
    (r"x\_i + \mathbf{b}\_0", "x_i + \\mathbf{b}_0"),
    (r"\alpha\_i", r"\alpha_i"),
    (r"3f\+2", "3f+2"),
    (r"40\\%", r"40\%"),
    (r"\max \(x\)", r"\max (x)"),
    (r"q_\phi(z \| x)", "q_\\phi(z | x)"),
    (
        r"\mathbb{E}_{a \sim q}\left[a \| b\right]",
        r"\mathbb{E}_{a \sim q}\left[a | b\right]",
    ),
    (r"\Sigma_{a\|b}", r"\Sigma_{a|b}"),
    (r"\|p(a \| b)\|", r"\|p(a | b)\|"),
    (r"D_{\mathrm{KL}}(q \| p)", r"D_{\mathrm{KL}}(q \| p)"),
]


@pytest.mark.parametrize(("written", "meant"), ESCAPED)
def test_escapes_for_another_markdown_are_undone(written, meant):
    assert mathml(written) == mathml(meant)


@pytest.mark.parametrize(
    "expression",
    [r"adv\_x", r"n_{max\_len}", r"\mathrm{a\_b}\_x", r"{a \\ b}", r"a \\ {b}"],
)
def test_what_may_be_meant_is_no_escape(expression):
    assert unescape_tex(expression) == expression


def test_a_mark_becomes_the_element_that_math_core_lacks():
    shown = {
        r"\rlap{/}": '<mpadded width="0"><mo lspace="0" rspace="0">/</mo></mpadded>',
        r"\lower 2pt{b}": '<mpadded voffset="-2pt"><mi>b</mi></mpadded>',
        r"\colorbox{pink}{a}": '<mrow mathbackground="#FFC0CB"><mtext>a</mtext></mrow>',
        r"\textcolor{navy}{a}": '<mrow mathcolor="#000080"><mi>a</mi></mrow>',
        r"\rule{1em}{2pt}": '<mpadded class="tex-rule" width="1em" height="2pt">',
        r"\href{/a?b_c&d}{x}": '<mtext><a href="/a?b_c&amp;d"><math><mi>x</mi></math>'
        "</a></mtext>",
    }

    for expression, element in shown.items():
        assert element in mathml(expression), expression


def test_a_tag_may_have_any_characters():
    assert "<mtext>(3.1′–a_b')</mtext>" in mathml(r"x \tag{3.1$\prime$–a_b'}")


def test_an_operator_has_its_limits_below_it_where_there_is_room():
    maths = Maths({}, "error")
    maths.extract("$$\\mathop{\\mathbb{E}}_x$$\n\n$\\mathop{\\mathbb{E}}_x$")

    assert maths.html(0).startswith('<math display="block"><munder>')
    assert maths.html(1).startswith("<math><msub>")


def test_a_colour_that_a_text_defines_holds_for_the_rest_of_it():
    page = html(r"$\definecolor{sky}{HTML}{aabbcc}x$ and $\textcolor{sky}{y}$")

    assert 'mathcolor="#AABBCC"' in page


def test_colour_is_an_attribute_and_alignment_a_class():
    assert 'mathcolor="#FF0000"' in mathml(r"\textcolor{red}{x}")
    assert 'class="tex-right tex-r0"' in mathml(r"\begin{aligned}a&=b\end{aligned}")


def test_letters_that_the_font_lacks_are_drawn_by_style():
    assert r'<mi class="tex-sans" mathvariant="normal">T</mi>' in mathml(r"\mathsf{T}")
    assert r'<mi class="tex-mono" mathvariant="normal">x</mi>' in mathml(r"\mathtt{x}")
    assert r'<mi class="tex-bold" mathvariant="normal">α</mi>' in mathml(
        r"\mathbf{\alpha}"
    )


def test_a_wide_tilde_is_an_accent_that_stretches():
    assert mathml(r"\widetilde{ab}") == (
        '<math display="block"><mover accent="true"><mrow><mi>a</mi><mi>b</mi></mrow>'
        '<mo stretchy="true">˜</mo></mover></math>'
    )


def test_the_line_below_an_array_is_no_row_of_it():
    written = mathml(r"\begin{array}{|c|} \hline a \\ \hline \end{array}")

    assert written.count("<mtr>") == 1
    assert "tex-line-bottom" in written


def test_two_lines_in_an_array_are_one():
    twice = r"\begin{array}{c} a \\ \hline \hline b \end{array}"

    assert mathml(twice) == mathml(twice.replace(r"\hline \hline", r"\hline"))


def test_each_style_that_math_core_writes_has_a_class():
    written = Maths({}, "error").convert([(rewrite(e), True) for e in CORPUS])
    styles = {style for e in written for style in re.findall(r' style="([^"]*)"', e)}
    rules = {
        re.sub(r":\s*", ":", rule) for s in styles for rule in s.split(";") if rule
    }

    assert {rule for rule in rules if not rule.startswith("color")} <= set(CLASSES)


def test_macros_of_the_settings_are_known():
    assert formula(mathml(r"\E[x]", **{"\\E": r"\mathbb{E}"})) == "𝔼[x]"


def test_a_command_defined_in_a_text_holds_for_the_rest_of_it():
    page = html(r"$\newcommand{\KL}{\operatorname{KL}}$ and $\KL$")

    assert "<mi>KL</mi>" in page


def test_references_find_equations_that_come_later():
    page = html("see $\\eqref{eq:a_b}$\n\n$$x \\label{eq:a_b}$$")

    assert '<p>see <a href="#eq-eq:a-b">(1)</a></p>' in page
    assert 'id="eq-eq:a-b"' in page


@pytest.mark.parametrize(
    "written", [r"\eqref{a}", r"\ref{a}", r"(\ref{a})", r"$\eqref{a}$", r"\(\ref{a}\)"]
)
@pytest.mark.parametrize("text", ["see {}.\n\n{}", "{1}\n\nsee {0}."])
def test_a_reference_needs_no_delimiters(written, text):
    page = html(text.format(written, r"\begin{equation}x\label{a}\end{equation}"))

    assert 'see <span class="nowrap"><a href="#eq-a">(1)</a>.</span>' in page


@pytest.mark.parametrize("around", [r"`{}`", r"\{}", "    {}", "<code>{}</code>"])
def test_a_reference_in_code_is_left_as_it_is(around):
    page = html("text\n\n" + around.format(r"\eqref{a}"))

    assert "\\eqref{a}" in page


def test_a_reference_within_a_formula_is_no_link():
    page = html(r"$x \label{a}$ and $\overset{\eqref{a}}{=}$")

    assert "<mtext>(1)</mtext></mover>" in page
    assert "<a " not in page


@pytest.mark.parametrize(
    ("expression", "typed"),
    [
        (r"x_t^2", "x_t^2"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\epsilon", "ϵ"),
        (r"\sqrt{2}", "√(2)"),
        (r"f'(x)", "f′(x)"),
        (r"\operatorname{KL}(p)", "KL(p)"),
        (r"\text{if } x", "if x"),
    ],
)
def test_a_formula_can_be_typed_in_one_line(expression, typed):
    assert formula(mathml(expression)) == typed


# In a page


def test_a_displayed_equation_stands_between_paragraphs():
    page = html("before \\[x^2\\]after *it*\n$$y$$")

    equation = r'<div class="equation" tabindex="0" role="group" aria-label="Equation">'
    assert re.sub(r"<math.*?</math>", "…", page) == (
        f"<p>before</p>\n{equation}…</div>\n<p>after <em>it</em></p>\n{equation}…</div>"
    )


def test_the_attributes_of_a_displayed_equation_are_around_it():
    page = html("$$x$$\n{: .b}\n\nc $$y$$\n{: .d}")

    assert page.startswith('<div class="b"><div class="equation"')
    assert '<p class="d">c <math' in page


def test_a_line_break_at_an_equation_is_not_kept():
    assert "<br>" not in html("a  \n$$x$$  \nb")


@pytest.mark.parametrize(
    "text",
    [r"*a \[x^2\] b*", r"## A \[x^2\]", r"[a \[x^2\]](b.md)"],
)
def test_a_display_inside_a_phrase_is_no_block(text):
    assert "<div" not in html(text)
    assert '<math display="block">' in html(text)


@pytest.mark.parametrize(
    "text",
    [
        "# T $x$",
        "- a $x$",
        "> $x$",
        "| a $x$ | b |\n|---|---|\n| c | d |",
        "a[^1]\n\n[^1]: $x$",
        "<div>$x$</div>",
        "term\n:   $x$",
        "**$x$**",
        "_$x$_",
        "1. $x$\n2. b",
    ],
)
def test_mathematics_is_read_wherever_text_is(text):
    assert "<math><mi>x</mi></math>" in html(text)


@pytest.mark.parametrize(
    "text", ["## $x<2$", "| $x<2$ | b |\n|---|---|\n| c | d |", "[$x<2$](/a/)"]
)
def test_a_formula_alone_in_what_readers_list_has_a_name(text):
    page = html(f"{text}\n\nand $y$")

    assert '><math aria-label="x&lt;2"><mi>x</mi>' in page
    assert page.count("aria-label") == 1


def test_formulas_between_words_need_no_names():
    assert "aria-label" not in html("## $x$ and $y$\n\n[of $x$](/a/)")


def test_a_pipe_in_a_formula_does_not_end_a_cell():
    page = html("| a | b |\n|---|---|\n| $|x|$ | $5 |")

    assert page.count("<td>") == 2
    assert "<td>$5</td>" in page


def test_a_brace_before_a_formula_begins_no_attributes():
    page = html("| a |\n|---|\n| S = {$x$} |\n\n<p>{$x$}</p>\n\n    {$x$}")

    assert "<td>S = {<math><mi>x</mi></math>}</td>" in page
    assert "<p>{<math><mi>x</mi></math>}</p>" in page
    assert "<code>{$x$}\n" in page


def test_indented_code_keeps_its_dollars():
    assert "<code>a $x$ b\n" in html("text\n\n    a $x$ b")


def test_attributes_get_words_instead_of_mathml():
    assert 'alt="the x^2 axis"' in html("![the $x^2$ axis](a.png)")


def test_a_formula_stays_with_what_touches_it():
    page = html("($x$), $k$-armed, $a$ b")

    together = '<span class="nowrap">'
    assert re.sub("<math.*?</math>", "…", page) == (
        f"<p>{together}(…),</span> {together}…-armed,</span> … b</p>"
    )


@pytest.mark.parametrize(
    "around", ['"{}"', "“{}”", "‘{}’.", "({}!)", "[{}],", '("{}").']
)
def test_quotes_and_brackets_stay_with_a_formula(around):
    page = html(f"a {around.format('$x$')} b")

    assert re.sub("<math.*?</math>", "{}", page) == (
        f'<p>a <span class="nowrap">{around}</span> b</p>'
    )


def test_prices_and_escaped_dollars_come_out_as_dollars():
    assert html(r"\$5 and \$6, $7 or $8") == "<p>$5 and $6, $7 or $8</p>"


# What cannot be converted


def test_a_failure_is_named_with_its_line_and_words():
    md = markdown()
    md.convert("one\n\n$\\foo{x}$ and $y$\n\n    $\\bar$ in code\n\n`$\\nope$`")

    maths = md.registeredExtensions[-1].maths
    ((line, words),) = maths.problems()
    assert line == 3
    assert words.startswith(r"$\foo{x}$ cannot be read as mathematics: Unknown command")
    assert r"or write \$ for a dollar sign." in words


def test_each_of_many_failures_is_found_and_nothing_else():
    good = r"$\own$ $\frac{1}{2}$"
    text = "\n".join([r"$\newcommand{\own}{x}$", *[rf"{good} $\foo$ $\frac{{$"] * 60])
    maths = Maths({}, "error")

    calls = []
    convert = maths.convert
    maths.convert = lambda snippets: calls.append(len(snippets)) or convert(snippets)
    maths.extract(text)
    for number in range(len(maths.expressions)):
        maths.html(number)

    assert [line for line, _ in maths.problems()] == [
        n for n in range(2, 62) for _ in "ab"
    ]
    assert sum(calls) < 20 * len(maths.expressions)


def test_a_reference_to_nothing_is_a_failure():
    md = markdown()
    md.convert(r"$\eqref{gone}$")

    ((_, words),) = md.registeredExtensions[-1].maths.problems()
    assert words.startswith(r"$\eqref{gone}$ refers to an equation that has no such")


@pytest.mark.parametrize("fallback", ["error", "source"])
def test_what_cannot_be_converted_is_shown_as_it_was_written(fallback):
    page = html(r"$\foo<x$ and $y$", fallback=fallback)

    assert r'<code class="tex">$\foo&lt;x$</code>' in page
    assert "<mi>y</mi>" in page


def test_mathjax_may_find_what_a_reference_refers_to():
    page = html(r"\eqref{a} and $\foo \label{a}$", fallback="mathjax")

    assert r'<span class="math">\(\eqref{a}\)</span>' in page


def test_mathjax_gets_the_delimiters_that_it_looks_for():
    page = html("$\\foo<x$\n\n$$\\foo y$$\n\nand $z$", fallback="mathjax")

    assert r'<span class="math">\(\foo&lt;x\)</span>' in page
    assert r'<span class="math">$$\foo y$$</span></div>' in page
    assert "<mi>z</mi>" in page


@pytest.mark.parametrize(
    ("macros", "fallback", "words"),
    [
        ({}, "katex", "MATHS_FALLBACK is 'katex'; use one of"),
        ({"a": r"\nonsense"}, "error", "MATHS_MACROS has a mistake"),
    ],
)
def test_settings_that_cannot_be_used_are_named(macros, fallback, words):
    with pytest.raises(ValueError, match=words):
        Maths(macros, fallback)


@pytest.fixture(scope="module")
def with_mathjax(tmp_path_factory):
    """A site in our theme, one post of which needs MathJax."""
    folder = tmp_path_factory.mktemp("mathjax")
    files = {
        "content/posts/needs.md": post(r"$\foo{x}$ and $y$"),
        "content/posts/fine.md": post("$y$"),
    }
    own = ALL | {"MATHS_FALLBACK": "mathjax", "THEME": str(ROOT / "theme")}
    done = build(folder, WHOLE | files, own | {"STRICT": True})
    assert done.returncode == 0, done.stderr
    return folder / "output"


def test_only_a_page_that_needs_mathjax_asks_for_it(with_mathjax):
    asking = [
        path.relative_to(with_mathjax).as_posix()
        for path in with_mathjax.rglob("*.*ml")
        if re.search("mathjax|cdnjs", path.read_text(), re.IGNORECASE)
    ]

    assert asking == ["blog/needs/index.html"]
    assert "MathJax.Hub.Config" in (with_mathjax / "theme/js/mathjax.js").read_text()


def test_the_policy_of_that_page_lets_mathjax_in(with_mathjax, browser):
    said = []
    with open_site(browser, with_mathjax) as context:
        context.route(
            "https://cdnjs.cloudflare.com/**",
            lambda route: route.fulfill(
                body="eval('arrived = true'); document.head.append(Object.assign("
                "document.createElement('style'), {textContent: 'h1 {top: 1px}'}))",
                content_type="text/javascript",
            ),
        )
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto("blog/needs/")

        assert page.wait_for_function("window.arrived === true")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('h1')).top") == "1px"
        )
    assert said == []
