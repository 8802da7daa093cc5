"""Notes wait for the text of their page, and not for ever."""

from array import array

import pytest
from msgspec.structs import replace
from notes_made import of_kind
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot
from small_paper import open_session

from index_builder.model import PageText, Rect
from reader import note_places
from reader.note_places import NotePlaces
from reader.records import Annotation

WORDS = "生成ＡＩの"
AREA = replace(of_kind("area"), page=0, rects=(Rect(0, 0, 100, 20),))


class Texts(QObject):
    """The part of the render service that is asked."""

    text_arrived = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.there: dict[tuple[int, int], PageText] = {}
        self.asked: list[tuple[int, int]] = []

    def text(self, document: int, page: int) -> PageText | None:
        return self.there.get((document, page))

    def request_text(self, document: int, page: int) -> None:
        self.asked.append((document, page))

    def arrive(self, document: int, page: int) -> None:
        boxes = array("d", [v for n in range(len(WORDS)) for v in (10 * n, 0, 10 * n + 10, 10)])
        lines = ((0, len(WORDS)),)
        self.there[document, page] = PageText(page, 595, 842, WORDS, boxes, (), lines)
        self.text_arrived.emit(document, page)


@pytest.fixture
def texts(qtbot: QtBot) -> Texts:
    del qtbot
    return Texts()


@pytest.fixture
def places(texts: Texts) -> NotePlaces:
    return NotePlaces(open_session(), texts, texts)  # type: ignore[arg-type]


def test_with_the_text_at_hand_nobody_waits(texts: Texts, places: NotePlaces) -> None:
    texts.arrive(0, 0)
    done: list[Annotation] = []
    places.soon(0, AREA, done.append)
    assert [each.quotation for each in done] == [WORDS]
    assert done[0].suffix.startswith(WORDS)
    assert texts.asked == []


def test_a_note_waits_for_its_own_page(texts: Texts, places: NotePlaces) -> None:
    done: list[Annotation] = []
    places.soon(0, AREA, done.append)
    assert texts.asked == [(0, 0)]
    texts.arrive(0, 1)
    assert done == []
    texts.arrive(0, 0)
    texts.arrive(0, 0)
    assert [each.quotation for each in done] == [WORDS]


def test_a_page_without_a_text_keeps_nobody_waiting(
    qtbot: QtBot, texts: Texts, places: NotePlaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_places, "PATIENCE", 1)
    hasty = NotePlaces(places._session, texts, texts)  # type: ignore[arg-type]
    done: list[Annotation] = []
    hasty.soon(0, AREA, done.append)
    qtbot.waitUntil(lambda: done == [AREA])
    places.soon(0, AREA, done.append)
    places.finish()
    assert done == [AREA, AREA]


def test_a_text_that_will_be_wanted_is_asked_for_once(texts: Texts, places: NotePlaces) -> None:
    places.prepare(0, 0)
    texts.arrive(0, 0)
    places.prepare(0, 0)
    assert texts.asked == [(0, 0)]
