from collections.abc import Iterator
from pathlib import Path

import pytest
from live_scene import (
    GUESS,
    LONG,
    MARGIN,
    MARK,
    MISSING,
    NIST,
    NOTE,
    REFERENCE,
    UNKNOWN,
    Scene,
)
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from small_paper import CAPTION, FIRST, LINKS, SENTENCE
from small_paper import NIST as DEFINITION
from small_paper import NOTE as FOOTNOTE

from index_builder.model import Caption, Location, Place, Rect, Resolution, Structure
from reader.panels.context_bar import ContextBar
from reader.popup_frame import GAP, LEAST, SHARE, beside
from reader.targets import Target
from reader.theme import PAPERS
from reader.volume import Volume


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(qtbot, tmp_path)
    yield scene
    scene.close()


def with_structure(scene: Scene, structure: Structure) -> None:
    """The first file says something else."""
    volume: Volume = scene.session.volume
    document = replace(volume.documents[0], structure=structure)
    scene.session.volume = volume.with_document(0, document)
    scene.live.refresh()


def with_area(scene: Scene) -> None:
    """The figure's place on the page is known."""
    caption = replace(CAPTION, area=Rect(60, 72, 260, 272))
    with_structure(scene, replace(FIRST, captions=(caption, *FIRST.captions[1:])))


def test_an_acronym_says_its_meaning_beside_the_word(scene: Scene) -> None:
    texts = scene.hover(NIST)
    assert texts[:3] == ["NIST", DEFINITION.long_form, DEFINITION.expansion]
    assert texts[3].replace("<b>", "").replace("</b>", "") == SENTENCE
    assert texts[4] == "p. 24"
    word = scene.view.viewport_rect(0, 0, DEFINITION.place.rects[0])
    assert scene.popup.isVisible()
    assert not scene.popup.geometry().intersects(word)
    assert scene.popup.geometry().top() - word.bottom() <= GAP + 1
    assert scene.view.viewport().rect().contains(scene.popup.geometry())
    assert scene.names() == ["go", "uses", "details", "pin", "wrong"]
    assert scene.button("uses").text() == "All uses (3)"
    assert not scene.popup.is_longer


def test_it_does_not_cover_a_bar_beside_the_word(scene: Scene) -> None:
    scene.hover(NIST)
    bar = ContextBar(scene.view.viewport(), scene.settings)
    bar.offer({"copy": "Copy"})
    bar.show_beside([scene.view.viewport_rect(0, 0, DEFINITION.place.rects[0])], scene.spot(NIST))
    assert bar.geometry().intersects(scene.popup.geometry())
    scene.popups.close()
    scene.hover(NIST)
    assert not bar.geometry().intersects(scene.popup.geometry())
    word = scene.view.viewport_rect(0, 0, DEFINITION.place.rects[0])
    assert not scene.popup.geometry().intersects(word)


def test_a_mark_says_its_note(scene: Scene) -> None:
    assert scene.hover(MARK) == ["Note 4", FOOTNOTE.text]
    assert scene.names() == ["go", "details", "pin", "wrong"]


def test_a_guess_is_said_to_be_one(scene: Scene) -> None:
    texts = scene.hover(GUESS)
    assert "Artificial Intelligence & <b>more</b>" in texts
    assert "A guess, 40 % sure." in texts
    assert "go" not in scene.names()


def test_a_guess_names_its_candidates(scene: Scene) -> None:
    scene.session.links = replace(
        LINKS, resolutions=(Resolution(0, 0, Location(0, CAPTION.place), "nearest", 0.5),)
    )
    other = Caption("figure", "第１-３-１図", "1-3-1", "別の図", Place(2, (Rect(0, 0, 9, 9),)))
    with_structure(scene, replace(FIRST, captions=(*FIRST.captions, other)))
    texts = scene.hover(REFERENCE)
    assert "A guess: several places have this number." in texts
    assert "Or: 第１-３-１図　別の図 (p. 26)" in texts
    assert "go" not in scene.names()


