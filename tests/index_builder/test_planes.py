"""A text in two planes, and every place at which something stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from index_builder import planes
from index_builder.planes import ENCODING, occurrences, pack, unpack

ALIKE = "あ\u3142\u6142a\u6100\n"
"""Characters of which some have one low byte, or one high byte, or bytes of two others."""


@given(st.text(max_size=20))
def test_a_text_comes_back(text):
    assert unpack(pack(text)).decode(ENCODING) == text


def test_a_lone_surrogate_is_replaced():
    assert pack("x\ud800") == pack("x\ufffd")
    assert occurrences(pack("x\ud800"), "\udfff") == [1]


@given(st.text(ALIKE, max_size=40), st.text(ALIKE, min_size=1, max_size=4))
def test_every_occurrence_is_found_those_that_overlap_as_well(text, needle):
    places = [at for at in range(len(text)) if text.startswith(needle, at)]
    assert occurrences(pack(text), needle) == places


@given(
    st.text(ALIKE, max_size=40),
    st.text(ALIKE, min_size=1, max_size=4),
    st.sets(st.integers(0, 40)).map(sorted),
)
def test_what_begins_in_a_range_is_found(text, needle, edges):
    where = [
        (start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=False)
        if end <= len(text)
    ]
    places = [at for at in occurrences(pack(text), needle) if any(s <= at < e for s, e in where)]
    assert occurrences(pack(text), needle, where) == places


@given(st.integers(0, 5000))
def test_a_text_of_any_length_is_filled_up_by_an_eighth_at_most(length):
    packed = pack("字" * length)
    assert planes.length(packed) == length
    assert unpack(packed).decode(ENCODING) == "字" * length
    assert len(packed) - 2 * length <= length / 8


def test_there_are_few_distances_between_planes():
    distances = {len(pack("x" * length)) - length for length in range(1, 4097)}
    assert len(distances) <= 8 * 13


def test_places_are_told_apart_by_their_high_bytes():
    assert occurrences(pack("あい\u3142いあいあい"), "あい") == [0, 4, 6]
    assert occurrences(pack("あいああいあ\u3144"), "あい") == [0, 3]
    assert occurrences(pack("あいあい"), "あい") == [0, 2]


@given(st.integers(1, 6), st.data())
def test_a_long_text_is_found_as_well(period, data):
    needle = (ALIKE[:period] * planes.LONGEST_PATTERN)[: planes.LONGEST_PATTERN + 1]
    text = data.draw(st.sampled_from(ALIKE)) + needle + ALIKE + needle[:-1] + "x" + needle
    places = [at for at in range(len(text)) if text.startswith(needle, at)]
    assert occurrences(pack(text), needle) == places
    assert occurrences(pack(text), needle, [(2, len(text))]) == [at for at in places if at >= 2]
    assert occurrences(pack(text[:-1]), needle) == places[:-1]


def test_a_place_between_two_planes_is_none():
    assert occurrences(pack("\u0041\u4100"), "\u4141") == []
    assert occurrences(pack("\u3041\u3041"), "\u4130") == []
