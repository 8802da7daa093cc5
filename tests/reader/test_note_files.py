"""Notes written into files and taken from files by the window's actions."""

import base64
import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from highlighted import highlight
from papers import AREA, color_of, paper
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from index_builder.annotate import ReadTask
from index_builder.errors import Encrypted, NotWritten, WorkerDied
from index_builder.model import Rect
from reader.annotating import annotation
from reader.application import Desk
from reader.exchange import forms
from reader.exchange.sheaf import NotedDocument
from reader.note_pictures import DPI
from reader.notebook import Item, Notebook
from reader.pdf_tasks import perform
from reader.records import Annotation, Bookmark
from reader.settings import Settings
from reader.whole_files import write_whole

TIMEOUT = 30_000
RECTS = (Rect(20, 30, 80, 42), Rect(20, 44, 60, 56))


@pytest.fixture
def desk(qapp: object, data_folder: Path) -> Iterator[Desk]:  # noqa: ARG001 - makes the application
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(900, 700)
    desk.window.show()
    yield desk
    desk.close()


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Callable[..., Notebook]:
    """Opens papers and waits until their notes can be kept."""

    def open_(*paths: Path) -> Notebook:
        with qtbot.waitSignal(desk.view.first_page_painted, timeout=TIMEOUT):
            desk.open(list(paths))

        def ready() -> bool:
            furniture = desk.furniture
            documents = desk.session.documents
            named = len(documents) == len(paths) and all(each.content for each in documents)
            return named and furniture is not None and furniture.keeping is not None

        qtbot.waitUntil(ready, timeout=TIMEOUT)
        assert desk.furniture is not None
        assert desk.furniture.keeping is not None
        return desk.furniture.keeping.notebook

    return open_


def say(qtbot: QtBot, desk: Desk, act: Callable[[], object]) -> str:
    """The sentence that answers `act`."""
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT) as said:
        act()
    return str(said.args[0])


def files(desk: Desk):
    assert desk.furniture is not None
    made = desk.furniture.keeping._note_files
    assert made is not None
    return made


def add_notes(notebook: Notebook) -> None:
    highlight(notebook, 0, 0, RECTS, "第1頁", colour="green")
    highlight(notebook, 0, 1, RECTS, "第2頁")
    notebook.add_bookmark(0, 2, 10.0, "しおり")


def kept(notebook: Notebook) -> list[object]:
    return [item.record for item in notebook.items()]


@pytest.mark.parametrize("form", [forms.OWN, forms.JSONLD, forms.XFDF])
def test_notes_leave_come_back_and_are_undone_as_a_whole(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path, form: str
) -> None:
    notebook = opened(paper(tmp_path / "paper.pdf"))
    add_notes(notebook)
    before = kept(notebook)
    if form == forms.XFDF:
        before = [record for record in before if isinstance(record, Annotation)]
    target = tmp_path / f"notes.{form}"
    text = say(qtbot, desk, lambda: files(desk).export(target, form))
    assert f"{3 if form != forms.XFDF else 2} notes written to “notes.{form}”" in text
    assert "were there already" in say(qtbot, desk, lambda: files(desk).read(target))
    for item in notebook.items():
        notebook.remove(item)
    assert "notes taken in." in say(qtbot, desk, lambda: files(desk).read(target))
    assert kept(notebook) == before
    assert "were there already" in say(qtbot, desk, lambda: files(desk).read(target))
    assert kept(notebook) == before
    with qtbot.waitSignal(notebook.changed, timeout=TIMEOUT):
        notebook.undo()
    assert kept(notebook) == []
    with qtbot.waitSignal(notebook.changed, timeout=TIMEOUT):
        notebook.redo()
    assert kept(notebook) == before


