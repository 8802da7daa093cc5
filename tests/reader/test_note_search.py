"""The reader's own notes, searched by the words of a query."""

from pathlib import Path

import pytest
from found_here import Desk
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from test_finding import View

from index_builder.model import Rect
from index_builder.query import parse
from reader.history import Position
from reader.hits_model import HitsModel
from reader.models import Role
from reader.note_search import find_notes
from reader.notebook import Item
from reader.records import Annotation, Bookmark
from reader.search_settings import Scope

pytestmark = pytest.mark.usefixtures("qapp")


def highlight(document: int, page: int, quotation: str, note: str = "") -> Item:
    rects = (Rect(10, 100, 60, 110),)
    record = Annotation(
        "", "", page, rects, quotation, "", "", -1, -1, "yellow", "highlight", note, "", ""
    )
    return Item(document, record)


def bookmark(document: int, page: int, title: str) -> Item:
    return Item(document, Bookmark("", "", page, 50.0, title, ""))


ITEMS = [
    highlight(0, 0, "国立標準技術研究所（ＮＩＳＴ）は", "あとで調べる"),
    bookmark(0, 1, "第２章　予算"),
    highlight(1, 2, "予算の推移"),
]


def test_every_word_must_stand_in_the_note_in_whatever_form() -> None:
    found, hits = find_notes(ITEMS, parse("nist 調べる"))
    assert len(found) == 1
    assert hits[0].snippet == "あとで調べる\u3000国立標準技術研究所（ＮＩＳＴ）は"
    assert hits[0].snippet[hits[0].start : hits[0].end] == "ＮＩＳＴ"
    assert [len(find_notes(ITEMS, parse(text))[0]) for text in ("予算", "予算 章", "x")] == [
        2,
        1,
        0,
    ]


def test_without_words_all_notes_are_found() -> None:
    found, hits = find_notes(ITEMS, parse("in:annotation"))
    assert len(found) == len(hits) == 3
    assert (hits[0].start, hits[0].end) == (0, 0)


def test_tags_count_and_what_is_left_out_is_left_out() -> None:
    tagged = [Item(0, replace(ITEMS[0].record, tags=("要確認",))), *ITEMS[1:]]

    def found(text: str) -> list[str]:
        return [hit.snippet for hit in find_notes(tagged, parse(text))[1]]

    assert found("要確認") == ["あとで調べる\u3000国立標準技術研究所（ＮＩＳＴ）は\u3000要確認"]
    assert found("予算 -章") == ["予算の推移"]
    assert len(found("推移 OR nist")) == 2
    assert len(found("re:/予算|調べ/")) == 3


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path, "ab")
    desk.finder.attach_notes(lambda query: find_notes(ITEMS, query))
    return desk


def test_notes_are_listed_and_gone_to_like_hits(desk: Desk) -> None:
    view = View(desk, Position(0, 0, 0, 0))
    desk.finder.set_scope(Scope.NOTES)
    model = HitsModel(desk.finder)
    desk.finder.search("予算")
    assert not [call for call in desk.index.calls if call[0] in {"search", "complete", "details"}]
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    assert [model.hit_number(index) for index in rows] == [0, 1]
    assert [index.data() for index in rows] == ["第２章\u3000予算", "予算の推移"]
    assert rows[1].data(Role.HIT) is not None
    desk.finder.go(1)
    assert [(jump.document, jump.page) for jump in view.jumps] == [(1, 2)]


@pytest.mark.parametrize("scope", list(Scope))
def test_a_query_may_ask_for_notes_in_any_scope(desk: Desk, scope: Scope) -> None:
    desk.finder.set_scope(scope)
    desk.finder.search("in:annotation 予算")
    assert len(desk.finder.results) == 2
    assert desk.finder.is_of_notes


def test_a_new_note_is_found_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.finder.set_scope(Scope.NOTES)
    desk.finder.search("予算")
    desk.finder.attach_notes(lambda query: find_notes([*ITEMS, bookmark(0, 0, "予算案")], query))
    assert len(desk.finder.results) == 3
    desk.finder.search("")
    with qtbot.assertNotEmitted(desk.finder.results_changed):
        desk.finder.on_notes_changed()


def test_notes_are_not_there_before_they_are_read(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.finder.set_scope(Scope.NOTES)
    desk.finder.search("予算")
    assert len(desk.finder.results) == 0
