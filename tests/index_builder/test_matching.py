"""A query looked for in one document: operators, filters, expressions, differences that count."""

import pytest
from shelf import heading, passage, put, structure

from index_builder import matching
from index_builder.errors import QueryError
from index_builder.found import Options
from index_builder.library import Library
from index_builder.model import Part
from index_builder.query import parse
from index_builder.search import Searcher
from index_builder.text import Fold


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def search(library):
    """Finds in documents a, b, … of the given structures; answers with the hits' own text."""

    def make(*structures):
        for name, each in zip("abc", structures, strict=False):
            put(library, name, each)
        searcher = Searcher(library, library.contents())

        def find(text, **options):
            found = searcher.find(parse(text), Options(**options))
            hits = searcher.hits(found, range(len(found)))
            return [hit.snippet[hit.start : hit.end] for hit in hits]

        return find

    return make


def on_pages(*texts):
    """A structure with one passage a page."""
    pages = [passage(text, page=number) for number, text in enumerate(texts)]
    return structure(*pages, pages=len(texts))


def test_or_joins_its_neighbours(search):
    find = search(on_pages("ＡＩと量子", "ＡＩと規制", "量子と規制", "規制"))
    assert find("AI OR 量子") == ["ＡＩ", "量子", "ＡＩ", "量子"]
    assert find("AI OR 量子 規制") == ["ＡＩ", "規制", "量子", "規制"]


def test_what_is_left_out_takes_its_page_with_it(search):
    find = search(on_pages("ＡＩと量子", "ＡＩと規制", "ＡＩ"))
    assert find("AI -規制 -量子") == ["ＡＩ"]
    assert find("-規制") == []


def test_near_asks_for_both_in_one_paragraph(search):
    find = search(
        structure(
            passage("規制。" + "字" * 10 + "ＡＩ", first=0),
            passage("ＡＩの規制", first=20),
            passage("ＡＩ", first=40),
            passage("規制", first=50),
        )
    )
    assert find("AI NEAR/3 規制") == ["ＡＩ", "規制"]
    assert find("AI NEAR 規制") == ["規制", "ＡＩ", "ＡＩ", "規制"]
    assert find("字 NEAR/0 AI NEAR/0 規制") == []


def test_in_keeps_to_a_part(search):
    find = search(
        structure(
            passage("ＡＩ１", part=Part.HEADING),
            passage("ＡＩ２", first=10, part=Part.NOTE),
            passage("ＡＩ３", first=20),
        )
    )
    assert find("re:/ai./ in:note") == ["ＡＩ２"]
    assert find("re:/ai./ in:note,head") == ["ＡＩ１", "ＡＩ２"]
    assert find("re:/ai./ -in:note") == ["ＡＩ１", "ＡＩ３"]
    assert find("AI in:annotation") == []


def test_page_keeps_to_printed_pages_or_to_those_of_the_file(search):
    find = search(on_pages("ＡＩ５", "ＡＩ６", "ＡＩ７"))  # printed 5, 6, 7
    assert find("re:/ai./ page:6") == ["ＡＩ６"]
    assert find("re:/ai./ page:6-") == ["ＡＩ６", "ＡＩ７"]
    assert find("re:/ai./ page:p1-p2") == ["ＡＩ５", "ＡＩ６"]
    assert find("re:/ai./ -page:6") == ["ＡＩ５", "ＡＩ７"]


def test_units_keep_to_what_stands_under_them(search):
    headings = (
        heading(1, "第１部", "動向"),
        heading(2, "第１章", "米国"),
        heading(3, "第２節", "研究"),
        heading(2, "第二章", "英国"),
    )
    find = search(
        structure(
            passage("ＡＩ０", heading=0),
            passage("ＡＩ１", first=10, heading=1),
            passage("ＡＩ２", first=20, heading=2),
            passage("ＡＩ３", first=30, heading=3),
            headings=headings,
        )
    )
    assert find("re:/ai./ 章:1") == ["ＡＩ１", "ＡＩ２"]
    assert find("re:/ai./ 章：第１章") == ["ＡＩ１", "ＡＩ２"]
    assert find("re:/ai./ 章:2") == ["ＡＩ３"]
    assert find("re:/ai./ 章:英国") == ["ＡＩ３"]
    assert find("re:/ai./ 節:2 部:1") == ["ＡＩ２"]
    assert find("re:/ai./ -章:1") == ["ＡＩ０", "ＡＩ３"]


def test_file_keeps_to_files_by_name(library, search, tmp_path):
    find = search(on_pages("ＡＩ"), on_pages("ＡＩ"))
    for name, content in (("第１部.pdf", "a"), ("第２部.pdf", "b")):
        (tmp_path / name).write_bytes(content.encode())
        known = library.identify(tmp_path / name)
        library.remember(tmp_path / name, known._replace(content=content))
    assert len(find("AI")) == 2
    assert len(find("AI file:第2部")) == 1
    assert len(find('AI -file:"第2部"')) == 1


def test_an_expression_reads_folded_text_paragraph_by_paragraph(search):
    find = search(structure(passage("第１-３-１図と第２図"), passage("第３節", first=20)))
    assert find("re:/第[０-９-]+図/") == ["第１-３-１図", "第２図"]
    assert find("re:/図[^。]*第３/") == []
    assert find("re:/x*/") == []


@pytest.mark.parametrize("query", ["re:/第/", "第", "-第 章", "章 NEAR 第", "章:1 第", "page:1 第"])
def test_a_document_without_text_holds_nothing(search, query):
    assert search(structure(), structure(passage("")))(query) == []


def test_an_expression_that_takes_too_long_is_an_error_at_its_place(search, monkeypatch):
    monkeypatch.setattr(matching, "PATIENCE", 0.05)
    find = search(structure(passage("a" * 40 + "b")))
    with pytest.raises(QueryError) as caught:
        find("x OR re:/(a|aa)+$/")
    assert caught.value.position == 9


def test_the_time_of_an_expression_is_that_of_all_paragraphs(search, monkeypatch):
    monkeypatch.setattr(matching, "PATIENCE", 0.0)
    find = search(structure(passage("ＡＩ"), passage("ＡＩ", first=10)))
    with pytest.raises(QueryError):
        find("re:/ai/")


@pytest.mark.parametrize(
    ("query", "difference"),
    [
        ("高橋", Fold.VARIANTS),
        ("国", Fold.VARIANTS),
        ("ai", Fold.CASE),
        ("サ－バ－", Fold.DASHES),
        ("NIST", Fold.WIDTH),
        ("見", Fold.RADICALS),
    ],
)
def test_a_difference_can_be_made_to_count(search, query, difference):
    find = search(on_pages("髙橋の國でAIのサーバーを⾒るＮＩＳＴ"))
    assert len(find(query)) == 1
    assert find(query, distinguish=frozenset({difference})) == []
    others = frozenset(Fold) - {difference}
    if query not in {"NIST", "ai"}:
        assert len(find(query, distinguish=others - {Fold.WIDTH, Fold.CASE})) == 1
    assert len(find(find(query)[0], distinguish=frozenset(Fold))) == 1


def test_characters_beyond_the_basic_plane_are_found_at_their_place(search):
    find = search(structure(passage("𠮷野𠮷田と吉田"), passage("𠮷田", first=20)))
    assert find("田と") == ["田と"]
    assert find("re:/田./") == ["田と"]
    assert find("𠮷田") == ["𠮷田", "吉田", "𠮷田"]
