from pathlib import Path
from time import perf_counter

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from side_panel import Panel
from small_paper import (
    BODY,
    CAPTION,
    FIRST,
    GUESS,
    LINKS,
    NIST,
    NOTE,
    empty_session,
    open_session,
    place,
    where,
)

from index_builder.model import Entry, TextRange, Use
from reader.history import Position
from reader.targets import Kind, Target
from reader.volume import Failure


@pytest.fixture
def panel(qtbot: QtBot, data_folder: Path) -> Panel:
    session = open_session()
    session.set_position(Position(0, 0, 0, 0))
    return Panel(qtbot, session, data_folder)


def test_an_acronym_says_everything_at_once(panel: Panel) -> None:
    panel.show(0, 0, 112, 105)
    assert panel.text("name") == "NIST"
    assert panel.text("long_form") == "国立標準技術研究所"
    assert panel.text("expansion") == "National Institute of Standards and Technology"
    assert "<b>ＮＩＳＴ</b>" in panel.text("sentence")
    assert panel.text("place") == "p. 24　第１部 第３章　世界の動向"
    assert panel.text("evidence") == "Explained in footnote 4 on p. 24 (97 % sure)"
    rows = panel.rows()
    assert list(rows) == ["第１部 第３章　世界の動向", "第１部 第４章　我が国の取組"]
    assert "前章で見たＮＩＳＴ" in rows["第１部 第４章　我が国の取組"][0]


def test_go_to_definition_jumps_and_marks_it(panel: Panel, qtbot: QtBot) -> None:
    panel.show(1, 0, 95, 125)
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        panel.press(qtbot, "go")
    (jump,) = jumped.args
    assert (jump.document, jump.page, jump.rect) == (0, 0, NIST.place.rects[0])
    assert jump.highlight == (NIST.place,)
    panel.session.go_back()


def test_next_use_walks_through_the_volume(panel: Panel, qtbot: QtBot) -> None:
    panel.show(0, 0, 112, 105)
    seen = []
    panel.session.jump_requested.connect(lambda jump: seen.append((jump.document, jump.rect.y0)))
    for _ in range(3):
        panel.press(qtbot, "next_use")
        panel.widget.refresh()
    assert seen == [(0, 140), (1, 120), (0, 100)]
    assert panel.widget.findChild(QLabel, "use_number").text() == "Use 1 of 3, in 2 chapters"
    panel.press(qtbot, "previous_use")
    panel.widget.refresh()
    assert seen[-1] == (1, 120)
    assert panel.widget.findChild(QLabel, "use_number").text() == "Use 3 of 3, in 2 chapters"


def test_a_use_in_the_list_is_chosen_by_click_and_enter(panel: Panel, qtbot: QtBot) -> None:
    panel.show(0, 0, 112, 105)
    view = panel.widget.view
    chapter = view.rows.index(1, 0, QModelIndex())
    use = view.rows.index(0, 0, chapter)
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(use).center()
        )
    assert jumped.args[0].document == 1
    panel.widget.refresh()
    view.setCurrentIndex(view.rows.index(0, 0, view.rows.index(0, 0, QModelIndex())))
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert jumped.args[0].document == 0


def test_a_mark_shows_its_note_and_leads_there_and_back(panel: Panel, qtbot: QtBot) -> None:
    target = panel.show(0, 0, 141, 101)
    assert target.kind is Kind.MARK
    assert panel.text("note_text") == NOTE.text
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        panel.press(qtbot, "go")
    assert jumped.args[0].rect == NOTE.place.rects[0]
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        panel.press(qtbot, "back_to_mark")
    assert jumped.args[0].rect == NOTE.marks[0].place.rects[0]
    assert panel.rows()["Marked in the text"] == ["…術研究所（ＮＩＳＴ4"]
    assert panel.rows()["Explains"][0].startswith("NIST　国立標準技術研究所")


def test_an_address_is_copied_never_opened(panel: Panel, qtbot: QtBot) -> None:
    panel.show(0, 0, 60, 705)
    panel.press(qtbot, "copy_address")
    assert QGuiApplication.clipboard().text() == "https://www.example.org/nist"


