"""Everything hostile of the corpus, opened as one volume and scrolled through within a limit."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.geometry import FitMode
from reader.render_messages import Draw
from reader.settings import Settings

OPENING = 120_000
SCROLLING = 240.0
"""Seconds for all pages together; a page that hangs may take its own limit of them."""

PAGE = 4.0


@pytest.fixture
def desk(data_folder: Path) -> Iterator[Desk]:
    made = Desk(Settings(data_folder / "settings.json"))
    made.window.resize(1200, 800)
    made.window.show()
    yield made
    made.close()


def test_everything_hostile_is_scrolled_through(
    qtbot: QtBot, desk: Desk, shared: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = sorted((shared / "corpus" / "hostile").glob("*.pdf"))
    assert len(files) > 50
    answered: set[int] = set()
    desk.render.opened.connect(lambda document, _info: answered.add(document))
    desk.render.failed.connect(lambda document, _failure: answered.add(document))
    desk.render.limit(Draw, PAGE)
    desk.open(files)
    qtbot.waitUntil(lambda: len(answered) == len(files), timeout=OPENING)
    qtbot.waitUntil(
        lambda: len(desk.view.strip.pages) == desk.session.volume.page_count > 20, timeout=OPENING
    )
    desk.view.set_fit(FitMode.PAGE)
    began, shown = time.monotonic(), 0
    for page in desk.view.strip.pages:
        desk.view.go_to(page.document, page.page)
        qtbot.waitUntil(desk.view.is_sharp, timeout=round(3000 * PAGE))
        shown += not desk.render.failure(page.document, page.page)
        desk.view.viewport().grab()
    assert time.monotonic() - began < SCROLLING
    assert shown > len(desk.view.strip.pages) * 0.8
    assert desk.render.pid
    assert not [record for record in caplog.records if record.levelname == "CRITICAL"]
