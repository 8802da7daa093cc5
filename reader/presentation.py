"""Presentation: one page at a time over the whole screen, on black, and nothing else."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSplitter, QToolBar, QWidget

from reader.geometry import Arrangement, FitMode, Layout
from reader.page_view import PageView
from reader.views import Views


class Presentation(QObject):
    """Turns a window into a presentation and back, to the layout, zoom and panels it had.

    The view that is read in is the one presented.

    Attributes:
        is_running: the window is a presentation now.

    Signals:
        started: what surrounds the page is to become black.
        ended: everything is as before.
    """

    started = Signal()
    ended = Signal()

    def __init__(self, window: QMainWindow, views: Views, parts: list[QWidget]) -> None:
        super().__init__(window)
        self.is_running = False
        self._window = window
        self._views = views
        self._view = views.first
        self._parts = parts
        self._hidden: list[QWidget] = []
        self._before = (Arrangement(), FitMode.NONE, 1.0)
        self._was_full = False
        self._leaving = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._leaving.setEnabled(False)
        self._leaving.activated.connect(self.toggle)

    def toggle(self) -> None:
        """Begin, or end."""
        if self.is_running:
            self._end()
        else:
            self._begin()

    def _begin(self) -> None:
        window, view = self._window, self._views.active
        self._view = view
        self.is_running = True
        self._leaving.setEnabled(True)
        self._before = view.arrangement, view.fit_mode, view.zoom
        self._was_full = window.isFullScreen()
        parts = [
            window.menuBar(),
            window.statusBar(),
            *window.findChildren(QToolBar),
            *window.findChildren(QDockWidget),
            *self._parts,
            *_beside(view),
        ]
        self._hidden = [part for part in parts if part.isVisible()]
        for part in self._hidden:
            part.hide()
        # A hidden menu bar takes its shortcuts along; the window itself keeps them.
        window.addActions([each for each in window.findChildren(QAction) if each.shortcuts()])
        bars = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        view.setVerticalScrollBarPolicy(bars)
        view.setHorizontalScrollBarPolicy(bars)
        window.showFullScreen()
        self.started.emit()
        view.set_arrangement(Arrangement(Layout.SINGLE, self._before[0].leftwards))
        view.set_fit(FitMode.PAGE)
        view.setFocus()

    def _end(self) -> None:
        window, view = self._window, self._view
        self._leaving.setEnabled(False)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for part in self._hidden:
            part.show()
        if not self._was_full:
            window.showNormal()
        arrangement, fit, zoom = self._before
        view.set_arrangement(arrangement)
        if fit is FitMode.NONE:
            view.set_zoom(zoom)
        else:
            view.set_fit(fit)
        self.is_running = False
        self.ended.emit()


def _beside(view: PageView) -> list[QWidget]:
    """What stands beside a view."""
    splitter = view.parentWidget()
    if not isinstance(splitter, QSplitter):
        return []
    every = (splitter.widget(index) for index in range(splitter.count()))
    return [each for each in every if each is not None and each is not view]
