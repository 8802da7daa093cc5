from array import array
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from index_builder.model import (
    Caption,
    Definition,
    Entry,
    Footnote,
    Heading,
    Location,
    Mark,
    Part,
    Passage,
    Place,
    Rect,
    Reference,
    Resolution,
    Structure,
    TextRange,
    Use,
    VolumeLinks,
)
from reader.targets import (
    MARK_TOLERANCE,
    Kind,
    Target,
    TargetIndex,
    provisional_links,
)

NOWHERE = TextRange(0, 0, 0)
PASSAGE = Passage(Part.BODY, "", array("i"), ((0, 0),))


def structure(**parts: object) -> Structure:
    return replace(Structure(title="", labels=(), passages=(PASSAGE,)), **parts)  # type: ignore[arg-type]


def place(page: int, *rects: tuple[float, float, float, float]) -> Place:
    return Place(page, tuple(Rect(*rect) for rect in rects))


def nist() -> tuple[Structure, VolumeLinks]:
    """（ＮＩＳＴ4） at the top of page 2, note 4 below, a reference and a caption."""
    acronym = place(2, (110, 100, 150, 110))
    mark = Mark("4", place(2, (146, 99, 150, 104)), "（ＮＩＳＴ")
    note = Footnote("4", "National Institute", place(2, (50, 700, 290, 710)), (mark,))
    caption = Caption("figure", "第１-３-１図", "1-3-1", "推移", place(3, (60, 60, 200, 72)))
    reference = Reference(
        "第１-３-１図", "figure", "1-3-1", (place(2, (60, 200, 120, 210)),), NOWHERE
    )
    heading = Heading(2, "第３章", "動向", place(2, (50, 95, 290, 115)))
    own = structure(
        footnotes=(note,), captions=(caption,), references=(reference,), headings=(heading,)
    )
    links = VolumeLinks(
        "白書",
        entries=(Entry("NIST", (), ((0, Use("NIST", (acronym,), NOWHERE)),)),),
        resolutions=(Resolution(0, 0, Location(0, caption.place)),),
    )
    return own, links


def test_the_mark_wins_on_its_digit_and_the_acronym_beside_it() -> None:
    own, links = nist()
    index = TargetIndex.build([own], links)
    on_digit = index.at(0, 2, 148, 101)
    on_name = index.at(0, 2, 120, 105)
    assert on_digit is not None
    assert on_digit.kind is Kind.MARK
    assert (on_digit.index, on_digit.item) == (0, 0)
    assert on_name is not None
    assert on_name.kind is Kind.TERM
    assert links.entries[on_name.index].name == "NIST"


def test_a_mark_answers_a_little_beside_itself() -> None:
    own, links = nist()
    index = TargetIndex.build([own], links)
    near = index.at(0, 2, 151.4, 101)
    far = index.at(0, 2, 151.6, 101)
    assert near is not None
    assert near.kind is Kind.MARK
    assert far is not None
    assert far.kind is Kind.HEADING


def test_nothing_under_the_margin_another_page_or_an_unknown_document() -> None:
    own, links = nist()
    index = TargetIndex.build([own, None], links)
    assert index.at(0, 2, 5, 5) is None
    assert index.at(0, 7, 148, 101) is None
    assert index.at(1, 2, 148, 101) is None
    assert index.on_page(1, 0) == []


def test_a_page_lists_its_targets_from_top_to_bottom() -> None:
    own, links = nist()
    kinds = [target.kind for target in TargetIndex.build([own], links).on_page(0, 2)]
    assert kinds == [Kind.HEADING, Kind.MARK, Kind.TERM, Kind.REFERENCE, Kind.NOTE]


def test_a_caption_knows_who_refers_to_it() -> None:
    own, links = nist()
    index = TargetIndex.build([own], links)
    assert list(index.referrers(0, own.captions[0].place)) == [(0, 0)]
    resolution = index.resolution(0, 0)
    assert resolution is not None
    assert resolution.target == Location(0, own.captions[0].place)


def test_a_use_over_two_pages_is_found_on_both() -> None:
    two = Use("SCO", (place(0, (10, 10, 30, 20)), place(1, (40, 10, 60, 20))), NOWHERE)
    links = VolumeLinks("", entries=(Entry("SCO", (), ((0, two),)),))
    index = TargetIndex.build([structure()], links)
    first, second = index.at(0, 0, 20, 15), index.at(0, 1, 50, 15)
    assert first is not None
    assert second is not None
    assert (first.index, first.item) == (second.index, second.item)


