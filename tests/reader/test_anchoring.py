"""Quotations found again: on a made-up chapter and its second edition, and the hard cases one by one."""

from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest
import second_edition
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from index_builder.model import Part, Passage, Rect, Structure
from index_builder.text import fold
from reader.alignment import occurrences
from reader.anchoring import SHORT, Anchored, anchor, quoted
from reader.edition_text import Edition, EditionText
from reader.records import CONTEXT, Annotation

SENTENCE = "米国では、国立標準技術研究所（ＮＩＳＴ）が人工知能の指針を公表した。"
BEFORE = "生成ＡＩの急速な進歩を受けて、各国で安全性の議論が進んでいる。"
AFTER = "その後も評価の枠組みが整えられ、我が国でも参照されている。"
OTHER = "再生可能エネルギーの導入は地域ごとに大きく異なり、送電網の増強が課題である。"
CELL = Rect(0, 0, 10, 10)


def edition(*paragraphs: str, content: str = "new", per_page: int = 1) -> Edition:
    """Each paragraph as a passage, `per_page` of them a page; a character is a box at (10 × its number, 0)."""
    passages, texts = [], {}
    for number, text in enumerate(paragraphs):
        page = number // per_page
        start = len(texts.get(page, ""))
        texts[page] = texts.get(page, "") + text
        sources = array("i", range(start, start + len(text)))
        passages.append(Passage(Part.BODY, text, sources, ((0, page),)))
    boxes = {
        page: array("d", [v for n in range(len(text)) for v in (10.0 * n, 0, 10.0 * n + 10, 10)])
        for page, text in texts.items()
    }
    labels = tuple(str(page + 1) for page in texts)
    return Edition(content, Structure("", labels, tuple(passages)), boxes)


def note(
    quotation: str, prefix: str = "", suffix: str = "", page: int = 0, start: int = -1
) -> Annotation:
    return Annotation(
        id=f"{quotation}{page}",
        content="old",
        page=page,
        rects=(CELL,),
        quotation=quotation,
        prefix=prefix,
        suffix=suffix,
        start=start,
        end=start + len(quotation) if start >= 0 else -1,
        colour="yellow",
        kind="highlight",
        note="",
        created="",
        modified="",
    )


def in_context(text: str, words: str, page: int = 0) -> Annotation:
    at = text.index(words)
    end = at + len(words)
    return note(words, text[max(0, at - 32) : at], text[end : end + 32], page, at)


def one(
    wanted: Annotation, new: Edition, old: Edition | None = None, others: Sequence[Annotation] = ()
) -> Anchored:
    text = EditionText([new])
    return anchor([wanted, *others], text, EditionText([old]) if old else None)[0]


WHOLE = BEFORE + SENTENCE + AFTER


def test_an_unchanged_quotation_is_found_on_its_new_page() -> None:
    found = one(in_context(WHOLE, SENTENCE), edition(OTHER, OTHER, WHOLE))
    assert found.is_sure
    (piece,) = found.pieces
    assert (piece.content, piece.page, piece.quotation) == ("new", 2, SENTENCE)
    assert (piece.start, piece.end) == (len(BEFORE), len(BEFORE) + len(SENTENCE))
    assert len(piece.prefix) == CONTEXT
    assert (OTHER + BEFORE).endswith(piece.prefix)
    assert piece.suffix
    assert AFTER.startswith(piece.suffix)
    assert piece.rects[0].x0 == 10.0 * len(BEFORE)


def test_widths_dashes_and_line_ends_make_no_difference() -> None:
    text = WHOLE.replace("ＮＩＳＴ", "NIST").replace("ＡＩ", "AI")
    wanted = in_context(text, "標準技術研究所（NIST）が")
    found = one(replace(wanted, quotation="標準技術\n研究所（NIST）が"), edition(OTHER, WHOLE))
    assert found.is_sure
    assert found.pieces[0].quotation == "標準技術研究所（ＮＩＳＴ）が"


def test_a_quotation_over_a_page_end_becomes_two_pieces() -> None:
    cut = len(BEFORE) + 10
    passage = Passage(
        Part.BODY,
        WHOLE,
        array("i", [*range(cut), *range(len(WHOLE) - cut)]),
        ((0, 0), (cut, 1)),
    )
    boxes = {
        page: array("d", [v for n in range(len(WHOLE)) for v in (10.0 * n, 0, 10.0 * n + 10, 10)])
        for page in (0, 1)
    }
    new = Edition("new", Structure("", ("1", "2"), (passage,)), boxes)
    found = one(in_context(WHOLE, SENTENCE), new)
    assert found.is_sure
    assert [piece.page for piece in found.pieces] == [0, 1]
    assert "".join(piece.quotation for piece in found.pieces) == SENTENCE
    assert [(piece.start, piece.end) for piece in found.pieces] == [
        (len(BEFORE), cut),
        (0, len(SENTENCE) - 10),
    ]


