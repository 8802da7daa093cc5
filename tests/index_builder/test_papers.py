"""Outline and captions of real papers of many kinds: their labels, levels, pages and counts."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from index_builder.model import Structure
from index_builder.pdf import Pdf
from index_builder.structure import extract


@cache
def read(path: Path) -> Structure:
    with Pdf(path) as pdf:
        return extract(pdf.texts(), fallback_title="", embedded=pdf.outline())


def labelled(found: Structure) -> list[tuple[int, str, int]]:
    """Level, label and page (from 1) of the headings that have a label."""
    return [(h.level, h.label, h.place.page + 1) for h in found.headings if h.label]


@pytest.fixture
def japanese(shared: Path) -> Path:
    return shared / "corpus" / "japanese"


def test_a_paper_in_two_columns(japanese: Path) -> None:
    found = read(japanese / "paper-jsai2021-twocolumn.pdf")

    assert [row[:2] for row in labelled(found)] == [
        *((1, "1."), (1, "2."), (2, "2.1"), (2, "2.2"), (1, "3."), (2, "3.1"), (2, "3.2")),
        *((1, "4."), (2, "4.1"), (2, "4.2"), (2, "4.3"), (1, "5."), (1, "6.")),
    ]
    (last,) = (h for h in found.headings if not h.label)
    assert (last.level, last.place.page) == (1, 3)
    assert len(found.title) > 25
    assert [c.label for c in found.captions] == ["表1", "表2", "表3"]
    assert all(c.area is not None and c.area.y0 == c.place.rects[0].y0 for c in found.captions)


def test_a_paper_with_figures_side_by_side(japanese: Path) -> None:
    found = read(japanese / "paper-ppl2022-footnotes.pdf")

    assert [row[:2] for row in labelled(found)] == [
        *((1, "1"), (1, "2"), (2, "2.1"), (2, "2.2"), (1, "3"), (1, "4"), (2, "4.1"), (2, "4.2")),
        *((1, "5"), (1, "6"), (1, "7")),
    ]
    assert len(found.headings) == len(labelled(found))
    assert [c.label for c in found.captions if c.kind == "figure"] == [
        f"図{n}" for n in range(1, 8)
    ]
    assert [c.label for c in found.captions if c.kind == "table"] == ["表1", "表2", "表3"]
    areas = {c.label: c.area for c in found.captions}
    left, right = areas["図4"], areas["図5"]
    assert left is not None
    assert right is not None
    assert left.x1 <= right.x0
    for caption in found.captions:
        if caption.kind == "figure":
            assert caption.area is not None
            assert caption.area.y1 - caption.place.rects[-1].y1 < 3


def test_a_discussion_paper_with_an_outline_of_its_own(japanese: Path) -> None:
    path = japanese / "cio-dp2021_02.pdf"
    found = read(path)
    with Pdf(path) as pdf:
        embedded = [(level, page + 1) for level, _, page in pdf.outline()][1:]

    assert [(h.level, h.place.page + 1) for h in found.headings] == embedded
    assert min(h.confidence for h in found.headings) > 0.98
    assert {h.evidence for h in found.headings} == {"typography"}
    assert [c.number for c in found.captions] == ["2-1", "2-2", "2-3", "2-4", "3-1", "4-1"]


def test_a_guideline_in_parts(japanese: Path) -> None:
    found = read(japanese / "ai-business-guidelines-v1.0-draft.pdf")

    rows = labelled(found)
    assert [row for row in rows if row[0] == 1] == [
        (1, f"第{part}部", page)
        for part, page in zip("１２３４５", (9, 11, 27, 32, 35), strict=True)
    ]
    assert [label for _, label, _ in rows if label[-1] == "."] == ["A.", "B.", "C.", "D.", "E."]
    assert [label for _, label, _ in rows if label[-1] == ")"] == [f"{n})" for n in range(1, 11)]
    assert (found.headings[0].label, found.headings[0].level) == ("", 1)
    assert len(found.headings) == 28
    assert [c.number for c in found.captions] == ["1", "2", "3", "4", "5", "1", "6"]
    assert all(c.area is not None for c in found.captions)


def test_a_guideline_numbered_four_deep(japanese: Path) -> None:
    path = japanese / "mic-2022-cloud-settings-guideline.pdf"
    found = read(path)
    with Pdf(path) as pdf:
        embedded = pdf.outline()

    numbered = [h for h in found.headings if h.label[:1] in "ⅠⅡⅢⅣ" and h.label]
    assert len(numbered) == len([title for _, title, _ in embedded if title[0] in "ⅠⅡⅢⅣ"])
    depth = [len([c for c in h.label if c.isdecimal()]) + 1 for h in numbered]
    assert [h.level for h in numbered] == depth
    assert {h.evidence for h, deep in zip(numbered, depth, strict=True) if deep == 4} == {
        "embedded"
    }
    assert len(found.headings) - len(numbered) <= 6
    assert len(found.captions) == 18
    assert all(c.area is not None for c in found.captions)


def test_a_chapter_with_labels_in_circles_and_kana(japanese: Path) -> None:
    found = read(japanese / "mic-2024-ict-whitepaper-ch4-1.pdf")

    assert Counter(level for level, _, _ in labelled(found)) == {2: 1, 3: 1, 4: 2, 5: 4, 8: 7, 9: 6}
    assert len(found.headings) == 21
    assert [c.number for c in found.captions] == [f"I-4-1-{n}" for n in range(1, 5)]
    assert all(c.area is not None and c.title for c in found.captions)


def test_slides(japanese: Path) -> None:
    found = read(japanese / "alg-000467835.pdf")

    rows = labelled(found)
    assert [row for row in rows if row[0] == 2] == [
        (2, "第１章", 9),
        (2, "第２章", 22),
        (2, "第３章", 31),
    ]
    sections = [label.strip(".") for level, label, _ in rows if level > 2]
    assert sections == [
        f"{c}.{s}" for c, last in ((1, 5), (2, 5), (3, 6)) for s in range(1, last + 1)
    ]
    assert len(found.headings) - len(rows) <= 10


@pytest.mark.parametrize(
    "name",
    [
        "babyfood-type3-no-tounicode.pdf",
        "mhlw-2016-hoihatsu0531-3p-imageonly.pdf",
        "mhlw-kokuji-wmode1-000602944.pdf",
    ],
)
def test_what_has_no_headings_yields_none(japanese: Path, name: str) -> None:
    found = read(japanese / name)

    assert found.headings == ()
    assert found.captions == ()
