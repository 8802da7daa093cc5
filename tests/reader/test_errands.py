"""Single requests to the render process: answered once each, whatever happens to the process."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from papers import color_of, paper
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from index_builder.annotations import PageBox
from reader.pictures import PictureKey
from reader.render import Priority, RenderService
from reader.render_messages import (
    AnnotationsRead,
    Answer,
    BoxesRead,
    Draw,
    Drawn,
    FontsRead,
    PageFailed,
    ReadAnnotations,
    ReadBoxes,
    ReadFonts,
    ReadWords,
    WordsRead,
)

TIMEOUT = 20_000


class Told:
    """What has been answered."""

    def __init__(self) -> None:
        self.answers: list[tuple[Answer, QImage | None]] = []

    def __call__(self, answer: Answer, picture: QImage | None) -> None:
        self.answers.append((answer, picture))


@pytest.fixture
def service(qtbot: QtBot, tmp_path: Path) -> Iterator[RenderService]:
    made = RenderService()
    with qtbot.waitSignal(made.opened, timeout=TIMEOUT):
        made.open([paper(tmp_path / "a.pdf")])
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.pid == 0)


def draw(page: int, scale: float = 1.0) -> Draw:
    width, height = round(200 * scale), round(300 * scale)
    return Draw(0, page, scale, 0, (0, 0, width, height), "")


def test_pictures_are_drawn_in_turn_and_leave_the_cache_alone(
    qtbot: QtBot, service: RenderService
) -> None:
    told = Told()
    for page in range(3):
        service.ask(draw(page), told)
    qtbot.waitUntil(lambda: len(told.answers) == 3, timeout=TIMEOUT)
    for page, (answer, picture) in enumerate(told.answers):
        assert isinstance(answer, Drawn)
        assert picture is not None
        assert picture.pixelColor(40, 40).getRgb()[:3] == color_of(page)
    assert len(service.cache) == 0


def test_what_the_view_wants_goes_first(qtbot: QtBot, service: RenderService) -> None:
    order: list[str] = []
    service.drawn.connect(lambda _key: order.append("view"))
    for page in range(3):
        service.ask(draw(page), lambda *_: order.append("errand"))
    key: PictureKey = service.key(0, 1, 0.5)
    service.want("view", Priority.VISIBLE, [key])
    qtbot.waitUntil(lambda: len(order) == 4, timeout=TIMEOUT)
    assert order.index("view") <= 1


def test_a_process_that_ends_is_asked_once_more(qtbot: QtBot, service: RenderService) -> None:
    told = Told()
    with qtbot.waitSignal(service.worker_restarted, timeout=TIMEOUT):
        service.ask(draw(0, 8.0), told)
        os.kill(service.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(told.answers) == 1, timeout=TIMEOUT)
    assert isinstance(told.answers[0][0], Drawn)
    assert service.failure(0, 0) == ""


def test_a_request_that_ends_every_process_is_given_up(
    qtbot: QtBot, service: RenderService
) -> None:
    service.limit(Draw, 0.001)
    told = Told()
    service.ask(draw(0, 12.0), told)
    qtbot.waitUntil(lambda: len(told.answers) == 1, timeout=TIMEOUT)
    assert isinstance(told.answers[0][0], PageFailed)
    assert service.failure(0, 0) == ""


def test_another_volume_answers_what_waits(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    told = Told()
    for _ in range(4):
        service.ask(draw(0), told)
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT):
        service.open([paper(tmp_path / "b.pdf")])
    assert [type(answer) for answer, _ in told.answers] == [PageFailed] * 4


def test_words_and_fonts(qtbot: QtBot, service: RenderService) -> None:
    words, fonts = Told(), Told()
    service.ask(ReadWords(("国立標準技術研究所は、生成", "AI。")), words)
    service.ask(ReadFonts(0, 0, 9), fonts)
    qtbot.waitUntil(lambda: bool(words.answers and fonts.answers), timeout=TIMEOUT)
    answer = words.answers[0][0]
    assert isinstance(answer, WordsRead)
    assert [("国立標準技術研究所は、生成")[start:end] for start, end in answer.words[0]] == [
        "国立",
        "標準",
        "技術研究所",
        "は",
        "生成",
    ]
    assert answer.words[1] == [(0, 2)]
    read = fonts.answers[0][0]
    assert isinstance(read, FontsRead)
    assert [(font.kind, font.embedded) for font in read.fonts] == [("Type0", False)]


def test_annotations_and_the_places_of_pages(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    path = tmp_path / "annotated.pdf"
    with pymupdf.open(paper(tmp_path / "plain.pdf")) as document:
        document[1].add_rect_annot((10, 20, 60, 90)).update()
        document[1].set_rotation(90)
        document.save(path)
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT):
        service.open([path])
    boxes, annotations = Told(), Told()
    service.ask(ReadBoxes(0), boxes)
    service.ask(ReadAnnotations(0), annotations)
    qtbot.waitUntil(lambda: bool(boxes.answers and annotations.answers), timeout=TIMEOUT)
    places = boxes.answers[0][0]
    assert isinstance(places, BoxesRead)
    assert places.boxes[:2] == (PageBox(0, 0, 200, 300), PageBox(0, 0, 200, 300, 90))
    read = annotations.answers[0][0]
    assert isinstance(read, AnnotationsRead)
    assert [(each.page, each.kind) for each in read.annotations] == [(1, "area")]
    assert read.annotations[0].rects[0] == pytest.approx((10, 20, 60, 90))
    assert read.unread == 0


def test_who_is_no_more_is_told_nothing(qtbot: QtBot, service: RenderService) -> None:
    owner = QObject()
    told: list[object] = []
    service.ask(ReadWords(("研究",)), lambda *answer: told.append(answer), owner)
    delete(owner)
    with qtbot.waitCallback() as done:
        service.ask(ReadWords(("量子",)), done)
    assert told == []
