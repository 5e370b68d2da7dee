"""Places on the web where people have a name, and the address of that name there.

The keys are Beautiful Jekyll's; another name of the same place is in ``ALSO``.
"""

from typing import NamedTuple


class Network(NamedTuple):
    """What a place is called, and an address there with {} for one's name."""

    name: str
    address: str


NETWORKS = {
    "email": Network("Email", "mailto:{}"),
    "rss": Network("RSS", "{}"),
    "calendly": Network("Calendly", "https://calendly.com/{}"),
    "facebook": Network("Facebook", "https://www.facebook.com/{}"),
    "telegram": Network("Telegram", "https://t.me/{}"),
    "whatsapp": Network("WhatsApp", "https://wa.me/{}"),
    "github": Network("GitHub", "https://github.com/{}"),
    "gitlab": Network("GitLab", "https://gitlab.com/{}"),
    "twitter": Network("X (Twitter)", "https://x.com/{}"),
    "reddit": Network("Reddit", "https://www.reddit.com/user/{}"),
    "linkedin": Network("LinkedIn", "https://www.linkedin.com/in/{}"),
    "xing": Network("Xing", "https://www.xing.com/profile/{}"),
    "stackoverflow": Network("Stack Overflow", "https://stackoverflow.com/users/{}"),
    "snapchat": Network("Snapchat", "https://www.snapchat.com/add/{}"),
    "instagram": Network("Instagram", "https://www.instagram.com/{}"),
    "youtube": Network("YouTube", "https://www.youtube.com/{}"),
    "spotify": Network("Spotify", "https://open.spotify.com/user/{}"),
    "telephone": Network("Phone", "tel:{}"),
    "steam": Network("Steam", "https://steamcommunity.com/id/{}"),
    "twitch": Network("Twitch", "https://www.twitch.tv/{}"),
    "yelp": Network("Yelp", "https://{}.yelp.com"),
    "mastodon": Network("Mastodon", "https://{}"),
    "bluesky": Network("Bluesky", "https://bsky.app/profile/{}"),
    "orcid": Network("ORCID", "https://orcid.org/{}"),
    "google-scholar": Network("Google Scholar", "https://scholar.google.com/{}"),
    "patreon": Network("Patreon", "https://www.patreon.com/{}"),
    "medium": Network("Medium", "https://medium.com/@{}"),
    "itchio": Network("itch.io", "https://{}.itch.io"),
    "discord": Network("Discord", "https://discord.gg/{}"),
    "kaggle": Network("Kaggle", "https://www.kaggle.com/{}"),
    "hackerrank": Network("HackerRank", "https://www.hackerrank.com/{}"),
    "untappd": Network("Untappd", "https://untappd.com/user/{}"),
    "strava": Network("Strava", "https://www.strava.com/athletes/{}"),
}
ALSO = {
    "mail": "email",
    "x": "twitter",
    "phone": "telephone",
    "scholar": "google-scholar",
}


def network(key: str) -> str:
    """The name of a network as it is in ``NETWORKS``; empty if it is not there."""
    key = key.lower().replace("_", "-").removesuffix("-username")
    key = ALSO.get(key, key)
    return key if key in NETWORKS else ""


def address(key: str, handle: str) -> str:
    """Where a name leads in a network; a whole address stays as it is."""
    handle = handle.strip()
    if "://" in handle or handle.startswith(("mailto:", "tel:", "/")):
        return handle
    if key == "mastodon" and handle.count("@") == 2:  # @you@example.org
        _, name, host = handle.split("@")
        handle = f"{host}/@{name}"
    elif key == "google-scholar" and "?" not in handle:
        handle = f"citations?user={handle}"
    elif key not in {"youtube", "email", "mastodon"}:
        handle = handle.lstrip("@")
    return NETWORKS[key].address.format(handle)
