"""Places of the real white paper: letters by keyboard, bookmarks, and citations of a printed page in each style."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.place_links import PlaceLink
from reader.records import Bookmark
from reader.settings import Settings

LONG = 120_000


@pytest.fixture
def desk(qtbot: QtBot, white_paper: list[Path], library: Path, data_folder: Path) -> Iterator[Desk]:
    """The window on the nine files, with what is found in them, and the user's data."""
    shutil.copytree(library, data_folder)
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([white_paper[0].parent])
    session = desk.session
    qtbot.waitUntil(
        lambda: session.links is not None and None not in session.structures(), timeout=LONG
    )
    qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
    yield desk
    desk.close()


def go(qtbot: QtBot, desk: Desk, label: str) -> None:
    """To the page with this printed number."""
    document, page = desk.session.find_page(label)
    desk.session.jump(document, page)
    qtbot.waitUntil(lambda: desk.session.position[:2] == (document, page), timeout=LONG)


def copied(desk: Desk) -> str:
    desk.window.actions_by_id["copy_source"].trigger()
    return QGuiApplication.clipboard().text()


def test_letters_bookmarks_and_citations(qtbot: QtBot, desk: Desk) -> None:
    keeping = desk.furniture.keeping
    assert keeping is not None
    desk.view.setFocus()
    qtbot.waitUntil(desk.view.hasFocus)
    go(qtbot, desk, "26")
    there = desk.session.position[:2]
    QTest.keyClicks(desk.view, "mn")
    (item,) = keeping.notebook.items()
    record = item.record
    assert isinstance(record, Bookmark)
    assert (record.letter, item.document, record.page) == ("n", *there)
    assert record.title == "１－１．　米国"
    desk.window.actions_by_id["bookmarks"].trigger()
    panel = keeping.bookmark_ways.panel
    qtbot.waitUntil(lambda: panel.tree.topLevelItemCount() == 1, timeout=LONG)
    assert panel.tree.topLevelItem(0).text(2) == "p. 26"

    go(qtbot, desk, "2")
    desk.view.setFocus()
    QTest.keyClicks(desk.view, "'n")
    qtbot.waitUntil(lambda: desk.session.position[:2] == there, timeout=LONG)
    desk.session.go_back()
    qtbot.waitUntil(lambda: desk.session.printed_label(*desk.session.position[:2]) == "2")

    link = PlaceLink(record.content, record.page, record.id)
    keeping.following.follow(link)
    qtbot.waitUntil(lambda: desk.session.position[:2] == there, timeout=LONG)
    assert desk.window.right_tabs.currentWidget() is keeping.notes


STYLES = {
    "plain": ("文部科学省『", "第３章 ＡＩ関連研究開発の世界の動向", "26頁"),
    "sist02": ("文部科学省. “", "第３章 ＡＩ関連研究開発の世界の動向", "p. 26."),
    "apa": ("文部科学省. (", "第３章 ＡＩ関連研究開発の世界の動向", "(p. 26)."),
    "bibtex": ("@inbook{hakusho", "author = {{文部科学省}}", "pages = {26}"),
}


def test_a_page_is_cited_with_office_section_and_printed_number(qtbot: QtBot, desk: Desk) -> None:
    go(qtbot, desk, "26")
    for style, parts in STYLES.items():
        desk.settings.set("copy/citation", style)
        said = copied(desk)
        assert [part for part in parts if part not in said] == [], said
