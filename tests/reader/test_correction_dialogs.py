"""The dialogs of corrections, driven by mouse and keys over the small paper."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from corrected import ORPHAN, selected
from correcting_desk import CorrectingDesk
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from small_paper import CAPTION, FIRST, LONELY, MARK, NIST, UNUSED

from index_builder.model import Place
from reader.choices import meant, own_mark, own_name
from reader.panels.cards import Cards
from reader.panels.correct import CorrectionDialog, OwnNameDialog
from reader.panels.corrections import ALL, CorrectionsDialog
from reader.records import Correction, day_of
from reader.targets import Kind, Target

ON_NIST = (112, 105)
ON_AI = (52, 62)
ON_MARK = (141, 101)
ON_REFERENCE = (70, 205)


class Person(CorrectingDesk):
    """Somebody with a mouse before the dialogs."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        super().__init__(folder)
        self.qtbot = qtbot
        self.cards = Cards(self.session, self.live)

    def correct(self, x: float, y: float, page: int = 0) -> CorrectionDialog:
        self.live.refresh()
        subject = self.correcting.subject(self.target(x, y, 0, page))
        assert subject is not None
        dialog = CorrectionDialog(subject, self.correcting.contents, self.session.page_name)
        self.qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.said.connect(self.correcting.keep)
        dialog.taken_back.connect(self.correcting.take_back)
        dialog.show()
        return dialog

    def press(self, dialog: QWidget, button: QDialogButtonBox.StandardButton) -> None:
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        self.qtbot.mouseClick(box.button(button), Qt.MouseButton.LeftButton)

    def ok(self, dialog: QWidget) -> list[Correction]:
        self.press(dialog, QDialogButtonBox.StandardButton.Ok)
        self.live.refresh()
        return list(self.correcting.records)

    def choose(self, dialog: CorrectionDialog, text: str) -> None:
        rows = dialog.candidates
        (item,) = rows.findItems(text, Qt.MatchFlag.MatchContains)
        rows.scrollToItem(item)
        at = rows.visualItemRect(item).center()
        self.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def card(self, target: Target) -> dict[str, str]:
        card = self.cards.of(target)
        self.qtbot.addWidget(card)
        return {
            part.objectName(): part.text()
            for part in card.findChildren(QWidget)
            if isinstance(part, QLabel | QPushButton) and part.objectName()
        }


@pytest.fixture
def person(tmp_path: Path, qtbot: QtBot) -> Iterator[Person]:
    made = Person(tmp_path / "data", qtbot)
    yield made
    made.data.close()


def test_a_meaning_is_typed(person: Person, qtbot: QtBot) -> None:
    dialog = person.correct(*ON_NIST)
    assert (dialog.long_form.text(), dialog.expansion.text()) == (NIST.long_form, NIST.expansion)
    assert dialog.by_words.isChecked()
    dialog.long_form.selectAll()
    qtbot.keyClicks(dialog.long_form, "Kokken")
    (record,) = person.ok(dialog)
    assert (record.kind, record.long_form, record.expansion) == (
        "meaning",
        "Kokken",
        NIST.expansion,
    )
    card = person.card(person.target(*ON_NIST))
    assert card["long_form"] == "Kokken"
    assert card["evidence"].endswith("As you have said")
    assert card["corrected"].startswith("Corrected by you on 2")
    assert NIST.long_form in card["corrected"]


def test_what_is_done_last_is_what_is_said(person: Person, qtbot: QtBot) -> None:
    dialog = person.correct(*ON_NIST)
    person.choose(dialog, NIST.long_form)
    assert dialog.by_candidate.isChecked()
    for line in (dialog.long_form, dialog.expansion):
        dialog.by_candidate.setChecked(True)
        qtbot.keyClicks(line, "x")
        assert dialog.by_words.isChecked()
    person.choose(dialog, NIST.long_form)
    assert dialog.by_candidate.isChecked()


