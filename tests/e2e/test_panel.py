"""Popup and side panel on one of the ministry's files: every mark, every gold acronym, every reference, by mouse."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from seen import plain, shown

from index_builder.model import Rect, Structure
from reader.application import Desk
from reader.furnish import Furniture
from reader.settings import Settings

PAPER = "MEXT Document Jun 11 2024 (1)"
LONG = 60_000


class Reader:
    """A person with a mouse before the window."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        assert desk.furniture is not None
        self.qtbot = qtbot
        self.desk = desk
        self.furniture: Furniture = desk.furniture
        self.popups = desk.furniture.answering.popups[desk.view]
        self.popups._opening.setInterval(1)

    @property
    def structure(self) -> Structure:
        found = self.desk.session.structures()[0]
        assert found is not None
        return found

    def place(self, page: int, rect: Rect) -> QPoint:
        """Brings `rect` into sight and gives its middle on the screen."""
        self.desk.view.go_to(0, page, rect)
        return self.desk.view.viewport_rect(0, page, rect).center()

    def hover(self, page: int, rect: Rect) -> str:
        viewport = self.desk.view.viewport()
        self.popups.close()
        at = self.place(page, rect)
        self.qtbot.mouseMove(viewport, at + QPoint(1, 0))
        self.qtbot.mouseMove(viewport, at)
        self.qtbot.waitUntil(self.popups.popup.isVisible)
        assert not self.popups.popup.geometry().contains(at)
        assert self.popups.popup.card is not None
        return shown(self.popups.popup.card)

    def click(self, page: int, rect: Rect) -> str:
        at = self.place(page, rect)
        self.qtbot.mouseClick(self.desk.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.furniture.references.refresh()
        return shown(self.furniture.references)


@pytest.fixture
def reader(qtbot: QtBot, white_paper: list[Path], data_folder: Path) -> Iterator[Reader]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([path for path in white_paper if path.stem == PAPER])
    qtbot.waitUntil(lambda: desk.session.links is not None, timeout=LONG)
    live = desk.furniture.live if desk.furniture else None
    assert live is not None
    qtbot.waitUntil(lambda: live.index.complete, timeout=LONG)
    yield Reader(qtbot, desk)
    desk.close()


@pytest.fixture
def gold(shared: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((shared / "gold" / f"{PAPER}.json").read_text("utf-8"))
    return truth


def test_every_live_thing_answers_under_the_mouse(reader: Reader, gold: dict[str, Any]) -> None:
    structure, session = reader.structure, reader.desk.session
    assert len(structure.footnotes) == len(gold["footnotes"])
    for note in structure.footnotes:
        for mark in note.marks:
            assert note.text in reader.click(mark.place.page, mark.place.rects[0])
    for note in structure.footnotes[:5]:
        mark = note.marks[0]
        assert note.text in reader.hover(mark.place.page, mark.place.rects[0])

    assert session.links is not None
    entries = {plain(entry.name): entry for entry in session.links.entries}
    said = 0
    for each in gold["acronyms"]:
        entry = entries.get(plain(each["acronym"]))
        if entry is None or not each["expansion"]:
            continue
        place = entry.uses[-1][1].places[0]
        popup = plain(reader.hover(place.page, place.rects[0]))
        panel = plain(reader.click(place.page, place.rects[0]))
        assert (plain(each["expansion"]) in popup) == (plain(each["expansion"]) in panel)
        said += plain(each["expansion"]) in panel and plain(each["long_form"]) in panel
    assert said >= 0.9 * sum(bool(each["expansion"]) for each in gold["acronyms"])

    led = 0
    for index, reference in enumerate(structure.references):
        place = reference.places[0]
        text = reader.click(place.page, place.rects[0])
        assert reference.text in text
        referred = reader.furniture.live.answers.referred(0, index)
        assert referred is not None
        if referred.location is None:
            assert "none of the open files" in text
            continue
        led += 1
        goal = referred.location.place
        view = reader.desk.view
        assert view.viewport().rect().contains(view.viewport_rect(0, goal.page, goal.rects[0]))
    assert led >= 4

    place = entries["NIST"].uses[-1][1].places[0]
    reader.click(place.page, place.rects[0])
    before = reader.desk.view.position()
    reader.furniture.live.go_to_definition()
    assert reader.desk.view.position() != before
    session.go_back()
    assert reader.desk.view.position() == before
