"""The words of exported notes and of the dialogs for them, in the reader's language."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from reader.exchange import forms
from reader.exchange.prose import Words
from reader.i18n import QT_TRANSLATE_NOOP
from reader.note_list import BOOKMARK

KINDS = {
    "highlight": QT_TRANSLATE_NOOP("NoteWords", "Highlight"),
    "underline": QT_TRANSLATE_NOOP("NoteWords", "Underline"),
    "squiggly": QT_TRANSLATE_NOOP("NoteWords", "Squiggle"),
    "strikeout": QT_TRANSLATE_NOOP("NoteWords", "Strike-out"),
    "note": QT_TRANSLATE_NOOP("NoteWords", "Sticky note"),
    "area": QT_TRANSLATE_NOOP("NoteWords", "Area"),
    "text": QT_TRANSLATE_NOOP("NoteWords", "Text box"),
    "ink": QT_TRANSLATE_NOOP("NoteWords", "Ink"),
}
COLUMNS = (
    QT_TRANSLATE_NOOP("NoteWords", "Title"),
    QT_TRANSLATE_NOOP("NoteWords", "File"),
    QT_TRANSLATE_NOOP("NoteWords", "Chapter"),
    QT_TRANSLATE_NOOP("NoteWords", "Section"),
    QT_TRANSLATE_NOOP("NoteWords", "Printed page"),
    QT_TRANSLATE_NOOP("NoteWords", "Page of the file"),
    QT_TRANSLATE_NOOP("NoteWords", "Kind"),
    QT_TRANSLATE_NOOP("NoteWords", "Colour"),
    QT_TRANSLATE_NOOP("NoteWords", "Quotation"),
    QT_TRANSLATE_NOOP("NoteWords", "Note"),
    QT_TRANSLATE_NOOP("NoteWords", "Tags"),
    QT_TRANSLATE_NOOP("NoteWords", "Author"),
    QT_TRANSLATE_NOOP("NoteWords", "Created"),
    QT_TRANSLATE_NOOP("NoteWords", "Changed"),
    QT_TRANSLATE_NOOP("NoteWords", "Citation"),
    QT_TRANSLATE_NOOP("NoteWords", "Link"),
    QT_TRANSLATE_NOOP("NoteWords", "ID"),
)
FILTERS = {
    forms.MARKDOWN: QT_TRANSLATE_NOOP("NoteWords", "Markdown (*.md)"),
    forms.HTML: QT_TRANSLATE_NOOP("NoteWords", "Sheet to print (*.html)"),
    forms.CSV: QT_TRANSLATE_NOOP("NoteWords", "Table (*.csv)"),
    forms.PDF: QT_TRANSLATE_NOOP("NoteWords", "Copy of the PDF with annotations (*.pdf)"),
    forms.XFDF: QT_TRANSLATE_NOOP("NoteWords", "Annotations for Acrobat, XFDF (*.xfdf)"),
    forms.JSONLD: QT_TRANSLATE_NOOP("NoteWords", "Web annotations, JSON-LD (*.jsonld)"),
    forms.OWN: QT_TRANSLATE_NOOP("NoteWords", "Everything, for Hakusho (*.hakusho.json)"),
}


def words(style: str, colours: Mapping[str, str]) -> Words:
    """What the program itself writes into an export, citations in one of `citing.STYLES`.

    `colours` are the names of the colours.
    """
    return Words(
        style=style,
        language=QLocale().name().partition("_")[0],
        notes=_translated(QT_TRANSLATE_NOOP("NoteWords", "Notes")),
        start=_translated(QT_TRANSLATE_NOOP("NoteWords", "Before the first chapter")),
        page=_translated(QT_TRANSLATE_NOOP("NoteWords", "p. {0}")),
        pdf_page=_translated(QT_TRANSLATE_NOOP("NoteWords", "page {0} of the PDF")),
        bookmark=_translated(QT_TRANSLATE_NOOP("NoteWords", "Bookmark")),
        kinds={kind: _translated(text) for kind, text in KINDS.items()},
        colours=dict(colours),
        columns=tuple(map(_translated, COLUMNS)),
    )


def kind_name(kind: str) -> str:
    """What a kind of note is called, those of bookmarks among them."""
    if kind == BOOKMARK:
        return _translated(QT_TRANSLATE_NOOP("NoteWords", "Bookmark"))
    return _translated(KINDS.get(kind, KINDS["highlight"]))


def filters() -> dict[str, str]:
    """What the dialog says of each form that can be written, by its ending."""
    return {form: _translated(FILTERS[form]) for form in forms.FORMS}


def read_filter() -> str:
    """What the dialog says of the files that can be read."""
    endings = " ".join(f"*.{ending}" for ending in (*forms.READABLE, "json"))
    text = _translated(QT_TRANSLATE_NOOP("NoteWords", "Notes ({0})")).format(endings)
    return f"{text};;{_translated(QT_TRANSLATE_NOOP('NoteWords', 'All files (*)'))}"


def _translated(text: str) -> str:
    return QCoreApplication.translate("NoteWords", text)
