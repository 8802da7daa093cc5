"""Which files make up a publication, and their links over it."""

from array import array

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
from index_builder.volume import link, publications, rearrange


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
