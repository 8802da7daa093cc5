"""The open windows, one volume each: which of them shows what is asked for, and what ends with each.

Windows and not tabs, for two volumes are read side by side, and a desk belongs to one volume.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reader.files import files_of
from reader.instance import Call

if TYPE_CHECKING:
    from reader.application import Desk

STEP = 32
"""Device-independent pixels by which a further window stands away from its kept place, where there is room."""


class Windows(QObject):
    """Every desk of the application.

    `make` makes a desk.

    Attributes:
        desks: in the order in which they were opened.
    """

    def __init__(self, make: "Callable[[Windows], Desk]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.desks: list[Desk] = []

    def add(self) -> "Desk":
        """A further window with nothing in it, not shown yet."""
        desk = self._make(self)
        window = desk.window
        if self.desks and not window.isMaximized():
            there = window.frameGeometry().translated(STEP, STEP)
            if window.screen().availableGeometry().contains(there):
                window.move(there.topLeft())
        self.desks.append(desk)
        window.closing.connect(lambda: QTimer.singleShot(0, self, lambda: self._end(desk)))
        window.connect_action("new_window", lambda: self.answer(Call(new_window=True)))
        return desk

    def answer(self, call: Call) -> None:
        """Shows what another start, or the reader, asks for: where it is open, else in an empty window or a new one."""
        paths = [Path(path) for path in call.paths]
        if call.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = call.token
        if not call.new_window and (self.show_open(paths) or (not paths and self._show_last())):
            return
        empty = next((desk for desk in self.desks if not desk.session.documents), None)
        desk = self.add() if empty is None or call.new_window else empty
        desk.open(paths)  # first, so that the render process reads while the window is made visible
        _bring_forward(desk)

    def show_open(self, paths: Sequence[Path], but: "Desk | None" = None) -> bool:
        """Goes to the window, other than `but`, in which all files of `paths` are open; False when there is none."""
        wanted = [path.resolve() for path in files_of(paths)[0]]
        if not wanted:
            return False
        for desk in self.desks:
            there = [document.path.resolve() for document in desk.session.documents]
            if desk is but or not set(wanted) <= set(there):
                continue
            _bring_forward(desk)
            _go_to_file(desk, [there.index(path) for path in wanted])
            return True
        return False

    def close(self) -> None:
        """Ends every desk."""
        for desk in list(self.desks):
            self._end(desk)

    def _show_last(self) -> bool:
        active = QApplication.activeWindow()
        for desk in sorted(self.desks, key=lambda desk: desk.window is active)[-1:]:
            _bring_forward(desk)
        return bool(self.desks)

    def _end(self, desk: "Desk") -> None:
        """Ends what belongs to a window that is closed."""
        if desk not in self.desks:
            return
        self.desks.remove(desk)
        desk.close()
        desk.window.deleteLater()
        desk.deleteLater()


def _bring_forward(desk: "Desk") -> None:
    window = desk.window
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _go_to_file(desk: "Desk", documents: Sequence[int]) -> None:
    """To the first page of the files that were asked for, unless they are the whole volume or being read."""
    session = desk.session
    position = session.position
    if len(documents) == len(session.documents) or position is None:
        return
    if position.document not in documents and documents[0] in session.order:
        session.jump(documents[0], 0)
