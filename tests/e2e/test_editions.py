"""Notes in the real window: taken over by another edition, listed over all volumes, restored from a backup."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import second_edition
from highlighted import highlight
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.panels.all_notes import AllNotesDialog
from reader.panels.backups import BackupsDialog
from reader.panels.rows import RowView
from reader.panels.taken_over import TakenOver
from reader.records import Annotation
from reader.settings import Settings

LONG = 60_000
BEFORE = second_edition.chapter(3, 120)
AFTER = second_edition.revised(BEFORE, 11, 0.1)


@pytest.fixture
def desks(qtbot: QtBot, data_folder: Path) -> Iterator["Desks"]:
    del qtbot
    made = Desks(data_folder)
    yield made
    made.close()


class Desks:
    """One window after the other on the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk: Desk | None = None

    def open(self, qtbot: QtBot, *paths: Path) -> Desk:
        self.close()
        desk = self.desk = Desk(Settings(self.folder / "settings.json"))
        desk.window.resize(1200, 800)
        desk.window.show()
        with qtbot.waitSignal(desk.furnished, timeout=LONG):
            desk.open(list(paths))
        qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
        qtbot.waitUntil(
            lambda: all(d.structure is not None for d in desk.session.documents), timeout=LONG
        )
        return desk

    def close(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None


def annotate(desk: Desk, printed: second_edition.Printed, count: int = 12) -> None:
    notes = second_edition.annotations(printed.edition, BEFORE, 5, count)
    for _, note in notes:
        highlight(
            desk.furniture.keeping.notebook,
            0,
            note.page,
            note.rects,
            note.quotation,
            colour="green",
        )


def buttons(desk: Desk) -> dict[str, QPushButton]:
    return {button.text(): button for button in desk.window.bars.findChildren(QPushButton)}


def said(desk: Desk, words: str) -> bool:
    return any(words in text for text in desk.window.bars.texts())


def quotations(desk: Desk) -> list[str]:
    return [item.record.quotation for item in desk.furniture.keeping.notebook.items()]


def dialog_of(kind: type) -> object:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def is_shown(kind: type) -> bool:
    return any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets())


def click_row(qtbot: QtBot, view: RowView, group: int, row: int) -> None:
    index = view.rows.index(row, 0, view.rows.index(group, 0, QModelIndex()))
    view.scrollTo(index)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )


def test_notes_move_to_another_edition_and_stay_with_the_old_one(
    qtbot: QtBot, desks: Desks, tmp_path: Path
) -> None:
    path = tmp_path / "chapter.pdf"
    first = second_edition.typeset(path, BEFORE, 40, 34)
    annotate(desks.open(qtbot, path), first)
    desks.close()
    second_edition.typeset(path, AFTER, 23, 40, 2)
    desk = desks.open(qtbot, path)
    qtbot.waitUntil(lambda: said(desk, "another edition"), timeout=LONG)
    assert quotations(desk) == [], "nothing is taken over unasked"
    connection = desk.furniture._opened._file._connection
    connection.execute("PRAGMA max_page_count = 1")
    buttons(desk)["Take over the notes"].click()
    qtbot.waitUntil(lambda: said(desk, "disk is full"), timeout=LONG)
    assert quotations(desk) == [], "all or nothing"
    connection.execute("PRAGMA max_page_count = 1000000")
    buttons(desk)["Take over the notes"].click()
    qtbot.waitUntil(lambda: said(desk, "Notes taken over"), timeout=LONG)
    qtbot.waitUntil(lambda: len(quotations(desk)) >= 9, timeout=LONG)
    kept = quotations(desk)
    assert all(item.record.colour == "green" for item in desk.furniture.keeping.notebook.items())
    content = desk.session.documents[0].content
    assert {item.record.content for item in desk.furniture.keeping.notebook.items()} == {content}

    again = desks.open(qtbot, path)
    qtbot.waitUntil(lambda: len(quotations(again)) == len(kept), timeout=LONG)
    assert not said(again, "another edition")
    assert quotations(again) == kept
    data = again.furniture._opened
    assert len(data.every_note()) == len(kept) + 12


