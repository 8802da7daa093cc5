"""Which of two facing pages a page is: by printed numbers, misread and missing ones among them."""

import pytest

from reader.spreads import number_of, seconds


@pytest.mark.parametrize(
    ("labels", "sides"),
    [
        ("2 3 4 5", "1212"),
        ("1 2 3", "212"),
        ("- - 2 3 - 5", "121212"),
        ("- 1 2 3 -", "12121"),
        ("2 3 9 5 6 7", "121212"),
        ("ⅰ ⅱ ⅲ ⅳ 1 2 3", "2121212"),
        ("i ii iii 1 2 3", "212212"),
        ("24", "1"),
        ("- 7", "12"),
    ],
)
def test_odd_numbers_are_second(labels: str, sides: str) -> None:
    read = [label.strip("-") for label in labels.split()]
    assert seconds(read) == [side == "2" for side in sides]


def test_without_numbers_nothing_is_told() -> None:
    assert seconds([]) is None
    assert seconds(["", "表紙", ""]) is None


def test_numbers_that_contradict_each_other_tell_nothing() -> None:
    assert seconds(["2", "4", "", "5"]) is None


@pytest.mark.parametrize(
    ("label", "number"),
    [("24", 24), ("２４", 24), ("ⅳ", 4), ("XIX", 19), ("3-12", 12), ("", None), ("表紙", None)],
)
def test_the_number_in_a_label(label: str, number: int | None) -> None:
    assert number_of(label) == number
