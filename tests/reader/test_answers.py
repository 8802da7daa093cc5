from array import array

from msgspec.structs import replace
from small_paper import (
    BODY,
    CAPTION,
    FIRST,
    LINKS,
    NIST,
    NOTE,
    OTHER,
    SENTENCE,
    UNUSED,
    place,
)

from index_builder.model import (
    Entry,
    Location,
    PageIssue,
    Part,
    Passage,
    Resolution,
    TextRange,
    VolumeLinks,
)
from reader.answers import Answers, meaning_text
from reader.excerpts import SENTENCE_LENGTH
from reader.targets import TargetIndex


def answers(order: tuple[int, ...] = (0, 1), links: VolumeLinks | None = LINKS) -> Answers:
    return Answers(TargetIndex.build([FIRST, OTHER], links), order)


def test_the_meaning_of_a_name_with_its_sentence_place_and_note() -> None:
    given = answers()
    (meaning,) = given.meanings(given.entry(0), 1, 0)
    assert meaning_text(meaning.definition) == (
        "国立標準技術研究所 — National Institute of Standards and Technology"
    )
    assert meaning.sentence.text == SENTENCE
    assert meaning.sentence.text[meaning.sentence.start : meaning.sentence.end] == "ＮＩＳＴ"
    assert meaning.note == NOTE
    assert meaning.location.document == 0
    assert not meaning.is_guess


def test_the_last_sure_introduction_before_the_place_holds() -> None:
    names = [
        replace(NIST, long_form=form, place=place(page, 0, 0), confidence=sure)
        for form, page, sure in (("一", 0, 0.9), ("二", 2, 0.9), ("三", 1, 0.3), ("四", 1, 0.5))
    ]
    own = replace(FIRST, definitions=tuple(names))
    entry = Entry("NIST", ((0, 0), (0, 1), (0, 2), (0, 3)), ())
    given = Answers(TargetIndex.build([own], VolumeLinks("", (entry,))), (0,))

    def forms(page: int) -> str:
        return "".join(m.definition.long_form for m in given.meanings(entry, 0, page))

    assert forms(0) == "一二四三"
    assert forms(1) == "一二四三"
    assert forms(2) == "二一四三"


def test_a_short_introduction_takes_the_rest_from_one_that_agrees() -> None:
    names = (
        replace(NIST, place=place(0, 0, 0)),
        replace(NIST, place=place(1, 0, 0), expansion=""),
        replace(NIST, place=place(2, 0, 0), long_form="別の機関", expansion=""),
        replace(NIST, place=place(3, 0, 0), long_form=""),
    )
    entry = Entry("NIST", tuple((0, at) for at in range(4)), ())
    own = replace(FIRST, definitions=names)
    given = Answers(TargetIndex.build([own], VolumeLinks("", (entry,))), (0,))
    said = [given.meanings(entry, 0, page)[0].definition for page in range(4)]
    assert [each.expansion for each in said] == [NIST.expansion, NIST.expansion, "", NIST.expansion]
    assert said[3].long_form == NIST.long_form


def test_uses_are_grouped_by_chapter_in_reading_order() -> None:
    given = answers()
    groups = given.uses(given.entry(0))
    assert [(group.title, group.items) for group in groups] == [
        ("第１部 第３章　世界の動向", (0, 1)),
        ("第１部 第４章　我が国の取組", (2,)),
    ]
    turned = answers(order=(1, 0))
    assert [group.items for group in turned.uses(turned.entry(0))] == [(2,), (0, 1)]


def test_the_next_use_goes_on_and_around() -> None:
    given = answers()
    assert [given.use_beside(given.entry(0), item, 1) for item in (-1, 0, 1, 2)] == [0, 1, 2, 0]
    turned = answers(order=(1, 0))
    assert turned.use_beside(turned.entry(0), 2, 1) == 0


def test_a_snippet_marks_the_thing_and_what_was_left_out() -> None:
    start = BODY.index("ＮＩＳＴ")
    snippet = answers().snippet(0, TextRange(0, start, start + 4))
    assert snippet.text[snippet.start : snippet.end] == "ＮＩＳＴ"
    assert snippet.text.startswith("…")
    assert snippet.text.strip("…") in BODY
    first = answers().snippet(0, TextRange(0, 0, 4))
    assert first.text.startswith("生成ＡＩ")
    assert first.text.endswith("…")
    assert answers().snippet(0, TextRange(99, 0, 1)).text == ""


