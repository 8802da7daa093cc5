"""How the hits of a search are printed: a line each for people, JSON for scripts."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index_builder.errors import Missing, NotBuilt
from index_builder.found import Found, Options, Suggestion
from index_builder.library import Library
from index_builder.model import Hit, Part, Place
from index_builder.query import Query
from index_builder.search import Searcher


@dataclass(frozen=True, slots=True)
class Listed:
    """What a search found: `total` hits, of which `hits` are given as (content, hit).

    `trouble` says why there are no word forms though they were asked for.
    """

    query: str
    total: int
    hits: tuple[tuple[str, Hit], ...]
    suggestions: tuple[Suggestion, ...]
    trouble: NotBuilt | None


BOLD, PLAIN = "\x1b[1m", "\x1b[22m"
SCOPES = ("library", "volume", "document")


class Listing:
    """Searches the documents of a library and prints what it finds.

    `scope` is one of SCOPES: all documents, those of the volumes that the files `paths` are in, or
    the files alone; "" is document where files are given, else library. Raises NotBuilt when a
    file is not indexed.
    """

    def __init__(self, library: Library, paths: Sequence[Path], scope: str = "") -> None:
        self._library = library
        self._paths = _named(library, paths)
        self._labels: dict[str, tuple[str, ...]] = {}
        scope = scope or ("document" if paths else "library")
        wanted = [
            content
            for volume in library.volumes()
            for content in volume
            if scope == "library"
            or content in self._paths
            or (scope == "volume" and not self._paths.keys().isdisjoint(volume))
        ]
        self._searcher = Searcher(library, wanted)

    def find(self, query: Query, options: Options, *, limit: int | None) -> Listed:
        """The hits, exact ones first; at most `limit` of them in full."""
        searcher = self._searcher
        exact = searcher.find(query, options)
        others, trouble = self._others(query, options)
        hits: list[tuple[str, Hit]] = []
        total = 0
        for found in (exact, *others):
            total += len(found)
            room = None if limit is None else max(0, limit - len(hits))
            details = searcher.hits(found, range(len(found))[:room])
            hits += [(searcher.contents[hit.document], hit) for hit in details]
        suggestions = searcher.suggestions(query) if options.readings or not total else ()
        return Listed(query.text, total, tuple(hits), suggestions, trouble)

    def _others(self, query: Query, options: Options) -> tuple[tuple[Found, ...], NotBuilt | None]:
        try:
            return self._searcher.others(query, options), None
        except NotBuilt as error:
            without = Options(options.distinguish, synonyms=options.synonyms)
            return self._searcher.others(query, without), error

    def print(self, answer: Listed) -> None:
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
        if answer.suggestions:
            words = ", ".join(f"{each.text} ({each.count})" for each in answer.suggestions)
            print(f"Read so: {words}", file=sys.stderr)

    def print_json(self, answer: Listed) -> None:
        """The answer as docs/CLI.md describes it."""
        plain: dict[str, object] = {
            "query": answer.query,
            "total": answer.total,
            "hits": [self._plain(content, hit) for content, hit in answer.hits],
        }
        if answer.suggestions:
            plain["suggestions"] = [
                {"text": each.text, "total": each.count} for each in answer.suggestions
            ]
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
