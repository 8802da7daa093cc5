"""Web annotations out and in: the same notes, in the model's own words; hostile files."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from notes_made import (
    CONTENT,
    EVERY,
    HIGHLIGHT,
    MARK,
    PAPER,
    annotations,
    bookmarks,
    of_kind,
    sheaf,
)

from reader.exchange.forms import read
from reader.exchange.jsonld import read_jsonld, write_jsonld
from reader.exchange.sheaf import Received, Unreadable
from reader.records import Annotation, Note

HASH = "ni:///sha-256;ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8"


def written(*records: Note) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(write_jsonld(sheaf(*records)))["items"]
    return items


@settings(deadline=None)  # how long it takes is the bench's business
@given(st.lists(st.one_of(annotations(), bookmarks), min_size=1, max_size=3))
def test_notes_come_back(records: list[Note]) -> None:
    expected = tuple(records)
    assert read("notes.jsonld", write_jsonld(sheaf(*records)), [PAPER]) == Received(expected)


def test_notes_of_every_kind_come_back_without_their_document() -> None:
    data = write_jsonld(sheaf(*EVERY, MARK))
    assert read("notes.jsonld", data, []) == Received((*EVERY, MARK))


def test_an_annotation_is_what_the_model_asks_for() -> None:
    (item,) = written(HIGHLIGHT)
    assert item["type"] == "Annotation"
    assert item["id"] == "urn:uuid:00000000-0000-0000-0000-000000000001"
    assert item["motivation"] == "commenting"
    assert item["creator"] == {"type": "Person", "name": "山田"}
    note, *tags = item["body"]
    assert (note["purpose"], note["format"], note["value"]) == (
        "commenting",
        "text/markdown",
        "**重要**",
    )
    assert [(tag["purpose"], tag["value"]) for tag in tags] == [
        ("tagging", "引用"),
        ("tagging", "要確認"),
    ]
    target = item["target"]
    assert target["source"]["id"] == HASH
    assert target["source"]["format"] == "application/pdf"
    fragment, quote, position = target["selector"]
    assert fragment["conformsTo"] == "http://tools.ietf.org/rfc/rfc3778"
    assert fragment["value"] == "page=2&viewrect=10,20,100,26"
    assert fragment["refinedBy"]["type"] == "SvgSelector"
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": "国立標準技術研究所（ＮＩＳＴ）",
        "prefix": "米国の",
        "suffix": "は、生成",
    }
    assert position == {"type": "TextPositionSelector", "start": 120, "end": 135}


def test_motivations() -> None:
    bare = replace(HIGHLIGHT, note="", tags=())
    kinds = [each["motivation"] for each in written(bare, replace(bare, tags=("a",)), MARK)]
    assert kinds == ["highlighting", "tagging", "bookmarking"]


def foreign(**changes: object) -> dict[str, Any]:
    base: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/anno1",
        "type": "Annotation",
        "bodyValue": "良い指摘",
        "target": {
            "source": "http://example.org/papers/1-3.pdf",
            "selector": [
                {"type": "FragmentSelector", "value": "page=2"},
                {"type": "TextQuoteSelector", "exact": "ＮＩＳＴ"},
                {
                    "type": "SvgSelector",
                    "value": '<svg xmlns="http://www.w3.org/2000/svg"><rect x="1" y="2" width="3" height="4"/></svg>',
                },
            ],
        },
    }
    return {**base, **changes}


def test_what_others_write_is_read() -> None:
    (record,) = read_jsonld(foreign(), [PAPER]).records
    assert isinstance(record, Annotation)
    assert (record.content, record.page, record.kind) == (CONTENT, 1, "highlight")
    assert record.rects == ((1, 2, 4, 6),)
    assert (record.note, record.quotation) == ("良い指摘", "ＮＩＳＴ")
    assert record.id == "http://example.org/anno1"


@pytest.mark.parametrize(
    "shape",
    [
        lambda item: [item],
        lambda item: {"type": "AnnotationPage", "items": [item]},
        lambda item: {"type": "AnnotationCollection", "first": {"items": [item]}},
    ],
)
def test_pages_and_collections_and_lists(shape: Any) -> None:
    assert len(read_jsonld(shape(foreign()), [PAPER]).records) == 1


def with_selector(selector: object) -> dict[str, Any]:
    return foreign(target={"source": "1-3.pdf", "selector": selector})


def with_svg(svg: object) -> dict[str, Any]:
    fragment = {"type": "FragmentSelector", "value": "page=2"}
    return with_selector([fragment, {"type": "SvgSelector", "value": svg}])


BOMB = '<!DOCTYPE svg [<!ENTITY a "M1 1L2 2">]><svg xmlns="http://www.w3.org/2000/svg"><path d="&a;"/></svg>'
BROKEN = {
    "a text": "annotation",
    "a number": 7,
    "nothing": None,
    "no target": {"type": "Annotation"},
    "two targets": foreign(target=[{"source": "1-3.pdf"}] * 2),
    "a document that is not open": foreign(target={"source": "x.pdf", "selector": []}),
    "no page": with_selector({"type": "TextQuoteSelector", "exact": "a"}),
    "a page that is not there": with_selector({"type": "FragmentSelector", "value": "page=9"}),
    "a selector that is none": with_selector(["page=2"]),
    "a selector without a type": with_selector([{"value": "page=2"}]),
    "no place on the page": with_selector({"type": "FragmentSelector", "value": "page=2"}),
    "a quotation that is no text": with_selector(
        [{"type": "FragmentSelector", "value": "page=2"}, {"type": "TextQuoteSelector", "exact": 7}]
    ),
    "a bomb of entities": with_svg(BOMB),
    "no SVG": with_svg("<path"),
    "a path of something else": with_svg('<svg><path d="M1 1C2 2 3 3 4 4"/></svg>'),
    "a path of words": with_svg('<svg><path d="M a b"/></svg>'),
    "a place without end": with_svg('<svg><path d="M 1e999 1H2V2H1Z"/></svg>'),
    "SVG that is no text": with_svg({"a": 1}),
    "a body of bodies": foreign(body={"type": "TextualBody", "value": "a", "purpose": []}, id={}),
    "a time of another type": foreign(created=7, modified=[1]),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_is_counted_and_the_rest_is_kept(broken: object) -> None:
    received = read_jsonld({"items": [*written(HIGHLIGHT), broken, *written(MARK)]}, [PAPER])
    assert received.records[0] == HIGHLIGHT
    assert received.records[-1] == MARK
    assert len(received.records) + received.unread == 3
    if len(received.records) == 3:
        assert broken == BROKEN["a body of bodies"]


@pytest.mark.parametrize("whole", [{}, [], 7, None, "x", {"items": []}, {"type": 7}])
def test_a_file_without_annotations_is_refused_in_a_sentence(whole: object) -> None:
    with pytest.raises(Unreadable, match="no annotations"):
        read_jsonld(whole, [PAPER])


def test_ink_keeps_its_strokes() -> None:
    ink = of_kind("ink")
    (item,) = written(ink)
    assert "Z" in item["target"]["selector"][0]["refinedBy"]["value"], "the rectangle is closed"
    assert read_jsonld(item, []).records == (ink,)
