"""Continue reading: what is said of a volume, and where it is offered."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from papers import paper
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCommandLinkButton
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.continuing import far, when
from reader.records import Reading, RecentVolume, Spot
from reader.settings import Settings

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000
NOW = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)


def volume(label: str = "", number: int = 0, pages: int = 0) -> RecentVolume:
    reading = Reading((), Spot(0, 0, 0.0, 0.0), label=label, number=number, pages=pages)
    return RecentVolume("k", "白書", ("/a.pdf",), "", reading)


@pytest.mark.parametrize(
    ("recent", "said"),
    [
        (volume("26", 76, 200), "p. 26 · 38 %"),
        (volume("", 76, 200), "page 76 of 200 · 38 %"),
        (volume("200", 200, 200), "p. 200 · 100 %"),
        (volume("1", 1, 200), "p. 1 · 0 %"),
        (volume(), ""),
        (volume("9", 9, 0), ""),
        (RecentVolume("k", "白書", ("/a.pdf",), ""), ""),
    ],
)
def test_how_far_reading_is(recent: RecentVolume, said: str) -> None:
    assert far(recent) == said


def test_when_it_was_read() -> None:
    QLocale.setDefault(QLocale("en_GB"))
    try:
        for back, said in (
            (timedelta(minutes=30), "today 14:30"),
            (timedelta(hours=20), "yesterday 19:00"),
            (timedelta(days=2), "24 November 2026"),
        ):
            assert said in when((NOW - back).isoformat(), NOW)
        assert when("", NOW) == when("nonsense", NOW) == ""
    finally:
        QLocale.setDefault(QLocale.system())


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.show()
    desk.open([])
    qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
    yield desk
    desk.close()


def open_and_read(qtbot: QtBot, desk: Desk, path: Path, page: int) -> None:
    desk.open([path])
    qtbot.waitUntil(lambda: desk.session.position is not None, timeout=LONG)
    desk.session.jump(0, page)
    qtbot.waitUntil(lambda: desk.session.position.page == page, timeout=LONG)


def test_volumes_are_offered_with_page_and_share_and_opened_at_that_page(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    menu = desk.furniture._continuing.menu
    assert not menu.isEnabled()
    one, two = (paper(tmp_path / f"{name}.pdf", 4, (400, 600)) for name in ("one", "t&wo"))
    open_and_read(qtbot, desk, one, 2)
    open_and_read(qtbot, desk, two, 1)

    def offered() -> list[str]:
        return [action.text() for action in menu.actions()]

    qtbot.waitUntil(lambda: offered() == ["one\tpage 3 of 4 · 75 %"], timeout=LONG)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: desk.session.documents[0].path == one, timeout=LONG)
    qtbot.waitUntil(
        lambda: desk.session.position is not None and desk.session.position.page == 2, timeout=LONG
    )
    qtbot.waitUntil(lambda: offered() == ["t&&wo\tpage 2 of 4 · 50 %"], timeout=LONG)
    two.unlink()
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: not menu.isEnabled(), timeout=LONG)


def test_the_welcome_page_offers_them(
    qtbot: QtBot, data_folder: Path, desk: Desk, tmp_path: Path
) -> None:
    open_and_read(qtbot, desk, paper(tmp_path / "one.pdf", 4, (400, 600)), 3)
    desk.close()
    again = Desk(Settings(data_folder / "settings.json"))
    again.window.show()
    again.open([])
    welcome = again.furniture._welcome
    links = welcome.findChildren
    qtbot.waitUntil(lambda: len(links(QCommandLinkButton)) == 1, timeout=LONG)
    (link,) = links(QCommandLinkButton)
    assert link.text() == "one"
    assert link.description().startswith("page 4 of 4 · 100 % · today ")
    assert link.description().endswith(f" · {tmp_path.name}")
    link.click()
    qtbot.waitUntil(
        lambda: again.session.position is not None and again.session.position.page == 3,
        timeout=LONG,
    )
    again.close()