def test_enter_in_the_line_says_it(person: Person, qtbot: QtBot) -> None:
    dialog = person.correct(*ON_NIST)
    qtbot.keyClicks(dialog.expansion, "!")
    qtbot.keyClick(dialog.expansion, Qt.Key.Key_Return)
    assert person.correcting.records[0].expansion == f"{NIST.expansion}!"


def test_cancel_says_nothing(person: Person, qtbot: QtBot) -> None:
    dialog = person.correct(*ON_NIST)
    qtbot.keyClicks(dialog.long_form, "x")
    person.press(dialog, QDialogButtonBox.StandardButton.Cancel)
    assert person.correcting.records == ()


def test_the_place_that_introduces_it_is_chosen(person: Person) -> None:
    dialog = person.correct(*ON_NIST)
    person.choose(dialog, NIST.long_form)
    assert dialog.by_candidate.isChecked()
    (record,) = person.ok(dialog)
    assert (record.kind, record.long_form) == ("definition", NIST.long_form)


def test_it_is_no_acronym(person: Person, qtbot: QtBot) -> None:
    dialog = person.correct(*ON_AI)
    qtbot.mouseClick(dialog.no_name, Qt.MouseButton.LeftButton, pos=dialog.no_name.rect().center())
    if not dialog.no_name.isChecked():
        dialog.no_name.click()
    (record,) = person.ok(dialog)
    assert (record.kind, record.name) == ("no-name", "AI")
    assert person.live.index.at(0, 0, *ON_AI) is None


def test_a_mark_is_given_to_another_note_and_back(person: Person, qtbot: QtBot) -> None:
    dialog = person.correct(*ON_MARK)
    shown = [dialog.candidates.item(row).text() for row in range(dialog.candidates.count())]
    assert shown[-1] == "No note"
    assert shown[0].startswith("p. 24　4　")
    person.choose(dialog, LONELY.text)
    (record,) = person.ok(dialog)
    assert record.kind == "mark"
    target = person.target(*ON_MARK)
    assert person.card(target)["note_text"] == LONELY.text
    again = person.correct(*ON_MARK)
    assert again.candidates.currentItem().text().endswith(LONELY.text)
    qtbot.mouseClick(again.take_back, Qt.MouseButton.LeftButton)
    assert person.correcting.records == ()


def test_a_mark_of_no_note(person: Person) -> None:
    dialog = person.correct(*ON_MARK)
    person.choose(dialog, "No note")
    (record,) = person.ok(dialog)
    assert record.goal is None
    assert person.live.corrected.marks[0, MARK.place] == record


def test_a_mark_that_was_not_found_belongs_to_some_note(person: Person, qtbot: QtBot) -> None:
    subject = own_mark(ORPHAN, 0, Place(1, ()), selected(ORPHAN, "5"))
    dialog = CorrectionDialog(subject, person.correcting.contents, person.session.page_name)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.said.connect(person.correcting.keep)
    dialog.show()
    texts = [dialog.candidates.item(row).text() for row in range(dialog.candidates.count())]
    assert len(texts) == 2
    assert "No note" not in texts
    assert dialog.candidates.currentItem().text().endswith(LONELY.text), "that of its label"
    (record,) = person.ok(dialog)
    assert record.goal is not None
    assert record.goal.quotation.startswith("5")


def test_a_note_is_given_its_mark(person: Person) -> None:
    dialog = person.correct(60, 705, 1)
    person.choose(dialog, "ＮＩＳＴ4")
    (record,) = person.ok(dialog)
    assert record.goal is not None
    assert record.goal.quotation.endswith(LONELY.text)


def test_a_reference_is_led_elsewhere_or_nowhere(person: Person) -> None:
    dialog = person.correct(*ON_REFERENCE)
    assert CAPTION.title in dialog.candidates.currentItem().text()
    person.choose(dialog, UNUSED.title)
    (record,) = person.ok(dialog)
    card = person.card(person.target(*ON_REFERENCE))
    assert UNUSED.title in card["referred"]
    assert CAPTION.title in card["corrected"]
    assert record.was == f"{CAPTION.label}　{CAPTION.title}"
    dialog = person.correct(*ON_REFERENCE)
    person.choose(dialog, "Nothing in these files")
    person.ok(dialog)
    assert person.live.destination(person.target(*ON_REFERENCE)) is None


