from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from live_scene import MARGIN, NIST, NOTE, Scene
from papers import paper
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from pytestqt.qtbot import QtBot
from small_paper import NIST as DEFINITION

from index_builder.model import Rect
from reader.application import Desk
from reader.live_layer import LAYER, LiveLayer
from reader.overlays import Region, Style
from reader.settings import SETTINGS, Settings
from reader.targets import Target

LONG = 30_000


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(qtbot, tmp_path)
    scene.layer = LiveLayer(  # type: ignore[attr-defined]
        scene.session, scene.live, scene.view, scene.settings
    )
    scene.live.refresh()
    qtbot.waitUntil(lambda: bool(scene.view.overlays.regions(0, 0)))
    yield scene
    scene.close()


def styles(scene: Scene) -> list[Style]:
    return [region.style for region in scene.view.overlays.regions(0, 0)]


def test_the_first_use_on_a_page_is_marked_and_each_reference(scene: Scene) -> None:
    assert styles(scene) == [Style.ACRONYM, Style.ACRONYM, Style.REFERENCE]
    assert scene.view.overlays.regions(0, 0)[1].rects == DEFINITION.place.rects
    assert scene.view.overlays.regions(1, 0)


def test_every_use_or_none_is_marked_as_the_setting_says_at_once(scene: Scene) -> None:
    scene.settings.set("view/live_marks", "all")
    assert styles(scene) == [Style.ACRONYM, Style.ACRONYM, Style.ACRONYM, Style.REFERENCE]
    scene.settings.set("view/live_marks", "none")
    assert styles(scene) == []
    scene.hover(NIST)
    assert scene.says()[0] == "NIST"
    scene.settings.set("view/live_marks", "first")
    assert styles(scene) == [Style.ACRONYM, Style.ACRONYM, Style.REFERENCE]
    assert SETTINGS["view/live_marks"].default == "first"
    assert {value for value, _ in SETTINGS["view/live_marks"].choices} == {"first", "all", "none"}


def test_a_volume_that_is_closed_has_no_marks(scene: Scene) -> None:
    scene.view.set_pages([])
    scene.view.page_changed.emit(-1, -1)
    scene.qtbot.waitUntil(lambda: not styles(scene))


def test_pages_that_stay_near_keep_their_marks_until_something_else_answers_there(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    things = scene.live.things

    def count(document: int, page: int) -> list[Target]:
        asked.append((document, page))
        return things(document, page)

    monkeypatch.setattr(scene.live, "things", count)
    before = scene.view.overlays.regions(0, 0)
    scene.view.page_changed.emit(0, 1)
    scene.qtbot.wait_until(lambda: not scene.layer._soon.isActive())  # type: ignore[attr-defined]
    assert asked == []
    assert scene.view.overlays.regions(0, 0) == before
    scene.live.changed.emit()
    scene.qtbot.waitUntil(lambda: (0, 0) in asked)
    asked.clear()
    scene.live.links_changed.emit()
    scene.qtbot.waitUntil(lambda: (0, 0) in asked)


def test_the_hand_shows_over_what_answers(scene: Scene) -> None:
    viewport = scene.view.viewport()
    scene.point(NIST)
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    scene.point(NOTE)
    assert viewport.cursor().shape() != Qt.CursorShape.PointingHandCursor
    scene.point(NIST)
    scene.point(MARGIN)
    assert viewport.cursor().shape() != Qt.CursorShape.PointingHandCursor


# --- never on paper, never in the clipboard -------------------------------------------------


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1200, 800)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([paper(tmp_path / "paper.pdf", pages=1)])
    yield desk
    desk.close()


def mark(desk: Desk) -> None:
    """As many marks as the page can have."""
    rects = tuple(Rect(10, 10 + 20 * n, 190, 24 + 20 * n) for n in range(12))
    regions = [Region(rects, style) for style in (Style.ACRONYM, Style.REFERENCE, Style.FOCUS)]
    for layer in (LAYER, "focus"):
        desk.overlays.set_layer(layer, {(0, 0): regions})


def copied(qtbot: QtBot, desk: Desk) -> QImage:
    assert desk.furniture is not None
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged, timeout=LONG):
        desk.furniture._copying.copy_part(0, 0, Rect(0, 0, 200, 300))
    return QGuiApplication.clipboard().image()


def test_marks_are_never_in_a_copied_picture(qtbot: QtBot, desk: Desk) -> None:
    plain, seen = copied(qtbot, desk), desk.view.viewport().grab().toImage()
    mark(desk)
    assert desk.view.viewport().grab().toImage() != seen
    assert copied(qtbot, desk) == plain


def on_paper(qtbot: QtBot, desk: Desk, target: Path) -> bytes:
    desk.window.actions_by_id["print"].trigger()
    assert desk.furniture is not None
    dialog = desk.furniture.printing.dialog
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(72)
    with qtbot.waitSignal(desk.session.message, timeout=LONG):
        dialog.done(QPrintDialog.DialogCode.Accepted)
    with pymupdf.open(target) as document:
        return bytes(document[0].get_pixmap().samples)


def test_marks_are_never_printed(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    plain = on_paper(qtbot, desk, tmp_path / "plain.pdf")
    mark(desk)
    assert on_paper(qtbot, desk, tmp_path / "marked.pdf") == plain
