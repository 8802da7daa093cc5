"""Glossary and figures in the real window, on two of the ministry's files."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from seen import plain, shown

from reader.application import Desk
from reader.glossary import Order, Standing, Term
from reader.lists import Lists
from reader.panels.figure_rows import FigureItem
from reader.panels.glossary_rows import PlaceItem, TermItem
from reader.panels.list_panel import ListPanel
from reader.settings import Settings

PAPER, OTHER = "MEXT Document Jun 11 2024 (1)", "MEXT Document Jun 11 2024 (3)"
LONG = 60_000


class Reader:
    """A person before the window with one file open."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        assert desk.furniture is not None
        self.qtbot, self.desk = qtbot, desk
        self.lists: Lists = desk.furniture.lists

    def open(self, path: Path) -> None:
        self.desk.open([path])
        self.wait_for_index(path)

    def wait_for_index(self, path: Path) -> None:
        session = self.desk.session
        self.qtbot.waitUntil(
            lambda: (
                session.links is not None and session.documents[0].path.resolve() == path.resolve()
            ),
            timeout=LONG,
        )

    def act(self, name: str) -> None:
        self.desk.window.actions_by_id[name].trigger()

    def terms(self) -> list[Term]:
        return self.lists.glossary.glossary.sorted_terms(Order.ABC)

    def row(self, panel: ListPanel, text: str) -> int:
        """The row of a name or a label."""
        for row, band in enumerate(panel.list.bands.rows):
            item = band.item
            if isinstance(item, TermItem) and item.term.name == text:
                return row
            if isinstance(item, FigureItem) and item.figure.caption.label == text:
                return row
        pytest.fail(f"{text} is not in the list")

    def click(self, panel: ListPanel, text: str) -> None:
        rows = panel.list
        index = rows.bands.index(self.row(panel, text))
        rows.scrollTo(index)
        at = rows.visualRect(index).center()
        self.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def side_panel(self) -> str:
        assert self.desk.furniture is not None
        references = self.desk.furniture.references
        references.refresh()
        return shown(references)


@pytest.fixture
def reader(qtbot: QtBot, white_paper: list[Path], data_folder: Path) -> Iterator[Reader]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    path = next(path for path in white_paper if path.stem == PAPER)
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([path])
    made = Reader(qtbot, desk)
    made.wait_for_index(path)
    yield made
    desk.close()


@pytest.fixture
def gold(shared: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((shared / "gold" / f"{PAPER}.json").read_text("utf-8"))
    return truth


def test_the_glossary_says_what_the_truth_says(
    reader: Reader, gold: dict[str, Any], tmp_path: Path
) -> None:
    panel, qtbot = reader.lists.glossary, reader.qtbot
    reader.act("glossary")
    assert panel.isVisible()
    assert panel.filter.hasFocus() or not reader.desk.window.isActiveWindow()
    qtbot.waitUntil(lambda: bool(panel.list.bands.rows), timeout=LONG)
    by_name = {plain(term.name): term for term in reader.terms()}
    truth = [each for each in gold["acronyms"] if each["expansion"]]
    said = [
        each
        for each in truth
        if (term := by_name.get(plain(each["acronym"]))) is not None
        and any(plain(each["expansion"]) in plain(sense.expansion) for sense in term.senses)
    ]
    assert len(said) >= 0.9 * len(truth)

    with qtbot.waitSignal(panel._listings.wrote, timeout=LONG):
        panel.export(tmp_path / "g.csv")
    written = csv.DictReader(io.StringIO((tmp_path / "g.csv").read_text("utf-8-sig")))
    assert {plain(row["name"]) for row in written} == set(by_name)


def test_a_name_is_shown_beside_gone_to_and_come_back_from(reader: Reader) -> None:
    panel, qtbot, desk = reader.lists.glossary, reader.qtbot, reader.desk
    reader.act("glossary")
    qtbot.waitUntil(lambda: bool(panel.list.bands.rows), timeout=LONG)
    before = desk.view.position()
    panel.filter.setText("ｎｉｓｔ")
    reader.click(panel, "NIST")
    assert "National Institute of Standards and Technology" in reader.side_panel()
    assert desk.view.position() == before
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.view.position() != before
    reader.act("back")
    assert desk.view.position() == before
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is desk.view


def test_figures_with_their_pictures_sources_and_referrers(reader: Reader) -> None:
    panel, qtbot, desk = reader.lists.figures, reader.qtbot, reader.desk
    reader.act("figures")
    qtbot.waitUntil(lambda: bool(panel.list.bands.rows), timeout=LONG)
    figures = panel._listings.figures
    assert len(figures) == 7
    assert all(figure.caption.source.startswith("資料：") for figure in figures)
    qtbot.waitUntil(lambda: bool(panel._cut._wanted), timeout=LONG)
    qtbot.waitUntil(
        lambda: all(panel._cut.picture(key) is not None for key in panel._cut._wanted),
        timeout=LONG,
    )
    picture = panel._cut.picture(panel._cut._wanted[0])
    assert picture is not None
    colours = {picture.pixel(x, y) for x in range(0, 90, 3) for y in range(0, picture.height(), 3)}
    assert len(colours) > 20

    before = desk.view.position()
    reader.click(panel, "第１-３-１図")
    assert "ＡＩに関する論文数の推移" in reader.side_panel()
    assert desk.view.position() == before
    row = reader.row(panel, "第１-３-１図")
    assert panel.list.bands.rows[row].parts >= 1
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    assert "第１-３-１図" in panel._describe(panel.list.bands.rows[row + 1])
    panel.copy_caption()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0] == "第１-３-１図　ＡＩに関する論文数の推移"
    assert copied[1].startswith("資料：Artificial Intelligence Index Report 2024")
    assert copied[2].startswith("文部科学省『")
    assert copied[2].endswith("24頁")
    panel.peek()
    assert desk.furniture is not None
    assert len(desk.furniture.beside.peeks) == 1
    qtbot.waitUntil(lambda: desk.furniture.beside.peeks[0].is_sharp, timeout=LONG)  # type: ignore[union-attr]


def test_a_name_of_the_library_opens_its_volume_at_the_definition(
    reader: Reader, white_paper: list[Path]
) -> None:
    panel, qtbot, session = reader.lists.glossary, reader.qtbot, reader.desk.session
    first = session.documents[0].path
    reader.open(next(path for path in white_paper if path.stem == OTHER))
    reader.act("glossary")
    with qtbot.waitSignal(panel._listings.library_changed, timeout=LONG):
        panel._scope.setCurrentIndex(1)
    panel.filter.setText("nist")
    reader.click(panel, "NIST")
    item = panel.list.bands.rows[reader.row(panel, "NIST")].item
    assert isinstance(item, TermItem)
    (known,) = item.term.places
    assert not reader.lists.visits.is_open(known)
    with qtbot.waitSignal(session.jump_requested, timeout=LONG) as jumped:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        reader.wait_for_index(first)
    jump = jumped.args[0]
    assert jump.highlight == (known.place,)
    assert session.position is not None
    assert session.position.page == known.place.page
    assert not any(isinstance(band.item, PlaceItem) for band in panel.list.bands.rows)
    never = panel.glossary.rows(Order.ABC)[Standing.UNEXPLAINED]
    assert never
    assert all(row.term.places[0].label for row in never)
