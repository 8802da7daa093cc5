"""Links in notes are followed: to places, short names and notes of the volume, and to the web."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from highlighted import highlight
from msgspec.structs import replace
from note_desk import BOXES, QUOTE, Desk
from pytestqt.qtbot import QtBot
from small_paper import NIST

from reader.history import Position
from reader.live_targets import LiveTargets
from reader.note_links import NoteLinks
from reader.place_links import PlaceLink, read_link, write_link
from reader.targets import Kind, Target

CONTENT, OTHER, NOWHERE = (digit * 64 for digit in "abc")


class Reader:
    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.session = self.desk.session
        for document, content in ((0, CONTENT), (1, OTHER)):
            self.desk.name(document, content)
        self.live = LiveTargets(self.session)
        self.live.refresh()
        self.browsed: list[str] = []
        self.links = NoteLinks(self.session, self.desk.notebook, self.live, self.browsed.append)


@pytest.fixture
def reader(tmp_path: Path, qtbot: QtBot) -> Iterator[Reader]:
    del qtbot
    made = Reader(tmp_path / "data")
    yield made
    made.desk.data.close()


def link(**more: str) -> str:
    return write_link(PlaceLink(CONTENT, 1, **more))


def test_a_page_is_gone_to(reader: Reader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.session.jump_requested) as jumped:
        reader.links.follow(link())
    assert (jumped.args[0].document, jumped.args[0].page) == (0, 1)


def test_a_short_name_is_shown_where_it_is_introduced(reader: Reader, qtbot: QtBot) -> None:
    with qtbot.waitSignals([reader.session.jump_requested, reader.links.term_wanted]):
        reader.links.follow(link(term="NIST"))
    target = reader.session.target
    assert isinstance(target, Target)
    assert target.kind is Kind.TERM
    assert reader.live.answers.entry(target.index).name == "NIST"


def test_a_short_name_without_a_sure_meaning_is_shown_where_it_is_used(
    reader: Reader, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(reader.session.jump_requested) as jumped:
        reader.links.follow(link(term="TRIP"))
    assert jumped.args[0].document == 1


def test_a_short_name_that_is_gone_leads_to_its_page(reader: Reader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.session.jump_requested) as jumped:
        reader.links.follow(link(term="GONE"))
    assert jumped.args[0].page == 1


def test_another_note_is_shown(reader: Reader, qtbot: QtBot) -> None:
    highlight(reader.desk.notebook, 0, 0, BOXES, QUOTE)
    (item,) = reader.desk.notebook.items()
    with qtbot.waitSignal(reader.links.note_wanted) as wanted:
        reader.links.follow(link(note=item.record.id))
    assert wanted.args[0] == item
    reader.desk.notebook.remove(item)
    with (
        qtbot.waitSignal(reader.session.message) as said,
        qtbot.waitSignal(reader.session.jump_requested),
    ):
        reader.links.follow(link(note=item.record.id))
    assert "not there any more" in said.args[0]


def test_what_is_not_open_is_told(reader: Reader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.links.elsewhere) as told:
        reader.links.follow(write_link(PlaceLink(NOWHERE, 3)))
    assert told.args[0] == PlaceLink(NOWHERE, 3)


@pytest.mark.parametrize("address", ["hakusho://run/x", "hakusho://open/x/1"])
def test_damaged_links_are_refused_with_a_sentence(
    reader: Reader, qtbot: QtBot, address: str
) -> None:
    with qtbot.waitSignal(reader.session.message) as said:
        reader.links.follow(address)
    assert "damaged" in said.args[0]
    assert reader.browsed == []


def test_a_page_that_is_not_there_is_said(reader: Reader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.session.message) as said:
        reader.links.follow(write_link(PlaceLink(CONTENT, 99)))
    assert "no such page" in said.args[0]


def test_everything_else_is_the_browsers_business(reader: Reader) -> None:
    for address in ("https://example.org/a", "file:///etc/passwd", "javascript:alert(1)"):
        reader.links.follow(address)
    assert len(reader.browsed) == 3


def test_what_can_be_linked_to(reader: Reader) -> None:
    assert reader.links.here() is None
    reader.session.set_position(Position(0, 1, 0, 0))
    here = reader.links.here()
    assert here is not None
    assert here.text == "p. 25"
    assert read_link(here.address) == PlaceLink(CONTENT, 1)
    terms = {choice.text: read_link(choice.address) for choice in reader.links.terms()}
    assert list(terms) == ["AI", "NIST", "TRIP"]
    assert terms["NIST"] == PlaceLink(CONTENT, NIST.place.page, term="NIST")
    known = reader.session.volume.documents[0]
    reader.session.volume = reader.session.volume.with_document(0, replace(known, content=""))
    assert reader.links.here() is None
