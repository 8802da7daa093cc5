"""Levels where sizes and kinds of labels must be read together."""

from printed import FILLER, LEFT, Sheet

from index_builder.structure import extract

WIDTH = 460.0


def levels_of(*headings: tuple[str, float]) -> list[int]:
    """The levels of headings set between paragraphs, in the given sizes."""
    sheets: list[Sheet] = []
    for number, (text, size) in enumerate(headings):
        if number % 5 == 0:
            sheets.append(Sheet(len(sheets)))
        y = 80.0 + 150 * (number % 5)
        sheets[-1].line(LEFT, y, text, size=size, font="Gothic")
        sheets[-1].paragraph(LEFT, y + 24, FILLER * 5, WIDTH)
    found = extract([sheet.done() for sheet in sheets], fallback_title="")
    assert len(found.headings) == len(headings)
    return [heading.level for heading in found.headings]


def test_a_pointed_number_stands_above_its_decimals() -> None:
    headings = [("1. 始め", 14), ("1.1 前", 12), ("1.2 後", 12), ("2. 次", 14), ("2.1 前", 12)]

    assert levels_of(*headings) == [1, 2, 2, 1, 2]


def test_numbers_with_a_dash_stand_for_plain_ones_where_there_are_none() -> None:
    headings = [("第１節　見本", 14), ("１－１．東", 12), ("１－２．西", 12), ("第２節　見本", 14)]

    assert levels_of(*headings) == [3, 4, 4, 3]


def test_an_unlabelled_heading_ranks_with_those_set_like_it() -> None:
    headings = [("はじめに", 18), ("第１部　見本", 18), ("第２部　見本", 18), ("おわりに", 18)]

    assert levels_of(*headings) == [1, 1, 1, 1]


def test_one_kind_of_label_in_two_sizes_is_two_kinds() -> None:
    headings = [
        ("第１節　見本", 16),
        ("１　大", 14),
        ("１　小", 11),
        ("２　小", 11),
        ("２　大", 14),
    ]

    levels = levels_of(*headings)

    assert levels[1] == levels[4] < levels[2] == levels[3]


def test_volumes_of_a_paper_stand_above_parts() -> None:
    assert levels_of(("第１編　陸", 20), ("第１部　道", 18), ("第１章　車", 16)) == [1, 2, 3]


def test_unlabelled_headings_rank_by_their_sizes() -> None:
    assert levels_of(("見本の歩み", 20), ("見本の先", 14), ("見本の後", 14)) == [1, 2, 2]


def test_fine_labels_stand_under_one_another_in_the_order_of_the_document() -> None:
    kana_first = [("（１）上", 12), ("ア　中", 11), ("①下", 11), ("②下", 11), ("イ　中", 11)]
    circles_first = [("（１）上", 12), ("①中", 11), ("ア　下", 11), ("イ　下", 11), ("②中", 11)]

    for headings in (kana_first, circles_first):
        top, middle, deep, other, last = levels_of(*headings)
        assert top < middle == last < deep == other


def test_annexes_stand_beside_the_topmost_numbers() -> None:
    plain = [("1　始め", 15), ("1.1　中", 12), ("付録A　数", 15), ("付録B　図", 15)]
    divided = [("第１章　始め", 15), ("第１節　中", 12), ("別添1　数", 15)]

    assert levels_of(*plain) == [1, 2, 1, 1]
    assert levels_of(*divided) == [2, 3, 2]
