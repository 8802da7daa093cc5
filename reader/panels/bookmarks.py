"""Bookmarks in their folders, of this volume or of all: gone to, renamed, moved, given letters."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.bookmarking import Bookmarking
from reader.bookmarks import Folder, Listed, in_folders, letter_of
from reader.place_links import link_to
from reader.session import Session

NAME, LETTER, PAGE, PAPER = range(4)
LISTED = Qt.ItemDataRole.UserRole
VOLUME, ALL = range(2)

ROOM = 8
"""Above and below the text of a row together, in device-independent pixels."""

FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
Index = QModelIndex | QPersistentModelIndex


class BookmarksPanel(QWidget):
    """The panel.

    Attributes:
        scope: this volume or all.
        tree: folders, and the bookmarks in them.
    """

    def __init__(self, session: Session, marks: Bookmarking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._marks = marks
        self._filling = False
        self._is_stale = True
        self._edited = False
        self._shown: tuple[object, ...] = ()
        self.scope = QComboBox(self)
        self.scope.addItems([self.tr("Of this volume"), self.tr("Of all volumes")])
        self.tree = BookmarkTree(self)
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self.says.setContentsMargins(8, 4, 8, 4)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._lay_out()
        self.scope.currentIndexChanged.connect(self._soon.start)
        marks.changed.connect(self._soon.start)
        session.volume_changed.connect(self._soon.start)
        self.tree.entered.connect(self._go)
        self.tree.dropped.connect(self._on_dropped)
        self.tree.deleted.connect(self._delete)
        self.tree.itemChanged.connect(self._on_edited)
        self.tree.edited.connect(self._soon.start)
        self.tree.customContextMenuRequested.connect(self._show_menu)

    def refresh(self) -> None:
        """Shows what is kept now, as soon as anybody looks."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        if self.scope.currentIndex() == ALL:
            self._marks.with_all(self._fill)
        else:
            self._fill(self._marks.here())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._soon.start()

    def take_focus(self) -> None:
        """The keyboard goes to the tree."""
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self.folder = QToolButton(self)
        self.folder.setText(self.tr("New folder"))
        self.folder.setAutoRaise(True)
        self.folder.clicked.connect(lambda _checked: self.ask_folder())
        head = QHBoxLayout()
        head.setContentsMargins(4, 4, 4, 4)
        head.addWidget(self.scope, 1)
        head.addWidget(self.folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.says)
        column.addWidget(self.tree, 1)

    # --- what is shown ----------------------------------------------------------------------

    def _fill(self, listed: Sequence[Listed]) -> None:
        if self.tree.state() is QAbstractItemView.State.EditingState:
            return  # the end of editing brings the next list
        self.says.setText(self._nothing_text())
        self.says.setVisible(not listed and not self._marks.folders())
        now = (tuple(listed), tuple(self._marks.folders()), self.scope.currentIndex())
        if now == self._shown and not self._edited:
            return
        self._shown, self._edited = now, False
        folded = {
            self._folder_of(item)
            for item in self._tops()
            if not item.isExpanded() and item.data(NAME, LISTED) is None
        }
        chosen = {each.record.id for each in self.chosen()}
        self._filling = True
        self.tree.clear()
        for folder in in_folders(listed, self._marks.folders()):
            self._add(folder, folder.name not in folded)
        for item in self._rows():
            item.setSelected(item.data(NAME, LISTED).record.id in chosen)
        self.tree.setColumnHidden(PAPER, self.scope.currentIndex() == VOLUME)
        self._filling = False

    def _add(self, folder: Folder, unfolded: bool) -> None:
        rows = [self._row(each) for each in folder.bookmarks]
        if not folder.name:
            self.tree.addTopLevelItems(rows)
            return
        item = QTreeWidgetItem([folder.name, "", str(len(rows)), ""])
        item.setFlags(FLAGS | Qt.ItemFlag.ItemIsDropEnabled)
        font = item.font(NAME)
        font.setBold(True)
        item.setFont(NAME, font)
        item.setData(LETTER, LISTED, folder.name)
        item.addChildren(rows)
        self.tree.addTopLevelItem(item)
        item.setExpanded(unfolded)

    def _row(self, each: Listed) -> QTreeWidgetItem:
        record = each.record
        item = QTreeWidgetItem([record.title, record.letter, each.page, each.paper])
        item.setFlags(FLAGS | Qt.ItemFlag.ItemIsDragEnabled)
        item.setData(NAME, LISTED, each)
        tip = f"{record.title}\n{each.paper} · {each.page}"
        if not each.is_there:
            tip = self.tr("{0}\nThe file is not where it was.").format(tip)
            for column in range(self.tree.columnCount()):
                item.setForeground(column, self.palette().placeholderText())
        item.setToolTip(NAME, tip)
        item.setToolTip(PAPER, tip)
        return item

    def _nothing_text(self) -> str:
        if not self._session.documents and self.scope.currentIndex() == VOLUME:
            return self.tr("Open a paper, and your bookmarks appear here.")
        return self.tr(
            "No bookmarks yet. Ctrl+D keeps this place; m and a letter marks it, ' and the letter "
            "comes back."
        )

    def _tops(self) -> list[QTreeWidgetItem]:
        every = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        return [item for item in every if item is not None]

    def _rows(self) -> list[QTreeWidgetItem]:
        tops = self._tops()
        inner = (item.child(n) for item in tops for n in range(item.childCount()))
        every = (*(item for item in inner if item is not None), *tops)
        return [item for item in every if item.data(NAME, LISTED) is not None]

    @staticmethod
    def _folder_of(item: QTreeWidgetItem) -> str:
        return item.data(LETTER, LISTED) or ""

    def chosen(self) -> list[Listed]:
        """The chosen bookmarks."""
        found = (item.data(NAME, LISTED) for item in self.tree.selectedItems())
        return [each for each in found if each is not None]

    # --- what is done -----------------------------------------------------------------------

    def _go(self, item: QTreeWidgetItem) -> None:
        listed = item.data(NAME, LISTED)
        if listed is not None:
            self._marks.go(listed)

    def _on_edited(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling:
            return
        self._edited = True
        listed: Listed | None = item.data(NAME, LISTED)
        text = item.text(column)
        if listed is None:
            self._marks.rename_folder(self._folder_of(item), text)
        elif column == NAME:
            self._marks.rename(listed, text)
        elif column == LETTER and (letter_of(text) or not text.strip()):
            self._marks.give_letter(listed, letter_of(text))
        self._soon.start()

    def _on_dropped(self, onto: QTreeWidgetItem | None) -> None:
        """On a folder, or on what is in it; beside them, out of all folders."""
        target = onto if onto is None or onto.parent() is None else onto.parent()
        self._marks.move(self.chosen(), self._folder_of(target) if target is not None else "")

    def _delete(self) -> None:
        folders = [item for item in self.tree.selectedItems() if item.data(NAME, LISTED) is None]
        self._marks.remove(self.chosen())
        for item in folders:
            self._marks.remove_folder(self._folder_of(item))

    def ask_folder(self) -> None:
        """Asks for the name of a folder; the chosen bookmarks go into it."""
        many = self.chosen()
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("New folder"))
        dialog.setLabelText(
            self.tr("Name of the folder for the chosen bookmarks:")
            if many
            else self.tr("Name of the folder:")
        )
        dialog.textValueSelected.connect(lambda name: self._marks.add_folder(name, many))
        dialog.open()

    # --- the menu at the pointer --------------------------------------------------------------

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, self.tree.itemAt(at))
        menu.popup(self.tree.viewport().mapToGlobal(at))

    def fill_menu(self, menu: QMenu, item: QTreeWidgetItem | None) -> None:
        """What can be done with `item`, None for the empty room."""
        if item is None:
            _add(menu, self.tr("New folder…"), self.ask_folder)
            return
        if item.data(NAME, LISTED) is None:
            _add(menu, self.tr("Rename"), partial(self.tree.editItem, item, NAME))
            name = self._folder_of(item)
            text = self.tr("Delete the folder, keep its bookmarks")
            _add(menu, text, partial(self._marks.remove_folder, name))
            return
        listed: Listed = item.data(NAME, LISTED)
        _add(menu, self.tr("Go there"), partial(self._marks.go, listed))
        _add(menu, self.tr("Rename"), partial(self.tree.editItem, item, NAME))
        _add(menu, self.tr("Give it a letter"), partial(self.tree.editItem, item, LETTER))
        self._add_folders(menu.addMenu(self.tr("Move to")), self.chosen() or [listed])
        _add(menu, self.tr("Copy link"), partial(_copy_link, listed))
        menu.addSeparator()
        _add(menu, self.tr("Delete"), partial(self._marks.remove, self.chosen() or [listed]))

    def _add_folders(self, menu: QMenu, many: Sequence[Listed]) -> None:
        for item in self._tops():
            if name := self._folder_of(item):
                _add(menu, name.replace("&", "&&"), partial(self._marks.move, many, name))
        menu.addSeparator()
        _add(menu, self.tr("No folder"), partial(self._marks.move, many, ""))
        _add(menu, self.tr("New folder…"), self.ask_folder)


