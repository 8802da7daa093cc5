"""How the hits of a search are printed: a line each for people, JSON for scripts."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index_builder.errors import Missing, NotBuilt
from index_builder.library import Library
from index_builder.model import Hit, Part, Place
from index_builder.query import Query
from index_builder.search import Searcher


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: `total` hits, of which `hits` are given as (content, hit)."""

    query: str
    total: int
    hits: tuple[tuple[str, Hit], ...]


BOLD, PLAIN = "\x1b[1m", "\x1b[22m"


class Listing:
    """Searches the volumes of a library and prints what it finds.

    `paths` are the files to search in; none means all. Raises NotBuilt when one is not indexed.
    """

    def __init__(self, library: Library, paths: Sequence[Path]) -> None:
        self._library = library
        self._paths = _named(library, paths)
        self._labels: dict[str, tuple[str, ...]] = {}
        self._searchers = [
            Searcher(library, kept)
            for volume in library.volumes()
            if (kept := [c for c in volume if not paths or c in self._paths])
        ]

    def find(self, query: str, parsed: Query, *, forms: bool, limit: int | None) -> Answer:
        """The hits of all volumes, exact ones first; at most `limit` of them in full."""
        hits: list[tuple[str, Hit]] = []
        total = 0
        for searcher in self._searchers:
            matches = list(searcher.matches(parsed))
            total += len(matches)
            room = len(matches) if limit is None else max(0, limit - len(hits))
            found = [searcher.hit(match) for match in matches[:room]]
            hits += [(searcher.contents[hit.document], hit) for hit in found]
        for searcher in self._searchers if forms else ():
            others = searcher.forms(query)
            total += len(others)
            room = len(others) if limit is None else max(0, limit - len(hits))
            hits += [(searcher.contents[hit.document], hit) for hit in others[:room]]
        return Answer(query, total, tuple(hits))

    def print(self, answer: Answer) -> None:
        """One line a hit: file:page [printed page] headings › text around it."""
        bold = sys.stdout.isatty()
        for content, hit in answer.hits:
            page = hit.places[0].page if hit.places else 0
            label = self._label(content, page)
            text = hit.snippet[hit.start : hit.end]
            shown = f"{BOLD}{text}{PLAIN}" if bold else text
            snippet = hit.snippet[: hit.start] + shown + hit.snippet[hit.end :]
            place = f"{Path(self._path(content)).name}:{page + 1}"
            printed = f" [{label}]" if label else ""
            above = hit.headings[:-1] if hit.part is Part.HEADING else hit.headings
            print(_one_line(f"{place}{printed} {' › '.join((*above, snippet))}"))

    def print_json(self, answer: Answer) -> None:
        """The answer as docs/CLI.md describes it."""
        plain = {
            "query": answer.query,
            "total": answer.total,
            "hits": [self._plain(content, hit) for content, hit in answer.hits],
        }
        print(json.dumps(plain, ensure_ascii=False, indent=1))

    def _plain(self, content: str, hit: Hit) -> dict[str, object]:
        first, *others = hit.places or (Place(0, ()),)
        plain: dict[str, object] = {
            "path": self._path(content),
            "page": first.page + 1,
            "label": self._label(content, first.page),
            "headings": hit.headings,
            "part": hit.part.value,
            "kind": hit.kind,
            "snippet": hit.snippet,
            "text": hit.snippet[hit.start : hit.end],
            "rects": _rects(first),
        }
        if others:
            plain["continued"] = [{"page": p.page + 1, "rects": _rects(p)} for p in others]
        return plain

    def _path(self, content: str) -> str:
        if content not in self._paths:
            known = self._library.paths(content)
            self._paths[content] = known[0] if known else content
        return self._paths[content]

    def _label(self, content: str, page: int) -> str:
        if content not in self._labels:
            self._labels[content] = self._library.labels(content)
        labels = self._labels[content]
        return labels[page] if page < len(labels) else ""


def _named(library: Library, paths: Sequence[Path]) -> dict[str, str]:
    """The contents of the files, with the names they were asked for by."""
    if not paths:
        return {}
    from index_builder.build import discover  # noqa: PLC0415 - a search of everything starts sooner without

    named: dict[str, str] = {}
    files, failed = discover(paths)
    for failure in failed:
        raise failure.error
    for path in files:
        try:
            content = library.content_of(path)
        except OSError as error:
            raise Missing(f"“{path.name}” cannot be opened: {error.strerror}.") from error
        if not library.holds(content):
            raise NotBuilt(f"“{path.name}” is not indexed.", "Index it with “hakusho-index build”.")
        named[content] = str(path)
    return named


def _rects(place: Place) -> list[list[float]]:
    return [[round(value, 2) for value in rect] for rect in place.rects]


def _one_line(text: str) -> str:
    """White space of any kind as single spaces, so that a hit is one line."""
    return " ".join(text.split())
