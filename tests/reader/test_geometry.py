"""Pages in scroll space, and the transforms between a page and the view."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.model import Rect
from reader.geometry import (
    GAP,
    PIXELS_PER_POINT,
    SPINE,
    ZOOM_MAX,
    ZOOM_MIN,
    Arrangement,
    Layout,
    PageRef,
    PageTransform,
    Strip,
    facing,
    fit_column,
    fit_page,
    fit_width,
    next_zoom,
)

PAGES = tuple(PageRef(0, n, 400 + 10 * (n % 3), 600 + 50 * (n % 2), 0) for n in range(20))
turns = st.sampled_from([0, 90, 180, 270])
sides = st.floats(10, 2000)
points = st.floats(-100, 3000)


@given(st.builds(PageTransform, sides, sides, turns, st.floats(0.05, 20)), points, points)
def test_page_and_view_invert(transform: PageTransform, x: float, y: float) -> None:
    assert transform.to_page(*transform.to_view(x, y)) == pytest.approx((x, y), abs=1e-6)
    rect = Rect(x, y, x + 30, y + 7)
    back = transform.rect_to_page(transform.rect_to_view(rect))
    assert tuple(back) == pytest.approx(tuple(rect), abs=1e-6)


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, (0, 0)), (90, (300, 0)), (180, (200, 300)), (270, (0, 200))]
)
def test_a_turn_is_clockwise(turn: int, corner: tuple[float, float]) -> None:
    transform = PageTransform(200, 300, turn, 1)
    assert transform.to_view(0, 0) == corner
    assert transform.turned_size == ((200, 300) if turn % 180 == 0 else (300, 200))


def test_pages_stand_below_one_another_in_the_middle() -> None:
    strip = Strip(PAGES, 1.0, 0, 1.0, (1000, 700))
    first, second = strip.box(0), strip.box(1)
    assert first.top == GAP
    assert second.top == first.top + first.height + GAP
    assert first.width == round(400 * PIXELS_PER_POINT)
    assert first.left == (1000 - first.width) // 2
    last = strip.box(19)
    assert strip.height == last.top + last.height + GAP


@given(st.floats(0.1, 8), st.sampled_from([1.0, 1.25, 2.0]), st.integers(0, 40_000))
def test_looking_up_equals_going_through(zoom: float, ratio: float, y: int) -> None:
    strip = Strip(PAGES, zoom, 0, ratio, (800, 700))
    boxes = [strip.box(i) for i in range(len(PAGES))]
    seen = [i for i, box in enumerate(boxes) if box.top < y + 700 and box.top + box.height > y]
    assert list(strip.visible(y, y + 700)) == seen
    above = [i for i, box in enumerate(boxes) if box.top <= y]
    assert strip.page_at(y) == (above[-1] if above else 0)


@given(st.integers(0, 19), turns, turns, points, points)
def test_strip_and_page_invert(index: int, own: int, added: int, x: float, y: float) -> None:
    pages = [page._replace(rotation=own) for page in PAGES]
    strip = Strip(pages, 1.3, added, 1.5, (900, 700))
    assert strip.to_page(index, *strip.to_strip(index, x, y)) == pytest.approx((x, y), abs=1e-6)


def test_no_pages() -> None:
    strip = Strip((), 1.0, 0, 1.0, (500, 700))
    assert strip.height == 0
    assert list(strip.visible(0, 500)) == []


def test_fitting() -> None:
    page = PageRef(0, 0, 400, 600, 0)
    zoom = fit_width([page], 0, 2.0, (1640, 1000))
    assert Strip([page], zoom, 0, 2.0, (1640, 700)).box(0).width == 1640 - 4 * GAP
    whole = fit_page([page], 0, 2.0, (1640, 1000))
    assert Strip([page], whole, 0, 2.0, (1640, 700)).box(0).height == 1000 - 4 * GAP
    turned = fit_width([page], 90, 1.0, (820, 1000))
    assert Strip([page], turned, 90, 1.0, (820, 700)).box(0).width == 800
    assert fit_width([page], 0, 1.0, (2, 2)) == ZOOM_MIN


def test_zoom_steps_reach_both_ends() -> None:
    zoom, seen = ZOOM_MIN, []
    while zoom < ZOOM_MAX:
        zoom = next_zoom(zoom, 1)
        seen.append(zoom)
    assert seen == sorted(seen)
    assert 1.0 in seen
    for _ in seen:
        zoom = next_zoom(zoom, -1)
    assert zoom == ZOOM_MIN
    assert next_zoom(1.05, -1) == 1.0


def test_ten_thousand_pages_are_laid_out_at_once() -> None:
    pages = [PageRef(0, n, 595, 842, 0) for n in range(10_000)]
    times = []
    for _ in range(5):
        start = perf_counter()
        strip = Strip(pages, 1.0, 0, 1.0, (900, 700))
        times.append(perf_counter() - start)
    assert strip.page_at(strip.height) == 9_999
    assert min(times) < 0.1, "five times the budget of 20 ms, for busy machines"


SINGLE = Arrangement(Layout.SINGLE)
FACING = Arrangement(Layout.FACING)
LEFTWARDS = Arrangement(Layout.FACING, leftwards=True)


@pytest.mark.parametrize(("arrangement", "side"), [(FACING, 1), (LEFTWARDS, -1)])
def test_pages_face_each_other_behind_a_cover(arrangement: Arrangement, side: int) -> None:
    strip = Strip(PAGES, 1.0, 0, 1.0, (1400, 700), arrangement)
    assert [list(strip.row(index)) for index in (0, 1, 2, 19)] == [[0], [1, 2], [1, 2], [19]]
    middle = strip.width / 2
    for first, second in ((1, 2), (3, 4)):
        one, other = strip.box(first), strip.box(second)
        assert one.top == other.top
        assert (one.left + one.width / 2 - middle) * side < 0
        assert (other.left + other.width / 2 - middle) * side > 0
    cover, last = strip.box(0), strip.box(19)
    assert (cover.left + cover.width / 2 - middle) * side > 0, "the cover is a right hand page"
    assert (last.left + last.width / 2 - middle) * side < 0
    inner = strip.box(2).left - strip.box(1).left - strip.box(1).width
    assert inner == (SPINE if side > 0 else -strip.box(2).width - strip.box(1).width - SPINE)


def told(sides: str) -> list[PageRef]:
    """Pages of which is known whether they are the first (1) or second (2) of a spread."""
    return [PageRef(0, n, 400, 600, 0, side == "2") for n, side in enumerate(sides)]


@pytest.mark.parametrize(
    ("sides", "rows"),
    [
        ("1212", [[0, 1], [2, 3]]),
        ("2121", [[0], [1, 2], [3]]),
        ("12212", [[0, 1], [2], [3, 4]]),
        ("11222", [[0], [1, 2], [3], [4]]),
    ],
)
@pytest.mark.parametrize("arrangement", [FACING, LEFTWARDS])
def test_pages_face_each_other_as_they_are_told_to(
    arrangement: Arrangement, sides: str, rows: list[list[int]]
) -> None:
    pages = told(sides)
    strip = Strip(pages, 1.0, 0, 1.0, (1400, 700), arrangement)
    assert [list(strip.row(row[0])) for row in rows] == rows
    assert [list(facing(pages, index)) for row in rows for index in row] == [
        row for row in rows for _ in row
    ]
    for index, side in enumerate(sides):
        box = strip.box(index)
        is_right = box.left + box.width / 2 > strip.width / 2
        assert is_right is ((side == "2") is not arrangement.leftwards)
        assert strip.page_at(box.top + 1, box.left + 1) == index
    tops = [strip.box(row[0]).top for row in rows]
    assert tops == [10 + n * (800 + 10) for n in range(len(rows))]


@given(st.sampled_from([FACING, LEFTWARDS]), st.integers(0, 19), turns, st.integers(1, 20))
def test_the_middle_of_a_page_is_found_in_any_layout(
    arrangement: Arrangement, index: int, turn: int, count: int
) -> None:
    pages = PAGES[: max(count, index + 1)]
    strip = Strip(pages, 0.7, turn, 1.5, (900, 700), arrangement)
    box = strip.box(index)
    x, y = box.left + box.width / 2, box.top + box.height / 2
    assert strip.page_at(y, x) == index
    assert index in strip.visible(y, y + 1)
    assert strip.page_at(y) == strip.row(index)[0]


@given(st.floats(0.1, 8), st.integers(0, 60_000))
def test_one_page_alone_is_in_sight(zoom: float, y: int) -> None:
    strip = Strip(PAGES, zoom, 0, 1.0, (800, 700), SINGLE)
    top = strip.rest(min(y, strip.height - 700))
    seen = strip.visible(top, top + 700)
    assert len(seen) == 1
    box = strip.box(seen[0])
    if box.height <= 700 - 2 * GAP:
        assert box.top - top == (700 - box.height) // 2


def test_stepping_through_single_pages_reaches_each_edge_and_both_ends() -> None:
    strip = Strip(PAGES[:3], 1.5, 0, 1.0, (800, 700), SINGLE)
    y, stops = 0.0, [0.0]
    while (further := strip.step(y, 600)) != y:
        y = further
        stops.append(y)
    assert y == strip.height - 700
    assert stops == [0, 520, 1220, 1820, 1840, 2540, 3060], "top and foot of each page"
    while (back := strip.step(y, -600)) != y:
        y = back
    assert y == 0


def test_facing_pages_fit_together() -> None:
    pages = PAGES[1:3]
    zoom = fit_width(pages, 0, 2.0, (1640, 1000))
    strip = Strip(PAGES, zoom, 0, 2.0, (1640, 1000), FACING)
    boxes = strip.box(1), strip.box(2)
    assert sum(box.width for box in boxes) + 2 * SPINE == pytest.approx(1640 - 4 * GAP, abs=1)
    whole = fit_page(pages, 0, 2.0, (1640, 1000))
    strip = Strip(PAGES, whole, 0, 2.0, (1640, 1000), FACING)
    assert max(strip.box(1).height, strip.box(2).height) == pytest.approx(1000 - 4 * GAP, abs=1)


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_column_fills_the_width(turn: int) -> None:
    page, column = PageRef(0, 0, 400, 600, 90), Rect(50, 60, 150, 400)
    zoom = fit_column(page, column, turn, 2.0, (1640, 1000))
    strip = Strip([page], zoom, turn, 2.0, (1640, 1000))
    assert strip.rect_to_strip(0, column).width == pytest.approx(1640 - 4 * GAP, abs=1e-6)
