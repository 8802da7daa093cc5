"""The targets of the open volume, kept up to date with the session, and what a click on one does. No widgets."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from index_builder.model import Location, Place
from reader.answers import Answers
from reader.corrections import Corrected, Corrections
from reader.mending import corrected
from reader.session import Session
from reader.targets import Kind, Target, TargetIndex


class PagePoint(Protocol):
    """A point of a page, in points of its unrotated crop box."""

    @property
    def document(self) -> int: ...
    @property
    def page(self) -> int: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


class LiveTargets(QObject):
    """Answers what is under a point, and about it.

    Attributes:
        answers: over the structures and links there are now, as the reader has corrected them.
        corrected: what was corrected, and where that holds.

    Signals:
        changed: `answers` is another one.
        correction_wanted(Target), restoring_wanted(Target): something shown is wrong, or was right
            before it was corrected.
    """

    changed = Signal()
    correction_wanted = Signal(object)
    restoring_wanted = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.answers = Answers(TargetIndex.build([], None), ())
        self.corrected = Corrected((), None)
        self._corrections = Corrections()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        session.structure_changed.connect(self._soon.start)
        session.volume_changed.connect(self._soon.start)

    @property
    def index(self) -> TargetIndex:
        return self.answers.index

    def refresh(self) -> None:
        """Takes over the session's structures and links; a shown target is found again in them."""
        session = self._session
        self.corrected = corrected(session.structures(), session.links, self._corrections)
        index = TargetIndex.build(self.corrected.documents, self.corrected.links)
        self.answers = Answers(index, session.order)
        if isinstance(session.target, Target):
            session.show_target(_same(index, session.target))
        self.changed.emit()

    def correct(self, corrections: Corrections) -> None:
        """What the reader says is right holds from the next turn of the event loop."""
        self._corrections = corrections
        self._soon.start()

    def at(self, point: PagePoint | None) -> Target | None:
        """What answers at `point`; headings do not, they are the outline's business."""
        if point is None:
            return None
        found = self.index.at(point.document, point.page, point.x, point.y)
        return None if found is None or found.kind is Kind.HEADING else found

    def click(
        self, point: PagePoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Shows what is under `point`; a reference is followed, with Ctrl everything is."""
        target = self.at(point)
        if target is None:
            return
        self._session.show_target(target)
        if target.kind is Kind.REFERENCE or modifiers & Qt.KeyboardModifier.ControlModifier:
            self.follow(target)

    def follow(self, target: Target) -> None:
        """Goes where `target` leads: definition, note, mark, or what a reference names, if known."""
        location = self.destination(target)
        if location is not None:
            self.go(location)

    def go(self, location: Location) -> None:
        """Jumps to a place and marks it there."""
        place = location.place
        rect = place.rects[0] if place.rects else None
        self._session.jump(location.document, place.page, rect, (place,))

    def destination(self, target: Target) -> Location | None:
        """Where `follow` goes; None when that is not known or would be a guess."""
        answers = self.answers
        if target.kind is Kind.TERM:
            entry = answers.entry(target.index)
            meanings = answers.meanings(entry, target.document, target.page)
            sure = meanings and not meanings[0].is_guess
            return meanings[0].location if sure else None
        if target.kind is Kind.REFERENCE:
            referred = answers.referred(target.document, target.index)
            return referred.location if referred else None
        structure = answers.structure(target.document)
        if structure is None or target.kind not in {Kind.MARK, Kind.NOTE}:
            return None
        note = structure.footnotes[target.index]
        if target.kind is Kind.MARK:
            return Location(target.document, note.place)
        return Location(target.document, note.marks[0].place) if note.marks else None

    def go_to_use(self, index: int, item: int) -> None:
        """Jumps to a use of an entry, and shows it as the present one."""
        document, use = self.answers.entry(index).uses[item]
        place = use.places[0]
        target = Target(Kind.TERM, document, place.page, place.rects, index, item)
        self._session.show_target(target)
        rect = place.rects[0] if place.rects else None
        self._session.jump(document, place.page, rect, use.places)

    def next_use(self) -> None:
        """Jumps to the use after the shown one, in reading order and around the end."""
        target = self._session.target
        if isinstance(target, Target) and target.kind is Kind.TERM:
            item = self.answers.next_use(self.answers.entry(target.index), target.item)
            self.go_to_use(target.index, item)

    def go_to_definition(self) -> None:
        """Goes where the shown target leads; says so when that is not known for sure."""
        target = self._session.target
        if not isinstance(target, Target):
            return
        if self.destination(target) is None:
            self._session.message.emit(
                self.tr(
                    "It is not known for sure where this leads; the side panel lists what was found."
                )
            )
        self.follow(target)


def _same(index: TargetIndex, target: Target) -> Target | None:
    """The target of the same kind at the same place in a newer index."""
    place = Place(target.page, target.rects)
    for found in index.on_page(target.document, target.page):
        if found.kind is target.kind and Place(found.page, found.rects) == place:
            return found
    return None
