"""Annotations as shapes: picked, moved, resized, and strokes made small."""

from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from notes_made import HIGHLIGHT, of_kind

from index_builder.model import Rect
from reader.note_shapes import (
    HANDLES,
    LEAST,
    Handle,
    Point,
    clipped,
    erased,
    frame_of,
    handle_at,
    handle_place,
    inked,
    is_on,
    moved,
    picked,
    resized,
    simplified,
    smoothed,
    stroke_of,
)
from reader.records import Annotation

SIZE = (595.0, 842.0)
KINDS = ("area", "text", "note", "ink")

far = st.floats(-5000, 5000)
across, down = st.floats(0, SIZE[0]), st.floats(0, SIZE[1])
points = st.lists(st.tuples(across, down), min_size=1, max_size=60)


@st.composite
def rects(draw: st.DrawFn) -> Rect:
    (x0, x1), (y0, y1) = (
        sorted(draw(st.tuples(side, side).filter(lambda v: abs(v[0] - v[1]) > LEAST)))
        for side in (across, down)
    )
    return Rect(x0, y0, x1, y1)


def at(kind: str, rect: Rect, name: str = "") -> Annotation:
    strokes = (((rect.x0, rect.y0), (rect.x1, rect.y1)),) if kind == "ink" else ()
    return replace(of_kind(kind), id=name or kind, rects=(rect,), strokes=strokes)


def beside(point: Point, a: Point, b: Point) -> float:
    """From a point to a line from `a` to `b`, by its parameter's quadratic minimum."""
    dx, dy, px, py = b[0] - a[0], b[1] - a[1], point[0] - a[0], point[1] - a[1]
    ends = min(hypot(px, py), hypot(px - dx, py - dy))
    length = hypot(dx, dy)
    if not length or not 0 <= px * dx + py * dy <= length * length:
        return ends
    return min(ends, abs(px * dy - py * dx) / length)


# --- what lies under a point ----------------------------------------------------------------


def test_the_smallest_area_is_meant_inside_and_a_line_where_it_runs() -> None:
    outer, inner = at("area", Rect(0, 0, 300, 300), "o"), at("area", Rect(50, 50, 150, 150), "i")
    ink = at("ink", Rect(60, 60, 140, 140))
    records = [inner, outer, ink]
    assert picked(records, 120, 80, 4) is inner
    assert picked(records, 200, 200, 4) is outer
    assert picked(records, 100, 102, 4) is ink
    assert picked(records, 302, 100, 4) is outer
    assert picked(records, 305, 100, 4) is None
    assert picked([], 1, 1, 4) is None


def test_what_is_small_wins_over_what_is_around_it() -> None:
    box, note = at("text", Rect(10, 10, 200, 100)), at("note", Rect(20, 20, 36, 36))
    assert picked([note, box], 25, 25, 4) is note
    assert picked([box, note], 25, 25, 4) is note
    assert picked([note, box], 100, 50, 4) is box


def test_a_mark_on_text_is_never_picked_and_hides_the_area_behind_it() -> None:
    area = at("area", Rect(0, 0, 300, 300))
    mark = replace(HIGHLIGHT, rects=(Rect(10, 20, 110, 32),))
    assert picked([mark, area], 50, 25, 4) is None
    assert picked([mark, area], 50, 50, 4) is area
    assert picked([mark], 50, 25, 4) is None


def test_what_has_no_place_is_not_picked() -> None:
    assert picked([replace(of_kind("area"), rects=())], 1, 1, 4) is None


def test_where_each_is_taken_hold_of() -> None:
    area, ink = at("area", Rect(100, 100, 200, 200)), at("ink", Rect(100, 100, 200, 200))
    assert is_on(area, 100, 150, 3)
    assert not is_on(area, 150, 150, 3)
    assert is_on(ink, 150, 152, 3)
    assert not is_on(ink, 150, 160, 3)
    dot = replace(ink, strokes=(((150.0, 150.0),),))
    assert is_on(dot, 152, 150, 3)
    assert not is_on(dot, 154, 150, 3)


def test_the_nearest_handle_is_meant() -> None:
    frame = Rect(0, 0, 100, 50)
    assert handle_at(frame, 98, 49, 5) == (1, 1)
    assert handle_at(frame, 51, -3, 5) == (0, -1)
    assert handle_at(frame, 51, 20, 5) is None
    assert {handle_at(frame, *handle_place(frame, handle), 5) for handle in HANDLES} == {*HANDLES}


# --- moved and resized ----------------------------------------------------------------------


