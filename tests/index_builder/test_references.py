"""Cross references as printed, and what they point to over the files of a volume."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose import passage, place_of, structure

from index_builder.model import Caption, Heading, Part, Place, Rect, Reference, Structure
from index_builder.references import find, resolve, target_number, volume_scopes

HEADINGS = (
    Heading(1, "第２部", "海の政策", Place(0, ())),
    Heading(2, "第３章", "海の調査", Place(0, ())),
    Heading(3, "第１節", "深い海", Place(1, ())),
    Heading(3, "第２節", "浅い海", Place(2, ())),
)


def found(text: str, heading: int = 2, part: Part = Part.BODY) -> list[tuple[str, str]]:
    references = find([passage(text, part, heading)], HEADINGS, place_of)
    return [(r.text, f"{r.kind} {r.number}") for r in references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("増えた（第２-３-１図）。", [("第２-３-１図", "figure 2-3-1")]),
        ("次の第２－３－10表に示す", [("第２－３－10表", "table 2-3-10")]),
        ("船は図表１－２のとおり", [("図表１－２", "figure 1-2")]),
        ("表３に示す", [("表３", "table 3")]),
        ("例示（図表Ⅰ-4-1-1）", [("図表Ⅰ-4-1-1", "figure I-4-1-1")]),
        ("海を図表 Ⅱ．１．１―２に示す", [("図表 Ⅱ．１．１―２", "figure II-1-1-2")]),
        ("詳細は「図1. 海の深さ」に", [("図1", "figure 1")]),
        (
            "詳細は第４章第１節６ ➎ １（６）海の公正",
            [("第４章第１節６ ➎ １（６）", "section 2-4-1")],
        ),
        ("詳細はコラム２-１のとおり", [("コラム２-１", "column 2-1")]),
        ("増えた（第２-３-７）。", [("第２-３-７", "figure 2-3-7")]),
        ("海は第４章に示す", [("第４章", "chapter 2-4")]),
        ("海は第１部に示す", [("第１部", "part 1")]),
        ("海は第２節で示す", [("第２節", "section 2-3-2")]),
        ("海は第４章第２節参照", [("第４章第２節", "section 2-4-2")]),
        ("（第１部第４章第２節参照）", [("第１部第４章第２節", "section 1-4-2")]),
        ("（第４章第１節 ６ ➎参照）", [("第４章第１節 ６ ➎", "section 2-4-1")]),
        ("前章で見た", [("前章", "chapter 2-2")]),
        ("次節では", [("次節", "section 2-3-2")]),
        ("増えた（第１－（２）－３図）。", [("第１－（２）－３図", "figure 1-(2)-3")]),
        ("増えた（１－２－３－４図）。", [("１－２－３－４図", "figure 1-2-3-4")]),
        ("増えた（Ⅰ－特－１表）。", [("Ⅰ－特－１表", "table I-特-1")]),
        ("増えた（第Ⅰ-1-2-3図）。", [("第Ⅰ-1-2-3図", "figure I-1-2-3")]),
        ("付録の図A-2に示す", [("図A-2", "figure A-2")]),
        ("付表２－１に示す", [("付表２－１", "table 2-1")]),
        ("第４章２節で示す", [("第４章２節", "section 2-4-2")]),
        ("詳細は第４章３（１）参照", [("第４章３（１）", "chapter 2-4")]),
    ],
)
def test_kinds_and_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_ranges_and_lists_point_to_each_they_name() -> None:
    assert found("第２-３-１図～第２-３-３図") == [
        ("第２-３-１図", "figure 2-3-1"),
        ("第２-３-３図", "figure 2-3-3"),
    ]
    assert found("第２-３-４、５図は") == [("第２-３-４", "figure 2-3-4"), ("５図", "figure 2-3-5")]
    assert found("第４章第１節、第３節及び第５節") == [
        ("第４章第１節", "section 2-4-1"),
        ("第３節", "section 2-4-3"),
        ("第５節", "section 2-4-5"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第１部会と第２部門と第３節約",
        "代表１名と発表２件と地図３",
        "海洋法第４章と、「計画」第５章と、基本法（平成７年法律第130号）第２章",
        "第一部（人文）と第二部（生命）",
        "前章節と午前節約",
        "海のように広い",
        "第十十章と第十十節",
    ],
)
def test_other_words_are_no_references(text: str) -> None:
    assert found(text) == []


def test_the_chapter_and_section_of_the_sentence_are_no_references() -> None:
    assert found("第３章では、また第１節では、また第２部では") == []


def test_a_place_inside_this_section_is_a_reference() -> None:
    assert found("（第３章第１節 ２ ➎参照）") == [("第３章第１節 ２ ➎", "section 2-3-1")]


def test_a_label_is_no_reference_to_itself() -> None:
    assert found("■第２-３-４図／海の深さ（第２-３-１図と同じ）", part=Part.CAPTION) == [
        ("第２-３-１図", "figure 2-3-1")
    ]
    assert found("第４章 海の科学", part=Part.HEADING) == []
    assert found("第４章　海の科学 ………… 12") == []
    assert found("海の科学（第４章） ………… 12") == []
    assert found("第４章で見たように") == [("第４章", "chapter 2-4")]


def test_kanji_counts_refer_where_the_headings_are_counted_so() -> None:
    headings = (
        Heading(2, "第一章", "総則", Place(0, ())),
        Heading(2, "第十二章", "罰", Place(0, ())),
    )

    (reference,) = find([passage("罰は第十一章に定める", heading=0)], headings, place_of)

    assert (reference.kind, reference.number) == ("chapter", "11")


def test_running_heads_or_figure_numbers_tell_the_part() -> None:
    chapter = (Heading(2, "第３章", "海の調査", Place(0, ())),)
    by_head = find(
        [passage("第１章で見た", heading=0)], chapter, place_of, [(1, "第２部　海の政策")]
    )
    by_figure = find([passage("第１章で見た（第２-３-１図）", heading=0)], chapter, place_of)

    assert [r.number for r in by_head] == ["2-1"]
    assert [r.number for r in by_figure] == ["2-1", "2-3-1"]


def test_places_cover_the_printed_reference() -> None:
    (reference,) = find([passage("海、第２-３-１図")], (), place_of)

    assert reference.places[0].rects == (Rect(2, 0, 9, 1),)


def book(text: str, *headings: Heading, captions: tuple[Caption, ...] = ()) -> Structure:
    written = passage(text, heading=len(headings) - 1)
    references = find([written], headings, place_of)
    return structure(written, headings=headings, captions=captions, references=references)


def caption(number: str, page: int, kind: str = "figure") -> Caption:
    return Caption(kind, f"第{number}図", number, "", Place(page, ()))


def test_references_resolve_over_the_files_of_a_volume() -> None:
    first = book(
        "海は第２章第１節と第１-２-１図と第９章",
        Heading(1, "第１部", "", Place(0, ())),
        Heading(2, "第１章", "", Place(0, ())),
    )
    second = book(
        "なし",
        Heading(2, "第２章", "", Place(0, ())),
        Heading(3, "第１節", "", Place(4, ())),
        captions=(caption("1-2-1", 7),),
    )

    pages = [
        (r.target.document, r.target.place.page) if r.target else None
        for r in resolve([first, second])
    ]

    by_text = dict(zip([r.text for r in first.references], pages, strict=True))
    assert by_text == {"第２章第１節": (1, 4), "第１-２-１図": (1, 7), "第９章": None}


def test_a_number_printed_twice_is_taken_from_the_same_file() -> None:
    files = [book("図１を見る", captions=(caption("1", page),)) for page in (3, 5)]

    assert [r.target and (r.target.document, r.target.place.page) for r in resolve(files)] == [
        (0, 3),
        (1, 5),
    ]


def test_a_roman_numeral_belongs_to_the_number() -> None:
    captions = tuple(
        Caption("figure", f"図表{part}．１－１", "1-1", "", Place(page, ()))
        for page, part in enumerate("ⅠⅡ")
    )
    file = book("海を図表Ⅱ.1-1に示す", captions=captions)

    assert [r.target and r.target.place.page for r in resolve([file])] == [1]


def test_a_reference_deeper_than_a_section_resolves_to_the_deepest_heading() -> None:
    file = book(
        "（第２章第１節 ６ ➎参照）",
        Heading(2, "第２章", "", Place(0, ())),
        Heading(3, "第１節", "", Place(1, ())),
        Heading(4, "６", "", Place(2, ())),
        Heading(5, "２", "", Place(2, ())),
        Heading(4, "コラム２-１", "", Place(2, ())),
        Heading(5, "➎", "", Place(3, ())),
        Heading(4, "２", "", Place(3, ())),
        Heading(5, "➎", "", Place(5, ())),
        Heading(2, "第３章", "", Place(4, ())),
    )

    wide = book("（第２章第１節２参照）", *file.headings)

    pages = [r.target.place.page for r in resolve([file, wide]) if r.target]

    assert pages == [3, 3]


def test_the_volume_fills_in_the_part_a_file_does_not_name() -> None:
    first = book(
        "なし", Heading(1, "第１部", "", Place(0, ())), Heading(2, "第４章", "", Place(2, ()))
    )
    last = book("第４章で見た", Heading(1, "", "おわりに", Place(0, ())))
    volume = [first, last]

    (resolution,) = resolve(volume)
    reference: Reference = last.references[0]

    assert reference.number == "4"
    assert target_number(reference, resolution.target, volume, volume_scopes(volume)) == "1-4"


@given(st.text("第１23十一章節部図表コラム-．～、（）参照前次➎Ⅱ海の ・・・", max_size=40))
def test_any_text_gives_references_that_stand_in_it_side_by_side(text: str) -> None:
    references = find([passage(text, heading=2)], HEADINGS, place_of)

    ranges = [reference.range for reference in references]
    assert [text[r.start : r.end] for r in ranges] == [r.text for r in references]
    assert all(a.end <= b.start for a, b in itertools.pairwise(ranges))
    assert all(r.number and r.number.isascii() for r in references)


OWN = (
    Heading(1, "2.", "深い海", Place(0, ())),
    Heading(2, "2.1", "東の海", Place(1, ())),
    Heading(1, "Ⅱ", "浅い海", Place(2, ())),
    Heading(2, "Ⅱ．１", "西の海", Place(3, ())),
    Heading(1, "付録A", "海の数", Place(4, ())),
)


@pytest.mark.parametrize(
    ("text", "expected", "page"),
    [
        ("これは2.1節で述べる", ("2.1節", "section 2-1"), 1),
        ("述べる．2 章では", ("2 章", "chapter 2"), 0),
        ("詳細はⅡ．１を参照", ("Ⅱ．１", "section II-1"), 3),
        ("詳細は「Ⅱ 浅い海」に", ("Ⅱ", "section II"), 2),
        ("付録Ａに示す", ("付録Ａ", "section 付録A"), 4),
    ],
)
def test_a_documents_own_labels(text: str, expected: tuple[str, str], page: int) -> None:
    references = find([passage(text)], OWN, place_of)

    assert [(r.text, f"{r.kind} {r.number}") for r in references] == [expected]
    (resolution,) = resolve([structure(text, headings=OWN, references=references)])
    assert resolution.target is not None
    assert resolution.target.place.page == page


@pytest.mark.parametrize("text", ["全2章からなる", "9.9節で述べる", "Ⅲ型の船", "3節", "別添1"])
def test_labels_no_heading_has_are_no_references(text: str) -> None:
    assert find([passage(text)], OWN, place_of) == ()


def test_pictures_and_materials_are_referred_to_where_captions_have_them() -> None:
    captions = (
        Caption("figure", "図１", "1", "海", Place(0, ())),
        Caption("photo", "写真１", "1", "船", Place(1, ())),
    )
    text = "写真１と資料１を見る。"

    (reference,) = references = find([passage(text)], (), place_of, (), captions)

    assert reference.text == "写真１"
    (resolution,) = resolve([structure(text, captions=captions, references=references)])
    assert resolution.target is not None
    assert resolution.target.place.page == 1


def test_labels_behind_a_chapter_lead_to_the_deepest_heading() -> None:
    headings = (
        Heading(1, "第２章", "海", Place(0, ())),
        Heading(2, "１", "東", Place(1, ())),
        Heading(3, "（１）", "船", Place(2, ())),
        Heading(1, "第３章", "空", Place(3, ())),
    )
    text = "詳細は第２章１（１）を参照"
    references = find([passage(text, heading=3)], headings, place_of)

    (resolution,) = resolve(
        [structure(passage(text, heading=3), headings=headings, references=references)]
    )

    assert resolution.target is not None
    assert resolution.target.place.page == 2
