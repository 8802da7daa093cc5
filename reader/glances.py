"""What a popup, and a window that keeps it, say about a live thing: a heading, a few lines, perhaps a picture.

Everything comes from memory; notes, captions and headings say on the page what they are, and have
no glance.
"""

import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QObject

from index_builder.model import Location, Rect, Structure
from reader.answers import GUESS_BELOW, Meaning, heading_text, meaning_text
from reader.live_targets import LiveTargets
from reader.panels.cards import Cards
from reader.session import Session
from reader.targets import Kind, Target

CANDIDATES = 4
"""Of a guess; the side panel has them all."""


LEAD = 40.0
"""Points: links to a heading end a little above it."""


class Line(Struct, frozen=True):
    """A paragraph; `text[start:end]` is bold, a `pale` one is about the finding rather than from it."""

    text: str
    start: int = 0
    end: int = 0
    pale: bool = False


class Glance(Struct, frozen=True):
    """What is said.

    Attributes:
        picture: document, page and part of it (None for all), None where there is no picture.
        address: of a link out of the document, "" for anything else.
    """

    title: str
    lines: tuple[Line, ...] = ()
    picture: tuple[int, int, Rect | None] | None = None
    address: str = ""

    @property
    def text(self) -> str:
        """All of it, a paragraph a line."""
        return "\n".join([self.title, *(line.text for line in self.lines)])


class Glances(QObject):
    """Makes the glance of a target."""

    def __init__(self, session: Session, live: LiveTargets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._cards = Cards(session, live, self)

    def of(self, target: Target) -> Glance | None:
        """What is said about `target`, None where the page says it, or its document is not read."""
        if target.kind is Kind.LINK:
            return self._link(target)
        structure = self._live.answers.structure(target.document)
        if structure is None:
            return None
        match target.kind:
            case Kind.TERM:
                return self._term(target)
            case Kind.MARK:
                return self._mark(target, structure)
            case Kind.REFERENCE:
                return self._reference(target)
        return None

    # --- acronyms and short names -----------------------------------------------------------

    def _term(self, target: Target) -> Glance:
        answers = self._live.answers
        entry = answers.entry(target.index)
        meanings = answers.meanings(entry, target.document, target.page)
        if not meanings:
            says = self.tr("Not explained in the files that are open.")
            return Glance(entry.name, (Line(says, pale=True),))
        meaning = meanings[0]
        said = (meaning.definition.long_form, meaning.definition.expansion)
        lines = [Line(text) for text in said if text]
        if meaning.sentence.text:
            lines.append(_sentence(meaning))
        if meaning.is_guess:
            lines += self._guess(meaning, meanings[1:])
        lines.append(Line(self._page_of(meaning.location), pale=True))
        return Glance(entry.name, tuple(lines))

    def _guess(self, meaning: Meaning, others: list[Meaning]) -> Iterator[Line]:
        share = round(100 * meaning.definition.confidence)
        yield Line(self.tr("A guess, {0} % sure.").format(share), pale=True)
        for other in others[:CANDIDATES]:
            said = meaning_text(other.definition) or other.sentence.text
            yield self._candidate(said, other.location)

    def _candidate(self, text: str, location: Location) -> Line:
        said = self.tr("Or: {0} ({1})")
        return Line(said.format(text, self._page_of(location)), pale=True)

    # --- notes ------------------------------------------------------------------------------

    def _mark(self, target: Target, structure: Structure) -> Glance:
        note = structure.footnotes[target.index]
        mark = note.marks[target.item]
        lines = [Line(note.text)]
        sure = min(note.confidence, mark.confidence)
        if sure < GUESS_BELOW:
            lines.append(Line(self.tr("A guess, {0} % sure.").format(round(100 * sure)), pale=True))
            lines += [
                self._candidate(other.text, Location(target.document, other.place))
                for index, other in enumerate(structure.footnotes)
                if index != target.index
                and other.label == note.label
                and other.place.page == note.place.page
            ][:CANDIDATES]
        if note.place.page != target.page:
            page = self._session.page_name(target.document, note.place.page)
            lines.append(Line(page, pale=True))
        return Glance(self.tr("Note {0}").format(note.label), tuple(lines))

    # --- references -------------------------------------------------------------------------

    def _reference(self, target: Target) -> Glance | None:
        referred = self._live.answers.referred(target.document, target.index)
        if referred is None:
            return None
        location = referred.location
        if location is None:
            says = self._cards.missing_text(referred)
            return Glance(referred.reference.text, (Line(says, pale=True),))
        lines: list[Line] = []
        picture = None
        title = referred.reference.text
        if referred.caption is not None:
            title = heading_text(referred.caption).strip()
            if referred.caption.area is not None:
                picture = (location.document, location.place.page, referred.caption.area)
        elif referred.heading is not None:
            title = heading_text(referred.heading).strip()
            lines.append(Line(self._live.answers.first_lines(location)))
        if referred.is_guess:
            lines.append(Line(self.tr("A guess: several places have this number."), pale=True))
            lines += self._others(target)
        lines.append(Line(self._page_of(location), pale=True))
        return Glance(title, tuple(lines), picture)

    def _others(self, target: Target) -> list[Line]:
        """The other places of the number of a reference."""
        answers = self._live.answers
        places = answers.places_of(target.document, target.index)[1 : CANDIDATES + 1]
        found = ((answers.found_at(place), place) for place in places)
        return [self._candidate(heading_text(each), place) for each, place in found if each]

    # --- links ------------------------------------------------------------------------------

    def _link(self, target: Target) -> Glance | None:
        link = self._live.link(target)
        if link.page < 0:
            lines = () if link.is_web else (Line(self.unopened(), pale=True),)
            return Glance(link.address, lines, address=link.address)
        below = link.top + LEAD
        above = self._session.headings_above(target.document, link.page, below)
        page = self._session.page_name(target.document, link.page)
        says = self.tr("A link of the file itself, to {0}").format(page)
        title = heading_text(above[-1].heading).strip() if above else ""
        if title and self._prints(target, title):
            return None
        return Glance(title, (Line(says, pale=True),))

    def _prints(self, target: Target, title: str) -> bool:
        """Whether the page of a link names what it leads to, as a table of contents does."""
        structure = self._live.answers.structure(target.document)
        wanted = _plain(title)
        return any(
            wanted in _plain(passage.text)
            for passage in (structure.passages if structure else ())
            if any(page == target.page for _, page in passage.pages)
        )

    def unopened(self) -> str:
        """Why an address is not opened."""
        return self.tr("Only web addresses are opened: never mail, scripts, files or programs.")

    def _page_of(self, location: Location) -> str:
        return self._session.page_name(location.document, location.place.page)


def _sentence(meaning: Meaning) -> Line:
    return Line(meaning.sentence.text, meaning.sentence.start, meaning.sentence.end)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
