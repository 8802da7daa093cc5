"""Latency of search over the nine files and over shelves of many pages made of them, beside its peers.

python tests/bench/search.py [pages of the shelf: 10000] [pages of the long shelf: 100000; 0 for none]

The shelves hold copies of the documents whose paragraphs are shuffled; the long one has neither
boxes nor an index of words, for it shows the exact scan. Each is searched by a process of its own,
so that its memory is that of the search (`search.py --measure LIBRARY full|scan`). The peers are SQLite's FTS5 with trigrams
over the same paragraphs, and pdfgrep over the nine files.
"""

import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from measure import milliseconds, pss, white_paper
from msgspec.structs import replace

from index_builder.analyzer import page_words
from index_builder.build import build
from index_builder.errors import QueryError
from index_builder.found import Options
from index_builder.library import Library
from index_builder.model import Structure
from index_builder.planes import ENCODING, unpack
from index_builder.query import parse
from index_builder.search import Searcher
from index_builder.stored import INSERTED
from index_builder.text import fold
from index_builder.words import WordIndex

QUERIES = (
    "NIST", "人工知能", "第１-３-１図", "Society 5.0", "ＡＩ 規制", "存在しない語句", "AI",
    "AI OR 量子", "AI -規制", "in:note NIST", "AI NEAR/10 規制", "re:/第[0-9]+期/",
)  # fmt: skip
FORMS = ("取組", "サーバー", "見直す", "研究 取組")
PEER_QUERIES = ("NIST", "人工知能", "Society 5.0", "存在しない語句", "AI")
ROUNDS = 9
SHOWN = 50
"""Rows whose details are made, as many as a window shows and more."""


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Seconds of each round, after one that warms up."""
    work()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return seconds


def measure(folder: Path, *, full: bool) -> None:
    """Prints every query's time: the complete list of rows, then the details of those shown, then forms."""
    opening = timed(lambda: Library(folder).close())
    print(f"  opening the library              {milliseconds(opening)}")
    library = Library(folder)
    searcher = Searcher(library, library.contents())
    started = time.perf_counter()
    searcher.find(parse("存在しない語句"))
    print(f"  first search, reads the texts {1e3 * (time.perf_counter() - started):6.1f} ms")
    for text in QUERIES:
        find = partial(searcher.find, parse(text))
        try:
            found, seconds = find(), timed(find)
        except QueryError as error:
            print(f"  exact {text:16} {error.message}")
            continue
        print(f"  exact {text:16} {len(found):7} hits   {milliseconds(seconds)}")
        if full and len(found):
            some = range(min(SHOWN, len(found)))
            seconds = timed(partial(searcher.hits, found, some))
            print(f"    details of {len(some):2} of them            {milliseconds(seconds)}")
    print(f"  memory of this process after exact searches {pss():.0f} MiB")
    for text in FORMS if full else ():
        few = partial(searcher.forms, parse(text), Options(), most=SHOWN)
        print(f"  forms {text:16} {len(few()):7} of at most {SHOWN} {milliseconds(timed(few, 5))}")
    if full:
        print(f"  memory with the dictionary {pss():.0f} MiB")


def measured(folder: Path, *, full: bool) -> None:
    """`measure` in a process of its own."""
    sys.stdout.flush()
    arguments = ["--measure", str(folder), "full" if full else "scan"]
    subprocess.run([sys.executable, __file__, *arguments], check=True)


def with_pdfgrep(paths: Sequence[Path]) -> None:
    """The same files by pdfgrep, which reads them anew and misses what a line end breaks."""
    if shutil.which("pdfgrep") is None:
        print("  pdfgrep is not installed")
        return
    names = [str(path) for path in paths]
    search = partial(
        subprocess.run, ["pdfgrep", "-c", "ＮＩＳＴ", *names], check=False, capture_output=True
    )
    print(f"  pdfgrep ＮＩＳＴ, nine files        {milliseconds(timed(search, 3))}")


def with_trigrams(library: Library, folder: Path) -> None:
    """SQLite's FTS5 with trigrams over the folded paragraphs; it finds nothing of two letters."""
    path = folder / "trigrams.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE VIRTUAL TABLE found USING fts5(text, tokenize = 'trigram')")
        started = time.perf_counter()
        for content in library.contents():
            text = unpack(library.text(content).data).decode(ENCODING)
            db.executemany("INSERT INTO found VALUES (?)", ((line,) for line in text.split("\n")))
        db.commit()
        took = time.perf_counter() - started
        print(f"  FTS5 trigrams: {took:.1f} s to build, {path.stat().st_size / 1e6:.1f} MB")
        for text in PEER_QUERIES:
            asked = f'"{fold(text).text}"'
            rows = partial(
                lambda asked: db.execute(
                    "SELECT rowid FROM found WHERE found MATCH ?", (asked,)
                ).fetchall(),
                asked,
            )
            print(f"  FTS5 {text:17} {len(rows()):7} blocks {milliseconds(timed(rows))}")


