"""Search: every occurrence, at its place, and nothing else."""

import json
import random
import subprocess
import sys
import unicodedata
from array import array

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from shelf import SIZE, grid, heading, passage, put, shelf, structure

from index_builder import search as module
from index_builder.analyzer import page_words
from index_builder.errors import NotBuilt
from index_builder.found import Kind, Options, Suggestion
from index_builder.library import Library
from index_builder.model import (
    Definition,
    Opening,
    Part,
    Passage,
    Place,
    Rect,
    TextRange,
    VolumeLinks,
)
from index_builder.query import parse
from index_builder.search import Searcher
from index_builder.words import WordIndex


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


READING = st.text(
    alphabet="国立標準技術研究所ＡＩａｉー－１㎡ガ國髙齋⾒か\u3099𠮷 　", min_size=2, max_size=60
)
SWAPS = (
    {"－": "ー", "ー": "‐", "Ａ": "a", "ａ": "A", "１": "1"},
    {"国": "國", "国立": "國立", "髙": "高"},
    {},
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(READING, st.data())
def test_any_piece_of_a_text_is_found_at_its_place(tmp_path_factory, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = min(len(text), start + data.draw(st.integers(1, 12)))
    piece = text[start:end].strip()
    assume(piece and not unicodedata.combining(piece[0]))
    start = text.index(piece, start)
    assume(start + len(piece) == len(text) or not unicodedata.combining(text[start + len(piece)]))
    library = shelf(tmp_path_factory.mktemp("library"), text)
    swap = data.draw(st.sampled_from(SWAPS))
    query = data.draw(
        st.sampled_from([piece, piece.swapcase(), "".join(swap.get(c, c) for c in piece)])
    )
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


@pytest.fixture
def named(tmp_path):
    """A searcher over documents with a short name in one of them."""
    library = Library(tmp_path / "library")
    words = "国立標準技術研究所（ＮＩＳＴ）、National Institute of Standards and Technology"
    place = Place(0, (Rect(0, 0, 1, 1),))
    definition = Definition(
        "NIST", "acronym", "国立標準技術研究所", "National Institute of Standards and Technology",
        place, TextRange(0, 0, 1), "footnote", 1.0,
    )  # fmt: skip
    put(library, "a", replace(structure(passage(words)), definitions=(definition,)))
    put(library, "b", structure(passage("ＮＩＳＴの枠組み、国立標準技術研究所が示す。")))
    yield Searcher(library, library.contents())
    library.close()


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("nist", {"国立標準技術研究所": 2, "National Institute of Standards and Technology": 1}),
        ("国立標準技術研究所", {"NIST": 2, "National Institute of Standards and Technology": 1}),
        ("national institute of standards and technology", {"NIST": 2, "国立標準技術研究所": 2}),
        ("NIST 枠組み", {}),
        ("枠組み", {}),
    ],
)
def test_other_names_are_groups_of_their_own(named, query, others):
    found = named.others(parse(query), Options(synonyms=True))
    assert {each.name: len(each) for each in found} == others
    assert all(each.kind is Kind.SYNONYM for each in found)
    assert named.others(parse(query), Options()) == ()


@pytest.mark.parametrize(
    ("query", "names", "others"),
    [
        ("NIST", [("NIST", "枠組み")], {"枠組み": 1}),
        ("枠組み", [("NIST", "枠組み")], {"NIST": 2}),
        ("国立標準技術研究所", [("NIST", "枠組み")], {}),
        ("NIST", [("NIST",)], {}),
        ("枠組み", [("枠", "枠組み")], {"枠": 1}),
    ],
)
def test_what_the_reader_says_of_a_name_is_searched_not_what_was_found(named, query, names, others):
    found = named.others(parse(query), Options(synonyms=True, names=tuple(names)))
    assert {each.name: len(each) for each in found} == others


def test_other_names_keep_to_the_filters_of_the_query(named):
    found = named.others(parse("NIST in:note"), Options(synonyms=True))
    assert found == ()


def test_words_of_a_reading_are_suggested(tmp_path):
    library = Library(tmp_path)
    made = structure(passage("サイバー攻撃とサイバー。裁判"))
    boxes, opening = [grid(2000)], Opening("a.pdf", 1, "題", "")
    _, vocabulary = page_words(made.passages, 1)
    library.put("a", made, boxes, opening, vocabulary)
    searcher = Searcher(library, ["a"])
    assert searcher.suggestions(parse("saiba-")) == (
        Suggestion("サイバー", 2),
        Suggestion("サイバー攻撃", 1),
    )
    assert [each.text for each in searcher.suggestions(parse("さい"))][:2] == ["サイバー", "裁判"]
    assert searcher.suggestions(parse("サイバー")) == ()
    assert searcher.suggestions(parse("攻撃")) == ()
    library.close()


