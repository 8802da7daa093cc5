"""Search: every occurrence, at its place, and nothing else."""

import contextlib
import gc
import json
import subprocess
import sys
from array import array

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import SIZE, heading, passage, put, shelf, structure

from index_builder.errors import NotBuilt
from index_builder.library import Library
from index_builder.model import Part, Passage, Rect, VolumeLinks
from index_builder.query import parse
from index_builder.search import Searcher
from index_builder.words import WordIndex, check_words


@pytest.fixture
def made(tmp_path):
    """Makes a searcher over documents a, b, … of one text each."""
    opened = []

    def make(*texts):
        library = shelf(tmp_path / "library", *texts)
        opened.append(library)
        return Searcher(library, library.contents())

    yield make
    for library in opened:
        library.close()


def found(searcher, query, **options):
    return [
        (hit.document, hit.range.passage, hit.range.start, hit.range.end)
        for hit in searcher.exact(query, **options)
    ]


def forms(searcher, text):
    rows = searcher.forms(parse(text))
    return searcher.hits(rows, range(len(rows)))


def test_every_occurrence_in_reading_order(made):
    searcher = made("ＡＩとai\n生成ＡＩ", "A I")
    assert found(searcher, "ai") == [(0, 0, 0, 2), (0, 0, 3, 5), (0, 1, 2, 4), (1, 0, 0, 3)]


def test_occurrences_that_overlap_are_all_found(made):
    assert [start for _, _, start, _ in found(made("ああああ"), "ああ")] == [0, 1, 2]


def test_a_hit_does_not_cross_paragraphs(made):
    assert found(made("国立\n標準"), "国立標準") == []


def test_the_rectangles_cover_exactly_the_printed_characters(made):
    searcher = made("字" * 18 + "国立標準" + "字")
    (hit,) = searcher.exact("国立標準")
    (place,) = hit.places
    assert place.rects == (
        Rect(18 * SIZE, 0, 20 * SIZE, SIZE),
        Rect(0, 2 * SIZE, 2 * SIZE, 3 * SIZE),
    )


def test_a_hit_over_a_page_end_has_a_place_on_each(tmp_path):
    library = Library(tmp_path)
    over = Passage(Part.BODY, "国立標準", array("i", [5, 6, 0, 1]), ((0, 0), (2, 1)))
    put(library, "a", structure(over, pages=2))
    (hit,) = Searcher(library, ["a"]).exact("立標")
    assert [place.page for place in hit.places] == [0, 1]
    library.close()


def test_words_must_stand_on_one_page(tmp_path):
    library = Library(tmp_path)
    put(
        library,
        "a",
        structure(
            passage("規制", page=0),
            passage("ＡＩ", page=0, first=10),
            passage("ＡＩだけ", page=1),
            pages=2,
        ),
    )
    searcher = Searcher(library, ["a"])
    assert [n for _, n, _, _ in found(searcher, "AI 規制")] == [0, 1]
    assert found(searcher, "AI 規制 不在") == []
    library.close()


def test_latin_words_in_a_row_stand_together_if_they_do_anywhere(made):
    assert found(made("Ｓｏｃｉｅｔｙ 5.0とSociety 5と5.0"), "Society 5.0") == [(0, 0, 0, 11)]
    assert len(found(made("ＮＩＳＴはＡＩを"), "AI NIST")) == 2


def test_a_quoted_phrase_stands_as_it_is(made):
    assert found(made("ＡＩの規制とＡＩ規制"), '"AI 規制"') == [(0, 0, 6, 10)]


def test_limit_and_cancelling_end_a_search(made):
    searcher = made("字" * 50)
    assert len(searcher.exact("字", limit=3)) == 3
    assert searcher.exact("字", cancelled=lambda: True) == []


@pytest.mark.parametrize("query", ["", " 　", '""', "\0", "字" * 10_000, "\ud800"])
def test_odd_queries_find_nothing_and_break_nothing(made, query):
    assert made("本文").exact(query) == []


def test_a_hit_tells_its_headings_part_and_surroundings(tmp_path):
    library = Library(tmp_path)
    headings = (heading(1, "第１部", "動向"), heading(2, "第１章", "米国"))
    put(library, "a", structure(passage("第１章", heading=1), headings=headings))
    text = "前" * 100 + "ＮＩＳＴ" + "後" * 100
    note = passage(text, heading=0, part=Part.NOTE)
    put(library, "b", structure(note, headings=(heading(2, "第２章", "英国"),)))
    (hit,) = Searcher(library, ["a", "b"]).exact("NIST")
    assert hit.headings == ("第１部\u3000動向", "第２章\u3000英国")
    assert hit.part is Part.NOTE
    assert hit.kind == "exact"
    assert hit.snippet[hit.start : hit.end] == "ＮＩＳＴ"
    assert hit.snippet.startswith("…前")
    assert hit.snippet.endswith("後…")
    library.close()


