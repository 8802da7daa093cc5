"""Where the side panel stands, and that the window remembers it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.panes import LEFT_WIDTH, RIGHT_WIDTH, Side
from reader.settings import Settings


@pytest.fixture
def settings(data_folder: Path) -> Settings:
    return Settings(data_folder / "settings.json")


def opened(settings: Settings) -> Desk:
    desk = Desk(settings)
    desk.window.resize(1366, 768)
    desk.window.show()
    return desk


@pytest.fixture
def desk(qtbot: QtBot, settings: Settings) -> Iterator[Desk]:
    del qtbot
    desk = opened(settings)
    yield desk
    desk.close()


def checked(desk: Desk) -> list[str]:
    return [side for side in Side if desk.window.actions_by_id[side].isChecked()]


def test_the_side_panel_stands_at_the_right_at_first(desk: Desk) -> None:
    assert desk.window.panes.side is Side.RIGHT
    assert checked(desk) == [Side.RIGHT]


def test_the_first_window_has_its_widths_when_it_is_shown(desk: Desk) -> None:
    """The first page is then drawn once, for the room it has."""
    panes = desk.window.panes
    assert (panes.left.width(), panes.right.width()) == (LEFT_WIDTH, RIGHT_WIDTH)


@pytest.mark.parametrize("side", [Side.BELOW, Side.FLOATING])
def test_the_side_panel_is_placed_and_comes_back(qtbot: QtBot, desk: Desk, side: Side) -> None:
    panes, dock = desk.window.panes, desk.window.panes.right
    desk.window.actions_by_id[side].trigger()
    assert panes.side is side
    assert checked(desk) == [side]
    assert dock.isVisible()
    assert (dock.titleBarWidget() is None) == (side is Side.FLOATING)
    if side is Side.BELOW:
        qtbot.waitUntil(lambda: dock.width() > 900)
        assert dock.geometry().left() > panes.left.geometry().right()
        assert dock.geometry().top() > desk.window.centralWidget().geometry().top()
    desk.window.actions_by_id[Side.RIGHT].trigger()
    assert panes.side is Side.RIGHT
    qtbot.waitUntil(lambda: dock.height() > 500)
    assert desk.window.dockWidgetArea(dock) == Qt.DockWidgetArea.RightDockWidgetArea
    assert dock.titleBarWidget() is not None


def test_placing_a_hidden_panel_shows_it(desk: Desk) -> None:
    desk.window.panes.right.hide()
    desk.window.actions_by_id[Side.BELOW].trigger()
    assert desk.window.panes.right.isVisible()


@pytest.mark.parametrize("side", list(Side))
def test_the_next_window_has_it_in_the_same_place(
    desk: Desk, settings: Settings, side: Side
) -> None:
    desk.window.panes.place(side)
    desk.window.close()
    assert not desk.window.panes.right.isVisible()
    other = opened(settings)
    assert other.window.panes.side is side
    assert checked(other) == [side]
    assert (other.window.panes.right.titleBarWidget() is None) == (side is Side.FLOATING)
    other.close()


def test_a_volume_is_looked_at_as_it_was_left(desk: Desk) -> None:
    panes = desk.window.panes
    panes.place(Side.BELOW)
    kept = panes.arrangement()
    panes.place(Side.FLOATING)
    panes.arrange(kept)
    assert panes.side is Side.BELOW
    assert checked(desk) == [Side.BELOW]
