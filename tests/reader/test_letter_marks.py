"""One-letter marks with real keys: set, gone to, moved, taken back; beside j and k, hints, and input methods."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import paper
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.hints import Hints
from reader.letter_marks import KANA, LetterMarks
from reader.records import Bookmark
from reader.settings import Settings
from reader.theme import PAPERS

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, folder: Path, path: Path) -> Desk:
    desk = Desk(Settings(folder / "settings.json"))
    desk.window.resize(900, 700)
    desk.window.show()
    desk.window.activateWindow()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([path])
    qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
    qtbot.waitUntil(lambda: desk.session.documents[0].content != "", timeout=LONG)
    desk.view.setFocus()
    qtbot.waitUntil(desk.view.hasFocus)
    return desk


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    return [paper(tmp_path / f"{name}.pdf", 6, (400, 600), name) for name in "ab"]


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, papers: list[Path]) -> Iterator[Desk]:
    desk = opened(qtbot, data_folder, papers[0])
    yield desk
    desk.close()


def letters(desk: Desk) -> LetterMarks:
    return desk.furniture.keeping.bookmark_ways.letters


def marks(desk: Desk) -> dict[str, tuple[int, str]]:
    """Page and title of each letter."""
    records = [item.record for item in desk.furniture.keeping.notebook.items()]
    return {r.letter: (r.page, r.title) for r in records if isinstance(r, Bookmark)}


def press(desk: Desk, key: Qt.Key, text: str = "", modifiers: object = PLAIN) -> bool:
    """A key as the system sends it: what no shortcut takes comes as a press. Whether it was taken before that."""
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
    override.ignore()
    QApplication.sendEvent(desk.view, override)
    QApplication.sendEvent(desk.view, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    return override.isAccepted()


def go(qtbot: QtBot, desk: Desk, page: int) -> None:
    desk.session.jump(0, page)
    qtbot.waitUntil(lambda: desk.session.position.page == page, timeout=LONG)


def test_a_place_is_marked_and_gone_back_to(qtbot: QtBot, desk: Desk) -> None:
    go(qtbot, desk, 2)
    QTest.keyClicks(desk.view, "ma")
    assert marks(desk) == {"a": (2, "a")}
    go(qtbot, desk, 5)
    QTest.keyClicks(desk.view, "'a")
    qtbot.waitUntil(lambda: desk.session.position.page == 2, timeout=LONG)
    desk.session.go_back()
    qtbot.waitUntil(lambda: desk.session.position.page == 5, timeout=LONG)


def test_set_again_it_moves_and_undo_brings_it_back(qtbot: QtBot, desk: Desk) -> None:
    go(qtbot, desk, 2)
    QTest.keyClicks(desk.view, "ma")
    go(qtbot, desk, 4)
    QTest.keyClicks(desk.view, "ma")
    assert marks(desk) == {"a": (4, "a")}
    desk.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: marks(desk) == {"a": (2, "a")}, timeout=LONG)
    desk.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: marks(desk) == {}, timeout=LONG)


def test_letters_that_are_keys_elsewhere_are_marks_while_one_is_waited_for(
    qtbot: QtBot, desk: Desk
) -> None:
    go(qtbot, desk, 2)
    before = desk.view.rotation, desk.session.corner
    for key, text, modifiers in (
        (Qt.Key.Key_J, "j", PLAIN),
        (Qt.Key.Key_R, "r", PLAIN),
        (Qt.Key.Key_R, "R", SHIFT),
        (Qt.Key.Key_F, "F", SHIFT),
    ):
        press(desk, Qt.Key.Key_M, "m")
        assert press(desk, key, text, modifiers)
    qtbot.waitUntil(lambda: set(marks(desk)) == {"j", "r", "R", "F"}, timeout=LONG)
    assert (desk.view.rotation, desk.session.corner) == before
    assert not press(desk, Qt.Key.Key_R, "r"), "afterwards R turns pages again"
    QTest.keyClick(desk.view, Qt.Key.Key_J)
    assert desk.session.corner != before[1]


def test_a_hint_stands_while_a_letter_is_waited_for(qtbot: QtBot, desk: Desk) -> None:
    go(qtbot, desk, 2)
    status = desk.window.status
    QTest.keyClick(desk.view, Qt.Key.Key_M)
    assert "a–z in this volume" in status.currentMessage()
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    assert status.currentMessage() == ""
    assert marks(desk) == {}
    QTest.keyClicks(desk.view, "mq'")
    assert "In use: q PDF p. 3" in status.currentMessage()
    QTest.keyClick(desk.view, Qt.Key.Key_7)
    assert not letters(desk).is_waiting
    with qtbot.waitSignal(desk.session.message) as said:
        QTest.keyClicks(desk.view, "'z")
    assert "no mark z" in said.args[0]


@pytest.mark.parametrize("leaving", ["click", "focus", "control"])
def test_waiting_ends_when_something_else_is_done(desk: Desk, leaving: str) -> None:
    QTest.keyClick(desk.view, Qt.Key.Key_M)
    assert letters(desk).is_waiting
    if leaving == "click":
        QTest.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton)
    elif leaving == "focus":
        desk.window.search_box.box.setFocus()
    else:
        press(desk, Qt.Key.Key_A, "\x01", CONTROL)
    assert not letters(desk).is_waiting
    assert marks(desk) == {}


def test_a_key_that_is_held_down_marks_nothing(desk: Desk) -> None:
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_M, PLAIN, "m", repeated, 1)
        QApplication.sendEvent(desk.view, event)
    assert letters(desk).is_waiting
    assert marks(desk) == {}


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ((Qt.Key.Key_A, "a", PLAIN), "a"),
        ((Qt.Key.Key_A, "A", PLAIN), "A"),
        ((Qt.Key.Key_A, "", SHIFT), "A"),
        ((Qt.Key.Key_A, "", PLAIN), "a"),
        ((Qt.Key(0xFF21), "ａ", PLAIN), "a"),
        ((Qt.Key(0xFF21), "", PLAIN), "a"),
        ((Qt.Key(0xFF21), "Ａ", SHIFT), "A"),
        ((Qt.Key(ord("チ")), "チ", PLAIN), "a"),
        ((Qt.Key(ord("ち")), "ち", SHIFT), "A"),
        ((Qt.Key(ord("ﾁ")), "ﾁ", PLAIN), "a"),
    ],
)
def test_a_letter_is_known_on_japanese_keyboards(
    qtbot: QtBot, desk: Desk, typed: tuple[Qt.Key, str, object], letter: str
) -> None:
    press(desk, Qt.Key(0xFF2D), "ｍ")
    if typed[2] is SHIFT:
        press(desk, Qt.Key.Key_Shift, "", SHIFT)
    press(desk, Qt.Key.Key_Henkan)
    press(desk, *typed)
    qtbot.waitUntil(lambda: set(marks(desk)) == {letter}, timeout=LONG)


@pytest.mark.parametrize(
    ("key", "text", "modifiers"),
    [
        (Qt.Key.Key_Apostrophe, "'", PLAIN),
        (Qt.Key.Key_Apostrophe, "'", SHIFT),  # Shift+7 of a Japanese keyboard
        (Qt.Key.Key_Apostrophe, "", SHIFT),
        (Qt.Key.Key_QuoteLeft, "`", SHIFT),
        (Qt.Key(0x2019), "’", SHIFT),
        (Qt.Key(0xFF07), "＇", SHIFT),
    ],
)
def test_the_quotation_mark_is_known_on_japanese_keyboards(
    qtbot: QtBot, desk: Desk, key: Qt.Key, text: str, modifiers: object
) -> None:
    go(qtbot, desk, 3)
    QTest.keyClicks(desk.view, "mb")
    go(qtbot, desk, 0)
    press(desk, key, text, modifiers)
    QTest.keyClicks(desk.view, "b")
    qtbot.waitUntil(lambda: desk.session.position.page == 3, timeout=LONG)


def test_an_input_method_does_not_come_between(desk: Desk) -> None:
    assert not desk.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert len(KANA) == 26


def test_letters_of_hints_are_no_marks(desk: Desk) -> None:
    keys = desk.furniture.answering.keys[desk.view]
    keys.hints = Hints(desk.view.viewport(), PAPERS["white"].inks)
    press(desk, Qt.Key.Key_M, "m")
    assert not letters(desk).is_waiting
    assert keys.hints is None, "no code begins with it"


def test_a_capital_leads_to_another_volume(
    qtbot: QtBot, desk: Desk, data_folder: Path, papers: list[Path]
) -> None:
    go(qtbot, desk, 4)
    QTest.keyClicks(desk.view, "mK")
    QTest.keyClicks(desk.view, "mk")
    known = desk.furniture._opened
    qtbot.waitUntil(lambda: len(known.bookmarks(None)) == 2, timeout=LONG)
    qtbot.waitUntil(lambda: known.document_titles() != {}, timeout=LONG)
    other = opened(qtbot, data_folder, papers[1])
    with qtbot.waitSignal(other.session.message) as said:
        QTest.keyClicks(other.view, "'k")
    assert "no mark k" in said.args[0]
    QTest.keyClicks(other.view, "'K")
    qtbot.waitUntil(lambda: other.session.documents[0].path == papers[0], timeout=LONG)
    qtbot.waitUntil(
        lambda: other.session.position is not None and other.session.position.page == 4,
        timeout=LONG,
    )
    other.close()


def test_a_capital_that_is_set_in_another_volume_moves_there_and_back(
    qtbot: QtBot, desk: Desk, data_folder: Path, papers: list[Path]
) -> None:
    go(qtbot, desk, 4)
    QTest.keyClicks(desk.view, "mK")
    qtbot.waitUntil(lambda: desk.furniture._opened.bookmarks(None) != [], timeout=LONG)
    other = opened(qtbot, data_folder, papers[1])
    go(qtbot, other, 1)
    QTest.keyClicks(other.view, "mK")
    qtbot.waitUntil(lambda: marks(other) == {"K": (1, "b")}, timeout=LONG)
    data = other.furniture._opened
    assert [mark.page for mark in data.bookmarks(None)] == [1]
    other.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: marks(other) == {}, timeout=LONG)
    assert [mark.page for mark in data.bookmarks(None)] == [4]
    other.close()
