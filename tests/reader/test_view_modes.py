"""Layout, fit and direction in the real window: by actions, kept in the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import paper
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.geometry import FitMode, Layout
from reader.settings import Settings

LONG = 30_000


@pytest.fixture
def make_desk(qtbot: QtBot, data_folder: Path) -> Iterator[object]:
    made: list[Desk] = []

    def make(path: Path) -> Desk:
        desk = Desk(Settings(data_folder / "settings.json"))
        made.append(desk)
        desk.window.resize(1200, 800)
        desk.window.show()
        with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
            desk.open([path])
        return desk

    yield make
    for desk in made:
        desk.window.close()
        desk.close()


def test_layout_comes_back_and_fit_for_new_volumes(make_desk, tmp_path: Path) -> None:
    first = make_desk(paper(tmp_path / "a.pdf", 5))
    actions = first.window.actions_by_id
    assert actions["layout_continuous"].isChecked()
    actions["layout_facing"].trigger()
    assert first.view.arrangement.layout is Layout.FACING
    first.window.close()
    second = make_desk(tmp_path / "a.pdf")
    assert second.view.arrangement.layout is Layout.FACING
    assert second.window.actions_by_id["layout_facing"].isChecked()
    second.window.actions_by_id["fit_page"].trigger()
    second.modes.keep()
    second.view.set_zoom(1.5)
    second.modes.keep()
    third = make_desk(paper(tmp_path / "b.pdf", words="another volume"))
    assert third.view.fit_mode is FitMode.PAGE


def test_settings_of_another_version_count_as_default(make_desk, tmp_path, data_folder) -> None:
    data_folder.mkdir()
    (data_folder / "settings.json").write_text('{"view/layout": "spiral", "view/fit": "x"}')
    desk = make_desk(paper(tmp_path / "a.pdf"))
    assert desk.view.arrangement.layout is Layout.CONTINUOUS


def test_turning_by_action(make_desk, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf"))
    desk.window.actions_by_id["rotate_right"].trigger()
    assert desk.view.rotation == 90
    desk.window.actions_by_id["rotate_left"].trigger()
    desk.window.actions_by_id["rotate_left"].trigger()
    assert desk.view.rotation == 270


def test_the_column_of_text_fills_the_width(make_desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf", words="NIST and others"))
    with qtbot.waitSignal(desk.view.zoom_changed, timeout=LONG):
        desk.window.actions_by_id["fit_text"].trigger()
    text = desk.render.text(0, 0)
    assert text is not None
    first, last = text.box(0), text.box(len(text.text.rstrip()) - 1)
    left = desk.view.viewport_rect(0, 0, first).left()
    right = desk.view.viewport_rect(0, 0, last).right()
    width = desk.view.viewport().width()
    assert 0 <= left < 20
    assert width - 25 < right <= width
    desk.window.resize(1000, 800)
    assert desk.view.viewport_rect(0, 0, first).left() < 20


def test_a_book_whose_lines_run_down_faces_the_other_way(
    make_desk, qtbot: QtBot, shared: Path, tmp_path: Path
) -> None:
    upright = shared / "corpus" / "japanese" / "mhlw-kokuji-wmode1-000602944.pdf"
    desk = make_desk(upright)
    assert not desk.view.arrangement.leftwards
    desk.window.actions_by_id["layout_facing"].trigger()
    qtbot.waitUntil(lambda: desk.view.arrangement.leftwards, timeout=LONG)
    desk.settings.set("view/direction", "rightwards")
    assert not desk.view.arrangement.leftwards
    desk.settings.set("view/direction", "")
    assert desk.view.arrangement.leftwards
    desk.open([paper(tmp_path / "a.pdf", size=(595, 842), words="NIST " * 12)])
    qtbot.waitUntil(lambda: not desk.view.arrangement.leftwards, timeout=LONG)
