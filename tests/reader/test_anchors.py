from array import array

import pytest
from corrected import with_page_before
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small_paper import BODY, CAPTION, FIRST, MARK, NIST, NOTE, where

from index_builder.model import Footnote, Mark, Part, Passage, Place, Rect, Reference, Structure
from reader.anchors import AGREEING, Anchors
from reader.records import Anchor

PLACE = Place(0, (Rect(0, 0, 10, 10),))


def passage(text: str, *notes: tuple[int, int]) -> Passage:
    return Passage(Part.BODY, text, array("i", range(len(text))), ((0, 0),), -1, notes)


def test_everything_is_found_where_it_was_taken() -> None:
    anchors = Anchors(FIRST)
    assert anchors.definition(anchors.of_definition(0), [0, 1]) == 0
    assert anchors.reference(anchors.of_reference(0)) == 0
    assert anchors.mark(anchors.of_mark(0, 0)) == (0, 0)
    assert anchors.note(anchors.of_note(1)) == 1
    assert anchors.titled(anchors.of_caption(0)) == CAPTION.place
    assert anchors.titled(anchors.of_heading(1)) == FIRST.headings[1].place


def test_everything_is_found_again_behind_a_page_that_was_put_in() -> None:
    before, after = Anchors(FIRST), Anchors(with_page_before(FIRST))
    assert after.definition(before.of_definition(0), [0, 1]) == 1
    assert after.reference(before.of_reference(0)) == 0
    assert after.mark(before.of_mark(0, 0)) == (1, 0)
    assert after.note(before.of_note(0)) == 1
    moved = after.titled(before.of_caption(0))
    assert moved == replace(CAPTION.place, page=CAPTION.place.page + 1)


def test_an_anchor_keeps_what_stands_around() -> None:
    anchor = Anchors(FIRST).of_definition(0)
    assert anchor.quotation == "ＮＩＳＴ"
    assert anchor.prefix.endswith("国立標準技術研究所（")
    assert anchor.suffix.startswith("）が指針を公表した。")
    assert (anchor.page, anchor.rect) == (NIST.place.page, NIST.place.rects[0])


def test_the_same_words_elsewhere_are_another_place() -> None:
    anchor = Anchors(FIRST).of_definition(0)
    second = replace(NIST, range=where(BODY, "ＮＩＳＴ", NIST.range.end))
    other = Anchors(replace(FIRST, definitions=(second,)))
    assert other.definition(anchor, [0]) == -1


def test_width_and_dashes_make_no_difference() -> None:
    anchor = Anchors(FIRST).of_reference(0)
    narrow = BODY.replace("第１-３-１図", "第1‐3‐1図")
    there = replace(FIRST.references[0], range=where(narrow, "第1‐3‐1図"))
    other = Anchors(replace(FIRST, passages=(passage(narrow),), references=(there,)))
    assert other.reference(anchor) == 0


def test_a_paragraph_that_is_cut_elsewhere_now_still_fits() -> None:
    anchor = Anchors(FIRST).of_definition(0)
    text = BODY[BODY.index("国立標準") :]
    cut = replace(NIST, range=where(text, "ＮＩＳＴ"))
    other = Anchors(replace(FIRST, passages=(passage(text),), definitions=(cut,)))
    assert other.definition(anchor, [0]) == 0


def test_the_words_alone_are_not_enough() -> None:
    anchor = Anchors(FIRST).of_definition(0)
    alone = replace(NIST, range=where("ＮＩＳＴ", "ＮＩＳＴ"))
    other = Anchors(replace(FIRST, passages=(passage("ＮＩＳＴ"),), definitions=(alone,)))
    assert other.definition(anchor, [0]) == -1
    assert other.definition(other.of_definition(0), [0]) == 0