class Shelf:
    """Shuffled copies of the documents of `small`, to be put into another library."""

    def __init__(self, small: Library) -> None:
        self._sources = []
        for content in small.contents():
            structure = small.structure(content)
            boxes = [small.boxes(content, page) for page in range(len(structure.labels))]
            words, vocabulary = page_words(structure.passages, len(boxes))
            opening = small.opening(content)
            self._sources.append((content, structure, boxes, opening, words, vocabulary))
        self._copies = count()

    def copy(self, *, bare: bool = False) -> list[tuple[Any, ...]]:
        """One copy of every document, as `put` takes it."""
        number = next(self._copies)
        made = []
        for content, structure, boxes, opening, words, vocabulary in self._sources:
            there = [array("f")] * len(boxes) if bare else boxes
            other, laid = shuffled(structure, there, number)
            known = () if bare else vocabulary
            made.append((f"{content}-{number}", other, laid, opening, known, words))
        return made


def put(documents: Sequence[tuple[Any, ...]], large: Library, index: WordIndex | None) -> int:
    """Stores and indexes; the pages that were put."""
    for content, structure, boxes, opening, vocabulary, words in documents:
        large.put(content, structure, boxes, opening, vocabulary)
        if index is not None:
            index.add(content, words)
    return sum(len(document[2]) for document in documents)


def shuffled(
    structure: Structure, boxes: Sequence["array[float]"], seed: int
) -> tuple[Structure, list["array[float]"]]:
    """The same paragraphs in another order, laid on the same pages and under the same headings.

    Without boxes the characters have no places.
    """
    order = list(structure.passages)
    random.Random(seed).shuffle(order)
    pages = [array("f") for _ in boxes]
    passages = []
    for passage, room in zip(order, structure.passages, strict=True):
        page = room.pages[0][1] if room.pages else 0
        sources = array("i", passage.sources)
        for offset, source in enumerate(passage.sources if boxes[page] else ()):
            if source != INSERTED:
                sources[offset] = len(pages[page]) // 4
                there = boxes[passage.page_at(offset)]
                pages[page] += there[4 * source : 4 * source + 4]
        passages.append(
            replace(passage, sources=sources, pages=((0, page),), heading=room.heading, notes=())
        )
    return replace(structure, passages=tuple(passages), references=()), pages


def fill(shelf: Shelf, large: Library, pages: int, *, bare: bool = False) -> None:
    """Fills `large`; prints the speed, the sizes, and what one copy more costs."""
    index = None if bare else WordIndex(large)
    done, shares = 0, []
    while done < pages:
        documents = shelf.copy(bare=bare)
        started = time.perf_counter()
        more = put(documents, large, index)
        shares.append((time.perf_counter() - started) / more)
        done += more
    print(f"{done} pages, stored and indexed at {1 / statistics.mean(shares):.0f} pages/s")
    if bare:
        return
    if index is not None:
        index.flush()
    documents = shelf.copy()
    started = time.perf_counter()
    again = WordIndex(large)
    more = put(documents, large, again)
    again.flush()
    last = (time.perf_counter() - started) / more
    print(f"  the last copy, with opening, costs {last / statistics.mean(shares):.2f} × its share")
    sizes = {
        name: sum(path.stat().st_size for path in (large.folder / name).glob("*"))
        for name in ("texts", "index")
    }
    print(f"  folded text {sizes['texts'] / 1e6:.1f} MB, word index {sizes['index'] / 1e6:.1f} MB")


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), full=sys.argv[3] == "full")
        return
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    long = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    paths = white_paper()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = Library(folder / "small")
        build(paths, small)
        print("nine files")
        with_pdfgrep(paths)
        measured(small.folder, full=True)
        shelf = Shelf(small)
        if pages:
            large = Library(folder / "large")
            fill(shelf, large, pages)
            measured(large.folder, full=True)
            with_trigrams(large, folder)
        if long:
            largest = Library(folder / "largest")
            fill(shelf, largest, long, bare=True)
            measured(largest.folder, full=False)


if __name__ == "__main__":
    main()
