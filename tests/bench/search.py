"""Latency of search over the nine files, and over a library of many pages made of them.

python tests/bench/search.py [pages of the large library, 0 for none; 2000] [with its word index: 1]

The large library holds copies of the documents whose paragraphs are shuffled.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from measure import milliseconds, pss, white_paper

from index_builder.build import build
from index_builder.library import Library
from index_builder.model import Structure
from index_builder.query import parse
from index_builder.search import Searcher, WordIndex, terms

QUERIES = ("NIST", "人工知能", "第１-３-１図", "Society 5.0", "ＡＩ 規制", "存在しない語句", "AI")
FORMS = ("取組", "サーバー", "見直す")
ROUNDS = 15


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Seconds of each round, after one that warms up."""
    work()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return seconds


def measure(library: Library, contents: Sequence[str], *, forms: bool) -> None:
    """Prints every query's time; the first search reads the texts."""
    searcher = Searcher(library, contents)
    started = time.perf_counter()
    searcher.exact("存在しない語句")
    print(f"  first search, reads the texts {1e3 * (time.perf_counter() - started):6.1f} ms")
    for query in QUERIES:
        exact, scan = partial(searcher.exact, query), partial(_scan, searcher, query)
        print(f"  exact {query:14} {len(exact()):7} hits  {milliseconds(timed(exact))}")
        print(f"    of these the places alone         {milliseconds(timed(scan))}")
    for query in FORMS if forms else ():
        few = partial(searcher.forms, query, limit=50)
        print(f"  forms {query:14} {len(few()):7} of at most 50  {milliseconds(timed(few, 3))}")
    print(f"  memory of this process {pss():.0f} MiB")


def _scan(searcher: Searcher, query: str) -> None:
    """Every occurrence, without its snippet, headings and rectangles."""
    for _ in searcher.matches(parse(query)):
        pass


def with_grep(paths: Sequence[Path]) -> None:
    """The same files by pdftotext and grep, which read the PDFs anew and miss what a line end breaks."""

    def grep() -> None:
        for path in paths:
            text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
            subprocess.run(["grep", "-c", "NIST"], input=text, capture_output=True, check=False)

    print(f"  pdftotext | grep NIST         {milliseconds(timed(grep, 3))}")


def shuffled(structure: Structure, seed: int) -> tuple[Structure, list[int]]:
    """The same passages in another order, and where each came from."""
    order = list(range(len(structure.passages)))
    random.Random(seed).shuffle(order)
    passages = tuple(structure.passages[place] for place in order)
    return replace(structure, passages=passages, definitions=(), references=()), order


def multiply(small: Library, large: Library, pages: int, *, forms: bool) -> None:
    """Fills `large` with shuffled copies of the documents of `small`."""
    index = WordIndex(large) if forms else None
    sources = []
    for content in small.contents():
        structure = small.structure(content)
        boxes = [small.boxes(content, page) for page in range(len(structure.labels))]
        words = [terms(passage.text) for passage in structure.passages] if forms else []
        sources.append((content, structure, boxes, words))
    done, copy = 0, 0
    started = time.perf_counter()
    while done < pages:
        for content, structure, boxes, words in sources:
            other, order = shuffled(structure, copy)
            name = f"{content}-{copy}"
            large.put(name, other, boxes, small.opening(content))
            if index is not None:
                index.add(name, other.passages, [words[place] for place in order])
            done += len(boxes)
        copy += 1
    speed = done / (time.perf_counter() - started)
    size = sum(p.stat().st_size for p in (large.folder / "index").glob("*")) if forms else 0
    text = sum(p.stat().st_size for p in large.texts.glob("*"))
    print(f"large library: {done} pages, stored and indexed at {speed:.0f} pages/s")
    print(f"  folded text {text / 1e6:.1f} MB, word index {size / 1e6:.1f} MB")


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    forms = len(sys.argv) < 3 or sys.argv[2] != "0"
    paths = white_paper()
    with tempfile.TemporaryDirectory() as folder:
        small = Library(Path(folder) / "small")
        contents = build(paths, small).contents
        print("nine files")
        with_grep(paths)
        measure(small, contents, forms=True)
        if pages:
            large = Library(Path(folder) / "large")
            multiply(small, large, pages, forms=forms)
            measure(large, large.contents(), forms=forms)


if __name__ == "__main__":
    main()
