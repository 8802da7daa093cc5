import pytest
from corrected import (
    CONTENTS,
    ORPHAN,
    ORPHAN_TEXT,
    about,
    after,
    found,
    long_volume,
    relinked,
    selected,
    thousand,
    with_page_before,
)
from msgspec.structs import replace
from small_paper import (
    BODY,
    CAPTION,
    FIRST,
    GUESS,
    LINKS,
    LONELY,
    MARK,
    NIST,
    NOTE,
    OTHER,
    SECOND,
    UNUSED,
    place,
    where,
)

from index_builder.model import (
    Definition,
    Location,
    Use,
)
from reader.anchors import Anchors
from reader.answers import Answers
from reader.choices import Subject, chosen, meant, own_mark, own_name, subject_of
from reader.corrections import (
    READER,
    Corrected,
    Corrections,
    State,
    latest,
    sought,
    topic,
)
from reader.mending import corrected
from reader.reading_text import ReadingText
from reader.records import Correction
from reader.targets import Kind, Target, TargetIndex

ON_NIST = Target(Kind.TERM, 0, 0, NIST.place.rects, 0, 0)
ON_AI = Target(Kind.TERM, 0, 0, GUESS.place.rects, 1, 0)
ON_MARK = Target(Kind.MARK, 0, 0, MARK.place.rects, 0, 0)
ON_NOTE = Target(Kind.NOTE, 0, 0, NOTE.place.rects, 0)
ON_LONELY = Target(Kind.NOTE, 0, 1, LONELY.place.rects, 1)
ON_REFERENCE = Target(Kind.REFERENCE, 0, 0, FIRST.references[0].places[0].rects, 0)
ON_MISSING = Target(Kind.REFERENCE, 1, 0, OTHER.references[0].places[0].rects, 0)

OWN_PLACE = place(0, 40, 60, 60)
OWN = where(BODY, "生成ＡＩ")
OWN_USES = {"生成AI": [(0, Use("生成AI", (OWN_PLACE,), OWN))]}


def said(target: Target, long_form: str, expansion: str) -> Correction:
    return meant(about(target), long_form, expansion, CONTENTS)


def no_name(target: Target) -> Correction:
    return chosen(about(target), None, CONTENTS)


def to_choice(target: Target, text: str) -> Correction:
    subject = about(target)
    (choice,) = [choice for choice in subject.choices if text in choice.text]
    return chosen(subject, choice, CONTENTS)


def own() -> Correction:
    subject = own_name(FIRST, 0, OWN_PLACE, selected(FIRST, "生成ＡＩ"))
    return meant(subject, "文や絵を作るAI", "generative AI", CONTENTS)


def names(answers: Answers) -> dict[str, Definition | None]:
    """Every name with what it means first."""
    means = {}
    for entry in answers.index.links.entries:
        meanings = answers.meanings(entry, 0, 0)
        means[entry.name] = meanings[0].definition if meanings else None
    return means


def test_without_corrections_nothing_is_made_anew() -> None:
    done, _ = after([])
    assert done.documents == (FIRST, OTHER)
    assert done.links is LINKS


def test_a_meaning_that_was_typed_holds_for_the_whole_volume() -> None:
    record = said(ON_NIST, "国立研究所", "National Institute")
    done, now = after([record])
    definition = names(now)["NIST"]
    assert definition is not None
    assert (definition.long_form, definition.expansion) == ("国立研究所", "National Institute")
    assert (definition.evidence, definition.confidence) == (READER, 1.0)
    assert definition.note == -1, "the note says something else"
    assert len(now.index.links.entries[0].uses) == 3
    assert done.state(record) is State.HOLDS
    assert done.documents[1] is OTHER, "what is not touched stays the same object"
    there = now.index.at(1, 0, 95, 125)
    assert there is not None
    assert done.about(now.index, there) == record


def test_a_meaning_keeps_its_note_while_the_words_are_those_of_the_note() -> None:
    _, now = after([said(ON_NIST, "国立研究所", NIST.expansion)])
    definition = names(now)["NIST"]
    assert definition is not None
    assert definition.note == 0


