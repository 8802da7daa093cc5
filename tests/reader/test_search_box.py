"""The box in which a query is typed: pauses, composition, mistakes."""

from pathlib import Path

import pytest
from found_here import Desk, row
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.panels.boxes import TYPING_PAUSE, SearchBox
from reader.panels.query_edit import QueryEdit
from reader.search_settings import Scope
from reader.theme import WRONG

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def box(qtbot: QtBot, desk: Desk) -> SearchBox:
    box = SearchBox(desk.finder)
    qtbot.addWidget(box)
    box.show()
    return box


def searches(desk: Desk) -> list[object]:
    return [call[3] for call in desk.index.calls if call[0] == "search"]


def compose(box: SearchBox, unfinished: str, finished: str = "") -> None:
    event = QInputMethodEvent(unfinished, [])
    event.setCommitString(finished)
    QApplication.sendEvent(box.box, event)


def test_the_pause_leaves_room_for_an_answer_within_a_tenth_of_a_second() -> None:
    assert TYPING_PAUSE <= 60


def test_what_is_typed_is_searched_once_the_keys_rest(
    qtbot: QtBot, desk: Desk, box: SearchBox
) -> None:
    with qtbot.waitSignal(desk.finder.asked):
        qtbot.keyClicks(box.box, "nist")
    assert searches(desk) == ["nist"]


def test_a_composition_is_searched_when_it_is_finished(
    qtbot: QtBot, desk: Desk, box: SearchBox
) -> None:
    for unfinished in ("け", "けん", "けんきゅう", "研究"):
        compose(box, unfinished)
        assert not box._pause.isActive()
    assert desk.finder.text == ""
    with qtbot.waitSignal(desk.finder.asked):
        compose(box, "", "研究")
    assert searches(desk) == ["研究"]


def test_the_empty_box_says_where_is_searched(desk: Desk, box: SearchBox) -> None:
    texts = set()
    for scope in Scope:
        desk.finder.set_scope(scope)
        texts.add(box.box.placeholderText())
    assert len(texts) == len(Scope)


def test_down_asks_for_the_list(qtbot: QtBot, box: SearchBox) -> None:
    with qtbot.waitSignal(box.list_wanted):
        qtbot.keyClick(box.box, Qt.Key.Key_Down)


def test_return_walks_when_the_answer_is_there(qtbot: QtBot, desk: Desk, box: SearchBox) -> None:
    qtbot.keyClicks(box.box, "nist")
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    qtbot.keyClick(box.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(desk.finder.selected) as chosen:
        desk.answer([row(), row(), row()])
    assert chosen.args == [2]
    assert box.count.text() == "3 / 3"


def test_a_mistake_is_underlined_at_its_place(qtbot: QtBot, box: SearchBox) -> None:
    text = "AI in:nowhere 予算"
    box.box.setText(text)
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert box.box.mistake == text.index("nowhere")
    assert "nowhere" in box.box.toolTip()
    metrics = QFontMetricsF(box.box.font())
    word = box.box.mistake_rect()
    assert abs(word.width() - metrics.horizontalAdvance("nowhere")) <= 4
    assert red(box.box, word.left(), word.right())
    assert not red(box.box, 3, word.left() - 4)
    qtbot.keyClicks(box.box, "x")
    assert box.box.mistake == -1
    assert box.box.mistake_rect().isEmpty()


def red(box: QueryEdit, left: int, right: int) -> int:
    """How many pixels between two columns are of the colour of mistakes, or nearly."""
    image = box.grab().toImage()
    ratio = image.devicePixelRatio()
    columns = range(round(left * ratio), round(right * ratio))
    rows = range(image.height() // 2, image.height() - 3)
    wanted = WRONG.hue()
    pixels = (image.pixelColor(x, y) for x in columns for y in rows)
    return sum(abs(color.hue() - wanted) < 6 and color.saturation() > 120 for color in pixels)


def test_the_underline_follows_a_text_that_is_scrolled(qtbot: QtBot) -> None:
    box = QueryEdit()
    qtbot.addWidget(box)
    box.resize(150, 24)
    box.show()
    text = "とても長い検索語がここに続いて箱からはみ出します in:nowhere"
    box.setText(text)
    box.setCursorPosition(len(text))
    box.mark(text.index("nowhere"))
    box.grab()
    assert box.rect().contains(box.mistake_rect().center())
    box.setCursorPosition(0)
    box.grab()
    assert box.mistake_rect().left() > box.width()


def test_a_mistake_behind_the_last_character_is_seen(qtbot: QtBot) -> None:
    box = QueryEdit()
    qtbot.addWidget(box)
    box.setText("𠮷NEAR")
    box.mark(5)
    assert box.mistake_rect().width() > 0
