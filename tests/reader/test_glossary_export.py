"""What is exported can be read back: CSV and JSON give the same rows, TBX is valid XML."""

import csv
import io
import json
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from small_paper import BODY, LINKS, open_session

from reader.answers import Answers
from reader.glossary import Glossary, of_volume
from reader.glossary_export import (
    COLUMNS,
    FORMULA,
    TBX,
    ExportRow,
    export_rows,
    to_csv,
    to_json,
    to_markdown,
    to_tbx,
)
from reader.targets import TargetIndex

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
exported = st.builds(
    ExportRow,
    *(words,) * 8,
    st.none() | st.integers(0, 100).map(lambda share: share / 100),
    st.integers(0, 9999),
)


def glossary() -> Glossary:
    session = open_session()
    return of_volume(Answers(TargetIndex.build(session.structures(), LINKS), (0, 1)), (0, 1))


def rows() -> list[ExportRow]:
    return export_rows(glossary(), lambda _, sense: ("a.pdf", "24") if sense else ("b.pdf", ""))


def read_csv(data: bytes) -> list[ExportRow]:
    """As a program reads it back that knows of the apostrophe before formulas."""
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(next(lines)) == COLUMNS
    found = []
    for cells in lines:
        texts = [cell[1:] if cell[:1] == "'" else cell for cell in cells]
        confidence = float(texts[8]) if texts[8] else None
        found.append(ExportRow(*texts[:8], confidence, int(texts[9])))
    return found


def test_a_row_says_all_there_is() -> None:
    by_name = {row.name: row for row in rows()}
    assert list(by_name) == ["AI", "NIST", "TRIP"]
    nist = by_name["NIST"]
    assert (nist.kind, nist.long_form) == ("acronym", "国立標準技術研究所")
    assert nist.expansion == "National Institute of Standards and Technology"
    assert nist.sentence in BODY
    assert (nist.file, nist.page, nist.evidence) == ("a.pdf", "24", "footnote")
    assert (nist.confidence, nist.count) == (0.97, 3)
    assert by_name["TRIP"] == ExportRow("TRIP", "acronym", "", "", "", "b.pdf", "", "", None, 1)


@given(st.lists(exported, max_size=4))
def test_csv_read_back_gives_the_same_rows(rows: list[ExportRow]) -> None:
    assert read_csv(to_csv(rows)) == rows


@given(st.lists(exported, max_size=4))
def test_no_cell_is_a_formula(rows: list[ExportRow]) -> None:
    for cells in csv.reader(io.StringIO(to_csv(rows).decode("utf-8-sig"), newline="")):
        assert not any(cell[:1] in set(FORMULA) - {"'"} for cell in cells)


def test_csv_is_what_spreadsheets_open() -> None:
    data = to_csv(rows())
    assert data.startswith(b"\xef\xbb\xbfname,kind,")
    assert data.endswith(b"\r\n")
    assert b"'=1+1" in to_csv([ExportRow("=1+1", "", "", "", "", "", "", "", None, 0)])


@given(st.lists(exported, max_size=4), words)
def test_json_read_back_gives_the_same_rows(rows: list[ExportRow], title: str) -> None:
    document = json.loads(to_json(rows, title))
    assert document["schema"] == 1
    assert document["title"] == title
    assert [ExportRow(**term) for term in document["terms"]] == rows


@given(st.lists(exported, max_size=4))
def test_every_row_of_a_markdown_table_is_one_line_of_ten_cells(rows: list[ExportRow]) -> None:
    head, rule, *lines = to_markdown(rows).decode().split("\n")[:-1]
    assert len(lines) == len(rows)
    for line in (head, rule, *lines):
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == len(COLUMNS) + 1


def test_a_concept_of_tbx_has_its_names_by_language() -> None:
    root = ET.fromstring(to_tbx(rows(), "科学技術白書"))
    assert root.tag == f"{{{TBX}}}tbx"
    assert (root.get("style"), root.get("type")) == ("dca", "TBX-Basic")
    concepts = root.findall(f".//{{{TBX}}}conceptEntry")
    assert [concept.get("id") for concept in concepts] == ["c1", "c2", "c3"]
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    names = {
        section.get(lang): [term.text for term in section.iter(f"{{{TBX}}}term")]
        for section in concepts[1].findall(f"{{{TBX}}}langSec")
    }
    assert names == {
        "ja": ["NIST", "国立標準技術研究所"],
        "en": ["National Institute of Standards and Technology"],
    }
    context = concepts[1].find(f".//{{{TBX}}}descrip[@type='context']")
    assert context is not None
    assert context.text == {row.name: row for row in rows()}["NIST"].sentence


def test_the_parts_of_a_term_stand_in_the_order_of_the_standard() -> None:
    for section in ET.fromstring(to_tbx(rows())).iter(f"{{{TBX}}}termSec"):
        tags = [part.tag.removeprefix(f"{{{TBX}}}") for part in section]
        assert tags[:2] == ["term", "termNote"]
        assert not {"term", "termNote"} & set(tags[2:])


@given(st.lists(exported, max_size=3), words)
def test_tbx_is_valid_xml_whatever_is_printed(rows: list[ExportRow], title: str) -> None:
    root = ET.fromstring(to_tbx(rows, title))
    assert len(root.findall(f".//{{{TBX}}}conceptEntry")) == len(rows)
