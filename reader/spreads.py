"""Which of two facing pages a page is, as its printed number tells: the odd one is the second. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def seconds(labels: Sequence[str]) -> list[bool] | None:
    """For each page of a volume whether it is the second of a spread; None where no number tells.

    `labels` are the printed numbers in reading order, "" where there is none. A number that fits
    neither the one before nor the one behind it was misread. A page without one goes on from the page
    before it; the pages before the first number lead up to it.
    """
    known = _trusted([_shift(label, index) for index, label in enumerate(labels)])
    present = next((shift for shift in known if shift is not None), None)
    if present is None:
        return None
    found = []
    for index, shift in enumerate(known):
        present = present if shift is None else shift
        found.append((index + present) % 2 == 1)
    return found


def _shift(label: str, index: int) -> int | None:
    """By how much, odd (1) or even (0), the printed number differs from the page's place."""
    number = number_of(label)
    return None if number is None else (number - index) % 2


def _trusted(shifts: Sequence[int | None]) -> list[int | None]:
    """The shifts that a neighbour among them confirms, all where there is but one."""
    places = [place for place, shift in enumerate(shifts) if shift is not None]
    if len(places) == 1:
        return list(shifts)
    confirmed: set[int] = set()
    for one, other in pairwise(places):
        if shifts[one] == shifts[other]:
            confirmed |= {one, other}
    return [shift if place in confirmed else None for place, shift in enumerate(shifts)]


def number_of(label: str) -> int | None:
    """The number in a printed label ("24", "ⅳ", "3-12" → 12), None where there is none."""
    plain = unicodedata.normalize("NFKC", label).strip().casefold()
    if digits := re.findall(r"\d+", plain):
        return int(digits[-1])
    if not re.fullmatch(r"[ivxlcdm]+", plain):
        return None
    values = [ROMAN[letter] for letter in plain]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
