"""Assembles the window: tool bar, docks, pages, status bar; connects actions. No logic of its own."""

from collections.abc import Callable
from itertools import repeat
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from reader import failures, spreads, theme
from reader.actions import ACTIONS, MENUS, Actions
from reader.finding import Finder
from reader.geometry import FitMode, PageRef
from reader.history import Jump, Position
from reader.pacing import Paced
from reader.page_view import PageView
from reader.panels.bars import Bars
from reader.panels.boxes import PageBox, SearchBox
from reader.panels.status import StatusBar
from reader.panes import Panes
from reader.session import Session
from reader.settings import SETTINGS, Settings
from reader.views import Views
from reader.volume import FileFailure, Volume

CONTEXT = ("bookmark", "back", "forward", "fit_width", "fit_page")
CONTEXT_SELECTED = ("copy", "copy_citation", "highlight")
"""What the menu at the pointer offers, with and without selected text."""

TOOL_BAR = (
    ("left_panel", "back", "forward"),
    ("page_box",),
    ("zoom_out", "zoom_in", "fit_width", "fit_page"),
    ("stretch", "search_box"),
    ("bookmark", "highlight", "side_panel"),
)


class MainWindow(QMainWindow):
    """The window of one session.

    Attributes:
        view: the pages; `views` those and others beside them.
        actions_by_id: its actions.
        bars: the sentences above the pages.
        context_parts: each adds to the menu at the pointer what a point of a page, None beside them, offers.
        panes: the docks.
        splitter: the pages, and what is read beside them.
        status: the status bar.

    Signals:
        open_requested(list[Path]): files or folders were chosen or dropped.
        closing: the window is about to close.
    """

    open_requested = Signal(object)
    closing = Signal()

    def __init__(
        self,
        session: Session,
        finder: Finder,
        settings: Settings,
        view: PageView,
    ) -> None:
        super().__init__()
        self._is_made = False
        self._choices: dict[str, list[tuple[object, QAction]]] = {}
        self._session = session
        self._finder = finder
        self._query = ""
        self._pages: list[PageRef] = []
        self._settings = settings
        self.view = view
        self.views = Views(view, session, self)
        self.actions_by_id = Actions(self)
        self.context_parts: list[Callable[[object, QMenu], None]] = []
        self.bars = Bars(self)
        self.page_box = PageBox(session, self)
        self.search_box = SearchBox(finder, self)
        self._make_center()
        self._make_tool_bar()
        self.panes = Panes(self, view, settings)
        self.left_tabs, self.right_tabs = self.panes.left_tabs, self.panes.right_tabs
        self.status = StatusBar(session, self)
        self.setStatusBar(self.status)
        self._make_menus()
        settings.changed.connect(self._on_setting_changed)
        self._connect_session()
        self._connect_actions()
        self.setAcceptDrops(True)
        self._draw_icons()
        self.panes.restore()
        self._say_title()
        self._is_made = True

    # --- parts ------------------------------------------------------------------------------

    def _make_center(self) -> None:
        reading = QWidget(self)
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bars)
        self._stack = QStackedWidget(reading)
        self.splitter = QSplitter(self._stack)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self._stack.addWidget(self.splitter)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(reading)

    def set_welcome(self, page: QWidget) -> None:
        """What is shown in place of the pages while no volume is open."""
        self._stack.addWidget(page)
        self._show_center()

    def _show_center(self) -> None:
        empty = not self._session.documents and self._stack.count() > 1
        self._stack.setCurrentIndex(1 if empty else 0)

    def _make_tool_bar(self) -> None:
        bar = QToolBar(self.tr("Tool bar"), self)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        widgets = {"page_box": self.page_box, "search_box": self.search_box}
        for group in TOOL_BAR:
            for name in group:
                if name == "stretch":
                    space = QWidget(bar)
                    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                    bar.addWidget(space)
                elif name in widgets:
                    bar.addWidget(widgets[name])
                else:
                    bar.addAction(self.actions_by_id[name])
            bar.addSeparator()
        bar.toggleViewAction().setVisible(False)
        self.addToolBar(bar)

    def add_left_panel(self, panel: QWidget, title: str, icon: str) -> None:
        self.left_tabs.add(panel, title, icon)

    def add_right_panel(self, panel: QWidget, title: str) -> None:
        self.right_tabs.addTab(panel, title)

    def _make_menus(self) -> None:
        for title in MENUS:
            menu = self.menuBar().addMenu(QCoreApplication.translate("Actions", title))
            for number, group in enumerate(self.actions_by_id.of_menu(title)):
                if number:
                    menu.addSeparator()
                self._fill_menu(menu, group)
            self._add_settings(menu, title)

    def insert_menu_after(self, name: str, inner: QMenu) -> None:
        """Puts a menu into the one that an action stands in, behind it."""
        for top in self.menuBar().actions():
            menu = top.menu()
            known = menu.actions() if isinstance(menu, QMenu) else []
            if isinstance(menu, QMenu) and self.actions_by_id[name] in known:
                after = known[known.index(self.actions_by_id[name]) + 1 :]
                menu.insertMenu(after[0], inner) if after else menu.addMenu(inner)

    @staticmethod
    def _fill_menu(menu: QMenu, group: list[tuple[str, QAction]]) -> None:
        inner: dict[str, QMenu] = {}
        for submenu, action in group:
            if submenu and submenu not in inner:
                inner[submenu] = menu.addMenu(QCoreApplication.translate("Actions", submenu))
            inner.get(submenu, menu).addAction(action)

    def _add_settings(self, menu: QMenu, title: str) -> None:
        """A submenu for each setting of this menu that has choices."""
        mine = [each for each in SETTINGS.values() if each.choices and each.menu == title]
        if mine:
            menu.addSeparator()
        for setting in mine:
            choices = menu.addMenu(QCoreApplication.translate("Settings", setting.label))
            group = QActionGroup(choices)
            for value, label in setting.choices:
                action = choices.addAction(QCoreApplication.translate("Settings", label))
                action.setCheckable(True)
                action.setChecked(self._settings.get(setting.key) == value)
                group.addAction(action)
                self._choices.setdefault(setting.key, []).append((value, action))
                action.triggered.connect(
                    lambda _on=False, key=setting.key, value=value: self._settings.set(key, value)
                )

    def _on_setting_changed(self, key: str) -> None:
        for value, action in self._choices.get(key, ()):
            action.setChecked(self._settings.get(key) == value)

    # --- connections ------------------------------------------------------------------------

    def _connect_session(self) -> None:
        session = self._session
        session.volume_changed.connect(self._on_volume_changed)
        self._telling_place = Paced(self._say_place, self)
        session.position_changed.connect(self._telling_place.ask)
        session.structure_changed.connect(self._on_structure_changed)
        session.jump_requested.connect(self._on_jump)
        session.restore_requested.connect(self._on_restore)
        session.history_changed.connect(self._on_history_changed)
        session.failed.connect(self._on_failed)
        session.password_needed.connect(self._on_password_needed)
        self._finder.asked.connect(self._on_asked)
        self.bars.password_entered.connect(session.unlock)
        self.page_box.left.connect(self.focus_pages)
        self.search_box.left.connect(self.focus_pages)
        self._connect_view(self.view)
        self.views.added.connect(self._connect_view)
        self.views.activated.connect(self._say_zoom)
        self._on_history_changed()

    def _connect_view(self, view: PageView) -> None:
        view.zoom_changed.connect(self._say_zoom)
        view.context_requested.connect(self._show_context_menu)

    def _connect_actions(self) -> None:
        session, views = self._session, self.views
        slots: dict[str, Callable[[], object]] = {
            "open": self.choose_files,
            "open_folder": self.choose_folder,
            "close_window": self.close,
            "quit": QApplication.closeAllWindows,
            "find": self._find,
            "find_next": lambda: self.search_box.walk(1),
            "find_previous": lambda: self.search_box.walk(-1),
            "zoom_in": lambda: views.active.step_zoom(1),
            "zoom_out": lambda: views.active.step_zoom(-1),
            "actual_size": lambda: views.active.set_zoom(1.0),
            "fit_width": lambda: views.active.set_fit(FitMode.WIDTH),
            "fit_page": lambda: views.active.set_fit(FitMode.PAGE),
            "left_panel": lambda: self.panes.left.setVisible(not self.panes.left.isVisible()),
            "side_panel": lambda: self.panes.right.setVisible(not self.panes.right.isVisible()),
            "full_screen": self._toggle_full_screen,
            "back": session.go_back,
            "forward": session.go_forward,
            "go_to_page": self._go_to_page,
        }
        for name, slot in slots.items():
            self.connect_action(name, slot)
        self.panes.connect_places(self.actions_by_id)
        for name, dock in (("left_panel", self.panes.left), ("side_panel", self.panes.right)):
            dock.visibilityChanged.connect(self.actions_by_id[name].setChecked)

    def connect_action(self, name: str, slot: Callable[[], object]) -> None:
        """What the action `name` does."""
        self.actions_by_id[name].triggered.connect(lambda _checked=False: slot())

    # --- what the session tells -------------------------------------------------------------

    def _on_volume_changed(self) -> None:
        self._show_center()
        self._show_pages()
        self._say_zoom()
        self.views.tell_position()
        self._say_place()

    def _show_pages(self) -> None:
        self._pages = page_refs(self._session.volume)
        for view in self.views:
            view.set_pages(self._pages)

    def _on_structure_changed(self) -> None:
        """The printed numbers are known now: they tell which pages face each other."""
        if page_refs(self._session.volume) != self._pages:
            self._show_pages()
        self._say_place()

    def _say_title(self) -> None:
        session = self._session
        first = session.documents[session.order[0]].title if session.order else ""
        title = session.title or first
        parts = [title, self._page_name(), "Hakusho"]
        self.setWindowTitle(" — ".join(part for part in parts if part))

    def _page_name(self) -> str:
        """The page being read, as printed and in the volume: "24 (p36)"."""
        position, volume = self._session.position, self._session.volume
        if position is None or position.document not in volume.order:
            return ""
        number = volume.number_of(position.document, position.page) + 1
        label = self._session.printed_label(position.document, position.page)
        return f"{label} (p{number})" if label else f"p{number}"

    def _say_place(self) -> None:
        self.status.say_place()
        self._say_title()

    def _say_zoom(self, _what: object = None) -> None:
        self.status.say_zoom(self.views.active.zoom)

    def _on_jump(self, jump: Jump) -> None:
        self.views.active.go_to(jump.document, jump.page, jump.rect)

    def _on_restore(self, position: Position) -> None:
        self.views.active.restore(position)

    def _on_history_changed(self) -> None:
        self.actions_by_id["back"].setEnabled(self._session.can_go_back)
        self.actions_by_id["forward"].setEnabled(self._session.can_go_forward)

    def _on_asked(self) -> None:
        """Shows the hits of a new query; an old one is asked again whenever more is indexed."""
        query, self._query = self._query, self._finder.text.strip()
        if self._query and self._query != query:
            self.show_hits()

    def show_hits(self) -> None:
        """Brings the list of hits into sight, once there is one."""
        if self.left_tabs.count() > 2:
            self.panes.left.show()
            self.left_tabs.setCurrentIndex(2)

    def _on_failed(self, document: int, failure: FileFailure) -> None:
        self.bars.say(document, failures.sentence(failure))

    def _on_password_needed(self, document: int, again: bool) -> None:
        name = self._session.documents[document].path.name
        text = (
            self.tr("That is not the password of “{0}”.")
            if again
            else self.tr("“{0}” needs a password.")
        )
        self.bars.ask_password(document, text.format(name))

    # --- actions ----------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Asks for PDF files; the answer is `open_requested`."""
        self._ask_paths(self.tr("Open files"), self.tr("PDF files (*.pdf *.PDF)"))

    def choose_folder(self) -> None:
        """Asks for a folder; the answer is `open_requested`."""
        self._ask_paths(self.tr("Open folder"))

    def _ask_paths(self, title: str, kinds: str = "") -> None:
        """Asks for files of some kinds, or for a folder where none are named."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - after the first page

        dialog = QFileDialog(self, title, filter=kinds)
        modes = QFileDialog.FileMode
        dialog.setFileMode(modes.ExistingFiles if kinds else modes.Directory)
        documents = self._session.documents
        if documents:
            dialog.setDirectory(str(documents[0].path.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(
            lambda names: self.open_requested.emit([Path(name) for name in names])
        )
        dialog.open()

    def _show_context_menu(self, point: object, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = CONTEXT if self.views.active.selection_model.is_empty else CONTEXT_SELECTED
        for add in self.context_parts:
            add(point, menu)
        menu.addActions([self.actions_by_id[name] for name in names])
        menu.popup(position)

    def focus_pages(self) -> None:
        """The keys are the pages' again."""
        self.views.active.setFocus()

    def _find(self) -> None:
        selected = self.views.active.selected_text()
        if selected and len(selected) < 60:
            self.search_box.box.setText(selected)
        self.search_box.box.setFocus()
        self.search_box.box.selectAll()

    def _go_to_page(self) -> None:
        self.page_box.box.setFocus()
        self.page_box.box.selectAll()

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # --- looks and events -------------------------------------------------------------------

    def _draw_icons(self) -> None:
        color = self.palette().color(QPalette.ColorRole.ButtonText)
        for spec in ACTIONS:
            if spec.icon:
                icon = theme.icon(spec.icon, color, self.devicePixelRatioF())
                self.actions_by_id[spec.id].setIcon(icon)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._is_made:
            self._draw_icons()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._is_made:
            self._draw_icons()
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.open_requested.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.views.activate(self.view)  # the place that is kept is the first view's
        self.closing.emit()
        self.panes.keep()
        self.panes.close()
        super().closeEvent(event)


def page_refs(volume: Volume) -> list[PageRef]:
    """The pages of a volume in reading order, as a view shows them."""
    pages = volume.pages()
    sides = spreads.seconds([volume.documents[d].label(page) for d, page in pages])
    refs = []
    for (document, page), second in zip(pages, sides or repeat(None), strict=False):
        info = volume.documents[document].info
        assert info is not None
        width, height = info.sizes[page]
        refs.append(PageRef(document, page, width, height, info.rotations[page], second))
    return refs
