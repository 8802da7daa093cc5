"""The item model of the outline, checked by Qt's own model tester."""

from array import array
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from index_builder.model import Heading, Part, Passage, Place, Rect, Structure
from reader.models import NOTES, OutlineModel, Role
from reader.volume import Volume, VolumeDocument

pytestmark = pytest.mark.usefixtures("qapp")


class Info:
    sizes = ((100.0, 100.0),) * 3
    rotations = (0,) * 3
    labels = ("i", "ii", "iii")
    title = ""


def heading(level: int, title: str, page: int, y: float = 10) -> Heading:
    return Heading(level, "第１章", title, Place(page, (Rect(0, y, 50, y + 9),)))


def structure(*headings: Heading) -> Structure:
    passage = Passage(Part.BODY, "文", array("i", (0,)), ((0, 0),))
    return Structure("題", ("", "", ""), (passage,), headings)


@pytest.fixture
def volume() -> Volume:
    """Read in the order 1, 0, 2; the last has no structure yet."""
    documents = (
        VolumeDocument(
            Path("b.pdf"),
            Info(),
            structure=structure(heading(2, "章の二", 0), heading(3, "節", 2, 50)),
        ),
        VolumeDocument(
            Path("a.pdf"), Info(), structure=structure(heading(1, "部", 0), heading(2, "章の一", 1))
        ),
        VolumeDocument(Path("c.pdf"), Info()),
    )
    return Volume(documents, (1, 0, 2), "白書")


@pytest.fixture
def outline(volume: Volume, qtmodeltester: ModelTester) -> OutlineModel:
    model = OutlineModel()
    model.set_volume(volume)
    qtmodeltester.check(model)
    return model


def titles(model: OutlineModel, parent: QModelIndex | None = None) -> list[object]:
    parent = parent or QModelIndex()
    rows = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        below = titles(model, index)
        rows.append((index.data(), below) if below else index.data())
    return rows


def test_headings_form_one_tree_over_the_files(outline: OutlineModel) -> None:
    chapter = "第１章\u3000"
    assert titles(outline) == [
        (
            f"{chapter}部",
            [f"{chapter}章の一", (f"{chapter}章の二", [f"{chapter}節"])],
        ),
        "c",
    ]


def test_headings_of_another_publication_are_not_below_those_before(volume: Volume) -> None:
    apart = replace(volume, publications=(0, 1, 1))
    model = OutlineModel()
    model.set_volume(apart)
    tops = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert len(tops) > 2
    second = apart.order[1]
    assert all(at.document == second for at in apart.headings_above(second, 1))


def test_an_entry_without_a_page_is_shown_once_and_cannot_be_chosen(
    volume: Volume, qtmodeltester: ModelTester
) -> None:
    part = heading(1, "頁のない部", 0)
    documents = [
        replace(known, structure=replace(known.structure, unplaced=(part,)))
        for known in (volume.documents[0], volume.documents[0])
        if known.structure
    ]
    model = OutlineModel()
    model.set_volume(Volume(tuple(documents), (0, 1), "白書"))
    qtmodeltester.check(model)

    assert model.rowCount() == 1
    index = model.index(0, 0)
    assert index.data() == "第１章\u3000頁のない部"
    assert index.flags() == Qt.ItemFlag.NoItemFlags
    assert model.index(0, 1).data() == ""
    assert model.rowCount(index) == 2
    assert model.index(0, 0, index).flags() & Qt.ItemFlag.ItemIsSelectable


def test_a_file_without_structure_waits(outline: OutlineModel, volume: Volume) -> None:
    index = outline.index(1, 0)
    assert index.data(Role.WAITING)
    assert "c" in index.data(Qt.ItemDataRole.ToolTipRole)
    found = replace(volume.documents[2], structure=structure())
    outline.set_volume(volume.with_document(2, found))
    assert not outline.index(1, 0).data(Role.WAITING)


def test_printed_pages_stand_in_the_second_column(outline: OutlineModel) -> None:
    assert outline.index(0, 1).data() == "i"
    assert outline.index(1, 1, outline.index(0, 0)).data() == "i"


def test_a_place_is_located_under_its_heading(outline: OutlineModel) -> None:
    def at(document: int, page: int, y: float) -> str:
        node = outline.locate(document, page, y)
        return node.heading.title if node and node.heading else ""

    assert at(1, 0, 5) == ""
    assert at(1, 0, 10) == "部"
    assert at(1, 2, 0) == "章の一"
    assert at(0, 2, 49) == "章の二"
    assert at(0, 2, 51) == "節"


def test_the_current_heading_is_marked(outline: OutlineModel) -> None:
    node = outline.locate(0, 2, 99)
    assert node is not None
    outline.set_current(node)
    assert outline.index_of(node).data(Role.CURRENT)
    outline.set_current(None)
    assert not outline.index_of(node).data(Role.CURRENT)


def test_notes_are_counted_below_their_headings(outline: OutlineModel) -> None:
    def counts(parent: QModelIndex | None = None) -> list[tuple[str, int]]:
        parent = parent or QModelIndex()
        found: list[tuple[str, int]] = []
        for row in range(outline.rowCount(parent)):
            index = outline.index(row, NOTES, parent)
            title = outline.index(row, 0, parent)
            found.append((index.data(), index.data(Role.COUNT)))
            found += counts(title)
        return found

    places = [(0, 0, 5.0), (0, 0, 20.0), (0, 1, 9.0), (0, 1, 10.0), (1, 2, 49.0), (1, 2, 50.0)]
    outline.count_notes(places, lambda place: place)
    assert counts() == [("5", 5), ("1", 1), ("2", 2), ("1", 1), ("", 0)]
    assert outline.most_notes == 5
    assert "5" in outline.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    outline.count_notes([(2, 0, 0.0)], lambda place: place)
    assert counts() == [("", 0)] * 4 + [("1", 1)]


def test_a_heading_that_is_printed_nowhere_counts_what_is_below_it(volume: Volume) -> None:
    known = volume.documents[0]
    assert known.structure is not None
    part = heading(1, "頁のない部", 0)
    document = replace(known, structure=replace(known.structure, unplaced=(part,)))
    model = OutlineModel()
    model.set_volume(Volume((document,), (0,), "白書"))
    for places in ([(0, 0, 20.0), (0, 2, 60.0)], []):
        model.count_notes(places, lambda place: place)
        assert model.index(0, NOTES).data(Role.COUNT) == len(places)


def test_without_headings_nothing_is_counted() -> None:
    model = OutlineModel()
    model.count_notes([(0, 0, 1.0)], lambda place: place)
    assert model.most_notes == 0


def test_headings_that_jump_back_count_no_note_twice(volume: Volume) -> None:
    columns = structure(heading(2, "左", 0, 500), heading(2, "右", 0, 40), heading(2, "次", 1))
    model = OutlineModel()
    model.set_volume(Volume((replace(volume.documents[0], structure=columns),), (0,), "白書"))
    places = [(0, 0, y) for y in (20.0, 100.0, 510.0, 600.0)]
    model.count_notes(places, lambda place: place)
    assert sum(model.index(row, NOTES).data(Role.COUNT) for row in range(3)) == 2