def test_a_name_used_but_never_explained_gets_its_meaning() -> None:
    target = Target(Kind.TERM, 1, 0, place(0, 300, 300).rects, 2, 0)
    record = said(target, "革新的研究", "Transformative Research")
    assert record.kind == "meaning"
    done, now = after([record])
    definition = names(now)["TRIP"]
    assert definition is not None
    assert definition.long_form == "革新的研究"
    assert done.state(record) is State.HOLDS
    gone, now = after([no_name(target)])
    assert "TRIP" not in names(now)
    assert list(gone.standing.values()) == [Location(1, place(0, 300, 300))]


def test_a_name_that_the_index_no_longer_knows_is_looked_for() -> None:
    record = said(ON_NIST, "国立研究所", "")
    assert sought([FIRST, OTHER], LINKS, [record]) == set()
    unknown = replace(FIRST, definitions=())
    links = replace(LINKS, entries=())
    assert sought([unknown, OTHER], links, [record]) == {"NIST"}
    done, now = after([record], (unknown, OTHER), links, {"NIST": list(LINKS.entries[0].uses)})
    definition = names(now)["NIST"]
    assert definition is not None
    assert (definition.long_form, definition.kind) == ("国立研究所", "acronym")
    assert len(now.entry(0).uses) == 3
    assert done.state(record) is State.HOLDS


SECOND_NIST = Definition(
    "NIST",
    "acronym",
    "別の研究所",
    "",
    place(0, 90, 120),
    where(SECOND, "ＮＩＳＴ"),
    "reverse",
    0.5,
)
TWO = (FIRST, replace(OTHER, definitions=(SECOND_NIST,)))
TWO_LINKS = replace(
    LINKS,
    entries=(replace(LINKS.entries[0], definitions=((0, 0), (1, 0))), *LINKS.entries[1:]),
)


def test_another_definition_is_chosen_and_the_others_are_gone() -> None:
    before, answers = after([], TWO, TWO_LINKS)
    assert names(answers)["NIST"] == NIST
    subject = subject_of(answers, answers, before, ON_NIST, (0, 1))
    assert subject is not None
    assert [choice.location for choice in subject.choices if choice.location] != []
    assert subject.present == 0
    record = chosen(subject, subject.choices[1], CONTENTS)
    assert (record.kind, record.goal_content, record.long_form) == ("definition", "b", "別の研究所")
    done, now = after([record], TWO, TWO_LINKS)
    (meaning,) = now.meanings(now.index.links.entries[0], 0, 0)
    assert meaning.definition == replace(SECOND_NIST, evidence=READER, confidence=1.0)
    assert not meaning.is_guess
    assert names(now)["AI"] == GUESS, "the numbers of the other definitions have moved with them"
    assert done.documents[0] is not None
    assert len(done.documents[0].definitions) == 1
    assert after([replace(record, goal_content="gone")], TWO, TWO_LINKS)[0].state(record) is (
        State.MISSING
    )


def test_what_is_no_acronym_answers_nowhere() -> None:
    done, now = after([no_name(ON_AI)])
    assert "AI" not in names(now)
    assert names(now)["NIST"] == NIST
    assert done.documents[0] is not None
    assert [each.name for each in done.documents[0].definitions] == ["NIST"]
    under = found().index.at(0, 0, 52, 62)
    assert under is not None
    assert done.about(found().index, under) is not None, "so that it can be taken back there"


def test_a_mark_belongs_to_another_note() -> None:
    record = to_choice(ON_MARK, LONELY.text)
    assert (record.kind, record.name, record.was) == ("mark", "4", f"4　{NOTE.text}")
    done, now = after([record])
    first = now.structure(0)
    assert first is not None
    assert first.footnotes[0].marks == ()
    (mark,) = first.footnotes[1].marks
    assert mark == replace(MARK, evidence=READER, confidence=1.0)
    target = now.index.at(0, 0, 141, 101)
    assert target is not None
    assert (target.kind, target.index) == (Kind.MARK, 1)
    assert done.about(now.index, target) == record
    for on_note in (ON_NOTE, ON_LONELY):
        assert done.about(now.index, on_note) == record


