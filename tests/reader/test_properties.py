"""The properties of a file in words."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from msgspec.structs import replace
from papers import paper
from PySide6.QtWidgets import QLabel, QTableWidget
from pytestqt.qtbot import QtBot

from index_builder.model import PageIssue, Structure
from reader.application import Desk
from reader.panels import properties
from reader.panels.properties import PropertiesDialog
from reader.settings import Settings

TIMEOUT = 30_000


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=TIMEOUT):
        desk.open([locked(tmp_path / "locked.pdf"), paper(tmp_path / "plain.pdf", pages=2)])
    qtbot.waitUntil(lambda: len(desk.session.order) == 2, timeout=TIMEOUT)
    yield desk
    desk.close()


def locked(path: Path) -> Path:
    """A file that anybody may open and print, and no more; 40 pages of A4 and one that lies across."""
    document = pymupdf.open()
    for number in range(41):
        width, height = (842, 595) if number == 40 else (595, 842)
        page = document.new_page(width=width, height=height)
        page.insert_text((50, 100), "text", fontname="helv" if number < 40 else "tiro")
    document.set_metadata({"title": "鍵の本", "producer": "The Press"})
    document.save(
        path,
        encryption=pymupdf.PDF_ENCRYPT_AES_256,
        owner_pw="o",
        permissions=pymupdf.PDF_PERM_PRINT | pymupdf.PDF_PERM_ACCESSIBILITY,
    )
    return path


def facts(dialog: PropertiesDialog) -> dict[str, str]:
    found = {}
    for row in range(dialog.facts.rowCount()):
        name = dialog.facts.itemAt(row, dialog.facts.ItemRole.LabelRole).widget()
        value = dialog.facts.itemAt(row, dialog.facts.ItemRole.FieldRole).widget()
        assert isinstance(name, QLabel)
        assert isinstance(value, QLabel)
        found.setdefault(name.text(), value.text())
    return found


def rows(table: QTableWidget) -> list[tuple[str, ...]]:
    return [
        tuple(table.item(row, column).text() for column in range(3))
        for row in range(table.rowCount())
    ]


def opened(qtbot: QtBot, desk: Desk, document: int) -> PropertiesDialog:
    dialog = PropertiesDialog(desk.session, desk.render, document, desk.window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_a_locked_file_allows(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    told = facts(opened(qtbot, desk, 0))
    assert told["Title in the file"] == "鍵の本"
    assert told["Producer"] == "The Press"
    assert told["Pages"] == "41"
    assert told["Page sizes"].split("\n") == [
        "210 × 297 mm (A4), pages: 40",
        "297 × 210 mm (A4), pages: 1",
    ]
    assert "AES" in told["Encryption"]
    assert told["Allowed"] == "printing, reading aloud"
    assert "copying text and pictures" in told["Not allowed"]
    assert told["Folder"] == str(tmp_path)


def test_a_plain_file_allows_everything(qtbot: QtBot, desk: Desk) -> None:
    told = facts(opened(qtbot, desk, 1))
    assert told["Encryption"] == "none"
    assert "Not allowed" not in told
    assert told["Allowed"].count(", ") >= 7


def test_the_fonts_of_all_pages_arrive_part_by_part(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, 0)
    qtbot.waitUntil(lambda: dialog.fonts.rowCount() == 2, timeout=TIMEOUT)
    assert rows(dialog.fonts) == [
        ("Helvetica", "Type1", "not embedded"),
        ("Times-Roman", "Type1", "not embedded"),
    ]


def test_another_file_is_shown_when_it_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk, 0)
    assert not dialog.files.isHidden()
    dialog.files.setCurrentIndex(dialog.files.findData(1))
    assert facts(dialog)["File"] == "plain.pdf"
    assert not dialog.isModal()
    qtbot.waitUntil(lambda: dialog.fonts.rowCount() == 1, timeout=TIMEOUT)
    assert rows(dialog.fonts)[0][1] == "Type0"


def test_page_issues_are_sentences(qtbot: QtBot, desk: Desk) -> None:
    issues = (
        PageIssue(0, "no-text", "the page has no text layer"),
        PageIssue(1, "orphan-mark", "4"),
        PageIssue(1, "a-new-kind", "whatever"),
    )
    known = replace(
        desk.session.documents[1], structure=Structure("", ("24", ""), (), issues=issues)
    )
    desk.session.volume = desk.session.volume.with_document(1, known)
    assert opened(qtbot, desk, 1).issues.toPlainText().split("\n") == [
        "p. 24: There is no text layer: nothing can be found here.",
        "p. 2: No note was found for the mark 4.",
        "p. 2: a-new-kind: whatever",
    ]


def test_every_right_has_words() -> None:
    from index_builder import pdf  # noqa: PLC0415 - only to compare the two lists

    assert set(properties.RIGHTS) == {name for _, name in pdf.RIGHTS}


def test_the_dialog_goes_with_its_volume(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = opened(qtbot, desk, 0)
    with qtbot.waitSignal(dialog.destroyed, timeout=TIMEOUT):
        desk.open([paper(tmp_path / "other.pdf")])


def test_the_action_shows_the_file_that_is_read(qtbot: QtBot, desk: Desk) -> None:
    desk.view.set_zoom(4.0)
    desk.view.go_to(1, 0)
    desk.window.actions_by_id["properties"].trigger()
    dialog = desk.window.findChild(PropertiesDialog)
    assert dialog is not None
    assert facts(dialog)["File"] == "plain.pdf"
    assert not dialog.isModal()
    with qtbot.waitSignal(dialog.destroyed, timeout=TIMEOUT):
        desk.window.close()
