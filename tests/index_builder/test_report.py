"""The report: the JSON of `inspect` and its text."""

import json
from array import array

from prose import footnotes, passage, place_of, structure

from index_builder.acronyms import definitions
from index_builder.errors import Encrypted
from index_builder.model import (
    Caption,
    Heading,
    PageIssue,
    Part,
    Passage,
    Place,
    Rect,
    Reference,
    Structure,
    TextRange,
    VolumeLinks,
)
from index_builder.references import find
from index_builder.report import Document, to_json, to_text
from index_builder.volume import link

BOX = Rect(10.123, 20, 30, 40.456)


def volume() -> tuple[list[Document], list[int], VolumeLinks]:
    """Two readable files asked for in the wrong order, and one that cannot be read between them."""
    notes = footnotes("Ocean Research Institute")
    first = (
        passage("海洋研究所（ＯＲＩ^1^）は第１-２-１図のとおり。", heading=0),
        passage("海洋基本計画（以下「基本計画」という。）", Part.NOTE, 0),
    )
    headings = (Heading(2, "第１章", "海", Place(0, (BOX, Rect(0, 50, 90, 60)))),)
    begin = structure(
        *first,
        headings=headings,
        footnotes=notes,
        definitions=definitions(first, notes, place_of),
        references=find(first, headings, place_of),
        headers=((0, "第１部　海"),),
        issues=(PageIssue(0, "orphan-mark", "3"),),
    )
    end = structure(
        "ＯＲＩの基本計画",
        captions=(
            Caption("figure", "第１-２-１図", "1-2-1", "深さ", Place(0, (BOX,)), Rect(1, 2, 3, 4)),
        ),
    )
    documents: list[Document] = [
        ("b.pdf", end),
        ("c.pdf", Encrypted("“c.pdf” needs a password.")),
        ("a.pdf", begin),
    ]
    return documents, [2, 0], link([begin, end], lambda _, span: place_of(span), "海の本")


def test_the_report_follows_the_schema() -> None:
    report = json.loads(json.dumps(to_json(*volume())))
    end, failed, begin = report["documents"]

    assert report["schema"] == 1
    assert (begin["path"], begin["order"], begin["volume"], begin["pages"]) == (
        "a.pdf",
        1,
        "海の本",
        1,
    )
    assert (end["path"], end["order"]) == ("b.pdf", 2)
    assert begin["outline"][0] | {"evidence": "", "confidence": 0} == {
        "level": 2,
        "label": "第１章",
        "title": "海",
        "page": 1,
        "rect": [0, 20, 90, 60],
        "evidence": "",
        "confidence": 0,
    }
    assert begin["headers"] == [{"page": 1, "text": "第１部　海"}]
    assert begin["issues"] == [{"page": 1, "kind": "orphan-mark", "detail": "3"}]
    assert end["captions"][0]["rect"] == [10.12, 20, 30, 40.46]
    assert end["captions"][0]["area"] == [1, 2, 3, 4]
    assert failed["pages"] == 0
    assert "password" in failed["issues"][0]["detail"]


def test_references_carry_the_file_they_point_to() -> None:
    report = json.loads(json.dumps(to_json(*volume())))
    (reference,) = report["documents"][2]["references"]

    assert reference["text"] == "第１-２-１図"
    assert reference["rects"] == [[11, 0, 18, 1]]
    assert reference["target"] == {
        "kind": "figure",
        "number": "1-2-1",
        "path": "b.pdf",
        "page": 1,
        "rect": [10.12, 20, 30, 40.46],
    }
    assert (reference["evidence"], reference["confidence"]) == ("only", 0.95)


def test_a_target_in_no_file_has_no_path() -> None:
    (_, begin) = (volume()[0][0], volume()[0][2][1])
    assert not isinstance(begin, Encrypted)
    alone: list[Document] = [("a.pdf", begin)]
    links = link([begin], lambda _, span: place_of(span))  # type: ignore[list-item]
    report = json.loads(json.dumps(to_json(alone, [0], links)))

    assert report["documents"][0]["references"][0]["target"] == {
        "kind": "figure",
        "number": "1-2-1",
    }


def test_acronyms_and_terms_stand_at_the_top_level() -> None:
    report = json.loads(json.dumps(to_json(*volume())))
    (acronym,) = report["acronyms"]

    assert (acronym["acronym"], acronym["long_form"]) == ("ORI", "海洋研究所")
    assert acronym["expansion"] == "Ocean Research Institute"
    assert (acronym["path"], acronym["page"], acronym["uses"]) == ("a.pdf", 1, 2)
    assert acronym["evidence"] == "footnote"
    assert [(t["term"], t["long_form"], t["path"]) for t in report["terms"]] == [
        ("基本計画", "海洋基本計画", "a.pdf")
    ]


def test_the_text_is_for_people() -> None:
    text = to_text(*volume())

    assert text.index("a.pdf") < text.index("b.pdf")
    assert "第１章　海  p. 1" in text
    assert "第１-２-１図 → file 2, p. 1" in text
    assert "ORI  (2 uses)" in text
    assert "海洋研究所 = Ocean Research Institute" in text
    assert "not read: “c.pdf” needs a password." in text


def test_nothing_read_is_still_a_report() -> None:
    documents: list[Document] = [("c.pdf", Encrypted("“c.pdf” needs a password."))]

    assert to_json(documents, [], VolumeLinks(""))["acronyms"] == []
    assert "not read" in to_text(documents, [0], VolumeLinks(""))


def test_a_chapter_in_no_file_has_the_part_that_the_publication_tells() -> None:
    head = Heading(1, "第２部", "講じた施策", Place(0, ()))
    text = Passage(Part.BODY, "第４章", array("i", range(3)), ((0, 0),))
    reference = Reference("第４章", "chapter", "4", (), TextRange(0, 0, 3))
    before = Structure("", ("1",), (), headings=(head,))
    asking = Structure("", ("2",), (text,), references=(reference,))
    other = Structure("", ("800",), (text,), references=(reference,))
    structures = [before, asking, other]
    links = link(structures, lambda *_: ())
    paths: list[Document] = [(f"{n}.pdf", each) for n, each in enumerate(structures)]

    documents = json.loads(json.dumps(to_json(paths, [0, 1, 2], links)))["documents"]

    assert documents[1]["references"][0]["target"] == {"kind": "chapter", "number": "2-4"}
    assert documents[2]["references"][0]["target"] == {"kind": "chapter", "number": "4"}