@pytest.mark.parametrize("name", ["every.md", "every.csv", "every", "every.pdf"])
def test_notes_of_all_papers_leave_without_their_files(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path, name: str
) -> None:
    notebook = opened(paper(tmp_path / "paper.pdf"))
    add_notes(notebook)
    here = [item.record for item in notebook.items()]
    gone = Bookmark("g", "f" * 64, 6, 0.0, "消えた白書の印", "2026-01-01T00:00:00+00:00")
    documents = [
        NotedDocument("題", str(tmp_path / "paper.pdf"), tuple(here)),
        NotedDocument("なくなった白書", "", (gone,)),
    ]
    target = tmp_path / name
    said = say(qtbot, desk, lambda: files(desk).export_all(documents, target, forms.MARKDOWN))
    written = target if target.suffix in {".md", ".csv"} else target.with_name(f"{name}.md")
    assert said == f"4 notes written to “{written.name}”."
    text = written.read_text("utf-8-sig")
    for words in ("第1頁", "第2頁", "消えた白書の印", "なくなった白書"):
        assert words in text
    assert f"hakusho://open/{gone.content}/7" in text


def test_html_shows_the_pictures_of_areas(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    notebook = opened(paper(tmp_path / "paper.pdf"))
    add_notes(notebook)
    content = desk.session.documents[0].content
    for page in (0, 1, 99):
        area = annotation(content, page, (Rect(*AREA),), kind="area")
        notebook.add([Item(0, area)])
    target = tmp_path / "notes.html"
    assert "6 notes" in say(qtbot, desk, lambda: files(desk).export(target, forms.HTML))
    found = re.findall(r"data:image/png;base64,([^\"]+)", target.read_text("utf-8"))
    pictures = [QImage.fromData(base64.b64decode(each), "PNG") for each in found]
    middles = [p.pixelColor(p.width() // 2, p.height() // 2).getRgb()[:3] for p in pictures]
    assert middles == [color_of(0), color_of(1)], "the page that is not there has none"
    assert pictures[0].width() == pytest.approx((AREA[2] - AREA[0]) * DPI / 72, abs=2)


def test_a_copy_of_the_pdf_is_written_and_read(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    source = paper(tmp_path / "paper.pdf")
    before = source.read_bytes()
    notebook = opened(source)
    add_notes(notebook)
    target = tmp_path / "paper-notes.pdf"
    assert "2 notes written" in say(qtbot, desk, lambda: files(desk).export(target, forms.PDF))
    assert source.read_bytes() == before
    with pymupdf.open(target) as document:
        assert [each.type[1] for each in document[1].annots()] == ["Highlight"]
        page = document[1]
        page.add_rect_annot(pymupdf.Rect(10, 10, 50, 50)).update()
        document.saveIncr()
    said = say(qtbot, desk, lambda: files(desk).read(target))
    assert said == "1 notes taken in. 2 were there already."
    added = [record for record in kept(notebook) if getattr(record, "kind", "") == "area"]
    assert len(added) == 1
    assert "3 were there already" in say(qtbot, desk, lambda: files(desk).read(target))


def test_the_paper_itself_is_never_written(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    source = paper(tmp_path / "paper.pdf")
    before = source.read_bytes()
    add_notes(opened(source))
    said = say(qtbot, desk, lambda: files(desk).export(source, forms.PDF))
    assert "is the file itself" in said
    assert source.read_bytes() == before


def test_rights_that_forbid_annotating_are_said_with_a_way_out(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    source = tmp_path / "locked.pdf"
    with pymupdf.open(paper(tmp_path / "plain.pdf")) as document:
        document.save(
            source,
            encryption=pymupdf.PDF_ENCRYPT_AES_256,
            owner_pw="o",
            permissions=pymupdf.PDF_PERM_COPY,
        )
    add_notes(opened(source))
    target = tmp_path / "copy.pdf"
    said = say(qtbot, desk, lambda: files(desk).export(target, forms.PDF))
    assert "forbid annotating" in said
    assert "XFDF" in said
    assert not target.exists()
    with pytest.raises(WorkerDied):
        perform(ReadTask(str(source)), patience=0.001)


def test_a_volume_has_a_file_for_each_paper(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    notebook = opened(paper(tmp_path / "a.pdf"), paper(tmp_path / "b.pdf", words="other"))
    for document in (0, 1):
        highlight(notebook, document, 0, RECTS, "第1頁")
    taken = tmp_path / "notes-b.xfdf"
    taken.write_text("mine")
    said = say(qtbot, desk, lambda: files(desk).export(tmp_path / "notes", forms.XFDF))
    assert "2 notes written to 2 files" in said
    assert {path.name for path in tmp_path.glob("*.xfdf")} == {
        "notes-a.xfdf",
        "notes-b.xfdf",
        "notes-b-2.xfdf",
    }
    assert taken.read_text() == "mine"
    said = say(qtbot, desk, lambda: files(desk).export(tmp_path / "notes.csv", forms.CSV))
    assert "2 notes written to “notes.csv”" in said
    table = (tmp_path / "notes.csv").read_text("utf-8-sig").splitlines()
    assert {row["File"] for row in csv.DictReader(table)} == {"a.pdf", "b.pdf"}


def test_what_cannot_be_read_is_one_sentence(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    notebook = opened(paper(tmp_path / "paper.pdf"))
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert "holds no notes" in say(qtbot, desk, lambda: files(desk).read(bad))
    assert "cannot be read" in say(qtbot, desk, lambda: files(desk).read(tmp_path / "none.json"))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing")
    broken = tmp_path / "broken.pdf"
    assert "damaged" in say(qtbot, desk, lambda: files(desk).read(broken))
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate((64 << 20) + 1)
    assert "too large" in say(qtbot, desk, lambda: files(desk).read(huge))
    assert kept(notebook) == []


def test_notes_of_a_paper_that_is_not_open_are_kept_for_it(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    notebook = opened(paper(tmp_path / "paper.pdf"))
    add_notes(notebook)
    target = tmp_path / "notes.hakusho.json"
    say(qtbot, desk, lambda: files(desk).export(target, forms.OWN))
    whole = json.loads(target.read_text("utf-8"))
    for name in ("annotations", "bookmarks"):
        for n, row in enumerate(whole[name]):
            row |= {"content": "f" * 64, "id": f"{n:031}{name[0]}"}
    target.write_text(json.dumps(whole), "utf-8")
    assert "3 notes taken in." in say(qtbot, desk, lambda: files(desk).read(target))
    assert len(kept(notebook)) == 3
    assert "3 were there already" in say(qtbot, desk, lambda: files(desk).read(target))


def test_the_actions_ask_with_a_dialog(
    qtbot: QtBot, desk: Desk, opened: Callable[..., Notebook], tmp_path: Path
) -> None:
    notebook = opened(paper(tmp_path / "paper.pdf"))
    actions = desk.window.actions_by_id
    assert "no notes" in say(qtbot, desk, actions["export_notes"].trigger)
    add_notes(notebook)
    target = tmp_path / "out.html"
    for name, path in (("export_notes", target), ("import_notes", tmp_path / "none.xfdf")):
        actions[name].trigger()
        (dialog,) = desk.window.findChildren(QFileDialog)
        assert dialog.isVisible()
        said = say(
            qtbot, desk, lambda path=path, dialog=dialog: dialog.fileSelected.emit(str(path))
        )
        dialog.reject()
        qtbot.waitUntil(lambda: not desk.window.findChildren(QFileDialog), timeout=TIMEOUT)
        assert ("out.html" if name == "export_notes" else "cannot be read") in said
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notes.md"
    path.write_text("before")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NotWritten, match="No space left"):
        write_whole(path, b"after")
    assert [each.name for each in tmp_path.iterdir()] == ["notes.md"]
    assert path.read_text() == "before"


def test_the_child_tells_of_expected_failures_as_such(tmp_path: Path) -> None:
    with pytest.raises(WorkerDied):
        perform(ReadTask(str(tmp_path / "none.pdf")), ("/bin/false",))
    with pymupdf.open(paper(tmp_path / "plain.pdf")) as document:
        document.save(tmp_path / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="u")
    with pytest.raises(Encrypted, match="locked"):
        perform(ReadTask(str(tmp_path / "locked.pdf")))
