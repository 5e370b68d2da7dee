"""Each plugin works in any Pelican site, and the site works without each."""

import pytest
from in_process import POST, build

from plugins.defaults import PLUGINS


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_works_alone_in_a_bare_site(tmp_path, plugin):
    said = build(tmp_path, {"content/a-post.md": POST}, {"PLUGINS": [plugin]})

    assert said == []
    page = (tmp_path / "output/a-post.html").read_text()
    assert "A post" in page
    assert "Words of it." in page