def test_paragraphs_that_begin_alike_are_told_apart() -> None:
    first, second = (
        "第１章で見てきたように、ＡＩ研究は進む。",
        "また、第１章で見てきたように、ＡＩ技術は要る。",
    )
    papers = [
        Structure(
            "",
            (),
            (passage(text),),
            references=(Reference("第１章", "chapter", "1", (PLACE,), where(text, "第１章")),),
        )
        for text in (first, second)
    ]
    one, other = map(Anchors, papers)
    assert one.reference(one.of_reference(0)) == 0
    assert other.reference(one.of_reference(0)) == -1
    assert one.reference(other.of_reference(0)) == -1


def test_of_the_same_sentence_twice_the_nearer_is_taken() -> None:
    text = "これは第１図に示す。"
    references = tuple(
        Reference("第１図", "figure", "1", (Place(page, PLACE.rects),), where(text, "第１図"))
        for page in (3, 9, 30)
    )
    structure = Structure("", (), (passage(text),), references=references)
    anchor = Anchors(structure).of_reference(1)
    assert Anchors(structure).reference(anchor) == 1
    assert Anchors(structure).reference(replace(anchor, page=29)) == 2


def test_marks_of_one_label_are_told_apart_by_their_passages() -> None:
    text = "米国の研究所が公表し、英国の研究所も公表した。"
    first, second = text.index("し、"), text.index("した。")
    marks = tuple(Mark("1", Place(0, (Rect(x, 0, x + 4, 4),)), "研究所も公表") for x in (10, 200))
    notes = (Footnote("1", "米国", PLACE, marks[:1]), Footnote("1", "英国", PLACE, marks[1:]))
    structure = Structure("", (), (passage(text, (first, 0), (second, 1)),), footnotes=notes)
    anchors = Anchors(structure)
    assert anchors.of_mark(0, 0).suffix.startswith("し、英国")
    assert [anchors.mark(anchors.of_mark(number, 0)) for number in (0, 1)] == [(0, 0), (1, 0)]


def test_a_mark_without_its_spot_is_known_by_what_stands_before_it() -> None:
    assert Anchors(FIRST).of_mark(0, 0).prefix == MARK.before
    gone = replace(NOTE, marks=(replace(MARK, before="ほかの研究所で"),))
    assert Anchors(replace(FIRST, footnotes=(gone,))).mark(Anchors(FIRST).of_mark(0, 0)) == (-1, -1)


@pytest.mark.parametrize("label", ["4", "14"])
def test_a_note_is_known_by_label_and_beginning(label: str) -> None:
    anchor = Anchors(FIRST).of_note(0)
    other = Anchors(replace(FIRST, footnotes=(replace(NOTE, label=label),)))
    assert other.note(anchor) == (0 if label == "4" else -1)


texts = st.text("あいうＡ12", min_size=1, max_size=20)


@given(before=texts, word=texts, behind=texts, other=texts)
def test_a_place_is_never_found_between_other_words(
    before: str, word: str, behind: str, other: str
) -> None:
    text = before + word + behind
    span = where(text, word, len(before))
    reference = Reference(word, "figure", "1", (PLACE,), span)
    there = Structure("", (), (passage(text),), references=(reference,))
    anchor = Anchors(there).of_reference(0)
    assert Anchors(there).reference(anchor) == 0
    strange = other * AGREEING + "。"
    moved = where(strange + word, word, len(strange))
    elsewhere = replace(
        there, passages=(passage(strange + word),), references=(replace(reference, range=moved),)
    )
    assert Anchors(elsewhere).reference(anchor) == -1


@given(st.text(), st.text(), st.integers(0, 9999))
def test_an_anchor_comes_back_from_its_row(words: str, around: str, page: int) -> None:
    clean = [word.encode("utf-8", "replace").decode() for word in (words, around)]
    anchor = Anchor(page, Rect(1, 2.5, 3, 4), clean[0], clean[1], clean[1])
    assert Anchor.from_json(anchor.to_json()) == anchor


@pytest.mark.parametrize(
    "text", ["{}", "[]", '[1, [0, 0], "a", "b", "c"]', '["1", 2, 3, 4, 5]', "x"]
)
def test_an_anchor_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Anchor.from_json(text)
