"""The composition root: makes the services and the window, connects them, and says when what may start.

Only what the first page needs is made before it is painted; the index, the user's data and the
panels come after.
"""

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from index_builder.folder import data_folder
from reader import failures, i18n, theme
from reader.doorbell import Doorbell
from reader.finding import Finder
from reader.indexing import IndexService
from reader.instance import Call, Door
from reader.main_window import MainWindow
from reader.marks import BarMarks, Marks
from reader.overlays import Overlays
from reader.page_view import PageView
from reader.presentation import Presentation
from reader.render import RenderService
from reader.session import Session
from reader.settings import Settings
from reader.spare import SpareWorker
from reader.tasks import Collector
from reader.view_modes import ViewModes
from reader.windows import Windows
from reader.worker_process import WorkerProcess, start_worker

if TYPE_CHECKING:
    from reader.following import Files, Following, Goal
    from reader.furnish import Furniture

log = logging.getLogger(__name__)

SWITCH_INTERVAL = 0.001
"""Seconds after which a busy thread gives way to the one that paints; Python's own 5 ms are felt."""

LOG_SIZE = 1 << 20
"""Bytes after which the log is put aside at the next start; one old log is kept."""

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

CACHE = "view/cache"
"""The setting that says how many MiB of pictures a window keeps."""

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def run(
    paths: Sequence[Path],
    worker: WorkerProcess,
    screenshot: Path | None = None,
    door: Door | None = None,
    links: Sequence[str] = (),
) -> int:
    """Opens the window on `paths`, goes where `links` lead, runs until the last window is closed; returns the exit code.

    Later starts come in by `door`, which is closed at the end.
    """
    start_log()
    qInstallMessageHandler(_log_qt)
    sys.setswitchinterval(SWITCH_INTERVAL)
    application = QApplication([*sys.argv[:1], *theme.STYLE])
    Collector(application)
    application.setApplicationName("Hakusho")
    application.setDesktopFileName("hakusho")
    settings = Settings(data_folder() / "settings.json")
    i18n.install(application, settings.get("language"))
    theme.apply(application, settings.get("theme"))
    spare = SpareWorker(worker, start_worker if screenshot is None else None)
    windows = Windows(partial(_make_desk, settings, spare))
    crashes = _Crashes()
    crashes.install()
    endings = _Endings()
    if door is not None:
        bell = Doorbell(door, windows)
        bell.rang.connect(windows.answer)
    windows.answer(Call(tuple(map(str, paths)), links=tuple(links)))
    if screenshot is not None:
        from reader.screenshot import Screenshot  # noqa: PLC0415 - only for this

        (desk,) = windows.desks
        Screenshot(desk.window, desk.session, screenshot, desk)
    code = application.exec()
    endings.close()
    if door is not None:
        door.close()
    windows.close()
    spare.close()
    return code


def _make_desk(settings: Settings, spare: SpareWorker, windows: Windows) -> "Desk":
    desk = Desk(settings, spare.take(), windows)
    desk.furnished.connect(spare.get_ready_soon)
    return desk


def start_log() -> None:
    """Logs to the file named by HAKUSHO_LOG with all details, else to the data folder."""
    named = os.environ.get("HAKUSHO_LOG")
    path = Path(named) if named else data_folder() / "log" / "hakusho.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not named and path.exists() and path.stat().st_size > LOG_SIZE:
            path.replace(path.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(logging.WARNING)
        print(f"no log can be written to {path}: {error.strerror}", file=sys.stderr)  # noqa: T201
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if named else logging.INFO)


