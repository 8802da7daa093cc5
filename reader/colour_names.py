"""What the eight colours of notes mean to the reader: names to begin with, and those given to them."""

from PySide6.QtCore import QCoreApplication

from reader.i18n import QT_TRANSLATE_NOOP
from reader.records import COLOURS
from reader.settings import Settings

KEY = "notes/colour_names"

LONGEST = 40
"""Characters of a name."""

NAMES = {
    "yellow": QT_TRANSLATE_NOOP("ColourNames", "Important"),
    "orange": QT_TRANSLATE_NOOP("ColourNames", "To check"),
    "red": QT_TRANSLATE_NOOP("ColourNames", "Doubtful"),
    "pink": QT_TRANSLATE_NOOP("ColourNames", "My thought"),
    "purple": QT_TRANSLATE_NOOP("ColourNames", "To quote"),
    "blue": QT_TRANSLATE_NOOP("ColourNames", "Definition"),
    "cyan": QT_TRANSLATE_NOOP("ColourNames", "Numbers"),
    "green": QT_TRANSLATE_NOOP("ColourNames", "Example"),
}
"""The names to begin with."""


def colour_name(settings: Settings, colour: str) -> str:
    """The name of a colour; one that a newer version knows has that of the first."""
    colour = colour if colour in COLOURS else COLOURS[0]
    given = settings.get(KEY).get(colour)
    if isinstance(given, str) and given.strip():
        return given.strip()[:LONGEST]
    return first_name(colour)


def first_name(colour: str) -> str:
    """What one of the eight colours is called to begin with."""
    return QCoreApplication.translate("ColourNames", NAMES[colour])


def colour_names(settings: Settings) -> dict[str, str]:
    """The names of the eight colours."""
    return {colour: colour_name(settings, colour) for colour in COLOURS}


def rename_colour(settings: Settings, colour: str, name: str) -> None:
    """Gives a colour a name; an empty one gives back what it was called to begin with."""
    given = {key: value for key, value in settings.get(KEY).items() if key != colour}
    if name.strip():
        given[colour] = name.strip()[:LONGEST]
    settings.set(KEY, given)
