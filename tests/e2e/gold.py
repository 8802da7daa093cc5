"""Where the hand-made truth says that something stands, looked up in what the page itself draws.

The places are found without the extractor: by the characters of the page and their boxes. Only where
the page draws them in an order of its own (4、5; a word over two columns) is the extractor asked.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from index_builder.model import PageText, Rect
from index_builder.pdf import Pdf
from index_builder.plain import plain
from index_builder.uses import words_in


def squeezed(text: str) -> str:
    """In one width, without spaces and without signs that nobody sees (U+2060)."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


class Spot(NamedTuple):
    """A place of a file, what a person would call it, and the words that must be said there."""

    page: int
    rect: Rect
    name: str
    words: tuple[str, ...]


class Truth:
    """The truth about one file, and its pages."""

    def __init__(self, path: Path, gold: dict[str, Any]) -> None:
        self.path = path
        self.gold = gold
        with Pdf(path) as pdf:
            self.pages: list[PageText] = list(pdf.texts())
        self._plain = [plain(page.text) for page in self.pages]

    def marks(self) -> Iterator[tuple[dict[str, Any], Spot | None]]:
        """Each mark of the truth, and where it is drawn with its note's text; None where it cannot be told."""
        notes = {(n["page"], n["label"]): n["text"] for n in self.gold["footnotes"]}
        for mark in self.gold["markers"]:
            label = plain(mark["label"])
            places = self._places(mark["page"], plain(mark["before"]) + label)
            text = notes.get((mark["page"], mark["label"]), "")
            if len(places) != 1 or not text:
                yield mark, None
                continue
            rect = self._box(mark["page"], places[0] + len(mark["before"]))
            name = f"p. {mark['page']}, mark {mark['label']} behind “{mark['before']}”"
            yield mark, Spot(mark["page"] - 1, rect, name, (text,))

    def references(self) -> Iterator[tuple[dict[str, Any], Rect | None]]:
        """Each reference of the truth, and where it is drawn; the caption with the same label is none."""
        seen: dict[tuple[int, str], int] = {}
        for reference in self.gold["references"]:
            key = (reference["page"], reference["text"])
            places = [
                at
                for at in self._places(reference["page"], plain(reference["text"]))
                if self._plain[reference["page"] - 1][at - 1 : at] != "■"
            ]
            number = seen[key] = seen.get(key, -1) + 1
            found = places[number] if number < len(places) else None
            yield reference, None if found is None else self._box(reference["page"], found)

    def uses(self, name: str, others: Iterable[str]) -> Iterator[tuple[int, Rect]]:
        """Page and box of each place where `name` is drawn as a word of its own.

        It is none in `others`: longer names (OECD in OECD.AI) and running heads; nor joined by a hyphen.
        """
        longer = [plain(other) for other in others if name in plain(other) and plain(other) != name]
        for number, text in enumerate(self._plain):
            taken = [span for other in longer for span in _spans(text, other)]
            for start, end in words_in(text, name):
                joined = re.match(r"-\w", text[end:]) or re.search(r"\w-$", text[:start])
                if not joined and not any(a <= start and end <= b for a, b in taken):
                    yield number, self.pages[number].box(start)

    def captions(self) -> dict[str, str]:
        """The titles of figures and tables by their numbers."""
        found = {}
        for caption in self.gold.get("captions", ()):
            match = re.match(r"■?第([\d-]+)[図表]/(.+)", plain(caption["text"]).replace("／", "/"))
            if match:
                found[match[1]] = caption["text"].split("／", 1)[1]
        return found

    def _places(self, page: int, words: str) -> list[int]:
        return [match.start() for match in re.finditer(re.escape(words), self._plain[page - 1])]

    def _box(self, page: int, character: int) -> Rect:
        return self.pages[page - 1].box(character)


def _spans(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where `words` stand in `text`, whatever spaces stand in them."""
    pattern = r"\s*".join(re.escape(char) for char in words if not char.isspace())
    return (match.span() for match in re.finditer(pattern, text))


def truths(shared: Path, papers: list[Path]) -> dict[str, Truth]:
    """The files that have a hand-made truth, by the stem of their names."""
    found = {}
    for path in papers:
        file = shared / "gold" / f"{path.stem}.json"
        if file.exists():
            found[path.stem] = Truth(path, json.loads(file.read_text("utf-8")))
    return found
