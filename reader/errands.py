"""Single requests to the render process, each with its own answer; kept apart from what the view wants.

Pictures for paper and clipboard, fonts, words: nobody scrolls past them, so none is dropped, and
each is answered once.
"""

from collections import deque
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from shiboken6 import isValid

from reader.render_messages import Answer, Draw, PageFailed, Request

Done = Callable[[Answer, QImage | None], None]
"""Takes the answer, PageFailed where there is none to give, and the picture of a Draw."""

TRIES = 2
"""A request that has ended this many workers is not sent again."""


class _Errand(Struct, eq=False):
    request: Request
    done: Done
    owner: QObject | None = None
    tries: int = 0

    def tell(self, answer: Answer, picture: QImage | None) -> None:
        """Hands on the answer, unless who has asked is no more."""
        if self.owner is None or isValid(self.owner):
            self.done(answer, picture)


class Errands:
    """The requests that wait, in the order in which they were given."""

    def __init__(self) -> None:
        self._waiting: deque[_Errand] = deque()
        self._under_way: _Errand | None = None

    def add(self, request: Request, done: Done, owner: QObject | None = None) -> None:
        """Have `request` answered to `done` while `owner` lives; the memory of a Draw is chosen when it is sent."""
        self._waiting.append(_Errand(request, done, owner))

    def first(self) -> Request | None:
        """The request to be sent next."""
        return self._waiting[0].request if self._waiting else None

    def begin(self, request: Request, memory: Callable[[int], str]) -> Request:
        """`request` as it is sent; if it is the first of those here it counts as under way now."""
        if not self._waiting or self._waiting[0].request is not request:
            return request
        errand = self._waiting.popleft()
        if isinstance(errand.request, Draw):
            _, _, width, height = errand.request.area
            errand.request = replace(errand.request, memory=memory(4 * width * height))
        self._under_way = errand
        return errand.request

    def take(self, request: Request, answer: Answer, picture: QImage | None) -> bool:
        """Hand on the answer; False when `request` is none of these."""
        errand = self._under_way
        if errand is None or errand.request is not request:
            return False
        self._under_way = None
        errand.tell(answer, picture)
        return True

    def on_restarted(self, request: Request, *, late: bool = False) -> bool:
        """The process has ended at `request`, which is tried once more unless it was `late`.

        False when it is none of these.
        """
        errand = self._under_way
        if errand is None or errand.request is not request:
            return False
        self._under_way = None
        errand.tries += TRIES if late else 1
        if errand.tries < TRIES:
            self._waiting.appendleft(errand)
        else:
            errand.tell(PageFailed(""), None)
        return True

    def drop(self, document: int | None = None) -> None:
        """Answer what concerns a document, or all, with PageFailed: nobody can do it any more."""
        every = [*([self._under_way] if self._under_way else []), *self._waiting]
        gone = [
            errand
            for errand in every
            if document is None or getattr(errand.request, "document", None) == document
        ]
        if self._under_way in gone:
            self._under_way = None
        self._waiting = deque(errand for errand in self._waiting if errand not in gone)
        for errand in gone:
            errand.tell(PageFailed(""), None)
