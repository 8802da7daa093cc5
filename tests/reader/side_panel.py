"""The side panel over the small paper, and what a person reads in it."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.in_sight import Band
from reader.live_targets import LiveTargets
from reader.page_cuts import Cut
from reader.panels.references import References
from reader.render import RenderService
from reader.session import Session
from reader.settings import Settings
from reader.targets import Target


class Lines(QObject):
    """What the view would tell is visible: the whole page that is being read, or what a test says."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.given: list[Band] | None = None
        self.rushes = False
        session.position_changed.connect(self.changed)

    def bands(self) -> list[Band]:
        if self.given is not None:
            return self.given
        position = self._session.position
        if position is None:
            return []
        return [Band(position.document, position.page, Rect(0, 0, 595, 842), (297, 0))]

    def passed(self) -> float:
        return 1.0 if self.rushes else 0.0

    def pointed(self) -> None:
        return None


class Panel:
    """A panel over the small paper, and what a person reads in it."""

    def __init__(
        self, qtbot: QtBot, session: Session, folder: Path, cuts: tuple[Cut, Cut] | None = None
    ) -> None:
        self.session = session
        self.live = LiveTargets(session)
        self.live.refresh()
        self.lines = Lines(session)
        self.settings = Settings(folder / "settings.json")
        self.render = RenderService()
        cuts = cuts or (Cut(self.render, "card"), Cut(self.render, "list"))
        self.widget = References(session, self.live, self.lines, self.settings, cuts=cuts)
        qtbot.addWidget(self.widget)
        self.widget.resize(320, 600)
        self.widget.show()

    def at(self, document: int, page: int, x: float, y: float) -> Target:
        target = self.live.index.at(document, page, x, y)
        assert target is not None
        return target

    def show(self, document: int, page: int, x: float, y: float) -> Target:
        target = self.at(document, page, x, y)
        self.session.show_target(target)
        self.widget.refresh()
        return target

    def text(self, name: str) -> str:
        label = self.card.findChild(QLabel, name)
        assert label is not None, name
        return label.text()

    @property
    def card(self) -> QWidget:
        return self.widget._card.widget()

    def press(self, qtbot: QtBot, name: str) -> None:
        button = self.widget.findChild(QAbstractButton, name)
        assert button is not None, name
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def rows(self) -> dict[str, list[str]]:
        groups = self.widget.view.rows.groups
        return {g.title: [g.row(n).text for n in range(g.count)] for g in groups if g.count}

    def texts(self) -> list[str]:
        """What the card says, line by line."""
        return [label.text() for label in self.card.findChildren(QLabel) if label.text()]

    def has(self, name: str) -> bool:
        """Whether there is a button of that name on the card."""
        return self.card.findChild(QAbstractButton, name) is not None

    def change(self, document: int, **parts: object) -> None:
        """Gives a document another structure."""
        known = self.session.volume.documents[document]
        structure = replace(known.structure, **parts)
        self.session.volume = self.session.volume.with_document(
            document, replace(known, structure=structure)
        )
        self.live.refresh()

    def says(self) -> str:
        return self.widget.saying.label.text() if self.widget.saying.isVisible() else ""
