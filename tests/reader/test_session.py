"""The session, driven by plain calls: no files are opened and nothing is drawn."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from index_builder.found import Found, Options
from index_builder.model import (
    Entry,
    Heading,
    Location,
    Part,
    Passage,
    Place,
    Rect,
    Resolution,
    Structure,
    TextRange,
    Use,
    VolumeLinks,
)
from index_builder.query import Query
from reader.history import Position
from reader.session import Session
from reader.volume import Failure

pytestmark = pytest.mark.usefixtures("qapp")

BOX = Rect(10, 20, 30, 40)


@dataclass(frozen=True)
class Info:
    sizes: tuple[tuple[float, float], ...]
    rotations: tuple[int, ...]
    labels: tuple[str, ...]
    title: str = ""


class FakeRenderer:
    def __init__(self) -> None:
        self.opened: list[Path] = []
        self.unlocked: list[tuple[int, str]] = []
        self.kept = 0

    def keep_order(self) -> None:
        self.kept += 1

    def open(self, paths: Sequence[Path]) -> None:
        self.opened = list(paths)

    def unlock(self, document: int, password: str) -> None:
        self.unlocked.append((document, password))


class FakeIndex:
    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def identify(self, paths: Sequence[Path]) -> None:
        self.calls.append(("identify", *paths))

    def abandon(self) -> None:
        pass

    def find_order(self, paths: Sequence[Path]) -> None:
        self.calls.append(("find_order", *paths))

    def build(self, paths: Sequence[Path], passwords: dict[Path, str], *, keep_order: bool) -> None:
        self.calls.append(("build", tuple(paths), dict(passwords), keep_order))

    def load(self, document: int, content: str) -> None:
        self.calls.append(("load", document, content))

    def link(self, contents: Sequence[str]) -> None:
        self.calls.append(("link", tuple(contents)))

    def search(
        self, ticket: int, contents: Sequence[str] | None, query: Query, options: Options
    ) -> None:
        given = None if contents is None else tuple(contents)
        self.calls.append(("search", ticket, given, query.text, options))

    def complete(
        self, ticket: int, contents: tuple[str, ...], query: Query, exact: Found, options: Options
    ) -> None:
        self.calls.append(("complete", ticket, contents, query.text, exact, options))

    def details(
        self, ticket: int, contents: tuple[str, ...], found: Found, rows: Sequence[int]
    ) -> None:
        self.calls.append(("details", ticket, contents, found, tuple(rows)))

    def headings(self, ticket: int, contents: tuple[str, ...], documents: Sequence[int]) -> None:
        self.calls.append(("headings", ticket, contents, tuple(documents)))

    def locate(self, ticket: int, contents: Sequence[str]) -> None:
        self.calls.append(("locate", ticket, tuple(contents)))

    def cancel_search(self) -> None:
        self.calls.append(("cancel",))

    def last(self, name: str) -> tuple[object, ...]:
        return next(call for call in reversed(self.calls) if call[0] == name)


@pytest.fixture
def renderer() -> FakeRenderer:
    return FakeRenderer()


@pytest.fixture
def index() -> FakeIndex:
    return FakeIndex()


@pytest.fixture
def session(renderer: FakeRenderer, index: FakeIndex) -> Session:
    """Three files given as b, c, a, read as a, b, c; two pages each."""
    session = Session(renderer, index)
    session.open([Path("b.pdf"), Path("c.pdf"), Path("a.pdf")])
    for document in range(3):
        session.on_opened(document, info())
    session.on_ordered((2, 0, 1), "白書")
    return session


def info(pages: int = 2) -> Info:
    return Info(((595.0, 842.0),) * pages, (0,) * pages, ("",) * pages)


def structure(labels: tuple[str, ...], headings: tuple[Heading, ...] = ()) -> Structure:
    passage = Passage(Part.BODY, "ＮＩＳＴ", array("i", range(4)), ((0, 0),))
    return Structure("題", labels, (passage,), headings)


def heading(level: int, title: str, page: int, y: float = 50) -> Heading:
    return Heading(level, "", title, Place(page, (Rect(0, y, 100, y + 10),)))


def index_all(session: Session) -> None:
    for document, content in enumerate("bca"):
        session.on_indexed(session.documents[document].path, content)
        session.on_structure(document, content, structure((f"{document}1", f"{document}2")))


def test_pages_follow_the_reading_order_and_keep_their_numbers(session: Session) -> None:
    assert session.pages() == [(2, 0), (2, 1), (0, 0), (0, 1), (1, 0), (1, 1)]
    assert session.title == "白書"
    assert session.volume.number_of(0, 1) == 3
    assert session.volume.page_at(3) == (0, 1)


def test_several_files_are_shown_when_their_order_is_known(
    renderer: FakeRenderer, index: FakeIndex
) -> None:
    session = Session(renderer, index)
    session.open([Path("b.pdf"), Path("a.pdf")])
    shown: list[list[tuple[int, int]]] = []
    session.volume_changed.connect(lambda: shown.append(session.pages()))
    session.on_opened(0, info(1))
    session.on_opened(1, info(1))
    assert shown == []
    session.on_ordered((1, 0), "")
    assert shown == [[(1, 0), (0, 0)]]


def test_one_file_is_shown_at_once(renderer: FakeRenderer, index: FakeIndex) -> None:
    session = Session(renderer, index)
    shown: list[int] = []
    session.volume_changed.connect(lambda: shown.append(len(session.pages())))
    session.open([Path("b.pdf")])
    session.on_opened(0, info(1))
    assert shown[-1] == 1
    assert session.pages() == [(0, 0)]


def test_files_are_shown_as_given_when_the_order_takes_too_long(
    renderer: FakeRenderer, index: FakeIndex, qtbot: QtBot
) -> None:
    session = Session(renderer, index)
    session.open([Path("b.pdf"), Path("a.pdf")])
    with qtbot.waitSignal(session.volume_changed):
        session.on_opened(0, info(1))
    assert session.pages() == [(0, 0)]


def test_the_order_is_waited_for_while_there_is_news_of_the_files(
    renderer: FakeRenderer, index: FakeIndex
) -> None:
    session = Session(renderer, index)
    patience = session.findChild(QTimer)
    assert patience is not None
    session.open([Path("b.pdf"), Path("a.pdf")])
    for document in range(2):
        session.on_opened(document, info(1))
    patience.stop()
    session.on_surveyed(0)
    assert patience.isActive()
    session.on_ordered((1, 0), "")
    session.on_surveyed(1)
    assert not patience.isActive()


def test_a_folder_without_pdfs_is_said_and_leaves_the_volume(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.failed) as told:
        session.open([tmp_path])
    assert tmp_path.name in told.args[1].message
    assert len(session.documents) == 3


def test_a_folder_stands_for_its_pdfs(
    renderer: FakeRenderer, index: FakeIndex, tmp_path: Path
) -> None:
    for name in ("b.PDF", "a.pdf", "note.txt"):
        (tmp_path / name).touch()
    Session(renderer, index).open([tmp_path])
    assert [path.name for path in renderer.opened] == ["a.pdf", "b.PDF"]


def test_a_failed_file_leaves_the_others(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed) as told:
        session.on_failed(0, Failure("damaged", "", "Damaged"))
    assert told.args[0] == 0
    assert session.pages() == [(2, 0), (2, 1), (1, 0), (1, 1)]
    assert session.documents[0].failure is not None


def test_a_password_is_asked_three_times(session: Session, renderer: FakeRenderer) -> None:
    asked: list[bool] = []
    failures: list[int] = []
    session.password_needed.connect(lambda _document, again: asked.append(again))
    session.failed.connect(lambda document, _failure: failures.append(document))
    session.on_failed(1, Failure("needs a password", "", "Encrypted"))
    for word in ("one", "two", "three"):
        session.unlock(1, word)
        session.on_failed(1, Failure("wrong", "", "Encrypted"))
    assert asked == [False, True, True]
    assert failures == [1]
    assert [word for _, word in renderer.unlocked] == ["one", "two", "three"]


def test_the_index_is_built_in_reading_order_with_the_passwords(
    session: Session, index: FakeIndex
) -> None:
    session.unlock(1, "geheim")
    session.build_index()
    _, paths, passwords, keep_order = index.last("build")
    assert [path.name for path in paths] == ["a.pdf", "b.pdf", "c.pdf"]
    assert passwords == {Path("c.pdf"): "geheim"}
    assert not keep_order
    session.build_index()
    assert len([call for call in index.calls if call[0] == "build"]) == 1


def test_a_file_unlocked_later_is_indexed_too(session: Session, index: FakeIndex) -> None:
    session.on_failed(1, Failure("locked", "", "Damaged"))
    session.build_index()
    session.on_opened(1, info())
    session.on_ordered((2, 0, 1), "")
    _, paths, *_ = index.last("build")
    assert len(paths) == 3


def test_a_page_is_found_by_printed_number_and_by_place(session: Session) -> None:
    index_all(session)
    assert session.find_page("02") == (0, 1)
    assert session.find_page("０２") == (0, 1)
    assert session.find_page("p3") == (0, 0)
    assert session.find_page(" P 6 ") == (1, 1)
    assert session.find_page("p7") is None
    assert session.find_page("99") is None


@pytest.mark.parametrize(
    ("typed", "page"),
    [("1:1", 0), ("2：2", 1), (" 2 : p2 ", 1), ("0:1", None), ("4:1", None), ("1:99", None)],
)
def test_a_page_is_found_by_file_and_page(session: Session, typed: str, page: int | None) -> None:
    found = session.find_page(typed)
    assert (found and found[1]) == page
    if found is not None:
        assert found[0] == session.order[int(typed.strip()[0]) - 1]
        name = session.volume.file_and_page(*found)
        assert session.find_page(name) == found


def test_without_printed_numbers_a_plain_number_is_the_place(session: Session) -> None:
    assert session.find_page("3") == (0, 0)
    assert session.find_page("7") is None


def test_headings_above_run_over_files(session: Session) -> None:
    index_all(session)
    first = structure(("", ""), (heading(1, "部", 0), heading(2, "章", 1)))
    second = structure(("", ""), (heading(3, "節", 1, 400),))
    session.on_structure(2, "a", first)
    session.on_structure(0, "b", second)
    titles = [at.heading.title for at in session.headings_above(0, 0)]
    assert titles == ["部", "章"]
    assert [at.heading.title for at in session.headings_above(0, 1, 300)] == ["部", "章"]
    assert [at.heading.title for at in session.headings_above(0, 1, 500)] == ["部", "章", "節"]


def test_jumps_make_history_and_scrolling_does_not(session: Session) -> None:
    went: list[Position] = []
    session.restore_requested.connect(went.append)
    session.set_position(Position(2, 0, 0, 0))
    session.set_position(Position(2, 1, 0, 7))
    assert not session.can_go_back
    session.jump(1, 0, BOX)
    session.set_position(Position(1, 0, 0, 3))
    session.go_back()
    assert went == [Position(2, 1, 0, 7)]
    session.set_position(Position(2, 1, 0, 7))
    session.go_forward()
    assert went[-1] == Position(1, 0, 0, 3)
    assert not session.can_go_forward


def test_history_comes_back_to_the_corner_of_the_view(session: Session) -> None:
    went: list[Position] = []
    session.restore_requested.connect(went.append)
    session.set_position(Position(0, 1, 0, 10), corner=Position(0, 0, 0, 800))
    session.jump(1, 0)
    session.go_back()
    assert went == [Position(0, 0, 0, 800)]


def test_links_are_renumbered_to_the_documents_as_given(session: Session) -> None:
    index_all(session)
    place = Place(1, (BOX,))
    use = Use("NIST", (place,), TextRange(0, 0, 4))
    links = VolumeLinks(
        "白書",
        (Entry("NIST", ((0, 0),), ((0, use), (2, use))),),
        (Resolution(1, 0, Location(2, place)), Resolution(1, 1, None)),
    )
    session.on_links(("a", "b", "c"), links)
    assert session.links is not None
    assert session.links.entries[0].definitions == ((2, 0),)
    assert [document for document, _ in session.links.entries[0].uses] == [2, 1]
    assert session.links.resolutions[0] == Resolution(0, 0, Location(1, place))
    assert session.links.resolutions[1].target is None


def test_links_to_files_that_are_not_open_are_left_out(session: Session) -> None:
    index_all(session)
    place = Place(0, (BOX,))
    links = VolumeLinks("", (), (Resolution(0, 0, Location(3, place)), Resolution(3, 0, None)))
    session.on_links(("a", "b", "c", "gone"), links)
    assert session.links == VolumeLinks("", (), (Resolution(2, 0, None),))


def test_a_structure_of_another_volume_is_dropped(session: Session) -> None:
    index_all(session)
    session.open([Path("z.pdf")])
    session.on_structure(0, "b", structure(("", "")))
    assert session.structures() == [None]


def test_opening_forgets_what_was_open(session: Session, qtbot: QtBot) -> None:
    index_all(session)
    session.set_position(Position(0, 0, 0, 0))
    session.jump(1, 0)
    session.show_target("something")
    with qtbot.waitSignal(session.closed):
        session.open([Path("z.pdf")])
    assert not session.can_go_back
    assert (session.target, session.links) == (None, None)


def test_a_glance_leaves_nothing_behind(session: Session) -> None:
    went: list[Position] = []
    session.restore_requested.connect(went.append)
    session.set_position(Position(2, 0, 0, 7))
    session.glance(1, 0, BOX)
    assert not session.can_go_back
    session.put_back(Position(2, 0, 0, 7))
    assert went == [Position(2, 0, 0, 7)]


def test_a_jump_may_leave_another_place_behind_than_the_one_in_sight(session: Session) -> None:
    went: list[Position] = []
    session.restore_requested.connect(went.append)
    session.set_position(Position(1, 1, 0, 0))
    session.jump(1, 0, BOX, origin=Position(2, 0, 0, 7))
    session.go_back()
    assert went == [Position(2, 0, 0, 7)]


def test_a_builder_that_broke_down_is_said(session: Session, qtbot: QtBot) -> None:
    session.build_index()
    with qtbot.waitSignal(session.message) as said:
        session.on_build_ended(succeeded=False)
    assert "could not be completed" in said.args[0]
    assert not session.progress.running


def test_what_an_open_file_has_become_is_not_taken_for_it(tmp_path: Path) -> None:
    index = FakeIndex()
    session = Session(FakeRenderer(), index)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"")
    session.open([path])
    session.on_identified(path, "old")
    session.on_indexed(path, "new")
    assert session.documents[0].content == "old"
    assert ("load", 0, "new") not in index.calls
    session.open([path])
    session.on_indexed(path, "new")
    assert session.documents[0].content == "new"
    assert ("load", 0, "new") in index.calls
