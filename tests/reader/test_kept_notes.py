"""The lists of all notes and of backups, as data and as dialogs."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot
from test_carrying import annotated

from reader.carrying import KnownDocument, KnownVolume
from reader.exchange.sheaf import NotedDocument
from reader.following import files_of_volume
from reader.kept_notes import noted
from reader.panels.all_notes import AllNotesDialog, text_of
from reader.panels.backups import BackupsDialog, local_time
from reader.records import Backup, Bookmark

NOTE = annotated()
MARK = Bookmark("m", "b", 4, 10.0, "ＡＩの印", "")


def test_documents_are_listed_last_seen_first_with_their_notes_in_order(tmp_path: Path) -> None:
    there = tmp_path / "a.pdf"
    there.touch()
    known = [
        KnownDocument("b", "/gone/b.pdf", "第２章", 1),
        KnownDocument("old", str(there), "第１章", 1),
    ]
    stray = Bookmark("s", "stray", 0, 0.0, "迷い", "")
    early = Bookmark("e", "old", 0, 0.0, "始め", "")
    late = Bookmark("l", "old", 9, 0.0, "終わり", "")
    found = noted(known, [late, MARK, NOTE, stray, early])
    assert [(d.title, d.path) for d in found] == [("第１章", str(there)), ("第２章", ""), ("", "")]
    assert [note.id for note in found[0].notes] == ["one", "e", "l"]


def test_a_file_belongs_to_the_edition_that_was_seen_there_last(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    known = [KnownDocument("b", str(path), "旧版", 1), KnownDocument("old", str(path), "新版", 1)]
    assert [(d.title, d.path) for d in noted(known, [MARK, NOTE])] == [
        ("新版", str(path)),
        ("旧版", ""),
    ]


def test_a_file_is_opened_with_those_it_was_read_with(tmp_path: Path) -> None:
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    volumes = [KnownVolume("", ((str(one), "a"), (str(two), "b")))]
    one.touch()
    assert files_of_volume(volumes, one) == [one]
    two.touch()
    assert files_of_volume(volumes, one) == [one, two]
    assert files_of_volume([], one) == [one]


@pytest.fixture
def dialog(qtbot: QtBot) -> AllNotesDialog:
    documents = [NotedDocument("第１章", "/a.pdf", (NOTE,)), NotedDocument("", "", (MARK,))]
    made = AllNotesDialog(documents)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(qtbot: QtBot, dialog: AllNotesDialog, group: int) -> None:
    view = dialog.view
    index = view.rows.index(0, 0, view.rows.index(group, 0, QModelIndex()))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )


def test_all_notes_are_filtered_by_every_word(qtbot: QtBot, dialog: AllNotesDialog) -> None:
    assert text_of(NOTE).startswith("要確認　米国では")
    assert [group.count for group in dialog.view.rows.groups] == [1, 1]
    assert "file is not there" in dialog.view.rows.groups[1].title
    for words, titles in (("ai", 1), ("要確認 NIST", 1), ("要確認 印", 0), ("", 2)):
        dialog.words.setText(words)
        qtbot.waitUntil(lambda titles=titles: len(dialog.view.rows.groups) == titles)
    assert dialog.says.text() == "Notes: 2"


def test_a_note_of_a_file_that_is_gone_is_told_and_not_opened(
    qtbot: QtBot, dialog: AllNotesDialog
) -> None:
    with qtbot.waitSignal(dialog.chosen) as chosen:
        choose(qtbot, dialog, 0)
    assert chosen.args[1] == NOTE
    with qtbot.assertNotEmitted(dialog.chosen):
        choose(qtbot, dialog, 1)
    assert "kept all the same" in dialog.says.text()


def test_what_is_listed_is_asked_to_be_exported(qtbot: QtBot, dialog: AllNotesDialog) -> None:
    with qtbot.waitSignal(dialog.export_asked) as asked:
        dialog.export.click()
    assert [document.notes for document in asked.args[0]] == [(NOTE,), (MARK,)]
    dialog.words.setText("印")
    qtbot.waitUntil(lambda: len(dialog.view.rows.groups) == 1)
    with qtbot.waitSignal(dialog.export_asked) as asked:
        dialog.export.click()
    assert [document.notes for document in asked.args[0]] == [(MARK,)]
    dialog.words.setText("ない言葉")
    qtbot.waitUntil(lambda: not dialog.export.isEnabled())


def test_no_notes_at_all(qtbot: QtBot) -> None:
    empty = AllNotesDialog([])
    empty.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(empty)
    assert empty.says.text() == "There are no notes yet."


def test_backups_are_listed_with_what_they_hold(qtbot: QtBot) -> None:
    path = Path("/data/backups/userdata-2026-11-25.sqlite3")
    dialog = BackupsDialog(
        [Backup(path, 2, 31, "2026-11-25T09:00:00+00:00"), Backup(path, 0, 0, "")]
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    item = dialog.list.topLevelItem(0)
    assert (item.text(1), item.text(2), item.text(3)) == ("31", "2", path.name)
    assert local_time(Backup(path, 0, 0, "")) == "2026-11-25"
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog._on_accepted()
    dialog.list.setCurrentItem(item)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.restore.click()
    assert chosen.args == [path]


def test_without_a_backup_the_dialog_says_so(qtbot: QtBot) -> None:
    dialog = BackupsDialog([])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    assert dialog.list.topLevelItemCount() == 0
    assert not dialog.restore.isEnabled()
