"""Quotations that came without what stands around them get it, where their place is known."""

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_once import AtOnce
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from small_paper import BODY, open_session
from test_userdata import added

from index_builder.errors import Corrupt
from index_builder.model import Rect
from reader.annotating import annotation
from reader.completing import AT_ONCE, Completing, is_bare
from reader.notebook import Item, Notebook
from reader.records import Annotation
from reader.userdata import UserData

WORD = "ＮＩＳＴ"
SECOND = BODY.rindex(WORD)


class Library:
    """Characters ten points wide in one line."""

    opened = 0

    def __init__(self) -> None:
        Library.opened += 1

    def boxes(self, content: str, page: int) -> "array[float]":
        if (content, page) != ("a", 0):
            raise Corrupt("Page 8 is missing in the library.", "")
        corners = ((10.0 * n, 100.0, 10.0 * n + 10, 110.0) for n in range(len(BODY)))
        return array("d", [value for corner in corners for value in corner])

    def close(self) -> None:
        Library.opened -= 1


def bare(at: int = SECOND, **changes: object) -> Annotation:
    rect = Rect(10.0 * at, 100, 10.0 * (at + len(WORD)), 110)
    return replace(annotation("a", 0, [rect]), **{"quotation": WORD, **changes})


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = UserData(folder)
        self.session = open_session()
        at_once = AtOnce()
        at_once.close = at_once.drop_waiting = lambda: None  # type: ignore[attr-defined]
        self.notebook = Notebook(self.session, self.data, at_once)  # type: ignore[arg-type]
        self.completing = Completing(
            self.session,
            self.notebook,
            self.data,
            at_once,  # type: ignore[arg-type]
            reading=at_once,  # type: ignore[arg-type]
            open_library=Library,
        )

    def kept(self) -> list[Annotation]:
        other = UserData(self.folder)
        found = other.annotations(["a"])
        other.close()
        return found


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    made = Desk(tmp_path)
    yield made
    made.completing.close()
    made.data.close()


def test_the_place_of_the_rectangles_is_completed_on_the_disk_and_in_the_window(desk: Desk) -> None:
    record = bare()
    desk.notebook.add([Item(0, record)])
    assert is_bare(record)
    desk.completing.complete()
    (item,) = desk.notebook.items()
    found = item.record
    assert isinstance(found, Annotation)
    assert desk.kept() == [found]
    assert (found.start, found.end) == (SECOND, SECOND + len(WORD))
    assert BODY[:SECOND].endswith(found.prefix)
    assert found.prefix
    assert found == replace(
        record, prefix=found.prefix, suffix=found.suffix, start=found.start, end=found.end
    )
    assert Library.opened == 0
    desk.notebook.undo()
    assert desk.notebook.items() == []


def test_notes_of_earlier_versions_are_completed_when_their_volume_is_open(tmp_path: Path) -> None:
    with_context = replace(bare(), prefix="前", suffix="後")
    data = UserData(tmp_path)
    data.apply(added(bare()))
    data.apply(added(with_context))
    data.close()
    desk = Desk(tmp_path)
    desk.completing.complete()
    found = {record.prefix: record for record in desk.kept()}
    assert found.pop("前") == with_context
    assert [record.start for record in found.values()] == [SECOND]
    desk.completing.close()
    desk.data.close()


def test_the_timer_does_it_by_itself(desk: Desk, qtbot: QtBot) -> None:
    desk.completing._soon.setInterval(0)
    desk.notebook.add([Item(0, bare())])
    qtbot.waitUntil(lambda: not is_bare(desk.notebook.items()[0].record))


def test_what_is_not_found_is_asked_for_once(desk: Desk) -> None:
    strange = [bare(page=7), bare(quotation="別の文"), bare(kind="area"), bare(at=SECOND + 4)]
    desk.notebook.add([Item(0, record) for record in strange])
    desk.completing.complete()
    assert [record.start for record in desk.kept()] == [-1] * 4
    assert not desk.completing._bare
    desk.notebook.edit(*desk.notebook.items(), note="x")
    assert not desk.completing._bare - desk.completing._done


def test_many_are_completed_in_several_goes(desk: Desk) -> None:
    desk.notebook.add([Item(0, bare()) for _ in range(AT_ONCE + 5)])
    desk.completing.complete()
    assert sum(record.start < 0 for record in desk.kept()) == 5
    assert desk.completing._soon.isActive()
    desk.completing.complete()
    assert all(record.start == SECOND for record in desk.kept())


def test_what_was_edited_meanwhile_is_left_as_it_is(desk: Desk) -> None:
    record = bare()
    desk.notebook.add([Item(0, record)])
    desk.notebook.edit(*desk.notebook.items(), quotation="他の語")
    desk.data.complete([replace(record, prefix="前", suffix="後", start=1, end=2)])
    desk.notebook.complete([replace(record, prefix="前", suffix="後", start=1, end=2)])
    assert [found.prefix for found in desk.kept()] == [""]
    assert [item.record.quotation for item in desk.notebook.items()] == ["他の語"]  # type: ignore[union-attr]
