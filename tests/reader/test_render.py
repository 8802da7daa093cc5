"""The render service: pictures, texts, failures, restarts, and nothing left behind."""

import faulthandler
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from papers import AREA, color_of, paper
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader.render import DocumentInfo, Failure, Priority, RenderService
from reader.render_messages import Draw, Open, ReadLinks, Survey
from reader.render_worker import Documents
from reader.worker_process import WorkerProcess, start_worker

TIMEOUT = 20_000


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[RenderService]:
    made = RenderService()
    yield made
    made.close()
    qtbot.wait_until(lambda: made.pid == 0)


def open_one(qtbot: QtBot, service: RenderService, path: Path) -> DocumentInfo:
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT) as opened:
        service.open([path])
    document, info = opened.args
    assert document == 0
    return info


def draw(qtbot: QtBot, service: RenderService, page: int, scale: float = 1.0) -> QImage:
    key = service.key(0, page, scale)
    with qtbot.waitSignal(service.drawn, timeout=TIMEOUT, check_params_cb=lambda k: k == key):
        service.want("test", Priority.VISIBLE, [key])
    picture = service.picture(key)
    assert picture is not None
    return picture


def rgb(picture: QImage, x: float, y: float) -> tuple[int, int, int]:
    color = picture.pixelColor(round(x), round(y))
    return color.red(), color.green(), color.blue()


