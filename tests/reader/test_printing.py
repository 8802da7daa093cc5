"""The action that prints, from the dialog to the file."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from papers import paper
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QProgressDialog
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.printing import Printing
from reader.settings import Settings

TIMEOUT = 30_000


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=TIMEOUT):
        desk.open([paper(tmp_path / "paper.pdf", pages=4)])
    yield desk
    desk.close()


def printing(desk: Desk) -> Printing:
    assert desk.furniture is not None
    return desk.furniture.printing


def asked(desk: Desk, target: Path) -> QPrintDialog:
    """The dialog, set to write a PDF to `target`."""
    desk.window.actions_by_id["print"].trigger()
    dialog = printing(desk).dialog
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(72)
    return dialog


def accept(qtbot: QtBot, desk: Desk, dialog: QPrintDialog) -> str:
    """Prints; what is said at the end."""
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT) as said:
        dialog.done(QPrintDialog.DialogCode.Accepted)
    return str(said.args[0])


def test_the_dialog_does_not_block_and_the_volume_is_printed(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = asked(desk, tmp_path / "out.pdf")
    assert dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, 4)
    assert accept(qtbot, desk, dialog) == "Written to out.pdf"
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        assert printed.page_count == 4
    assert printing(desk).job is None


def test_a_range_and_the_current_page(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    for kind, pages in (("PageRange", 2), ("CurrentPage", 1)):
        dialog = asked(desk, tmp_path / f"{kind}.pdf")
        dialog.printer().setPageRanges(dialog.printer().pageRanges().fromString("2-3"))
        dialog.setPrintRange(getattr(QPrintDialog.PrintRange, kind))
        accept(qtbot, desk, dialog)
        with pymupdf.open(tmp_path / f"{kind}.pdf") as printed:
            assert printed.page_count == pages


def test_own_notes_are_a_wish_that_is_kept(desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk, tmp_path / "out.pdf")
    box = next(b for b in dialog.findChildren(QCheckBox) if "bookmarks" in b.text())
    assert box.isChecked()
    box.setChecked(False)
    assert desk.settings.get("print/notes") is False
    assert not desk.window.actions_by_id["print_notes"].isChecked()
    dialog.reject()
    assert printing(desk).dialog is None


def test_cancelling_leaves_no_half_file(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk, tmp_path / "out.pdf")
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT):
        dialog.done(QPrintDialog.DialogCode.Accepted)
        progress = desk.window.findChild(QProgressDialog)
        assert progress is not None
        assert not progress.isModal()
        progress.canceled.emit()
    assert not (tmp_path / "out.pdf").exists()
    assert printing(desk).job is None


def test_another_volume_ends_the_printing(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = asked(desk, tmp_path / "out.pdf")
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT):
        dialog.done(QPrintDialog.DialogCode.Accepted)
        desk.open([paper(tmp_path / "other.pdf", pages=1)])
    assert printing(desk).job is None


def test_qt_print_support_is_loaded_only_for_printing() -> None:
    script = (
        "import sys, reader.application, reader.furnish;"
        "print('PySide6.QtPrintSupport' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
    assert QApplication.instance() is not None
