"""A window on small papers, and hands that select, click and choose in it."""

from pathlib import Path

import pymupdf
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.keeping import Keeping
from reader.notebook import Item
from reader.page_view import PageView
from reader.panels.context_bar import ContextBar
from reader.records import Annotation
from reader.settings import SETTINGS, Settings
from reader.text_selection import PagePoint
from reader.view_bar import ViewBar

LONG = 30_000
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
LINES = (
    "国立標準技術研究所は指針を公表した。",
    "その指針は我が国でも参照されている。",
    "第三の行。",
)


def paper(path: Path, pages: int = 2) -> Path:
    """Pages with three lines of text at x 50 and y 100, 130, 160 points; a number tells them apart."""
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=420, height=400)
        for row, line in enumerate((*LINES, f"頁{number + 1}の終わり。")):
            page.insert_text((50, 100 + 30 * row), line, fontname="japan", fontsize=14)
    document.save(path)
    return path


class MarkedDesk:
    """Attributes:
    view: where hands work; the first view until another is named.
    """

    def __init__(self, qtbot: QtBot, folder: Path, *paths: Path) -> None:
        self.qtbot = qtbot
        self.settings = Settings(folder / "settings.json")
        self.desk = Desk(self.settings)
        self.window = self.desk.window
        self.window.resize(1300, 800)
        self.window.show()
        self.window.activateWindow()
        self.view: PageView = self.desk.view
        with qtbot.waitSignal(self.view.first_page_painted, timeout=LONG):
            self.desk.open(paths)
        qtbot.waitUntil(self._is_ready, timeout=LONG)

    def begin(self, qtbot: QtBot) -> None:
        """As if the papers had just been opened: nothing marked, chosen or selected."""
        self.qtbot = qtbot
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        furniture = self.desk.furniture
        assert furniture is not None
        if furniture.beside.second is not None:
            self.do("second_view")
        self.view = view = self.desk.view
        self.keeping.notebook.remove(*self.items)
        for key in ("colour_names", "kind", "colour", "bar"):
            self.settings.set(f"notes/{key}", SETTINGS[f"notes/{key}"].default)
        self.desk.finder.search("")
        view.rotate(-view.rotation)
        view.set_zoom(1.0)
        view.go_to(0, 0)
        view.selection_model.clear()
        self.shown.close()
        view.setFocus()
        qtbot.waitUntil(view.is_sharp, timeout=LONG)

    def _is_ready(self) -> bool:
        furniture, session = self.desk.furniture, self.desk.session
        return (
            furniture is not None
            and furniture.keeping is not None
            and len(session.order) == len(session.documents) > 0
            and all(each.content for each in session.documents)
            and session.links is not None
            and not session.progress.running
            and None not in session.structures()
        )

    def close(self) -> None:
        self.desk.close()

    # --- what is there ----------------------------------------------------------------------

    @property
    def keeping(self) -> Keeping:
        assert self.desk.furniture is not None
        assert self.desk.furniture.keeping is not None
        return self.desk.furniture.keeping

    @property
    def shown(self) -> ViewBar:
        return self.keeping.bars.bars[self.view]

    def wait_for_bar(self) -> ContextBar:
        self.qtbot.waitUntil(lambda: self.shown.is_shown, timeout=5000)
        return self.bar

    @property
    def bar(self) -> ContextBar:
        assert self.shown.bar is not None
        return self.shown.bar

    @property
    def items(self) -> list[Item]:
        return self.keeping.notebook.items()

    @property
    def marks(self) -> list[Annotation]:
        return [item.record for item in self.items if isinstance(item.record, Annotation)]

    def offered(self) -> set[str]:
        return {name for name, button in self.bar.buttons.items() if button.isVisible()}

    # --- hands ------------------------------------------------------------------------------

    def place(self, words: str, page: int = 0, document: int = 0, at: int = 0) -> QRect:
        """Where a character of the first `words` of a page is on the viewport."""
        render = self.desk.render
        if render.text(document, page) is None:
            render.request_text(document, page)
            self.qtbot.waitUntil(lambda: render.text(document, page) is not None, timeout=LONG)
        text = render.text(document, page)
        assert text is not None
        return self.view.viewport_rect(document, page, text.box(text.text.index(words) + at))

    def drag(self, start: QPoint, end: QPoint) -> None:
        area = self.view.viewport()
        QTest.mousePress(area, LEFT, PLAIN, start)
        QTest.mouseMove(area, (start + end) / 2)
        QTest.mouseMove(area, end)
        QTest.mouseRelease(area, LEFT, PLAIN, end)

    def select(self, words: str, page: int = 0, document: int = 0) -> None:
        """Drags over words of one line."""
        first = self.place(words, page, document)
        last = self.place(words, page, document, at=len(words) - 1)
        self.drag(
            QPoint(first.left() + 1, first.center().y()), QPoint(last.right(), last.center().y())
        )
        self.qtbot.waitUntil(lambda: self.view.selected_text() == words, timeout=5000)

    def click(self, at: PagePoint) -> None:
        spot = self.view.viewport_rect(at.document, at.page, Rect(at.x, at.y, at.x, at.y))
        QTest.mouseClick(self.view.viewport(), LEFT, PLAIN, spot.topLeft())

    def press(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, LEFT, PLAIN, button.rect().center())

    def choose(self, name: str) -> None:
        """Presses a button of the bar, once it is there."""
        bar = self.wait_for_bar()
        self.press(bar.buttons[name] if name in bar.buttons else bar.colours.buttons[name])

    def do(self, action: str) -> None:
        self.window.actions_by_id[action].trigger()
