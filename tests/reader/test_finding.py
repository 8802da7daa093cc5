"""The search of a window, driven by plain calls."""

from pathlib import Path

import pytest
from found_here import Desk, found, row
from pytestqt.qtbot import QtBot

from index_builder.found import Answer, Kind, Options, Suggestion
from index_builder.model import Part, Rect
from index_builder.text import Fold
from reader.finding import Finder
from reader.history import Jump, Position
from reader.requests import FETCH_ALL
from reader.results import Shelf
from reader.search_settings import Scope
from reader.settings import Settings
from reader.volume import Failure

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "abc")


ABC = ("a", "b", "c")


class View:
    """Follows the session as the pages do."""

    def __init__(self, desk: Desk, start: Position = Position(0, 0, 0, 0)) -> None:  # noqa: B008 - frozen
        self.jumps: list[Jump] = []
        self.restored: list[Position] = []
        self._session = desk.session
        desk.session.jump_requested.connect(self._on_jump)
        desk.session.restore_requested.connect(self._on_restore)
        desk.session.set_position(start)

    def _on_jump(self, jump: Jump) -> None:
        self.jumps.append(jump)
        y = jump.rect.y0 if jump.rect else 0
        self._session.set_position(Position(jump.document, jump.page, 0, y))

    def _on_restore(self, position: Position) -> None:
        self.restored.append(position)
        self._session.set_position(position)


# --- the question ---------------------------------------------------------------------------


def test_the_open_files_are_searched_and_counted_as_the_session_counts(desk: Desk) -> None:
    desk.session.set_order((2, 0, 1))
    desk.finder.search("nist")
    _, _, contents, text, options = desk.index.last("search")
    assert (contents, text) == (("c", "a", "b"), "nist")
    assert options == desk.finder.options
    desk.answer([row(0), row(2)], ("c", "a", "b"))
    assert [desk.finder.document_of(number) for number in range(2)] == [2, 1]


def test_a_stale_answer_is_dropped(desk: Desk) -> None:
    desk.finder.search("ni")
    old = desk.ticket
    desk.finder.search("nist")
    desk.finder.on_found(old, ABC, Answer(found([row()])))
    assert len(desk.finder.results) == 0
    assert desk.finder.is_waiting


def test_a_newer_query_cancels_the_older_one(desk: Desk) -> None:
    desk.finder.search("ni")
    desk.finder.search("nist")
    names = [call[0] for call in desk.index.calls if call[0] in {"cancel", "search"}]
    assert names[-3:] == ["search", "cancel", "search"]


def test_details_of_an_older_query_are_dropped(desk: Desk) -> None:
    desk.search("ni", [row()], ABC)
    _, ticket, _, asked, rows = desk.index.last("details")
    desk.search("nist", [row()], ABC)
    desk.finder.on_detailed(ticket, asked, rows, [])
    assert desk.finder.details == {}
    desk.give_details()
    assert list(desk.finder.details) == [0]


def test_results_stay_until_the_next_answer(desk: Desk) -> None:
    desk.search("ni", [row(), row()], ABC)
    desk.finder.search("nis")
    assert len(desk.finder.results) == 2
    desk.answer([row()], ABC)
    assert len(desk.finder.results) == 1


def test_nothing_is_asked_for_an_empty_query(desk: Desk, qtbot: QtBot) -> None:
    desk.search("nist", [row()], ABC)
    before = len([call for call in desk.index.calls if call[0] == "search"])
    with qtbot.waitSignal(desk.finder.results_changed):
        desk.finder.search("  ")
    assert len(desk.finder.results) == 0
    assert len([call for call in desk.index.calls if call[0] == "search"]) == before


def test_a_query_typed_before_the_index_is_searched_as_it_grows(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "")
    desk.session.open([Path("a.pdf"), Path("b.pdf")])
    desk.finder.search("nist")
    assert not [call for call in desk.index.calls if call[0] == "search"]
    desk.shown("ab")
    desk.session.on_structure(0, "a", desk.structure())
    assert desk.index.last("search")[2:4] == (("a",), "nist")
    desk.session.on_structure(1, "b", desk.structure())
    assert desk.index.last("search")[2] == ("a", "b")


def test_the_chosen_hit_stays_chosen_when_more_are_found(desk: Desk) -> None:
    desk.search("nist", [row(1)], ABC)
    desk.finder.go(0)
    desk.finder.search("nist")
    exact = found([row(0), row(1)])
    for sheaf, start in zip(exact.sheaves, (10, 0), strict=True):
        sheaf.starts[0] = start
    desk.finder.on_found(desk.ticket, ABC, Answer(exact))
    assert desk.finder.current == 1