def test_a_quotation_over_two_paragraphs_is_found() -> None:
    wanted = note(f"参照されている。\n{OTHER[:12]}", AFTER[:-8], OTHER[12:40])
    found = one(wanted, edition(WHOLE, AFTER, OTHER, per_page=3))
    assert found.is_sure
    assert len(found.pieces) == 1
    assert found.pieces[0].rects[0].x0 > 0


def test_an_edited_quotation_is_found_by_what_stayed() -> None:
    edited = WHOLE.replace("人工知能の指針を公表した", "人工知能に関する指針を改めて公表した")
    found = one(in_context(WHOLE, SENTENCE), edition(OTHER, edited))
    assert found.is_sure
    assert found.means == "similar"
    quotation = found.pieces[0].quotation
    assert quotation.startswith("米国では")
    assert quotation.endswith("改めて公表した。")


def test_a_rewritten_quotation_is_not_sure() -> None:
    rewritten = "米国の国立研究所は、人工知能に関する新しい指針を作り、これを公表するに至った。"
    found = one(in_context(WHOLE, SENTENCE), edition(OTHER, BEFORE + rewritten + AFTER))
    assert not found.is_sure


def test_a_deleted_quotation_is_not_found() -> None:
    found = one(in_context(WHOLE, SENTENCE), edition(OTHER, BEFORE + AFTER))
    assert found == Anchored()


@pytest.mark.parametrize("words", ["指針", "人工知能", "が人工知能の指針を"])
def test_a_deleted_quotation_that_stands_elsewhere_is_not_taken_for_that(words: str) -> None:
    elsewhere = f"農業では、{words}農作業に生かす試みが各地で始まり、収穫の予測も行われている。"
    found = one(in_context(WHOLE, words), edition(OTHER, BEFORE + AFTER, elsewhere))
    assert found == Anchored()


def test_boilerplate_is_told_apart_by_its_surroundings() -> None:
    common = "このため、関係府省が連携して取り組む。"
    texts = [BEFORE + common + AFTER, OTHER + common + SENTENCE, AFTER + common + OTHER]
    new = edition(*reversed(texts))
    for page, text in enumerate(texts):
        found = one(in_context(text, common, page), new)
        assert found.is_sure
        assert found.pieces[0].page == 2 - page


def test_boilerplate_whose_own_place_was_deleted_is_not_sure() -> None:
    common = "このため、関係府省が連携して取り組む。"
    found = one(in_context(BEFORE + common + AFTER, common), edition(OTHER + common + SENTENCE))
    assert not found.is_sure


def test_of_several_equal_places_the_neighbours_choose_and_it_is_not_sure() -> None:
    same = BEFORE + "（資料）文部科学省作成" + AFTER
    new = edition(SENTENCE, same, OTHER, same, "終わりに、謝辞を述べる。関係各位に感謝したい。")
    neighbour = replace(in_context(SENTENCE, "国立標準技術研究所（ＮＩＳＴ）"), page=0)
    later = replace(in_context(OTHER, "送電網の増強"), page=20)
    wanted = replace(in_context(same, "（資料）文部科学省作成"), page=22)
    found = one(wanted, new, others=[neighbour, later])
    assert not found.is_sure
    assert found.pieces[0].page == 3


@pytest.mark.parametrize("words", ["針", "指針", "公表し"])
def test_short_quotations_need_surroundings(words: str) -> None:
    assert len(words) <= SHORT
    new = edition(OTHER, WHOLE, f"他の{words}もある。")
    assert one(note(words), new) == Anchored()
    assert one(in_context(WHOLE, words), new).is_sure
    assert one(note(words, "まったく別の文章の中に", "と書かれていた場合の話"), new) == Anchored()


def test_a_word_that_stands_everywhere_is_found_by_its_surroundings() -> None:
    new = edition(*["人工知能の利用。" * 40] * 10, WHOLE)
    found = one(in_context(WHOLE, "人工知能"), new)
    assert found.is_sure
    assert found.pieces[0].page == 10


def test_the_same_spot_of_the_page_is_the_same_place_when_nothing_else_is_known() -> None:
    cells = ["該当なし"] * 5
    new = edition(*cells, per_page=5)
    wanted = replace(note("該当なし"), rects=(Rect(80.5, 0, 120.5, 10),))
    found = one(wanted, new)
    assert found.is_sure
    assert found.pieces[0].start == 8
    moved = replace(wanted, rects=(Rect(85.5, 0, 125.5, 10),))
    assert not one(moved, new).is_sure


