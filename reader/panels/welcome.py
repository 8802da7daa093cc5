"""What the window shows before a volume is open: how to open one, and the recent ones."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader import theme

WIDTH = 460

MOST_PATHS = 10
"""Files that the tool tip of a volume names."""


class WelcomePage(QWidget):
    """Signals:
    open_files, open_folder: the reader wants to choose.
    chosen(list[Path]): a recent volume.
    """

    open_files = Signal()
    open_folder = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout()
        column.setSpacing(10)
        sign = QSvgWidget(str(theme.asset("icons", "hakusho.svg")), self)
        sign.setFixedSize(72, 72)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text(self.tr("Hakusho"), 1.9, bold=True))
        column.addWidget(
            self._text(self.tr("Drop PDF files or a folder here; they are read as one book."), 1.0)
        )
        column.addLayout(self._buttons())
        self._heading = self._text(self.tr("Continue reading"), 1.0, bold=True)
        column.addWidget(self._heading)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)
        box = QWidget(self)
        box.setFixedWidth(WIDTH)
        box.setLayout(column)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.set_recent(())

    def set_recent(self, volumes: Sequence[tuple[str, str, Sequence[str]]]) -> None:
        """The volumes to offer, newest first: title, what is said below it, and paths."""
        while (item := self._recent.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        for title, about, paths in volumes:
            link = QCommandLinkButton(title.replace("&", "&&"), about, self)
            link.setToolTip("\n".join(paths[:MOST_PATHS]))
            link.clicked.connect(
                lambda _checked=False, paths=paths: self.chosen.emit([Path(p) for p in paths])
            )
            self._recent.addWidget(link)
        self._heading.setVisible(bool(volumes))

    def _buttons(self) -> QHBoxLayout:
        files = QPushButton(self.tr("Open files…"), self)
        folder = QPushButton(self.tr("Open folder…"), self)
        files.clicked.connect(self.open_files)
        folder.clicked.connect(self.open_folder)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(files)
        row.addWidget(folder)
        row.addStretch()
        return row

    def _text(self, text: str, size: float, *, bold: bool = False) -> QLabel:
        label = QLabel(text, self)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * size)
        font.setBold(bold)
        label.setFont(font)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setWordWrap(True)
        return label