def test_a_note_is_told_its_mark() -> None:
    subject = about(ON_LONELY)
    assert [choice.text for choice in subject.choices] == ["…術研究所（ＮＩＳＴ4"]
    record = chosen(subject, subject.choices[0], CONTENTS)
    assert replace(record, id="", created="") == replace(
        to_choice(ON_MARK, LONELY.text), id="", created=""
    )


def test_a_mark_of_no_note_is_none() -> None:
    done, now = after([no_name(ON_MARK)])
    assert now.index.at(0, 0, 141, 101) is None or now.index.at(0, 0, 141, 101).kind is Kind.TERM  # type: ignore[union-attr]
    assert done.marks[0, MARK.place].kind == "mark"


@pytest.mark.parametrize("goal", [LONELY.text, ""])
def test_a_paragraph_cites_the_note_that_its_mark_belongs_to(goal: str) -> None:
    at = BODY.index("ＮＩＳＴ") + 4
    marked = replace(FIRST, passages=(replace(FIRST.passages[0], notes=((at, 0),)),))
    before, answers = after([], (marked, OTHER))
    subject = subject_of(answers, answers, before, ON_MARK, (0, 1))
    assert subject is not None
    choice = next((each for each in subject.choices if goal and goal in each.text), None)
    done, _ = after([chosen(subject, choice, CONTENTS)], (marked, OTHER))
    assert done.cited == {0: {0: ((at, 1),) if goal else ()}}
    notes = [b.text for b in ReadingText(marked, done.cited[0]).blocks(0) if b.kind == "note"]
    assert notes == ([f"{LONELY.label}　{LONELY.text}"] if goal else [])


SPOT = place(0, 300, 99, 4)


def own_mark_of_the_lonely_note() -> Correction:
    subject = own_mark(ORPHAN, 0, SPOT, selected(ORPHAN, "5"))
    assert [choice.text[0] for choice in subject.choices] == ["4", "5"]
    assert subject.present == -1, "the note of that label stands on another page"
    return chosen(subject, subject.choices[1], CONTENTS)


def test_a_mark_that_was_not_found_is_given_to_its_note() -> None:
    record = own_mark_of_the_lonely_note()
    assert (record.kind, record.name, record.was) == ("mark", "5", "")
    documents = (ORPHAN, OTHER)
    corrections = Corrections((record,), CONTENTS, {}, {record.id: SPOT})
    done = corrected(documents, LINKS, corrections)
    now = Answers(TargetIndex.build(done.documents, done.links), (0, 1))
    target = now.index.at(0, 0, 301, 101)
    assert target is not None
    assert (target.kind, target.index) == (Kind.MARK, 1)
    structure = now.structure(0)
    assert structure is not None
    (mark,) = structure.footnotes[1].marks
    assert (mark.label, mark.place, mark.evidence) == ("5", SPOT, READER)
    assert done.cited == {0: {0: ((ORPHAN_TEXT.index("5て") + 1, 1),)}}
    assert structure.footnotes[0] == NOTE
    assert done.about(now.index, target) == record
    assert done.about(now.index, ON_LONELY) == record
    missing = corrected(documents, LINKS, Corrections((record,), CONTENTS))
    assert missing.state(record) is State.MISSING
    assert missing.documents == documents


def test_where_a_mark_stands_in_the_text_is_found_again() -> None:
    record = own_mark_of_the_lonely_note()
    where_it_is = Anchors(ORPHAN).text(record.anchor)
    assert where_it_is == where(ORPHAN_TEXT, "5て")._replace(end=ORPHAN_TEXT.index("5て") + 1)
    again = with_page_before(with_page_before(ORPHAN))
    there = Anchors(again).text(record.anchor)
    assert there is not None
    assert (there.passage, there.start) == (2, ORPHAN_TEXT.index("5て"))
    assert Anchors(FIRST).text(record.anchor) is None