def test_a_file_that_was_split_gives_its_notes_to_the_parts(
    qtbot: QtBot, desks: Desks, tmp_path: Path
) -> None:
    title = "第１章　新しい動向"
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    whole = tmp_path / "old" / "whole.pdf"
    first = second_edition.typeset(whole, BEFORE, 40, 34, title=title)
    annotate(desks.open(qtbot, whole), first, 20)
    desks.close()
    whole.unlink()
    half = len(BEFORE) // 2
    parts = [tmp_path / "new" / name for name in ("1.pdf", "2.pdf")]
    second_edition.typeset(parts[0], BEFORE[:half], 40, 34, title=title)
    second_edition.typeset(parts[1], BEFORE[half:], 40, 34, title="続き")
    desk = desks.open(qtbot, tmp_path / "new")
    qtbot.waitUntil(lambda: said(desk, "another edition"), timeout=LONG)
    buttons(desk)["Take over the notes"].click()
    qtbot.waitUntil(lambda: len(quotations(desk)) == 20, timeout=LONG)
    assert {item.document for item in desk.furniture.keeping.notebook.items()} == {0, 1}
    assert said(desk, "20 found, 0 not sure, 0 not found")


def test_what_is_doubtful_is_listed_until_it_is_decided(
    qtbot: QtBot, desks: Desks, tmp_path: Path
) -> None:
    path = tmp_path / "chapter.pdf"
    first = second_edition.typeset(path, BEFORE, 40, 34)
    desk = desks.open(qtbot, path)
    annotate(desk, first, 6)
    highlight(desk.furniture.keeping.notebook, 0, 0, (), "この文はどの版にもない、と書き添えた。")
    desk.furniture.keeping.notebook.add_bookmark(0, 1, 120.0, "自分の印")
    again = tmp_path / "again.pdf"
    second_edition.typeset(again, AFTER, 30, 30)
    path.unlink()
    desks.close()
    again.rename(path)
    desk = desks.open(qtbot, path)
    qtbot.waitUntil(lambda: said(desk, "another edition"), timeout=LONG)
    buttons(desk)["Take over the notes"].click()
    qtbot.waitUntil(lambda: "Show" in buttons(desk), timeout=LONG)
    panel = desk.furniture.keeping.notes.findChild(TakenOver)
    editions = desk.furniture.keeping.editions
    qtbot.waitUntil(lambda: not panel.isHidden(), timeout=LONG)
    buttons(desk)["Show"].click()
    assert desk.window.right_tabs.currentWidget() is desk.furniture.keeping.notes
    assert panel.isVisible()
    lost = [doubt for doubt in editions.doubts() if not doubt.items]
    assert "この文はどの版にもない、と書き添えた。" in [doubt.note.quotation for doubt in lost]
    group = len(panel.view.rows.groups) - 1
    click_row(qtbot, panel.view, group, 0)
    assert not panel.right.isEnabled()
    count = len(editions.doubts())
    panel.remove.click()
    qtbot.waitUntil(lambda: len(editions.doubts()) == count - 1, timeout=LONG)
    data = desk.furniture._opened
    assert any("どの版にも" in n.quotation for n in data.every_note() if isinstance(n, Annotation))
    left = count - 1
    desk = desks.open(qtbot, path)
    qtbot.waitUntil(lambda: len(desk.furniture.keeping.notebook.items()) > 0, timeout=LONG)
    qtbot.waitUntil(lambda: len(desk.furniture.keeping.editions.doubts()) == left, timeout=LONG)


def test_a_backup_from_before_the_taking_over_brings_the_offer_back(
    qtbot: QtBot, desks: Desks, tmp_path: Path
) -> None:
    path = tmp_path / "chapter.pdf"
    first = second_edition.typeset(path, BEFORE, 40, 34)
    annotate(desks.open(qtbot, path), first, 3)
    desks.close()
    for daily in (desks.folder / "backups").glob("*.sqlite3"):
        daily.unlink()
    second_edition.typeset(path, AFTER, 23, 40, 2)
    desk = desks.open(qtbot, path)
    qtbot.waitUntil(lambda: said(desk, "another edition"), timeout=LONG)
    (backup,) = (desks.folder / "backups").glob("*.sqlite3")
    buttons(desk)["Take over the notes"].click()
    qtbot.waitUntil(lambda: said(desk, "Notes taken over"), timeout=LONG)
    qtbot.waitUntil(lambda: quotations(desk) != [], timeout=LONG)
    desk.furniture.keeping.kept_notes._restore(backup)
    qtbot.waitUntil(lambda: said(desk, "another edition"), timeout=LONG)
    qtbot.waitUntil(lambda: quotations(desk) == [], timeout=LONG)


