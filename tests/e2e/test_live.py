"""What answers on the pages of one of the ministry's files, by keyboard and by its own links."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.furnish import Furniture
from reader.settings import Settings
from reader.targets import Kind, Target

PAPER = "MEXT Document Jun 11 2024 (1)"
"""Sixteen pages with 102 links to notes, of which most lie over unrelated words."""

LONG = 60_000
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Reader:
    """A person with a keyboard before the window."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        assert desk.furniture is not None
        self.qtbot = qtbot
        self.desk = desk
        self.furniture: Furniture = desk.furniture
        self.keys = desk.furniture.answering.keys[desk.view]

    @property
    def place(self) -> tuple[int, int]:
        """Where the scroll bars stand, to the pixel."""
        view = self.desk.view
        return view.horizontalScrollBar().value(), view.verticalScrollBar().value()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.desk.view, key, held)

    def do(self, action: str) -> None:
        self.desk.window.actions_by_id[action].trigger()

    def screens(self) -> Iterator[None]:
        """Every screen of the file, from the top."""
        bar = self.desk.view.verticalScrollBar()
        bar.setValue(0)
        yield
        while bar.value() < bar.maximum():
            bar.setValue(bar.value() + bar.pageStep())
            yield

    def is_in_sight(self, document: int, page: int, rect: Rect) -> bool:
        view = self.desk.view
        return view.viewport().rect().contains(view.viewport_rect(document, page, rect).center())


@pytest.fixture
def reader(qtbot: QtBot, white_paper: list[Path], data_folder: Path) -> Iterator[Reader]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([path for path in white_paper if path.stem == PAPER])
    live = desk.furniture.live if desk.furniture else None
    assert live is not None
    qtbot.waitUntil(lambda: live.index.complete, timeout=LONG)
    desk.view.setFocus()
    yield Reader(qtbot, desk)
    desk.close()


def test_every_live_thing_is_reached_by_keyboard_and_back_is_where_one_was(reader: Reader) -> None:
    live, keys = reader.furniture.live, reader.keys
    reached: set[Target] = set()
    led = 0
    for _ in reader.screens():
        before = reader.place
        walked: list[Target] = []
        reader.desk.view.setFocus()
        while True:
            reader.key(Qt.Key.Key_Tab)
            if keys.focus is None:
                break
            walked.append(keys.focus)
        assert walked == keys.things()
        assert reader.place == before
        reached.update(walked)
        # Links come when the render process has told them.
        for target in [each for each in walked if each.kind is not Kind.LINK][:3]:
            goal = live.destination(target)
            if goal is None or not goal.place.rects:
                continue
            keys._set_focus(target)
            reader.key(Qt.Key.Key_Return, CONTROL)
            assert reader.is_in_sight(goal.document, goal.place.page, goal.place.rects[0])
            reader.do("back")
            assert reader.place == before
            led += 1
        keys.leave()
    assert led > 40
    every = {t for page in range(16) for t in live.things(0, page) if t.kind is not Kind.LINK}
    assert every <= reached


def test_definition_and_uses_by_their_keys(reader: Reader) -> None:
    live, keys = reader.furniture.live, reader.keys
    target = next(
        t
        for page in range(16)
        for t in live.things(0, page)
        if t.kind is Kind.TERM and live.answers.entry(t.index).name == "NIST"
    )
    reader.desk.view.go_to(0, target.page, target.rects[0])
    keys._set_focus(target)
    before = reader.place
    uses = [place for _, use in live.answers.entry(target.index).uses for place in use.places]
    seen = []
    for _ in uses:
        reader.do("next_use")
        shown = reader.desk.session.target
        assert isinstance(shown, Target)
        assert reader.is_in_sight(0, shown.page, shown.rects[0])
        seen.append(shown.item)
    assert sorted(seen) == list(range(len(uses)))
    reader.do("previous_use")
    assert reader.desk.session.target.item == seen[-2]
    reader.do("definition")
    goal = live.destination(target)
    assert goal is not None
    assert reader.is_in_sight(0, goal.place.page, goal.place.rects[0])
    while reader.desk.session.can_go_back:
        reader.do("back")
    assert reader.place == before


def test_links_that_lie_are_dead_and_addresses_are_whole(reader: Reader, qtbot: QtBot) -> None:
    live, render = reader.furniture.live, reader.desk.render
    addresses: set[str] = set()
    carried = broken = 0
    for page in range(16):
        reader.desk.view.go_to(0, page)
        qtbot.waitUntil(lambda page=page: render.links(0, page) is not None, timeout=LONG)
        carried += sum(link.page >= 0 for link in render.links(0, page) or [])
        notes = live.answers.structure(0).footnotes
        if any("http" in note.text for note in notes if note.place.page == page):
            # Without its text a page has only what the file carries: an address cut at the line's end.
            qtbot.waitUntil(lambda page=page: render.text(0, page) is not None, timeout=LONG)
            told = reader.furniture.answering._links._soon
            qtbot.waitUntil(lambda told=told: not told.isActive(), timeout=LONG)
            qtbot.waitUntil(lambda page=page: bool(live._links_on(0, page)), timeout=LONG)
        for target in live._links_on(0, page):
            link = live.link(target)
            assert link.page < 0
            assert link.is_web
            addresses.add(link.address)
            broken += len(link.rects) > 1
    assert carried == 102
    assert broken >= 5
    assert (
        "https://www.whitehouse.gov/briefing-room/presidential-actions/2023/10/30/"
        "executive-order-on-the-safe-secure-and-trustworthy-development-and-use-of-"
        "artificial-intelligence/"
    ) in addresses