def test_before_the_links_the_defining_places_answer() -> None:
    defined = Definition(
        "NIST", "acronym", "", "N", place(0, (1, 1, 9, 9)), NOWHERE, "parenthesis", 0.9
    )
    own = structure(definitions=(defined,))
    index = TargetIndex.build([None, own, own], None)
    assert not index.complete
    assert [entry.name for entry in index.links.entries] == ["NIST"]
    assert index.links.entries[0].definitions == ((1, 0), (2, 0))
    found = index.at(2, 0, 5, 5)
    assert found is not None
    assert found.kind is Kind.TERM
    assert provisional_links([None]).entries == ()


rects = st.builds(
    lambda x, y, w, h: Rect(x, y, x + w, y + h),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(1, 40),
    st.integers(1, 20),
)
places = st.builds(Place, st.integers(0, 2), st.lists(rects, min_size=1, max_size=2).map(tuple))


def brute_force(own: Structure, links: VolumeLinks, page: int, x: float, y: float) -> float | None:
    """The area of the smallest rectangle around the point, over everything there is."""
    grown = MARK_TOLERANCE
    marks = [
        Rect(r.x0 - grown, r.y0 - grown, r.x1 + grown, r.y1 + grown)
        for note in own.footnotes
        for mark in note.marks
        if mark.place.page == page
        for r in mark.place.rects
    ]
    others = [note.place for note in own.footnotes] + [h.place for h in own.headings]
    others += [p for _, use in links.entries[0].uses for p in use.places]
    plain = [rect for at in others if at.page == page for rect in at.rects]
    areas = [r.width * r.height for r in marks + plain if r.contains(x, y)]
    return min(areas, default=None)


def smallest(target: Target | None, x: float, y: float) -> float | None:
    if target is None:
        return None
    grown = MARK_TOLERANCE if target.kind is Kind.MARK else 0.0
    sizes = [
        (r.x1 - r.x0 + 2 * grown) * (r.y1 - r.y0 + 2 * grown)
        for r in target.rects
        if r.x0 - grown <= x <= r.x1 + grown and r.y0 - grown <= y <= r.y1 + grown
    ]
    return min(sizes)


@settings(max_examples=60, deadline=None)
@given(
    notes=st.lists(st.tuples(places, places), max_size=4),
    headings=st.lists(places, max_size=4),
    uses=st.lists(places, max_size=6),
    x=st.integers(0, 100),
    y=st.integers(0, 80),
    page=st.integers(0, 2),
)
def test_the_index_answers_like_brute_force(
    *,
    notes: list[tuple[Place, Place]],
    headings: list[Place],
    uses: list[Place],
    x: int,
    y: int,
    page: int,
) -> None:
    own = structure(
        footnotes=tuple(Footnote("1", "", body, (Mark("1", mark, ""),)) for body, mark in notes),
        headings=tuple(Heading(1, "", "", at) for at in headings),
    )
    entry = Entry("AI", (), tuple((0, Use("AI", (at,), NOWHERE)) for at in uses))
    links = VolumeLinks("", entries=(entry,))
    found = TargetIndex.build([own], links).at(0, page, x, y)
    assert smallest(found, x, y) == brute_force(own, links, page, x, y)


def test_a_thousand_pages_build_and_answer_in_time() -> None:
    """Loose against a busy machine; the aim is 200 ms and 1 ms."""
    spot = place(0, (10, 10, 20, 20))
    documents = [
        structure(
            footnotes=tuple(
                Footnote("1", "", place(page, (0, 700, 90, 710)), (Mark("1", spot, ""),))
                for page in range(50)
                for _ in range(8)
            )
        )
        for _ in range(20)
    ]
    uses = tuple(
        (document, Use("AI", (place(page, (10.0 + n, 30, 14.0 + n, 40)),), NOWHERE))
        for document in range(20)
        for page in range(50)
        for n in range(20)
    )
    links = VolumeLinks("", entries=(Entry("AI", (), uses),))
    start = perf_counter()
    index = TargetIndex.build(documents, links)
    built = perf_counter()
    assert index.at(7, 30, 12, 35) is not None
    first = perf_counter()
    assert index.at(7, 31, 12, 35) is not None
    again = perf_counter()
    print(f"build {built - start:.4f} first {first - built:.4f} next {again - first:.6f}")
    assert built - start < 0.6
    assert again - first < 0.01
