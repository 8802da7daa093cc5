from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from live_scene import GUESS, MARK, NIST, NIST_AGAIN, NOTE, REFERENCE, Scene
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from small_paper import NIST as DEFINITION
from small_paper import NOTE as FOOTNOTE

from index_builder.model import Rect
from reader.hints import LETTERS, codes
from reader.live_keys import LAYER
from reader.overlays import LOOKS, Style
from reader.targets import Kind, in_reading_order
from reader.text_selection import PagePoint
from reader.theme import PAPERS
from reader.volume import Volume

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ORDER = [GUESS, NIST, MARK, NIST_AGAIN, REFERENCE, NOTE]
"""The things of the first screen, as they are read."""


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(qtbot, tmp_path)
    qtbot.waitUntil(scene.view.hasFocus)
    yield scene
    scene.close()


def forget(scene: Scene) -> None:
    """Nothing of the volume is known any more."""
    scene.session.volume = Volume()
    scene.session.links = None
    scene.live.refresh()


def overrides(scene: Scene, key: Qt.Key) -> bool:
    """Whether the view takes a key before any action does."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(scene.view, event)
    return event.isAccepted()


# --- Tab and Enter --------------------------------------------------------------------------


def test_tab_walks_the_screen_in_reading_order_and_then_leaves(scene: Scene) -> None:
    scene.view.verticalScrollBar().setValue(0)
    before = scene.view.position()
    walked = scene.walk()
    assert walked[: len(ORDER)] == [scene.target(at) for at in ORDER]
    assert scene.after.hasFocus()
    assert scene.view.position() == before
    assert not scene.view.overlays.regions(0, 0)


def test_shift_tab_walks_back(scene: Scene) -> None:
    scene.key(Qt.Key.Key_Tab)
    first = scene.keys.focus
    scene.key(Qt.Key.Key_Tab)
    assert scene.keys.focus != first
    scene.key(Qt.Key.Key_Backtab, SHIFT)
    assert scene.keys.focus == first
    scene.key(Qt.Key.Key_Backtab, SHIFT)
    assert scene.keys.focus is None
    scene.view.setFocus()
    scene.key(Qt.Key.Key_Backtab, SHIFT)
    assert scene.keys.focus == scene.keys.things()[-1]


def test_only_what_is_in_sight_is_walked(scene: Scene) -> None:
    scene.view.go_to(0, 1)
    things = scene.keys.things()
    assert things
    assert all((t.document, t.page) != (0, 0) for t in things if t.kind is Kind.TERM)
    scene.key(Qt.Key.Key_Tab)
    assert scene.keys.focus == things[0]


def test_a_frame_is_around_the_thing(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    (region,) = scene.view.overlays.regions(0, 0)
    assert region.style is Style.FOCUS
    assert region.rects == DEFINITION.place.rects
    for name in ("white", "night", "sepia"):
        scene.view.set_paper(PAPERS[name])
        picture = scene.view.viewport().grab().toImage()
        around = scene.view.viewport_rect(0, 0, region.rects[0]).adjusted(-4, -4, 4, 4)
        colors = {
            picture.pixel(x, y) & 0xFFFFFF
            for x in range(around.left(), around.right())
            for y in range(around.top(), around.bottom())
        }
        assert PAPERS[name].inks.focus in colors
    assert LOOKS[Style.FOCUS].color == PAPERS["white"].inks.focus
    scene.key(Qt.Key.Key_Escape)
    assert scene.keys.focus is None
    assert not scene.view.overlays.regions(0, 0)
    assert LAYER == "focus"


def test_enter_says_what_it_is_and_again_goes_there(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(MARK))
    scene.key(Qt.Key.Key_Return)
    assert scene.popup.isVisible()
    assert scene.says() == ["Note 4", FOOTNOTE.text]
    with scene.qtbot.waitSignal(scene.session.jump_requested) as jumped:
        scene.key(Qt.Key.Key_Return)
    assert jumped.args[0].rect == FOOTNOTE.place.rects[0]
    assert not scene.popup.isVisible()


def test_ctrl_enter_goes_at_once(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(MARK))
    with scene.qtbot.waitSignal(scene.session.jump_requested):
        scene.key(Qt.Key.Key_Enter, CONTROL | Qt.KeyboardModifier.KeypadModifier)
    assert scene.session.target == scene.target(MARK)


def test_enter_on_a_note_shows_it_in_the_panel_and_then_goes_to_its_mark(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NOTE))
    scene.key(Qt.Key.Key_Return)
    assert scene.session.target == scene.target(NOTE)
    with scene.qtbot.waitSignal(scene.session.jump_requested) as jumped:
        scene.key(Qt.Key.Key_Return)
    assert jumped.args[0].rect == FOOTNOTE.marks[0].place.rects[0]


def test_escape_closes_the_popup_first_and_then_leaves(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    scene.key(Qt.Key.Key_Return)
    assert overrides(scene, Qt.Key.Key_Escape)
    scene.key(Qt.Key.Key_Escape)
    assert not scene.popup.isVisible()
    assert scene.keys.focus is not None
    scene.key(Qt.Key.Key_Escape)
    assert scene.keys.focus is None
    assert not overrides(scene, Qt.Key.Key_Escape)


def test_the_buttons_of_the_popup_are_reached_by_tab(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    scene.key(Qt.Key.Key_Return)
    scene.key(Qt.Key.Key_Tab)
    assert scene.button("go").hasFocus()
    assert scene.popup.isVisible()
    QTest.keyClick(scene.button("go"), Qt.Key.Key_Tab)
    QTest.keyClick(scene.button("uses"), Qt.Key.Key_Tab)
    assert scene.button("details").hasFocus()
    with scene.qtbot.waitSignal(scene.popups.panel_wanted):
        QTest.keyClick(scene.button("details"), Qt.Key.Key_Return)
    assert scene.view.hasFocus()


def test_tab_behind_the_last_button_goes_on_to_the_next_thing(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    scene.key(Qt.Key.Key_Return)
    scene.key(Qt.Key.Key_Backtab, SHIFT)
    assert scene.button("wrong").hasFocus()
    QTest.keyClick(scene.button("wrong"), Qt.Key.Key_Tab)
    assert not scene.popup.isVisible()
    assert scene.view.hasFocus()
    assert scene.keys.focus == scene.target(MARK)


def test_escape_in_a_button_closes_and_gives_the_keys_back(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    scene.key(Qt.Key.Key_Return)
    scene.key(Qt.Key.Key_Tab)
    QTest.keyClick(scene.button("go"), Qt.Key.Key_Escape)
    assert not scene.popup.isVisible()
    assert scene.view.hasFocus()
    assert scene.keys.focus == scene.target(NIST)


def test_the_pointer_does_not_take_away_what_the_keys_have_opened(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    scene.key(Qt.Key.Key_Return)
    scene.point(MARK)
    scene.point(NOTE)
    assert not scene.popups._closing.isActive()
    assert scene.popups.shown == scene.target(NIST)


def test_keys_that_select_text_still_do(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    with scene.qtbot.waitSignal(scene.render.text_arrived):
        scene.render.request_text(0, 0)
    scene.click(PagePoint(0, 0, 22, 97))
    assert scene.keys.focus is None
    scene.key(Qt.Key.Key_Right, SHIFT)
    scene.key(Qt.Key.Key_Right, SHIFT)
    assert scene.view.selected_text()


def test_the_frame_goes_with_the_keys(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    scene.qtbot.mouseClick(scene.after, Qt.MouseButton.LeftButton)
    assert scene.after.hasFocus()
    assert scene.keys.focus is None


def test_a_thing_that_is_no_more_loses_its_frame(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST))
    scene.live.refresh()
    assert scene.keys.focus is not None
    forget(scene)
    assert scene.keys.focus is None


# --- actions about the thing ----------------------------------------------------------------


def test_definition_and_uses_are_of_the_thing_under_the_keys(scene: Scene) -> None:
    scene.keys._set_focus(scene.target(NIST_AGAIN))
    with scene.qtbot.waitSignal(scene.session.jump_requested) as jumped:
        scene.keys.go_to_definition()
    assert jumped.args[0].rect == DEFINITION.place.rects[0]
    scene.keys.step_use(1)
    assert (scene.session.target.document, scene.session.target.page) == (1, 0)
    assert scene.keys.focus == scene.session.target
    scene.keys.step_use(1)
    assert scene.session.target == scene.target(NIST)
    scene.keys.step_use(-1)
    assert scene.session.target.document == 1
    scene.keys.step_use(-1)
    assert scene.session.target == scene.target(NIST_AGAIN)


def test_without_a_thing_the_actions_say_what_they_need(scene: Scene) -> None:
    for does in (lambda: scene.keys.step_use(1), scene.keys.go_to_definition):
        with scene.qtbot.waitSignal(scene.session.message) as said:
            does()
        assert "first" in said.args[0]


# --- letters --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 12, 50, 99, 100, 101, 150, 1234])
def test_no_code_begins_another(count: int) -> None:
    found = codes(count)
    assert len(set(found)) == count
    assert set("".join(found)) <= set(LETTERS)
    by_start = sorted(found)
    assert not any(b.startswith(a) for a, b in pairwise(by_start))
    assert max(map(len, found), default=0) - min(map(len, found), default=0) <= 1
    assert max(map(len, found), default=0) <= (1 if count <= 10 else 2 if count <= 100 else 4)


def test_letters_lie_on_everything_in_sight_and_choose(scene: Scene) -> None:
    scene.keys.show_hints()
    hints = scene.keys.hints
    assert hints is not None
    things = scene.keys.things()
    assert len(hints.codes) == len(things)
    at = things.index(scene.target(NIST))
    for letter in hints.codes[at]:
        scene.key(Qt.Key(ord(letter.upper())))
    assert scene.keys.hints is None
    assert scene.keys.focus == scene.target(NIST)
    assert scene.session.target == scene.target(NIST)
    assert scene.says()[0] == "NIST"


def test_letters_of_a_link_say_it_or_follow_it(scene: Scene) -> None:
    for page, names in ((-1, ["copy", "browser"]), (0, [])):
        at = scene.link("" if page >= 0 else "https://example.org/", page)
        scene.keys.show_hints()
        hints = scene.keys.hints
        assert hints is not None
        code = hints.codes[scene.keys.things().index(scene.target(at))]
        jumps: list[object] = []
        scene.session.jump_requested.connect(jumps.append)
        for letter in code:
            scene.key(Qt.Key(ord(letter.upper())))
        assert (scene.names() if scene.popup.isVisible() else []) == names
        assert len(jumps) == (page >= 0)
        assert scene.session.target is None


def test_letters_stay_when_links_come_and_a_link_that_has_gone_is_not_followed(
    scene: Scene,
) -> None:
    at = scene.link("https://example.org/")
    scene.keys.show_hints()
    hints = scene.keys.hints
    assert hints is not None
    code = hints.codes[scene.keys.things().index(scene.target(at))]
    scene.live.set_links({})
    assert scene.keys.hints is hints
    for letter in code:
        scene.key(Qt.Key(ord(letter.upper())))
    assert scene.keys.hints is None
    assert scene.keys.focus is None
    assert not scene.popup.isVisible()


def test_while_there_are_letters_no_action_takes_them(scene: Scene) -> None:
    assert not overrides(scene, Qt.Key.Key_R)
    scene.keys.show_hints()
    assert overrides(scene, Qt.Key.Key_R)


@pytest.mark.parametrize("how", ["escape", "scroll", "other letter", "mouse", "again", "arrow"])
def test_letters_are_left(scene: Scene, how: str) -> None:
    scene.keys.show_hints()
    match how:
        case "escape":
            scene.key(Qt.Key.Key_Escape)
        case "scroll":
            scene.view.verticalScrollBar().setValue(50)
        case "other letter":
            scene.key(Qt.Key.Key_Z)
        case "mouse":
            scene.click(NOTE)
        case "again":
            scene.keys.show_hints()
        case "arrow":
            scene.key(Qt.Key.Key_Down)
            assert scene.view.verticalScrollBar().value() > 0
    assert scene.keys.hints is None
    assert scene.keys.focus is None


def test_a_letter_can_be_taken_back(scene: Scene) -> None:
    scene.keys.show_hints()
    hints = scene.keys.hints
    assert hints is not None
    hints.show_at([scene.spot(NIST)] * 30)
    first = hints.codes[-1][0]
    scene.key(Qt.Key(ord(first.upper())))
    assert hints.typed == first
    scene.key(Qt.Key.Key_Shift)
    scene.key(Qt.Key.Key_Backspace)
    assert hints.typed == ""
    assert scene.keys.hints is hints


def test_letters_are_painted_in_the_colours_of_the_paper(scene: Scene) -> None:
    scene.settings.set("view/paper", "night")
    scene.keys.show_hints()
    hints = scene.keys.hints
    assert hints is not None
    picture = hints.grab().toImage()
    colors = {picture.pixel(x, y) & 0xFFFFFF for x in range(200) for y in range(200)}
    assert PAPERS["night"].inks.hint_ground in colors


def test_a_screen_without_things_says_so(scene: Scene) -> None:
    forget(scene)
    with scene.qtbot.waitSignal(scene.session.message):
        scene.keys.show_hints()
    assert scene.keys.hints is None
    scene.key(Qt.Key.Key_Tab)
    assert scene.after.hasFocus()


def test_what_has_no_place_in_the_text_comes_before_what_is_below_it(scene: Scene) -> None:
    index = scene.live.index
    targets = [t for t in index.on_page(0, 0) if t.kind is not Kind.HEADING]
    link = targets[0].__class__(Kind.LINK, 0, 0, (Rect(60, 160, 100, 170),), 0)
    ordered = in_reading_order([*((t, index.range(t)) for t in targets), (link, None)])
    assert ordered.index(link) == ordered.index(scene.target(REFERENCE)) - 1
    assert ordered[-1].kind is Kind.NOTE
