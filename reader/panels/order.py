"""The files of the volume in a list that can be put into another reading order by hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.session import Session

DOCUMENT = Qt.ItemDataRole.UserRole


class OrderDialog(QDialog):
    """Signals:
    chosen(tuple[int, ...]): document numbers in the order in which they are to be read.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reading order of the files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 420)
        self.list = QListWidget(self)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAlternatingRowColors(True)
        for number in session.order:
            document = session.documents[number]
            pages = self.tr("pages: {0}").format(document.pages)
            item = QListWidgetItem(f"{document.title}\n{document.path.name} · {pages}")
            item.setData(DOCUMENT, number)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        explanation = QLabel(
            self.tr("Drag the files, or move the chosen one, to where they are read.")
        )
        explanation.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(explanation)
        column.addWidget(self.list)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, step in ((self.tr("Move &up"), -1), (self.tr("Move &down"), 1)):
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, step=step: self.move_chosen(step))
            row.addWidget(button)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row.addWidget(buttons)
        return row

    def move_chosen(self, step: int) -> None:
        """Moves the chosen file by `step` rows, as far as the list goes."""
        row = self.list.currentRow()
        if 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)

    def order(self) -> tuple[int, ...]:
        """The document numbers as they stand in the list."""
        return tuple(self.list.item(row).data(DOCUMENT) for row in range(self.list.count()))

    def accept(self) -> None:
        self.chosen.emit(self.order())
        super().accept()