def test_a_sentence_without_end_is_cut_around_the_name() -> None:
    text = "長" * 500 + "ＮＩＳＴ" + "長" * 500
    own = replace(
        FIRST,
        passages=(Passage(Part.BODY, text, array("i", range(len(text))), ((0, 0),)),),
        definitions=(replace(NIST, range=TextRange(0, 500, 504)),),
    )
    given = Answers(TargetIndex.build([own], None), (0,))
    sentence = given.meanings(given.entry(0), 0, 0)[0].sentence
    assert len(sentence.text) <= SENTENCE_LENGTH + 2
    assert sentence.text[sentence.start : sentence.end] == "ＮＩＳＴ"


def test_a_reference_knows_its_caption_or_says_what_is_missing() -> None:
    found = answers().referred(0, 0)
    assert found is not None
    assert found.caption == CAPTION
    missing = answers().referred(1, 0)
    assert missing is not None
    assert (missing.location, missing.known) == (None, True)
    early = answers(links=None).referred(1, 0)
    assert early is not None
    assert not early.known


def test_who_refers_to_a_figure() -> None:
    assert answers().referrers(0, CAPTION.place) == [(0, FIRST.references[0])]


def test_a_document_without_structure_has_no_answers() -> None:
    given = Answers(TargetIndex.build([None], None), (0,))
    assert given.structure(0) is None
    assert given.structure(3) is None
    assert given.referred(0, 0) is None
    assert given.orphan_marks(0, 0) == []
    assert given.places_of(0, 0) == []
    assert not given.lacks_text(0, 0)


def test_uses_are_walked_both_ways_and_numbered() -> None:
    given = answers()
    entry = given.entry(0)
    assert [given.use_beside(entry, item, -1) for item in (0, 1, 2)] == [2, 0, 1]
    assert [given.use_beside(entry, item, 1) for item in (-1, 0, 2)] == [0, 1, 0]
    assert [given.use_number(entry, item) for item in (-1, 0, 2)] == [0, 1, 3]
    assert answers(order=(1, 0)).use_number(entry, 2) == 1


def test_the_notes_that_mention_a_name() -> None:
    notes = (
        replace(NOTE, text="ＮＩＳＴが定める。"),
        replace(NOTE, text="UNISTとNISTAは別の機関である。https://www.nist.gov/NIST"),
        replace(NOTE, text="前記の枠組みについては、NIST AI 100-1を参照。"),
    )
    given = Answers(TargetIndex.build([replace(FIRST, footnotes=notes), OTHER], LINKS), (0, 1))
    (mention,) = given.mentions(given.entry(0))
    assert (mention.document, mention.note) == (0, 2)
    snippet = mention.snippet
    assert snippet.text[snippet.start : snippet.end] == "NIST"


def test_a_guessed_reference_has_the_others_of_its_label_as_candidates() -> None:
    twin = replace(CAPTION, place=place(2, 60, 60))
    own = replace(FIRST, captions=(CAPTION, twin, replace(UNUSED, label="第２図")))
    sure, missing = LINKS.resolutions
    guess = replace(sure, evidence="nearest", confidence=0.5)

    def places(resolution: Resolution) -> list[Location]:
        links = replace(LINKS, resolutions=(resolution, missing))
        return Answers(TargetIndex.build([own, OTHER], links), (0, 1)).places_of(0, 0)

    assert places(guess) == [Location(0, CAPTION.place), Location(0, twin.place)]
    assert places(sure) == [Location(0, CAPTION.place)]
    assert answers().places_of(1, 0) == []


def test_what_is_wrong_with_a_page_is_told() -> None:
    issues = (PageIssue(1, "orphan-mark", "7"), PageIssue(2, "no-text", ""))
    given = Answers(TargetIndex.build([replace(FIRST, issues=issues)], None), (0,))
    assert [given.orphan_marks(0, page) for page in range(3)] == [[], ["7"], []]
    assert [given.lacks_text(0, page) for page in range(3)] == [False, False, True]


def test_the_chapter_of_a_place_and_what_a_heading_begins_with() -> None:
    given = answers()
    assert given.chapter(0, NIST.range) == "第１部 第３章　世界の動向"
    assert given.first_lines(Location(0, FIRST.headings[1].place)).startswith("生成ＡＩの急速な")
    assert given.first_lines(Location(0, CAPTION.place)) == ""
    assert given.found_at(Location(0, CAPTION.place)) == CAPTION
