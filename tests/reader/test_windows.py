"""Several volumes in windows: where a file is opened, gone to, and what is left when one is closed."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import paper
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.instance import Call
from reader.settings import Settings
from reader.windows import Windows

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000


@pytest.fixture
def windows(data_folder: Path) -> Iterator[Windows]:
    settings = Settings(data_folder / "settings.json")
    windows = Windows(lambda windows: Desk(settings, None, windows))
    windows.answer(Call())
    yield windows
    windows.close()


@pytest.fixture
def papers(tmp_path: Path) -> list[str]:
    return [str(paper(tmp_path / f"{name}.pdf")) for name in "abc"]


def show(qtbot: QtBot, windows: Windows, call: Call) -> Desk:
    """The desk that answers, when its pages are there."""
    windows.answer(call)
    desk = next(d for d in reversed(windows.desks) if names(d) >= {Path(p) for p in call.paths})
    qtbot.waitUntil(lambda: bool(desk.session.order), timeout=LONG)
    qtbot.waitUntil(lambda: desk.session.position is not None, timeout=LONG)
    return desk


def names(desk: Desk) -> set[Path]:
    return {document.path for document in desk.session.documents}


def test_the_empty_window_is_filled_and_a_second_volume_gets_its_own(
    qtbot: QtBot, windows: Windows, papers: list[str]
) -> None:
    first = show(qtbot, windows, Call((papers[0],)))
    assert windows.desks == [first]
    second = show(qtbot, windows, Call((papers[1],)))
    assert windows.desks == [first, second]
    assert names(first) == {Path(papers[0])}


def test_a_file_that_is_open_is_gone_to(qtbot: QtBot, windows: Windows, papers: list[str]) -> None:
    volume = show(qtbot, windows, Call((papers[0], papers[1])))
    qtbot.waitUntil(lambda: len(volume.session.order) == 2, timeout=LONG)
    last = volume.session.order[1]
    jumped = QSignalSpy(volume.session.jump_requested)
    windows.answer(Call((str(volume.session.documents[last].path),)))
    assert windows.desks == [volume]
    assert jumped.count() == 1
    assert jumped.at(0)[0].document == last
    windows.answer(Call((papers[0], papers[1])))
    assert jumped.count() == 1, "the whole volume is in sight already"


def test_a_link_to_an_open_file_is_that_file(
    qtbot: QtBot, windows: Windows, papers: list[str], tmp_path: Path
) -> None:
    desk = show(qtbot, windows, Call((papers[0],)))
    link = tmp_path / "link.pdf"
    link.symlink_to(papers[0])
    windows.answer(Call((str(link),)))
    assert windows.desks == [desk]


def test_another_window_of_the_same_file_on_demand(
    qtbot: QtBot, windows: Windows, papers: list[str]
) -> None:
    desk = show(qtbot, windows, Call((papers[0],)))
    again = show(qtbot, windows, Call((papers[0],), new_window=True))
    assert windows.desks == [desk, again]
    desk.window.actions_by_id["new_window"].trigger()
    assert len(windows.desks) == 3
    assert not windows.desks[2].session.documents


def test_what_is_dropped_takes_the_place_unless_it_is_open_elsewhere(
    qtbot: QtBot, windows: Windows, papers: list[str]
) -> None:
    first = show(qtbot, windows, Call((papers[0],)))
    second = show(qtbot, windows, Call((papers[1],)))
    second.window.open_requested.emit([Path(papers[0])])
    assert names(second) == {Path(papers[1])}
    second.window.open_requested.emit([Path(papers[2])])
    assert names(second) == {Path(papers[2])}
    assert names(first) == {Path(papers[0])}


def test_closing_a_window_leaves_the_others_at_work(
    qtbot: QtBot, windows: Windows, papers: list[str]
) -> None:
    first = show(qtbot, windows, Call((papers[0],)))
    second = show(qtbot, windows, Call((papers[1],)))
    gone: list[str] = []
    first.window.destroyed.connect(lambda: gone.append("window"))
    first.window.actions_by_id["close_window"].trigger()
    qtbot.waitUntil(lambda: gone == ["window"], timeout=LONG)
    assert windows.desks == [second]
    del first
    gc.collect()
    second.settings.set("theme", "dark")
    second.settings.set("theme", "")
    second.view.set_zoom(1.25 * second.view.zoom)
    qtbot.waitUntil(second.view.is_sharp, timeout=LONG)
    third = show(qtbot, windows, Call((papers[0],)))
    assert windows.desks == [second, third]


def test_quitting_closes_every_window(qtbot: QtBot, windows: Windows, papers: list[str]) -> None:
    show(qtbot, windows, Call((papers[0],)))
    windows.answer(Call(new_window=True))
    windows.desks[0].window.actions_by_id["quit"].trigger()
    qtbot.waitUntil(lambda: not windows.desks, timeout=LONG)
    assert not any(w.isVisible() for w in QApplication.topLevelWidgets())
