"""Whole blogs that come over say what they said with Jekyll, block by block."""

import pytest
from test_kramdown import texts

from tests.benchmarks.imports import compare, plan_of

FORMULAS = r"""
Words $p(x \| y)$, $x\_t + y\_{t}$, $\\|v\\|_2$ and $a\\;b$ in $\text{max\_size}$.

\begin{align} f(x \| y) &= 1 \\\\ g &= \\|w\\| \end{align}

Two $$a \mid b$$ more, and

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
