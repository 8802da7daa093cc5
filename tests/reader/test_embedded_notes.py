"""Annotations that a file has itself: read, found by a search, not stored until they are taken over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from papers import paper
from pytestqt.qtbot import QtBot

from index_builder.query import parse
from reader.application import Desk
from reader.embedded_notes import EmbeddedNotes
from reader.exchange.embedded import is_embedded
from reader.exchange.sheaf import Incoming
from reader.note_search import find_notes
from reader.notebook import Notebook
from reader.records import Annotation
from reader.settings import Settings

TIMEOUT = 30_000


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    path = tmp_path / "annotated.pdf"
    with pymupdf.open(paper(tmp_path / "plain.pdf")) as document:
        for number, note in ((1, "ＮＩＳＴについて"), (0, "枠組み")):
            page = document[number]
            made = page.add_rect_annot(pymupdf.Rect(10, 20, 60, 90))
            made.set_info(content=note, title="鈴木")
            made.update()
        document.save(path)
    return path


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, annotated: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(900, 700)
    desk.window.show()
    desk.open([annotated])
    qtbot.waitUntil(lambda: bool(parts(desk) and parts(desk)[1].items()), timeout=TIMEOUT)
    yield desk
    desk.window.close()
    desk.close()


def parts(desk: Desk) -> tuple[Notebook, EmbeddedNotes] | tuple[()]:
    furniture = desk.furniture
    if furniture is None or furniture.keeping is None or furniture.keeping is None:
        return ()
    return furniture.keeping.notebook, furniture.keeping.embedded


def notes(embedded: EmbeddedNotes) -> list[str]:
    records = (item.record for item in embedded.items())
    return [record.note for record in records if isinstance(record, Annotation)]


def test_what_a_file_has_is_read_and_searched_and_not_stored(desk: Desk) -> None:
    notebook, embedded = parts(desk)
    assert notes(embedded) == ["枠組み", "ＮＩＳＴについて"]
    assert all(is_embedded(item.record) for item in embedded.items())
    assert notebook.items() == []
    _, hits = find_notes(embedded.items(), parse("nist"))
    assert [hit.places[0].page for hit in hits] == [1]


def test_it_is_taken_over_once_and_undone(qtbot: QtBot, desk: Desk, annotated: Path) -> None:
    before = annotated.read_bytes()
    notebook, embedded = parts(desk)
    told: list[Incoming] = []
    first, second = embedded.items()
    embedded.take_over([first], told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=TIMEOUT)
    assert (told[0].new, told[0].known) == (1, 0)
    assert [item.record.id for item in notebook.items()] == [first.record.id.removeprefix("pdf:")]
    assert embedded.items() == [second]
    embedded.take_over([first, second], told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=TIMEOUT)
    assert (told[1].new, told[1].known) == (1, 1)
    assert embedded.items() == []
    with qtbot.waitSignal(embedded.changed, timeout=TIMEOUT):
        notebook.undo()
    assert embedded.items() == [second]
    assert annotated.read_bytes() == before


def test_another_file_has_others(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    _, embedded = parts(desk)
    opened: Callable[[], bool] = lambda: bool(desk.session.documents[0].content)  # noqa: E731
    desk.open([paper(tmp_path / "other.pdf", words="other")])
    assert embedded.items() == []
    qtbot.waitUntil(opened, timeout=TIMEOUT)
    assert embedded.items() == []