def test_a_note_without_mark_says_so(panel: Panel) -> None:
    panel.show(0, 1, 60, 705)
    assert any("No mark" in label.text() for label in panel.card.findChildren(QLabel))


def test_a_reference_names_its_figure(panel: Panel, qtbot: QtBot) -> None:
    panel.show(0, 0, 70, 205)
    assert CAPTION.title in panel.text("referred")
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        panel.press(qtbot, "go")
    assert (jumped.args[0].page, jumped.args[0].rect) == (1, CAPTION.place.rects[0])


def test_the_nearest_of_several_figures_is_a_guess(panel: Panel, qtbot: QtBot) -> None:
    first, *others = LINKS.resolutions
    guess = replace(first, evidence="nearest", confidence=0.5)
    panel.session.links = replace(LINKS, resolutions=(guess, *others))
    with qtbot.waitSignal(panel.live.changed):
        panel.session.structure_changed.emit()
    panel.show(0, 0, 70, 205)
    assert "several places" in panel.text("guess")


def test_a_reference_to_a_file_that_is_not_open(panel: Panel) -> None:
    panel.show(1, 0, 70, 405)
    assert panel.text("referred") == "The figure it names is in none of the open files."
    assert panel.card.findChild(QPushButton, "go") is None


def test_a_caption_says_who_refers_to_it_or_that_nobody_does(panel: Panel) -> None:
    panel.show(0, 1, 70, 65)
    assert len(panel.rows()["Referred to from"]) == 1
    panel.show(0, 1, 70, 305)
    assert panel.rows() == {}
    assert any("Nothing" in label.text() for label in panel.card.findChildren(QLabel))


def test_a_guess_is_shown_as_one_and_its_text_is_no_markup(panel: Panel, qtbot: QtBot) -> None:
    panel.show(0, 0, 55, 65)
    assert panel.text("guess") == "A guess (40 % sure)."
    expansion = panel.card.findChild(QLabel, "expansion")
    assert expansion.text() == "Artificial Intelligence & <b>more</b>"
    assert expansion.textFormat() is Qt.TextFormat.PlainText
    with (
        qtbot.assertNotEmitted(panel.session.jump_requested),
        qtbot.waitSignal(panel.session.message),
    ):
        panel.live.go_to_definition()


def test_a_sentence_is_no_markup_either(panel: Panel) -> None:
    structure = replace(
        FIRST,
        passages=(replace(FIRST.passages[0], text="a<b & ＡＩ > c。"),),
        definitions=(replace(GUESS, range=TextRange(0, 6, 8)),),
    )
    documents = panel.session.volume.documents
    panel.session.volume = panel.session.volume.with_document(
        0, replace(documents[0], structure=structure)
    )
    panel.session.links = None
    panel.live.refresh()
    panel.show(0, 0, 55, 65)
    assert panel.text("sentence") == "a&lt;b &amp; <b>ＡＩ</b> &gt; c。"


def test_a_name_without_definition_says_so(panel: Panel) -> None:
    panel.show(1, 0, 305, 305)
    labels = [label.text() for label in panel.card.findChildren(QLabel)]
    assert "Used here, but not explained in the files that are open." in labels


def test_nothing_chosen_follows_the_page(panel: Panel, qtbot: QtBot) -> None:
    rows = panel.rows()
    assert rows["Notes"] == [NOTE.text]
    assert [text.split("　")[0] for text in rows["Acronyms and short names"]] == ["AI", "NIST"]
    assert rows["Acronyms and short names"][0].endswith("(a guess)")
    assert rows["Refers to"] == ["第１-３-１図　ＡＩに関する論文数の推移"]
    panel.session.set_position(Position(0, 1, 0, 0))
    qtbot.waitUntil(lambda: "Figures and tables" in panel.rows())
    panel.session.set_position(Position(0, 2, 0, 0))
    qtbot.waitUntil(lambda: panel.says() == "No acronyms, notes or references in these lines.")


