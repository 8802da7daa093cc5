"""Notes as JSON-LD of the W3C Web Annotation Data Model (Recommendation of 23 February 2017); pure.

The document is named by its hash (RFC 6920), the page by a fragment for PDF (RFC 3778, 8118), which
is refined by the places on it; text is anchored by quotation and by position.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from index_builder.model import Rect, bounds
from reader.exchange.sheaf import MOST, Entry, Paper, Received, Sheaf, Unreadable, find_paper, sound
from reader.exchange.svg import read_svg, write_svg
from reader.records import COLOURS, KINDS, Annotation, Bookmark, Note, Stroke

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
NAME = re.compile(
    r"urn:uuid:([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})"
)
PAGE = re.compile(r"(?:^|[#&])page=(\d{1,6})(?=&|$)")


def write_jsonld(sheaf: Sheaf) -> bytes:
    """One AnnotationPage with everything in it."""
    whole = {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [_item(entry) for entry in sheaf.entries],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _item(entry: Entry) -> dict[str, object]:
    record = entry.record
    item: dict[str, object] = {"id": _urn(record.id), "type": "Annotation"}
    target: dict[str, object] = {"type": "SpecificResource", "source": _source(entry.paper, record)}
    if isinstance(record, Bookmark):
        values = {"purpose": "describing", "value": record.title}
        item |= {"motivation": "bookmarking", "created": record.created}
        bodies = [{"type": "TextualBody", **values}] if record.title else []
        bodies += [_tag(f"{name}:{value}") for name, value in _own(record) if value]
        target["selector"] = [_fragment(record.page, (Rect(0, record.y, 0, record.y),), ())]
    else:
        item |= {"motivation": _motivation(record)}
        item |= {"created": record.created, "modified": record.modified}
        if record.author:
            item["creator"] = {"type": "Person", "name": record.author}
        bodies = [_note(record.note)] if record.note else []
        bodies += [_tag(tag) for tag in record.tags]
        target["styleClass"] = [record.kind, record.colour]
        target["selector"] = _selectors(record)
    if bodies:
        item["body"] = bodies
    return item | {"target": target}


def _own(record: Bookmark) -> tuple[tuple[str, str], ...]:
    """What the model has no word for."""
    return ("folder", record.folder), ("letter", record.letter)


def _motivation(record: Annotation) -> str:
    if record.note:
        return "commenting"
    return "tagging" if record.tags else "highlighting"


def _note(text: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "value": text,
        "format": "text/markdown",
        "purpose": "commenting",
    }


def _tag(text: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": text, "purpose": "tagging"}


def _source(paper: Paper, record: Note) -> dict[str, str]:
    source = {"type": "Text", "format": "application/pdf", "title": paper.source.title}
    if record.content:
        source["id"] = _hash_name(record.content)
    return {**source, "label": paper.file_name}


def _hash_name(content: str) -> str:
    """RFC 6920; what is no SHA-256 stays as it is."""
    try:
        digest = bytes.fromhex(content)
    except ValueError:
        return f"urn:x-hakusho:{content}"
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _content(name: str) -> str:
    scheme, _, value = name.partition("sha-256;")
    if scheme == "ni:///":
        try:
            return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).hex()
        except (binascii.Error, ValueError):
            return ""
    return name.removeprefix("urn:x-hakusho:") if name.startswith("urn:x-hakusho:") else ""


def _urn(name: str) -> str:
    """A UUID as such, another name as a name of ours."""
    if re.fullmatch("[0-9a-f]{32}", name):
        return f"urn:uuid:{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"
    return f"urn:x-hakusho:{name}"


def _name(urn: object) -> str:
    if not isinstance(urn, str):
        return ""
    match = NAME.fullmatch(urn)
    return "".join(match.groups()) if match else urn.removeprefix("urn:x-hakusho:")


def _fragment(page: int, rects: Sequence[Rect], strokes: Sequence[Stroke]) -> dict[str, object]:
    """The page, refined by the places on it."""
    value = f"page={page + 1}"
    if rects:
        x0, y0, x1, y1 = (round(each) for each in bounds(rects))
        value += f"&viewrect={x0},{y0},{x1 - x0},{y1 - y0}"
    shapes = {"type": "SvgSelector", "value": write_svg(rects, strokes)}
    base = {"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": value}
    return {**base, "refinedBy": shapes} if rects or strokes else {**base}


def _selectors(record: Annotation) -> list[dict[str, object]]:
    found = [_fragment(record.page, record.rects, record.strokes)]
    if record.quotation or record.prefix or record.suffix:
        texts = {"exact": record.quotation, "prefix": record.prefix, "suffix": record.suffix}
        found.append({"type": "TextQuoteSelector", **texts})
    if 0 <= record.start < record.end:
        found.append({"type": "TextPositionSelector", "start": record.start, "end": record.end})
    return found


# --- in -------------------------------------------------------------------------------------


def read_jsonld(whole: object, papers: Sequence[Paper]) -> Received:
    """The annotations of decoded JSON about `papers`, or about documents named by their hash.

    Raises Unreadable when there are no annotations in it.
    """
    items = _items(whole)
    if not items:
        raise Unreadable("There are no annotations in this file.", "Nothing was changed.")
    found: list[Note] = []
    unread = 0
    for item in items:
        try:
            record = _record(item, papers) if len(found) < MOST else None
        except (ValueError, TypeError, KeyError, AttributeError):
            record = None
        if record is None:
            unread += 1
        else:
            found.append(record)
    return Received(tuple(found), unread)


def _items(whole: object) -> list[Any]:
    """The annotations of an annotation, a page, a collection's first page, or a plain list."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return []
    if "Annotation" in _list(whole.get("type")):
        return [whole]
    if isinstance(first := whole.get("first"), dict):
        return _list(first.get("items"))
    return _list(whole.get("items"))


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _record(item: dict[str, Any], papers: Sequence[Paper]) -> Note | None:
    """Raises ValueError, TypeError, KeyError or AttributeError for what is none."""
    (target,) = _list(item["target"])
    if isinstance(target, str):
        target = {"source": target, "selector": []}
    source = target["source"]
    source = source if isinstance(source, dict) else {"id": source}
    address, _, fragment = str(source.get("id", "")).partition("#")
    content = _content(address)
    paper = find_paper(papers, content, str(source.get("label") or ("" if content else address)))
    if not content:
        content = paper.content if paper else ""
    selectors = {each["type"]: each for each in _list(target.get("selector"))}
    place = selectors.get("FragmentSelector", {})
    page = PAGE.search(str(place.get("value", fragment)))
    if page is None or not content:
        return None
    shapes = place.get("refinedBy") or selectors.get("SvgSelector") or {}
    rects, strokes = read_svg(shapes["value"]) if shapes else ((), ())
    pages = len(paper.labels) if paper and paper.content == content and paper.labels else None
    base = {"id": _name(item.get("id")), "content": content, "page": int(page[1]) - 1}
    made: Note
    if item.get("motivation") == "bookmarking":
        made = _bookmark(item, base, rects)
    else:
        made = _annotation(item, base, target, selectors, (rects, strokes))
    return sound(made, pages) if pages else sound(made)


