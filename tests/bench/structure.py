"""Time and memory of extraction, against reading the same pages as PyMuPDF's raw dictionaries.

python tests/bench/structure.py [rounds]
"""

import itertools
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pymupdf
from measure import pss, white_paper
from msgspec.structs import replace

from index_builder.model import PageText
from index_builder.pdf import Pdf
from index_builder.spool import Spool
from index_builder.structure import extract

LONG = (500, 1000, 2000)
"""Pages of documents made of the nine files over and over."""


def raw(paths: list[Path]) -> None:
    for path in paths:
        with pymupdf.open(path) as document:
            for page in document:
                page.get_text("rawdict")


def structures(paths: list[Path]) -> None:
    for path in paths:
        with Pdf(path) as pdf, closing(Spool()) as store:
            extract(pdf.texts(), fallback_title=path.stem, store=store)


def repeated(paths: list[Path], count: int) -> Iterator[PageText]:
    """`count` pages, one in memory at a time."""
    turn = itertools.count()
    while True:
        for path in paths:
            with Pdf(path) as pdf:
                for page in pdf.texts():
                    number = next(turn)
                    if number == count:
                        return
                    yield replace(page, page=number)


def long(paths: list[Path], count: int) -> None:
    with closing(Spool()) as store:
        extract(repeated(paths, count), fallback_title="", store=store)


def seconds(task: Callable[[], None]) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    paths = white_paper()
    with_raw = min(seconds(lambda: raw(paths)) for _ in range(rounds))
    ours = min(seconds(lambda: structures(paths)) for _ in range(rounds))
    print(f"raw dictionaries {with_raw:6.2f} s")
    print(f"extraction       {ours:6.2f} s, {ours / with_raw:.2f} times as long")
    peaks: list[float] = []
    for count in LONG:
        before = pss()
        took = seconds(lambda n=count: long(paths, n))
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        print(
            f"{count:5} pages {took:6.2f} s, {1000 * took / count:.1f} ms a page, "
            f"peak {peaks[-1]:.0f} MiB after {before:.0f} MiB"
        )
    growth = (peaks[-1] - peaks[0]) / (LONG[-1] - LONG[0])
    print(f"growth {growth:.4f} MiB a page")


if __name__ == "__main__":
    main()
