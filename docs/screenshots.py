"""Takes the pictures of docs/screenshots: the real window, offscreen, on the sample document.

`screenshots.py [FOLDER]`. Each picture is taken when what it shows has arrived and no page has been
drawn for a while; the data folder is a temporary one.
"""

import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from index_builder.model import Place, Rect
from reader import theme
from reader.annotating import annotation, quoting
from reader.application import Desk
from reader.notebook import Item
from reader.settings import Settings
from reader.text_selection import PagePoint

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample" / "hakusho-guide.pdf"
WIDTH, HEIGHT = 1366, 768
QUIET = 0.8
"""Seconds without a newly drawn page after which the window counts as finished."""
PATIENCE = 60.0

NOTED = 4
"""The page of the sample that the notes are on."""
LEADING = 18.0
"""Points between the lines of the sample."""
MARKS = (("highlight", "yellow"), ("underline", "red"))

Step = Callable[[], bool]


@dataclass
class Photographer(QObject):
    """Leads the window through a story and takes a picture at each of its stops.

    The story yields `(name, ready)`: when `ready()` holds and all is quiet, picture `name` is taken.
    """

    desk: Desk
    folder: Path
    story: Iterator[tuple[str, Step]]
    name: str = ""
    ready: Step = field(default=lambda: True)

    def __post_init__(self) -> None:
        super().__init__()
        self._last = self._since = time.monotonic()
        self.desk.render.drawn.connect(self._on_drawn)
        self._timer = QTimer(self, interval=50)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._advance()

    def _on_drawn(self, _key: object) -> None:
        self._last = time.monotonic()

    def _on_tick(self) -> None:
        now = time.monotonic()
        if now - self._since > PATIENCE:
            print(f"{self.name}: what it shows has not come", file=sys.stderr)
            QApplication.exit(1)
        elif self.ready() and now - max(self._last, self._since) > QUIET:
            if self.name:
                path = self.folder / f"{self.name}.png"
                self.desk.window.grab().save(str(path))
                print(path.name)
            self._advance()

    def _advance(self) -> None:
        self._since = time.monotonic()
        following = next(self.story, None)
        if following is None:
            self._timer.stop()
            QApplication.exit(0)
        else:
            self.name, self.ready = following


def story(desk: Desk) -> Iterator[tuple[str, Step]]:
    """What is shown: a page and its outline, an acronym, popups, a search, lists, and other looks of the pages."""
    session = desk.session
    desk.open([SAMPLE])
    yield "", lambda: session.links is not None and session.structures()[0] is not None
    structure = session.structures()[0]
    assert structure is not None
    nist = next(entry for entry in structure.definitions if entry.name == "NIST")
    chapter = next(h for h in structure.headings if h.place.page == 4)
    session.jump(0, chapter.place.page, chapter.place.rects[0])
    yield "window", lambda: True
    session.jump(0, nist.place.page, nist.place.rects[0])
    yield "", lambda: True
    click(desk, nist.place)
    yield "acronym", lambda: session.target is not None
    yield from popup(desk)
    desk.finder.search("ページ番号")
    yield "", lambda: len(desk.finder.results) > 0
    session.show_target(None)
    desk.finder.go(min(2, len(desk.finder.results) - 1))
    yield "search", lambda: True
    desk.finder.search("")
    yield from lists(desk)
    yield from notes(desk)
    session.jump(0, chapter.place.page)
    actions = desk.window.actions_by_id
    for name in ("layout_facing", "fit_page"):
        actions[name].trigger()
    yield "facing", desk.view.is_sharp
    actions["night"].trigger()
    yield "night", desk.view.is_sharp
    actions["layout_continuous"].trigger()
    session.jump(0, chapter.place.page, chapter.place.rects[0])
    for name in ("fit_text", "ruler"):
        actions[name].trigger()
    desk.settings.set("view/paper", "sepia")
    yield "column", desk.view.is_sharp


def popup(desk: Desk) -> Iterator[tuple[str, Step]]:
    """The side panel following the page, and the popup of a reference to a figure."""
    session, furniture = desk.session, desk.furniture
    structure = session.structures()[0]
    assert furniture is not None
    assert structure is not None
    place = next(each.places[0] for each in structure.references if each.kind == "figure")
    session.show_target(None)
    session.jump(0, place.page, place.rects[0])
    yield "follow", lambda: True
    popups = furniture.answering.popups[desk.view]
    x, y = place.rects[0].center
    desk.view.hovered.emit(PagePoint(0, place.page, x, y))
    yield "popup", popups.popup.isVisible
    popups.close()


