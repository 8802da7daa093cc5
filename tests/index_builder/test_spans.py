"""Ranges as columns: what stands within, and all of several together."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index_builder.spans import Spans, joined, united

ranges = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda r: (r[0], sum(r))))


@given(ranges)
def test_ranges_are_in_order_and_none_is_there_twice(some):
    assert list(Spans.of(some)) == sorted(set(some))


@given(st.lists(ranges, max_size=3))
def test_united_ranges_are_those_of_each(several):
    whole = united([Spans.of(each) for each in several])
    assert list(whole) == sorted({each for some in several for each in some})


@given(ranges, ranges)
def test_what_begins_in_a_stretch_is_within(some, others):
    stretches = joined(sorted(others))
    within = [r for r in sorted(set(some)) if any(s <= r[0] < e for s, e in stretches)]
    assert list(Spans.of(some).within(stretches)) == within


@given(ranges, ranges)
def test_what_begins_in_no_stretch_is_outside(some, others):
    stretches = joined(sorted(others))
    spans = Spans.of(some)
    assert sorted([*spans.within(stretches), *spans.outside(stretches)]) == list(spans)
    assert not any(s <= start < e for start, _ in spans.outside(stretches) for s, e in stretches)


@given(st.sets(st.integers(0, 40)).map(sorted), st.integers(1, 3), ranges)
def test_ranges_of_one_length_stay_so(starts, length, others):
    stretches = joined(sorted(others))
    one = Spans.of_length(starts, length)
    for spans in (one.within(stretches), one.outside(stretches), united([one, one])):
        assert list(spans) == list(Spans.of(spans))
        assert not spans or spans.length == length
    assert list(united([one, Spans.of_length(starts, length)])) == list(one)


@given(ranges, st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda r: (r[0], sum(r))))
def test_what_shares_a_place_touches(some, other):
    expected = any(start < other[1] and other[0] < end for start, end in some)
    assert Spans.of(some).touch(other) == expected


@given(ranges)
def test_joined_ranges_cover_the_same_places_and_are_apart(some):
    whole = joined(sorted(some))
    assert {at for r in whole for at in range(*r)} == {at for r in some for at in range(*r)}
    assert all(one[1] < other[0] for one, other in pairwise(whole))


def test_ranges_of_one_length_are_kept_where_a_flag_says_so():
    spans = Spans.of_length([1, 5, 9], 2).where([True, False, True])
    assert list(spans) == [(1, 3), (9, 11)]
    assert len(Spans()) == 0