def _bookmark(item: dict[str, Any], base: dict[str, Any], rects: tuple[Rect, ...]) -> Bookmark:
    bodies = _list(item.get("body"))
    own = dict(tag.split(":", 1) for tag in _values(bodies, "tagging") if ":" in tag)
    values = {
        **base,
        "y": rects[0].y0 if rects else 0.0,
        "title": "\n".join(_values(bodies, "describing")),
        "created": item.get("created", ""),
        "folder": own.get("folder", ""),
        "letter": own.get("letter", ""),
    }
    return msgspec.convert(values, Bookmark)


def _annotation(
    item: dict[str, Any],
    base: dict[str, Any],
    target: dict[str, Any],
    selectors: dict[str, dict[str, Any]],
    places: tuple[tuple[Rect, ...], tuple[Stroke, ...]],
) -> Annotation:
    rects, strokes = places
    if strokes and not rects:
        xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
        rects = (Rect(min(xs), min(ys), max(xs), max(ys)),)
    classes = _list(target.get("styleClass"))
    quote, position = (selectors.get(f"Text{name}Selector", {}) for name in ("Quote", "Position"))
    usual = "highlight" if quote.get("exact") else "ink" if strokes else "area"
    bodies = _list(item.get("body")) + _list(item.get("bodyValue"))
    creator = item.get("creator") or {}
    created = item.get("created") or item.get("modified") or ""
    values = {
        **base,
        "rects": rects,
        "strokes": strokes,
        "quotation": quote.get("exact", ""),
        "prefix": quote.get("prefix", ""),
        "suffix": quote.get("suffix", ""),
        "start": position.get("start", -1),
        "end": position.get("end", -1),
        "colour": next((each for each in classes if each in COLOURS), COLOURS[0]),
        "kind": next((each for each in classes if each in KINDS), usual),
        "note": "\n\n".join(_values(bodies, "commenting")),
        "tags": tuple(_values(bodies, "tagging")),
        "author": str(creator.get("name", "")) if isinstance(creator, dict) else str(creator),
        "created": created,
        "modified": item.get("modified") or created,
    }
    return msgspec.convert(values, Annotation)


def _values(bodies: Sequence[Any], purpose: str) -> list[str]:
    """The texts of bodies of a purpose; a body that names none is a comment."""
    found = []
    for body in bodies:
        if isinstance(body, str):
            body = {"value": body}  # noqa: PLW2901 - a plain text is a body too
        if "value" in body and body.get("purpose", "commenting") == purpose:
            found.append(str(body["value"]))
    return found