def test_a_long_list_is_filtered(person: Person, qtbot: QtBot) -> None:
    many = tuple(
        replace(UNUSED, label=f"第１-３-{n}表", title=f"予算{n}", place=UNUSED.place)
        for n in range(30)
    )
    person.read_anew(0, replace(FIRST, captions=(CAPTION, *many)), "a")
    dialog = person.correct(*ON_REFERENCE)
    qtbot.keyClicks(dialog.filter, "17")
    rows = dialog.candidates
    there = [rows.item(n).text() for n in range(rows.count()) if not rows.item(n).isHidden()]
    assert len(there) == 2
    assert "予算17" in there[0]


def test_an_own_name_is_given_a_meaning(person: Person, qtbot: QtBot) -> None:
    subject = own_name(FIRST, 0, Place(0, ()), selected(FIRST, "枠組み"))
    dialog = OwnNameDialog(subject, person.correcting.contents)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.said.connect(person.correcting.keep)
    dialog.show()
    qtbot.keyClicks(dialog.long_form, "framework")
    qtbot.keyClick(dialog.long_form, Qt.Key.Key_Return)
    person.library.deliver(person.correcting)
    person.live.refresh()
    (entry,) = [each for each in person.live.index.links.entries if each.name == "枠組み"]
    rects = entry.uses[0][1].places[0].rects
    target = person.target(rects[0].x0 + 1, rects[0].y0 + 1)
    card = person.card(target)
    assert (card["name"], card["long_form"]) == ("枠組み", "framework")
    assert card["corrected"].startswith("Added by you")
    again = person.correcting.subject(target)
    assert again is not None
    edit = CorrectionDialog(again, person.correcting.contents, person.session.page_name)
    qtbot.addWidget(edit)
    edit.show()
    assert not edit.no_name.isVisible(), "taking it back is the same"
    assert edit.take_back.isVisible()


# --- the list -------------------------------------------------------------------------------


