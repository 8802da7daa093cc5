"""What is read beside the pages, on real services: reading view, second view, figures kept in sight."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from msgspec.structs import replace
from papers import AREA, color_of
from papers import paper as colored
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from small_paper import CAPTION as PAPER_CAPTION
from small_paper import FIRST, open_session

from index_builder.model import Caption, Place, Rect
from reader.application import Desk
from reader.beside import Beside, described, figure_at
from reader.geometry import PIXELS_PER_POINT
from reader.history import Position
from reader.live_targets import LiveTargets
from reader.overlays import Style
from reader.panels.reading import ReadingView
from reader.reading_text import Kind
from reader.selection import Unit
from reader.settings import Settings
from reader.targets import TargetIndex
from reader.text_selection import PagePoint
from reader.theme import PAPERS

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000
PAGES = 24


@pytest.fixture
def desk(data_folder: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chapter on each page, with paragraphs that name the page and their number."""
    path = tmp_path_factory.mktemp("paper") / "paper.pdf"
    document = pymupdf.open()
    for number in range(1, PAGES + 1):
        page = document.new_page()
        page.insert_text((50, 80), f"第{number}章　頁の見出し", fontname="japan", fontsize=20)
        for part in range(4):
            text = f"　{number}頁の{part}番目の段落である。" + "本文は続くのである。" * 14
            box = (50, 110 + 170 * part, 545, 270 + 170 * part)
            page.insert_textbox(box, text, fontname="japan", fontsize=11)
    document.save(path)
    document.close()
    return path


def beside(desk: Desk) -> Beside:
    assert desk.furniture is not None
    return desk.furniture.beside


def open_and_wait(qtbot: QtBot, desk: Desk, path: Path, *, indexed: bool = True) -> None:
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([path])
    if indexed:
        qtbot.waitUntil(lambda: bool(desk.session.documents[0].structure), timeout=LONG)


def reading(qtbot: QtBot, desk: Desk) -> ReadingView:
    desk.window.actions_by_id["reading_view"].trigger()
    view = beside(desk).reading
    assert view is not None
    qtbot.waitUntil(lambda: not view._renewing.isActive() and view._wanted < 0, timeout=LONG)
    assert view._blocks
    return view


def read_page(view: ReadingView) -> int:
    place = view.place()
    return -1 if place is None else place.block.page


def test_the_column_has_the_text_near_the_reader_and_no_more(
    qtbot: QtBot, desk: Desk, paper: Path
) -> None:
    open_and_wait(qtbot, desk, paper)
    desk.session.jump(0, 9)
    view = reading(qtbot, desk)
    qtbot.waitUntil(lambda: read_page(view) == 9, timeout=LONG)
    text = view.toPlainText()
    assert "第10章" in text
    assert "10頁の3番目の段落である。本文は続くのである。" in text
    assert "第1章" not in text
    assert f"{PAGES}頁の" not in text


def read_block(view: ReadingView) -> str:
    place = view.place()
    return "" if place is None else place.block.text


