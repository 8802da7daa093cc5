"""The backups of the notes in a list, one of which can be taken in place of what is there."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.records import Backup

PATH = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """Signals:
    chosen(Path): the backup that is to be restored.
    """

    chosen = Signal(object)

    def __init__(self, backups: Sequence[Backup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Restore notes from a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 360)
        words = QLabel(
            self.tr(
                "The notes of all volumes become what they were. What is there now is kept as a "
                "further backup, so that this can be taken back here too."
            )
            if backups
            else self.tr("There is no backup yet. One is made on each day on which you read.")
        )
        words.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels(
            [self.tr("Last change"), self.tr("Annotations"), self.tr("Bookmarks"), self.tr("File")]
        )
        for backup in backups:
            self.list.addTopLevelItem(_item(backup))
        for number in range(3):
            self.list.resizeColumnToContents(number)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.restore = self.buttons.addButton(
            self.tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.restore.setEnabled(False)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.list.itemActivated.connect(lambda _item, _column: self._on_accepted())
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.list)
        column.addWidget(self.buttons)

    def _on_selected(self) -> None:
        self.restore.setEnabled(bool(self.list.selectedItems()))

    def _on_accepted(self) -> None:
        for item in self.list.selectedItems():
            self.chosen.emit(item.data(0, PATH))
            self.accept()


def _item(backup: Backup) -> QTreeWidgetItem:
    values = [local_time(backup), str(backup.annotations), str(backup.bookmarks), backup.path.name]
    item = QTreeWidgetItem(values)
    item.setData(0, PATH, Path(backup.path))
    for column in (1, 2):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
    return item


def local_time(backup: Backup) -> str:
    """When the last gesture of a backup was made, as the reader's clock had it; its name where there was none."""
    try:
        moment = datetime.fromisoformat(backup.last).timestamp()
    except ValueError:
        return backup.path.stem.removeprefix("userdata-")
    return QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(moment)), QLocale.FormatType.ShortFormat
    )