@given(st.sampled_from(KINDS), rects(), far, far)
def test_a_move_keeps_shape_and_page(kind: str, rect: Rect, dx: float, dy: float) -> None:
    before = moved(at(kind, rect), 0, 0, SIZE)
    after = moved(before, dx, dy, SIZE)
    one, other = frame_of(before), frame_of(after)
    slack = 1e-6
    assert -slack <= other.x0 <= other.x1 <= SIZE[0] + slack
    assert -slack <= other.y0 <= other.y1 <= SIZE[1] + slack
    assert other.width == pytest.approx(one.width, abs=slack)
    assert other.height == pytest.approx(one.height, abs=slack)
    if kind == "ink":
        assert inked(after.strokes).rects[0] == pytest.approx(after.rects[0], abs=slack)
    fits = -one.x0 <= dx <= SIZE[0] - one.x1 and -one.y0 <= dy <= SIZE[1] - one.y1
    if fits:
        back = moved(after, -dx, -dy, SIZE)
        assert frame_of(back) == pytest.approx(one, abs=slack)
        assert other.x0 - one.x0 == pytest.approx(dx, abs=slack)


def test_what_is_larger_than_the_page_rests_at_its_corner() -> None:
    large = at("area", Rect(-50, -50, 900, 900))
    assert frame_of(moved(large, 20, 20, SIZE))[:2] == (0, 0)


@given(rects(), st.sampled_from(HANDLES), far, far)
def test_a_handle_moves_its_edges_alone(rect: Rect, handle: Handle, x: float, y: float) -> None:
    after = resized(rect, handle, (x, y), SIZE)
    assert after.x1 - after.x0 >= LEAST - 1e-9
    assert after.y1 - after.y0 >= LEAST - 1e-9
    assert after == clipped(after, SIZE)
    edges = zip(rect, after, (-1, -1, 1, 1), (*handle, *handle), strict=True)
    assert all(side == own or one == other for one, other, side, own in edges)
    inside = rect.x0 + LEAST <= x <= rect.x1 - LEAST
    if inside and handle[0]:
        assert x in {after.x0, after.x1}


@given(far, far, far, far)
def test_what_is_clipped_is_on_the_page(a: float, b: float, c: float, d: float) -> None:
    rect = clipped(Rect(min(a, b), min(c, d), max(a, b), max(c, d)), SIZE)
    assert 0 <= rect.x0 <= rect.x1 <= SIZE[0]
    assert 0 <= rect.y0 <= rect.y1 <= SIZE[1]


# --- strokes --------------------------------------------------------------------------------


@given(points, st.floats(0.1, 20))
def test_a_simplified_line_passes_every_point_within_the_tolerance(
    line: list[Point], tolerance: float
) -> None:
    kept = simplified(line, tolerance)
    assert kept[0] == line[0]
    assert kept[-1] == line[-1]
    rest = iter(line)
    assert all(point in rest for point in kept), "a part of the points, in their order"
    ends = list(pairwise(kept)) or [(kept[0], kept[0])]
    for point in line:
        assert min(beside(point, *each) for each in ends) <= tolerance + 1e-6


def test_a_straight_line_is_two_points_and_a_circle_a_few() -> None:
    straight = [(float(n), 2.0 * n) for n in range(200)]
    assert simplified(straight, 0.1) == [straight[0], straight[-1]]
    circle = [
        (50 + 40 * cos(2 * pi * n / 400), 50 + 40 * sin(2 * pi * n / 400)) for n in range(401)
    ]
    kept = stroke_of(circle, SIZE)
    assert 12 < len(kept) < 60
    assert all(abs(hypot(x - 50, y - 50) - 40) < 0.3 for x, y in kept)


def test_the_steps_of_pixels_go() -> None:
    stairs = [(0.75 * n, 0.75 * (n // 3)) for n in range(120)]
    assert len(stroke_of(stairs, SIZE)) <= len(stairs) / 3
    assert smoothed([(0, 0), (1, 0)]) == [(0, 0), (1, 0)]


@given(st.lists(st.tuples(far, far), min_size=1, max_size=30))
def test_a_stroke_is_on_the_page(line: list[Point]) -> None:
    stroke = stroke_of(line, SIZE)
    assert stroke
    assert all(0 <= x <= SIZE[0] and 0 <= y <= SIZE[1] for x, y in stroke)
    frame = inked([stroke]).rects[0]
    assert all(frame.contains(*point) for point in stroke)


def test_a_stroke_that_is_passed_is_erased() -> None:
    upper, lower = ((0.0, 10.0), (100.0, 10.0)), ((0.0, 30.0), (100.0, 30.0))
    assert erased((upper, lower), 50, 12, 3) == (lower,)
    assert erased((upper, lower), 50, 20, 3) == (upper, lower)