READING = st.text(alphabet="国立標準技術研究所ＡＩａｉー－１㎡ガ 　", min_size=2, max_size=60)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(READING, st.data())
def test_any_piece_of_a_text_is_found_at_its_place(tmp_path_factory, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = min(len(text), start + data.draw(st.integers(1, 12)))
    piece = text[start:end].strip()
    if not piece:
        return
    start = text.index(piece, start)
    library = shelf(tmp_path_factory.mktemp("library"), text)
    query = data.draw(st.sampled_from([piece, piece.swapcase(), piece.replace("－", "ー")]))
    hits = Searcher(library, ["a"]).exact(f'"{query}"')
    assert (start, start + len(piece)) in {(hit.range.start, hit.range.end) for hit in hits}
    library.close()


@pytest.fixture
def worded(tmp_path):
    """A searcher over documents whose words are indexed."""
    library = shelf(tmp_path / "library", "取り組みを進める。\nサーバの利用", "研究に取り組んだ。")
    index = WordIndex(library)
    for content in library.contents():
        index.ensure(content)
    index.flush()
    yield Searcher(library, library.contents())
    library.close()


def test_other_forms_of_a_word_are_found(worded):
    hits = forms(worded, "取組")
    assert [hit.snippet[hit.start : hit.end] for hit in hits] == ["取り組み", "取り組ん"]
    assert {hit.kind for hit in hits} == {"form"}
    assert [hit.snippet[hit.start : hit.end] for hit in forms(worded, "サーバー")] == ["サーバ"]


def test_forms_leave_out_what_is_exact(worded):
    assert [hit.document for hit in forms(worded, "取り組み")] == [1]


def test_forms_of_several_words_stand_on_one_page(worded):
    assert {hit.document for hit in forms(worded, "研究 取組")} == {1}


def test_forms_without_a_word_index_say_so(made):
    with pytest.raises(NotBuilt):
        forms(made("本文"), "本文")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_broken_word_index_is_made_anew(worded):
    library = worded._library
    for path in (library.folder / "index").iterdir():
        path.write_bytes(b"")
    assert check_words(library)
    with contextlib.suppress(NotBuilt):
        forms(worded, "取組")
        pytest.fail("a broken word index answered")
    assert len(worded.exact("取り組み")) == 1
    index = WordIndex(library)
    for content in library.contents():
        index.ensure(content)
    index.flush()
    assert check_words(library) == []
    assert len(forms(worded, "取組")) == 2
    gc.collect()  # whoosh leaves a file open that it could not read: the warning belongs here


def test_the_word_index_forgets_removed_documents(worded):
    library = worded._library
    library.remove("a")
    index = WordIndex(library)
    assert index._there == {"b"}
    assert WordIndex(library)._there == {"b"}


def test_a_missing_text_is_searched_in_the_catalogue(made):
    searcher = made("本文")
    for path in searcher._library.texts.iterdir():
        path.unlink()
    assert len(searcher.exact("本")) == 1


def test_an_exact_search_loads_neither_whoosh_nor_sudachi(tmp_path):
    shelf(tmp_path, "本文").close()
    script = (
        "import sys, pathlib; from index_builder.library import Library\n"
        "from index_builder.search import Searcher\n"
        "Searcher(Library(pathlib.Path(sys.argv[1])), ['a']).exact('本')\n"
        "assert not {'whoosh', 'sudachipy', 'pymupdf', 'PySide6'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, timeout=60)


def test_the_gold_phrases_are_found_once_and_at_their_page(shared, built_white_paper):
    library, contents = built_white_paper
    wrong = []
    for gold in sorted((shared / "gold").glob("*.json")):
        searcher = Searcher(library, [contents[gold.stem]])
        for phrase in json.loads(gold.read_text("utf-8")).get("phrases", ()):
            pages = [hit.places[0].page + 1 for hit in searcher.exact(phrase["text"])]
            if pages != [phrase["page"]]:
                wrong.append((gold.stem, phrase["page"], phrase["text"], pages))
    assert wrong == []


def test_any_piece_of_the_white_paper_is_found_at_its_place(built_white_paper):
    library, contents = built_white_paper
    for content in contents.values():
        searcher = Searcher(library, [content])
        passages = library.structure(content).passages
        for number in range(0, len(passages), 7):
            text = passages[number].text
            start = (number * 5) % max(1, len(text) - 6)
            piece = text[start : start + 6]
            if not piece.strip() or '"' in piece or piece != piece.strip():
                continue
            hits = searcher.exact(f'"{piece}"')
            assert (number, start) in {(hit.range.passage, hit.range.start) for hit in hits}, piece


def test_a_hit_stands_under_headings_of_its_own_publication_only(tmp_path):
    library = Library(tmp_path)
    put(library, "a", structure(passage("海"), headings=(heading(1, "第１章", "海"),)))
    put(library, "b", structure(passage("波", heading=0), headings=(heading(2, "第１節", "波"),)))

    (together,) = Searcher(library, ("a", "b")).exact("波")
    assert together.headings == ("第１章\u3000海", "第１節\u3000波")

    library.put_volume(("a", "b"), VolumeLinks("", publications=(0, 1)))
    (apart,) = Searcher(library, ("a", "b")).exact("波")
    assert apart.headings == ("第１節\u3000波",)
    library.close()
