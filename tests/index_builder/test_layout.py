"""Rectangles of passages: one for each printed line."""

from array import array

from index_builder.layout import places
from index_builder.model import Part, Passage, Rect


def horizontal(text: str, x: float, y: float, size: float = 10) -> list[tuple[float, ...]]:
    return [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))]


def flat(boxes: list[tuple[float, ...]]) -> "array[float]":
    return array("f", [value for box in boxes for value in box])


def test_a_range_over_a_line_end_has_two_rectangles() -> None:
    page = flat(horizontal("一二三", 50, 100) + horizontal("四五", 50, 120))
    passage = Passage(Part.BODY, "一二三四五", array("i", range(5)), ((0, 0),))

    (place,) = places({0: page}, passage, 1, 5)

    assert place.page == 0
    assert place.rects == (Rect(60, 100, 80, 110), Rect(50, 120, 70, 130))


def test_a_range_over_a_page_end_has_two_places_and_an_inserted_space_none() -> None:
    pages = {3: flat(horizontal("ab", 50, 700)), 4: flat(horizontal("cd", 50, 60))}
    passage = Passage(Part.BODY, "ab cd", array("i", [0, 1, -1, 0, 1]), ((0, 3), (3, 4)))

    assert [p.page for p in places(pages, passage, 0, 5)] == [3, 4]
    assert places(pages, passage, 2, 3) == ()


def test_a_raised_or_smaller_character_stays_in_the_rectangle_of_its_line() -> None:
    page = flat([(50, 100, 60, 110), (60, 99, 65, 105), (65, 100, 75, 110)])
    passage = Passage(Part.BODY, "Ａ2Ｂ", array("i", range(3)), ((0, 0),))

    assert places([page], passage, 0, 3)[0].rects == (Rect(50, 99, 75, 110),)


def test_the_top_of_the_next_column_is_another_line() -> None:
    page = flat(horizontal("一二", 50, 700) + horizontal("三四", 300, 60))
    passage = Passage(Part.BODY, "一二三四", array("i", range(4)), ((0, 0),))

    assert len(places([page], passage, 0, 4)[0].rects) == 2


def test_vertical_text_is_merged_down_the_line() -> None:
    right = [(300, 50 + 10 * i, 310, 60 + 10 * i) for i in range(3)]
    left = [(280, 50 + 10 * i, 290, 60 + 10 * i) for i in range(3)]
    passage = Passage(Part.BODY, "一二三四五六", array("i", range(6)), ((0, 0),))

    (place,) = places([flat(right + left)], passage, 0, 6)

    assert place.rects == (Rect(300, 50, 310, 80), Rect(280, 50, 290, 80))
