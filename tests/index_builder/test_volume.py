"""The reading order of split files."""

import time
from array import array
from pathlib import Path

from index_builder.model import (
    Caption,
    Heading,
    Opening,
    Part,
    Passage,
    Place,
    Reference,
    Structure,
    TextRange,
)
from index_builder.pdf import Pdf
from index_builder.volume import arrange, link, publications, rearrange


def opening(path: str, pages: int, *lines: str, title: str = "") -> Opening:
    return Opening(path, pages, title, "\n".join(lines))


def test_printed_page_numbers_decide_before_file_names() -> None:
    files = [
        opening("a.pdf", 5, "1", "注", "25", "本文"),
        opening("b.pdf", 4, "１", "本文"),
        opening("c.pdf", 20, "本文", "5", "2020"),
    ]

    assert arrange(files)[0] == (1, 2, 0)


def test_without_page_numbers_the_chapters_decide() -> None:
    files = [
        opening("a.pdf", 5, "第２部　施策", "第１章　政策"),
        opening("b.pdf", 4, "第１部　動向", "第十章　展望"),
        opening("c.pdf", 20, "第１部　動向", "第２章　取組"),
    ]

    assert arrange(files)[0] == (2, 1, 0)


def test_divisions_in_any_numerals_and_what_frames_them() -> None:
    files = [
        opening("a.pdf", 9, "参考資料"),
        opening("b.pdf", 9, "第２編　海", "第１部　船"),
        opening("c.pdf", 9, "第１編　陸", "第Ⅳ部　道"),
        opening("d.pdf", 9, "第１編　陸", "第Ⅲ部　車", "第２章　人"),
        opening("e.pdf", 9, "第１編　陸", "第Ⅲ部　車", "序章"),
        opening("f.pdf", 9, "目　次"),
    ]

    assert arrange(files)[0] == (5, 4, 3, 2, 1, 0)


def test_file_names_are_the_last_resort_and_count_as_numbers() -> None:
    files = [opening("part 10.pdf", 1, "x"), opening("part 2.pdf", 1, "y")]

    assert arrange(files)[0] == (1, 0)


def test_the_title_is_the_one_most_files_carry() -> None:
    files = [
        opening("a.pdf", 1, title="白書"),
        opening("b.pdf", 1, title="白書"),
        opening("c.pdf", 1),
    ]

    assert arrange(files)[1] == "白書"
    assert arrange(files[1:])[1] == ""
    assert arrange([]) == ((), "")


def test_the_white_paper_is_put_in_order_quickly(white_paper: list[Path]) -> None:
    openings = []
    for path in white_paper:
        with Pdf(path) as pdf:
            openings.append(pdf.opening())

    started = time.perf_counter()
    order, _ = arrange(openings)
    taken = time.perf_counter() - started

    names = [white_paper[i].name.removeprefix("MEXT Document ") for i in order]
    assert names == [
        "OPE Dev Report Jun 11 2024.pdf",
        "Jun 11 2024.pdf",
        "June 11 2024.pdf",
        "Jun 11 2024 (1).pdf",
        "Jun 11 2024 (2).pdf",
        "Jun 11 2024 (3).pdf",
        "June 11 2024 (1).pdf",
        "Jun 11 2024 (4).pdf",
        "Jun 11 2024 (5).pdf",
    ]
    assert taken < 0.05


def part(*labels: str, first: int = 1, pages: int = 2, head: str = "") -> Structure:
    """A file with these headings on its first page, printed page numbers and a running head."""
    here = Place(0, ())
    return Structure(
        title="",
        labels=tuple(str(first + page) for page in range(pages)),
        passages=(),
        headings=tuple(Heading(2, label, "題", here) for label in labels),
        headers=((0, head),) if head else (),
    )


def test_files_belong_together_by_page_numbers_running_heads_or_chapters() -> None:
    by_numbers = [part(first=1), part(first=900), part(first=3)]
    assert publications(by_numbers) == (0, 1, 0)
    by_heads = [part(head="年次報告書 第1部"), part(head="別の手引"), part(head="年次報告書 第2部")]
    assert publications(by_heads) == (0, 1, 0)
    by_chapters = [part("第１章", "第１節"), part("第2章"), part("第１章"), part("１")]
    assert publications(by_chapters) == (0, 0, 1, 2)
    assert publications([part("第１章"), part("第１章")]) == (0, 1)
    assert publications([]) == ()


def test_a_plain_file_fills_a_gap_in_the_page_numbers_of_others() -> None:
    chapters = [part(first=1, head="年次報告書 第1部"), part(first=40, head="年次報告書 第2部")]
    assert publications([*chapters, part(first=20)]) == (0, 0, 0)
    assert publications([*chapters, part(first=2)]) == (0, 0, 1)
    assert publications([*chapters, part(first=300)]) == (0, 0, 1)
    assert publications([*chapters, part(first=20, head="別の省の手引書")]) == (0, 0, 1)


def test_a_figure_of_another_publication_is_no_target() -> None:
    span = TextRange(0, 0, 2)
    passage = Passage(Part.BODY, "図1", array("i", range(2)), ((0, 0),))
    reference = Reference("図1", "figure", "1", (), span)
    caption = Caption("figure", "図1", "1", "", Place(0, ()))
    asking = Structure("", ("1", "2"), (passage,), references=(reference,))
    other = Structure("", ("700",), (), captions=(caption,))
    same = Structure("", ("3",), (), captions=(caption,))

    (strange,) = link([asking, other], lambda *_: ()).resolutions
    assert strange.target is None
    (known,) = link([asking, other, same], lambda *_: ()).resolutions
    assert known.target is not None
    assert known.target.document == 2


def test_a_mixed_folder_is_read_one_publication_after_the_other() -> None:
    openings = [
        Opening("b", 2, "", "3\n第2章 続き", ("3", "4")),
        Opening("x", 2, "", "1\n別の手引", ()),
        Opening("a", 2, "", "1\n第1章 初め", ("1", "2")),
    ]
    structures = [part("第２章", first=3), part(first=40), part("第１章", first=1)]
    order, _ = rearrange(openings, structures)
    assert order.index(2) + 1 == order.index(0)


def test_a_number_that_several_files_print_is_a_guess() -> None:
    span = TextRange(0, 0, 2)
    passage = Passage(Part.BODY, "図1", array("i", range(2)), ((0, 0),))
    reference = Reference("図1", "figure", "1", (), span)
    figures = (Caption("figure", "図1", "1", "", Place(0, ())),)

    def file(page: int, captions: tuple[Caption, ...] = (), asks: bool = False) -> Structure:
        return Structure(
            "", (str(page),), (passage,), captions=captions, references=(reference,) * asks
        )

    own = link([file(1, figures, asks=True), file(2, figures)], lambda *_: ()).resolutions[0]
    near = link([file(1, figures), file(2, asks=True), file(3, figures)], lambda *_: ())
    assert own.evidence == "only"
    assert own.confidence > 0.9
    assert near.resolutions[0].evidence == "nearest"
    assert near.resolutions[0].confidence < 0.6
