"""The docks beside the pages, and how the window is arranged: kept for the application, and for each volume."""

import base64
import json
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from reader.actions import Actions
from reader.geometry import FitMode
from reader.page_view import PageView
from reader.panels.tabs import IconTabs
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.records import Arrangement

LEFT_WIDTH, RIGHT_WIDTH = 270, 320
"""Width of the docks at first, in device-independent pixels: pages stay readable on 1366 × 768."""

LEAST_WIDTH = 250
"""Of the left dock: all its tabs are there, one with its name."""

EDGE = 40
"""Device-independent pixels between a floating panel and the edge of the window at first."""

BELOW_HEIGHT = 230
"""Height of the side panel below the pages at first, in device-independent pixels."""

FLOATING_SIZE = (380, 640)
"""Width and height of the side panel in a window of its own at first."""

FIRST_WIDTH, FIRST_HEIGHT = 1400, 900


class Side(StrEnum):
    """Where the side panel stands."""

    RIGHT = "panel_right"
    BELOW = "panel_below"
    FLOATING = "panel_floating"


AREAS = {
    Side.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
    Side.BELOW: Qt.DockWidgetArea.BottomDockWidgetArea,
}


class Panes(QObject):
    """Makes the docks of `window`, whose pages `view` shows.

    Attributes:
        left, right: the docks.
        left_tabs, right_tabs: what is in them.
    """

    def __init__(self, window: QMainWindow, view: PageView, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self._settings = settings
        self._parts: dict[str, tuple[Callable[[], bool], Callable[[bool], None]]] = {}
        self.left_tabs = IconTabs(window)
        self.right_tabs = _tabs(window)
        self.left_tabs.setMinimumWidth(LEAST_WIDTH)
        self.left = _dock(window, "left", self.tr("Contents"), self.left_tabs)
        self.right = _dock(window, "right", self.tr("Side panel"), self.right_tabs)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.left)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.right)
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self._places: dict[Side, QAction] = {}
        self._no_title = self.right.titleBarWidget()
        self.right.topLevelChanged.connect(self._on_place_changed)
        self.right.dockLocationChanged.connect(self._on_place_changed)

    @property
    def side(self) -> Side:
        """Where the side panel stands now."""
        if self.right.isFloating():
            return Side.FLOATING
        below = self._window.dockWidgetArea(self.right) == AREAS[Side.BELOW]
        return Side.BELOW if below else Side.RIGHT

    def place(self, side: Side) -> None:
        """Puts the side panel elsewhere, and shows it."""
        dock, window = self.right, self._window
        if side is Side.FLOATING and not dock.isFloating():
            dock.setFloating(True)
            dock.resize(*FLOATING_SIZE)
            corner = window.geometry().topRight()
            dock.move(corner.x() - FLOATING_SIZE[0] - EDGE, corner.y() + EDGE)
        elif side is not Side.FLOATING and side is not self.side:
            dock.setFloating(False)
            window.addDockWidget(AREAS[side], dock)
            upright = side is Side.BELOW
            size = BELOW_HEIGHT if upright else RIGHT_WIDTH
            across = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
            window.resizeDocks([dock], [size], across)
        dock.show()
        self._on_place_changed()

    def connect_places(self, actions: Actions) -> None:
        """Lets the actions that are named as the sides place the side panel."""
        group = QActionGroup(self)
        for side in Side:
            self._places[side] = actions[side]
            group.addAction(actions[side])
            actions[side].triggered.connect(partial(self._on_place_asked, side))
        self._on_place_changed()

    def _on_place_asked(self, side: Side, _checked: bool = False) -> None:
        self.place(side)

    def _on_place_changed(self, _change: object = None) -> None:
        """A panel that floats is moved by its title; one in the window needs none."""
        floating = self.right.isFloating()
        if floating is not (self.right.titleBarWidget() is None):
            self.right.setTitleBarWidget(None if floating else self._no_title)  # type: ignore[arg-type]
            self._no_title.setVisible(not floating)
        for side, action in self._places.items():
            action.setChecked(side is self.side)

    def restore(self) -> None:
        """Gives the window the place and the docks that the last one had."""
        window = self._window
        room = window.screen().availableSize()
        window.resize(min(room.width(), FIRST_WIDTH), min(room.height(), FIRST_HEIGHT))
        window.restoreGeometry(_from_text(self._settings.get("window/geometry")))
        if not window.restoreState(_from_text(self._settings.get("window/state"))):
            self._share_room()

    def keep(self) -> None:
        """Lets the next window look like this one."""
        self._settings.set("window/geometry", _to_text(self._window.saveGeometry()))
        self._settings.set("window/state", _to_text(self._window.saveState()))

    def close(self) -> None:
        """The window closes: a panel that floats is a window too, and would stay."""
        if self.right.isFloating():
            self.right.hide()

    def add_part(
        self, name: str, is_shown: Callable[[], bool], show: Callable[[bool], None]
    ) -> None:
        """Something beside the pages that is kept with them."""
        self._parts[name] = (is_shown, show)

    def arrangement(self) -> "Arrangement":
        """How the open volume is looked at now."""
        from reader.records import Arrangement  # noqa: PLC0415 - loads hashlib: after the first page

        panes = {
            "docks": _to_text(self._window.saveState()),
            "left": self.left_tabs.currentIndex(),
            "right": self.right_tabs.currentIndex(),
            **{name: is_shown() for name, (is_shown, _) in self._parts.items()},
        }
        view = self._view
        return Arrangement(view.zoom, view.fit_mode.value, view.rotation, json.dumps(panes))

    def arrange(self, kept: "Arrangement") -> None:
        """Looks at the volume as `kept` tells; what it does not tell, or no more exists, stays."""
        try:
            panes = json.loads(kept.panes)
            self._window.restoreState(_from_text(str(panes["docks"])))
            self.left_tabs.setCurrentIndex(int(panes["left"]))
            self.right_tabs.setCurrentIndex(int(panes["right"]))
            for name, (_, show) in self._parts.items():
                show(bool(panes.get(name)))
        except (ValueError, KeyError, TypeError):
            pass
        view = self._view
        if kept.rotation != view.rotation:
            view.rotate(kept.rotation - view.rotation)
        if kept.fit == FitMode.NONE.value:
            view.set_zoom(kept.zoom)
        elif kept.fit in set(FitMode):
            view.set_fit(FitMode(kept.fit))

    def _share_room(self) -> None:
        """The docks' first widths; Qt takes them only once the window's layout has its size."""
        layout = self._window.layout()
        assert layout is not None
        layout.activate()
        self._window.resizeDocks(
            [self.left, self.right], [LEFT_WIDTH, RIGHT_WIDTH], Qt.Orientation.Horizontal
        )


def _dock(window: QMainWindow, name: str, title: str, content: QWidget) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(name)
    dock.setTitleBarWidget(QWidget(dock))
    dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
    dock.setWidget(content)
    return dock


def _tabs(parent: QWidget) -> QTabWidget:
    tabs = QTabWidget(parent)
    tabs.setDocumentMode(True)
    tabs.setUsesScrollButtons(False)
    tabs.setElideMode(Qt.TextElideMode.ElideRight)
    return tabs


def _to_text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode()


def _from_text(text: str) -> QByteArray:
    try:
        return QByteArray(base64.b64decode(text, validate=True))
    except ValueError:
        return QByteArray()
