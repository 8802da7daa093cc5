import pytest
from msgspec.structs import replace
from small_paper import FIRST, LINKS, NIST, OTHER, place

from index_builder.model import Entry, PageIssue, Rect, Structure, TextRange, Use
from reader.answers import Answers
from reader.in_sight import Band, InSight, Shelf, Sighting, merged
from reader.targets import Kind, Target, TargetIndex

WHOLE = Rect(0, 0, 595, 842)


def answers(first: Structure = FIRST) -> Answers:
    return Answers(TargetIndex.build([first, OTHER], LINKS), (0, 1))


def band(top: float, bottom: float, page: int = 0, eye: float | None = None) -> Band:
    at = (top + bottom) / 2 if eye is None else eye
    return Band(0, page, Rect(0, top, 595, bottom), (297, at))


def names(sighting: Sighting) -> list[str]:
    found = []
    for thing in sighting.things:
        if thing.shelf is Shelf.TERMS:
            found.append(LINKS.entries[thing.key[1]].name)
        elif thing.shelf is Shelf.NOTES:
            found.append(f"note {thing.key[-1]}")
        else:
            found.append(thing.shelf)
    return found


def test_only_what_stands_in_the_visible_lines_is_seen() -> None:
    sight = InSight(answers())
    assert names(sight.look([band(0, 842)])) == ["note 0", "AI", "NIST", "references"]
    assert names(sight.look([band(0, 90)])) == ["AI"]
    assert names(sight.look([band(130, 260)])) == ["NIST", "references"]
    assert names(sight.look([band(600, 842)])) == ["note 0"]
    assert names(sight.look([band(250, 600)])) == []
    assert sight.look([]) == Sighting()


def test_a_line_counts_when_its_middle_is_visible_also_sideways() -> None:
    sight = InSight(answers())
    assert names(sight.look([band(0, 64)])) == []
    assert names(sight.look([band(0, 66)])) == ["AI"]
    assert names(sight.look([Band(0, 0, Rect(100, 0, 595, 66), (300, 30))])) == []


def test_a_mark_brings_its_note_into_sight() -> None:
    (thing,) = (
        t for t in InSight(answers()).look([band(95, 110)]).things if t.shelf is Shelf.NOTES
    )
    assert thing.target is not None
    assert thing.target.kind is Kind.MARK


def test_two_pages_are_seen_in_their_order() -> None:
    seen = InSight(answers()).look([band(600, 842, 0), band(0, 400, 1)])
    assert names(seen) == ["note 0", "captions", "captions"]


def test_the_nearest_to_the_eye_is_looked_at() -> None:
    sight = InSight(answers())
    at = [sight.look([band(0, 842, eye=y)]).eye for y in (0, 104, 230, 700)]
    assert at[0] == (Shelf.TERMS, 1)
    assert at[1] == (Shelf.TERMS, 0)
    assert at[2] == (Shelf.REFERENCES, 0, "figure", "1-3-1")
    assert at[3] == (Shelf.NOTES, 0, 0)
    index = sight._answers.index
    pointed = index.at(0, 0, 112, 105)
    assert sight.look([band(0, 842, eye=700)], pointed).eye == (Shelf.TERMS, 0)
    assert sight.look([band(600, 842)], pointed).eye == (Shelf.NOTES, 0, 0)


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.LINK])
def test_pointing_at_what_is_not_listed_leaves_the_eye_where_it_is(kind: Kind) -> None:
    sight = InSight(answers())
    pointed = Target(kind, 0, 0, (Rect(100, 100, 120, 110),), 0)
    assert sight.look([band(0, 842, eye=700)], pointed).eye == (Shelf.NOTES, 0, 0)


def test_a_mark_without_a_note_is_told_with_its_page() -> None:
    own = replace(FIRST, issues=(PageIssue(0, "orphan-mark", "12"),))
    last = InSight(answers(own)).look([band(0, 90)]).things[-1]
    assert (last.shelf, last.label, last.target) == (Shelf.NOTES, "12", None)


def test_short_names_come_in_the_order_of_the_text_not_of_the_page() -> None:
    """In the right column, but higher up."""
    high = replace(NIST, place=place(0, 400, 20))
    use = Use("NIST", (high.place,), TextRange(0, 200, 204))
    first = Use("AI", (place(0, 50, 600),), TextRange(0, 4, 6))
    links = replace(LINKS, entries=(Entry("NIST", (), ((0, use),)), Entry("AI", (), ((0, first),))))
    given = Answers(TargetIndex.build([FIRST, OTHER], links), (0, 1))
    seen = InSight(given).look([band(0, 842)]).things
    assert [t.key for t in seen if t.shelf is Shelf.TERMS] == [(Shelf.TERMS, 1), (Shelf.TERMS, 0)]


def test_the_next_page_with_something() -> None:
    sight, pages = InSight(answers()), [(0, 0), (0, 1), (0, 2), (1, 0)]
    found = sight.next_page(pages, (0, 1))
    assert found is not None
    assert (found.document, found.page) == (1, 0)
    around = sight.next_page(pages, (1, 0))
    assert around is not None
    assert (around.document, around.page) == (0, 0)
    assert sight.next_page([(0, 2)], (0, 2)) is None


def test_what_stays_keeps_its_place_among_the_others() -> None:
    a, b, c, d, e = ((name,) for name in "abcde")
    assert merged([a, b, c], [b, c, d]) == [b, c, d]
    assert merged([c, d], [a, b, c]) == [a, b, c]
    assert merged([a, b, c], [c, a, d]) == [a, d, c]
    assert merged([], [a, b]) == [a, b]
    assert merged([a, e], [a, b, e]) == [a, b, e]