def test_a_figure_is_shown_itself_cut_from_its_page(scene: Scene) -> None:
    with_area(scene)
    texts = scene.hover(REFERENCE)
    assert texts == ["第１-３-１図　ＡＩに関する論文数の推移", "p. 25"]
    assert scene.popup.card is not None
    picture = scene.popup.card.picture
    assert picture is not None
    scene.qtbot.waitUntil(lambda: picture.is_drawn, timeout=LONG)
    assert picture.width() == picture.height() > 200
    assert not scene.popup.is_longer
    word = scene.view.viewport_rect(0, 0, Rect(60, 200, 120, 210))
    assert not scene.popup.geometry().intersects(word)


def test_the_picture_has_the_colours_of_the_pages(scene: Scene) -> None:
    with_area(scene)
    scene.settings.set("view/paper", "night")
    scene.hover(REFERENCE)
    assert scene.cut.tone == PAPERS["night"].tone


def test_a_reference_to_a_chapter_says_how_it_begins(scene: Scene) -> None:
    chapter = FIRST.headings[1]
    scene.session.links = replace(
        LINKS, resolutions=(Resolution(0, 0, Location(0, chapter.place)),)
    )
    scene.live.refresh()
    texts = scene.hover(REFERENCE)
    assert texts[0] == "第３章　世界の動向"
    assert texts[1].startswith("生成ＡＩの急速な進歩を受けて")
    scene.popups.close()
    part = FIRST.headings[0]
    scene.session.links = replace(LINKS, resolutions=(Resolution(0, 0, Location(0, part.place)),))
    scene.live.refresh()
    texts = scene.hover(REFERENCE)
    assert texts[0] == "第１部　変革"
    assert texts[1].startswith("生成ＡＩの急速な進歩を受けて")


def test_what_leads_nowhere_says_so(scene: Scene) -> None:
    scene.view.go_to(1, 0)
    says = scene.hover(MISSING)
    assert says == ["第９-９-９図", "The figure it names is in none of the open files."]
    assert scene.names() == ["details", "pin", "wrong"]
    assert scene.hover(UNKNOWN) == ["TRIP", "Not explained in the files that are open."]


def test_what_the_page_says_itself_has_no_popup(scene: Scene) -> None:
    scene.point(NOTE)
    assert not scene.popups._opening.isActive()


def test_it_closes_when_the_pointer_goes_and_stays_while_it_is_inside(scene: Scene) -> None:
    scene.hover(NIST)
    scene.point(MARGIN)
    assert scene.popups._closing.isActive()
    QTest.mouseMove(scene.popup, QPoint(20, 20))
    scene.qtbot.waitUntil(lambda: not scene.popups._closing.isActive())
    assert scene.popup.isVisible()
    scene.popups._closing.setInterval(1)
    scene.point(MARGIN)
    scene.qtbot.waitUntil(lambda: not scene.popup.isVisible())


def test_passing_over_quickly_opens_nothing(scene: Scene) -> None:
    scene.popups._opening.setInterval(10_000)
    scene.point(NIST)
    assert scene.popups._opening.isActive()
    scene.point(MARGIN)
    assert not scene.popups._opening.isActive()
    assert not scene.popup.isVisible()


def test_escape_scrolling_and_a_press_close_it(scene: Scene) -> None:
    scene.hover(NIST)
    scene.key(Qt.Key.Key_Escape)
    assert not scene.popup.isVisible()
    scene.hover(NIST)
    scene.view.verticalScrollBar().setValue(40)
    assert not scene.popup.isVisible()
    scene.hover(NIST)
    scene.click(NIST)
    assert not scene.popup.isVisible()
    assert isinstance(scene.session.target, Target)