def test_hits_of_the_library_stay_as_they_are_when_it_grows(desk: Desk) -> None:
    desk.finder.set_scope(Scope.LIBRARY)
    desk.search("nist", [row(0)], ("a", "x"))
    ticket = desk.ticket
    desk.session.on_structure(0, "a", desk.structure())
    assert desk.ticket == ticket
    assert desk.finder.is_outdated
    desk.finder.search("nist")
    assert desk.ticket == ticket + 1
    assert not desk.finder.is_outdated


def test_what_is_wrong_in_a_query_is_told_with_its_place(desk: Desk) -> None:
    desk.search("nist", [row()], ABC)
    desk.finder.search("AI re:/(/")
    assert desk.finder.failure is not None
    assert "regular expression" in desk.finder.failure.message
    assert desk.finder.mistake == 7
    assert len(desk.finder.results) == 0
    desk.finder.search("AI re:/(")
    assert desk.finder.failure is None
    assert desk.finder.mistake == -1


def test_a_search_that_fails_is_told(desk: Desk, qtbot: QtBot) -> None:
    desk.finder.search("re:/(a+)+b/")
    failure = Failure("The regular expression takes too long.")
    with qtbot.waitSignal(desk.finder.asked):
        desk.finder.on_failed(desk.ticket, failure, 4)
    assert (desk.finder.failure, desk.finder.mistake) == (failure, 4)
    assert not desk.finder.is_waiting


# --- more of an answer ----------------------------------------------------------------------


def test_the_rest_of_an_answer_is_asked_for_when_the_keys_rest(desk: Desk, qtbot: QtBot) -> None:
    exact = desk.search("nist", [row()], ABC)
    assert not [call for call in desk.index.calls if call[0] == "complete"]
    qtbot.waitUntil(lambda: any(call[0] == "complete" for call in desk.index.calls))
    assert desk.index.last("complete")[2:5] == (ABC, "nist", exact)


def test_what_the_reader_says_of_names_goes_along(desk: Desk) -> None:
    desk.search("nist", [row()], ABC)
    desk.finder.attach_names(lambda: (("NIST", "研究所"),))
    desk.finder.complete()
    assert desk.index.last("complete")[5].names == (("NIST", "研究所"),)
    assert desk.finder.options.names == ()


def test_more_of_an_answer_leaves_the_hits_their_numbers(desk: Desk, qtbot: QtBot) -> None:
    desk.search("nist", [row(), row(1)], ABC)
    desk.give_details()
    desk.finder.go(1)
    suggestions = (Suggestion("ニスト", 3),)
    with qtbot.waitSignal(desk.finder.results_grown):
        desk.grow([found([row(2)], Kind.SYNONYM, "研究所")], suggestions=suggestions)
    assert (desk.finder.current, len(desk.finder.results)) == (1, 3)
    assert sorted(desk.finder.details) == [0, 1]
    assert desk.finder.results.suggestions == suggestions
    assert desk.index.last("details")[4] == (0,)


def test_missing_words_are_no_failure(desk: Desk) -> None:
    desk.search("nist", [row()], ABC)
    desk.finder.on_words_missing(desk.ticket)
    assert desk.finder.lacks_words
    assert desk.finder.failure is None
    desk.finder.search("ai")
    assert not desk.finder.lacks_words


# --- scope and options ----------------------------------------------------------------------


def test_the_scope_can_be_the_file_that_is_read(desk: Desk) -> None:
    desk.session.set_position(Position(1, 0, 0, 0))
    desk.search("nist", [row()], ABC)
    desk.finder.set_scope(Scope.DOCUMENT)
    assert desk.index.last("search")[2:4] == (("b",), "nist")
    desk.session.set_position(Position(2, 0, 0, 0))
    desk.session.on_structure(2, "c", desk.structure())
    assert desk.index.last("search")[2] == ("b",)
    desk.finder.set_scope(Scope.LIBRARY)
    assert desk.index.last("search")[2] is None


def test_scope_and_options_are_remembered(desk: Desk, tmp_path: Path) -> None:
    options = Options(frozenset({Fold.WIDTH, Fold.CASE}), forms=True, readings=True)
    desk.finder.set_scope(Scope.LIBRARY)
    desk.finder.set_options(options)
    again = Finder(desk.session, desk.index, Settings(tmp_path / "settings.json"))
    assert (again.scope, again.options) == (Scope.LIBRARY, options)


def test_other_options_search_again(desk: Desk) -> None:
    desk.search("nist", [row()], ABC)
    options = Options(frozenset({Fold.WIDTH}))
    desk.finder.set_options(options)
    assert desk.index.last("search")[3:] == ("nist", options)