class BookmarkTree(QTreeWidget):
    """Signals:
    entered(QTreeWidgetItem): it was clicked, or Enter was pressed on it.
    dropped(QTreeWidgetItem or None): the chosen rows were dropped on it, or beside all.
    deleted: Delete was pressed.
    edited: the editing of a name or a letter is over.
    """

    entered = Signal(object)
    dropped = Signal(object)
    deleted = Signal()
    edited = Signal()

    def __init__(self, panel: BookmarksPanel) -> None:
        super().__init__(panel)
        self.setColumnCount(4)
        self.setHeaderLabels(
            [self.tr("Name"), self.tr("Letter"), self.tr("Page"), self.tr("Paper")]
        )
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        modes = QHeaderView.ResizeMode
        for column, mode in ((NAME, modes.Stretch), (LETTER, modes.ResizeToContents)):
            header.setSectionResizeMode(column, mode)
        header.setSectionResizeMode(PAGE, modes.ResizeToContents)
        self.setItemDelegate(_Spaced(self))
        self.setItemDelegateForColumn(LETTER, _LetterDelegate(self))
        self.setItemDelegateForColumn(PAGE, _ReadOnly(self))
        self.setItemDelegateForColumn(PAPER, _ReadOnly(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setExpandsOnDoubleClick(False)
        self.itemClicked.connect(self._on_clicked)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.edited.emit()

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        if not QGuiApplication.keyboardModifiers():
            self.entered.emit(item)

    def dropEvent(self, event: QDropEvent) -> None:
        """Moves nothing itself: the rows follow what is kept."""
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.dropped.emit(self.itemAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if not self.hasFocus():
            super().keyPressEvent(event)  # from the editor, which leaves it
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self.entered.emit(item)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Delete in here is the list's, whatever it does elsewhere in the window."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class _Spaced(QStyledItemDelegate):
    """Rows of the height that the other lists have."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), option.fontMetrics.height() + ROOM))


class _ReadOnly(_Spaced):
    def createEditor(
        self, _parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        return None  # type: ignore[return-value]


class _LetterDelegate(_Spaced):
    """One letter, and none for a folder."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.sibling(index.row(), NAME).data(LISTED) is None:
            return None  # type: ignore[return-value]
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setMaxLength(1)
        return editor


def _add(menu: QMenu, text: str, does: Callable[[], object]) -> None:
    menu.addAction(text).triggered.connect(lambda _checked=False: does())


def _copy_link(listed: Listed) -> None:
    QGuiApplication.clipboard().setText(link_to(listed.record))