def test_the_same_spot_between_other_words_is_another_place() -> None:
    words = "目標を達成した"
    wanted = replace(in_context(BEFORE + words + AFTER, words), rects=(Rect(0, 0, 70, 10),))
    assert not one(wanted, edition(words + OTHER)).is_sure


def test_a_phrase_that_stands_elsewhere_too_needs_more_of_its_surroundings() -> None:
    phrase = "関係府省が連携して取り組む。"
    wanted = in_context(BEFORE + phrase + AFTER, phrase)
    half = BEFORE + phrase + OTHER
    assert one(wanted, edition(half)).is_sure
    assert not one(wanted, edition(half, SENTENCE + phrase + OTHER)).is_sure


def test_the_old_text_gives_surroundings_over_paragraphs() -> None:
    heading = "第２節　動向"
    old = edition(BEFORE, heading, AFTER, content="old", per_page=3)
    wanted = note(heading, start=len(BEFORE))
    new = edition(OTHER, BEFORE, heading, AFTER, OTHER, heading)
    assert not one(wanted, new).is_sure
    found = one(wanted, new, old)
    assert found.is_sure
    assert found.pieces[0].page == 2
    what = quoted(wanted, EditionText([old]))
    assert fold(BEFORE).text.endswith(what.prefix)
    assert fold(AFTER).text.startswith(what.suffix)


def test_the_old_place_is_known_by_its_rectangles_where_the_range_is_not() -> None:
    old = edition("該当なし", BEFORE, "該当なし", AFTER, content="old", per_page=4)
    x = 10.0 * (4 + len(BEFORE))
    wanted = replace(note("該当なし"), rects=(Rect(x, 0, x + 40, 10),))
    what = quoted(wanted, EditionText([old]))
    assert what.prefix.endswith(fold(BEFORE).text)
    assert fold(AFTER).text.startswith(what.suffix)
    new = edition(OTHER, BEFORE, "該当なし", AFTER, "該当なし")
    assert one(wanted, new, old).pieces[0].page == 2


def test_a_paragraph_between_near_neighbours_is_sure_without_surroundings() -> None:
    title = "ＡＩ戦略会議の設置"
    first, last = in_context(BEFORE, "安全性の議論"), replace(in_context(OTHER, "送電網"), page=2)
    wanted = replace(note(title), page=1)
    new = edition(AFTER, BEFORE, title, OTHER)
    assert not one(wanted, new).is_sure
    assert one(wanted, new, others=[first, last]).is_sure
    turned = edition(AFTER, title, BEFORE, OTHER)
    assert not one(wanted, turned, others=[first, last]).is_sure


def test_what_stands_right_beside_a_quotation_counts_though_a_sentence_came_in_after_it() -> None:
    title = "第１章　新時代"
    wanted = in_context(title + "を迎えたＡＩ第１節" + SENTENCE, title)
    found = one(wanted, edition(f"{title}を迎えたＡＩ第１節{OTHER}", SENTENCE))
    assert found.pieces[0].quotation == title
    assert not found.is_sure


def test_where_nothing_beside_it_has_stayed_no_place_is_sure() -> None:
    lead, end = (
        "それが現在の人工知能の中心技術となっている",
        "学習の進展により、翻訳や自動運転に大きな役割を果たす。",
    )
    whole = f"{lead}「機械学習」です。機械{end}"
    wanted = in_context(whole, "械")
    found = one(wanted, edition(OTHER, f"{lead}」です。機械{end}"))
    assert found.pieces
    assert not found.is_sure
    assert one(wanted, edition(OTHER, whole)).is_sure


def test_a_short_quotation_is_known_by_both_of_its_neighbours() -> None:
    source = "（注）。"
    wanted = in_context(BEFORE + source + AFTER, "。" + AFTER[:1])
    wanted = replace(wanted, quotation="。", suffix=AFTER[:32], prefix=(BEFORE + source[:-1])[-32:])
    assert one(wanted, edition(OTHER, BEFORE + source + AFTER)).is_sure
    gone = one(wanted, edition(OTHER, BEFORE + AFTER))
    assert gone.pieces
    assert not gone.is_sure


