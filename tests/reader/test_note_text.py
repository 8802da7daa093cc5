"""Markdown of notes: shown as it is meant, fetching nothing; links by completion."""

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from pytestqt.qtbot import QtBot

from reader.note_links import LinkChoice
from reader.panels.folding_completer import fitting_of
from reader.panels.note_tags import TagLine
from reader.panels.note_text import NoteText, NoteView, link_text, with_line_breaks


@pytest.fixture
def note(qtbot: QtBot) -> NoteText:
    made = NoteText()
    qtbot.addWidget(made)
    made.resize(300, 120)
    made.show()
    return made


def test_lines_that_were_typed_stay_lines() -> None:
    assert with_line_breaks("一\n二\n\n三") == "一  \n二  \n\n三  "
    code = "```\na\nb\n```\nc"
    assert with_line_breaks(code) == "```\na\nb\n```\nc  "


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**太字** と *斜体*", "太字 と 斜体"),
        ("一\n二", "一\n二"),
        ("- [x] 済み\n- まだ", "済み\nまだ"),
        ("![図](file:///etc/passwd)", "[図]"),
        ("a ![](https://example.org/x.png) b", "a  b"),
    ],
)
def test_markdown_is_shown_as_it_is_meant(note: NoteText, markdown: str, text: str) -> None:
    note.set_text(markdown)
    shown = note.view.toPlainText().replace("\u2028", "\n")
    assert shown.strip() == text
    assert note.text == markdown


def test_html_is_not_made_of_a_note(note: NoteText) -> None:
    note.set_text("<img src='https://example.org/x.png'><script>alert(1)</script><b>fett</b>")
    assert "ffc" not in note.view.toPlainText().encode("unicode_escape").decode()
    assert "<b>" in note.view.toPlainText()


def test_nothing_is_fetched(qtbot: QtBot, tmp_path: object) -> None:
    asked: list[tuple[int, object]] = []

    class Watched(NoteView):
        def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's
            asked.append((kind, name))
            return super().loadResource(kind, name)

    view = Watched()
    qtbot.addWidget(view)
    view.show_markdown(f"![x](file://{tmp_path}/x.png) ![y](http://example.org/y.png)")
    view.show()
    view.grab()
    assert NoteView.loadResource(view, 2, QUrl("file:///etc/hostname")) is None
    assert not [kind for kind, _ in asked if kind == 2]
    assert view.toPlainText() == "[x] [y]"


def test_a_link_is_told_and_a_click_beside_it_types(note: NoteText, qtbot: QtBot) -> None:
    note.set_text("[NIST](hakusho://open/x/1?term=%EF%BC%A9)")
    view = note.view.viewport()
    with qtbot.waitSignal(note.link_activated) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(12, 10))
    assert told.args[0] == "hakusho://open/x/1?term=%EF%BC%A9"
    assert note.currentWidget() is note.view
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().bottomRight() - QPoint(3, 3))
    assert note.currentWidget() is note.edit


def test_an_empty_note_waits_to_be_typed_in_unless_it_is_locked(note: NoteText) -> None:
    note.set_text("")
    assert note.currentWidget() is note.edit
    note.set_text("", locked=True)
    assert note.currentWidget() is note.view
    note.begin()
    assert note.currentWidget() is note.view


def test_completion_puts_a_link_in_place_of_what_was_typed(note: NoteText) -> None:
    choice = LinkChoice("国立[標準]研", "hakusho://open/x/1?term=a")
    note.terms = lambda: [choice, LinkChoice("AI", "hakusho://open/x/2?term=AI")]
    note.here = lambda: LinkChoice("p. 24", "hakusho://open/x/24")
    note.begin()
    note.edit.insertPlainText("see [[国")
    note._offered = {choice.text: choice}
    note._on_chosen(choice.text)
    assert note.text == f"see {link_text(choice)}"
    assert link_text(choice) == r"[国立\[標準\]研](hakusho://open/x/1?term=a)"
    note.view.show_markdown(note.text)
    assert note.view.toPlainText() == "see 国立[標準]研"


@pytest.mark.parametrize("through_popup", [False, True])
def test_enter_takes_a_choice_and_escape_none(
    note: NoteText, qtbot: QtBot, through_popup: bool
) -> None:
    note.terms = lambda: [LinkChoice(name, f"hakusho://open/x/1?term={name}") for name in "AB"]
    note.begin()
    completer = note.edit.completer
    popup = completer.popup()
    assert popup is not None

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(popup if through_popup else note.edit, key)

    qtbot.keyClicks(note.edit, "[[")
    assert completer.is_open
    press(Qt.Key.Key_Return)
    assert note.text == "[A](hakusho://open/x/1?term=A)"
    qtbot.keyClicks(note.edit, " [[")
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    assert completer.chosen() == "B"
    press(Qt.Key.Key_Return)
    assert note.text == "[A](hakusho://open/x/1?term=A) [B](hakusho://open/x/1?term=B)"
    qtbot.keyClicks(note.edit, " [[")
    press(Qt.Key.Key_Escape)
    assert not completer.is_open
    assert note.currentWidget() is note.edit
    assert note.text.endswith(" [[")


def test_enter_adds_the_tag_that_was_typed_unless_another_is_chosen(qtbot: QtBot) -> None:
    tags = TagLine()
    qtbot.addWidget(tags)
    tags.known = lambda: ["AI policy", "AI act"]
    tags.show()
    tags.line.setFocus()
    added: list[str] = []
    tags.added.connect(added.append)
    popup = tags._completer.popup()
    assert popup is not None
    qtbot.keyClicks(tags.line, "ai")
    assert tags._completer.is_open
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert added == ["ai"]
    qtbot.keyClicks(tags.line, "ai")
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert added == ["ai", "AI act"]
    assert tags.line.text() == ""


def test_choices_fit_in_whatever_width_and_case() -> None:
    choices = ["AI", "ＮＩＳＴ", "生成ＡＩ"]
    assert fitting_of(choices, "ａｉ") == ["AI", "生成ＡＩ"]
    assert fitting_of(choices, "") == choices
    assert fitting_of(choices, "nist") == ["ＮＩＳＴ"]
