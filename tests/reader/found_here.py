"""Made-up answers of a search, and an index that is told what to answer."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from test_models import heading, structure
from test_session import FakeIndex, FakeRenderer, info

from index_builder.found import Answer, Found, Headings, Kind, Rows
from index_builder.model import PARTS, Hit, Part, Place, Rect, Structure, TextRange
from index_builder.spans import Spans
from index_builder.stored import FoldedText
from reader.finding import Finder
from reader.results import Detail
from reader.session import Session
from reader.settings import Settings

HEADINGS: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
"""By document the headings that rows have been given."""

Row = tuple[int, int, tuple[str, ...], Part]
"""Document, page, headings, part."""


def row(
    document: int = 0, page: int = 0, headings: tuple[str, ...] = ("章",), part: Part = Part.BODY
) -> Row:
    return document, page, headings, part


def found(rows: Sequence[Row], kind: Kind = Kind.EXACT, name: str = "") -> Found:
    """A sheaf for each run of rows of one document; row n stands at 10 n, in a passage of its own."""
    made = Rows()
    for document, group in groupby(enumerate(rows), lambda each: each[1][0]):
        numbers, here = zip(*group, strict=True)
        trails = HEADINGS[document]
        for _, _, headings, _ in here:
            if headings and headings not in trails:
                trails.append(headings)
        starts = array("I", [10 * number for number in numbers])
        table = FoldedText(
            b"",
            starts,
            array("B", [PARTS.index(part) for *_, part in here]),
            array("i", [trails.index(names) if names else -1 for _, _, names, _ in here]),
            starts,
            array("I", [page for _, page, *_ in here]),
        )
        made.add(document, Spans.of_length(starts, 4), table)
    return made.found(kind, name)


def headings_of(*founds: Found) -> dict[int, Headings]:
    """The headings of the documents that are in `founds`."""
    documents = {sheaf.document for found in founds for sheaf in found.sheaves}
    return {document: tuple(HEADINGS[document]) for document in documents}


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

    def answer(
        self, rows: Sequence[Row], contents: Sequence[str] = ("a",), *, is_bare: bool = False
    ) -> Found:
        """With the headings of the documents, unless it is bare."""
        exact = found(rows)
        headings = {} if is_bare else headings_of(exact)
        self.finder.on_found(self.ticket, tuple(contents), Answer(exact, headings=headings))
        return exact

    def grow(self, others: Sequence[Found], **more: object) -> None:
        """The rest of the answer comes."""
        results = self.finder.results
        exact = results.sections[0].found
        headings = headings_of(exact, *others)
        answer = Answer(exact, tuple(others), headings=headings, **more)  # type: ignore[arg-type]
        self.finder.on_found(self.ticket, results.contents, answer)

    def give_details(self) -> list[int]:
        """Answers the last request for details; gives its rows."""
        _, ticket, _, asked, rows = self.index.last("details")
        assert isinstance(asked, Found)
        details = [detail(asked.place(each)[0], asked.page(each), each) for each in rows]
        self.finder.on_detailed(ticket, asked, rows, details)
        return list(rows)
