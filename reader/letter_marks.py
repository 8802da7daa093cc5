"""One-letter marks by keyboard, as in vi: `m` and a letter marks the place, `'` and the letter goes there.

Keys are known by their codes and by what they type in whatever width, so that a Japanese keyboard
and an input method that is on make no difference.
"""

import sys
import unicodedata
from collections.abc import Callable
from string import ascii_lowercase
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from reader.bookmarking import Bookmarking
from reader.bookmarks import letter_of
from reader.page_view import PageView

QUOTES = {"'", "`", "‘", "’", "＇", "｀", "ゃ"}
"""What takes to a mark; Japanese input methods type the curved and the wide ones, and with kana the last."""

KANA = dict(
    zip("ちこそしいはきくにまのりもみらせたすとかなひてさんつ", ascii_lowercase, strict=True)
)
"""The letters of the keys that type these, where a keyboard types kana (JIS X 6002)."""

KATAKANA = ord("ァ") - ord("ぁ")

QUOTE_KEYS = {Qt.Key.Key_Apostrophe, Qt.Key.Key_QuoteLeft}

OTHER_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

PASSED = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_Eisu_toggle,
    Qt.Key.Key_Eisu_Shift,
    Qt.Key.Key_Zenkaku_Hankaku,
    Qt.Key.Key_Hiragana_Katakana,
    Qt.Key.Key_Hiragana,
    Qt.Key.Key_Katakana,
    Qt.Key.Key_Henkan,
    Qt.Key.Key_Muhenkan,
}
"""On the way to a letter: for a capital, and what turns an input method on and off."""

SHOWN = 12
"""So many letters are named in the hint."""


class LetterMarks(QObject):
    """The two keys in the page views that are given to `listen_to`.

    `is_taken` tells whether letters mean something else in a view just now.

    Signals:
        hinted(str): what is waited for, "" when that is over.
    """

    hinted = Signal(str)

    def __init__(
        self,
        marks: Bookmarking,
        is_taken: Callable[[PageView], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._marks = marks
        self._is_taken = is_taken
        self._then: Callable[[str], None] | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the next letter is a mark's."""
        return self._then is not None

    def listen_to(self, view: PageView) -> None:
        """Takes the keys of a view."""
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride if self.is_waiting:
                if not cast("QKeyEvent", event).modifiers() & OTHER_KEYS:
                    event.accept()
                    return True
                self._wait_for(None, "")  # what it is a shortcut for is done
            case QEvent.Type.KeyPress if isinstance(watched, PageView):
                return self._on_key(watched, cast("QKeyEvent", event))
            case QEvent.Type.FocusOut if self.is_waiting and isinstance(watched, PageView):
                if cast("QFocusEvent", event).reason() is not Qt.FocusReason.PopupFocusReason:
                    self._wait_for(None, "")
            case QEvent.Type.MouseButtonPress if self.is_waiting:
                self._wait_for(None, "")
        return super().eventFilter(watched, event)

    def _on_key(self, view: PageView, event: QKeyEvent) -> bool:
        """Whether the key has been dealt with."""
        if self._then is not None:
            return self._on_letter(event)
        if event.isAutoRepeat() or event.modifiers() & OTHER_KEYS or self._is_taken(view):
            return False
        if _letter(event) == "m":
            self._wait_for(self._marks.set_mark, self._hint_for_setting())
        elif _is_quote(event):
            self._wait_for(self._marks.go_to_mark, self._hint_for_going())
        else:
            return False
        return True

    def _on_letter(self, event: QKeyEvent) -> bool:
        if event.key() in PASSED or event.isAutoRepeat():
            return True
        then, letter = self._then, _letter(event)
        if event.modifiers() & OTHER_KEYS:
            letter = ""
        self._wait_for(None, "")
        if then is not None and letter:
            then(letter)
        return True

    def _wait_for(self, then: Callable[[str], None] | None, hint: str) -> None:
        self._then = then
        self.hinted.emit(hint)

    def _hint_for_setting(self) -> str:
        return (
            self.tr("Mark this place: a–z in this volume, A–Z in all; Esc leaves.") + self._in_use()
        )

    def _hint_for_going(self) -> str:
        return self.tr("Go to which mark? Esc leaves.") + self._in_use()

    def _in_use(self) -> str:
        known = list(self._marks.letters().items())
        named = "　".join(f"{letter} {page}" for letter, page in known[:SHOWN])
        return "　" + self.tr("In use: {0}").format(named) if named else ""


def _letter(event: QKeyEvent) -> str:
    """The letter of a key in the case that is meant; "" beside the letters.

    What was typed tells the case; an input method that has taken it leaves the code of the key.
    """
    if letter := letter_of(event.text()):
        return letter
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    code = chr(event.key()) if event.key() <= sys.maxunicode else ""
    letter = letter_of(code) or _of_kana(event.text() or code)
    return letter.upper() if shifted else letter.lower()


def _of_kana(text: str) -> str:
    """The letter on the key that types a kana."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) == 1 and "ァ" <= plain <= "ン":
        plain = chr(ord(plain) - KATAKANA)
    return KANA.get(plain, "")


def _is_quote(event: QKeyEvent) -> bool:
    return event.text() in QUOTES if event.text() else event.key() in QUOTE_KEYS