class Desk(QObject):
    """One window and its services; `windows` are those of the application, None for a window alone.

    Attributes:
        settings, session, finder, window, view, overlays, render, index: the parts.
        furniture: panels and user data, None before the first page.

    Signals:
        furnished: the panels are there.
    """

    furnished = Signal()

    def __init__(
        self,
        settings: Settings,
        worker: WorkerProcess | None = None,
        windows: Windows | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self._windows = windows
        self.render = RenderService(worker, settings.get(CACHE) << 20)
        self.index = IndexService(self)
        self.session = Session(self.render, self.index, self)
        self.finder = Finder(self.session, self.index, settings, self)
        self.overlays = Overlays(self)
        self.marks = Marks(self.session, self.finder, self.overlays, self)
        self.view = PageView(self.render, self.overlays)
        self.window = MainWindow(self.session, self.finder, settings, self.view)
        actions = self.window.actions_by_id
        views = self.window.views
        presentation = Presentation(self.window, views, [self.window.bars])
        parts = views, self.render, actions, settings
        self.modes = ViewModes(*parts, presentation=presentation, parent=self)
        self.furniture: Furniture | None = None
        self._wishes: list[Callable[[Following], None]] = []
        self._is_closed = False
        self._connect()

    def open(self, paths: Sequence[Path]) -> None:
        """Opens files or folders in place of what is open; without any the welcome page is shown."""
        self.session.open(paths)
        if not self.session.documents:
            self._furnish()

    def with_following(self, do: "Callable[[Following], None]") -> None:
        """Lets `do` use the way to places of documents, as soon as the user's data are read."""
        keeping = self.furniture.keeping if self.furniture is not None else None
        if keeping is None:
            self._wishes.append(do)
        else:
            do(keeping.following)

    def close(self) -> None:
        """Closes the window, ends every thread and child process; a second time it does nothing.

        Nothing of the desk can be used afterwards.
        """
        if self._is_closed:
            return
        self._is_closed = True
        if self.window.isVisible():
            self.window.close()
        if self.furniture is not None:
            self.furniture.close()
        self.index.close()
        self.render.close()
        # At once and in this order: what the window shows speaks to the session, which is the desk's.
        delete(self.window)
        delete(self)

    def _connect(self) -> None:
        session, render, index = self.session, self.render, self.index
        render.opened.connect(session.on_opened)
        render.failed.connect(session.on_failed)
        render.surveyed.connect(session.on_surveyed)
        render.ordered.connect(session.on_ordered)
        index.order_known.connect(session.on_order_known)
        index.identified.connect(session.on_identified)
        index.indexed.connect(session.on_indexed)
        index.index_failed.connect(session.on_index_failed)
        index.pages_indexed.connect(session.on_pages_indexed)
        index.volume_built.connect(session.on_volume_built)
        index.ended.connect(session.on_build_ended)
        index.structure_read.connect(session.on_structure)
        index.links_read.connect(session.on_links)
        index.trouble.connect(lambda failure: session.message.emit(failures.sentence(failure)))
        self._connect_search()
        self.settings.changed.connect(self._on_setting_changed)
        session.volume_changed.connect(self._on_volume_changed)
        session.closed.connect(self.modes.forget_direction)
        self.window.closing.connect(self.modes.keep)
        for each in self.window.views:
            self._connect_view(each)
        self.window.views.added.connect(self._connect_view)
        self.view.first_page_painted.connect(self._on_first_page_painted)
        self.window.open_requested.connect(self._on_open_requested)

    def _connect_view(self, view: PageView) -> None:
        BarMarks(self.finder, view, view)
        view.history_asked.connect(self._on_history_asked)

    def _connect_search(self) -> None:
        finder, index = self.finder, self.index
        index.shelved.connect(finder.on_shelved)
        index.found.connect(finder.on_found)
        index.headed.connect(finder.on_headings)
        index.words_missing.connect(finder.on_words_missing)
        index.detailed.connect(finder.on_detailed)
        index.located.connect(finder.on_located)
        index.search_failed.connect(finder.on_failed)

    def _on_setting_changed(self, key: str) -> None:
        if key == CACHE:
            self.render.cache.budget = self.settings.get(CACHE) << 20

    def _on_open_requested(self, paths: Sequence[Path]) -> None:
        """What another window shows already is gone to; else it takes the place of what this one shows."""
        if self._windows is None or not self._windows.show_open(paths, self):
            self.open(paths)

    def _on_kept(self) -> None:
        """The user's data are read: what waited for them is done."""
        self.with_following(self._connect_following)
        wishes, self._wishes = self._wishes, []
        for wish in wishes:
            self.with_following(wish)

    def _connect_following(self, following: "Following") -> None:
        following.left.connect(self._on_left)
        following.found.connect(self._on_found)

    def _on_left(self, goal: "Goal") -> None:
        """A place of a document that is not open here: in another window, or somewhere on the disk."""
        if self._windows is None or not self._windows.show_place(goal):
            self.with_following(lambda following: following.find(goal))

    def _on_found(self, files: "Files", goal: "Goal") -> None:
        if self._windows is not None:
            self._windows.open_at(files, goal)
            return
        self.with_following(lambda following: following.expect(goal, files))
        self.open(files.paths)

    def _on_first_page_painted(self) -> None:
        log.debug("first page painted at %.6f", time.monotonic())
        self._furnish()
        self.session.build_index()

    def _on_history_asked(self, direction: int) -> None:
        if direction < 0:
            self.session.go_back()
        else:
            self.session.go_forward()

    def _on_volume_changed(self) -> None:
        if self.furniture is not None and self.session.order:
            self.session.build_index()

    def _furnish(self) -> None:
        """Makes what the first page does not need."""
        if self.furniture is not None:
            return
        from reader.furnish import Furniture  # noqa: PLC0415 - after the first page

        parts = self.window, self.finder, self.settings, self.render, self.index
        self.furniture = Furniture(*parts, parent=self)
        self.furniture.kept.connect(self._on_kept)
        self.window.setWindowIcon(QIcon(str(theme.asset("icons", "hakusho.svg"))))
        self.furnished.emit()


class _Endings(QObject):
    """Closes the windows when the system or a terminal asks the process to end.

    Python runs signal handlers only between its own instructions, and Qt's loop has none; so the
    signal's byte on a socket wakes the loop (signal.set_wakeup_fd).
    """

    def __init__(self) -> None:
        super().__init__()
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(QApplication.closeAllWindows)
        signal.set_wakeup_fd(self._writing.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        self._reading.close()
        self._writing.close()


class _Crashes(QObject):
    """Bugs: into the log, and one clear sentence on the screen.

    Signals:
        _crashed(str): from whatever thread to this one.
    """

    _crashed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown = False
        self._crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = lambda about: self._on_exception(
            about.exc_type, about.exc_value, about.exc_traceback
        )

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("unexpected error", exc_info=(kind, error, trace))
        self._crashed.emit(f"{kind.__name__}: {error}")

    def _show(self, text: str) -> None:
        if self._shown:
            return
        self._shown = True
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - hardly ever needed

        box = QMessageBox(QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Hakusho")
        box.setText(self.tr("Something unexpected happened; your notes are safe."))
        box.setInformativeText(self.tr("You can go on reading. The details are in the log."))
        box.setDetailedText(text)
        box.finished.connect(self._on_closed)
        box.open()

    def _on_closed(self) -> None:
        self._shown = False


def _log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(LEVELS[kind], "%s: %s", context.category, text)
