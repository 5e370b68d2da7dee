"""What a build says it has built."""

import sites

from plugins.tally import sentence


def test_counts_are_put_in_plain_english():
    counts = {"post": 4, "note": 1, "page": 0, "figure": 9}

    assert sentence(counts) == "Built 4 posts, 1 note, 0 pages and 9 figures."


def test_all_that_was_written_is_counted_listed_or_not(tmp_path):
    page = "---\ntitle: {}\nstatus: {}\n---\n\nWords.\n"
    files = {
        "content/posts/2026-01-02-a.md": sites.post("Words."),
        "content/pages/b.md": page.format("B", "published"),
        "content/pages/c.md": page.format("C", "hidden"),
        "content/pages/d.md": page.format("D", "draft"),
    }

    done = sites.build(tmp_path, files)

    assert "Built 1 post, 0 notes, 2 pages and 0 figures." in done.stdout
