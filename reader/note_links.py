"""Follows the links that stand in notes: to a place, a short name or another note of the open volume, or to the web.

No widgets: what shall be shown is told by signal.
"""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from reader.glossary import term_target
from reader.live_targets import LiveTargets
from reader.notebook import Notebook
from reader.page_links import scheme
from reader.place_links import SCHEME, PlaceLink, read_link, write_link
from reader.session import Session
from reader.targets import Target


class LinkChoice(Struct, frozen=True):
    """Something that a note can link to: what it is called, and the link."""

    text: str
    address: str


class NoteLinks(QObject):
    """Signals:
    note_wanted(Item): a note shall be shown, which is gone to already.
    term_wanted: the session's target is a short name, and shall be seen.
    elsewhere(PlaceLink): the link leads to a document that is not open.
    """

    note_wanted = Signal(object)
    term_wanted = Signal()
    elsewhere = Signal(object)

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        live: LiveTargets,
        browse: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notebook = notebook
        self._live = live
        self._browse = browse

    def follow(self, address: str) -> None:
        """Goes where `address` leads; whatever is neither ours nor of the web is refused with a sentence."""
        if scheme(address) != SCHEME:
            self._browse(address)
            return
        link = read_link(address)
        if link is None:
            self._session.message.emit(self.tr("This link is damaged: it leads nowhere."))
        else:
            self.go(link)

    def go(self, link: PlaceLink) -> None:
        """Goes to a place of the open volume; of another one it is told by `elsewhere`."""
        document = self._session.volume.number_with(link.content)
        if document < 0:
            self.elsewhere.emit(link)
        elif link.note:
            self._go_to_note(link, document)
        elif not link.term or not self._go_to_term(link.term):
            self._go_to_page(link, document)

    def here(self) -> LinkChoice | None:
        """The page that is read, None without one that has a name by now."""
        position = self._session.position
        if position is None:
            return None
        content = self._session.documents[position.document].content
        text = self._session.page_name(position.document, position.page)
        address = write_link(PlaceLink(content, position.page))
        return LinkChoice(text, address) if content else None

    def terms(self) -> list[LinkChoice]:
        """The short names of the volume, each with the place of its first use."""
        found: dict[str, LinkChoice] = {}
        for entry in self._live.index.links.entries:
            document, use = entry.uses[0] if entry.uses else (-1, None)
            content = self._session.documents[document].content if use is not None else ""
            if use is not None and content and entry.name not in found:
                link = PlaceLink(content, use.places[0].page, term=entry.name)
                found[entry.name] = LinkChoice(entry.name, write_link(link))
        return sorted(found.values(), key=lambda choice: choice.text.casefold())

    def _go_to_note(self, link: PlaceLink, document: int) -> None:
        wanted = [item for item in self._notebook.items() if item.record.id == link.note]
        if not wanted:
            self._session.message.emit(
                self.tr("The note is not there any more; this is where it was.")
            )
            self._go_to_page(link, document)
            return
        self.note_wanted.emit(wanted[0])

    def _go_to_term(self, name: str) -> bool:
        """Shows a short name and goes to what introduces it, else to its first use."""
        answers = self._live.answers
        entries = self._live.index.links.entries
        at = next((n for n, entry in enumerate(entries) if entry.name == name), -1)
        target = term_target(at, None, answers) if at >= 0 else None
        if not isinstance(target, Target):
            return False
        location = self._live.destination(target)
        if location is not None:
            self._session.show_target(target)
            self._live.go(location)
        else:
            self._live.go_to_use(at, target.item)
        self.term_wanted.emit()
        return True

    def _go_to_page(self, link: PlaceLink, document: int) -> None:
        if link.page < self._session.documents[document].pages:
            self._session.jump(document, link.page)
        else:
            self._session.message.emit(self.tr("The document has no such page."))