def test_the_column_follows_the_pages(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    view = reading(qtbot, desk)
    desk.session.jump(0, 20)
    qtbot.waitUntil(lambda: read_page(view) == 20, timeout=LONG)
    for number in (3, 1):
        middle = 110 + 170 * number + 25
        line = desk.view.viewport().height() / 3 / (desk.view.zoom * PIXELS_PER_POINT)
        desk.view.restore(Position(0, 3, 0.0, middle - line))
        qtbot.waitUntil(lambda n=number: f"4頁の{n}番目" in read_block(view), timeout=LONG)


def test_the_pages_follow_the_column(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    view = reading(qtbot, desk)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1000, timeout=LONG)
    there = next(y for y in range(500, bar.maximum(), 50) if bar.setValue(y) or read_page(view) > 0)
    block = read_block(view)
    page = read_page(view)
    qtbot.waitUntil(lambda: desk.session.position.page == page, timeout=LONG)
    number = int(block.split("番目")[0][-1]) if "番目" in block else 0
    top = 110 + 170 * number
    qtbot.waitUntil(lambda: top - 60 < desk.session.position.y < top + 180, timeout=LONG)
    assert bar.value() == there, "the pages that followed do not lead the column elsewhere"


def test_scrolling_up_reaches_what_was_not_laid_out(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    desk.session.jump(0, 15)
    view = reading(qtbot, desk)
    qtbot.waitUntil(lambda: read_page(view) == 15, timeout=LONG)

    def up() -> bool:
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() - 400)
        return "9頁の0番目" in view.toPlainText()

    qtbot.waitUntil(up, timeout=LONG)


def test_without_an_index_the_page_is_a_picture_and_says_so(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = colored(tmp_path / "colored.pdf")
    open_and_wait(qtbot, desk, path, indexed=False)
    desk.session.volume = desk.session.volume.with_document(
        0, desk.session.documents[0].__class__(path, desk.session.documents[0].info)
    )
    view = reading(qtbot, desk)
    kinds = [block.kind for _, block in view._blocks]
    assert kinds[:2] == [Kind.SMALL, Kind.PAGE]
    assert "here is its picture" in view.toPlainText()
    qtbot.waitUntil(lambda: 1 in view._drawn, timeout=LONG)
    picture = view.grab().toImage()
    colors = {
        picture.pixelColor(x, y).getRgb()[:3]
        for x in range(0, picture.width(), 4)
        for y in range(0, picture.height(), 4)
    }
    assert color_of(0) in colors


def test_the_letters_and_the_measure_can_be_changed(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    view = reading(qtbot, desk)
    before = view.document().size().height() / len(view.toPlainText())
    with qtbot.waitSignal(view.built, timeout=LONG):
        desk.window.actions_by_id["larger_text"].trigger()
    assert desk.settings.get("reading/size") == 18
    with qtbot.waitSignal(view.built, timeout=LONG):
        where = QPointF(view.viewport().rect().center())
        turned = QWheelEvent(
            where, where, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), turned)
    assert desk.settings.get("reading/size") == 19
    assert view.document().size().height() / len(view.toPlainText()) > before
    desk.window.resize(2400, 768)
    with qtbot.waitSignal(view.built, timeout=LONG):
        desk.settings.set("reading/measure", 28)
    assert view.viewport().width() <= 28 * 19 + 60


def test_closing_the_reading_view_leaves_nothing_behind(
    qtbot: QtBot, desk: Desk, paper: Path
) -> None:
    open_and_wait(qtbot, desk, paper)
    view = reading(qtbot, desk)
    gone: list[int] = []
    view.destroyed.connect(lambda: gone.append(1))
    desk.window.actions_by_id["reading_view"].trigger()
    assert beside(desk).reading is None
    qtbot.waitUntil(lambda: gone == [1], timeout=LONG)
    desk.session.jump(0, 12)
    assert desk.session.position.page == 12
    assert not any(keys for (_, client), keys in desk.render._wanted.items() if client == "reading")


def test_a_second_view_stays_while_the_first_goes_on(qtbot: QtBot, desk: Desk, paper: Path) -> None:
    open_and_wait(qtbot, desk, paper)
    desk.session.jump(0, 5)
    desk.window.actions_by_id["second_view"].trigger()
    second = beside(desk).second
    assert second is not None
    assert second.current_page() == (0, 5)
    desk.session.jump(0, 15)
    assert second.current_page() == (0, 5)
    qtbot.waitUntil(lambda: second.is_sharp() and desk.view.is_sharp(), timeout=LONG)
    second.selection_model.start(PagePoint(0, 5, 80, 122), Unit.LINE)
    qtbot.waitUntil(lambda: bool(second.selected_text()), timeout=LONG)
    assert not desk.view.selected_text()
    assert not any(r.style is Style.SELECTION for r in desk.view.overlays.regions(0, 5))
    assert any(r.style is Style.SELECTION for r in second.overlays.regions(0, 5))
    desk.window.actions_by_id["second_view"].trigger()
    assert beside(desk).second is None
    assert not any(
        keys for (_, client), keys in desk.render._wanted.items() if client == "second-view"
    )


def test_everything_beside_has_the_colours_of_the_pages(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    open_and_wait(qtbot, desk, colored(tmp_path / "colored.pdf"), indexed=False)
    desk.settings.set("view/paper", "sepia")
    view = reading(qtbot, desk)
    desk.window.actions_by_id["second_view"].trigger()
    beside(desk).peek(0, CAPTION)
    ground = PAPERS["sepia"].ground.getRgb()
    assert view.palette().color(QPalette.ColorRole.Base).getRgb() == ground
    (window,) = beside(desk).peeks
    second = beside(desk).second
    qtbot.waitUntil(lambda: window.is_sharp and second.is_sharp(), timeout=LONG)
    middle = QPoint(second.viewport().width() // 2, second.viewport().height() - 60)
    assert second.grab().toImage().pixelColor(middle).getRgb() == ground
    desk.settings.set("view/paper", "white")
    assert view.palette().color(QPalette.ColorRole.Base) != PAPERS["sepia"].ground
    qtbot.waitUntil(lambda: window._key is not None and window._key.tone is None, timeout=LONG)


CAPTION = Caption("figure", "図1", "1", "四角", Place(1, (Rect(20, 60, 60, 70),)), Rect(*AREA))


def test_a_figure_is_kept_in_sight_until_the_volume_is_closed(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    path = colored(tmp_path / "colored.pdf")
    open_and_wait(qtbot, desk, path, indexed=False)
    beside(desk).peek(0, CAPTION)
    (window,) = beside(desk).peeks
    assert window.windowTitle() == "図1　四角"
    qtbot.waitUntil(lambda: window.is_sharp, timeout=LONG)
    desk.session.jump(0, 2)
    assert window.isVisible()
    middle = window.grab().toImage().pixelColor(window.width() // 2, window.height() // 2)
    assert middle.getRgb()[:3] == color_of(1)
    desk.open([path])
    qtbot.waitUntil(lambda: not beside(desk).peeks, timeout=LONG)


def test_the_menu_offers_a_figure_where_one_is_pointed_at(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_and_wait(qtbot, desk, colored(tmp_path / "colored.pdf"), indexed=False)
    (offer,) = desk.window.context_parts
    menu = QMenu()
    offer(PagePoint(0, 0, 60, 75), menu)
    offer(None, menu)
    assert menu.actions() == []
    session = open_session()
    live = LiveTargets(session)
    live.refresh()
    monkeypatch.setattr(beside(desk), "_live", live)
    offer(PagePoint(0, 0, 70, 205), menu)
    assert len(menu.actions()) == 2
    menu.actions()[0].trigger()
    (window,) = beside(desk).peeks
    assert window.place == (0, 1, None)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not beside(desk).peeks, timeout=LONG)


@pytest.mark.parametrize(
    ("point", "caption"),
    [((0, 0, 70, 205), PAPER_CAPTION), ((0, 1, 70, 65), PAPER_CAPTION), ((1, 0, 70, 405), None)],
)
def test_a_caption_and_a_reference_to_it_describe_the_same_figure(
    point: tuple[int, int, float, float], caption: Caption | None
) -> None:
    session = open_session()
    index = TargetIndex.build(session.structures(), session.links)
    target = index.at(*point)
    assert target is not None
    assert described(index, target) == (None if caption is None else (0, caption))


def test_the_smallest_figure_around_a_point_is_meant() -> None:
    inner = replace(PAPER_CAPTION, area=Rect(100, 100, 200, 200))
    outer = replace(PAPER_CAPTION, area=Rect(50, 50, 300, 300))
    structure = replace(FIRST, captions=(outer, inner, PAPER_CAPTION))
    index = TargetIndex.build([structure, None], None)
    assert figure_at(index, PagePoint(0, 1, 150, 150)) == (0, inner)
    assert figure_at(index, PagePoint(0, 1, 60, 60)) == (0, outer)
    assert figure_at(index, PagePoint(0, 0, 60, 60)) is None
    assert figure_at(index, PagePoint(1, 0, 60, 60)) is None
    assert figure_at(index, PagePoint(2, 0, 60, 60)) is None
