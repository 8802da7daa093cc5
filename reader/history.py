"""Where the reader was: positions in the volume and the way back and forward over jumps. Pure.

Scrolling moves the present position and never fills the history; a jump leaves the place it
started from behind as an entry.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from index_builder.model import Place, Rect

LIMIT = 500


class Position(NamedTuple):
    """The top left corner of the view: a point of `page`, in points of its unrotated crop box."""

    document: int
    page: int
    x: float
    y: float


class Jump(Struct, frozen=True):
    """Where the view must go: `rect` (points, unrotated crop box) comfortably in sight, `highlight` marked."""

    document: int
    page: int
    rect: Rect | None = None
    highlight: tuple[Place, ...] = ()


class History:
    """A line of positions that jumps have left, with the present one between back and forward."""

    def __init__(self) -> None:
        self._back: list[Position] = []
        self._forward: list[Position] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._forward)

    def leave(self, position: Position) -> None:
        """A jump starts at `position`: it becomes the next to go back to, and forward is emptied."""
        self._forward.clear()
        if not self._back or self._back[-1] != position:
            self._back.append(position)
            del self._back[:-LIMIT]

    def back(self, present: Position) -> Position:
        """The position to return to; `present` becomes the next forward. IndexError when there is none."""
        target = self._back.pop()
        self._forward.append(present)
        return target

    def forward(self, present: Position) -> Position:
        """The position that `back` came from. IndexError when there is none."""
        target = self._forward.pop()
        self._back.append(present)
        return target

    @property
    def entries(self) -> tuple[tuple[Position, ...], tuple[Position, ...]]:
        """What lies behind and ahead, the nearest last."""
        return tuple(self._back), tuple(self._forward)

    def recall(self, back: Sequence[Position], forward: Sequence[Position]) -> None:
        """Puts the entries of an earlier time behind those of now; its way forward is lost once one has jumped."""
        if not self._back and not self._forward:
            self._forward = list(forward)
        self._back = [*back, *self._back][-LIMIT:]

    def clear(self) -> None:
        self._back.clear()
        self._forward.clear()