def test_a_reference_points_elsewhere_or_nowhere() -> None:
    record = to_choice(ON_REFERENCE, UNUSED.title)
    done, now = after([record])
    referred = now.referred(0, 0)
    assert referred is not None
    assert referred.caption == UNUSED
    assert not referred.is_guess
    assert [each for _, each in now.referrers(0, UNUSED.place)] == [FIRST.references[0]]
    assert now.referrers(0, CAPTION.place) == []
    assert done.about(now.index, ON_REFERENCE) == record
    _, now = after([chosen(about(ON_REFERENCE), None, CONTENTS)])
    nowhere = now.referred(0, 0)
    assert nowhere is not None
    assert nowhere.location is None
    record = to_choice(ON_MISSING, CAPTION.title)
    assert (record.content, record.goal_content) == ("b", "a")
    _, now = after([record])
    referred = now.referred(1, 0)
    assert referred is not None
    assert referred.caption == CAPTION


def test_an_own_name_answers_where_it_stands_and_hides_the_shorter_one() -> None:
    record = own()
    assert sought([FIRST, OTHER], LINKS, [record]) == {"生成AI"}
    done, now = after([record], uses=OWN_USES)
    definition = names(now)["生成AI"]
    assert definition is not None
    assert definition.range == OWN
    assert (definition.kind, definition.evidence) == ("term", READER)
    assert done.state(record) is State.HOLDS
    (ai,) = [entry for entry in now.index.links.entries if entry.name == "AI"]
    assert ai.uses == (), "生成AI is no use of AI"
    hit = now.index.at(0, 0, 45, 65)
    assert hit is not None
    assert now.entry(hit.index).name == "生成AI"
    waiting, _ = after([record])
    assert waiting.state(record) is State.WAITING
    nowhere, _ = after([record], uses={"生成AI": []})
    assert nowhere.state(record) is State.MISSING


def test_an_own_name_is_introduced_where_it_was_selected() -> None:
    later = (0, Use("NIST", (place(0, 110, 140),), where(BODY, "ＮＩＳＴ", NIST.range.end)))
    stretch = selected(FIRST, "ＮＩＳＴ", NIST.range.end)
    record = meant(own_name(FIRST, 0, later[1].places[0], stretch), "", "N", CONTENTS)
    assert (record.name, record.kind) == ("NIST", "term")
    uses = {"NIST": [LINKS.entries[0].uses[0], later]}
    _, now = after([record], (FIRST, None), uses=uses)
    definition = names(now)["NIST"]
    assert definition is not None
    assert definition.range == later[1].range


def test_links_of_an_older_reading_break_nothing() -> None:
    target = Target(Kind.TERM, 1, 0, place(0, 300, 300).rects, 2, 0)
    records = [said(target, "革新的研究", ""), *everything(), own()]
    for documents in ((FIRST, None), (None, OTHER), (FIRST, replace(OTHER, passages=()))):
        done, now = after(records, documents, LINKS, OWN_USES)
        assert names(now).keys() >= {"NIST"}
        assert done.state(records[0]) in {State.HOLDS, State.WAITING}
    short = replace(FIRST, passages=(), references=())
    done, _ = after(records, (short, OTHER), LINKS, OWN_USES)
    assert done.documents[0] is not None


def test_while_the_volume_is_read_names_and_marks_hold_already() -> None:
    records = [said(ON_NIST, "国立研究所", ""), no_name(ON_AI), to_choice(ON_MARK, LONELY.text)]
    reference = to_choice(ON_REFERENCE, UNUSED.title)
    done, now = after([*records, reference], (FIRST, None), None)
    assert done.links is None
    assert not now.index.complete
    definition = names(now)["NIST"]
    assert definition is not None
    assert definition.long_form == "国立研究所"
    assert [done.state(each) for each in records] == [State.HOLDS] * 3
    assert done.state(reference) is State.WAITING
    unread, _ = after(records, (None, None), None)
    assert [unread.state(each) for each in records] == [State.WAITING] * 3


def everything() -> list[Correction]:
    return [
        said(ON_NIST, "国立研究所", "National Institute"),
        no_name(ON_AI),
        to_choice(ON_MARK, LONELY.text),
        to_choice(ON_REFERENCE, UNUSED.title),
    ]


