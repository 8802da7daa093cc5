"""Pages in scroll space, and the transforms between a page and the view."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.model import Rect
from reader.geometry import (
    GAP,
    PIXELS_PER_POINT,
    ZOOM_MAX,
    ZOOM_MIN,
    PageRef,
    PageTransform,
    Strip,
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
    strip = Strip(PAGES, 1.0, 0, 1.0, 1000)
    first, second = strip.box(0), strip.box(1)
    assert first.top == GAP
    assert second.top == first.top + first.height + GAP
    assert first.width == round(400 * PIXELS_PER_POINT)
    assert first.left == (1000 - first.width) // 2
    last = strip.box(19)
    assert strip.height == last.top + last.height + GAP


@given(st.floats(0.1, 8), st.sampled_from([1.0, 1.25, 2.0]), st.integers(0, 40_000))
def test_looking_up_equals_going_through(zoom: float, ratio: float, y: int) -> None:
    strip = Strip(PAGES, zoom, 0, ratio, 800)
    boxes = [strip.box(i) for i in range(len(PAGES))]
    seen = [i for i, box in enumerate(boxes) if box.top < y + 700 and box.top + box.height > y]
    assert list(strip.visible(y, y + 700)) == seen
    above = [i for i, box in enumerate(boxes) if box.top <= y]
    assert strip.page_at(y) == (above[-1] if above else 0)


@given(st.integers(0, 19), turns, turns, points, points)
def test_strip_and_page_invert(index: int, own: int, added: int, x: float, y: float) -> None:
    pages = [page._replace(rotation=own) for page in PAGES]
    strip = Strip(pages, 1.3, added, 1.5, 900)
    assert strip.to_page(index, *strip.to_strip(index, x, y)) == pytest.approx((x, y), abs=1e-6)


def test_no_pages() -> None:
    strip = Strip((), 1.0, 0, 1.0, 500)
    assert strip.height == 0
    assert list(strip.visible(0, 500)) == []


def test_fitting() -> None:
    page = PageRef(0, 0, 400, 600, 0)
    zoom = fit_width(page, 0, 2.0, (1640, 1000))
    assert Strip([page], zoom, 0, 2.0, 1640).box(0).width == 1640 - 4 * GAP
    whole = fit_page(page, 0, 2.0, (1640, 1000))
    assert Strip([page], whole, 0, 2.0, 1640).box(0).height == 1000 - 4 * GAP
    turned = fit_width(page, 90, 1.0, (820, 1000))
    assert Strip([page], turned, 90, 1.0, 820).box(0).width == 800
    assert fit_width(page, 0, 1.0, (2, 2)) == ZOOM_MIN


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
        strip = Strip(pages, 1.0, 0, 1.0, 900)
        times.append(perf_counter() - start)
    assert strip.page_at(strip.height) == 9_999
    assert min(times) < 0.1, "five times the budget of 20 ms, for busy machines"