def lists(desk: Desk) -> Iterator[tuple[str, Step]]:
    """The glossary with a name chosen, and the figures."""
    assert desk.furniture is not None
    panels, actions = desk.furniture.lists, desk.window.actions_by_id
    actions["glossary"].trigger()
    rows = panels.glossary.list
    yield "", lambda: len(rows.bands.rows) > 0
    row = next(n for n, band in enumerate(rows.bands.rows) if "NIST" in rows.bands.describe(band))
    rows.choose(row)
    rows.picked.emit(row)
    yield "glossary", lambda: True
    actions["figures"].trigger()
    rows = panels.figures.list
    yield "", lambda: len(rows.bands.rows) > 0
    rows.choose(1)
    rows.picked.emit(1)
    rows.fold_asked.emit(1, True)
    yield "figures", lambda: True
    actions["left_panel"].trigger()
    desk.window.left_tabs.setCurrentIndex(0)
    actions["left_panel"].trigger()


def notes(desk: Desk) -> Iterator[tuple[str, Step]]:
    """Marks on text, an area, a text box and ink with their list, and the bar beside selected text."""
    session, furniture = desk.session, desk.furniture
    structure = session.structures()[0]
    assert furniture is not None
    assert furniture.keeping is not None
    keeping, selection = furniture.keeping, desk.view.selection_model
    figure = (
        next(each for each in structure.captions if each.place.page == NOTED) if structure else None
    )
    assert structure is not None
    assert figure is not None
    assert figure.area is not None
    headings = [each.place.rects[0] for each in structure.headings if each.place.page == NOTED]
    session.jump(0, NOTED, headings[0])
    yield "", desk.view.is_sharp
    for heading, (kind, colour) in zip(headings[-2:], MARKS, strict=True):
        select(desk, heading)
        yield "", lambda: not selection.is_empty
        keeping.marking.mark(kind, colour)
    content = session.documents[0].content
    area = figure.area
    box = Rect(area.x0 + 60, area.y1 - 46, area.x0 + 230, area.y1 - 26)
    ring = tuple(
        (area.x1 - 90 + 70 * math.cos(turn / 8), area.y0 + 80 + 34 * math.sin(turn / 8))
        for turn in range(52)
    )
    edge = Rect(area.x1 - 160, area.y0 + 46, area.x1 - 20, area.y0 + 114)
    made = (
        quoting(
            annotation(content, NOTED, (area,), kind="area", colour="blue"), None, figure.title
        ),
        annotation(content, NOTED, (box,), kind="text", note="全角も半角も同じ規則で"),
        annotation(content, NOTED, (edge,), kind="ink", colour="red", strokes=(ring,)),
    )
    keeping.notebook.add([Item(0, record) for record in made])
    first = keeping.notebook.items()[0]
    keeping.notebook.edit(first, note="**全角と半角**の例は 5 ページ", tags=("検索", "要点"))
    keeping.show_item(keeping.notebook.items()[0])
    session.jump(0, NOTED, headings[1])
    yield "notes", desk.view.is_sharp
    select(desk, headings[1])
    yield "", lambda: not selection.is_empty
    keeping.bars.bars[desk.view].show_selection()
    yield "marking", lambda: keeping.bars.bars[desk.view].is_shown
    selection.clear()


def select(desk: Desk, heading: Rect) -> None:
    """Selects some words of the paragraph below `heading`."""
    selection = desk.view.selection_model
    selection.start(PagePoint(0, NOTED, heading.x0 + 32, heading.y1 + LEADING))
    selection.extend(PagePoint(0, NOTED, heading.x0 + 150, heading.y1 + 2 * LEADING))


def click(desk: Desk, place: Place) -> None:
    """A click of the left button on the first rectangle of `place`."""
    area = desk.view.viewport_rect(0, place.page, place.rects[0])
    viewport = desk.view.viewport()
    point = QPointF(area.center())
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(
            kind,
            point,
            viewport.mapToGlobal(point),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        os.environ["HAKUSHO_DATA"] = data
        application = QApplication(["hakusho", *theme.STYLE])
        settings = Settings(Path(data) / "settings.json")
        theme.apply(application, settings.get("theme"))
        desk = Desk(settings)
        desk.window.resize(WIDTH, HEIGHT)
        desk.window.show()
        photographer = Photographer(desk, folder, story(desk))
        code = application.exec()
        del photographer
        desk.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
