"""The lists of the window: glossary and figures, made after the first page, and what is connected to them."""

from PySide6.QtCore import QObject

from reader import theme
from reader.beside import Beside
from reader.copying import Copying
from reader.listings import LibraryIndex, Listings
from reader.live_targets import LiveTargets
from reader.main_window import MainWindow
from reader.page_cuts import Cut
from reader.panels.figures import FiguresPanel
from reader.panels.glossary import GlossaryPanel
from reader.panels.list_panel import ListPanel
from reader.render import Priority, RenderService
from reader.session import Session
from reader.settings import Settings
from reader.visits import Visits


class Lists(QObject):
    """Attributes:
    glossary, figures: the panels, beside the outline.
    visits: the way to definitions of the library.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        live: LiveTargets,
        *,
        index: LibraryIndex,
        render: RenderService,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._listings = Listings(session, live, index, self)
        self.visits = Visits(session, live, self._listings, self)
        self.glossary = GlossaryPanel(session, live, self._listings, self.visits, window)
        cut = Cut(render, "figures", priority=Priority.THUMBNAIL)
        self.figures = FiguresPanel(session, live, self._listings, cut, window)
        window.add_left_panel(self.glossary, self.tr("Glossary"), "glossary")
        window.add_left_panel(self.figures, self.tr("Figures"), "figures")
        self._connect()
        self._on_setting_changed("view/paper")

    def close(self) -> None:
        """Ends the thread; files that are being written are written."""
        self._listings.close()

    def connect_figures(self, beside: Beside, copying: Copying) -> None:
        """What can be done with a figure."""
        self.figures.peek_asked.connect(beside.peek)
        self.figures.picture_asked.connect(copying.copy_part)
        self.figures.caption_asked.connect(copying.copy_caption)

    def _connect(self) -> None:
        window, listings = self._window, self._listings
        panels = (self.glossary, self.figures)
        listings.watch(lambda: any(panel.isVisible() for panel in panels))
        for panel in panels:
            panel.looked_at.connect(listings.refresh)
            panel.left.connect(window.view.setFocus)
            panel.shown.connect(self._show_side_panel)
        self.visits.open_asked.connect(window.open_requested)
        window.connect_action("glossary", lambda: self._open(self.glossary))
        window.connect_action("figures", lambda: self._open(self.figures))
        window.connect_action("export_glossary", self._export)
        self._settings.changed.connect(self._on_setting_changed)

    def _open(self, panel: ListPanel) -> None:
        self._window.panes.left.show()
        self._window.left_tabs.setCurrentWidget(panel)
        panel.take_focus()

    def _export(self) -> None:
        self._open(self.glossary)
        self.glossary.ask_export()

    def _show_side_panel(self) -> None:
        """What was chosen in a list is shown in full."""
        self._window.panes.right.show()
        self._window.right_tabs.setCurrentIndex(0)

    def _on_setting_changed(self, key: str) -> None:
        if key == "view/paper":
            name = self._settings.get(key)
            self.figures.set_paper(theme.PAPERS.get(name, theme.PAPERS["white"]))
