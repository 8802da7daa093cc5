"""Notes taken over from another edition whose place is doubtful, or that were not found: a list to decide about."""

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.editions import Doubt, Editions
from reader.panels.rows import Group, Row, RowView, group_of
from reader.records import Bookmark
from reader.session import Session

MOST_LINES = 14
"""The list is not higher than so many lines: the notes below it want their room too."""


class TakenOver(QFrame):
    """Hidden while there is nothing to decide.

    Attributes:
        view: the list.
        right, remove: what can be said about the chosen note.
    """

    def __init__(self, session: Session, editions: Editions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editions = editions
        self._chosen: Doubt | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self.view = RowView(parent=self)
        self.view.setMaximumHeight(MOST_LINES * self.fontMetrics().lineSpacing())
        self.right = QPushButton(self.tr("Right place"), self)
        self.remove = QPushButton(self.tr("Remove"), self)
        self.right.clicked.connect(self._on_right)
        self.remove.clicked.connect(self._on_remove)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.right)
        buttons.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.says)
        column.addWidget(self.view)
        column.addLayout(buttons)
        editions.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows what is to be decided now."""
        doubts = self._editions.doubts()
        names = {doubt.carried.source for doubt in doubts}
        if self._chosen is not None and self._chosen.carried.source not in names:
            self._chosen = None
        self.setVisible(bool(doubts))
        self.view.set_groups(list(self._groups(doubts)))
        self._say()

    def _groups(self, doubts: list[Doubt]) -> list[Group]:
        unsure = [self._row(doubt) for doubt in doubts if doubt.items]
        lost = [self._row(doubt) for doubt in doubts if not doubt.items]
        named = ((self.tr("Is this the place?"), unsure), (self.tr("Not found"), lost))
        return [group_of(title, rows) for title, rows in named if rows]

    def _row(self, doubt: Doubt) -> Row:
        note = doubt.note
        label = ""
        if doubt.items:
            first = doubt.items[0]
            page = first.record.page
            label = self._session.printed_label(first.document, page) or str(page + 1)
            label = self.tr("p. {0}").format(label)
        text = note.title if isinstance(note, Bookmark) else note.quotation or note.note
        return Row(label, text or self.tr("(no text)"), 0, 0, partial(self._choose, doubt))

    def _choose(self, doubt: Doubt) -> None:
        self._chosen = doubt
        self._say()
        if doubt.items:
            item = doubt.items[0]
            record = item.record
            rect = None if isinstance(record, Bookmark) else next(iter(record.rects), None)
            self._session.jump(item.document, record.page, rect)

    def _say(self) -> None:
        doubt = self._chosen
        self.remove.setEnabled(doubt is not None)
        self.right.setEnabled(doubt is not None and bool(doubt.items))
        if doubt is None:
            text = self.tr("These notes of another edition want a look.")
        elif doubt.items:
            text = self.tr("Does this note from “{0}” belong here?").format(doubt.title)
        else:
            text = self.tr("This note stays with “{0}”; only this line is removed.").format(
                doubt.title
            )
        self.says.setText(text)

    def _on_right(self) -> None:
        if self._chosen is not None:
            self._editions.accept(self._chosen)

    def _on_remove(self) -> None:
        doubt, self._chosen = self._chosen, None
        if doubt is not None and doubt.items:
            self._editions.reject(doubt)
        elif doubt is not None:
            self._editions.accept(doubt)