def test_a_chosen_target_stays_until_let_go(panel: Panel, qtbot: QtBot) -> None:
    panel.show(0, 0, 112, 105)
    panel.session.set_position(Position(0, 1, 0, 0))
    panel.widget.refresh()
    assert panel.text("name") == "NIST"
    qtbot.keyClick(panel.widget, Qt.Key.Key_Escape)
    assert panel.session.target is None
    qtbot.waitUntil(lambda: "Figures and tables" in panel.rows())


def test_before_anything_is_open(qtbot: QtBot, data_folder: Path) -> None:
    panel = Panel(qtbot, empty_session(), data_folder)
    assert panel.says().startswith("Open a paper")


def test_before_the_structure_is_there_it_says_how_far_it_is(
    qtbot: QtBot, data_folder: Path
) -> None:
    session = open_session(indexed=False)
    session.set_position(Position(0, 0, 0, 0))
    panel = Panel(qtbot, session, data_folder)
    assert "not been read" in panel.says()
    session.on_pages_indexed(12, 200)
    qtbot.waitUntil(lambda: "12 of 200" in panel.says())
    documents = session.volume.documents
    session.volume = session.volume.with_document(0, replace(documents[0], structure=FIRST))
    session.structure_changed.emit()
    qtbot.waitUntil(lambda: "Notes" in panel.rows())


def test_a_file_that_cannot_be_read_says_why(qtbot: QtBot, data_folder: Path) -> None:
    session = open_session(indexed=False)
    session.set_position(Position(0, 0, 0, 0))
    documents = session.volume.documents
    session.volume = session.volume.with_document(
        0, replace(documents[0], failure=Failure("“a.pdf” is damaged."))
    )
    assert Panel(qtbot, session, data_folder).says() == "“a.pdf” is damaged."


def test_a_shown_target_survives_newer_links(panel: Panel, qtbot: QtBot) -> None:
    panel.show(0, 0, 112, 105)
    links = replace(LINKS, entries=(*reversed(LINKS.entries),))
    panel.session.links = links
    with qtbot.waitSignal(panel.live.changed):
        panel.session.structure_changed.emit()
    target = panel.session.target
    assert isinstance(target, Target)
    assert links.entries[target.index].name == "NIST"
    panel.widget.refresh()
    assert panel.text("name") == "NIST"


def test_a_list_stays_where_it_was_when_more_is_found(panel: Panel) -> None:
    panel.widget.resize(320, 90)
    panel.widget.refresh()
    bar = panel.widget.view.verticalScrollBar()
    bar.setValue(20)
    assert bar.value() == 20
    panel.widget.refresh()
    assert bar.value() == 20


def test_a_click_shows_and_a_reference_is_followed(panel: Panel, qtbot: QtBot) -> None:
    class Point:
        document, page, x, y = 0, 0, 112.0, 105.0

    class OnReference(Point):
        x, y = 70.0, 205.0

    class OnMargin(Point):
        x, y = 2.0, 2.0

    with qtbot.assertNotEmitted(panel.session.jump_requested):
        panel.live.click(Point())
    assert isinstance(panel.session.target, Target)
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        panel.live.click(Point(), Qt.KeyboardModifier.ControlModifier)
    assert jumped.args[0].highlight == (NIST.place,)
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        panel.live.click(OnReference())
    assert jumped.args[0].highlight == (CAPTION.place,)
    before = panel.session.target
    panel.live.click(OnMargin())
    assert panel.session.target == before


def test_thousands_of_uses_are_listed_at_once(qtbot: QtBot, data_folder: Path) -> None:
    """Loose against a busy machine; the aim is 100 ms."""
    session = open_session()
    use = Use("AI", (place(0, 50, 60),), where(BODY, "ＡＩ"))
    session.links = replace(LINKS, entries=(Entry("AI", ((0, 1),), ((0, use),) * 5000),))
    session.set_position(Position(0, 0, 0, 0))
    panel = Panel(qtbot, session, data_folder)
    start = perf_counter()
    panel.show(0, 0, 55, 65)
    panel.widget.grab()
    print(f"5000 uses in {perf_counter() - start:.3f} s")
    assert perf_counter() - start < 1.0