def test_an_offer_that_was_declined_does_not_come_back(
    qtbot: QtBot, desks: Desks, tmp_path: Path
) -> None:
    path = tmp_path / "chapter.pdf"
    first = second_edition.typeset(path, BEFORE, 40, 34)
    annotate(desks.open(qtbot, path), first, 3)
    desks.close()
    second_edition.typeset(path, AFTER, 23, 40, 2)
    desk = desks.open(qtbot, path)
    qtbot.waitUntil(lambda: said(desk, "another edition"), timeout=LONG)
    buttons(desk)["Do not ask again"].click()
    assert desk.window.bars.texts() == []
    desk = desks.open(qtbot, path)
    told = desk.furniture.keeping.editions
    qtbot.waitUntil(lambda: told._asked != (), timeout=LONG)
    with qtbot.waitSignal(told.changed, timeout=LONG):
        told.look_again()
    assert desk.window.bars.texts() == []


def test_all_notes_are_listed_and_gone_to(qtbot: QtBot, desks: Desks, tmp_path: Path) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    first = second_edition.typeset(one, BEFORE, 40, 34)
    second_edition.typeset(two, second_edition.chapter(9, 60), 30, 30)
    annotate(desks.open(qtbot, one), first, 4)
    desk = desks.open(qtbot, two)
    desk.furniture.keeping.notebook.add_bookmark(0, 1, 10.0, "二冊目の印")
    desk.window.actions_by_id["all_notes"].trigger()
    qtbot.waitUntil(lambda: is_shown(AllNotesDialog), timeout=LONG)
    dialog = dialog_of(AllNotesDialog)
    assert sorted(group.count for group in dialog.view.rows.groups) == [1, 4]
    dialog.words.setText("二冊目")
    qtbot.waitUntil(lambda: len(dialog.view.rows.groups) == 1, timeout=LONG)
    dialog.words.setText("")
    qtbot.waitUntil(lambda: len(dialog.view.rows.groups) == 2, timeout=LONG)
    group = next(n for n, g in enumerate(dialog.view.rows.groups) if g.count == 4)
    with qtbot.waitSignal(desk.session.jump_requested, timeout=LONG) as jumped:
        click_row(qtbot, dialog.view, group, 3)
    assert [document.path for document in desk.session.documents] == [one]
    pages = [note.page for _, note in second_edition.annotations(first.edition, BEFORE, 5, 4)]
    assert jumped.args[0].page == max(pages)
    dialog.close()

    one.unlink()
    desk = desks.open(qtbot, two)
    desk.window.actions_by_id["all_notes"].trigger()
    qtbot.waitUntil(lambda: is_shown(AllNotesDialog), timeout=LONG)
    dialog = dialog_of(AllNotesDialog)
    group = next(n for n, g in enumerate(dialog.view.rows.groups) if g.count == 4)
    assert "not there" in dialog.view.rows.groups[group].title
    click_row(qtbot, dialog.view, group, 0)
    assert "kept all the same" in dialog.says.text()
    assert [document.path for document in desk.session.documents] == [two]
    dialog.close()


def test_a_backup_is_restored_by_one_click(qtbot: QtBot, desks: Desks, tmp_path: Path) -> None:
    path = tmp_path / "chapter.pdf"
    first = second_edition.typeset(path, BEFORE, 40, 34)
    annotate(desks.open(qtbot, path), first, 3)
    backups = desks.folder / "backups"
    for daily in backups.glob("*.sqlite3"):
        daily.unlink()
    desk = desks.open(qtbot, path)
    qtbot.waitUntil(lambda: len(list(backups.glob("*.sqlite3"))) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: len(quotations(desk)) == 3, timeout=LONG)
    for item in desk.furniture.keeping.notebook.items():
        desk.furniture.keeping.notebook.remove(item)
    desk.window.actions_by_id["restore_notes"].trigger()
    qtbot.waitUntil(lambda: is_shown(BackupsDialog), timeout=LONG)
    dialog = dialog_of(BackupsDialog)
    item = dialog.list.topLevelItem(0)
    assert (item.text(1), item.text(2)) == ("3", "0")
    assert not dialog.restore.isEnabled()
    dialog.list.setCurrentItem(item)
    dialog.restore.click()
    qtbot.waitUntil(lambda: len(quotations(desk)) == 3, timeout=LONG)
    assert said(desk, "kept as")
    assert len(list(backups.glob("*-before-restoring.sqlite3"))) == 1