def test_pictures_have_the_page_s_colours_at_their_place(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    info = open_one(qtbot, service, paper(tmp_path / "a.pdf"))
    assert info.sizes == ((200, 300),) * 3
    for page in range(3):
        picture = draw(qtbot, service, page, 2.0)
        assert (picture.width(), picture.height()) == (400, 600)
        assert rgb(picture, 80, 80) == color_of(page)
        assert rgb(picture, 2 * AREA[0] - 2, 80) == (255, 255, 255)


def test_files_that_fail_do_not_hold_up_the_others(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    good = paper(tmp_path / "good.pdf")
    failures: list[tuple[int, Failure]] = []
    service.failed.connect(lambda document, failure: failures.append((document, failure)))
    with qtbot.waitSignal(service.ordered, timeout=TIMEOUT) as ordered:
        service.open([empty, tmp_path / "none.pdf", good])
    assert ordered.args[0] == (2,)
    assert [(document, failure.kind) for document, failure in failures] == [
        (0, "NotAPdf"),
        (1, "Missing"),
    ]
    assert "empty.pdf" in failures[0][1].message


def test_a_password_opens_the_file(qtbot: QtBot, service: RenderService, tmp_path: Path) -> None:
    locked = paper(tmp_path / "locked.pdf", password="secret")
    with qtbot.waitSignal(service.failed, timeout=TIMEOUT) as failed:
        service.open([locked])
    assert failed.args[1].kind == "Encrypted"
    with qtbot.waitSignal(service.failed, timeout=TIMEOUT):
        service.unlock(0, "wrong")
    with qtbot.waitSignals([service.opened, service.ordered], timeout=TIMEOUT):
        service.unlock(0, "secret")
    assert rgb(draw(qtbot, service, 0), 40, 40) == color_of(0)


def test_text_links_and_outline(qtbot: QtBot, service: RenderService, tmp_path: Path) -> None:
    path = paper(tmp_path / "a.pdf", words="NIST")
    with pymupdf.open(path) as document:
        document.set_toc([[1, "章", 2]])
        to = {"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(AREA), "page": 2}
        document[0].insert_link({**to, "to": pymupdf.Point(0, 0)})
        document.save(tmp_path / "b.pdf")
    open_one(qtbot, service, tmp_path / "b.pdf")
    assert service.text(0, 1) is None
    with qtbot.waitSignal(service.text_arrived, timeout=TIMEOUT) as arrived:
        service.request_text(0, 1)
    assert arrived.args == [0, 1]
    text = service.text(0, 1)
    assert text is not None
    assert "第2頁 NIST" in text.text
    assert len(text.boxes) == 4 * len(text.text)
    with qtbot.waitSignal(service.links_arrived, timeout=TIMEOUT):
        service.request_links(0, 0)
    links = service.links(0, 0)
    assert links is not None
    assert [link.page for link in links] == [2]
    with qtbot.waitSignal(service.outline_arrived, timeout=TIMEOUT):
        service.request_outline(0)
    assert service.outline(0) == [(1, "章", 1)]


def test_a_killed_process_is_replaced(qtbot: QtBot, service: RenderService, tmp_path: Path) -> None:
    open_one(qtbot, service, paper(tmp_path / "a.pdf"))
    draw(qtbot, service, 0)
    before = service.pid
    with qtbot.waitSignal(service.worker_restarted, timeout=TIMEOUT):
        os.kill(before, signal.SIGKILL)
    assert service.pid != before
    assert rgb(draw(qtbot, service, 1), 40, 40) == color_of(1)


def test_a_page_that_takes_too_long_is_given_up_and_can_be_retried(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    open_one(qtbot, service, paper(tmp_path / "a.pdf"))
    draw(qtbot, service, 0)
    service.limit(Draw, 0.001)
    key = service.key(0, 1, 8.0)
    deaths: list[int] = []
    service.worker_restarted.connect(lambda: deaths.append(service.pid))
    with qtbot.waitSignal(service.page_failed, timeout=TIMEOUT) as failed:
        service.want("test", Priority.VISIBLE, [key])
    assert failed.args[:2] == [0, 1]
    assert service.failure(0, 1)
    assert not service.failure(0, 0)
    qtbot.waitUntil(lambda: len(deaths) == 1, timeout=TIMEOUT)
    service.limit(Draw, 20.0)
    with qtbot.waitSignal(service.drawn, timeout=TIMEOUT, check_params_cb=lambda k: k == key):
        service.retry(0, 1)
    assert not service.failure(0, 1)


def test_a_file_that_vanishes_says_so_and_the_rest_lives(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    path = paper(tmp_path / "a.pdf")
    other = paper(tmp_path / "b.pdf")
    with qtbot.waitSignal(service.ordered, timeout=TIMEOUT):
        service.open([path, other])
    path.unlink()
    with qtbot.waitSignal(service.worker_restarted, timeout=TIMEOUT):
        os.kill(service.pid, signal.SIGKILL)
    with qtbot.waitSignal(service.failed, timeout=TIMEOUT):
        service.want("test", Priority.VISIBLE, [service.key(0, 0, 1.0)])
    assert "a.pdf" in service.failure(0, 0)
    key = service.key(1, 0, 1.0)
    with qtbot.waitSignal(service.drawn, timeout=TIMEOUT):
        service.want("test", Priority.VISIBLE, [key])


def test_what_left_the_screen_is_not_drawn(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    open_one(qtbot, service, paper(tmp_path / "a.pdf", pages=40))
    drawn: list[int] = []
    service.drawn.connect(lambda key: drawn.append(key.page))
    service.want("test", Priority.VISIBLE, [service.key(0, page, 1.0) for page in range(30)])
    last = service.key(0, 39, 1.0)
    with qtbot.waitSignal(service.drawn, timeout=TIMEOUT, check_params_cb=lambda k: k == last):
        service.want("test", Priority.VISIBLE, [last])
    assert set(drawn) <= {0, 39}


def test_what_is_visible_comes_first(qtbot: QtBot, service: RenderService, tmp_path: Path) -> None:
    open_one(qtbot, service, paper(tmp_path / "a.pdf", pages=9))
    drawn: list[int] = []
    service.drawn.connect(lambda key: drawn.append(key.page))
    service.want("small", Priority.THUMBNAIL, [service.key(0, page, 0.2) for page in (6, 7)])
    service.want("test", Priority.AHEAD, [service.key(0, page, 1.0) for page in (3, 4)])
    service.want("test", Priority.VISIBLE, [service.key(0, page, 1.0) for page in (1, 2)])
    qtbot.waitUntil(lambda: len(drawn) == 6, timeout=TIMEOUT)
    assert [page for page in drawn if page != 6] == [1, 2, 3, 4, 7]


def test_what_is_wanted_is_drawn_once_however_small_the_budget(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    open_one(qtbot, service, paper(tmp_path / "a.pdf", pages=5))
    service.cache.budget = 1000
    drawn: list[int] = []
    service.drawn.connect(lambda key: drawn.append(key.page))
    service.want("test", Priority.AHEAD, [service.key(0, page, 1.0) for page in range(4)])
    last = service.key(0, 4, 1.0)
    with qtbot.waitSignal(service.drawn, timeout=TIMEOUT, check_params_cb=lambda k: k == last):
        service.want("small", Priority.THUMBNAIL, [last])
    assert drawn == [0, 1, 2, 3, 4]
    service.want("test", Priority.AHEAD, [])
    service.want("small", Priority.THUMBNAIL, [])
    draw(qtbot, service, 0, 2.0)
    assert len(service.cache) == 1


def test_nothing_stays_behind(qtbot: QtBot, tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    before = set(memory.iterdir()) if memory.is_dir() else set()
    service = RenderService()
    open_one(qtbot, service, paper(tmp_path / "a.pdf"))
    draw(qtbot, service, 0)
    pid = service.pid
    service.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    if memory.is_dir():
        assert not {path for path in memory.iterdir() if path.name.startswith("psm_")} - before


def test_an_answer_that_is_none_replaces_the_process(
    qtbot: QtBot, service: RenderService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_one(qtbot, service, paper(tmp_path / "a.pdf"))
    draw(qtbot, service, 0)
    true = WorkerProcess.receive
    spoilt = iter([True])

    def receive(worker: WorkerProcess) -> bytes | None:
        frame = true(worker)
        return b"\xc1" if frame is not None and next(spoilt, False) else frame

    monkeypatch.setattr(WorkerProcess, "receive", receive)
    key = service.key(0, 2, 1.0)
    with qtbot.waitSignals([service.worker_restarted, service.drawn], timeout=TIMEOUT):
        service.want("test", Priority.VISIBLE, [service.key(0, 1, 1.0), key])
    qtbot.waitUntil(lambda: service.picture(key) is not None, timeout=TIMEOUT)


def test_opening_others_forgets_the_first(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    open_one(qtbot, service, paper(tmp_path / "a.pdf", pages=1))
    info = open_one(qtbot, service, paper(tmp_path / "b.pdf", pages=2, size=(100, 100)))
    assert len(info.sizes) == 2
    assert service.info(0) is info
    assert draw(qtbot, service, 1).width() == 100


def test_the_white_paper_in_reading_order(
    qtbot: QtBot, service: RenderService, white_paper: list[Path]
) -> None:
    with qtbot.waitSignal(service.ordered, timeout=60_000) as ordered:
        service.open(white_paper)
    names = [white_paper[document].name for document in ordered.args[0]]
    assert len(names) == 9
    assert names[0].startswith("OPE Dev Report")
    assert names[-1].endswith("(5).pdf")


def test_a_hanging_file_leaves_the_order_to_the_others(
    qtbot: QtBot, service: RenderService, shared: Path, tmp_path: Path
) -> None:
    service.limit(Survey, 0.5)
    hanging = shared / "corpus" / "hostile" / "bug1978317.pdf"
    with qtbot.waitSignal(service.ordered, timeout=60_000) as ordered:
        service.open([hanging, paper(tmp_path / "a.pdf")])
    assert sorted(ordered.args[0]) == [0, 1]


def test_links_that_hang_are_given_up_for_their_file(
    qtbot: QtBot, service: RenderService, shared: Path
) -> None:
    service.limit(ReadLinks, 0.3)
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT):
        service.open([shared / "corpus" / "hostile" / "bug1978317.pdf"])
        service.keep_order()
    deaths: list[int] = []
    service.worker_restarted.connect(lambda: deaths.append(service.pid))
    with qtbot.waitSignal(service.links_arrived, timeout=TIMEOUT):
        service.request_links(0, 0)
    assert service.links(0, 0) == []
    assert len(deaths) == 1
    service.request_links(0, 1)
    assert service._wanted_read(ReadLinks) is None


def test_a_page_waits_little_for_a_file_that_is_slow_to_survey(
    qtbot: QtBot, service: RenderService, shared: Path, tmp_path: Path
) -> None:
    service.limit(Survey, 60.0)
    slow = shared / "corpus" / "hostile" / "bug1978317.pdf"
    told: list[str] = []
    service.surveyed.connect(lambda document: told.append(f"surveyed {document}"))
    service.drawn.connect(lambda key: told.append(f"drawn {key.document}"))
    service.ordered.connect(lambda _order, _title: told.append("ordered"))
    with qtbot.waitSignals([service.opened, service.opened], timeout=60_000):
        service.open([slow, paper(tmp_path / "a.pdf")])
    with qtbot.waitSignal(service.ordered, timeout=60_000):
        service.want("test", Priority.VISIBLE, [service.key(1, 0, 1.0)])
    assert told == ["drawn 1", "surveyed 1", "surveyed 0", "ordered"]


def test_a_file_that_is_slow_to_survey_is_not_waited_for_before_it_is_asked_for(
    shared: Path, tmp_path: Path
) -> None:
    slow = shared / "corpus" / "hostile" / "bug1978317.pdf"
    worker = start_worker([str(slow), str(paper(tmp_path / "a.pdf"))])
    try:
        assert worker.receive() is None
    finally:
        worker.close()


@pytest.mark.parametrize("steps", range(5))
def test_a_file_made_ready_ahead_is_told_of_like_others(tmp_path: Path, steps: int) -> None:
    paths = [str(paper(tmp_path / "a.pdf")), str(paper(tmp_path / "b.pdf", pages=3))]
    documents, left = Documents(), iter([False] * (steps * 2) + [True] * 2)
    try:
        documents.prepare(paths, lambda: next(left))
    finally:
        faulthandler.cancel_dump_traceback_later()
    for number, path in enumerate(paths):
        asked = Open(number, path)
        assert documents.answer(asked) == Documents().answer(asked)