class Listing:
    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person = person
        self.qtbot = qtbot
        self.dialog = CorrectionsDialog(person.session, person.live, person.correcting)
        qtbot.addWidget(self.dialog)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.dialog.show()

    def rows(self) -> list[list[str]]:
        table = self.dialog.table
        return [
            [table.model().index(row, column).data() for column in range(table.columnCount())]
            for row in range(table.rowCount())
        ]

    def choose(self, item: str) -> None:
        row = [each[1] for each in self.rows()].index(item)
        table = self.dialog.table
        at = table.visualRect(table.model().index(row, 1)).center()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def press(self, button: QPushButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def listing(person: Person, qtbot: QtBot) -> Listing:
    for at in (ON_NIST, ON_AI):
        subject = person.correcting.subject(person.target(*at))
        assert subject is not None
        person.correcting.keep(meant(subject, "新しい意味", "", person.correcting.contents))
    person.live.refresh()
    return Listing(person, qtbot)


def test_the_list_says_what_was_and_what_is(listing: Listing) -> None:
    rows = listing.rows()
    assert [row[1] for row in rows] == ["AI", "NIST"], "the newest first"
    kind, item, was, now, page, date = rows[1]
    assert (kind, item, now, page) == ("Meaning", "NIST", "新しい意味", "24")
    assert was == f"{NIST.long_form} — {NIST.expansion}"
    assert date == day_of(listing.person.correcting.records[0].created)


def test_a_row_is_gone_to(listing: Listing, qtbot: QtBot) -> None:
    assert not listing.dialog.go_there.isEnabled()
    listing.choose("NIST")
    with qtbot.waitSignal(listing.person.session.jump_requested) as jumped:
        listing.press(listing.dialog.go_there)
    assert (jumped.args[0].page, jumped.args[0].rect) == (0, NIST.place.rects[0])


def test_rows_are_taken_back_and_kept_again(listing: Listing) -> None:
    listing.choose("NIST")
    listing.press(listing.dialog.back)
    assert [row[1] for row in listing.rows()] == ["AI"]
    listing.press(listing.dialog.undo)
    assert sorted(row[1] for row in listing.rows()) == ["AI", "NIST"]
    assert not listing.dialog.undo.isEnabled()


def test_the_list_keeps_up_with_undo(listing: Listing) -> None:
    listing.person.notebook.undo()
    assert [row[1] for row in listing.rows()] == ["NIST"]


def test_what_fits_nothing_is_listed_as_not_found(listing: Listing) -> None:
    person = listing.person
    person.session.links = replace(person.session.links, entries=())
    person.read_anew(0, replace(FIRST, definitions=()), "a")
    person.library.deliver(person.correcting)
    nothing = replace(FIRST, definitions=(), passages=())
    person.read_anew(0, nothing, "a")
    person.read_anew(1, replace(FIRST, definitions=(), passages=()), "b")
    person.library.deliver(person.correcting)
    person.live.refresh()
    assert [row[4] for row in listing.rows()] == ["not found in this text"] * 2


def test_those_of_all_volumes_are_listed(listing: Listing) -> None:
    person = listing.person
    there = replace(person.correcting.records[0], id="x", content="elsewhere", name="OECD")
    person.correcting.bring_back([there])
    assert len(listing.rows()) == 2
    listing.dialog.scope.setCurrentIndex(ALL)
    assert sorted(row[1] for row in listing.rows()) == ["AI", "NIST", "OECD"]
    listing.choose("OECD")
    assert not listing.dialog.go_there.isEnabled()
    listing.press(listing.dialog.back)
    assert sorted(row[1] for row in listing.rows()) == ["AI", "NIST"]


def test_it_is_written_as_json_and_as_a_table(listing: Listing, tmp_path: Path) -> None:
    listing.dialog.write(tmp_path / "x.json")
    assert "x.json" in listing.dialog.says.text()
    listing.dialog.write(tmp_path / "x.csv")
    rows = list(csv.reader((tmp_path / "x.csv").read_text("utf-8-sig").splitlines()))
    assert [row[1] for row in rows] == ["Item", "NIST", "AI"]
    listing.dialog.write(tmp_path / "none" / "x.csv")
    assert "cannot be written" in listing.dialog.says.text()
    for record in listing.person.correcting.records:
        listing.person.correcting.take_back(record)
    listing.person.correcting.read(tmp_path / "x.json")
    assert len(listing.rows()) == 2
    assert listing.dialog.says.text() == "Corrections taken over: 2."


def test_an_empty_list_says_how_to_begin(person: Person, qtbot: QtBot) -> None:
    listing = Listing(person, qtbot)
    assert "This is wrong" in listing.dialog.says.text()
    assert not listing.dialog.export.isEnabled()


def test_the_quiet_button_and_the_way_back(person: Person, qtbot: QtBot) -> None:
    target = person.target(*ON_NIST)
    card = person.cards.of(target)
    qtbot.addWidget(card)
    with qtbot.waitSignal(person.live.correction_wanted) as wanted:
        card.findChild(QPushButton, "wrong").click()
    assert wanted.args == [target]
    assert card.findChild(QPushButton, "take_back") is None
    subject = person.correcting.subject(target)
    assert subject is not None
    person.correcting.keep(meant(subject, "一", "", person.correcting.contents))
    person.live.refresh()
    card = person.cards.of(target)
    qtbot.addWidget(card)
    with qtbot.waitSignal(person.live.restoring_wanted) as wanted:
        card.findChild(QPushButton, "take_back").click()
    assert wanted.args == [target]


def test_what_cannot_be_corrected_has_no_button(person: Person, qtbot: QtBot) -> None:
    target = person.target(100, 65, 0, 1)
    assert target.kind is Kind.CAPTION
    card = person.cards.of(target)
    qtbot.addWidget(card)
    assert card.findChild(QPushButton, "wrong") is None
    assert person.correcting.subject(target) is None
