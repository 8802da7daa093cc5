"""Packed structures: equal to what went in, unpacked where somebody looks, never more than a little at once."""

from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shelf import heading, passage

from index_builder import packed, stored
from index_builder.errors import Corrupt
from index_builder.model import (
    Caption,
    Footnote,
    Part,
    Passage,
    Place,
    Rect,
    Reference,
    Structure,
    TextRange,
)
from index_builder.packed import PackedPassages, packed_structure

PLACE = Place(0, (Rect(1, 2, 3, 4.5),))


@pytest.fixture(autouse=True)
def _nothing_open() -> Iterator[None]:
    packed._opened.cache_clear()
    packed._near.cache_clear()
    return


def passages(*made: Passage) -> PackedPassages:
    return PackedPassages([row[1:] for row in stored.passage_rows(made)])


def laid(made: Structure) -> Structure:
    rows = [row[1:] for row in stored.passage_rows(made.passages)]
    return packed_structure(made.title, rows, made.headings, stored.findings(made))


def opened() -> tuple[int, int]:
    """How many runs, and how many documents' findings, were unpacked."""
    return packed._opened.cache_info().misses, packed._near.cache_info().misses


some_passages = st.builds(
    lambda text, sources, part, page, mark: Passage(
        part,
        text,
        array("i", (sources * len(text))[: len(text)]),
        ((0, page), (1, page + 1)) if len(text) > 1 else ((0, page),),
        page - 1,
        ((0, mark),) if mark else (),
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(st.integers(-1, 9), min_size=1, max_size=5),
    st.sampled_from(Part),
    st.integers(0, 3),
    st.integers(0, 2),
)


@given(st.lists(some_passages, max_size=12))
def test_what_was_packed_comes_back(made: list[Passage]) -> None:
    found = passages(*made)
    assert len(found) == len(made)
    assert list(found) == made
    assert [found[at] for at in range(len(made))] == made
    assert found == tuple(made) == found
    assert found[1:3] == tuple(made[1:3])
    assert [one.page_at(1) for one in found] == [one.page_at(1) for one in made]


def test_outline_labels_and_what_a_passage_is_are_known_without_unpacking() -> None:
    text = "本文" * packed.RUN
    made = Structure(
        "題",
        ("5",),
        (Passage(Part.NOTE, text, array("i", range(len(text))), ((0, 3),), 0, ((2, 0),)),),
        (heading(2, "第１章", "題"),),
        (Footnote("1", "注", PLACE),),
    )
    found = laid(made)
    (one,) = found.passages
    assert (one.part, one.pages, one.heading, one.notes) == (Part.NOTE, ((0, 3),), 0, ((2, 0),))
    assert (found.labels, found.headings, len(found.footnotes)) == (made.labels, made.headings, 1)
    assert opened() == (0, 0)
    assert one.text == text
    assert one.sources == made.passages[0].sources
    assert opened() == (1, 0)
    assert found.footnotes[0] == made.footnotes[0]
    assert opened() == (1, 1)


def test_notes_captions_and_references_of_a_document_are_unpacked_together() -> None:
    made = Structure(
        "題",
        ("5",),
        (passage("第１図"),),
        footnotes=(Footnote("1", "注", PLACE), Footnote("2", "別", PLACE)),
        captions=(Caption("figure", "第１図", "1", "題", PLACE),),
        references=(Reference("第１図", "figure", "1", (PLACE,), TextRange(0, 0, 3)),),
    )
    found = laid(made)
    assert found == made
    assert found.footnotes[-1].text == "別"
    assert opened() == (1, 1)
    with pytest.raises(IndexError):
        found.captions[1]


def test_of_a_long_document_few_runs_lie_open() -> None:
    made = [passage(f"{n:03}" + "字" * packed.RUN) for n in range(3 * packed.OPEN_RUNS)]
    found = passages(*made)
    assert sum(len(one.text) for one in found) == len(made) * (3 + packed.RUN)
    info = packed._opened.cache_info()
    assert info.currsize == packed.OPEN_RUNS
    assert info.misses == len(made)
    assert found[-1].text
    assert packed._opened.cache_info().misses == len(made)


def test_a_document_of_nothing_but_empty_paragraphs_is_no_single_run() -> None:
    found = passages(*[passage("")] * 70_000)
    assert found[69_999].text == ""


def test_documents_that_nobody_looks_at_are_let_go() -> None:
    every = [
        laid(Structure("題", (), (), footnotes=(Footnote(str(number), "注", PLACE),)))
        for number in range(2 * packed.OPEN_FILES)
    ]
    assert [one.footnotes[0].label for one in every] == list(map(str, range(len(every))))
    assert packed._near.cache_info().currsize == packed.OPEN_FILES


@pytest.mark.parametrize(
    "sources",
    [[], [0], [1, 5], [0, 5, 0, 9], [0, 5, 2, 9, 1, 3], [0, 5, 3, 9]],
    ids=["none", "half", "late", "twice", "back", "beyond"],
)
def test_damaged_sources_are_told_before_anybody_looks(sources: list[int]) -> None:
    with pytest.raises(Corrupt):
        PackedPassages([("body", 0, "三文字", array("i", sources).tobytes(), b"", b"")])


@pytest.mark.parametrize(
    ("part", "pages"), [("nothing", b""), ("body", b"\0\0"), ("body", b"\0\0\0\0")]
)
def test_damaged_cells_are_told(part: str, pages: bytes) -> None:
    with pytest.raises(Corrupt):
        PackedPassages([(part, 0, "", b"", pages, b"")])


def test_a_copy_has_the_text_and_the_sources_that_it_is_given() -> None:
    (known,) = passages(passage("国立標準技術研究所"))
    other, none = array("i", (7, 8, 9)), array("i")
    assert replace(known, text="別の文").text == "別の文"
    assert replace(known, text="").text == ""
    assert replace(known, sources=other).sources == other
    assert replace(known, sources=none).sources == none
    moved = replace(known, pages=((0, 4),))
    assert (moved.text, moved.sources, moved.pages) == (known.text, known.sources, ((0, 4),))
