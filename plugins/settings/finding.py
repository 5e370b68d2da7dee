"""What a check of the settings finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pelican

from plugins.shared.paths import is_file, is_folder
from plugins.shared.settings_file import SettingsFile

THEMES = Path(pelican.__file__).parent / "themes"  # that come with Pelican


class Finding(NamedTuple):
    """What is wrong and what to do; the setting, and the part of it."""

    message: str
    name: str
    steps: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Settings:
    """Settings as they will be used, and where they are written.

    Attributes:
        values: all of them, the defaults of Pelican and of the engine included.
        file: where they are written.
        root: the folder that their paths begin in.
        told: those of the command line.
    """

    values: Mapping[str, Any]
    file: SettingsFile
    root: Path
    told: Mapping[str, Any]

    @property
    def content(self) -> Path:
        """The folder of the author's words."""
        return self.root / self.values["PATH"]

    @property
    def theme(self) -> Path:
        """The folder of the theme, which may be one of Pelican's own."""
        own = self.root / self.values["THEME"]
        return own if is_folder(own) else THEMES / self.values["THEME"]

    @property
    def templates(self) -> list[Path]:
        """The folders of templates, in the order in which they are looked through."""
        overrides = (self.root / path for path in self.overrides)
        return [*overrides, self.theme / "templates"]

    @property
    def overrides(self) -> list[str]:
        """Folders of templates that come before the theme's."""
        own = f"{self.values['PATH']}/theme/templates"  # plugins/own_theme.py
        return [*self.values["THEME_TEMPLATES_OVERRIDES"], own]

    @property
    def plugins(self) -> list[str]:
        """The plugins that are not the engine's, by name."""
        named = (p for p in self.values["PLUGINS"] or [] if isinstance(p, str))
        return [name for name in named if not name.startswith("plugins.")]

    @property
    def has_our_theme(self) -> bool:
        """Whether the theme is the engine's, or one made of it."""
        if not is_folder(self.theme):
            return True
        return any(is_file(f / "parts/icons.html") for f in self.templates)

    def sets(self, name: str) -> bool:
        """Whether the author has written the setting."""
        return name in self.file.written


Check = Callable[[Settings], Iterator[Finding]]
