"""The window with real services on small files drawn on the spot: input good and bad, boxes, settings."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QFileDialog, QGroupBox, QLabel
from pytestqt.qtbot import QtBot

from index_builder.model import Caption, Place, Rect
from reader.actions import ACTIONS, MENUS, Actions, plain_text
from reader.application import Desk
from reader.panels.bars import PasswordBar
from reader.panels.help import GESTURES, ShortcutSheet
from reader.search_settings import Scope
from reader.session import Session
from reader.settings import SETTINGS, Settings
from reader.targets import Kind, Target
from reader.text_selection import PagePoint

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000


def draw(path: Path, *pages: str, password: str = "") -> Path:
    document = pymupdf.open()
    for text in pages:
        page = document.new_page()
        page.insert_textbox((50, 50, 545, 790), text, fontname="japan", fontsize=12)
    if password:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password)
    else:
        document.save(path)
    document.close()
    return path


@pytest.fixture
def desk(data_folder: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    yield desk
    desk.close()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return draw(
        tmp_path / "paper.pdf", "第１章　はじめに\n国立標準技術研究所（NIST）は", "二枚目のＮＩＳＴ"
    )


def open_and_wait(qtbot: QtBot, desk: Desk, *paths: Path) -> None:
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open(paths)


def wait_for_index(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(
        lambda: (
            session.links is not None
            and not session.progress.running
            and all(session.documents[d].structure for d in session.order)
        ),
        timeout=LONG,
    )


def test_without_files_the_window_says_how_to_open_one(desk: Desk) -> None:
    desk.open([])
    assert desk.window._stack.currentWidget() is not desk.window.splitter
    assert not desk.view.isVisible()
    assert desk.furniture is not None


def test_the_index_is_not_begun_before_the_first_page(
    qtbot: QtBot, desk: Desk, paper: Path
) -> None:
    painted: list[bool] = []
    desk.session.progress_changed.connect(lambda _: painted.append(desk.view._painted_once))
    open_and_wait(qtbot, desk, paper)
    assert painted == [True]
    wait_for_index(qtbot, desk.session)


def test_what_is_typed_is_found_and_walked(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    wait_for_index(qtbot, desk.session)
    box = desk.window.search_box
    with qtbot.waitSignal(desk.finder.results_changed, timeout=5000):
        qtbot.keyClicks(box.box, "nist")
    assert len(desk.finder.results) == 2
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert desk.finder.current == 0
    desk.window.actions_by_id["find_next"].trigger()
    assert box.count.text() == "2 / 2"
    desk.window.actions_by_id["find_previous"].trigger()
    assert desk.finder.current == 0
    qtbot.keyClick(box.box, Qt.Key.Key_Escape)
    assert len(desk.finder.results) == 0


def test_return_does_not_wait_for_the_pause(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    wait_for_index(qtbot, desk.session)
    box = desk.window.search_box.box
    qtbot.keyClicks(box, "nist")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.finder.current == 0, timeout=5000)


def test_unfinished_input_is_never_searched(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    box = desk.window.search_box.box
    QApplication.sendEvent(box, QInputMethodEvent("けんきゅう", []))
    assert not desk.window.search_box._pause.isActive()
    done = QInputMethodEvent("", [])
    done.setCommitString("研究")
    QApplication.sendEvent(box, done)
    assert desk.window.search_box._pause.isActive()
    assert box.text() == "研究"


def test_the_page_box_goes_and_says_what_it_does_not_know(
    qtbot: QtBot, desk: Desk, paper: Path
) -> None:
    open_and_wait(qtbot, desk, paper)
    box = desk.window.page_box.box
    said = QSignalSpy(desk.session.message)
    for text, page in (("p2", 1), ("1", 0), ("99", 0)):
        box.setText(text)
        qtbot.keyClick(box, Qt.Key.Key_Return)
        assert desk.session.position is not None
        assert desk.session.position.page == page
    assert said.count() == 1
    assert "99" in said.at(0)[0]


def test_a_number_that_changes_under_the_hand_stays_chosen_whole(
    qtbot: QtBot, desk: Desk, paper: Path
) -> None:
    open_and_wait(qtbot, desk, paper)
    desk.window.activateWindow()
    desk.window.actions_by_id["go_to_page"].trigger()
    box = desk.window.page_box.box
    qtbot.waitUntil(box.hasFocus)
    desk.session.jump(0, 1)
    qtbot.waitUntil(lambda: box.text() == "p2", timeout=LONG)
    qtbot.keyClicks(box, "p1")
    assert box.text() == "p1"


def test_title_and_status_show_the_printed_and_the_pdf_page(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    labelled = draw(tmp_path / "labelled.pdf", "一枚目", "二枚目")
    with pymupdf.open(labelled) as document:
        document.set_page_labels([{"startpage": 0, "prefix": "", "style": "D", "firstpagenum": 24}])
        document.saveIncr()
    open_and_wait(qtbot, desk, labelled)
    window = desk.window
    assert window.windowTitle() == "labelled — 24 (p1) — Hakusho"
    desk.session.jump(0, 1)
    qtbot.waitUntil(lambda: window.windowTitle() == "labelled — 25 (p2) — Hakusho", timeout=LONG)
    assert window.status.place.text() == "25  (p. 2 of 2)"
    second = draw(tmp_path / "second.pdf", "三枚目")
    desk.open([labelled, second])
    qtbot.waitUntil(lambda: len(desk.session.order) == 2, timeout=LONG)
    qtbot.waitUntil(lambda: desk.session.position is not None, timeout=LONG)
    desk.session.jump(desk.session.order[1], 0)
    number = desk.session.volume.number_of(desk.session.order[1], 0) + 1
    qtbot.waitUntil(lambda: f"p. {number} of 3 · 2:1" in window.status.place.text(), timeout=LONG)


def test_each_bad_file_gets_one_sentence_and_the_good_one_is_shown(
    qtbot: QtBot, desk: Desk, paper: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "letter.pdf").write_text("Dear reader")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 500)
    names = ("empty.pdf", "letter.pdf", "broken.pdf", "gone.pdf")
    open_and_wait(qtbot, desk, *(tmp_path / name for name in names), paper)
    bars = desk.window.bars
    qtbot.waitUntil(lambda: len(bars.texts()) == 4, timeout=LONG)
    for name in names:
        assert len([text for text in bars.texts() if f"“{name}”" in text]) == 1
    assert desk.session.pages() == [(4, 0), (4, 1)]
    wait_for_index(qtbot, desk.session)


def test_a_password_is_asked_in_a_bar_until_it_is_right(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    locked = draw(tmp_path / "locked.pdf", "秘密のNIST", password="geheim")
    with qtbot.waitSignal(desk.session.password_needed, timeout=LONG):
        desk.open([locked])
    _enter(desk, "wrong")
    qtbot.waitUntil(lambda: desk.window.findChild(PasswordBar) is not None, timeout=LONG)
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        _enter(desk, "geheim")
    wait_for_index(qtbot, desk.session)
    assert desk.window.bars.texts() == []


def _enter(desk: Desk, word: str) -> None:
    bar = desk.window.findChild(PasswordBar)
    bar.box.setText(word)
    bar.box.returnPressed.emit()
    bar.setParent(None)


def test_a_file_without_text_is_named(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page().draw_rect((50, 50, 200, 200), fill=(1, 0, 0))
    document.save(tmp_path / "scan.pdf")
    open_and_wait(qtbot, desk, tmp_path / "scan.pdf")
    wait_for_index(qtbot, desk.session)
    assert ["scan.pdf" in text for text in desk.window.bars.texts()] == [True]


def test_a_folder_without_pdfs_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    desk.open([tmp_path / "leer"])
    assert ["leer" in text for text in desk.window.bars.texts()] == [True]


def test_dropped_files_are_opened(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.window.dropEvent(event)
    assert [document.path for document in desk.session.documents] == [paper]


def test_another_volume_can_be_opened_in_its_place(
    qtbot: QtBot, desk: Desk, paper: Path, tmp_path: Path
) -> None:
    open_and_wait(qtbot, desk, paper)
    wait_for_index(qtbot, desk.session)
    desk.open([draw(tmp_path / "other.pdf", "別の文書")])
    qtbot.waitUntil(lambda: desk.session.pages() == [(0, 0)], timeout=LONG)
    wait_for_index(qtbot, desk.session)
    assert desk.session.documents[0].path.name == "other.pdf"


def test_selected_text_is_copied(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    desk.window.actions_by_id["copy"].trigger()
    assert "drag" in desk.window.statusBar().currentMessage()


def test_window_size_and_settings_survive(desk: Desk, data_folder: Path) -> None:
    desk.settings.set("theme", "dark")
    desk.window.close()
    kept = Settings(data_folder / "settings.json")
    assert kept.get("theme") == "dark"
    assert kept.get("window/geometry")


@pytest.mark.parametrize("text", ["{", "[1]", '{"theme": 7}', "\0"])
def test_unreadable_settings_count_as_defaults(data_folder: Path, text: str) -> None:
    data_folder.mkdir(parents=True)
    file = data_folder / "settings.json"
    file.write_text(text)
    settings = Settings(file)
    assert settings.get("theme") == SETTINGS["theme"].default
    settings.set("theme", "light")
    assert Settings(file).get("theme") == "light"


def test_settings_that_cannot_be_written_still_hold(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.json")
    with caplog.at_level(logging.WARNING):
        settings.set("theme", "dark")
    assert settings.get("theme") == "dark"
    assert "cannot be kept" in caplog.text


def test_an_undeclared_setting_is_a_bug(data_folder: Path) -> None:
    with pytest.raises(KeyError):
        Settings(data_folder / "settings.json").get("no such")


def test_no_two_actions_have_the_same_keys_or_name() -> None:
    keys = [QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert "" not in keys
    assert len({spec.id for spec in ACTIONS}) == len(ACTIONS)
    assert {spec.menu for spec in ACTIONS} == set(MENUS)


def test_every_action_stands_in_a_menu_and_has_its_icon(desk: Desk) -> None:
    shown = {
        action.objectName()
        for menu in MENUS
        for group in desk.window.actions_by_id.of_menu(menu)
        for _, action in group
    }
    assert shown == {spec.id for spec in ACTIONS}
    for spec in ACTIONS:
        assert desk.window.actions_by_id[spec.id].icon().isNull() != bool(spec.icon)


def test_every_action_does_something(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    furniture = desk.furniture
    assert furniture is not None
    qtbot.waitUntil(lambda: furniture.keeping is not None, timeout=LONG)
    actions: Actions = desk.window.actions_by_id
    for spec in ACTIONS:
        assert actions[spec.id].receivers("2triggered(bool)") > 0, spec.id


def test_the_shortcut_sheet_lists_keys_and_gestures(qtbot: QtBot) -> None:
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    labels = [label.text() for label in sheet.findChildren(QLabel)]
    for spec in ACTIONS:
        if spec.keys:
            assert plain_text(spec.text) in labels
    for title, rows in GESTURES:
        boxes = [box for box in sheet.findChildren(QGroupBox) if box.title() == title]
        assert len(boxes) == 1
        shown = [label.text() for label in boxes[0].findChildren(QLabel)]
        assert shown == [text for row in rows for text in row]


def test_what_a_card_offers_is_done(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    furniture = desk.furniture
    assert furniture is not None
    qtbot.waitUntil(lambda: furniture.keeping is not None, timeout=LONG)
    cards = furniture.references.cards
    cards.search_asked.emit('"第９-９-９図"')
    assert desk.finder.scope is Scope.LIBRARY
    assert desk.finder.text == '"第９-９-９図"'
    asked: list[bool] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "open", lambda _dialog: asked.append(True))
        cards.files_asked.emit()
    assert asked == [True]
    caption = Caption("figure", "第１図", "1", "図", Place(0, ()))
    cards.peek_asked.emit(0, caption)
    assert [window.place for window in furniture.beside.peeks] == [(0, 0, None)]
    furniture.beside.peeks[0].close()


def test_a_click_brings_the_side_panel_to_the_front(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    furniture = desk.furniture
    assert furniture is not None
    qtbot.waitUntil(lambda: furniture.keeping is not None, timeout=LONG)
    tabs = desk.window.right_tabs
    tabs.setCurrentWidget(furniture.keeping.notes)
    point = PagePoint(0, 0, 10.0, 10.0)
    desk.view.clicked.emit(point, Qt.KeyboardModifier.NoModifier)
    assert tabs.currentWidget() is furniture.keeping.notes
    with pytest.MonkeyPatch.context() as patch:
        target = Target(Kind.NOTE, 0, 0, (Rect(0, 0, 20, 20),), 0)
        patch.setattr(furniture.live, "at", lambda _point: target)
        desk.view.clicked.emit(point, Qt.KeyboardModifier.NoModifier)
    assert tabs.currentWidget() is furniture.references
