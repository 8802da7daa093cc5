"""How a paper is cited: what was guessed, corrected by the reader, with the citation as it will be."""

import unicodedata

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reader.citations import Citations, Page
from reader.citing import Source, year_of

LINES = 10
"""Of the citation: an entry of BibTeX has so many."""

LONGEST = 2000
"""Characters of a field."""


class CitationDialog(QDialog):
    """Asks about the publication that a page belongs to.

    Attributes:
        fields: the lines to type in, by the names of `Source`.
    """

    def __init__(self, citations: Citations, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Citation of this paper"))
        self.resize(560, 0)
        self._citations = citations
        self._page = page
        names = {
            "title": self.tr("Title"),
            "author": self.tr("Author or office"),
            "publisher": self.tr("Publisher"),
            "year": self.tr("Year"),
            "url": self.tr("Web address"),
        }
        form = QFormLayout()
        self.fields = {name: QLineEdit(self) for name in names}
        for name, label in names.items():
            self.fields[name].setMaxLength(LONGEST)
            self.fields[name].textEdited.connect(self._show_citation)
            form.addRow(label, self.fields[name])
        self.fields["year"].setPlaceholderText(self.tr("2025 or 令和７年"))
        self.shown = QLabel(self)
        self.shown.setWordWrap(True)
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.shown.setMinimumHeight(LINES * self.shown.fontMetrics().lineSpacing())
        form.addRow(self.tr("This page"), self.shown)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._buttons())
        self._show(citations.source(page[0]))

    def said(self) -> Source:
        """What stands in the fields."""
        texts = {name: " ".join(line.text().split()) for name, line in self.fields.items()}
        year = _year(texts.pop("year"))
        return Source(**texts, year=year)

    def accept(self) -> None:
        """Keeps it; what is as guessed is not kept, so that a better guess may follow."""
        document = self._page[0]
        guess = replace(self._citations.guess(document), file_name="")
        said = self.said()
        self._citations.correct(document, None if said == guess else said)
        super().accept()

    def _buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel | standard.Reset, self)
        self.guess = buttons.button(standard.Reset)
        self.guess.setText(self.tr("As guessed"))
        self.guess.clicked.connect(lambda: self._show(self._citations.guess(self._page[0])))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _show(self, source: Source) -> None:
        for name, line in self.fields.items():
            value = getattr(source, name)
            line.setText(str(value) if value else "")
            line.setCursorPosition(0)
        self._show_citation()

    def _show_citation(self) -> None:
        self.shown.setText(self._citations.preview(self._page, self.said()))


def _year(text: str) -> int:
    """A year as it is written in digits or in an era, 0 for what is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isdecimal() and len(plain) == 4:
        return int(plain)
    return year_of(plain if plain.endswith("年") or not plain else f"{plain}年") or year_of(plain)
