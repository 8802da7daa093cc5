"""Notes by page and in reading order: as sorting them all would have it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from index_builder.model import Rect
from reader.annotating import annotation
from reader.note_pages import Item, NotePages
from reader.records import Annotation, Bookmark, Note

RANK = (2, 0)
"""Document 1 is in no order: it comes last."""


def mark(name: str, page: int, y: float) -> Bookmark:
    return Bookmark(name, "c", page, y, "", "")


def note(name: str, page: int, y: float) -> Annotation:
    return replace(annotation("c", page, [Rect(0, y, 9, y + 9)]), id=name)


def place(item: Item) -> tuple[float, ...]:
    rank = RANK.index(item.document) if item.document in RANK else len(RANK)
    record = item.record
    top = record.y if isinstance(record, Bookmark) else record.rects[0].y0
    return rank, record.page, top


names = st.sampled_from("abcde")
items = st.builds(
    lambda make, document, name, page, y: Item(document, make(name, page, y)),
    st.sampled_from([mark, note]),
    st.integers(0, 2),
    names,
    st.integers(0, 2),
    st.sampled_from([0.0, 5.0]),
)


@settings(deadline=None)
@given(st.lists(st.one_of(items, names)))
def test_puts_and_takes_give_what_sorting_all_gives(steps: list[Item | str]) -> None:
    pages = NotePages()
    every: dict[str, Item] = {}
    for step in steps:
        before = {
            page: list(pages.on(page)) for page in {(d, p) for d in range(3) for p in range(3)}
        }
        if isinstance(step, str):
            touched = pages.take(step)
            every.pop(step, None)
        else:
            touched = pages.put(step)
            every[step.record.id] = step
        after = {page: list(pages.on(page)) for page in before}
        assert {page for page in before if before[page] != after[page]} <= touched
        found = pages.ordered(RANK)
        assert list(map(place, found)) == sorted(map(place, every.values()))
        assert {item.record.id: item for item in found} == every
        assert sorted(map(place, found)) == sorted(
            place(i) for page in after.values() for i in page
        )
        assert pages.pages == {item.page for item in every.values()}
    assert all(pages.get(name) == every.get(name) for name in "abcde")
    again = NotePages(step for step in steps if isinstance(step, Item))
    last = {step.record.id: step for step in steps if isinstance(step, Item)}
    assert {item.record.id: item for item in again.ordered(RANK)} == last


def test_of_two_at_one_place_the_first_stays_the_first() -> None:
    first, second = Item(0, mark("a", 0, 1.0)), Item(0, mark("b", 0, 1.0))
    pages = NotePages([first, second])
    changed = Item(0, mark("a", 0, 1.0))
    assert pages.put(changed) == {(0, 0)}
    assert [item.record.id for item in pages.on((0, 0))] == ["a", "b"]
    assert pages.on((0, 0))[0] is changed


def test_a_note_that_moves_touches_both_pages() -> None:
    pages = NotePages([Item(0, mark("a", 0, 1.0))])
    assert pages.put(Item(0, mark("a", 3, 1.0))) == {(0, 0), (0, 3)}
    assert pages.take("a") == {(0, 3)}
    assert pages.take("a") == set()
    assert pages.ordered((0,)) == []


def test_another_order_of_the_files_is_another_order() -> None:
    records: list[Note] = [mark("a", 0, 1.0), mark("b", 0, 1.0)]
    pages = NotePages(Item(number, record) for number, record in enumerate(records))
    assert [item.document for item in pages.ordered((0, 1))] == [0, 1]
    found = pages.ordered((1, 0))
    assert [item.document for item in found] == [1, 0]
    found.clear()
    assert len(pages.ordered((1, 0))) == 2
