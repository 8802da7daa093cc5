"""Made-up answers of a search, and an index that is told what to answer."""

from array import array
from collections.abc import Sequence
from pathlib import Path

from test_models import heading, structure
from test_session import FakeIndex, FakeRenderer, info

from index_builder.found import Answer, Found, HitGroup, Kind
from index_builder.model import PARTS, Hit, Part, Place, Rect, Structure, TextRange
from reader.finding import Finder
from reader.results import Detail
from reader.session import Session
from reader.settings import Settings

Row = tuple[int, int, tuple[str, ...], Part]
"""Document, page, headings, part."""


def row(
    document: int = 0, page: int = 0, headings: tuple[str, ...] = ("章",), part: Part = Part.BODY
) -> Row:
    return document, page, headings, part


def found(rows: Sequence[Row], kind: Kind = Kind.EXACT, name: str = "") -> Found:
    groups: list[HitGroup] = []
    for number, (document, _, headings, _) in enumerate(rows):
        if groups and (groups[-1].document, groups[-1].headings) == (document, headings):
            last = groups.pop()
            groups.append(HitGroup(document, headings, last.first, last.count + 1))
        else:
            groups.append(HitGroup(document, headings, number, 1))
    return Found(
        kind,
        name,
        array("I", [document for document, *_ in rows]),
        array("I", [page for _, page, *_ in rows]),
        array("B", [PARTS.index(part) for *_, part in rows]),
        array("I", range(0, 10 * len(rows), 10)),
        array("I", range(4, 10 * len(rows) + 4, 10)),
        tuple(groups),
    )


def detail(document: int, page: int, number: int, headings: tuple[str, ...] = ("章",)) -> Detail:
    """Its rectangle lies the further down the page the higher its number."""
    place = Place(page, (Rect(10, 20 + 10 * number, 30, 28 + 10 * number),))
    span = TextRange(0, 10 * number, 10 * number + 4)
    snippet = f"前のＮＩＳＴ、{number}番"
    return Detail(Hit(document, (place,), span, Part.BODY, "exact", headings, snippet, 2, 6), "")


class Desk:
    """A session of one volume, its finder, and the index that answers when it is told to."""

    def __init__(self, folder: Path, names: str = "a", pages: int = 3) -> None:
        self.index = FakeIndex()
        self.renderer = FakeRenderer()
        self.session = Session(self.renderer, self.index)
        self.settings = Settings(folder / "settings.json")
        self.finder = Finder(self.session, self.index, self.settings)
        self.open(names, pages)

    def open(self, names: str, pages: int = 3) -> None:
        if names:
            self.session.open([Path(f"{name}.pdf") for name in names])
        self.shown(names, pages)
        for document, name in enumerate(names):
            self.session.on_structure(document, name, self.structure())

    def shown(self, names: str, pages: int = 3) -> None:
        """The files are open, in the order given, and identified."""
        for document in range(len(names)):
            self.session.on_opened(document, info(pages))
        if names:
            self.session.on_ordered(tuple(range(len(names))), "白書")
        for name in names:
            self.session.on_identified(Path(f"{name}.pdf"), name)

    @staticmethod
    def structure() -> Structure:
        return structure(heading(1, "部", 0))

    @property
    def ticket(self) -> int:
        ticket = self.index.last("search")[1]
        assert isinstance(ticket, int)
        return ticket

    def search(self, text: str, rows: Sequence[Row], contents: Sequence[str] = ("a",)) -> Found:
        """Types and answers."""
        self.finder.search(text)
        return self.answer(rows, contents)

    def answer(self, rows: Sequence[Row], contents: Sequence[str] = ("a",)) -> Found:
        exact = found(rows)
        self.finder.on_found(self.ticket, tuple(contents), Answer(exact))
        return exact

    def grow(self, others: Sequence[Found], **more: object) -> None:
        """The rest of the answer comes."""
        results = self.finder.results
        answer = Answer(results.sections[0].found, tuple(others), **more)  # type: ignore[arg-type]
        self.finder.on_found(self.ticket, results.contents, answer)

    def give_details(self) -> list[int]:
        """Answers the last request for details; gives its rows."""
        _, ticket, _, asked, rows = self.index.last("details")
        assert isinstance(asked, Found)
        details = [detail(asked.documents[each], asked.pages[each], each) for each in rows]
        self.finder.on_detailed(ticket, asked, rows, details)
        return list(rows)
