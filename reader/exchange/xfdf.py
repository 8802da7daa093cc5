"""Annotations of one PDF as XFDF (ISO 19444-1:2019), which Acrobat and others exchange; pure.

Coordinates are those of the file. What the form has no word for stands in attributes of a namespace
of our own; where another program has changed the standard one beside it, that one holds.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from index_builder.annotations import PageBox, moment_of, pdf_date, quads
from index_builder.model import Rect, bounds
from reader.exchange.colours import colour_for, name_for
from reader.exchange.safe_xml import escaped, parse
from reader.exchange.sheaf import (
    MOST,
    Paper,
    Received,
    Sheaf,
    Unreadable,
    find_paper,
    sound,
)
from reader.records import TEXT_KINDS, Annotation, Stroke, strings

XFDF = "http://ns.adobe.com/xfdf/"
OWN = "urn:x-hakusho:notes"
ELEMENTS = {
    **{kind: kind for kind in TEXT_KINDS},
    "note": "text",
    "area": "square",
    "text": "freetext",
    "ink": "ink",
}
KINDS = {
    **{element: kind for kind, element in ELEMENTS.items()},
    "circle": "area",
    "caret": "note",
    "line": "ink",
    "polyline": "ink",
    "polygon": "ink",
}
NO_NOTES = {"link", "popup"}
BORDER = "1.5"
APPEARANCE = "0 0 0 rg /Helv 10 Tf"
COLOUR = re.compile("#[0-9A-Fa-f]{6}")
PRECISION = 3
"""Decimals of a point that are kept."""

Points = list[tuple[float, float]]


def write_xfdf(sheaf: Sheaf, paper: Paper) -> bytes:
    """The annotations of `sheaf` on `paper`, whose boxes must be known; bookmarks have no place in XFDF."""
    records = [
        entry.record
        for entry in sheaf.entries
        if isinstance(entry.record, Annotation) and entry.paper.content == paper.content
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xfdf xmlns="{XFDF}" xmlns:h="{OWN}" h:content="{escaped(paper.content)}" xml:space="preserve">',
        f'<f href="{escaped(paper.file_name)}"/>',
        "<annots>",
        *(
            _element(record, paper.boxes[record.page])
            for record in records
            if record.page < len(paper.boxes) and record.rects
        ),
        "</annots>",
        "</xfdf>",
        "",
    ]
    return "\n".join(lines).encode()


def _element(record: Annotation, box: PageBox) -> str:
    name = ELEMENTS.get(record.kind, "square")
    pairs = {**_attributes(record, box), **_own(record)}
    attributes = "".join(f' {key}="{escaped(value)}"' for key, value in pairs.items() if value)
    inner = f"<contents>{escaped(record.note)}</contents>" if record.note else ""
    if name == "ink":
        gestures = (
            ";".join(",".join(map(_number, box.to_pdf(*point))) for point in stroke)
            for stroke in record.strokes
        )
        drawn = "".join(f"<gesture>{gesture}</gesture>" for gesture in gestures)
        inner += f"<inklist>{drawn}</inklist>"
    if name == "freetext":
        inner += f"<defaultappearance>{APPEARANCE}</defaultappearance>"
    return f"<{name}{attributes}>{inner}</{name}>"


def _attributes(record: Annotation, box: PageBox) -> dict[str, str]:
    around = box.rect_to_pdf(bounds(record.rects))
    found = {
        "page": str(record.page),
        "rect": ",".join(map(_number, around)),
        "color": f"#{colour_for(record.colour, record.kind):06X}",
        "flags": "print",
        "name": record.id,
        "title": record.author,
        "subject": ", ".join(record.tags),
        "date": pdf_date(record.modified),
        "creationdate": pdf_date(record.created),
    }
    if record.kind in TEXT_KINDS:
        corners = [
            box.to_pdf(*corner) for rect in record.rects for corner in quads(rect, box.rotation)
        ]
        found["coords"] = ",".join(_number(value) for corner in corners for value in corner)
    elif record.kind in {"area", "ink"}:
        found["width"] = BORDER
    elif record.kind == "note":
        found |= {"icon": "Note", "flags": "print,nozoom,norotate"}
    return found


def _own(record: Annotation) -> dict[str, str]:
    is_known = 0 <= record.start < record.end
    return {
        "h:created": record.created,
        "h:modified": record.modified,
        "h:quotation": record.quotation,
        "h:prefix": record.prefix,
        "h:suffix": record.suffix,
        "h:range": f"{record.start},{record.end}" if is_known else "",
        "h:tags": json.dumps(record.tags, ensure_ascii=False) if record.tags else "",
    }


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


# --- in -------------------------------------------------------------------------------------


def read_xfdf(data: bytes, papers: Sequence[Paper]) -> Received:
    """The annotations about one of `papers`, whose boxes must be known. Raises Unreadable."""
    try:
        root = parse(data)
    except ValueError as error:
        raise Unreadable("This is no XFDF, or a damaged one.", "Nothing was changed.") from error
    if _local(root) != "xfdf":
        raise Unreadable("This is XML, but no XFDF.", "Nothing was changed.")
    file = next((each for each in root if _local(each) == "f"), None)
    name = file.get("href", "") if file is not None else ""
    content = root.get(f"{{{OWN}}}content", "")
    paper = find_paper(papers, content, name)
    if paper is None or not paper.boxes:
        raise Unreadable(
            f"These annotations are about “{name or '?'}”, which is not open.", "Open it first."
        )
    found: list[Annotation] = []
    unread = 0
    for element in _elements(root):
        record = _record(element, paper, content) if len(found) < MOST else None
        if record is None:
            unread += 1
        else:
            found.append(record)
    return Received(tuple(found), unread)


def _elements(root: Element) -> Iterator[Element]:
    for annotations in root:
        if _local(annotations) == "annots":
            yield from (
                each
                for each in annotations
                if _local(each) not in NO_NOTES and not each.get("state")
            )


def _record(element: Element, paper: Paper, content: str) -> Annotation | None:
    kind = KINDS.get(_local(element))
    try:
        page = int(element.get("page", "-1"))
        if kind is None or not 0 <= page < len(paper.boxes):
            return None
        rects, strokes = _places(element, kind, paper.boxes[page])
        made = _annotation(element, kind, rects, strokes)
        start, _, end = element.get(f"{{{OWN}}}range", "-1,-1").partition(",")
        tags = strings(element.get(f"{{{OWN}}}tags", "[]"))
        made |= {"start": int(start), "end": int(end), "tags": tags, "page": page}
    except ValueError:
        return None
    record = sound(Annotation(**made, content=content or paper.content))
    return record if isinstance(record, Annotation) else None


def _annotation(
    element: Element, kind: str, rects: tuple[Rect, ...], strokes: tuple[Stroke, ...]
) -> dict[str, Any]:
    created, modified = (
        _moment(element, own, standard)
        for own, standard in (("created", "creationdate"), ("modified", "date"))
    )
    return {
        "id": element.get("name", ""),
        "rects": rects,
        "strokes": strokes,
        "quotation": element.get(f"{{{OWN}}}quotation", ""),
        "prefix": element.get(f"{{{OWN}}}prefix", ""),
        "suffix": element.get(f"{{{OWN}}}suffix", ""),
        "colour": name_for(_colour(element.get("color", ""))),
        "kind": kind,
        "note": _contents(element),
        "author": element.get("title", ""),
        "created": created or modified,
        "modified": modified or created,
    }


def _places(
    element: Element, kind: str, box: PageBox
) -> tuple[tuple[Rect, ...], tuple[Stroke, ...]]:
    """Raises ValueError where there is no rectangle."""
    corners = _points(element.get("rect", ""))
    if len(corners) != 2:
        msg = "no rectangle"
        raise ValueError(msg)
    if kind in TEXT_KINDS:
        points = _points(element.get("coords", ""))
        lines = [points[at : at + 4] for at in range(0, len(points) - 3, 4)] or [corners]
        return tuple(_rounded(box.rect_from_pdf(line)) for line in lines), ()
    drawn = [_points(text) for text in _drawn(element)] if kind == "ink" else []
    strokes = tuple(
        tuple(_rounded_point(box.from_pdf(*point)) for point in stroke) for stroke in drawn
    )
    return (_rounded(box.rect_from_pdf(corners)),), strokes


def _drawn(element: Element) -> Iterator[str]:
    """The points of each stroke, as they are written."""
    name = _local(element)
    if name == "line":
        yield f"{element.get('start', '')};{element.get('end', '')}"
    for part in element.iter():
        if _local(part) in {"gesture", "vertices"}:
            text = part.text or ""
            yield f"{text};{text.partition(';')[0]}" if name == "polygon" else text


def _points(text: str) -> Points:
    """Pairs of numbers with commas or semicolons between. Raises ValueError."""
    numbers = [float(number) for number in text.replace(";", ",").split(",") if number.strip()]
    if len(numbers) % 2:
        msg = "half a point"
        raise ValueError(msg)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _rounded(rect: Rect) -> Rect:
    return Rect(*(round(value, PRECISION) for value in rect))


def _rounded_point(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], PRECISION), round(point[1], PRECISION)


def _moment(element: Element, own: str, standard: str) -> str:
    """Ours, exact to the microsecond, where the standard one still says the same."""
    exact, date = element.get(f"{{{OWN}}}{own}", ""), element.get(standard, "")
    return exact if exact and pdf_date(exact) == date else moment_of(date)


def _colour(text: str) -> int:
    return int(text[1:], 16) if COLOUR.fullmatch(text) else -1


def _contents(element: Element) -> str:
    """The plain contents, else the words of the rich ones."""
    parts = {_local(part): part for part in element}
    if "contents" in parts:
        return parts["contents"].text or ""
    rich = parts.get("contents-richtext")
    return "" if rich is None else "".join(rich.itertext()).strip()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
