"""The reading order of split files."""

from pathlib import Path

from index_builder.model import Opening
from index_builder.order import arrange
from index_builder.pdf import Pdf


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


def test_the_white_paper_is_put_in_order(white_paper: list[Path]) -> None:
    openings = []
    for path in white_paper:
        with Pdf(path) as pdf:
            openings.append(pdf.opening())

    order, _ = arrange(openings)

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
