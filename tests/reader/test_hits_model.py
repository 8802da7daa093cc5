"""The tree of what was found, checked by Qt's own model tester."""

from pathlib import Path

import pytest
from found_here import Desk, found, headings_of, row
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from index_builder.found import Kind
from index_builder.model import Part
from reader.hits_model import HitsModel
from reader.models import Role
from reader.requests import FETCH_ALL
from reader.results import Shelf
from reader.search_settings import Scope

pytestmark = pytest.mark.usefixtures("qapp")

ROWS = [
    row(0, 0, ("部",)),
    row(0, 0, ("部", "第１章")),
    row(0, 1, ("部", "第１章", "第１節"), Part.NOTE),
    row(0, 1, ("部", "第１章", "第１節")),
    row(0, 2, ("部", "第２章"), Part.NOTE),
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def model(desk: Desk) -> HitsModel:
    return HitsModel(desk.finder)


Tree = list[tuple[str, int, "Tree"] | int]


def tree(model: HitsModel, parent: QModelIndex | None = None) -> Tree:
    """Hits as their numbers, titles with their counts and what is below them."""
    found: Tree = []
    parent = parent or QModelIndex()
    if model.canFetchMore(parent):
        model.fetchMore(parent)
    for place in range(model.rowCount(parent)):
        index = model.index(place, 0, parent)
        number = model.hit_number(index)
        title = (index.data(), index.data(Role.COUNT), tree(model, index))
        found.append(title if number < 0 else number)
    return found


def test_hits_stand_under_nested_headings_with_counts(
    desk: Desk, model: HitsModel, qtmodeltester: ModelTester
) -> None:
    desk.search("nist", ROWS)
    qtmodeltester.check(model)
    first = ("第１節", 2, [2, 3])
    assert tree(model) == [("部", 5, [0, ("第１章", 3, [1, first]), ("第２章", 1, [4])])]
    index = model.index_of(2).parent()
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "部 › 第１章 › 第１節"
    assert [model.hit_number(model.index_of(number)) for number in range(5)] == list(range(5))
    assert not model.index_of(5).isValid()


def test_a_filter_leaves_the_hits_of_one_part(desk: Desk, model: HitsModel) -> None:
    desk.search("nist", ROWS)
    desk.finder.set_part(Part.NOTE)
    assert tree(model) == [
        ("部", 2, [("第１章", 1, [("第１節", 1, [2])]), ("第２章", 1, [4])]),
    ]
    assert not model.index_of(0).isValid()
    desk.finder.set_part(None)
    assert tree(model)[0][1] == 5


def test_hits_outside_every_heading_stand_under_the_volume(desk: Desk, model: HitsModel) -> None:
    desk.search("nist", [row(0, 0, ())])
    assert tree(model) == [("白書", 1, [0])]


def test_other_names_and_forms_stand_below_by_themselves(
    desk: Desk, model: HitsModel, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    desk.search("nist", ROWS[:1])
    assert tree(model) == [("部", 1, [0])]
    forms = found([row(0, 2, ("後",)), row(0, 0, ("前",))], Kind.FORM)
    with qtbot.waitSignal(model.rowsInserted):
        desk.grow([found(ROWS[1:2], Kind.SYNONYM, "研究所"), forms])
    qtmodeltester.check(model)
    assert tree(model) == [
        ("部", 1, [0]),
        ("研究所", 1, [("部", 1, [("第１章", 1, [1])])]),
        ("Other forms", 2, [2, 3]),
    ]
    assert [model.index(at, 0).data(Role.SECTION) for at in range(3)] == [False, True, True]
    assert model.hit_number(model.index_of(3)) == 3


def test_a_section_without_the_shown_part_has_no_title(desk: Desk, model: HitsModel) -> None:
    desk.search("nist", ROWS)
    desk.finder.set_part(Part.NOTE)
    desk.grow([found(ROWS[:1], Kind.SYNONYM, "研究所")])
    assert [title[0] for title in tree(model)] == ["部"]


def test_only_looked_at_rows_of_a_long_answer_are_fetched(
    desk: Desk, model: HitsModel, qtbot: QtBot
) -> None:
    desk.search("nist", [row(0, page) for page in range(FETCH_ALL + 1)])
    desk.give_details()
    index = model.index_of(1234)
    assert index.data(Role.HIT) is None
    assert index.data() == ""
    qtbot.waitUntil(lambda: desk.index.last("details")[4] == (1234,))
    with qtbot.waitSignal(model.dataChanged) as changed:
        desk.give_details()
    assert changed.args[0] == index
    assert index.data() == "前のＮＩＳＴ、1234番"
    assert index.data(Role.HIT).start == 2


def test_the_printed_page_is_known_without_details(desk: Desk, model: HitsModel) -> None:
    desk.search("nist", [row(0, 1)])
    assert model.index_of(0).data(Role.LABEL) == desk.session.printed_label(0, 1)


@pytest.fixture
def library(desk: Desk, model: HitsModel) -> HitsModel:
    """The model while the library is searched, which holds two volumes."""
    desk.finder.set_scope(Scope.LIBRARY)
    desk.finder.search("nist")
    shelf = Shelf({"a": "甲", "x": "乙", "y": "丙"}, (("今年", ("a",)), ("去年", ("x", "y"))))
    desk.finder.on_shelved(desk.ticket, shelf)
    return model


def asked(desk: Desk) -> list[tuple[object, ...]]:
    """The documents whose headings were asked for, each time."""
    return [call[2:] for call in desk.index.calls if call[0] == "headings"]


IN_LIBRARY = [row(0), row(1), row(2), row(2, 1, ())]


def test_the_library_stands_volume_by_volume(
    desk: Desk, library: HitsModel, qtmodeltester: ModelTester
) -> None:
    desk.answer(IN_LIBRARY, ("a", "x", "y"))
    assert tree(library) == [
        ("今年", 1, [("章", 1, [0])]),
        ("去年", 3, [("章", 2, [1, 2]), ("丙", 1, [3])]),
    ]
    assert [library.index(at, 0).data(Role.SECTION) for at in range(2)] == [True, True]
    desk.grow([found([row(1)], Kind.SYNONYM, "研究所")])
    assert tree(library)[2:] == [("研究所", 1, [("去年", 1, [("章", 1, [4])])])]
    qtmodeltester.check(library)


def test_a_volume_of_the_library_is_laid_out_when_it_is_unfolded(
    desk: Desk, library: HitsModel, qtbot: QtBot
) -> None:
    exact = desk.answer(IN_LIBRARY, ("a", "x", "y"), is_bare=True)
    last = library.index(1, 0)
    assert (last.data(), last.data(Role.COUNT)) == ("去年", 3)
    assert library.hasChildren(last)
    assert library.rowCount(last) == 0
    library.fetchMore(last)
    assert not library.canFetchMore(last)
    qtbot.waitUntil(lambda: bool(asked(desk)))
    assert asked(desk) == [(("a", "x", "y"), (1, 2))]
    with qtbot.waitSignal(library.rowsInserted) as inserted:
        desk.finder.on_headings(desk.ticket, headings_of(exact))
    assert inserted.args == [last, 0, 1]
    assert tree(library, last) == [("章", 2, [1, 2]), ("丙", 1, [3])]


def test_a_hit_in_a_folded_volume_is_found_as_soon_as_that_can_be_laid_out(
    desk: Desk, library: HitsModel, qtbot: QtBot
) -> None:
    exact = desk.answer(IN_LIBRARY, ("a", "x", "y"), is_bare=True)
    assert not library.index_of(2).isValid()
    assert not library.index_of(3).isValid()
    qtbot.waitUntil(lambda: bool(asked(desk)))
    assert asked(desk) == [(("a", "x", "y"), (1, 2))]
    desk.finder.on_headings(desk.ticket - 1, headings_of(exact))
    assert not library.index_of(2).isValid()
    desk.finder.on_headings(desk.ticket, headings_of(exact))
    assert library.hit_number(library.index_of(2)) == 2


def test_fifty_thousand_hits_are_shown_at_once(desk: Desk, model: HitsModel) -> None:
    rows = [row(0, at // 10, ("部", f"第{at // 500}章")) for at in range(50_000)]
    desk.search("の", rows)
    assert model.index(0, 0).data(Role.COUNT) == 50_000
    assert model.rowCount(model.index(0, 0)) == 100
    assert model.hit_number(model.index_of(49_999)) == 49_999
    requests = [call for call in desk.index.calls if call[0] == "details"]
    assert len(requests) == 1
