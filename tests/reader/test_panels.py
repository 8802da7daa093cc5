"""The outline panel on a session driven by plain calls."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from test_models import heading, structure
from test_session import FakeIndex, FakeRenderer, info

from reader.history import Jump, Position
from reader.models import Role
from reader.panels.outline import OutlinePanel
from reader.session import Session

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def session() -> Session:
    session = Session(FakeRenderer(), FakeIndex())
    session.open([Path("a.pdf")])
    session.on_opened(0, info(3))
    session.on_identified(Path("a.pdf"), "a")
    found = structure(
        heading(1, "部", 0), heading(2, "章", 0, 300), heading(3, "節", 1), heading(4, "項", 2)
    )
    session.on_structure(0, "a", found)
    return session


def marked(panel: OutlinePanel) -> list[str]:
    model, found = panel.model, []
    waiting = [model.index(row, 0) for row in range(model.rowCount())]
    while waiting:
        index = waiting.pop()
        waiting += [model.index(row, 0, index) for row in range(model.rowCount(index))]
        if index.data(Role.CURRENT):
            found.append(index.data().split("\u3000")[1])
    return found


def test_the_outline_follows_the_reading_position(qtbot: QtBot, session: Session) -> None:
    panel = OutlinePanel(session)
    qtbot.addWidget(panel)
    panel.tree.expandAll()
    session.set_position(Position(0, 0, 0, 200))
    assert marked(panel) == ["部"]
    session.set_position(Position(0, 2, 0, 200))
    qtbot.waitUntil(lambda: marked(panel) == ["項"])


def test_a_folded_heading_is_marked_for_what_it_hides(qtbot: QtBot, session: Session) -> None:
    panel = OutlinePanel(session)
    qtbot.addWidget(panel)
    session.set_position(Position(0, 2, 0, 200))
    assert marked(panel) == ["節"]
    panel.tree.collapseAll()
    assert marked(panel) == ["部"]


def test_a_click_on_a_heading_jumps_to_it(qtbot: QtBot, session: Session) -> None:
    panel = OutlinePanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 300)
    panel.show()
    jumps: list[Jump] = []
    session.jump_requested.connect(jumps.append)
    chapter = panel.model.index(0, 0, panel.model.index(0, 0))
    position = panel.tree.visualRect(chapter).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=position)
    assert [(jump.page, jump.rect.y0) for jump in jumps if jump.rect] == [(0, 300)]
