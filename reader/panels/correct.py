"""The dialog in which a reader says what is right: another candidate, a meaning typed, or nothing at all."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reader.choices import Choice, Subject, chosen, meant
from reader.excerpts import shortened
from reader.records import day_of
from reader.targets import Kind

NUMBER = Qt.ItemDataRole.UserRole
NONE = -1
"""The number of the row that says "none of them"."""

MOST_ROWS = 8
"""So many places that introduce a name are in sight."""

FILTERED_ROWS = 12
"""A longer list of candidates has a line to filter it."""

LONGEST_FOUND = 160
"""Characters of what was found."""

PageText = Callable[[int, int], str]
"""The page (document, page) as a person names it."""


class CorrectionDialog(QDialog):
    """Asks what is right in place of what is shown.

    Attributes:
        candidates: the list of what it may be.
        long_form, expansion: what is typed.
        by_candidate, by_words, no_name: which of them holds, for a name.

    Signals:
        said(Correction): what is right.
        taken_back(Correction): what was found holds again.
    """

    said = Signal(object)
    taken_back = Signal(object)

    def __init__(
        self,
        subject: Subject,
        contents: Sequence[str],
        page_text: PageText,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Correction"))
        self.resize(560, 420)
        self._subject = subject
        self._contents = contents
        self._page_text = page_text
        self._column = QVBoxLayout(self)
        self._add_head()
        self.candidates = self._candidate_list()
        if subject.kind is Kind.TERM:
            self._add_name()
        else:
            self._add_candidates()
        self._add_buttons()

    def accept(self) -> None:
        """Says what is right, if anything was chosen."""
        subject, contents = self._subject, self._contents
        if subject.kind is Kind.TERM and self.by_words.isChecked():
            words = self.long_form.text(), self.expansion.text()
            self.said.emit(meant(subject, *words, contents))
        elif subject.kind is Kind.TERM and self.no_name.isChecked():
            self.said.emit(chosen(subject, None, contents))
        else:
            item = self.candidates.currentItem()
            if item is None:
                return
            number = item.data(NUMBER)
            choice = None if number == NONE else subject.choices[number]
            self.said.emit(chosen(subject, choice, contents))
        super().accept()

    # --- parts ------------------------------------------------------------------------------

    def _add_head(self) -> None:
        subject = self._subject
        name = self.tr("Note {0}") if subject.kind is Kind.NOTE else "{0}"
        if subject.kind is Kind.MARK:
            name = self.tr("Mark {0}")
        head = QLabel(name.format(subject.name), self)
        font = QFont(head.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        head.setFont(font)
        self._add_label(head)
        if subject.was:
            found = QLabel(
                self.tr("Found: {0}").format(shortened(subject.was, LONGEST_FOUND)), self
            )
            found.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self._add_label(found)
        if subject.correction is not None:
            says = self.tr("Corrected by you on {0}.").format(day_of(subject.correction.created))
            self._add_label(QLabel(says, self))

    def _add_label(self, label: QLabel) -> None:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self._column.addWidget(label)

    def _candidate_list(self) -> QListWidget:
        rows = QListWidget(self)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows.setAlternatingRowColors(True)
        rows.setWordWrap(False)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.itemDoubleClicked.connect(self.accept)
        for number, choice in enumerate(self._subject.choices):
            item = QListWidgetItem(self._choice_text(choice))
            item.setToolTip(choice.text)
            item.setData(NUMBER, number)
            rows.addItem(item)
        if 0 <= self._subject.present < rows.count():
            rows.setCurrentRow(self._subject.present)
        return rows

    def _choice_text(self, choice: Choice) -> str:
        location = choice.location
        page = self._page_text(location.document, location.place.page) if location else ""
        return f"{page}　{choice.text}" if page else choice.text

    def _add_name(self) -> None:
        subject = self._subject
        own = subject.correction is not None and subject.correction.kind == "term"
        self.by_candidate = QRadioButton(self.tr("It is introduced &here:"), self)
        self.by_words = QRadioButton(self.tr("It &means:"), self)
        self.no_name = QRadioButton(self.tr("It is &no acronym and no short name"), self)
        self.long_form = QLineEdit(subject.long_form, self)
        self.expansion = QLineEdit(subject.expansion, self)
        fields = QFormLayout()
        fields.setContentsMargins(24, 0, 0, 0)
        fields.addRow(self.tr("&Japanese name:"), self.long_form)
        fields.addRow(self.tr("&Original words:"), self.expansion)
        for widget in (self.by_candidate, self.candidates, self.by_words):
            self._column.addWidget(widget)
        self._column.addLayout(fields)
        self._column.addWidget(self.no_name)
        for widget in (self.by_candidate, self.candidates):
            widget.setVisible(bool(subject.choices))
        self.no_name.setVisible(not own)
        rows = min(len(subject.choices), MOST_ROWS)
        self.candidates.setFixedHeight((rows + 1) * self.candidates.sizeHintForRow(0))
        self._column.addStretch(1)
        self.resize(560, self.sizeHint().height())
        several = len(subject.choices) > 1
        (self.by_candidate if several else self.by_words).setChecked(True)
        (self.candidates if several else self.long_form).setFocus()
        self.candidates.currentRowChanged.connect(self._on_candidate)
        self.candidates.clicked.connect(self._on_candidate)
        self.long_form.textEdited.connect(self._on_typed)
        self.expansion.textEdited.connect(self._on_typed)

    def _add_candidates(self) -> None:
        subject = self._subject
        question, none = {
            Kind.MARK: (self.tr("It is the mark of this note:"), self.tr("No note")),
            Kind.NOTE: (self.tr("This is its mark:"), ""),
            Kind.REFERENCE: (self.tr("It points to:"), self.tr("Nothing in these files")),
        }[subject.kind]
        is_own = subject.kind is Kind.MARK and not subject.was
        if none and not is_own:
            item = QListWidgetItem(none)
            item.setData(NUMBER, NONE)
            self.candidates.addItem(item)
            if subject.present < 0:
                self.candidates.setCurrentItem(item)
        self._add_label(QLabel(question, self))
        if self.candidates.count() > FILTERED_ROWS:
            self.filter = QLineEdit(self)
            self.filter.setPlaceholderText(self.tr("Filter"))
            self.filter.setClearButtonEnabled(True)
            self.filter.textChanged.connect(self._on_filter)
            self._column.addWidget(self.filter)
        self._column.addWidget(self.candidates, 1)
        self.candidates.setFocus()
        current = self.candidates.currentItem()
        if current is not None:
            self.candidates.scrollToItem(current)

    def _add_buttons(self) -> None:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        if self._subject.correction is not None:
            role = QDialogButtonBox.ButtonRole.DestructiveRole
            self.take_back = buttons.addButton(self.tr("&Take back"), role)
            self.take_back.clicked.connect(self._on_take_back)
        self._column.addWidget(buttons)

    # --- what happens -----------------------------------------------------------------------

    def _on_candidate(self, _index: object) -> None:
        self.by_candidate.setChecked(True)

    def _on_typed(self, _text: str) -> None:
        self.by_words.setChecked(True)

    def _on_filter(self, text: str) -> None:
        wanted = text.casefold()
        for row in range(self.candidates.count()):
            item = self.candidates.item(row)
            there = wanted in item.text().casefold() or item.data(NUMBER) == NONE
            item.setHidden(not there)

    def _on_take_back(self) -> None:
        self.taken_back.emit(self._subject.correction)
        self.reject()


class OwnNameDialog(QDialog):
    """Asks for the meaning of a short name that the index has not found.

    Signals:
        said(Correction): the name and its meaning.
    """

    said = Signal(object)

    def __init__(
        self, subject: Subject, contents: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Own short name"))
        self._subject = subject
        self._contents = contents
        self.name = QLabel(subject.name, self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont(self.name.font())
        font.setBold(True)
        self.name.setFont(font)
        self.long_form = QLineEdit(self)
        self.expansion = QLineEdit(self)
        fields = QFormLayout(self)
        fields.addRow(self.tr("Name:"), self.name)
        fields.addRow(self.tr("&Meaning, Japanese name:"), self.long_form)
        fields.addRow(self.tr("&Original words:"), self.expansion)
        explanation = QLabel(self.tr("Every place of this volume where it stands will answer."))
        explanation.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        explanation.setWordWrap(True)
        fields.addRow(explanation)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        fields.addRow(buttons)
        self.resize(480, self.sizeHint().height())
        self.long_form.setFocus()

    def accept(self) -> None:
        words = self.long_form.text(), self.expansion.text()
        self.said.emit(meant(self._subject, *words, self._contents))
        super().accept()
