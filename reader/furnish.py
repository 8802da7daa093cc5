"""Furnishes the window after the first page: the panels, the user's data, what is under the pointer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from index_builder.errors import HakushoError
from index_builder.folder import data_folder
from reader import theme
from reader.live_targets import LiveTargets
from reader.main_window import MainWindow
from reader.panels.help import AboutBox, ShortcutSheet
from reader.panels.outline import OutlinePanel
from reader.panels.references import References
from reader.panels.search import SearchPanel
from reader.panels.thumbnails import ThumbnailPanel
from reader.panels.welcome import WelcomePage
from reader.records import RecentVolume
from reader.render import RenderService
from reader.resume import Resume
from reader.session import Session
from reader.settings import Settings
from reader.tasks import TaskThread
from reader.userdata import UserData

RECENT = 5
"""Volumes offered on the welcome page."""


class Furniture(QObject):
    """What the first page did not need.

    Attributes:
        live: what is under a point of a page.
        outline, thumbnails, search, references: the panels.
        data: the user's data, None until it is read.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        settings: Settings,
        render: RenderService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._settings = settings
        self._render = render
        self._storing = TaskThread("userdata", self)
        self._resume: Resume | None = None
        self.data: UserData | None = None
        self.live = LiveTargets(session, self)
        self._add_panels()
        self._add_welcome()
        self._connect_actions()
        self._storing.submit(lambda: UserData(data_folder()), self._on_data, self._on_trouble)

    def close(self) -> None:
        """Writes down the place and lets go of the user's data."""
        if self._resume is not None:
            self._resume.save()
        self._storing.close()
        if self.data is not None:
            self.data.close()

    def _add_panels(self) -> None:
        window, session = self._window, self._session
        self.outline = OutlinePanel(session, window)
        self.thumbnails = ThumbnailPanel(session, self._render, window)
        self.search = SearchPanel(session, window)
        self.references = References(session, self.live, window)
        window.add_left_panel(self.outline, self.tr("Outline"))
        window.add_left_panel(self.thumbnails, self.tr("Pages"))
        window.add_left_panel(self.search, self.tr("Hits"))
        window.add_right_panel(self.references, self.tr("Side panel"))
        window.view.clicked.connect(self.live.click)

    def _add_welcome(self) -> None:
        self._welcome = WelcomePage(self._window)
        self._welcome.open_files.connect(self._window.choose_files)
        self._welcome.open_folder.connect(self._window.choose_folder)
        self._welcome.chosen.connect(self._window.open_requested)
        self._window.set_welcome(self._welcome)

    def _connect_actions(self) -> None:
        window = self._window
        window.connect_action("definition", self.live.go_to_definition)
        window.connect_action("next_use", self.live.next_use)
        window.connect_action("shortcuts", lambda: ShortcutSheet(window).open())
        window.connect_action("about", lambda: AboutBox(window).open())
        self._settings.changed.connect(self._on_setting_changed)

    def _on_setting_changed(self, key: str) -> None:
        application = QApplication.instance()
        if key == "theme" and isinstance(application, QApplication):
            theme.apply(application, self._settings.get("theme"))
        if key == "language":
            self._session.message.emit(self.tr("The language changes at the next start."))

    def _on_data(self, data: UserData) -> None:
        self.data = data
        for problem in data.problems:
            self._window.bars.say(-1, problem)
        self._resume = Resume(self._session, data, self._storing, self)
        self._resume.recent_changed.connect(self._on_recent)
        self._resume.found.connect(self._window.view.restore)

    def _on_recent(self, volumes: Sequence[RecentVolume]) -> None:
        there = [v for v in volumes if v.paths and Path(v.paths[0]).exists()]
        self._welcome.set_recent([(v.title, v.paths) for v in there[:RECENT]])

    def _on_trouble(self, error: HakushoError) -> None:
        self._window.bars.say(-1, str(error))
