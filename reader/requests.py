"""Which hits' details are asked for next: those that are looked at first, then the rest of a short answer. Pure.

One request is under way at a time, so that what comes into sight never waits for more than one.
"""

from collections.abc import Container, Iterable
from itertools import islice

from reader.results import Results, Section

CHUNK = 64
"""Rows of one request; the first screen of the list is in the first."""

FETCH_ALL = 2000
"""Answers of up to so many hits are fetched whole, so that every page has its marks."""

KEPT_WISHES = 512


class Requests:
    """The order of the requests of one answer."""

    def __init__(self) -> None:
        self._wishes: dict[int, None] = {}
        self.clear()

    def clear(self) -> None:
        """Forgets everything, what is under way too."""
        self._wishes = {}
        self._next = self._end = 0
        self._under_way = False

    def want(self, numbers: Iterable[int]) -> None:
        """These are looked at now; what was wanted long ago is forgotten."""
        newest = {**dict.fromkeys(numbers), **self._wishes}
        self._wishes = dict.fromkeys(islice(newest, KEPT_WISHES))

    def plan(self, results: Results) -> None:
        """What is fetched without being looked at: all of a short answer, the beginning of a long one."""
        count = len(results)
        self._next = 0
        self._end = count if count <= FETCH_ALL else CHUNK

    def answered(self) -> None:
        self._under_way = False

    def next(self, results: Results, known: Container[int]) -> tuple[Section, list[int]] | None:
        """The rows of a section to ask for now, None when one is under way or nothing is wanted."""
        if self._under_way:
            return None
        numbers = self._wished(results, known) or self._planned(results, known)
        if not numbers:
            return None
        self._under_way = True
        section = results.section_of(numbers[0])
        return section, [number - section.first for number in numbers]

    def _wished(self, results: Results, known: Container[int]) -> list[int]:
        """Up to a chunk of what is wanted, of one section; what is left stays wanted."""
        waiting = [n for n in self._wishes if n not in known and n < len(results)]
        taken = waiting[:CHUNK]
        if taken:
            section = results.section_of(taken[0])
            end = section.first + len(section.found)
            taken = [n for n in taken if section.first <= n < end]
        gone = set(taken)
        self._wishes = dict.fromkeys(n for n in waiting if n not in gone)
        return taken

    def _planned(self, results: Results, known: Container[int]) -> list[int]:
        while self._next < self._end:
            section = results.section_of(self._next)
            stop = min(self._next + CHUNK, self._end, section.first + len(section.found))
            numbers = [n for n in range(self._next, stop) if n not in known]
            self._next = stop
            if numbers:
                return numbers
        return []