def test_all_of_it_survives_a_page_that_was_put_in_before() -> None:
    again = with_page_before(FIRST)
    links = relinked(again)
    records = everything()
    done, now = after(records, (again, OTHER), links)
    assert [done.state(each) for each in records] == [State.HOLDS] * 4
    definition = names(now)["NIST"]
    assert definition is not None
    assert (definition.long_form, definition.place.page) == ("国立研究所", 1)
    assert "AI" not in names(now)
    first = now.structure(0)
    assert first is not None
    assert [note.label for note in first.footnotes if note.marks] == ["5"]
    referred = now.referred(0, 0)
    assert referred is not None
    assert referred.caption is not None
    assert referred.caption.title == UNUSED.title
    assert done.standing[records[2].id].place.page == 1


def test_of_notes_that_say_the_same_the_one_beside_the_mark_is_taken() -> None:
    same = replace(LONELY, label="2", text="同上。")
    notes = (NOTE, *(replace(same, place=place(page, 50, 700, 240)) for page in (0, 1, 2)))
    paper = replace(FIRST, footnotes=notes)
    answers = Answers(TargetIndex.build([paper, OTHER], LINKS), (0, 1))
    subject = subject_of(answers, answers, Corrected((paper, OTHER), LINKS), ON_MARK, (0, 1))
    assert subject is not None
    assert [choice.location and choice.location.place.page for choice in subject.choices] == [
        0,
        0,
        1,
    ]
    record = chosen(subject, subject.choices[1], CONTENTS)
    again = with_page_before(with_page_before(paper))
    done, now = after([record], (again, OTHER), None)
    structure = now.structure(0)
    assert structure is not None
    (marked,) = [note for note in structure.footnotes if note.marks]
    assert (marked.text, marked.place.page) == ("同上。", 2)
    assert done.state(record) is State.HOLDS


def test_what_fits_nothing_any_more_is_kept_and_changes_nothing() -> None:
    text = BODY.replace("術研究所", "術試験所").replace("示すように", "見るとおり")
    strange = replace(
        FIRST,
        passages=(replace(FIRST.passages[0], text=text),),
        footnotes=(replace(NOTE, marks=(replace(MARK, before="別の組織（ＮＩＳＴ"),)), LONELY),
        definitions=(),
    )
    records = everything()
    links = replace(LINKS, entries=())
    done, _ = after(records, (strange, OTHER), links, {"NIST": []})
    assert [done.state(each) for each in records] == [State.MISSING] * 4
    assert done.documents == (strange, OTHER)
    assert done.links == links


def test_of_two_about_one_thing_the_later_holds() -> None:
    first, second = said(ON_NIST, "一", ""), said(ON_NIST, "二", "")
    assert topic(first) == topic(second)
    assert latest([first, second]) == [second]
    done, now = after([first, second])
    definition = names(now)["NIST"]
    assert definition is not None
    assert definition.long_form == "二"
    assert done.names["NIST"] == second


def test_what_is_corrected_already_can_be_corrected_again() -> None:
    first = said(ON_NIST, "一", "")
    subject = about(ON_NIST, [first])
    assert subject.correction == first
    assert (subject.long_form, subject.was) == ("一", f"{NIST.long_form} — {NIST.expansion}")
    assert subject.present == 0
    moved = to_choice(ON_MARK, LONELY.text)
    now_on_mark = replace(ON_MARK, index=1)
    subject = about(now_on_mark, [moved])
    assert (subject.name, subject.correction) == ("4", moved)
    assert subject.choices[subject.present].text.startswith("5")
    mine = own()
    again = meant(
        Subject(Kind.TERM, 0, "生成AI", mine.anchor, "", correction=mine), "新", "", CONTENTS
    )
    assert (again.id, again.kind, again.long_form) == (mine.id, "term", "新")


def test_many_corrections_are_all_applied() -> None:
    documents, links = long_volume(40)
    records = thousand(documents[0], 40)
    done = corrected(documents, links, Corrections(tuple(records), ("a",)))
    assert {done.state(each) for each in records} == {State.HOLDS}
    assert done.links is not None
    assert all(each.target is not None for each in done.links.resolutions)
