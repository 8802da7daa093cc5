"""Pictures of figures in the side panel, drawn by the real render process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import AREA, color_of, paper
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.page_cuts import Cut
from reader.panels.figure import HIGHEST, LOWEST, Figure
from reader.render import Priority, RenderService

LONG = 30_000


@pytest.fixture
def render(qtbot: QtBot, tmp_path: Path) -> Iterator[RenderService]:
    service = RenderService()
    with qtbot.waitSignal(service.opened, timeout=LONG):
        service.open([paper(tmp_path / "paper.pdf")])
    yield service
    service.close()


PART = Rect(*AREA)


def shown(qtbot: QtBot, cut: Cut, area: Rect | None = PART) -> Figure:
    figure = Figure(cut, (0, 1, area))
    qtbot.addWidget(figure)
    figure.resize(200, figure.heightForWidth(200))
    figure.show()
    return figure


def test_the_part_of_the_page_is_drawn_and_clicked(qtbot: QtBot, render: RenderService) -> None:
    figure = shown(qtbot, Cut(render, "figure"))
    qtbot.waitUntil(lambda: figure.is_sharp, timeout=LONG)
    middle = figure.grab().toImage().pixelColor(figure.rect().center())
    assert middle == QColor(*color_of(1))
    with qtbot.waitSignal(figure.clicked):
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)


def test_a_picture_keeps_its_shape_and_is_not_too_high(qtbot: QtBot, render: RenderService) -> None:
    figure = shown(qtbot, Cut(render, "figure"), None)
    assert figure.heightForWidth(100) == 150
    assert figure.heightForWidth(900) == HIGHEST
    figure.limit(180)
    assert figure.heightForWidth(900) == 180
    figure.limit(10)
    assert figure.heightForWidth(900) == LOWEST


def test_a_page_that_cannot_be_drawn_is_said_and_tried_again(
    qtbot: QtBot, render: RenderService
) -> None:
    cut = Cut(render, "figure")
    render._failures[0, 1] = "broken"
    figure = shown(qtbot, cut)
    again = figure.findChild(QPushButton, "try_again")
    assert again is not None
    assert again.isVisible()
    assert not figure.is_sharp
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: figure.is_sharp, timeout=LONG)
    assert not again.isVisible()
    assert figure.grab().toImage().pixelColor(figure.rect().center()) == QColor(*color_of(1))


def test_a_failure_that_comes_later_is_said_too(qtbot: QtBot, render: RenderService) -> None:
    figure = Figure(Cut(render, "figure"), (0, 1, Rect(*AREA)))
    qtbot.addWidget(figure)
    figure.show()
    with qtbot.waitSignal(figure._cut.failed):
        figure._cut._wanted = [render.key(0, 1, 1.0)]
        render.page_failed.emit(0, 1, "broken")
    assert figure._again.isVisible()
    with qtbot.assertNotEmitted(figure._cut.failed):
        render.page_failed.emit(0, 2, "broken")


def test_small_pictures_come_after_everything_else(qtbot: QtBot, render: RenderService) -> None:
    later, sooner = Cut(render, "list", priority=Priority.THUMBNAIL), Cut(render, "card")
    seen: list[str] = []
    later.drawn.connect(lambda _key: seen.append("list"))
    sooner.drawn.connect(lambda _key: seen.append("card"))
    first, second = render.key(0, 0, 1.0), render.key(0, 1, 1.0)
    ahead = [second._replace(page=page) for page in (1, 2)]
    later.want([first, first._replace(scale=0.5, area=(0, 0, 100, 150))])
    sooner.want(ahead)
    qtbot.waitUntil(lambda: len(seen) == 4, timeout=LONG)
    assert seen[-1] == "list"
    assert seen.count("card") == 2
    assert seen[1:3] in (["card", "card"], ["card", "list"])
