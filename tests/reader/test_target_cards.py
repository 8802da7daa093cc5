"""What the side panel does with several meanings, with mentions, pictures, and what is missing."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from side_panel import Panel
from small_paper import (
    CAPTION,
    FIRST,
    GUESS,
    LINKS,
    NIST,
    NOTE,
    SECOND,
    open_session,
    place,
    where,
)

from index_builder.model import Location, Resolution
from reader.history import Position
from reader.panels.figure import Figure
from reader.targets import Kind, Target
from reader.volume import Failure


@pytest.fixture
def panel(qtbot: QtBot, data_folder: Path) -> Panel:
    session = open_session()
    session.set_position(Position(0, 0, 0, 0))
    return Panel(qtbot, session, data_folder)


@pytest.fixture
def twice(panel: Panel) -> Panel:
    """NIST is introduced in both files."""
    again = replace(
        NIST,
        long_form="国立標準局",
        expansion="",
        place=place(0, 90, 120),
        range=where(SECOND, "ＮＩＳＴ"),
        note=-1,
        evidence="parenthesis",
        confidence=0.8,
    )
    panel.session.links = replace(
        LINKS, entries=(replace(LINKS.entries[0], definitions=((0, 0), (1, 0))),)
    )
    panel.change(1, definitions=(again,))
    return panel


def test_introductions_are_cycled_each_with_its_own_place(twice: Panel, qtbot: QtBot) -> None:
    twice.show(1, 0, 95, 125)
    assert twice.text("cycle") == "1 of 2"
    assert twice.text("long_form") == "国立標準局"
    assert twice.text("evidence") == "Explained in parentheses (80 % sure)"
    assert twice.text("place") == "p. 40　第１部 第４章　我が国の取組"
    twice.press(qtbot, "next_candidate")
    qtbot.waitUntil(lambda: twice.text("cycle") == "2 of 2")
    assert twice.text("long_form") == "国立標準技術研究所"
    assert "<b>ＮＩＳＴ</b>" in twice.text("sentence")
    with qtbot.waitSignal(twice.session.jump_requested) as jumped:
        twice.press(qtbot, "go")
    assert jumped.args[0].document == 0
    twice.press(qtbot, "next_candidate")
    qtbot.waitUntil(lambda: twice.text("cycle") == "1 of 2")
    twice.press(qtbot, "previous_candidate")
    qtbot.waitUntil(lambda: twice.text("cycle") == "2 of 2")


def test_another_target_begins_with_its_first_candidate(twice: Panel, qtbot: QtBot) -> None:
    twice.show(1, 0, 95, 125)
    twice.press(qtbot, "next_candidate")
    qtbot.waitUntil(lambda: twice.text("cycle") == "2 of 2")
    twice.show(0, 0, 112, 105)
    assert twice.text("cycle") == "1 of 2"
    assert twice.text("long_form") == "国立標準技術研究所"


def test_a_guess_lists_the_other_candidates(panel: Panel) -> None:
    other = replace(GUESS, confidence=0.3, expansion="Amnesty International")
    panel.session.links = replace(
        LINKS, entries=(*LINKS.entries[:1], replace(LINKS.entries[1], definitions=((0, 1), (0, 2))))
    )
    panel.change(0, definitions=(*FIRST.definitions, other))
    panel.show(0, 0, 55, 65)
    assert panel.text("guess") == "A guess (40 % sure); it has other candidates."
    assert "sure" not in panel.text("evidence")
    assert panel.rows()["Other candidates"] == ["Amnesty International (30 % sure)"]


def test_the_notes_that_mention_a_name_are_listed(panel: Panel) -> None:
    mention = replace(NOTE, text="詳細はＮＩＳＴを参照。", place=place(2, 50, 700), marks=())
    panel.change(0, footnotes=(NOTE, mention))
    panel.show(0, 0, 112, 105)
    assert panel.rows()["Notes that mention it"] == ["詳細はＮＩＳＴを参照。"]
    group = panel.widget.view.rows.groups[-1]
    group.row(0).choose()
    panel.widget.refresh()
    assert panel.text("note_text") == "詳細はＮＩＳＴを参照。"
    assert any("No mark" in text for text in panel.texts())


def test_a_use_in_the_list_becomes_the_present_one_without_a_new_list(panel: Panel) -> None:
    panel.show(0, 0, 112, 105)
    reset: list[bool] = []
    panel.widget.view.rows.modelReset.connect(lambda: reset.append(True))
    panel.live.step_use(1)
    panel.widget.refresh()
    assert reset == []
    assert panel.widget.view.currentIndex().row() == 1
    panel.show(0, 0, 55, 65)
    assert reset == [True]


def test_what_no_open_file_holds_can_be_looked_for(panel: Panel, qtbot: QtBot) -> None:
    panel.show(1, 0, 70, 405)
    with qtbot.waitSignal(panel.widget.cards.search_asked) as asked:
        panel.press(qtbot, "search_library")
    assert asked.args == ['"第９-９-９図"']
    with qtbot.waitSignal(panel.widget.cards.files_asked):
        panel.press(qtbot, "open_files")
    panel.show(1, 0, 305, 305)
    with qtbot.waitSignal(panel.widget.cards.search_asked) as asked:
        panel.press(qtbot, "search_library")
    assert asked.args == ['"TRIP"']


def test_a_target_in_a_file_that_has_gone_is_no_way(panel: Panel, qtbot: QtBot) -> None:
    panel.show(1, 0, 95, 125)
    assert panel.has("go")
    known = panel.session.volume.documents[0]
    gone = replace(known, failure=Failure("“a.pdf” is damaged and cannot be read."))
    volume = panel.session.volume.with_document(0, gone)
    panel.session.volume = replace(volume, order=(1,))
    panel.widget.refresh()
    assert not panel.has("go")
    assert panel.text("not_open") == (
        "The file that holds it is not open. “a.pdf” is damaged and cannot be read."
    )
    with qtbot.waitSignal(panel.widget.cards.files_asked):
        panel.press(qtbot, "open_files")


def test_a_page_that_cannot_be_drawn_still_tells_its_text(panel: Panel) -> None:
    panel.render._failures[0, 0] = "broken"
    panel.show(0, 0, 112, 105)
    assert panel.text("not_drawn").startswith("That page cannot be drawn")
    assert panel.text("long_form") == "国立標準技術研究所"


def test_a_figure_says_where_it_is_taken_from(panel: Panel, qtbot: QtBot) -> None:
    caption = replace(CAPTION, source="資料：文部科学省作成")
    panel.change(0, captions=(caption, *FIRST.captions[1:]))
    panel.show(0, 0, 70, 205)
    assert panel.text("source") == "資料：文部科学省作成"
    assert panel.card.findChild(Figure, "figure") is not None
    with qtbot.waitSignal(panel.widget.cards.peek_asked) as asked:
        panel.press(qtbot, "peek")
    assert asked.args == [0, caption]
    panel.show(0, 1, 70, 65)
    assert panel.text("source") == "資料：文部科学省作成"
    assert len(panel.rows()["Referred to from"]) == 1


def test_a_reference_to_a_chapter_shows_its_first_lines(panel: Panel) -> None:
    to_chapter = Resolution(0, 0, Location(0, FIRST.headings[1].place))
    panel.session.links = replace(LINKS, resolutions=(to_chapter,))
    panel.live.refresh()
    panel.show(0, 0, 70, 205)
    assert panel.text("referred") == "第３章　世界の動向"
    assert panel.text("first_lines").startswith("生成ＡＩの急速な進歩")


def test_a_reference_lists_the_others_that_lead_there(panel: Panel) -> None:
    panel.show(0, 0, 70, 205)
    assert panel.rows() == {}
    both = (*LINKS.resolutions[:1], Resolution(1, 0, Location(0, CAPTION.place)))
    panel.session.links = replace(LINKS, resolutions=both)
    panel.live.refresh()
    panel.show(0, 0, 70, 205)
    (row,) = panel.rows()["Referred to from"]
    assert "第９-９-９図" in row


def test_places_of_a_guessed_reference_are_cycled(panel: Panel, qtbot: QtBot) -> None:
    twin = replace(CAPTION, title="もう一つの図", place=place(2, 60, 60))
    guess = replace(LINKS.resolutions[0], evidence="nearest", confidence=0.5)
    panel.session.links = replace(LINKS, resolutions=(guess,))
    panel.change(0, captions=(CAPTION, twin))
    panel.show(0, 0, 70, 205)
    assert panel.text("cycle") == "1 of 2"
    assert "several places" in panel.text("guess")
    panel.press(qtbot, "next_candidate")
    qtbot.waitUntil(lambda: panel.text("cycle") == "2 of 2")
    assert panel.text("referred") == "もう一つの図"


def test_a_heading_says_what_is_read_under_it(panel: Panel) -> None:
    heading = FIRST.headings[1]
    panel.session.show_target(Target(Kind.HEADING, 0, 0, heading.place.rects, 1))
    panel.widget.refresh()
    assert panel.text("first_lines").startswith("生成ＡＩの急速な進歩")
    assert panel.has("go")


def test_below_the_pages_the_card_stands_beside_the_list(panel: Panel) -> None:
    panel.show(0, 0, 112, 105)
    card, rows = panel.widget._card, panel.widget.view
    assert rows.geometry().top() > card.geometry().top()
    panel.widget.resize(1000, 220)
    assert rows.geometry().left() >= card.geometry().right()
    assert abs(card.width() - 500) < 20
    panel.widget.resize(320, 600)
    assert card.width() > 280
