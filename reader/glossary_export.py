"""A glossary as CSV, Markdown, JSON and TBX (ISO 30042:2019). Pure: text out, nothing is written."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from reader.glossary import Glossary, Order, Sense, Term

SCHEMA = 1
"""Version of the JSON."""

FORMULA = "=+-@\t\r\n＝＋－＠'"
"""A cell that begins so would be a formula to a spreadsheet (OWASP, CSV injection): ' goes before it."""

TBX = "urn:iso:std:iso:30042:ed-2"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = re.compile(r"([\\|<>*_`\[\]])")


class ExportRow(Struct, frozen=True):
    """One meaning of a name; a name without a meaning has one row too.

    Attributes:
        kind: "acronym" or "term".
        file: the name of the file that introduces it (or first uses it), in the library its title.
        page: as printed; "" where there is none.
        evidence: footnote | parenthesis | reverse | inline, or that of a correction; "" for none.
        confidence: 0 to 1, None where nothing is said.
        count: uses in the volume; in the library, documents.
    """

    name: str
    kind: str
    long_form: str
    expansion: str
    sentence: str
    file: str
    page: str
    evidence: str
    confidence: float | None
    count: int


COLUMNS = ExportRow.__struct_fields__

Where = Callable[[Term, Sense | None], tuple[str, str]]
"""File and printed page of what introduces a term so."""


def export_rows(glossary: Glossary, where: Where) -> list[ExportRow]:
    """Everything in the order of an index, whatever is filtered."""
    return [
        _row(term, sense, *where(term, sense))
        for term in glossary.sorted_terms(Order.ABC)
        for sense in term.senses or (None,)
    ]


def _row(term: Term, sense: Sense | None, file: str, page: str) -> ExportRow:
    meaning = sense.meaning if sense is not None else None
    definition = sense.definition if sense is not None else None
    return ExportRow(
        term.name,
        term.kind,
        definition.long_form if definition is not None else "",
        definition.expansion if definition is not None else "",
        meaning.sentence.text if meaning is not None else "",
        file,
        page,
        definition.evidence if definition is not None else "",
        definition.confidence if definition is not None else None,
        term.count,
    )


def to_csv(rows: Sequence[ExportRow], _title: str = "") -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, which spreadsheets ask for; no cell is a formula."""
    text = _Text()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(value) for value in asdict(row).values()])
    return "".join(text).encode("utf-8-sig", "replace")


def to_json(rows: Sequence[ExportRow], title: str = "") -> bytes:
    """An object with `schema`, `title` and `terms`, which are objects with the columns as names."""
    document = {"schema": SCHEMA, "title": title, "terms": [asdict(row) for row in rows]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def to_markdown(rows: Sequence[ExportRow], title: str = "") -> bytes:
    """A table of GitHub Flavored Markdown under the title."""
    lines = [f"# {_plain(title)}", ""] if title else []
    lines += [_line(COLUMNS), _line(["---"] * len(COLUMNS))]
    lines += [_line([_plain(_text(value)) for value in asdict(row).values()]) for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def to_tbx(rows: Sequence[ExportRow], title: str = "") -> bytes:
    """TBX-Basic in DCA style: a concept for each row, its names in Japanese and in the original words."""
    root = ET.Element("tbx", {"xmlns": TBX, "style": "dca", "type": "TBX-Basic", "xml:lang": "ja"})
    described = ET.SubElement(ET.SubElement(root, "tbxHeader"), "fileDesc")
    if title:
        _add(ET.SubElement(described, "titleStmt"), "title", title)
    _add(ET.SubElement(described, "sourceDesc"), "p", title or "Hakusho")
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    for number, row in enumerate(rows, 1):
        _concept(body, f"c{number}", row)
    ET.indent(root, " ")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (head + ET.tostring(root, "unicode") + "\n").encode("utf-8", "replace")


FORMATS = {"csv": to_csv, "md": to_markdown, "json": to_json, "tbx": to_tbx}
"""By the end of the file's name."""


class _Text(list[str]):
    """What `csv` writes to."""

    write = list[str].append


def _concept(body: ET.Element, name: str, row: ExportRow) -> None:
    concept = ET.SubElement(body, "conceptEntry", {"id": name})
    japanese = ET.SubElement(concept, "langSec", {"xml:lang": "ja"})
    short = ET.SubElement(japanese, "termSec")
    _add(short, "term", row.name)
    _note(short, "acronym" if row.kind == "acronym" else "shortForm")
    if row.sentence:
        context = ET.SubElement(short, "descripGrp")
        _add(context, "descrip", row.sentence, type="context")
        if source := ", ".join(part for part in (row.file, row.page) if part):
            _add(context, "admin", source, type="source")
    if row.confidence is not None:
        _add(short, "note", f"{row.evidence}, confidence {row.confidence:g}, {row.count} uses")
    if row.long_form:
        _full(japanese, row.long_form)
    if row.expansion:
        _full(
            ET.SubElement(concept, "langSec", {"xml:lang": _language(row.expansion)}), row.expansion
        )


def _full(section: ET.Element, text: str) -> None:
    full = ET.SubElement(section, "termSec")
    _add(full, "term", text)
    _note(full, "fullForm")


def _note(section: ET.Element, kind: str) -> None:
    _add(section, "termNote", kind, type="termType")


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _NOT_XML.sub("\ufffd", text)


def _language(text: str) -> str:
    """English where nothing else shows: original words of white papers are, with few exceptions."""
    return (
        "en" if text.isascii() or not any(c.isalpha() and not c.isascii() for c in text) else "mul"
    )


def _text(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _cell(value: object) -> str:
    text = _text(value)
    return f"'{text}" if text[:1] and text[0] in FORMULA else text


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
