"""Every setting, declared once, and the file that keeps them.

The file is plain JSON in the data folder. What cannot be read or is of the wrong type counts as
its default; the application never fails because of a setting.
"""

import json
import logging
from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from reader.i18n import QT_TRANSLATE_NOOP

log = logging.getLogger(__name__)


class Setting(Struct, frozen=True):
    """`key` in the file, the `type` of its value, its `default`, `label` for people ("" when not shown).

    `menu` is the title of the menu in which its choices stand.
    """

    key: str
    type: type
    default: Any
    label: str = ""
    choices: tuple[tuple[Any, str], ...] = ()
    menu: str = "&View"


SETTINGS = {
    setting.key: setting
    for setting in (
        Setting(
            "language",
            str,
            "",
            QT_TRANSLATE_NOOP("Settings", "Language"),
            (
                ("", QT_TRANSLATE_NOOP("Settings", "As the system")),
                ("ja", "日本語"),
                ("en", "English"),
            ),
        ),
        Setting(
            "theme",
            str,
            "",
            QT_TRANSLATE_NOOP("Settings", "Appearance"),
            (
                ("", QT_TRANSLATE_NOOP("Settings", "As the system")),
                ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
                ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
            ),
        ),
        Setting(
            "view/paper",
            str,
            "white",
            QT_TRANSLATE_NOOP("Settings", "Colours of the pages"),
            (
                ("white", QT_TRANSLATE_NOOP("Settings", "As printed")),
                ("soft", QT_TRANSLATE_NOOP("Settings", "Paper white")),
                ("sepia", QT_TRANSLATE_NOOP("Settings", "Sepia")),
                ("night", QT_TRANSLATE_NOOP("Settings", "Night")),
            ),
        ),
        Setting(
            "view/live_marks",
            str,
            "first",
            QT_TRANSLATE_NOOP("Settings", "Marks under acronyms and references"),
            (
                ("first", QT_TRANSLATE_NOOP("Settings", "First use on each page")),
                ("all", QT_TRANSLATE_NOOP("Settings", "Every use")),
                ("none", QT_TRANSLATE_NOOP("Settings", "None")),
            ),
        ),
        Setting(
            "links/browser",
            str,
            "ask",
            QT_TRANSLATE_NOOP("Settings", "Web addresses in the browser"),
            (
                ("ask", QT_TRANSLATE_NOOP("Settings", "Ask first")),
                ("open", QT_TRANSLATE_NOOP("Settings", "Open when told to")),
                ("never", QT_TRANSLATE_NOOP("Settings", "Never open")),
            ),
        ),
        Setting("view/day_paper", str, "white"),
        Setting("view/ruler", bool, False),
        Setting(
            "view/direction",
            str,
            "",
            QT_TRANSLATE_NOOP("Settings", "Facing pages run"),
            (
                ("", QT_TRANSLATE_NOOP("Settings", "As the text does")),
                ("rightwards", QT_TRANSLATE_NOOP("Settings", "To the right")),
                ("leftwards", QT_TRANSLATE_NOOP("Settings", "To the left")),
            ),
        ),
        Setting(
            "view/cache",
            int,
            256,
            QT_TRANSLATE_NOOP("Settings", "Memory for pictures of pages"),
            (
                (36, QT_TRANSLATE_NOOP("Settings", "36 MiB (sparing)")),
                (128, "128 MiB"),
                (256, "256 MiB"),
                (512, "512 MiB"),
                (1024, "1024 MiB"),
            ),
        ),
        Setting("view/layout", str, "continuous"),
        Setting("view/fit", str, "width"),
        Setting("window/geometry", str, ""),
        Setting("window/state", str, ""),
        Setting("window/left_tab", int, 0),
        Setting("recent", list, []),
        Setting("reading/size", int, 17),
        Setting(
            "reading/measure",
            int,
            38,
            QT_TRANSLATE_NOOP("Settings", "Line length of the reading view"),
            (
                (28, QT_TRANSLATE_NOOP("Settings", "Short")),
                (38, QT_TRANSLATE_NOOP("Settings", "Medium")),
                (50, QT_TRANSLATE_NOOP("Settings", "Long")),
            ),
        ),
        Setting("copy/ruby", bool, False),
        Setting(
            "copy/citation",
            str,
            "plain",
            QT_TRANSLATE_NOOP("Settings", "Citation style"),
            (
                ("plain", QT_TRANSLATE_NOOP("Settings", "Plain text")),
                ("sist02", "SIST 02"),
                ("apa", "APA"),
                ("bibtex", "BibTeX"),
            ),
            "&Edit",
        ),
        Setting("copy/marks", bool, False),
        Setting("notes/colour_names", dict, {}),
        Setting("notes/folders", list, []),
        Setting("notes/kind", str, "highlight"),
        Setting("notes/colour", str, "yellow"),
        Setting("notes/bar", bool, True),
        Setting("notes/sort", str, "reading"),
        Setting("print/notes", bool, True),
        Setting("search/scope", str, "volume"),
        Setting("search/forms", bool, False),
        Setting("search/synonyms", bool, True),
        Setting("search/readings", bool, True),
        Setting("search/distinguish", list, []),
    )
}


class Settings(QObject):
    """Values by key.

    Signals:
        changed(str): the setting of that key has another value.
    """

    changed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._values = _read(path)

    def get(self, key: str) -> Any:
        """The value of a declared setting; KeyError for one that is not declared."""
        setting = SETTINGS[key]
        value = self._values.get(key, setting.default)
        return value if isinstance(value, setting.type) else setting.default

    def set(self, key: str, value: Any) -> None:
        """Keeps a value, on disk too; a disk that cannot be written is logged, the value still holds."""
        if value == self.get(key):
            return
        self._values[key] = value
        self._write()
        self.changed.emit(key)

    def _write(self) -> None:
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            part.replace(self._path)
        except OSError as error:
            log.warning("settings cannot be kept in %s: %s", self._path, error)


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.warning("settings in %s cannot be read: %s", path, error)
        return {}
    return values if isinstance(values, dict) else {}