def test_a_press_on_the_popup_is_none_on_the_page(scene: Scene) -> None:
    scene.hover(NIST)
    QTest.mouseClick(scene.popup, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert scene.popup.isVisible()
    assert scene.session.target is None


def test_go_there_leads_to_the_place(scene: Scene) -> None:
    scene.hover(MARK)
    with scene.qtbot.waitSignal(scene.session.jump_requested) as jumped:
        scene.press("go")
    assert jumped.args[0].rect == FOOTNOTE.place.rects[0]
    assert not scene.popup.isVisible()


def test_the_panel_is_asked_for_with_or_without_its_list(scene: Scene) -> None:
    for name, with_list in (("details", False), ("uses", True)):
        scene.session.show_target(None)
        scene.hover(NIST)
        with scene.qtbot.waitSignal(scene.popups.panel_wanted) as wanted:
            scene.press(name)
        assert wanted.args == [with_list]
        assert scene.session.target == scene.target(NIST)


def test_pin_hands_on_what_is_said(scene: Scene) -> None:
    scene.hover(MARK)
    place = scene.popup.mapToGlobal(QPoint())
    with scene.qtbot.waitSignal(scene.popups.pinned) as pinned:
        scene.press("pin")
    assert pinned.args[1] == place
    assert pinned.args[0].text == f"Note 4\n{FOOTNOTE.text}"
    assert not scene.popup.isVisible()


def test_a_target_that_is_gone_closes_it(scene: Scene) -> None:
    scene.hover(NIST)
    with scene.qtbot.waitSignal(scene.live.changed):
        scene.session.structure_changed.emit()
    assert not scene.popup.isVisible()


def test_long_text_scrolls_and_ends_between_two_lines(scene: Scene) -> None:
    long = replace(FOOTNOTE, text="本文に続く長い注である。" * 90)
    with_structure(scene, replace(FIRST, footnotes=(long, *FIRST.footnotes[1:])))
    scene.hover(MARK)
    assert scene.popup.is_longer
    assert scene.popup.height() < SHARE * scene.view.viewport().height() + 40
    shown = scene.popup._text.viewport().grab().toImage()
    ground = shown.pixel(0, 0)
    last = shown.height() - 1
    assert all(shown.pixel(x, last) == ground for x in range(shown.width() - 1))
    before = scene.view.verticalScrollBar().value()
    spot = QPointF(scene.popup.rect().center())
    for _ in range(2):
        wheel = QWheelEvent(
            spot,
            QPointF(scene.popup.mapToGlobal(spot)),
            QPoint(),
            QPoint(0, -12_000),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(scene.popup._text.viewport(), wheel)
    assert scene.popup._text.verticalScrollBar().value() > 0
    assert scene.view.verticalScrollBar().value() == before
    assert scene.popup.isVisible()


def test_ctrl_and_a_click_jump_at_once(scene: Scene) -> None:
    with scene.qtbot.waitSignal(scene.session.jump_requested) as jumped:
        scene.click(MARK, Qt.KeyboardModifier.ControlModifier)
    assert jumped.args[0].rect == FOOTNOTE.place.rects[0]
    assert scene.session.target == scene.target(MARK)


def test_a_click_on_a_guess_shows_it_and_jumps_nowhere(scene: Scene) -> None:
    scene.session.links = replace(
        LINKS, resolutions=(Resolution(0, 0, Location(0, CAPTION.place), "nearest", 0.5),)
    )
    scene.live.refresh()
    jumps: list[object] = []
    scene.session.jump_requested.connect(jumps.append)
    for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        scene.click(REFERENCE, held)
    assert scene.session.target == scene.target(REFERENCE)
    assert jumps == []


# --- links ----------------------------------------------------------------------------------


def test_an_address_can_be_copied_and_opened(scene: Scene) -> None:
    at = scene.link("https://example.org/a-long/address/that_goes?on=and&on")
    says = scene.hover(at)
    assert [text.replace("\N{ZERO WIDTH SPACE}", "") for text in says] == [
        "https://example.org/a-long/address/that_goes?on=and&on"
    ]
    assert scene.names() == ["copy", "browser"]
    scene.press("copy")
    copied = QGuiApplication.clipboard().text()
    assert copied == "https://example.org/a-long/address/that_goes?on=and&on"
    scene.hover(at)
    with scene.qtbot.waitSignal(scene.popups.browser_wanted) as wanted:
        scene.press("browser")
    assert wanted.args == ["https://example.org/a-long/address/that_goes?on=and&on"]


def test_a_click_on_an_address_says_it_and_stays(scene: Scene) -> None:
    at = scene.link("https://example.org/")
    scene.click(at)
    assert scene.popup.isVisible()
    assert scene.session.target is None
    scene.point(MARGIN)
    assert not scene.popups._closing.isActive()
    scene.key(Qt.Key.Key_Escape)
    assert not scene.popup.isVisible()


@pytest.mark.parametrize(
    "address", ["mailto:a@example.org", "javascript:alert(1)", "file:///etc/passwd", "tel:119"]
)
def test_what_is_no_web_address_is_never_offered_to_be_opened(scene: Scene, address: str) -> None:
    says = scene.hover(scene.link(address))
    assert any("never mail, scripts, files or programs" in text for text in says)
    assert scene.names() == ["copy"]


def test_a_link_of_the_file_says_where_it_leads_and_goes_there(scene: Scene) -> None:
    at = scene.link(page=0)
    assert scene.hover(at) == ["第３章　世界の動向", "A link of the file itself, to p. 24"]
    assert scene.names() == ["go"]
    with scene.qtbot.waitSignal(scene.session.jump_requested) as jumped:
        scene.click(at)
    assert (jumped.args[0].document, jumped.args[0].page) == (0, 0)
    assert jumped.args[0].rect.y0 == 60.0


def test_a_line_of_contents_says_itself_where_it_leads(scene: Scene) -> None:
    line = replace(FIRST.passages[0], text="第３章　世界の動向 …… 24")
    with_structure(scene, replace(FIRST, passages=(*FIRST.passages, line)))
    at = scene.link(page=0)
    scene.hover(NIST)
    scene.point(at)
    scene.qtbot.waitUntil(lambda: not scene.popup.isVisible())
    with scene.qtbot.waitSignal(scene.session.jump_requested):
        scene.click(at)


def test_a_popup_of_a_link_goes_when_links_are_numbered_anew(scene: Scene) -> None:
    scene.hover(scene.link("https://example.org/"))
    scene.link("https://example.org/other")
    assert not scene.popup.isVisible()
    scene.hover(NIST)
    scene.link("https://example.org/")
    assert scene.popup.isVisible()


# --- its place ------------------------------------------------------------------------------

ROOM = QRect(0, 0, 600, 800)


@pytest.mark.parametrize(
    "word",
    [
        [QRect(100, 100, 60, 14)],
        [QRect(100, 780, 60, 14)],
        [QRect(550, 400, 50, 14)],
        [QRect(0, 0, 40, 14)],
        [QRect(560, 390, 40, 14), QRect(10, 410, 40, 14)],
        [QRect(10, 410, 40, 14), QRect(560, 390, 40, 14)],
        [QRect(560, 770, 40, 14), QRect(320, 20, 40, 14)],
        [QRect(310, 10, 14, 780)],
        [QRect(200, 390, 400, 14), QRect(10, 410, 300, 14)],
    ],
)
def test_it_covers_no_part_of_the_word(word: list[QRect]) -> None:
    place = beside(word, QSize(300, 200), ROOM)
    assert ROOM.contains(place)
    assert not any(place.intersects(rect) for rect in word)
    assert place.size() == QSize(300, 200)


def test_where_there_is_less_room_it_is_lower() -> None:
    place = beside([QRect(0, 100, 600, 20)], QSize(300, 900), QRect(0, 0, 600, 400))
    assert place == QRect(0, 120 + GAP, 300, 400 - 120 - GAP)
    tiny = beside([QRect(0, 0, 600, 400)], QSize(300, 200), QRect(0, 0, 600, 400))
    assert tiny.height() == LEAST
