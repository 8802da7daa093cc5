"""The labels of headings: their kinds, and what they count."""

import pytest

from index_builder.numbering import ANNEX, BOX, DEEP, PLAIN, POINTED, ROMAN, counts, label_of


@pytest.mark.parametrize(
    ("text", "rank", "label"),
    [
        ("第２編　見本", 90, "第２編"),
        ("第Ⅱ部　見本", 100, "第Ⅱ部"),
        ("第十章　見本", 200, "第十章"),
        ("終章　見本", 200, "終章"),
        ("第 3 節 見本", 300, "第 3 節"),
        ("付録A　見本", ANNEX, "付録A"),
        ("Ⅰ．２　見本", ROMAN + 5, "Ⅰ．２"),
        ("第１　見本", 345, "第１"),
        ("A. 見本", 360, "A."),
        ("１　見本", PLAIN, "１"),
        ("コラム２－１　見本", BOX, "コラム２－１"),
        ("事例　見本", BOX, "事例"),
        ("１－２．見本", DEEP, "１－２．"),
        ("2.1.3 見本", DEEP + 10, "2.1.3"),
        ("➌ 見本", 500, "➌"),
        ("１．見本", POINTED, "１．"),
        ("１．10兆円の見本", POINTED, "１．"),
        ("1) 見本", 690, "1)"),
        ("（12）見本", 700, "（12）"),
        ("③見本", 800, "③"),
        ("イ　見本", 810, "イ"),
        ("（ウ）見本", 815, "（ウ）"),
        ("ⅱ）見本", 820, "ⅱ）"),
        ("(b) 見本", 830, "(b)"),
        ("● 見本", 850, "●"),
    ],
)
def test_kinds(text: str, rank: int, label: str) -> None:
    assert label_of(text) == (rank, label)


@pytest.mark.parametrize(
    "text",
    ["見本", "2024 年の見本", "15％の見本", "●●の見本", "第１条（見本）", "A.B. 見本", "アジア"],
)
def test_what_is_no_label(text: str) -> None:
    assert label_of(text) == (0, "")


def test_what_labels_count() -> None:
    assert [
        counts(label) for label in ("第十二章", "２．10", "➌", "（ウ）", "Ⅳ．１", "c)", "●")
    ] == [
        (12,),
        (2, 10),
        (3,),
        (3,),
        (4, 1),
        (3,),
        (),
    ]
    assert counts("コラム１－２") == (1, 2)
