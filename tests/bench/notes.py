"""How long 10,000 annotations take to be written in each form, and to be read and taken in again.

    .venv/bin/python tests/bench/notes.py

Prints a line for each form with the mark that an export must keep, which holds for the processor's time:
other programs do not count. Ends with 1 when one is missed.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf
from msgspec.structs import replace

from index_builder.annotations import PageBox
from index_builder.model import Heading, Place, Rect
from index_builder.pdf import Pdf
from index_builder.pdf_annotations import read_annotations, write_copy
from reader.citing import Source
from reader.exchange import forms
from reader.exchange.embedded import for_copy
from reader.exchange.sheaf import Entry, Paper, Sheaf, incoming
from reader.records import COLOURS, KINDS, TEXT_KINDS, Annotation
from reader.userdata import UserData

COUNT = 10_000
PAGES = 300
MARK = 2.0
"""Seconds."""

SENTENCE = "国立標準技術研究所（ＮＩＳＴ）は、生成ＡＩの安全性に関する枠組みを公表した。"


def annotation(number: int, luck: random.Random) -> Annotation:
    kind = KINDS[number % len(KINDS)]
    x, y = luck.uniform(40, 300), luck.uniform(40, 780)
    lines = 3 if kind in TEXT_KINDS else 1
    rects = tuple(Rect(x, y + 14 * n, x + 200, y + 14 * n + 12) for n in range(lines))
    strokes = (tuple((x + n, y + luck.uniform(0, 9)) for n in range(40)),) if kind == "ink" else ()
    moment = f"2024-05-06T07:08:09.{number:06}+00:00"
    return Annotation(
        id=f"{number:032x}",
        content="0123456789abcdef" * 4,
        page=number * PAGES // COUNT,
        rects=rects,
        quotation=SENTENCE if kind in TEXT_KINDS else "",
        prefix=SENTENCE[:32],
        suffix=SENTENCE[:32],
        start=number,
        end=number + len(SENTENCE),
        colour=COLOURS[number % len(COLOURS)],
        kind=kind,
        note=SENTENCE if number % 3 == 0 else "",
        created=moment,
        modified=moment,
        tags=("引用", "要確認") if number % 5 == 0 else (),
        strokes=strokes,
    )


def sheaf() -> tuple[Sheaf, Paper]:
    luck = random.Random(7)
    source = Source("令和６年版 科学技術・イノベーション白書", "文部科学省", "", 2024, "paper.pdf")
    boxes = (PageBox(0, 0, 595, 842),) * PAGES
    paper = Paper("0123456789abcdef" * 4, source, tuple(map(str, range(PAGES))), boxes)
    trails = [
        (Heading(1, "第１部", "変革", Place(0, ())), Heading(2, f"第{n}章", "動向", Place(0, ())))
        for n in range(20)
    ]
    entries = tuple(
        Entry(annotation(n, luck), paper, trails[n * 20 // COUNT]) for n in range(COUNT)
    )
    return Sheaf(source.title, entries, (paper,), "2024-05-06T07:08:09+00:00"), paper


def measure(what: str, work: Callable[[], object], mark: float | None = MARK) -> bool:
    wall, start = time.perf_counter(), time.process_time()
    work()
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    kept = mark is None or seconds <= mark
    verdict = f"  mark {mark:.1f} s  {'kept' if kept else 'MISSED'}" if mark else ""
    print(f"{what:28} {seconds:6.2f} s  ({wall:6.2f} s by the clock){verdict}")
    return kept


def main() -> int:
    whole, paper = sheaf()
    words = forms.Words()
    kept = [
        measure(f"{form} out", lambda form=form: forms.write(form, whole, words))
        for form in (forms.MARKDOWN, forms.HTML, forms.CSV, forms.JSONLD, forms.OWN)
    ]
    kept.append(measure("xfdf out", lambda: forms.write_for(paper, whole)))
    texts = {form: forms.write(form, whole, words) for form in (forms.JSONLD, forms.OWN)}
    texts[forms.XFDF] = forms.write_for(paper, whole)
    kept += [
        measure(f"{form} in", lambda form=form: forms.read(f"x.{form}", texts[form], [paper]), None)
        for form in texts
    ]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "paper.pdf", Path(folder) / "copy.pdf"
        with pymupdf.open() as document:
            for _ in range(PAGES):
                document.new_page()
            document.save(source)
        given = for_copy(whole.entries, paper.content)
        kept.append(measure("copy of the pdf out", lambda: write_copy(source, target, given)))
        with Pdf(target) as pdf:
            kept.append(measure("annotations of the pdf in", lambda: read_annotations(pdf), None))
        data = UserData(Path(folder))
        received = forms.read("x", texts[forms.OWN], [paper])
        taken = incoming(received, data.ids(), ())
        assert taken.change is not None
        kept.append(measure("taken into the notes", lambda: data.apply(taken.change), None))
        kept.append(measure("undone", lambda: data.undo([paper.content]), None))
        assert replace(taken, change=None).new == COUNT
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