@pytest.mark.parametrize("value", ["", "everywhere"])
def test_an_unknown_scope_counts_as_the_volume(desk: Desk, tmp_path: Path, value: str) -> None:
    settings = Settings(tmp_path / "other.json")
    settings.set("search/scope", value)
    assert Finder(desk.session, desk.index, settings).scope is Scope.VOLUME


# --- from hit to hit ------------------------------------------------------------------------


def test_walking_starts_where_one_reads_and_goes_round(desk: Desk) -> None:
    View(desk, Position(1, 0, 0, 0))
    desk.search("nist", [row(0), row(1), row(2)], ABC)
    desk.give_details()
    walked: list[int] = []
    desk.finder.selected.connect(walked.append)
    for _ in range(3):
        desk.finder.walk(1)
    desk.finder.walk(-1)
    assert walked == [1, 2, 0, 2]


def test_a_walk_leaves_one_place_behind(desk: Desk) -> None:
    view = View(desk, Position(1, 0, 0, 7))
    desk.search("nist", [row(0), row(1), row(2)], ABC)
    desk.give_details()
    for _ in range(3):
        desk.finder.walk(1)
    desk.session.go_back()
    assert view.restored == [Position(1, 0, 0, 7)]
    assert not desk.session.can_go_back


def test_a_walk_that_was_interrupted_leaves_two(desk: Desk) -> None:
    view = View(desk)
    desk.search("nist", [row(0), row(1), row(2)], ABC)
    desk.give_details()
    desk.finder.walk(1)
    desk.session.set_position(Position(0, 2, 0, 50))
    desk.finder.walk(1)
    desk.session.go_back()
    desk.session.go_back()
    assert view.restored == [Position(0, 2, 0, 50), Position(0, 0, 0, 0)]


def test_two_clicks_on_a_hit_leave_one_place_behind(desk: Desk) -> None:
    view = View(desk, Position(2, 1, 0, 5))
    desk.search("nist", [row(0), row(1)], ABC)
    desk.give_details()
    desk.finder.go(1)
    desk.finder.go(1)
    desk.session.go_back()
    assert view.restored == [Position(2, 1, 0, 5)]
    assert not desk.session.can_go_back


def test_a_hit_is_gone_to_when_its_details_are_there(desk: Desk) -> None:
    view = View(desk)
    desk.search("nist", [row(0), row(1, 2)], ABC)
    desk.finder.go(1)
    assert view.jumps == []
    assert desk.finder.current == 1
    desk.give_details()
    assert [(jump.document, jump.page, jump.rect) for jump in view.jumps] == [
        (1, 2, Rect(10, 30, 30, 38))
    ]


def test_a_hit_without_details_is_gone_to_by_its_page(desk: Desk) -> None:
    view = View(desk)
    desk.search("nist", [row(1, 2)], ABC)
    desk.finder.go(0)
    desk.finder.on_failed(desk.ticket, Failure("damaged"), -1)
    assert [(jump.document, jump.page, jump.rect) for jump in view.jumps] == [(1, 2, None)]
    assert len(desk.finder.results) == 1


def test_a_preview_leaves_no_trace_and_leads_back(desk: Desk) -> None:
    view = View(desk, Position(2, 1, 0, 5))
    desk.search("nist", [row(0), row(1)], ABC)
    desk.give_details()
    desk.finder.preview(0)
    desk.finder.preview(1)
    assert [jump.document for jump in view.jumps] == [0, 1]
    assert not desk.session.can_go_back
    desk.finder.put_back()
    assert view.restored == [Position(2, 1, 0, 5)]
    desk.finder.put_back()
    assert len(view.restored) == 1


@pytest.mark.parametrize("way", ["go", "walk", "settle"])
def test_the_way_back_leads_to_where_previewing_began(desk: Desk, way: str) -> None:
    view = View(desk, Position(2, 1, 0, 5))
    desk.search("nist", [row(0), row(1)], ABC)
    desk.give_details()
    desk.finder.preview(0)
    {"go": lambda: desk.finder.go(1), "walk": lambda: desk.finder.walk(1)}.get(
        way, desk.finder.settle
    )()
    desk.session.go_back()
    assert view.restored == [Position(2, 1, 0, 5)]
    assert not desk.session.can_go_back


def test_a_preview_that_was_ended_comes_no_more(desk: Desk) -> None:
    view = View(desk)
    desk.search("nist", [row(0), row(1)], ABC)
    desk.finder.preview(1)
    desk.finder.put_back()
    desk.give_details()
    assert view.jumps == []


