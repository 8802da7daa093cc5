"""What comes back after a restart: place, way back and forward, zoom and panes; also of renamed files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from papers import paper
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.geometry import FitMode
from reader.history import Position
from reader.settings import Settings

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000


@contextmanager
def opened(qtbot: QtBot, folder: Path, *paths: Path) -> Iterator[Desk]:
    """The application started anew on `paths`, and closed as a reader closes it."""
    desk = Desk(Settings(folder / "settings.json"))
    desk.window.resize(1200, 700)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open(paths)
    qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
    qtbot.waitUntil(lambda: all(desk.session.documents[d].content for d in desk.session.order))
    qtbot.waitUntil(lambda: len(desk.session.order) == len(paths), timeout=LONG)
    yield desk
    desk.close()


@pytest.fixture
def volume(tmp_path: Path) -> list[Path]:
    return [
        paper(tmp_path / "a.pdf", 4, (400, 900), "甲"),
        paper(tmp_path / "b.pdf", 4, (400, 900), "乙"),
    ]


def read_a_little(qtbot: QtBot, desk: Desk) -> tuple[Position, object]:
    """Jumps twice, goes back once, zooms; where that leads, and the history then."""
    first, second = desk.session.order
    desk.view.set_zoom(1.5)
    desk.session.jump(first, 2)
    desk.session.jump(second, 1)
    desk.session.jump(second, 3)
    desk.session.go_back()
    desk.window.panes.right.hide()
    desk.window.left_tabs.setCurrentIndex(1)
    desk.window.actions_by_id["reading_view"].trigger()
    qtbot.waitUntil(lambda: desk.session.position.page == 1, timeout=LONG)
    assert desk.session.corner is not None
    return desk.session.corner, desk.session.history


def wait_for(qtbot: QtBot, desk: Desk, place: Position) -> None:
    def there() -> bool:
        corner = desk.session.corner
        return corner is not None and corner[:2] == place[:2] and abs(corner.y - place.y) < 2

    qtbot.waitUntil(there, timeout=LONG)


def test_place_history_zoom_and_panes_come_back(
    qtbot: QtBot, data_folder: Path, volume: list[Path]
) -> None:
    with opened(qtbot, data_folder, *volume) as desk:
        place, history = read_a_little(qtbot, desk)
    with opened(qtbot, data_folder, volume[1]) as other:
        assert other.view.fit_mode is FitMode.WIDTH, "another volume does not take part"
        other.window.panes.right.show()
        assert other.furniture.beside.reading is None
    with opened(qtbot, data_folder, *volume) as again:
        wait_for(qtbot, again, place)
        assert again.session.history == history
        assert again.view.zoom == 1.5
        assert again.window.panes.right.isHidden()
        assert again.window.left_tabs.currentIndex() == 1
        assert again.furniture.beside.reading is not None
        assert again.furniture.beside.second is None
        again.session.go_forward()
        qtbot.waitUntil(lambda: again.session.position.page == 3, timeout=LONG)


def test_renamed_and_moved_files_are_known_again(
    qtbot: QtBot, data_folder: Path, volume: list[Path], tmp_path: Path
) -> None:
    with opened(qtbot, data_folder, *volume) as desk:
        place, history = read_a_little(qtbot, desk)
    (tmp_path / "elsewhere").mkdir()
    moved = [path.rename(tmp_path / "elsewhere" / f"x{path.name}") for path in volume]
    with opened(qtbot, data_folder, *moved) as again:
        wait_for(qtbot, again, place)
        assert again.session.history == history
        assert again.view.zoom == 1.5


def test_what_is_kept_follows_the_files_and_not_their_numbers(
    qtbot: QtBot, data_folder: Path, volume: list[Path]
) -> None:
    with opened(qtbot, data_folder, *volume) as desk:
        place, _ = read_a_little(qtbot, desk)
        path = desk.session.documents[place.document].path
    with opened(qtbot, data_folder, *reversed(volume)) as again:
        number = [document.path for document in again.session.documents].index(path)
        wait_for(qtbot, again, place._replace(document=number))


def test_who_has_gone_on_is_not_pulled_back(
    qtbot: QtBot, data_folder: Path, volume: list[Path]
) -> None:
    with opened(qtbot, data_folder, *volume) as desk:
        read_a_little(qtbot, desk)
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1200, 700)
    desk.window.show()
    desk.view.first_page_painted.connect(lambda: desk.session.jump(desk.session.order[0], 3))
    desk.open(volume)
    qtbot.waitUntil(lambda: len(desk.session.history[0]) > 1, timeout=LONG)
    assert desk.session.position is not None
    assert desk.session.position.page == 3
    assert desk.view.fit_mode is FitMode.WIDTH
    desk.close()


def test_another_volume_in_the_same_window_leaves_the_first_as_it_was(
    qtbot: QtBot, data_folder: Path, volume: list[Path], tmp_path: Path
) -> None:
    other = paper(tmp_path / "c.pdf")
    with opened(qtbot, data_folder, *volume) as desk:
        place, history = read_a_little(qtbot, desk)
        desk.open([other])
        qtbot.waitUntil(lambda: len(desk.session.order) == 1, timeout=LONG)
        assert desk.session.history == ((), ())
        desk.open(volume)
        wait_for(qtbot, desk, place)
        assert desk.session.history == history
