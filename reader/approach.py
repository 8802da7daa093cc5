"""How the view gets to a hit, and back: in passing, for good, or on the walk from hit to hit. No widgets."""

from enum import Enum, auto

from index_builder.model import Rect
from reader.history import Position
from reader.session import Session


class Way(Enum):
    """Seen in passing, gone to, or on the walk from hit to hit."""

    PREVIEW = auto()
    GO = auto()
    WALK = auto()


class Approach:
    """Remembers where looking at hits began, so that this is where the way back leads."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._origin: Position | None = None
        self._walked_to: Position | None = None
        self._gone_to: tuple[Position | None, int, int, Rect | None] | None = None

    def show(self, way: Way, document: int, page: int, rect: Rect | None) -> None:
        """Brings a place into sight.

        A walk that was not interrupted leaves one history entry, and so do two clicks on one hit.
        """
        session = self._session
        if way is Way.PREVIEW:
            self._origin = self._origin or session.corner
            session.glance(document, page, rect)
            return
        origin, self._origin = self._origin, None
        walks_on = way is Way.WALK and session.corner == self._walked_to is not None
        is_there = self._gone_to == (session.corner, document, page, rect)
        if origin is None and (walks_on or is_there):
            session.glance(document, page, rect)
        else:
            session.jump(document, page, rect, origin=origin)
        self._walked_to = session.corner if way is Way.WALK else None
        self._gone_to = (session.corner, document, page, rect)

    def put_back(self) -> None:
        """Ends previewing where it began."""
        origin, self._origin = self._origin, None
        if origin is not None:
            self._session.put_back(origin)

    def settle(self) -> None:
        """Ends previewing here; the way back leads to where it began."""
        origin, self._origin = self._origin, None
        if origin is not None:
            self._session.leave(origin)

    def begin_walk(self) -> None:
        """The next walk is a new one."""
        self._walked_to = None

    def forget(self) -> None:
        """Another volume is open."""
        self._origin = self._walked_to = self._gone_to = None