def test_a_hit_that_is_being_gone_to_is_reached_though_the_list_is_left(desk: Desk) -> None:
    view = View(desk, Position(2, 1, 0, 5))
    desk.search("nist", [row(0), row(1)], ABC)
    desk.finder.go(1)
    desk.finder.settle()
    desk.give_details()
    assert [jump.document for jump in view.jumps] == [1]
    desk.session.go_back()
    assert view.restored == [Position(2, 1, 0, 5)]


def test_only_the_shown_part_is_walked(desk: Desk) -> None:
    View(desk)
    rows = [row(0, part=Part.NOTE), row(0), row(1, part=Part.NOTE)]
    desk.search("nist", rows, ABC)
    desk.give_details()
    desk.finder.go(1)
    desk.finder.set_part(Part.NOTE)
    assert desk.finder.current == -1
    walked: list[int] = []
    desk.finder.selected.connect(walked.append)
    for _ in range(3):
        desk.finder.walk(1)
    assert walked == [0, 2, 0]
    desk.search("ai", rows, ABC)
    assert desk.finder.part is None


def test_other_names_are_walked_by_themselves(desk: Desk) -> None:
    View(desk)
    desk.search("nist", [row(0)], ABC)
    desk.grow([found([row(1), row(2)], Kind.SYNONYM, "研究所")])
    desk.finder.go(1)
    desk.finder.walk(1)
    desk.finder.walk(1)
    assert desk.finder.current == 1


def test_what_is_looked_at_is_fetched_first(desk: Desk) -> None:
    desk.search("nist", [row(0, page) for page in range(FETCH_ALL + 1)], ABC)
    desk.finder.want([1500, 1501])
    desk.give_details()
    assert desk.index.last("details")[4] == (1500, 1501)
    desk.give_details()
    requests = [call for call in desk.index.calls if call[0] == "details"]
    assert len(requests) == 2


# --- the library ----------------------------------------------------------------------------


SHELF = Shelf({"a": "甲", "x": "乙", "y": "丙"}, (("今年", ("a", "b", "c")), ("去年", ("x", "y"))))


def in_library(desk: Desk) -> None:
    desk.finder.set_scope(Scope.LIBRARY)
    desk.finder.search("nist")
    desk.finder.on_shelved(desk.ticket, SHELF)
    desk.answer([row(0), row(1, 2), row(2)], ("a", "y", "x"))
    desk.give_details()


def test_a_hit_of_another_volume_opens_it_and_keeps_the_search(desk: Desk, qtbot: QtBot) -> None:
    View(desk)
    in_library(desk)
    assert [desk.finder.document_of(number) for number in range(3)] == [0, -1, -1]
    desk.finder.go(1)
    _, ticket, contents = desk.index.last("locate")
    assert contents == ("x", "y")
    desk.finder.on_located(ticket, (Path("x.pdf"), Path("y.pdf")))
    assert [document.path.name for document in desk.session.documents] == ["x.pdf", "y.pdf"]
    assert (desk.finder.text, len(desk.finder.results), desk.finder.current) == ("nist", 3, 1)
    with qtbot.waitSignals([desk.finder.placed, desk.session.jump_requested]):
        desk.shown("xy")
    view = View(desk)
    desk.finder.go(1)
    assert [(jump.document, jump.page) for jump in view.jumps] == [(1, 2)]
    assert [desk.finder.document_of(number) for number in range(3)] == [-1, 1, 0]
    assert desk.finder.came_for_hit


def test_a_hit_of_another_volume_is_not_previewed(desk: Desk, qtbot: QtBot) -> None:
    View(desk)
    in_library(desk)
    with qtbot.waitSignal(desk.session.message) as said:
        desk.finder.preview(1)
    assert "去年" in said.args[0]
    assert not [call for call in desk.index.calls if call[0] == "locate"]


def test_a_volume_whose_files_have_gone_is_said(desk: Desk, qtbot: QtBot) -> None:
    in_library(desk)
    desk.finder.go(1)
    with qtbot.waitSignal(desk.session.message):
        desk.finder.on_located(desk.ticket, ())
    assert len(desk.session.documents) == 3


def test_another_volume_opened_by_hand_ends_the_search(desk: Desk) -> None:
    in_library(desk)
    desk.open("z")
    assert (desk.finder.text, len(desk.finder.results)) == ("", 0)
    assert not desk.finder.came_for_hit


def test_titles_in_the_library(desk: Desk) -> None:
    in_library(desk)
    assert [desk.finder.volume_title(document) for document in range(3)] == ["今年", "去年", "去年"]
    assert desk.finder.document_title(1) == "丙"
