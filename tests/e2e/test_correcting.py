"""Corrections in the whole window on a paper drawn on the spot: said by mouse and keys, seen in popup and panel,
kept over a restart, an index made anew, and a page put in before."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from seen import shown

from index_builder.model import Definition, Rect
from reader.application import Desk
from reader.corrections import State
from reader.furnish import Furniture
from reader.panels.correct import CorrectionDialog, OwnNameDialog
from reader.panels.corrections import CorrectionsDialog
from reader.settings import Settings

LONG = 60_000
LEFT = Qt.MouseButton.LeftButton
TEXT = (
    "米国では、国立標準技術研究所（NIST）が指針を公表した。",
    "その後もNISTは、生成AIの評価の枠組みを整えている。",
    "生成AIの利用は、この一年で各国に広がっている。",
    "人工知能（AI）の研究は、大学でも進んでいる。",
    "企業もAIの開発に力を入れている。",
)

NOTES = (("1", "米国商務省の資料による。"), ("2", "各国政府の発表による。"))
"""At the foot of each page; nothing in the text is known to be their mark."""


def draw(path: Path, *, pages: int = 2, before: str = "") -> None:
    """A paper of `pages` pages, behind one more when something stands `before`."""
    document = pymupdf.open()
    for number in range(-bool(before), pages):
        page = document.new_page(width=420, height=595)
        lines = (before,) if number < 0 else (*TEXT, f"これは第{number + 1}の頁である。")
        for row, line in enumerate(lines):
            page.insert_text((40, 80 + 22 * row), line, fontname="japan", fontsize=11)
        page.draw_line((40, 500), (200, 500))
        for row, note in enumerate(NOTES):
            label, text = note
            page.insert_text((40, 515 + 12 * row), label, fontname="japan", fontsize=7)
            page.insert_text((60, 515 + 12 * row), text, fontname="japan", fontsize=7)
    whole = path.with_suffix(".new")
    document.save(whole)
    whole.replace(path)


class Person:
    def __init__(self, qtbot: QtBot, folder: Path, path: Path) -> None:
        self.qtbot = qtbot
        self.desk = Desk(Settings(folder / "settings.json"))
        self.desk.window.resize(1366, 768)
        self.desk.window.show()
        with qtbot.waitSignal(self.desk.view.first_page_painted, timeout=LONG):
            self.desk.open([path])
        qtbot.waitUntil(lambda: self.desk.furniture is not None, timeout=LONG)
        self.wait(lambda: self.furniture.keeping is not None)
        self.wait(lambda: self.furniture.live.index.complete)
        self.furniture.answering.popups[self.desk.view]._opening.setInterval(1)

    @property
    def furniture(self) -> Furniture:
        assert self.desk.furniture is not None
        return self.desk.furniture

    def close(self) -> None:
        self.desk.close()

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=LONG)

    def area(self, text: str, page: int = 0, which: int = 0) -> tuple[QPoint, QPoint]:
        """The left and the right end of a printed text on the screen."""
        render = self.desk.render
        render.request_text(0, page)
        self.wait(lambda: render.text(0, page) is not None)
        said = render.text(0, page)
        assert said is not None
        at = -1
        for _ in range(which + 1):
            at = said.text.index(text, at + 1)
        first, last = said.box(at), said.box(at + len(text) - 1)
        self.desk.view.go_to(0, page, Rect(first.x0, first.y0, last.x1, last.y1))
        boxes = [self.desk.view.viewport_rect(0, page, box) for box in (first, last)]
        left = QPoint(boxes[0].left() + 1, boxes[0].center().y())
        return left, QPoint(boxes[1].right() - 1, boxes[1].center().y())

    def middle(self, text: str, page: int = 0, which: int = 0) -> QPoint:
        left, right = self.area(text, page, which)
        return (left + right) / 2

    def click(self, text: str, page: int = 0, which: int = 0) -> None:
        at = self.middle(text, page, which)
        self.qtbot.mouseClick(self.desk.view.viewport(), LEFT, pos=at)
        self.furniture.references.refresh()

    def hover(self, text: str, page: int = 0, which: int = 0) -> str:
        at = self.middle(text, page, which)
        viewport, popups = (
            self.desk.view.viewport(),
            self.furniture.answering.popups[self.desk.view],
        )
        popups.close()
        self.qtbot.mouseMove(viewport, at + QPoint(2, 0))
        self.qtbot.mouseMove(viewport, at)
        self.wait(popups.popup.isVisible)
        assert popups.popup.card is not None
        return shown(popups.popup.card)

    def select(self, text: str, page: int = 0) -> None:
        left, right = self.area(text, page)
        viewport = self.desk.view.viewport()
        self.qtbot.mousePress(viewport, LEFT, pos=left - QPoint(1, 0))
        self.qtbot.mouseMove(viewport, (left + right) / 2)
        self.qtbot.mouseMove(viewport, right)
        self.qtbot.mouseRelease(viewport, LEFT, pos=right)
        self.wait(lambda: self.desk.view.selected_text() == text)

    def press(self, name: str) -> None:
        button = self.furniture.references.findChild(QPushButton, name)
        assert button is not None
        self.qtbot.mouseClick(button, LEFT)

    def do(self, action: str) -> None:
        self.desk.window.actions_by_id[action].trigger()

    def dialog(self, kind: type[QWidget]) -> QWidget:
        found = [each for each in self.desk.window.findChildren(kind) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    def correction(self) -> CorrectionDialog:
        found = self.dialog(CorrectionDialog)
        assert isinstance(found, CorrectionDialog)
        return found

    def meaning(self, name: str) -> Definition | None:
        answers = self.furniture.live.answers
        for entry in answers.index.links.entries:
            if entry.name == name and entry.definitions:
                return answers.meanings(entry, 0, 0)[0].definition
        return None

    def menu(self, at: QPoint) -> QMenu:
        self.desk.view.context_requested.emit(self.desk.view.point_at(at), QPoint(10, 10))
        (menu,) = [
            m for m in self.desk.window.findChildren(QMenu) if m.isVisible() and not m.title()
        ]
        return menu


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "paper.pdf"
    draw(made)
    return made


@pytest.fixture
def person(qtbot: QtBot, data_folder: Path, path: Path) -> Iterator[Person]:
    made = Person(qtbot, data_folder, path)
    yield made
    made.close()


def say_meaning(person: Person, words: str) -> None:
    person.click("NIST")
    person.press("wrong")
    dialog = person.correction()
    dialog.long_form.selectAll()
    person.qtbot.keyClicks(dialog.long_form, words)
    person.qtbot.keyClick(dialog.long_form, Qt.Key.Key_Return)
    person.wait(lambda: getattr(person.meaning("NIST"), "long_form", "") == words)


def say_own(person: Person) -> None:
    person.select("生成AI")
    person.do("own_name")
    dialog = person.dialog(OwnNameDialog)
    assert isinstance(dialog, OwnNameDialog)
    person.qtbot.keyClicks(dialog.long_form, "generated")
    person.qtbot.keyClick(dialog.long_form, Qt.Key.Key_Return)
    person.wait(lambda: person.meaning("生成AI") is not None)


def test_a_meaning_that_was_typed_is_said_everywhere_and_taken_back(person: Person) -> None:
    assert "国立標準技術研究所" in person.hover("NIST", 1)
    say_meaning(person, "Kokken")
    assert "Kokken" in person.hover("NIST", 1)
    person.click("NIST", 1, 1)
    panel = shown(person.furniture.references)
    assert "Kokken" in panel
    assert "Found: 国立標準技術研究所" in panel
    person.press("take_back")
    person.wait(lambda: getattr(person.meaning("NIST"), "long_form", "") == "国立標準技術研究所")
    person.do("undo")
    person.wait(lambda: getattr(person.meaning("NIST"), "long_form", "") == "Kokken")
    person.do("undo")
    person.wait(lambda: getattr(person.meaning("NIST"), "long_form", "") == "国立標準技術研究所")
    person.do("redo")
    person.wait(lambda: getattr(person.meaning("NIST"), "long_form", "") == "Kokken")


def test_no_acronym_and_back_by_the_menu_at_the_pointer(person: Person) -> None:
    person.click("NIST")
    person.press("wrong")
    dialog = person.correction()
    dialog.no_name.setChecked(True)
    dialog.accept()
    person.wait(lambda: person.meaning("NIST") is None)
    at = person.middle("NIST", 1)
    assert person.furniture.live.at(person.desk.view.point_at(at)) is None
    menu = person.menu(at)
    (action,) = [a for a in menu.actions() if a.text() == "Take back the correction"]
    action.trigger()
    menu.close()
    person.wait(lambda: person.meaning("NIST") is not None)


def test_an_own_name_answers_wherever_it_stands(person: Person) -> None:
    say_own(person)
    assert "generated" in person.hover("生成AI", 1, 1)
    index = person.furniture.live.index
    (entry,) = [each for each in index.links.entries if each.name == "生成AI"]
    assert len(entry.uses) == 4
    person.click("生成AI", 1)
    assert "Added by you" in shown(person.furniture.references)


def marks_read(person: Person) -> list[str]:
    """The marks of notes that the reading view has."""
    reading = person.furniture.beside.reading
    text = reading.text(0) if reading is not None else None
    assert text is not None
    pages = range(person.desk.session.documents[0].pages)
    return [label for page in pages for block in text.blocks(page) for _, label in block.marks]


def test_a_figure_in_the_text_becomes_the_mark_of_a_note(person: Person) -> None:
    structure = person.desk.session.structures()[0]
    assert structure is not None
    assert [note.label for note in structure.footnotes] == ["1", "2", "1", "2"]
    assert not any(note.marks for note in structure.footnotes)
    person.do("reading_view")
    assert marks_read(person) == []
    person.select("2", 1)
    person.do("own_mark")
    dialog = person.correction()
    assert dialog.candidates.currentItem().text().endswith("各国政府の発表による。")
    dialog.accept()
    live = person.furniture.live
    person.wait(lambda: len(live.corrected.standing) == 1)
    assert "各国政府の発表による。" in person.hover("2", 1)
    person.click("2", 1)
    assert "Corrected by you" in shown(person.furniture.references)
    person.wait(lambda: marks_read(person) == ["2"])
    person.do("undo")
    person.wait(lambda: marks_read(person) == [])


def test_all_of_it_comes_back_after_a_restart_with_an_index_made_anew(
    qtbot: QtBot, person: Person, data_folder: Path, path: Path
) -> None:
    say_meaning(person, "Kokken")
    say_own(person)
    person.close()
    shutil.rmtree(data_folder / "library")
    again = Person(qtbot, data_folder, path)
    again.wait(lambda: getattr(again.meaning("NIST"), "long_form", "") == "Kokken")
    again.wait(lambda: again.meaning("生成AI") is not None)
    again.close()


def test_a_page_put_in_before_moves_what_was_corrected(person: Person, path: Path) -> None:
    say_meaning(person, "Kokken")
    say_own(person)
    correcting, live = person.furniture.keeping.correcting, person.furniture.live
    assert correcting is not None
    with person.qtbot.waitSignal(person.furniture.reloading.watch.changed, timeout=LONG):
        draw(path, before="まえがき。この白書は毎年まとめられる。")
    person.furniture.reloading.reload()
    standing = [1, 1]
    person.wait(
        lambda: (
            live.index.complete
            and [each.place.page for each in live.corrected.standing.values()] == standing
        )
    )
    assert [live.corrected.state(each) for each in correcting.records] == [State.HOLDS] * 2
    assert len({each.content for each in correcting.records}) == 1
    assert correcting.records[0].content == person.desk.session.documents[0].content
    assert "Kokken" in person.hover("NIST", 2)
    person.do("corrections")
    dialog = person.dialog(CorrectionsDialog)
    assert isinstance(dialog, CorrectionsDialog)
    assert dialog.table.rowCount() == 2
    dialog.table.selectRow(0)
    dialog.go()
    person.wait(lambda: person.desk.view.current_page() == (0, 1))
    dialog.close()
