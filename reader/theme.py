"""Looks: the palette, the fonts and the icons, each from one place."""

from functools import cache
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources
from index_builder.model import Tone

FAMILIES = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "BIZ UDPGothic",
    "Yu Gothic UI",
    "Meiryo UI",
    "Hiragino Sans",
    "IPAexGothic",
    "VL PGothic",
)
"""Japanese fonts for the window, the first that is installed; otherwise the system's choice."""

STYLE = ("-style", "fusion")
"""Arguments of QApplication; `setStyle` would wrap the style for Python, which takes 10 ms."""


class Inks(Struct, frozen=True):
    """What is put on a page under its live things, as 0xRRGGBB; `focus` frames the one the keys are on.

    A letter hint is written in `hint` on `hint_ground`, what is typed of it already in `typed`.
    """

    acronym: int
    reference: int
    focus: int
    hint: int
    hint_ground: int
    typed: int


class Paper(Struct, frozen=True):
    """The colours pages are shown in; `tone` is None when they are as printed.

    `ground` is that of paper without a picture yet, `quiet` of words on it, `surround` around it.
    """

    ground: QColor
    quiet: QColor
    surround: QColor
    inks: Inks
    tone: Tone | None = None


def _paper(tone: Tone, quiet: int, surround: int, inks: Inks) -> Paper:
    return Paper(QColor(tone.ground), QColor(quiet), QColor(surround), inks, tone)


ON_WHITE = Inks(0x6C8EBF, 0x82A886, 0x2F6FDE, 0x24272B, 0xFFE9A6, 0xA89252)
ON_SEPIA = Inks(0x8A7F9E, 0x8C9A63, 0xA3561F, 0x40301C, 0xFFDF94, 0xAE8F4E)
ON_NIGHT = Inks(0x5F7FA8, 0x62886A, 0x6FB0F0, 0x1B1C1E, 0xE2C566, 0x8C7834)

PAPERS = {
    "white": Paper(QColor(0xFFFFFF), QColor(0x8A8F96), QColor(0xD5D7DA), ON_WHITE),
    "soft": _paper(Tone(0x1F1E1B, 0xF8F5EC), 0x8D897F, 0xD9D6CD, ON_WHITE),
    "sepia": _paper(Tone(0x40301C, 0xF1E5CB), 0x96866A, 0xD6C8AB, ON_SEPIA),
    "night": _paper(Tone(0xDDDBD6, 0x1B1C1E, inverted=True), 0x8B9097, 0x101113, ON_NIGHT),
}
BLACK = QColor(0, 0, 0)
"""Around the page of a presentation."""

RULER = QColor(0x2F, 0x6F, 0xDE, 0x90)
"""The line that is read along; readable on every paper."""

ACTIVE = QColor(0x2F, 0x6F, 0xDE)
"""The line along the view that is read in, where there are two."""

WRONG = QColor(0xE0, 0x3C, 0x31)
"""Of what cannot be understood; readable on light and on dark ground."""

RIBBON = QColor(0xD9, 0x3A, 0x3A)
NUMBER_GROUND = QColor(0xFF, 0xFF, 0xFF, 0xD8)
"""A bookmark on printed paper, and what lies under the number of a note, which is of the same colour."""

BAR_MARK, CURRENT_BAR_MARK = QColor(0xD9, 0x8E, 0x04, 0xD0), QColor(0xE0, 0x4F, 0x1A)
"""Hits beside the scroll bar."""

MARKS = {
    "hit": 0xFFE680,
    "current-hit": 0xFFB347,
    "target": 0x2F6FDE,
    "selection": 0xA8CCF5,
    "yellow": 0xFFF08A,
    "orange": 0xFFD09B,
    "red": 0xFFAFA8,
    "pink": 0xFFB8DD,
    "purple": 0xD9BFFF,
    "blue": 0xAFD0FF,
    "cyan": 0xA6EBEF,
    "green": 0xB7E8A9,
}
"""What is marked on pages, as 0xRRGGBB on white paper, by the name of `overlays.Style`."""

