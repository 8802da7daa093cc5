"""Pages that hang or eat memory: they say so, can be tried again, and the rest of the strip lives."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from papers import AREA, color_of, paper
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.geometry import PageRef
from reader.overlays import Overlays
from reader.page_view import PageView
from reader.render import PATIENCE, Priority, RenderService
from reader.render_messages import Draw, ReadLinks, ReadText

TIMEOUT = 60_000
BAD = 1
"""The page that is made a trap; those around it are in order."""


def with_trap(path: Path, objects: list[str], content: str, resources: str) -> Path:
    """Three good pages, the middle of which runs `content` with `resources` ({0} is the first object)."""
    paper(path)
    with pymupdf.open(path) as document:
        first = document.xref_length()
        for number, text in enumerate(objects):
            head, _, data = text.partition("stream\n")
            xref = document.get_new_xref()
            assert xref == first + number
            document.update_object(xref, head.replace("NEXT", f"{xref + 1} 0 R"))
            document.update_stream(xref, data.encode(), new=True)
        page = document[BAD]
        document.xref_set_key(page.xref, "Resources", resources.format(f"{first} 0 R"))
        contents = document.get_new_xref()
        document.update_object(contents, "<<>>")
        document.update_stream(contents, content.encode())
        document.xref_set_key(page.xref, "Contents", f"{contents} 0 R")
        document.save(path.with_suffix(".trap.pdf"))
    return path.with_suffix(".trap.pdf")


def endless(path: Path) -> Path:
    """Forms that each draw the next thirty times, nine deep: 30⁹ rectangles."""
    form = (
        "<</Type/XObject/Subtype/Form/BBox[0 0 200 300]/Resources<</XObject<</F NEXT>>>>>>stream\n"
    )
    objects = [form + "/F Do " * 30] * 9
    objects.append("<</Type/XObject/Subtype/Form/BBox[0 0 200 300]>>stream\n0 0 9 9 re f")
    return with_trap(path, objects, "/F Do", "<</XObject<</F {0}>>>>")


def huge_picture(path: Path) -> Path:
    """A fax of 100,000 × 400,000 dots from a few bytes."""
    image = (
        "<</Type/XObject/Subtype/Image/Width 100000/Height 400000/BitsPerComponent 1"
        "/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
        "/DecodeParms<</K -1/Columns 100000/Rows 400000>>>>stream\n\x00\x10\x01\x00\x10\x01"
    )
    return with_trap(path, [image], "200 0 0 300 0 0 cm /F Do", "<</XObject<</F {0}>>>>")


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[RenderService]:
    made = RenderService()
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.pid == 0)


def show(qtbot: QtBot, service: RenderService, path: Path) -> PageView:
    view = PageView(service, Overlays())
    qtbot.addWidget(view)
    view.resize(500, 500)
    view.show()
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT) as opened:
        service.open([path])
    sizes = opened.args[1].sizes
    view.set_pages([PageRef(0, number, *size, 0) for number, size in enumerate(sizes)])
    view.set_zoom(1.0)
    return view


def shows_its_colour(qtbot: QtBot, view: PageView, page: int) -> bool:
    view.go_to(0, page, Rect(*AREA))
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    image = view.viewport().grab().toImage()
    color = image.pixelColor(view.viewport_rect(0, page, Rect(*AREA)).center())
    return color.getRgb()[:3] == color_of(page)


def test_a_page_that_hangs_says_so_and_the_others_live(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    service.limit(Draw, 2.5)
    service.limit(ReadText, 1.0)
    view = show(qtbot, service, endless(tmp_path / "a.pdf"))
    with qtbot.waitSignal(service.page_failed, timeout=TIMEOUT) as failed:
        view.go_to(0, BAD)
    assert failed.args[:2] == [0, BAD]
    assert service.failure(0, BAD) == "This page cannot be drawn."
    assert shows_its_colour(qtbot, view, 0)
    assert shows_its_colour(qtbot, view, 2)
    view.go_to(0, BAD)
    restarts: list[bool] = []
    service.worker_restarted.connect(lambda: restarts.append(True))
    with qtbot.waitSignal(service.page_failed, timeout=TIMEOUT):
        click = QPoint(view.viewport().width() // 2, 200)
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, click
        )
    assert restarts, "it was tried again"


@pytest.mark.parametrize("first", [None, ReadText, ReadLinks])
def test_a_page_that_hangs_takes_its_time_once(
    qtbot: QtBot,
    service: RenderService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: type[ReadText] | type[ReadLinks] | None,
) -> None:
    monkeypatch.setitem(PATIENCE, ReadText, 0.5)
    service.limit(Draw, 2.5)
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT):
        service.open([endless(tmp_path / "a.pdf")])
    qtbot.waitUntil(lambda: service._channel.request is None, timeout=TIMEOUT)
    restarts: list[bool] = []
    service.worker_restarted.connect(lambda: restarts.append(True))
    if first is not None:
        service._ask(first(0, BAD))
        assert isinstance(service._channel.request, first)
    with qtbot.waitSignal(service.page_failed, timeout=TIMEOUT):
        service.want("test", Priority.VISIBLE, [service.key(0, BAD, 1.0)])
    assert len(restarts) == (2 if first is ReadText else 1)
    service.request_text(0, BAD)
    assert not service._reads, "nothing more is asked of the page"
    with qtbot.waitSignal(service.drawn, timeout=TIMEOUT):
        service.want("test", Priority.VISIBLE, [service.key(0, 0, 1.0)])


def test_a_page_whose_process_dies_is_tried_once_more(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT):
        service.open([endless(tmp_path / "a.pdf")])
    service.want("test", Priority.VISIBLE, [service.key(0, BAD, 1.0)])
    for again in (True, False):
        qtbot.waitUntil(lambda: isinstance(service._channel.request, Draw), timeout=TIMEOUT)
        assert not service.failure(0, BAD)
        with qtbot.waitSignal(service.worker_restarted, timeout=TIMEOUT):
            os.kill(service.pid, signal.SIGKILL)
        assert bool(service.failure(0, BAD)) is not again


def test_a_page_that_eats_memory_leaves_the_process_alive(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    view = show(qtbot, service, huge_picture(tmp_path / "a.pdf"))
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    view.go_to(0, BAD)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    assert shows_its_colour(qtbot, view, 0)
    assert shows_its_colour(qtbot, view, 2)