def test_forms_come_best_first_and_keep_to_filters(tmp_path):
    library = Library(tmp_path)
    put(library, "a", structure(passage("取り組む", part=Part.NOTE)))
    put(library, "b", structure(passage("取り組む", part=Part.HEADING)))
    index = WordIndex(library)
    for content in "ab":
        index.ensure(content)
    index.flush()
    searcher = Searcher(library, ["a", "b"])
    found = searcher.forms(parse("取組"))
    assert [each.document for each in searcher.hits(found, range(2))] == [1, 0]
    assert len(searcher.forms(parse("取組 in:note"))) == 1
    assert len(searcher.forms(parse("取組"), most=1)) == 1
    assert len(searcher.forms(parse("取り組む"))) == 0
    library.close()


def test_rows_tell_page_part_and_heading_without_details(tmp_path):
    library = Library(tmp_path)
    headings = (heading(1, "第１章", "米国"), heading(1, "第２章", "英国", page=1))
    over = Passage(Part.BODY, "ＡＩとＡＩ", array("i", [5, 6, 7, 0, 1]), ((0, 0), (3, 1)), 0)
    note = passage("ＡＩ", page=1, first=9, part=Part.NOTE, heading=1)
    put(library, "a", structure(over, note, headings=headings, pages=2))
    searcher = Searcher(library, ["a"])
    found = searcher.find(parse("AI"))
    (sheaf,) = found.sheaves
    assert sheaf.pages() == [0, 1, 1] == [found.page(row) for row in range(3)]
    assert [found.part(row) for row in range(3)] == [Part.BODY, Part.BODY, Part.NOTE]
    assert found.counts == {Part.BODY: 2, Part.NOTE: 1}
    assert found.page_count == 2
    assert [searcher.headings(0)[each] for each in sheaf.headings()] == [
        ("第１章\u3000米国",),
        ("第１章\u3000米国",),
        ("第２章\u3000英国",),
    ]
    library.close()


def test_texts_beyond_the_room_in_memory_are_read_again(made, monkeypatch):
    monkeypatch.setattr(module, "KEPT_TEXT", 10)
    searcher = made("国立標準技術研究所", "国立", "立国")
    for _ in range(2):
        assert [document for document, *_ in found(searcher, "国立")] == [0, 1]
    for path in searcher._library.texts.iterdir():
        path.write_bytes(b"")
    assert [document for document, *_ in found(searcher, "国立")] == [0, 1]


def test_a_footnote_mark_is_no_part_of_a_hits_rectangles(tmp_path):
    library = Library(tmp_path)
    marked = Passage(
        Part.BODY, "ＮＩＳＴ）は", array("i", [0, 1, 2, 3, 5, 6]), ((0, 0),), -1, ((4, 0),)
    )
    put(library, "a", structure(marked))
    (hit,) = Searcher(library, ["a"]).exact("ＮＩＳＴ）")
    assert hit.places[0].rects == (Rect(0, 0, 4 * SIZE, SIZE), Rect(5 * SIZE, 0, 6 * SIZE, SIZE))
    library.close()


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


def refolded(text, chance):
    """`text` as a person might type it: half width, other case, another dash, white space between."""

    def typed(char):
        plain = unicodedata.normalize("NFKC", char)
        if len(plain) != 1 or chance.random() < 0.5:
            return char
        dash = "‐" if char in "ー－" else plain
        return chance.choice(
            [plain, plain.upper() if plain.upper().lower() == plain else plain, dash]
        )

    return "".join(map(typed, text))


def test_any_piece_of_the_white_paper_is_found_at_its_place_and_its_boxes(built_white_paper):
    """Rectangles are compared through the boxes of the characters whose middle they hold.

    Boxes are as high as the font says and may reach into ruby between two lines, which is no
    character of any passage; in a figure, where all that is printed is text, they are not compared.
    """
    library, contents = built_white_paper
    chance = random.Random(11)
    for content in contents.values():
        searcher = Searcher(library, [content])
        passages = library.structure(content).passages
        printed = {}
        for each in passages:
            for offset, source in enumerate(each.sources):
                if source >= 0:
                    printed[each.page_at(offset), source] = each.text[offset]
        for number in chance.sample(range(len(passages)), min(60, len(passages))):
            whole = passages[number]
            length = chance.randint(2, 12)
            start = chance.randrange(max(1, len(whole.text) - length))
            piece = whole.text[start : start + length]
            if '"' in piece or piece != piece.strip() or not piece:
                continue
            hits = searcher.exact(f'"{refolded(piece, chance)}"')
            (hit,) = [h for h in hits if (h.range.passage, h.range.start) == (number, start)]
            assert hit.snippet[hit.start : hit.end] == piece
            assert whole.part is Part.FIGURE or inside(hit, library, content, printed) == sorted(
                (whole.page_at(at), whole.sources[at])
                for at in range(start, start + len(piece))
                if whole.sources[at] >= 0 and not piece[at - start].isspace()
            ), piece


def inside(hit, library, content, printed):
    """The characters of passages whose middle lies in a rectangle of the hit, as (page, source)."""
    found = []
    for place in hit.places:
        boxes = library.boxes(content, place.page)
        for source in range(len(boxes) // 4):
            x0, y0, x1, y1 = boxes[4 * source : 4 * source + 4]
            char = printed.get((place.page, source), " ")
            if not char.isspace() and any(
                rect.contains((x0 + x1) / 2, (y0 + y1) / 2) for rect in place.rects
            ):
                found.append((place.page, source))
    return sorted(found)


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
