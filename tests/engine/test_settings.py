"""Settings: what holds where a site sets nothing."""

from pelican.settings import read_settings

from plugins.shared.settings import DEFAULTS, merged


def test_what_a_site_does_not_set_is_as_in_the_defaults():
    found = merged({"CACHE_FOLDER": "elsewhere"})

    assert found == DEFAULTS | {"CACHE_FOLDER": "elsewhere"}


def test_completing_settings_changes_neither_them_nor_the_defaults():
    own = {"MENU": [("Home", "")]}

    merged(own)["NEW"] = 1

    assert own == {"MENU": [("Home", "")]}
    assert "NEW" not in DEFAULTS


def test_pelicans_own_settings_stay_those_of_the_site(tmp_path):
    """A site that takes one plugin keeps the addresses that Pelican gave it."""
    bare = read_settings(override={"PATH": str(tmp_path), "TIMEZONE": "UTC"})

    assert merged(bare)["ARTICLE_URL"] == bare["ARTICLE_URL"] == "{slug}.html"
