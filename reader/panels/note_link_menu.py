"""What a note can link to: the place that is read, short names, other notes."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu

from reader.excerpts import shortened
from reader.note_links import LinkChoice, NoteLinks
from reader.note_list import OWN, Entry, first_line
from reader.note_words import kind_name
from reader.panels.note_text import NoteText
from reader.place_links import link_to
from reader.records import Annotation, Bookmark

NAME = 40
"""Characters of what a note is called in a link."""


class LinkMenu(QMenu):
    """The menu of the button that inserts a link into `note`, filled when it is opened."""

    def __init__(self, note: NoteText, links: NoteLinks) -> None:
        super().__init__(note)
        self._note = note
        self._links = links
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        note, here = self._note, self._links.here()
        if here is not None:
            text = self.tr("This place ({0})").format(here.text)
            self.addAction(text, partial(note.insert_link, here))
        self.addAction(self.tr("A short name…"), lambda: note.ask_link(note.terms))
        self.addAction(self.tr("Another note…"), lambda: note.ask_link(note.notes))


def note_choices(
    entries: Iterable[Entry], page_name: Callable[[int, int], str]
) -> list[LinkChoice]:
    """The reader's own notes whose files have a name by now, by their first words."""
    return [
        LinkChoice(
            f"{_name(entry)} ({page_name(entry.item.document, entry.item.record.page)})",
            link_to(entry.item.record),
        )
        for entry in entries
        if entry.whose == OWN and entry.item.record.content
    ]


def _name(entry: Entry) -> str:
    record = entry.item.record
    text = record.title if isinstance(record, Bookmark) else record.quotation
    if isinstance(record, Annotation) and not text:
        text = first_line(record.note) or kind_name(entry.kind)
    return shortened(" ".join(text.split()), NAME)
