"""Prints how long 1,000 annotations take to be found again in another edition of 1,000 pages.

`python tests/bench/anchoring.py`; the text is made up, one sentence in twenty is changed.
"""

import sys
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("index_builder", "reader")]

import second_edition  # noqa: E402

from index_builder.model import Part, Passage, Structure  # noqa: E402
from reader.anchoring import anchor  # noqa: E402
from reader.edition_text import Edition, EditionText  # noqa: E402

PAGES = 1000
NOTES = 1000
PER_PAGE = 1000
"""Characters of a page, as in a white paper."""


def edition(paragraphs: second_edition.Paragraphs, content: str) -> Edition:
    """Paragraphs over pages, each character in a box of its own; nothing is drawn."""
    passages: list[Passage] = []
    at = 0
    for sentences in paragraphs:
        text = "".join(sentence.text for sentence in sentences)
        page, start = divmod(at, PER_PAGE)
        sources = array("i", [(start + n) % PER_PAGE for n in range(len(text))])
        turn = PER_PAGE - start
        pages = ((0, page), (turn, page + 1)) if turn < len(text) else ((0, page),)
        passages.append(Passage(Part.BODY, text, sources, pages))
        at += len(text)
    labels = tuple(str(page) for page in range(at // PER_PAGE + 1))
    return Edition(content, Structure("", labels, tuple(passages)), Grid())


class Grid:
    """Forty characters a line on every page."""

    def __init__(self) -> None:
        self._boxes = array("d", self._corners())

    def __getitem__(self, page: int, /) -> "array[float]":
        return self._boxes

    @staticmethod
    def _corners() -> Iterator[float]:
        for number in range(PER_PAGE):
            line, column = divmod(number, 40)
            yield from (10.0 * column, 16.0 * line, 10.0 * column + 10, 16.0 * line + 10)


def main() -> None:
    before = second_edition.chapter(1, PAGES * PER_PAGE // 42)
    after = second_edition.revised(before, 2)
    old, new = edition(before, "old"), edition(after, "new")
    notes = [note for _, note in second_edition.annotations(old, before, 3, NOTES)]
    print(f"pages: {len(new.structure.labels)}, annotations: {len(notes)}")
    began = time.perf_counter()
    text = EditionText([new])
    print(f"text made: {time.perf_counter() - began:.2f} s, {len(text.text):,} characters")
    began = time.perf_counter()
    other = EditionText([old])
    print(f"old text made: {time.perf_counter() - began:.2f} s")
    for name, known in (("with the old text", other), ("notes alone", None)):
        began = time.perf_counter()
        found = anchor(notes, text, known)
        seconds = time.perf_counter() - began
        sure = sum(answer.is_sure for answer in found)
        lost = sum(not answer.pieces for answer in found)
        print(f"{name}: {seconds:.2f} s; {sure} sure, {len(found) - sure - lost} not, {lost} lost")


if __name__ == "__main__":
    main()
