"""Where the hits of an answer stand in the open volume. No widgets."""

from collections.abc import Sequence

from index_builder.model import Part
from reader.results import Results
from reader.session import Session

Page = tuple[int, int]


class Placing:
    """The documents of an answer as the session counts them, and its hits page by page."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._results = Results()
        self._is_counted = False
        self._numbers: dict[int, int] = {}
        self._by_page: dict[Page, list[int]] = {}
        self._by_page_of: tuple[Results, Part | None, dict[int, int]] | None = None

    def take(self, results: Results, *, is_counted: bool) -> None:
        """Another answer; `is_counted` when its documents are counted as the session's already."""
        self._results, self._is_counted = results, is_counted
        self.renumber()

    def renumber(self) -> bool:
        """Counts the documents as the session counts them now; whether that changed anything."""
        before, contents = self._numbers, self._results.contents
        if self._is_counted:
            self._numbers = {number: number for number in range(len(contents))}
        else:
            self._numbers = self._session.volume.numbers(contents)
        return self._numbers != before

    def number(self, document: int) -> int:
        """The session's number of a document of the answer, −1 where that is not open."""
        return self._numbers.get(document, -1)

    def nearest(self, results: Results, numbers: Sequence[int]) -> int:
        """The index of the first of some hits that stands where one reads or after it, else 0."""
        position, volume = self._session.position, self._session.volume
        if position is None or position.document not in volume.order:
            return 0
        rank = {document: at for at, document in enumerate(volume.order)}
        here = (rank[position.document], position.page)
        for at, number in enumerate(numbers):
            place = rank.get(self.number(results.document(number)), -1)
            if (place, results.page(number)) >= here:
                return at
        return 0

    def rows_by_page(self, results: Results, part: Part | None) -> dict[Page, list[int]]:
        """The hits of one part of the page, or all, by document and page; those that are not open left out."""
        known = (results, part, self._numbers)
        if self._by_page_of is None or any(
            a is not b for a, b in zip(self._by_page_of, known, strict=True)
        ):
            self._by_page_of, self._by_page = known, {}
            for section in results.sections:
                for sheaf in section.found.sheaves:
                    if (document := self._numbers.get(sheaf.document, -1)) >= 0:
                        pages = sheaf.pages()
                        for number in section.numbers_of(sheaf, part):
                            place = document, pages[number - section.first - sheaf.first]
                            self._by_page.setdefault(place, []).append(number)
        return self._by_page
