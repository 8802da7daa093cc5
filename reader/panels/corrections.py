"""The corrections of this volume, or of all, in a table: gone to, taken back, written to files and read from them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from index_builder.errors import HakushoError
from index_builder.model import Location, Place
from reader import failures
from reader.correcting import Correcting
from reader.correction_files import Line, to_csv, to_json
from reader.corrections import State
from reader.i18n import QT_TRANSLATE_NOOP
from reader.live_targets import LiveTargets
from reader.records import Correction, day_of
from reader.session import Session
from reader.volume import Failure

RECORD = Qt.ItemDataRole.UserRole

KINDS = {
    "definition": QT_TRANSLATE_NOOP("Corrections", "Where it is introduced"),
    "meaning": QT_TRANSLATE_NOOP("Corrections", "Meaning"),
    "no-name": QT_TRANSLATE_NOOP("Corrections", "No short name"),
    "mark": QT_TRANSLATE_NOOP("Corrections", "Mark of a note"),
    "reference": QT_TRANSLATE_NOOP("Corrections", "Reference"),
    "term": QT_TRANSLATE_NOOP("Corrections", "Own short name"),
}

NOTHING = {
    "mark": QT_TRANSLATE_NOOP("Corrections", "no note"),
    "reference": QT_TRANSLATE_NOOP("Corrections", "nothing in these files"),
    "no-name": QT_TRANSLATE_NOOP("Corrections", "no short name"),
}

VOLUME, ALL = range(2)

WIDTHS = (120, 120, 0, 0, 110, 100)
"""Of the columns, in device-independent pixels; what was and what is share the rest."""
WAS, IS = 2, 3


class CorrectionsDialog(QDialog):
    """The table.

    Attributes:
        scope: of this volume, or of all.
        table: a row for each correction, the newest first.
    """

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        correcting: Correcting,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Corrections"))
        self.resize(860, 440)
        self._session = session
        self._live = live
        self._correcting = correcting
        self._all: list[Correction] = []
        self._titles: dict[str, str] = {}
        self._gone: list[Correction] = []
        self.scope = QComboBox(self)
        self.scope.addItems([self.tr("Of this volume"), self.tr("Of all volumes")])
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self.table = self._made_table()
        column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.scope)
        head.addWidget(self.says, 1)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())
        self.scope.currentIndexChanged.connect(self._on_scope)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.itemDoubleClicked.connect(self.go)
        live.changed.connect(self.refresh)
        correcting.changed.connect(self._on_changed)
        correcting.listed.connect(self._on_listed)
        correcting.failed.connect(self._on_failed)
        correcting.written.connect(self._on_written)
        correcting.imported.connect(self._on_imported)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is kept now."""
        chosen = {record.id for record in self.chosen()}
        records = sorted(self.records(), key=lambda each: each.created, reverse=True)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(records))
        for row, record in enumerate(records):
            line = self.line(record)
            was = line.was or "—"
            where = line.state or line.page
            if self.scope.currentIndex() == ALL and line.document:
                where = f"{line.document}  {where}".strip()
            for column, text in enumerate((line.kind, line.item, was, line.now, where, line.date)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(RECORD, record)
                self.table.setItem(row, column, item)
        self.table.setSortingEnabled(True)
        self._choose(chosen)
        nothing = self._nothing_text()
        if not records or self.says.text() == nothing:
            self.says.setText("" if records else nothing)
        self._on_selected()

    def records(self) -> Sequence[Correction]:
        """What is listed."""
        if self.scope.currentIndex() == ALL:
            return self._all
        return self._correcting.records

    def chosen(self) -> list[Correction]:
        """The corrections of the selected rows."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self._record(row) for row in rows]

    def _record(self, row: int) -> Correction:
        record = self.table.model().index(row, 0).data(RECORD)
        assert isinstance(record, Correction)
        return record

    def line(self, record: Correction) -> Line:
        """A correction in words."""
        location = self._location(record)
        document = self._document(record)
        title = self._titles.get(record.content, "")
        return Line(
            kind=_translated(KINDS[record.kind]),
            item=record.name,
            was=record.was,
            now=_now(record),
            document=self._session.documents[document].title if document >= 0 else title,
            page=self._page_text(location) if location else str(record.anchor.page + 1),
            date=day_of(record.created),
            state=self._state_text(record) if document >= 0 else "",
        )

    def go(self) -> None:
        """Goes where the chosen correction holds, or to the page where it was made."""
        for record in self.chosen()[:1]:
            location = self._location(record)
            if location is not None:
                self._live.go(location)
            else:
                self.says.setText(self.tr("The file it is about is not open."))

    def take_back(self) -> None:
        """What was found holds again for the selected rows."""
        self._gone = self.chosen()
        for record in self._gone:
            self._correcting.take_back(record)
        self._on_changed()
        self.undo.setEnabled(bool(self._gone))

    def bring_back(self) -> None:
        """Keeps again what was taken back last."""
        gone, self._gone = self._gone, []
        self._correcting.bring_back(gone)
        self._on_changed()
        self.undo.setEnabled(False)

    def write(self, path: Path) -> None:
        """Writes what is listed: JSON, or a table when the name ends in .csv."""
        records = sorted(self.records(), key=lambda each: each.created)
        if path.suffix.lower() == ".csv":
            text = to_csv(self._head(), [self.line(record) for record in records])
        else:
            titles = {d.content: d.title for d in self._session.documents if d.content}
            text = to_json(records, {**self._titles, **titles})
        self._correcting.write(path, text)

    # --- parts ------------------------------------------------------------------------------

    def _made_table(self) -> QTableWidget:
        head = self._head()
        titles = [head.kind, head.item, head.was, head.now, head.page, head.date]
        table = QTableWidget(0, len(titles), self)
        table.setHorizontalHeaderLabels(titles)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        for column in (WAS, IS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(len(WIDTHS) - 1, Qt.SortOrder.DescendingOrder)
        return table

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.go_there = self._button(self.tr("&Go there"), self.go)
        self.back = self._button(self.tr("&Take back"), self.take_back)
        self.undo = self._button(self.tr("&Undo"), self.bring_back)
        self.undo.setEnabled(False)
        self.export = self._button(self.tr("&Export…"), self._ask_export)
        self.import_ = self._button(self.tr("&Import…"), self._ask_import)
        close = self._button(self.tr("Close"), self.close)
        for button in (self.go_there, self.back, self.undo):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.export, self.import_, close):
            row.addWidget(button)
        return row

    def _button(self, text: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _head(self) -> Line:
        return Line(
            self.tr("Kind"),
            self.tr("Item"),
            self.tr("Was"),
            self.tr("Is"),
            self.tr("File"),
            self.tr("Page"),
            self.tr("Date"),
            self.tr("State"),
        )

    # --- words ------------------------------------------------------------------------------

    def _document(self, record: Correction) -> int:
        """The number of the document in the open volume, −1 when it is not there."""
        contents = self._correcting.contents
        return contents.index(record.content) if record.content in contents else -1

    def _location(self, record: Correction) -> Location | None:
        document = self._document(record)
        if document < 0:
            return None
        standing = self._live.corrected.standing.get(record.id)
        page = min(record.anchor.page, max(self._session.documents[document].pages - 1, 0))
        return standing or Location(document, Place(page, ()))

    def _page_text(self, location: Location) -> str:
        page = location.place.page
        return self._session.printed_label(location.document, page) or str(page + 1)

    def _state_text(self, record: Correction) -> str:
        return {
            State.HOLDS: "",
            State.MISSING: self.tr("not found in this text"),
            State.WAITING: self.tr("not read yet"),
        }[self._live.corrected.state(record)]

    def _nothing_text(self) -> str:
        return self.tr("Nothing was corrected yet: “This is wrong…” in the side panel begins.")

    # --- what happens -----------------------------------------------------------------------

    def _choose(self, ids: set[str]) -> None:
        model = self.table.selectionModel()
        for row in range(self.table.rowCount()):
            if self._record(row).id in ids:
                flag = model.SelectionFlag.Select | model.SelectionFlag.Rows
                model.select(self.table.model().index(row, 0), flag)

    def _on_selected(self) -> None:
        chosen = self.chosen()
        self.go_there.setEnabled(len(chosen) == 1 and self._document(chosen[0]) >= 0)
        self.back.setEnabled(bool(chosen))
        self.export.setEnabled(bool(self.records()))

    def _on_scope(self, _index: int) -> None:
        self._on_changed()

    def _on_changed(self) -> None:
        if self.scope.currentIndex() == ALL:
            self._correcting.list_all()
        else:
            self.refresh()

    def _on_listed(self, records: list[Correction], titles: dict[str, str]) -> None:
        self._all, self._titles = records, titles
        self.refresh()

    def _ask_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export corrections"))
        dialog.setNameFilters(
            [self.tr("Hakusho corrections (*.json)"), self.tr("Table for spreadsheets (*.csv)")]
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(self.tr("corrections.json"))
        dialog.filterSelected.connect(
            lambda name: dialog.setDefaultSuffix("csv" if "csv" in name else "json")
        )
        self._ask_path(dialog, self.write)

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, self.tr("Import corrections"))
        dialog.setNameFilter(self.tr("Hakusho corrections (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask_path(dialog, self._correcting.read)

    @staticmethod
    def _ask_path(dialog: QFileDialog, do: Callable[[Path], None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: do(Path(name)))
        dialog.open()

    def _on_failed(self, error: HakushoError) -> None:
        failure = Failure(error.message, error.hint, type(error).__name__)
        self.says.setText(failures.sentence(failure))

    def _on_written(self, name: str) -> None:
        self.says.setText(self.tr("“{0}” was written.").format(name))

    def _on_imported(self, count: int) -> None:
        self._on_changed()
        self.says.setText(self.tr("Corrections taken over: {0}.").format(count))


def _now(record: Correction) -> str:
    """What is right, in one line."""
    if record.kind in NOTHING and record.goal is None:
        return _translated(NOTHING[record.kind])
    words = " — ".join(word for word in (record.long_form, record.expansion) if word)
    if words or record.goal is None:
        return words or "—"
    goal = record.goal
    around = f"…{goal.prefix[-12:]}{goal.quotation}{goal.suffix[:12]}…"
    return around if record.kind == "definition" else goal.quotation


def _translated(text: str) -> str:
    return QCoreApplication.translate("Corrections", text)
