"""A list with rows of a few heights: where they are, what the keys do, what is painted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reader.panels.banded import Band, BandDelegate, BandedList, Bands


class Painted(BandDelegate):
    """Remembers what was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[object] = []

    def paint_item(self, painter: object, option: QStyleOptionViewItem, band: Band) -> None:
        del painter, option
        self.items.append(band.item)


def title(text: str) -> Band:
    return Band(20, text=text)


ROWS = [title("一"), Band(40, "a", parts=2), Band(40, "b"), title("二"), Band(40, "c")]


@pytest.fixture
def view(qtbot: QtBot) -> BandedList:
    made = BandedList()
    qtbot.addWidget(made)
    made.setItemDelegate(Painted())
    made.itemDelegate().setParent(made)
    made.resize(200, 120)
    made.show()
    made.set_rows(ROWS)
    return made


@given(st.lists(st.integers(1, 50), max_size=20), st.integers(-5, 1000))
def test_the_row_at_a_height(heights: list[int], y: int) -> None:
    bands = Bands()
    bands.set_rows([Band(height, number) for number, height in enumerate(heights)])
    every = [row for row, height in enumerate(heights) for _ in range(height)]
    assert bands.row_at(y) == (every[y] if 0 <= y < len(every) else -1)


def test_arrows_walk_over_titles(qtbot: QtBot, view: BandedList) -> None:
    moved: list[int] = []
    view.moved.connect(moved.append)
    for key in ("Down", "Down", "Down", "Down", "Up", "Home", "End"):
        qtbot.keyClick(view, getattr(Qt.Key, f"Key_{key}"))
    assert moved == [2, 4, 2, 1, 4]


def test_up_in_the_first_row_leads_to_what_is_above(qtbot: QtBot, view: BandedList) -> None:
    view.choose(1)
    with qtbot.waitSignal(view.topped):
        qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current == 1


def test_right_and_left_fold_and_escape_leaves(qtbot: QtBot, view: BandedList) -> None:
    asked: list[tuple[int, bool]] = []
    view.fold_asked.connect(lambda row, wanted: asked.append((row, wanted)))
    view.choose(1)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert asked == [(1, True)]
    rows = [ROWS[0], Band(40, "a", parts=2, is_open=True), Band(20, "x", depth=1)]
    view.set_rows([*rows, Band(20, "y", depth=1)], 3)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current == 1
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert asked == [(1, True), (1, False)]
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_click_picks_two_enter_and_the_arrow_folds(qtbot: QtBot, view: BandedList) -> None:
    told: list[tuple[str, int]] = []
    view.picked.connect(lambda row: told.append(("picked", row)))
    view.entered_row.connect(lambda row: told.append(("entered", row)))
    view.fold_asked.connect(lambda row, _wanted: told.append(("fold", row)))
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view.viewport(), left, pos=QPoint(100, 30))
    qtbot.mouseClick(view.viewport(), left, pos=QPoint(5, 30))
    qtbot.mouseClick(view.viewport(), left, pos=QPoint(100, 5))
    qtbot.mouseDClick(view.viewport(), left, pos=QPoint(100, 70))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told == [("picked", 1), ("fold", 1), ("entered", 2), ("entered", 2)]


def test_only_what_is_in_sight_is_painted(view: BandedList) -> None:
    delegate = view.itemDelegate()
    assert isinstance(delegate, Painted)
    view.set_rows([Band(40, number) for number in range(10_000)], top=100_000)
    delegate.items.clear()
    view.grab()
    assert sorted(set(map(int, map(str, delegate.items)))) == [2500, 2501, 2502]
    assert view.visible_rows() == range(2500, 2503)


def test_rows_made_anew_keep_place_and_choice(view: BandedList) -> None:
    rows = [Band(40, number) for number in range(100)]
    view.set_rows(rows, 50)
    view.verticalScrollBar().setValue(1990)
    view.set_rows([*rows, Band(40, 100)], 51)
    assert view.verticalOffset() == 1990
    assert view.current == 51
    view.scrollTo(view.bands.index(0))
    assert view.verticalOffset() == 0


def test_a_row_below_comes_into_sight_whole_and_a_title_with_the_row_above(
    qtbot: QtBot, view: BandedList
) -> None:
    view.choose(2)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    rect = view.visualRect(view.bands.index(4))
    assert view.viewport().rect().contains(rect)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalOffset() == 0


def test_a_row_says_in_full_what_it_is(view: BandedList) -> None:
    view.bands.describe = lambda band: f"{band.item} in full"
    assert view.bands.index(1).data() == "a in full"
    assert view.bands.index(1).data(Qt.ItemDataRole.ToolTipRole) == "a in full"
    assert view.bands.index(0).data() == "一"
