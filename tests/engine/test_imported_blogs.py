"""Whole blogs that come over say what they said with Jekyll, block by block."""

import pytest
from test_kramdown import texts

from plugins.commands.import_jekyll.signs import as_jekyll_means
from tests.benchmarks.imports import compare, plan_of

FORMULAS = r"""
Words $p(x \| y)$, $x\_t + y\_{t}$, $\\|v\\|_2$ and $a\\;b$ in $\text{max\_size}$.

\begin{align} f(x \| y) &= 1 \\\\ g &= \\|w\\| \end{align}

Two $$a \mid b$$ more, [[double brackets]], $[[x]]$, [[1]](https://a.example/) and

$$
\mathbb{E}[x] = \int x \, p(x) \, dx
$$

| $a \| b$ | c |
|---|---|
| $x\_1$ | *d* |
"""
RAW = """
<table>
    <tr>
        <th markdown="span">*Name*[^n]</th> <!-- of all -->
        <td>*as it is*</td>
    </tr>
</table>

<div class="outer" markdown="1">
  <div class="inner">
    <ul>
      <li markdown="span">**b** of `c`</li>
    </ul>
  </div>
</div>

<section>
<div markdown="1">

*Read*, and

- listed

</div>
</section>

[^n]: A note.
"""
LIQUID = """
{% include figure.html src="/p.png" alt="x" caption="A *figure*" %}

See [the first]({% post_url 2020-01-01-a %}) at {{ site.title }}.

{% highlight python %}
x = [1]  # a value
{% endhighlight %}
"""
FIGURE = """
{% assign size = include.width | slice: 0, 2 %}
<figure>
<img src="{{ include.src | relative_url }}" alt="{{ include.alt | default other }}">
<figcaption>{{ include.caption }}{{ size }}</figcaption></figure>
"""
CONFIG = "title: Wells\nurl: https://wells.example\n%s\n"


SIGNS = {  # as Jekyll's authors write them, and as they are here
    r"$a \| b$ and $x\_i$": "$a | b$ and $x_i$",
    r"$\\|v\\|$ and $\{x\}$": r"$\|v\|$ and $\{x\}$",
    r"if $ \|v\| = $ constant": "if $ |v| = $ constant",
    r"\\(p \|\| q\_i\\)": r"\\(p || q_i\\)",
    r"$$a \| b$$ and `$a \| b$`": r"$$a \| b$$ and `$a \| b$`",
    r"$\text{a\_b}$": r"$\text{a\_b}$",
    r"| $a \| b$ | c |": r"| $a \vert  b$ | c |",
    "[[A page]] and [[1, 2]] and $[[A]]$": r"\[[A page]] and [[1, 2]] and $[[A]]$",
    "`[[A page]]` and [[A]](b) and x[[A]]": "`[[A page]]` and [[A]](b) and x[[A]]",
}


@pytest.mark.parametrize(("theirs", "ours"), SIGNS.items())
def test_signs_say_what_they_said(theirs, ours):
    assert as_jekyll_means(theirs, lambda *change: None) == ours


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return str(folder)


def posts(bodies):
    head = "---\ntitle: A post\n---\n\n"
    return {f"_posts/2020-01-01-p{n}.md": head + b for n, b in enumerate(bodies)}


@pytest.mark.parametrize("form", ["permalink: pretty", "baseurl: /sub", ""])
def test_what_people_write_comes_over_as_kramdown_has_it(tmp_path, form):
    bodies = list(texts())[:: {"": 5, "baseurl: /sub": 7}.get(form, 11)]
    files = posts(bodies) | {"_config.yml": CONFIG % form}

    plan = plan_of(write(tmp_path, files))
    likeness = compare(plan)

    assert len(plan.texts) == len(bodies)
    assert likeness.blocks > 1000
    assert likeness.formulas > 100
    assert likeness.other_blocks == []
    assert likeness.other_formulas == []


def test_formulas_and_raw_html_mean_what_they_meant(tmp_path):
    bodies = {"a": FORMULAS, "b": RAW, "c": LIQUID}
    files = {
        f"_posts/2020-01-01-{name}.md": f"---\ntitle: {name}\n---\n{body}"
        for name, body in bodies.items()
    }
    files |= {"_includes/figure.html": FIGURE, "p.png": "", "_config.yml": CONFIG % ""}

    plan = plan_of(write(tmp_path, files))
    likeness = compare(plan)

    assert likeness.other_blocks == []
    assert likeness.other_formulas == []
    assert likeness.broken == 0
    assert plan.hand == []
