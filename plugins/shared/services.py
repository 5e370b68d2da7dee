"""Services of others that a site may use: what each needs to know, and its hosts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

GISCUS, UTTERANCES = "https://giscus.app", "https://utteranc.es"
GOATCOUNTER, PLAUSIBLE = "https://gc.zgo.at", "https://plausible.io"
YOUTUBE, VIMEO = "https://www.youtube-nocookie.com", "https://player.vimeo.com"

# The fields of each service in its setting; those with a default may be left out.
COMMENTS: dict[str, dict[str, str]] = {
    "giscus": {"repo": "", "repo-id": "", "category": "", "category-id": ""},
    "utterances": {"repo": "", "label": "comments"},
    "mail": {"address": ""},
}
STATISTICS: dict[str, dict[str, str]] = {
    "goatcounter": {"address": ""},
    "plausible": {"domain": "", "address": PLAUSIBLE},
    "matomo": {"address": "", "site": ""},
}
EXAMPLES = {
    "repo": "ada/site",
    "repo-id": "R_kgDOabc",
    "category": "Comments",
    "category-id": "DIC_kwDOabc",
    "address": "https://ada.goatcounter.com",
    "domain": "ada.example.org",
    "site": "1",
}
COUNTERS = {"goatcounter": "GoatCounter", "plausible": "Plausible", "matomo": "Matomo"}
VIDEOS = {"youtube": YOUTUBE, "vimeo": VIMEO}


@dataclass(frozen=True)
class Service:
    """A service that a page lets its reader's browser ask.

    Attributes:
        name: as people know it.
        what: that it gives, such as "comments".
        opens: what the policy of the page allows: hosts, by kind.
        asked: whether only a reader's click makes the browser ask.
    """

    name: str
    what: str
    opens: Mapping[str, str] = field(hash=False)
    asked: bool = True

    @property
    def hosts(self) -> list[str]:
        """The names of the hosts, each once."""
        return list(
            dict.fromkeys(urlsplit(host).netloc for host in self.opens.values())
        )


def comments(setting: Mapping[str, str]) -> Service | None:
    """That of the setting COMMENTS; None if it asks no other host."""
    name = setting.get("service", "")
    hosts = {"giscus": GISCUS, "utterances": UTTERANCES}
    if name not in hosts:
        return None
    kinds = ("script", "frame", "style") if name == "giscus" else ("script", "frame")
    return Service(name, "comments", dict.fromkeys(kinds, hosts[name]))


def statistics(setting: Mapping[str, str]) -> Service | None:
    """That of the setting STATISTICS."""
    name = setting.get("service", "")
    if name not in STATISTICS:
        return None
    own = origin({**STATISTICS[name], **setting}["address"])
    script = GOATCOUNTER if name == "goatcounter" else own
    kinds = {"script": script, "connect": own}
    if name != "plausible":
        kinds["img"] = own
    return Service(COUNTERS[name], "statistics", kinds, asked=False)


def video(name: str) -> Service:
    """One of those in the setting VIDEO_PLAYERS."""
    return Service(name, "videos", {"frame": VIDEOS[name]})


def origin(address: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
