"""What stands where in a folded text: pages of places, and places of pages."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from index_builder import planes
from index_builder.stored import FoldedText

LENGTH = 40
places = st.sets(st.integers(0, LENGTH - 1)).map(sorted)


@st.composite
def texts(draw):
    """Texts in which a page may come again, and the first may begin late."""
    page_starts = draw(st.sets(st.integers(0, LENGTH - 1), min_size=1, max_size=9).map(sorted))
    pages = draw(st.lists(st.integers(0, 3), min_size=len(page_starts), max_size=len(page_starts)))
    columns = (array("I", [0]), array("B", [0]), array("i", [-1]))
    return FoldedText(
        planes.pack("字" * LENGTH), *columns, array("I", page_starts), array("I", pages)
    )


@given(texts(), places)
def test_the_pages_of_places_are_those_of_each(text, some):
    assert text.pages_of(some) == set(text.pages_at(some))


@given(texts(), st.sets(st.integers(0, 3)))
def test_the_stretches_of_pages_hold_what_stands_on_them(text, pages):
    inside = {at for start, end in text.stretches(pages) for at in range(start, end)}
    on_them = {at for at in range(LENGTH) if text.pages_at([at])[0] in pages}
    assert inside - {LENGTH} == on_them
