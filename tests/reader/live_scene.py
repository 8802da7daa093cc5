"""The made-up volume of `small_paper` in a real page view: what answers on a page, with real mouse and keys."""

from pathlib import Path

from papers import paper
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from small_paper import open_session

from index_builder.model import Rect
from reader.live_keys import LiveKeys
from reader.live_targets import LiveTargets
from reader.main_window import page_refs
from reader.overlays import Overlays
from reader.page_cuts import Cut
from reader.page_links import PageLink
from reader.page_view import PageView
from reader.popup_frame import Popup
from reader.popups import Popups
from reader.render import RenderService
from reader.settings import Settings
from reader.targets import Kind, Target
from reader.text_selection import PagePoint

LONG = 20_000
PLAIN = Qt.KeyboardModifier.NoModifier

NIST = PagePoint(0, 0, 112, 105)
NIST_AGAIN = PagePoint(0, 0, 112, 145)
GUESS = PagePoint(0, 0, 52, 65)
MARK = PagePoint(0, 0, 142, 101)
REFERENCE = PagePoint(0, 0, 70, 205)
NOTE = PagePoint(0, 0, 60, 705)
MISSING = PagePoint(1, 0, 70, 405)
UNKNOWN = PagePoint(1, 0, 310, 305)
MARGIN = PagePoint(0, 0, 5, 5)


class Scene:
    """A window with the pages and a line to type in behind them in the order of Tab."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.session = open_session()
        self.settings = Settings(folder / "settings.json")
        self.render = RenderService()
        self.view = PageView(self.render, Overlays())
        self.window = QWidget()
        self.after = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.view)
        column.addWidget(self.after)
        qtbot.addWidget(self.window)
        self.live = LiveTargets(self.session)
        self.cut = Cut(self.render, "popup")
        about = self.session, self.live, self.view
        self.popups = Popups(*about, self.cut, settings=self.settings)
        self.popups._opening.setInterval(1)
        self.popups._closing.setInterval(10_000)
        self.keys = LiveKeys(*about, self.popups, settings=self.settings)
        self.view.clicked.connect(self.live.click)
        self.session.jump_requested.connect(
            lambda jump: self.view.go_to(jump.document, jump.page, jump.rect)
        )
        self._show(folder)

    def _show(self, folder: Path) -> None:
        size = (595.0, 842.0)
        files = [paper(folder / "a.pdf", 3, size), paper(folder / "b.pdf", 2, size)]
        with self.qtbot.waitSignals([self.render.opened] * 2, timeout=LONG):
            self.render.open(files)
        self.window.resize(900, 900)
        self.view.set_pages(page_refs(self.session.volume))
        self.live.refresh()
        self.window.show()
        self.window.activateWindow()
        self.view.set_zoom(0.75)
        self.view.verticalScrollBar().setValue(0)
        self.view.setFocus()

    def close(self) -> None:
        self.popups.close()
        self.window.close()
        self.render.close()

    # --- the mouse --------------------------------------------------------------------------

    def spot(self, at: PagePoint) -> QPoint:
        """Where a point of a page is in the viewport."""
        return self.view.viewport_rect(at.document, at.page, Rect(at.x, at.y, at.x, at.y)).topLeft()

    def point(self, at: PagePoint) -> None:
        """Moves the mouse there."""
        QTest.mouseMove(self.view.viewport(), self.spot(at) + QPoint(0, 1))
        QTest.mouseMove(self.view.viewport(), self.spot(at))

    def hover(self, at: PagePoint) -> list[str]:
        """Moves the mouse there and waits for the popup; gives what it says."""
        self.point(at)
        self.qtbot.waitUntil(lambda: self.popups.shown == self.live.at(at))
        return self.says()

    def click(self, at: PagePoint, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, held, self.spot(at))

    def press(self, name: str) -> None:
        """Clicks a button of the popup."""
        self.qtbot.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    # --- the keys ---------------------------------------------------------------------------

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.view, key, held)

    def walk(self) -> list[Target]:
        """What Tab goes to until it leaves the view."""
        found: list[Target] = []
        while True:
            self.key(Qt.Key.Key_Tab)
            if self.keys.focus is None:
                return found
            found.append(self.keys.focus)

    # --- what is there ----------------------------------------------------------------------

    @property
    def popup(self) -> Popup:
        return self.popups.popup

    def says(self) -> list[str]:
        assert self.popup.card is not None
        return [label.text() for label in self.popup.card.findChildren(QLabel)]

    def button(self, name: str) -> QToolButton:
        found = [each for each in self.buttons() if each.objectName() == name]
        assert found, name
        return found[0]

    def buttons(self) -> list[QToolButton]:
        return [each for each in self.popup.findChildren(QToolButton) if not each.isHidden()]

    def names(self) -> list[str]:
        return [each.objectName() for each in self.buttons()]

    def link(self, address: str = "", page: int = -1) -> PagePoint:
        """Puts a link on the first page; gives a point on it."""
        link = PageLink((Rect(300, 300, 400, 312), Rect(300, 314, 350, 326)), page, 60.0, address)
        self.live.set_links({(0, 0): (link,)})
        return PagePoint(0, 0, 310, 305)

    def target(self, at: PagePoint) -> Target:
        found = self.live.at(at)
        assert found is not None
        return found


def kinds(targets: list[Target]) -> list[Kind]:
    return [target.kind for target in targets]