LINES = {
    "yellow": 0xC79A00,
    "orange": 0xE07000,
    "red": 0xD9362B,
    "pink": 0xD6348C,
    "purple": 0x7E3FC4,
    "blue": 0x2563D9,
    "cyan": 0x008C99,
    "green": 0x2E8B2E,
}
"""What is drawn with a pen, by the same names: lines must be seen on white, where fills are pale."""

MARK_ON_DARK = 0.32
"""The lightness of a filled mark on dark paper, from 0 to 1."""

ICON = 20
"""Edge of a tool bar icon in device-independent pixels."""

LIGHT = {
    QPalette.ColorRole.Window: "#f4f3f0",
    QPalette.ColorRole.WindowText: "#24272b",
    QPalette.ColorRole.Base: "#ffffff",
    QPalette.ColorRole.AlternateBase: "#f8f7f4",
    QPalette.ColorRole.Text: "#24272b",
    QPalette.ColorRole.PlaceholderText: "#858a91",
    QPalette.ColorRole.Button: "#f4f3f0",
    QPalette.ColorRole.ButtonText: "#24272b",
    QPalette.ColorRole.Highlight: "#2f6f9f",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#fffdf2",
    QPalette.ColorRole.ToolTipText: "#24272b",
    QPalette.ColorRole.Link: "#1f5f95",
    QPalette.ColorRole.Light: "#ffffff",
    QPalette.ColorRole.Midlight: "#eae8e3",
    QPalette.ColorRole.Mid: "#c9c6bf",
    QPalette.ColorRole.Dark: "#a5a29b",
    QPalette.ColorRole.Shadow: "#6d6b66",
}
DARK = {
    QPalette.ColorRole.Window: "#26282b",
    QPalette.ColorRole.WindowText: "#e3e2de",
    QPalette.ColorRole.Base: "#1d1f21",
    QPalette.ColorRole.AlternateBase: "#232528",
    QPalette.ColorRole.Text: "#e3e2de",
    QPalette.ColorRole.PlaceholderText: "#8b9097",
    QPalette.ColorRole.Button: "#2e3034",
    QPalette.ColorRole.ButtonText: "#e3e2de",
    QPalette.ColorRole.Highlight: "#3d7fb0",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#3a3c40",
    QPalette.ColorRole.ToolTipText: "#e3e2de",
    QPalette.ColorRole.Link: "#7db8e0",
    QPalette.ColorRole.Light: "#45484d",
    QPalette.ColorRole.Midlight: "#3a3d41",
    QPalette.ColorRole.Mid: "#4a4d52",
    QPalette.ColorRole.Dark: "#141517",
    QPalette.ColorRole.Shadow: "#0a0a0b",
}
DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def asset(*parts: str) -> Path:
    """A file of `resources`."""
    return Path(resources.__path__[0]).joinpath(*parts)


def palette(theme: str) -> QPalette:
    """The palette of "light", "dark" or "" for what the system asks for."""
    hints = QApplication.styleHints()
    dark = theme == "dark" or (not theme and hints.colorScheme() == Qt.ColorScheme.Dark)
    colors = DARK if dark else LIGHT
    made = QPalette()
    for role, color in colors.items():
        made.setColor(role, QColor(color))
    pale = QColor(colors[QPalette.ColorRole.PlaceholderText])
    for role in DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, pale)
    return made


def mark_on_dark(color: QColor) -> QColor:
    """The colour of a filled mark on dark paper, where marks are lighter than the paper."""
    return QColor.fromHslF(color.hslHueF(), color.hslSaturationF() * 0.6, MARK_ON_DARK)


def apply(application: QApplication, theme: str) -> None:
    """Our palette and a font that has Japanese."""
    application.setPalette(palette(theme))
    application.setFont(_font(application.font()))


def icon(name: str, color: QColor, ratio: float = 1.0) -> QIcon:
    """The icon `name` drawn in `color` for a screen of `ratio` device pixels per pixel."""
    text = _drawing(name).replace("currentColor", color.name())
    edge = round(ICON * ratio)
    pixmap = QPixmap(QSize(edge, edge))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)


def _font(present: QFont) -> QFont:
    installed = set(QFontDatabase.families())
    families = [family for family in FAMILIES if family in installed][:1]
    font = QFont(present)
    font.setFamilies([*families, *present.families()])
    return font


@cache
def _drawing(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text("utf-8")
