"""The bookmarks panel with mouse and keys: folders, names, letters, moving, and the bookmarks of other volumes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import paper
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.notebook import Item
from reader.panels.bookmarks import ALL, LETTER, LISTED, NAME, BookmarksPanel
from reader.place_links import PlaceLink, read_link
from reader.records import Bookmark, content_hash
from reader.settings import Settings

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    return [paper(tmp_path / f"{name}.pdf", 6, (400, 600), name) for name in "ab"]


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, papers: list[Path]) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1000, 700)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([papers[0]])
    qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
    qtbot.waitUntil(lambda: desk.session.documents[0].content != "", timeout=LONG)
    keeping = desk.furniture.keeping
    foreign = content_hash(papers[1])
    desk.furniture._opened.remember_document(foreign, papers[1], "乙の本")
    keep = keeping.notebook.add
    keep([Item(0, Bookmark("x", foreign, 3, 0.0, "乙の印", "", "引用"))])
    for page, title in ((4, "三つ目"), (1, "一つ目"), (2, "二つ目")):
        keeping.notebook.add_bookmark(0, page, 10.0, title)
    desk.window.actions_by_id["bookmarks"].trigger()
    qtbot.waitUntil(lambda: len(shown(desk)) == 3, timeout=LONG)
    yield desk
    desk.close()


def panel(desk: Desk) -> BookmarksPanel:
    return desk.furniture.keeping.bookmark_ways.panel


def shown(desk: Desk) -> list[str]:
    """Folders with what is in them, and the names beside."""
    found = []
    for item in panel(desk)._tops():
        inner = [item.child(n).text(NAME) for n in range(item.childCount())]
        is_folder = item.data(NAME, LISTED) is None
        found.append(f"{item.text(NAME)}: {', '.join(inner)}" if is_folder else item.text(NAME))
    return found


def row(desk: Desk, name: str) -> QTreeWidgetItem:
    every = (*panel(desk)._tops(), *panel(desk)._rows())
    return next(item for item in every if item.text(NAME) == name)


def wait_for(qtbot: QtBot, desk: Desk, *names: str) -> None:
    qtbot.waitUntil(lambda: shown(desk) == list(names), timeout=LONG)


def choose(desk: Desk, *names: str) -> None:
    panel(desk).tree.clearSelection()
    for name in names:
        row(desk, name).setSelected(True)


def type_into(qtbot: QtBot, desk: Desk, item: QTreeWidgetItem, column: int, text: str) -> None:
    tree = panel(desk).tree
    tree.setCurrentItem(item, column)
    tree.editItem(item, column)
    editor = tree.findChild(QLineEdit)
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tree.findChild(QLineEdit) is None, timeout=LONG)


def menu(desk: Desk, item: QTreeWidgetItem | None, *path: str) -> None:
    """Chooses in the menu at the pointer."""
    found = QMenu()
    panel(desk).fill_menu(found, item)
    inner = found
    for name in path:
        action = next(each for each in inner.actions() if each.text() == name)
        inner = action.menu() or inner
    action.trigger()
    found.deleteLater()


def drop(desk: Desk, onto: QTreeWidgetItem | None) -> None:
    tree = panel(desk).tree
    at = tree.visualItemRect(onto).center() if onto else tree.viewport().rect().bottomLeft()
    event = QDropEvent(
        QPointF(at), Qt.DropAction.MoveAction, QMimeData(), LEFT, Qt.KeyboardModifier.NoModifier
    )
    tree.dropEvent(event)


def undo(desk: Desk) -> None:
    desk.window.actions_by_id["undo"].trigger()


def test_a_click_goes_there_and_enter_too(qtbot: QtBot, desk: Desk) -> None:
    wait_for(qtbot, desk, "一つ目", "二つ目", "三つ目")
    tree = panel(desk).tree
    where = tree.visualItemRect(row(desk, "三つ目")).center()
    QTest.mouseClick(tree.viewport(), LEFT, pos=where)
    qtbot.waitUntil(lambda: desk.session.position.page == 4, timeout=LONG)
    tree.setCurrentItem(row(desk, "一つ目"))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.position.page == 1, timeout=LONG)


def test_a_folder_is_made_filled_renamed_and_taken_away(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "一つ目", "三つ目")
    panel(desk).folder.click()
    dialog = panel(desk).findChild(QInputDialog)
    dialog.setTextValue("引用")
    dialog.accept()
    wait_for(qtbot, desk, "引用: 一つ目, 三つ目", "二つ目")
    type_into(qtbot, desk, row(desk, "引用"), NAME, "要確認")
    wait_for(qtbot, desk, "要確認: 一つ目, 三つ目", "二つ目")
    assert [r.folder for r in every(desk) if r.title == "乙の印"] == ["要確認"]
    menu(desk, row(desk, "要確認"), "Delete the folder, keep its bookmarks")
    wait_for(qtbot, desk, "一つ目", "二つ目", "三つ目")
    assert {record.folder for record in every(desk)} == {""}
    undo(desk)
    wait_for(qtbot, desk, "要確認: 一つ目, 三つ目", "二つ目")
    assert [r.folder for r in every(desk) if r.title == "乙の印"] == ["要確認"]


def every(desk: Desk) -> list[Bookmark]:
    return desk.furniture._opened.bookmarks(None)


def test_an_empty_folder_stays(qtbot: QtBot, desk: Desk, data_folder: Path) -> None:
    panel(desk).ask_folder()
    dialog = panel(desk).findChild(QInputDialog)
    dialog.setTextValue("空")
    dialog.accept()
    wait_for(qtbot, desk, "空: ", "一つ目", "二つ目", "三つ目")
    assert Settings(data_folder / "settings.json").get("notes/folders") == ["空"]


def test_bookmarks_are_dragged_and_moved_by_menu_as_one_gesture(qtbot: QtBot, desk: Desk) -> None:
    desk.furniture.keeping.bookmark_ways.panel._marks.add_folder("Ａ")
    wait_for(qtbot, desk, "Ａ: ", "一つ目", "二つ目", "三つ目")
    choose(desk, "二つ目", "三つ目")
    drop(desk, row(desk, "Ａ"))
    wait_for(qtbot, desk, "Ａ: 二つ目, 三つ目", "一つ目")
    undo(desk)
    wait_for(qtbot, desk, "Ａ: ", "一つ目", "二つ目", "三つ目")
    choose(desk, "一つ目")
    menu(desk, row(desk, "一つ目"), "Move to", "Ａ")
    wait_for(qtbot, desk, "Ａ: 一つ目", "二つ目", "三つ目")
    choose(desk, "一つ目")
    drop(desk, None)
    wait_for(qtbot, desk, "Ａ: ", "一つ目", "二つ目", "三つ目")


def test_names_and_letters_are_edited_in_place(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, row(desk, "一つ目"), NAME, "始め")
    wait_for(qtbot, desk, "始め", "二つ目", "三つ目")
    type_into(qtbot, desk, row(desk, "始め"), NAME, " ")
    wait_for(qtbot, desk, "始め", "二つ目", "三つ目")
    type_into(qtbot, desk, row(desk, "始め"), LETTER, "ｓ")
    qtbot.waitUntil(lambda: row(desk, "始め").text(LETTER) == "s", timeout=LONG)
    type_into(qtbot, desk, row(desk, "二つ目"), LETTER, "s")
    qtbot.waitUntil(lambda: row(desk, "二つ目").text(LETTER) == "s", timeout=LONG)
    assert row(desk, "始め").text(LETTER) == ""
    type_into(qtbot, desk, row(desk, "三つ目"), LETTER, "1")
    qtbot.waitUntil(lambda: row(desk, "三つ目").text(LETTER) == "", timeout=LONG)
    undo(desk)
    qtbot.waitUntil(lambda: row(desk, "始め").text(LETTER) == "s", timeout=LONG)


def test_delete_and_undo(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "一つ目", "三つ目")
    with qtbot.waitSignal(desk.session.message) as said:
        QTest.keyClick(panel(desk).tree, Qt.Key.Key_Delete)
    assert "2" in said.args[0]
    wait_for(qtbot, desk, "二つ目")
    undo(desk)
    wait_for(qtbot, desk, "一つ目", "二つ目", "三つ目")


def test_a_link_is_copied(desk: Desk, papers: list[Path]) -> None:
    item = row(desk, "三つ目")
    menu(desk, item, "Copy link")
    link = read_link(QGuiApplication.clipboard().text())
    assert link == PlaceLink(content_hash(papers[0]), 4, item.data(NAME, LISTED).record.id)


def test_bookmarks_of_other_volumes_are_changed_undone_and_opened(
    qtbot: QtBot, desk: Desk, papers: list[Path]
) -> None:
    panel(desk).scope.setCurrentIndex(ALL)
    wait_for(qtbot, desk, "引用: 乙の印", "一つ目", "二つ目", "三つ目")
    type_into(qtbot, desk, row(desk, "乙の印"), NAME, "乙の章")
    wait_for(qtbot, desk, "引用: 乙の章", "一つ目", "二つ目", "三つ目")
    assert row(desk, "乙の章").text(3) == "乙の本"
    undo(desk)
    wait_for(qtbot, desk, "引用: 乙の印", "一つ目", "二つ目", "三つ目")
    panel(desk).tree.entered.emit(row(desk, "乙の印"))
    qtbot.waitUntil(lambda: desk.session.documents[0].path == papers[1], timeout=LONG)
    qtbot.waitUntil(
        lambda: desk.session.position is not None and desk.session.position.page == 3, timeout=LONG
    )


def test_a_letter_that_goes_to_another_volume_is_taken_back_in_this_one(
    qtbot: QtBot, desk: Desk
) -> None:
    panel(desk).scope.setCurrentIndex(ALL)
    wait_for(qtbot, desk, "引用: 乙の印", "一つ目", "二つ目", "三つ目")
    type_into(qtbot, desk, row(desk, "一つ目"), LETTER, "A")
    qtbot.waitUntil(lambda: row(desk, "一つ目").text(LETTER) == "A", timeout=LONG)
    type_into(qtbot, desk, row(desk, "乙の印"), LETTER, "A")
    qtbot.waitUntil(lambda: row(desk, "一つ目").text(LETTER) == "", timeout=LONG)
    data, here = desk.furniture._opened, desk.session.documents[0].content
    qtbot.waitUntil(lambda: not data.pending, timeout=LONG)
    change = data.undo([here])
    assert change is not None
    assert len(change.every) == 2


def test_what_is_typed_is_not_lost_when_the_list_changes(qtbot: QtBot, desk: Desk) -> None:
    tree = panel(desk).tree
    item = row(desk, "一つ目")
    tree.setCurrentItem(item, NAME)
    tree.editItem(item, NAME)
    editor = tree.findChild(QLineEdit)
    editor.setText("新しい名")
    desk.furniture.keeping.notebook.add_bookmark(0, 5, 0.0, "四つ目")
    panel(desk).refresh()
    assert tree.findChild(QLineEdit) is editor
    QTest.keyClick(editor, Qt.Key.Key_Return)
    wait_for(qtbot, desk, "新しい名", "二つ目", "三つ目", "四つ目")


def test_without_bookmarks_the_panel_says_how_to_make_one(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "一つ目", "二つ目", "三つ目")
    QTest.keyClick(panel(desk).tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(panel(desk).says.isVisible, timeout=LONG)
    assert "Ctrl+D" in panel(desk).says.text()
    QApplication.processEvents()
