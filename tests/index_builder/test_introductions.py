"""How many introductions of a table are found, and only those; what their confidence is worth.

The table also holds what is known to be missed, so that the figures are floors and no wishes.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from prose import footnotes, passage, place_of

from index_builder.acronyms import definitions
from index_builder.model import Definition

TABLE = Path(__file__).with_name("introductions.txt")
ANY = "*"


class Judged(NamedTuple):
    """What one row of the table gave: (expected, found) pairs, what was missed, what is too much."""

    pairs: list[tuple[tuple[str, str, str], Definition]]
    missed: list[tuple[str, str, str]]
    extra: list[Definition]


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def rows(section: str) -> Iterator[tuple[str, list[str], list[tuple[str, str, str]]]]:
    current = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif current == section and not line.startswith("#"):
            given, _, expected = line.partition("=>")
            text, *notes = (part.strip() for part in given.split(" ## "))
            items = [[*map(str.strip, item.split("|")), "", ""] for item in expected.split(" ; ")]
            yield text, notes, [(i[0], i[1], i[2]) for i in items if i[0]]


def judge(section: str) -> list[Judged]:
    kind = section.removesuffix("s")
    judged = []
    for text, notes, expected in rows(section):
        found = definitions([passage(text)], footnotes(*notes), place_of)
        left = [d for d in found if d.kind == kind]
        pairs, missed = [], []
        for item in expected:
            same = [d for d in left if folded(d.name) == folded(item[0])]
            same.sort(key=lambda d: folded(d.long_form) != folded(item[1]))
            if same:
                pairs.append((item, same[0]))
                left.remove(same[0])
            else:
                missed.append(item)
        judged.append(Judged(pairs, missed, left))
    return judged


def right(item: tuple[str, str, str], found: Definition) -> bool:
    return item[1] in {ANY, found.long_form} or folded(item[1]) == folded(found.long_form)


@pytest.mark.parametrize(
    ("section", "precision", "recall", "long_forms"),
    [("acronyms", 0.95, 0.98, 0.98), ("terms", 0.99, 0.98, 0.98)],
)
def test_the_table_is_found(
    section: str, precision: float, recall: float, long_forms: float
) -> None:
    judged = judge(section)
    pairs = [pair for row in judged for pair in row.pairs]
    missed = [item for row in judged for item in row.missed]
    extra = [d.name for row in judged for d in row.extra]
    cut = [(item, d.long_form) for item, d in pairs if not right(item, d)]

    assert len(pairs) / (len(pairs) + len(extra)) >= precision, extra
    assert len(pairs) / (len(pairs) + len(missed)) >= recall, missed
    assert 1 - len(cut) / len(pairs) >= long_forms, cut


def test_original_words_are_those_of_the_table() -> None:
    for row in judge("acronyms"):
        for item, found in row.pairs:
            assert folded(found.expansion) == folded(item[2])


def test_confidence_tells_right_from_wrong() -> None:
    judged = judge("acronyms")
    good = [d.confidence for row in judged for item, d in row.pairs if right(item, d)]
    bad = [d.confidence for row in judged for item, d in row.pairs if not right(item, d)]
    bad += [d.confidence for row in judged for d in row.extra]
    above = sum((g > b) + (g == b) / 2 for g in good for b in bad) / (len(good) * len(bad))

    assert above >= 0.8
    assert sum(b >= 0.9 for b in bad) <= 0.02 * sum(g >= 0.9 for g in good)
    assert sum(g < 0.6 for g in good) <= 0.05 * len(good)
    guesses = sum(g < 0.6 for g in good), sum(b < 0.6 for b in bad)
    assert guesses[1] >= 0.25 * sum(guesses)
