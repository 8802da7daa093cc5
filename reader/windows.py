"""The open windows, one volume each: which of them shows what is asked for, and what ends with each.

Windows and not tabs, for two volumes are read side by side, and a desk belongs to one volume.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reader.files import files_of
from reader.instance import Call

if TYPE_CHECKING:
    from reader.application import Desk
    from reader.following import Files, Following, Goal
    from reader.place_links import PlaceLink

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
            self.follow(call.links)
            return
        desk = self.add() if call.new_window else self._empty()
        desk.open(paths)  # first, so that the render process reads while the window is made visible
        _bring_forward(desk)
        self.follow(call.links)

    def follow(self, links: Sequence[str]) -> None:
        """Goes where links lead: to where their document is open, else a window opens its volume."""
        if not links:
            return
        from reader.place_links import read_link  # noqa: PLC0415 - most starts have none to follow

        for link in map(read_link, links):
            self._last().with_following(partial(_follow, link))

    def show_place(self, goal: "Goal") -> bool:
        """Goes to the window in which a document is open; False when there is none."""
        for desk in self.desks:
            if any(document.content == goal.content for document in desk.session.documents):
                desk.with_following(lambda following: following.go(goal))
                _bring_forward(desk)
                return True
        return False

    def open_at(self, files: "Files", goal: "Goal") -> None:
        """Opens the files of a volume in a window of their own, at a place; they may be open already."""
        desk = self._showing(files.paths)
        there = desk is not None
        desk = desk or self._empty()
        desk.with_following(lambda following: following.expect(goal, files))
        if not there:
            desk.open(files.paths)
        _bring_forward(desk)

    def show_open(self, paths: Sequence[Path], but: "Desk | None" = None) -> bool:
        """Goes to the window, other than `but`, in which all files of `paths` are open; False when there is none."""
        desk = self._showing(paths, but)
        if desk is None:
            return False
        _bring_forward(desk)
        _go_to_file(desk, paths)
        return True

    def _showing(self, paths: Sequence[Path], but: "Desk | None" = None) -> "Desk | None":
        """The desk, other than `but`, in which all files of `paths` are open."""
        wanted = {path.resolve() for path in files_of(paths)[0]}
        for desk in self.desks if wanted else ():
            there = {document.path.resolve() for document in desk.session.documents}
            if desk is not but and wanted <= there:
                return desk
        return None

    def _empty(self) -> "Desk":
        """A desk with nothing in it."""
        return next((desk for desk in self.desks if not desk.session.documents), None) or self.add()

    def _last(self) -> "Desk":
        """The desk that is used now, else the one opened last."""
        active = QApplication.activeWindow()
        return next((desk for desk in self.desks if desk.window is active), self.desks[-1])

    def close(self) -> None:
        """Ends every desk."""
        for desk in list(self.desks):
            self._end(desk)

    def _show_last(self) -> bool:
        if self.desks:
            _bring_forward(self._last())
        return bool(self.desks)

    def _end(self, desk: "Desk") -> None:
        """Ends what belongs to a window that is closed."""
        if desk not in self.desks:
            return
        self.desks.remove(desk)
        desk.close()


def _follow(link: "PlaceLink | None", following: "Following") -> None:
    if link is None:
        following.say_unreadable()
    else:
        following.follow(link)


def _bring_forward(desk: "Desk") -> None:
    window = desk.window
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _go_to_file(desk: "Desk", paths: Sequence[Path]) -> None:
    """To the first page of the files that were asked for, unless they are the whole volume or being read."""
    session = desk.session
    there = [document.path.resolve() for document in session.documents]
    documents = [there.index(path.resolve()) for path in files_of(paths)[0]]
    position = session.position
    if len(documents) == len(session.documents) or position is None:
        return
    if position.document not in documents and documents[0] in session.order:
        session.jump(documents[0], 0)
