"""Assembles the window: tool bar, docks, pages, status bar; connects actions. No logic of its own."""

import base64
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QDockWidget,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from reader import failures, theme
from reader.actions import ACTIONS, MENUS, Actions
from reader.finding import Finder
from reader.geometry import PageRef
from reader.history import Jump, Position
from reader.page_view import PageView
from reader.panels.bars import Bars
from reader.panels.boxes import PageBox, SearchBox
from reader.session import Progress, Session
from reader.settings import SETTINGS, Settings
from reader.volume import FileFailure, Volume

LEFT_WIDTH, RIGHT_WIDTH = 270, 320
"""Width of the docks at first, in device-independent pixels: pages stay readable on 1366 × 768."""

CONTEXT = ("bookmark", "back", "forward", "fit_width", "fit_page")
CONTEXT_SELECTED = ("copy", "copy_citation", "highlight", "find", "bookmark")
"""What the menu at the pointer offers, with and without selected text."""

LEAST_WIDTH = 210
"""Of the left dock: its three tabs keep their names."""

READING_LINE = 1 / 3
"""How far down the view the eye is taken to be; the page view reckons the page being read alike."""

FIRST_WIDTH, FIRST_HEIGHT = 1400, 900

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
        actions_by_id: its actions.
        bars: the sentences above the pages.

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
        self._session = session
        self._finder = finder
        self._query = ""
        self._settings = settings
        self.view = view
        self.actions_by_id = Actions(self)
        self.bars = Bars(self)
        self.page_box = PageBox(session, self)
        self.search_box = SearchBox(finder, self)
        self._make_center()
        self._make_tool_bar()
        self._make_docks()
        self._make_status_bar()
        self._make_menus()
        self._connect_session()
        self._connect_actions()
        self.setAcceptDrops(True)
        self._draw_icons()
        self._restore()
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
        self._stack.addWidget(self.view)
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

    def _make_docks(self) -> None:
        self.left_tabs = _tabs(self)
        self.right_tabs = _tabs(self)
        self.left_tabs.setMinimumWidth(LEAST_WIDTH)
        self._left = self._dock("left", self.tr("Contents"), self.left_tabs)
        self._right = self._dock("right", self.tr("Side panel"), self.right_tabs)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self._left)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._right)

    def _dock(self, name: str, title: str, content: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setTitleBarWidget(QWidget(dock))
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        dock.setWidget(content)
        return dock

    def add_left_panel(self, panel: QWidget, title: str) -> None:
        self.left_tabs.addTab(panel, title)

    def add_right_panel(self, panel: QWidget, title: str) -> None:
        self.right_tabs.addTab(panel, title)

    def _make_status_bar(self) -> None:
        self._place = QLabel(self)
        self._zoom = QLabel(self)
        self._progress = QProgressBar(self)
        self._progress.setFixedWidth(150)
        self._progress.setMaximumHeight(12)
        self._progress.setTextVisible(False)
        self._progress_text = QLabel(self)
        bar = self.statusBar()
        for widget in (self._progress_text, self._progress, self._zoom, self._place):
            bar.addPermanentWidget(widget)
        self._on_progress(self._session.progress)

    def _make_menus(self) -> None:
        for title in MENUS:
            menu = self.menuBar().addMenu(QCoreApplication.translate("Actions", title))
            for number, group in enumerate(self.actions_by_id.of_menu(title)):
                if number:
                    menu.addSeparator()
                menu.addActions(group)
            if title == MENUS[2]:
                self._add_settings(menu)

    def _add_settings(self, menu: QMenu) -> None:
        """A submenu for each setting with choices."""
        menu.addSeparator()
        for setting in SETTINGS.values():
            if not setting.choices:
                continue
            choices = menu.addMenu(QCoreApplication.translate("Settings", setting.label))
            group = QActionGroup(choices)
            for value, label in setting.choices:
                action = choices.addAction(QCoreApplication.translate("Settings", label))
                action.setCheckable(True)
                action.setChecked(self._settings.get(setting.key) == value)
                group.addAction(action)
                action.triggered.connect(
                    lambda _on=False, key=setting.key, value=value: self._settings.set(key, value)
                )

    # --- connections ------------------------------------------------------------------------

    def _connect_session(self) -> None:
        session = self._session
        session.volume_changed.connect(self._on_volume_changed)
        session.position_changed.connect(self._say_place)
        session.structure_changed.connect(self._say_title)
        session.structure_changed.connect(self._say_place)
        session.jump_requested.connect(self._on_jump)
        session.restore_requested.connect(self._on_restore)
        session.history_changed.connect(self._on_history_changed)
        session.progress_changed.connect(self._on_progress)
        session.message.connect(lambda text: self.statusBar().showMessage(text, 8000))
        session.failed.connect(self._on_failed)
        session.password_needed.connect(self._on_password_needed)
        self._finder.asked.connect(self._on_asked)
        self.bars.password_entered.connect(session.unlock)
        self.page_box.left.connect(self.view.setFocus)
        self.search_box.left.connect(self.view.setFocus)
        self.view.scrolled.connect(self._on_scrolled)
        self.view.zoom_changed.connect(self._say_zoom)
        self.view.context_requested.connect(self._show_context_menu)
        self._on_history_changed()

    def _connect_actions(self) -> None:
        session, view = self._session, self.view
        slots: dict[str, Callable[[], object]] = {
            "open": self.choose_files,
            "open_folder": self.choose_folder,
            "quit": self.close,
            "find": self._find,
            "find_next": lambda: self.search_box.walk(1),
            "find_previous": lambda: self.search_box.walk(-1),
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "actual_size": lambda: view.set_zoom(1.0),
            "fit_width": view.fit_width,
            "fit_page": view.fit_page,
            "left_panel": lambda: self._left.setVisible(not self._left.isVisible()),
            "side_panel": lambda: self._right.setVisible(not self._right.isVisible()),
            "full_screen": self._toggle_full_screen,
            "back": session.go_back,
            "forward": session.go_forward,
            "go_to_page": self._go_to_page,
        }
        for name, slot in slots.items():
            self.connect_action(name, slot)
        for name, dock in (("left_panel", self._left), ("side_panel", self._right)):
            dock.visibilityChanged.connect(self.actions_by_id[name].setChecked)

    def connect_action(self, name: str, slot: Callable[[], object]) -> None:
        """What the action `name` does."""
        self.actions_by_id[name].triggered.connect(lambda _checked=False: slot())

    # --- what the session tells -------------------------------------------------------------

    def _on_volume_changed(self) -> None:
        self._show_center()
        self.view.set_pages(_page_refs(self._session.volume))
        self._say_zoom(self.view.zoom)
        self._on_scrolled()
        self._say_title()
        self._say_place()

    def _say_title(self) -> None:
        session = self._session
        first = session.documents[session.order[0]].title if session.order else ""
        title = session.title or first
        self.setWindowTitle(f"{title} — Hakusho" if title else "Hakusho")

    def _say_place(self, _position: Position | None = None) -> None:
        position, volume = self._session.position, self._session.volume
        if position is None or position.document not in volume.order:
            self._place.clear()
            return
        number = volume.number_of(position.document, position.page) + 1
        label = self._session.printed_label(position.document, position.page)
        text = self.tr("p. {0} of {1}").format(number, volume.page_count)
        self._place.setText(f"{label}  ({text})" if label else text)

    def _say_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom:.0%}")

    def _on_scrolled(self) -> None:
        corner, page = self.view.position(), self.view.current_page()
        if corner is None or page is None:
            return
        area = self.view.viewport().rect()
        point = self.view.point_at(QPointF(area.width() / 2, area.height() * READING_LINE))
        y = point.y if point is not None and (point.document, point.page) == page else 0.0
        self._session.set_position(Position(*page, corner.x, y), corner)

    def _on_jump(self, jump: Jump) -> None:
        self.view.go_to(jump.document, jump.page, jump.rect)

    def _on_restore(self, position: Position) -> None:
        self.view.restore(position)

    def _on_history_changed(self) -> None:
        self.actions_by_id["back"].setEnabled(self._session.can_go_back)
        self.actions_by_id["forward"].setEnabled(self._session.can_go_forward)

    def _on_progress(self, progress: Progress) -> None:
        self._progress.setVisible(progress.running)
        self._progress_text.setVisible(progress.running)
        self._progress.setRange(0, progress.pages)
        self._progress.setValue(progress.done)
        self._progress_text.setText(self.tr("Indexing…"))

    def _on_asked(self) -> None:
        """Shows the hits of a new query; an old one is asked again whenever more is indexed."""
        query, self._query = self._query, self._finder.text.strip()
        if self._query and self._query != query:
            self.show_hits()

    def show_hits(self) -> None:
        """Brings the list of hits into sight, once there is one."""
        if self.left_tabs.count() == 3:
            self._left.show()
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
        dialog = QFileDialog(self, self.tr("Open files"), filter=self.tr("PDF files (*.pdf *.PDF)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._ask_paths(dialog)

    def choose_folder(self) -> None:
        """Asks for a folder; the answer is `open_requested`."""
        dialog = QFileDialog(self, self.tr("Open folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask_paths(dialog)

    def _ask_paths(self, dialog: QFileDialog) -> None:
        documents = self._session.documents
        if documents:
            dialog.setDirectory(str(documents[0].path.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(
            lambda names: self.open_requested.emit([Path(name) for name in names])
        )
        dialog.open()

    def _show_context_menu(self, _point: object, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = CONTEXT_SELECTED if self.view.selected_text() else CONTEXT
        menu.addActions([self.actions_by_id[name] for name in names])
        menu.popup(position)

    def _find(self) -> None:
        selected = self.view.selected_text()
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
        self.closing.emit()
        self._settings.set("window/geometry", _to_text(self.saveGeometry()))
        self._settings.set("window/state", _to_text(self.saveState()))
        super().closeEvent(event)

    def _restore(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(room.width(), FIRST_WIDTH), min(room.height(), FIRST_HEIGHT))
        self.restoreGeometry(_from_text(self._settings.get("window/geometry")))
        if not self.restoreState(_from_text(self._settings.get("window/state"))):
            QTimer.singleShot(0, self, self._share_room)

    def _share_room(self) -> None:
        """The docks' first widths; Qt takes them only once the window has its size."""
        self.resizeDocks(
            [self._left, self._right], [LEFT_WIDTH, RIGHT_WIDTH], Qt.Orientation.Horizontal
        )


def _page_refs(volume: Volume) -> list[PageRef]:
    refs = []
    for document, page in volume.pages():
        info = volume.documents[document].info
        assert info is not None
        width, height = info.sizes[page]
        refs.append(PageRef(document, page, width, height, info.rotations[page]))
    return refs


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
