"""The targets of the open volume, kept up to date with the session, and what a click on one does. No widgets."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from index_builder.model import Location, Place, Rect
from reader.answers import Answers
from reader.corrections import Corrected, Corrections
from reader.mending import corrected
from reader.page_links import PageLink
from reader.session import Session
from reader.targets import Kind, Target, TargetIndex, in_reading_order

BEHIND_LINKS = {Kind.CAPTION, Kind.HEADING, Kind.NOTE}
"""What a link wins over where both lie; a link within the file does not win over a note."""


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
        links_changed: links have come, or gone.
        correction_wanted(Target), restoring_wanted(Target): something shown is wrong, or was right
            before it was corrected.
    """

    changed = Signal()
    links_changed = Signal()
    correction_wanted = Signal(object)
    restoring_wanted = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.answers = Answers(TargetIndex.build([], None), ())
        self._links: Mapping[tuple[int, int], tuple[PageLink, ...]] = {}
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

    def set_links(self, links: Mapping[tuple[int, int], tuple[PageLink, ...]]) -> None:
        """The links that can be trusted, by (document, page); of pages near the screen only."""
        if links != self._links:
            self._links = links
            self.links_changed.emit()

    def link(self, target: Target) -> PageLink:
        """What a target of the kind LINK is."""
        return self._links[target.document, target.page][target.index]

    def correct(self, corrections: Corrections) -> None:
        """What the reader says is right holds from the next turn of the event loop."""
        self._corrections = corrections
        self._soon.start()

    def at(self, point: PagePoint | None) -> Target | None:
        """What answers at `point`; headings do not, they are the outline's business."""
        if point is None:
            return None
        found = self.index.at(point.document, point.page, point.x, point.y)
        link = self._link_at(point)
        if link is not None and self._wins(self.link(link), found):
            return link
        return None if found is None or found.kind is Kind.HEADING else found

    def things(self, document: int, page: int) -> list[Target]:
        """What answers on a page, in reading order."""
        found = [t for t in self.index.on_page(document, page) if t.kind is not Kind.HEADING]
        links = self._links_on(document, page)
        within = [r for each in links if self.link(each).range for r in each.rects]
        every = [
            (target, self.index.range(target))
            for target in found
            if not (target.kind is Kind.TERM and _lies_in(target, within))
        ]
        every += [(target, self.link(target).range) for target in links]
        return in_reading_order(every)

    def _links_on(self, document: int, page: int) -> list[Target]:
        links = self._links.get((document, page), ())
        return [
            Target(Kind.LINK, document, page, link.rects, index) for index, link in enumerate(links)
        ]

    def _link_at(self, point: PagePoint) -> Target | None:
        under = (
            target
            for target in self._links_on(point.document, point.page)
            if any(rect.contains(point.x, point.y) for rect in target.rects)
        )
        return next(under, None)

    @staticmethod
    def _wins(link: PageLink, found: Target | None) -> bool:
        if found is None or (link.range is not None and found.kind is Kind.TERM):
            return True
        return found.kind in BEHIND_LINKS and not (link.page >= 0 and found.kind is Kind.NOTE)

    def click(
        self, point: PagePoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Shows what is under `point`; a reference is followed, with Ctrl everything is."""
        target = self.at(point)
        if target is not None:
            self.choose(target, at_once=bool(modifiers & Qt.KeyboardModifier.ControlModifier))

    def choose(self, target: Target, *, at_once: bool = False) -> None:
        """What a click on `target` does; `at_once` also goes where it leads, if that is sure.

        Links out of the document are not followed: their popup offers what can be done.
        """
        if target.kind is Kind.LINK:
            self.follow(target)
            return
        self._session.show_target(target)
        if target.kind is Kind.REFERENCE or at_once:
            self.follow(target)

    def follow(self, target: Target) -> None:
        """Goes where `target` leads: definition, note, mark, or what a reference names, if known for sure."""
        if target.kind is Kind.LINK:
            link = self.link(target)
            if link.page >= 0:
                top = Rect(0.0, link.top, 1.0, link.top + 1.0) if link.top else None
                self._session.jump(target.document, link.page, top)
            return
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
            return referred.location if referred and not referred.is_guess else None
        if target.kind is Kind.LINK:
            link = self.link(target)
            return Location(target.document, Place(link.page, ())) if link.page >= 0 else None
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

    def step_use(self, by: int) -> None:
        """Jumps to the use after the shown one (before it: −1), in reading order and around both ends."""
        target = self._session.target
        if not isinstance(target, Target) or target.kind is not Kind.TERM:
            self._session.message.emit(self.tr("Choose an acronym or a short name first."))
            return
        item = self.answers.use_beside(self.answers.entry(target.index), target.item, by)
        self.go_to_use(target.index, item)

    def go_to_definition(self) -> None:
        """Goes where the shown target leads; says so when that is not known for sure."""
        target = self._session.target
        if not isinstance(target, Target):
            self._session.message.emit(self.tr("Choose an acronym, a mark or a reference first."))
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


def _lies_in(target: Target, rects: list[Rect]) -> bool:
    return bool(target.rects) and any(rect.contains(*target.rects[0].center) for rect in rects)
