"""Completion that takes a text for another one as the search does: whatever width and case it is typed in."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from index_builder.text import fold

MOST = 30
"""Choices that are offered at once."""


ENDING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
"""Keys that take a choice."""


class FoldingCompleter(QCompleter):
    """Offers what holds the typed letters, first what begins with them.

    While choices are in sight, keys come to the widget first: it must keep those that end it, or
    they mean two things.

    Signals:
        picked(str): a choice.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidget(parent)
        self.activated[str].connect(self.picked)  # type: ignore[index]
        self._strings = QStringListModel(self)
        self.setModel(self._strings)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @property
    def is_open(self) -> bool:
        """Whether choices are in sight."""
        popup = self.popup()
        return popup is not None and popup.isVisible()

    def chosen(self) -> str:
        """The choice that the arrows are on, "" for none."""
        popup = self.popup()
        rows = (
            popup.selectionModel().selectedIndexes() if popup is not None and self.is_open else []
        )
        return str(rows[0].data()) if rows else ""

    def first(self) -> str:
        """The choice that is offered first, "" for none."""
        return next(iter(self._strings.stringList()), "")

    def close(self) -> None:
        """Puts the choices away."""
        popup = self.popup()
        if popup is not None:
            popup.hide()

    def narrow(self, choices: Sequence[str], typed: str) -> list[str]:
        """Offers those of `choices` that fit; they are returned too."""
        fitting = fitting_of(choices, typed)
        self._strings.setStringList(fitting)
        return fitting


def fitting_of(choices: Sequence[str], typed: str) -> list[str]:
    """The choices that hold `typed`, folded; at most `MOST`, those that begin with it first."""
    wanted = _folded(typed)
    folded = [(_folded(choice), choice) for choice in choices]
    begin = [choice for text, choice in folded if text.startswith(wanted)]
    hold = [choice for text, choice in folded if wanted in text]
    return list(dict.fromkeys((*begin, *hold)))[:MOST]


@lru_cache(1 << 14)
def _folded(text: str) -> str:
    """The same choices are looked through with each key."""
    return fold(text).text