def test_a_twin_of_a_deleted_place_on_the_wrong_side_of_its_neighbours_is_not_sure() -> None:
    first = "戦略https://www.example.ca/en/innovation-science-economic-development/"
    twin = "大学https://www.example.ca/en/innovation-science-economic-development/"
    wanted = replace(in_context(first, "/innovati"), page=1, start=-1)
    new = edition(BEFORE, OTHER, twin, SENTENCE)
    assert one(wanted, new).is_sure
    before = in_context(BEFORE, "安全性の議論")
    after = replace(in_context(OTHER, "送電網の増強"), page=2)
    assert not one(wanted, new, others=[before, after]).is_sure
    moved = edition(BEFORE, OTHER, first, SENTENCE)
    assert one(wanted, moved, others=[before, after]).is_sure


def test_nothing_is_found_in_an_empty_text() -> None:
    text = EditionText([edition()])
    assert anchor([in_context(WHOLE, SENTENCE)], text) == [Anchored()]
    assert text.spot(0) is None
    assert anchor([], text) == []


def test_a_volume_is_looked_through_as_one() -> None:
    text = EditionText([edition(OTHER, content="first"), edition(BEFORE, WHOLE, content="second")])
    (found,) = anchor([in_context(WHOLE, SENTENCE)], text)
    assert (found.pieces[0].content, found.pieces[0].page) == ("second", 1)


@given(st.text("ab", max_size=30), st.text("ab", min_size=1, max_size=3), st.integers(0, 5))
def test_occurrences_are_all_places_in_order(text: str, words: str, most: int) -> None:
    every = [n for n in range(len(text)) if text.startswith(words, n)]
    assert occurrences(text, words, most) == every[:most]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_found_word_by_word_is_that_text(data: st.DataObject) -> None:
    paragraphs = data.draw(
        st.lists(st.text("あいうＡ1－ー㎡ ", min_size=1), min_size=1, max_size=4)
    )
    text = EditionText([edition(*paragraphs)])
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    got = "".join(piece.quotation for piece in text.pieces(start, end))
    assert text.text[start:end] in fold(got).text


def editions(folder: Path, seed: int) -> tuple[second_edition.Printed, ...]:
    before = second_edition.chapter(seed, 500)
    after = second_edition.revised(before, seed + 1)
    first = second_edition.typeset(folder / "one.pdf", before, 40, 34)
    return first, second_edition.typeset(folder / "two.pdf", after, 23, 40, 2)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_second_edition_takes_the_notes_over(tmp_path: Path, seed: int) -> None:
    """The issue's own measure: 98 in 100 at the right place, none at a wrong one without a warning."""
    before = second_edition.chapter(seed, 500)
    after = second_edition.revised(before, seed + 1)
    first, second = editions(tmp_path, seed)
    assert len(first.edition.structure.labels) >= 20
    notes = second_edition.annotations(first.edition, before, seed + 2, 500)
    new, old = EditionText([second.edition]), EditionText([first.edition])
    plain = [each for _, each in notes]
    verdict = second_edition.judge(second, after, notes, anchor(plain, new, old))
    assert not verdict.wrong
    assert verdict.right >= 0.98 * verdict.asked
    assert verdict.doubtful <= 0.05 * verdict.asked

    alone = second_edition.judge(second, after, notes, anchor(plain, new))
    assert not alone.wrong
    assert alone.right >= 0.98 * alone.asked
    assert alone.doubtful <= 0.05 * alone.asked


@pytest.mark.parametrize("seed", [3, 4])
def test_notes_of_earlier_versions_without_surroundings_are_at_no_wrong_place(
    tmp_path: Path, seed: int
) -> None:
    before = second_edition.chapter(seed, 500)
    after = second_edition.revised(before, seed + 1)
    first, second = editions(tmp_path, seed)
    notes = [
        (number, replace(note, prefix="", suffix="", start=-1, end=-1))
        for number, note in second_edition.annotations(first.edition, before, seed + 2, 500)
    ]
    found = anchor([note for _, note in notes], EditionText([second.edition]))
    verdict = second_edition.judge(second, after, notes, found)
    assert not verdict.wrong


def test_a_file_saved_anew_keeps_every_place(tmp_path: Path) -> None:
    before = second_edition.chapter(7, 200)
    first = second_edition.typeset(tmp_path / "one.pdf", before, 40, 34)
    again = second_edition.typeset(tmp_path / "again.pdf", before, 40, 34)
    notes = [each for _, each in second_edition.annotations(first.edition, before, 8, 200)]
    new, old = EditionText([again.edition]), EditionText([first.edition])
    found = anchor(notes, new, old)
    for each, answer in zip(notes, found, strict=True):
        assert answer.is_sure
        assert [(p.page, p.rects) for p in answer.pieces] == [(each.page, each.rects)]
