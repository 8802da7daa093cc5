"""What a strip asks for: whole pages, parts of large ones, what is ahead, and never more than there is room for."""

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.model import Tone
from reader.geometry import Arrangement, Box, PageRef, Strip
from reader.pictures import PictureCache
from reader.render import Priority
from reader.strip_pictures import (
    BASE_PIXELS,
    LONGEST_SIDE,
    MOST_PIXELS,
    PART,
    StripPictures,
    is_in_parts,
    part_keys,
    picture_key,
)

VIEW = (900, 1000)
A4 = [PageRef(0, number, 595, 842, 0) for number in range(12)]


def strip_of(pages: list[PageRef], zoom: float, turn: int = 0) -> Strip:
    return Strip(pages, zoom, turn, 1.0, VIEW, Arrangement())


def asked(
    strip: Strip, area: Box, direction: int = 1, budget: int = 1 << 30
) -> dict[Priority, list]:
    service = Mock(cache=PictureCache(budget))
    visible = strip.visible(area.top, area.top + area.height)
    StripPictures(service).request(strip, visible, area, direction)
    return {call.args[1]: list(call.args[2]) for call in service.want.call_args_list}


def test_a_page_up_to_300_dpi_is_one_picture() -> None:
    strip = strip_of(A4, 3.1)
    assert not is_in_parts(strip.box(0))
    key = picture_key(strip, 0)
    assert key.area == (0, 0, strip.box(0).width, strip.box(0).height)
    assert list(part_keys(strip, 0, Box(0, 0, *VIEW))) == []


sides, shares = st.floats(0.5, 60_000), st.floats(0, 1)


@given(st.tuples(sides, sides), st.floats(0.1, 8), st.sampled_from([0, 90]), shares, shares)
def test_whatever_the_page_its_pictures_stay_small_and_cover_what_is_in_sight(
    size: tuple[float, float], zoom: float, turn: int, across: float, down: float
) -> None:
    strip = strip_of([PageRef(0, 0, *size, 0)], zoom, turn)
    box = strip.box(0)
    left = round(across * max(0, strip.width - VIEW[0]))
    top = round(down * max(0, strip.height - VIEW[1]))
    area = Box(left, top, *VIEW)
    whole = picture_key(strip, 0).area
    assert whole[2] * whole[3] <= MOST_PIXELS
    assert max(whole[2:]) <= LONGEST_SIDE
    if not is_in_parts(box):
        return
    assert whole[2] * whole[3] <= 1.01 * BASE_PIXELS + LONGEST_SIDE
    keys = list(part_keys(strip, 0, area))
    assert len(keys) <= 4
    shown = 0
    for x, y, w, h in (key.area for key in keys):
        assert 0 < w <= PART
        assert 0 < h <= PART
        inside = min(x + w, left + VIEW[0] - box.left) - max(x, left - box.left)
        below = min(y + h, top + VIEW[1] - box.top) - max(y, top - box.top)
        assert inside > 0
        assert below > 0
        shown += inside * below
    wide = min(box.width, left + VIEW[0] - box.left) - max(0, left - box.left)
    high = min(box.height, top + VIEW[1] - box.top) - max(0, top - box.top)
    assert shown == wide * high


def test_what_is_in_sight_comes_first_then_what_is_ahead() -> None:
    strip = strip_of(A4, 0.8)
    area = Box(0, strip.box(5).top, *VIEW)
    wanted = asked(strip, area)
    assert [key.page for key in wanted[Priority.VISIBLE]] == [5, 6]
    assert [key.page for key in wanted[Priority.AHEAD]] == [7, 8, 4]
    assert [key.page for key in asked(strip, area, -1)[Priority.AHEAD]] == [4, 3, 7]


def test_what_is_ahead_takes_no_more_than_the_budget_but_for_the_next_page() -> None:
    strip = strip_of(A4, 3.0)
    area = Box(0, strip.box(5).top, *VIEW)
    page = 4 * strip.box(0).width * strip.box(0).height
    assert [k.page for k in asked(strip, area, 1, 3 * page)[Priority.AHEAD]] == [6, 7]
    assert [k.page for k in asked(strip, area, 1, 2 * page)[Priority.AHEAD]] == [6]
    assert [k.page for k in asked(strip, area, 1, page // 2)[Priority.AHEAD]] == [6]
    last = Box(0, strip.box(len(strip.pages) - 1).top, *VIEW)
    assert asked(strip, last, 1, page)[Priority.AHEAD] == []


@pytest.mark.parametrize("missing", [0, 1])
def test_a_page_in_parts_is_ready_with_the_last_of_them(missing: int) -> None:
    strip = strip_of(A4, 8.0)
    area = Box(600, 600, *VIEW)
    service = Mock(cache={})
    service.failure.return_value = ""
    pictures = StripPictures(service)
    pictures.tone = Tone(0, 0xFFFFFF)
    keys = pictures._keys(strip, 0, area)
    assert len(keys) > 2
    assert all(key.tone == pictures.tone for key in keys)
    service.cache = set(keys[: len(keys) - missing])
    assert pictures.is_ready(strip, 0, area) is not bool(missing)
