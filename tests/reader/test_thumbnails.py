"""Thumbnails: small pictures come, the current page is marked, a click goes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from papers import color_of, paper
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.history import Position
from reader.panels.thumbnails import ThumbnailPanel, ThumbnailRole, thumbnail_key
from reader.render import RenderService
from reader.session import Session

TIMEOUT = 20_000


class NoIndex:
    """An index that never finds anything."""

    def abandon(self) -> None: ...

    def identify(self, paths: Sequence[Path]) -> None: ...
    def build(self, paths: Sequence[Path], passwords: dict[Path, str]) -> None: ...
    def load(self, document: int, content: str) -> None: ...
    def link(self, contents: Sequence[str]) -> None: ...
    def search(self, ticket: int, contents: Sequence[str], text: str) -> None: ...
    def cancel_search(self) -> None: ...


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[RenderService]:
    made = RenderService()
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.pid == 0)


@pytest.fixture
def session(service: RenderService) -> Session:
    made = Session(service, NoIndex())
    service.opened.connect(made.on_opened)
    service.ordered.connect(made.on_ordered)
    return made


@pytest.fixture
def panel(qtbot: QtBot, session: Session, service: RenderService, tmp_path: Path) -> ThumbnailPanel:
    made = ThumbnailPanel(session, service)
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    session.open([paper(tmp_path / "a.pdf", pages=30)])
    qtbot.waitUntil(lambda: made.model.rowCount() == 30, timeout=TIMEOUT)
    return made


def test_pictures_come_for_what_is_in_sight(
    qtbot: QtBot, panel: ThumbnailPanel, service: RenderService
) -> None:
    keys = [thumbnail_key(service, 0, page, panel.devicePixelRatioF()) for page in range(30)]
    qtbot.waitUntil(lambda: service.picture(keys[1]) is not None, timeout=TIMEOUT)
    assert service.picture(keys[29]) is None
    qtbot.waitUntil(lambda: _shows(panel, 1), timeout=TIMEOUT)


def _shows(panel: ThumbnailPanel, row: int) -> bool:
    """Whether the page's colour stands in its cell."""
    cell = panel.list.visualRect(panel.model.index(row))
    image = panel.list.viewport().grab(cell).toImage()
    wanted = (255 << 24) + int.from_bytes(bytes(color_of(row)), "big")
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_the_current_page_is_marked_and_comes_into_sight(
    panel: ThumbnailPanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panel.list, "underMouse", lambda: False)
    session.set_position(Position(0, 25, 0.0, 0.0))
    current = [row for row in range(30) if panel.model.index(row).data(ThumbnailRole.CURRENT)]
    assert current == [25]
    cell = panel.list.visualRect(panel.model.index(25))
    assert panel.list.viewport().rect().intersects(cell)


def test_a_click_goes_to_the_page(qtbot: QtBot, panel: ThumbnailPanel, session: Session) -> None:
    cell = panel.list.visualRect(panel.model.index(3))
    with qtbot.waitSignal(session.jump_requested) as jumped:
        QTest.mouseClick(
            panel.list.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            cell.center(),
        )
    assert (jumped.args[0].document, jumped.args[0].page) == (0, 3)


def test_nothing_is_drawn_for_a_hidden_panel(
    qtbot: QtBot, panel: ThumbnailPanel, service: RenderService
) -> None:
    panel.hide()
    panel.list.verticalScrollBar().setValue(panel.list.verticalScrollBar().maximum())
    with qtbot.waitSignal(service.text_arrived, timeout=TIMEOUT):
        service.request_text(0, 29)
    assert service.picture(thumbnail_key(service, 0, 29, panel.devicePixelRatioF())) is None
