"""Values that lie as bytes in a store while nobody looks at them: of a long document few pages fill memory.

Pure: whoever extracts brings the store, a list or a file.
"""

from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")

ROOM = 32
"""So many sheets of one desk lie open: most files have no more pages, and the others need 3 MiB."""


class Store(Protocol):
    """Byte strings, numbered from 0 in the order in which they are appended."""

    def append(self, data: bytes, /) -> None: ...

    def __getitem__(self, number: int, /) -> bytes: ...

    def __len__(self) -> int: ...


class Sheet(Generic[T]):
    """One value. On a desk it is put aside in time and read again when it is asked for.

    What was changed in place is lost then: assign `value` anew.
    """

    __slots__ = ("_desk", "_number", "_value")

    def __init__(self, value: T, desk: "Desk[T] | None" = None) -> None:
        self._value: T | None = value
        self._desk = desk
        self._number = -1

    @property
    def value(self) -> T:
        """The value; what was put aside comes back as an equal one, not the same."""
        if self._value is None:
            assert self._desk is not None
            self._value = self._desk.fetch(self._number)
            self._desk.opened(self)
        return self._value

    @value.setter
    def value(self, value: T) -> None:
        closed, self._value, self._number = self._value is None, value, -1
        if closed and self._desk is not None:
            self._desk.opened(self)

    def put_aside(self, keep: Callable[[T], int]) -> None:
        """Let go of the value; `keep` stores one that is not stored and returns its number."""
        if self._value is None:
            return
        if self._number < 0:
            self._number = keep(self._value)
        if self._number >= 0:
            self._value = None


class Desk(Generic[T]):
    """Sheets of one kind, of which the last few that were looked at lie open.

    A value that `encode` refuses with UnicodeEncodeError (a lone surrogate) stays in memory.
    """

    def __init__(
        self,
        store: Store,
        encode: Callable[[T], bytes],
        decode: Callable[[bytes], T],
        room: int = ROOM,
    ) -> None:
        self._store = store
        self._encode = encode
        self._decode = decode
        self._room = room
        self._open: deque[Sheet[T]] = deque()

    def lay(self, value: T) -> Sheet[T]:
        """A sheet with `value`, open."""
        sheet = Sheet(value, self)
        self.opened(sheet)
        return sheet

    def opened(self, sheet: Sheet[T]) -> None:
        """Makes room for a sheet that lies open now."""
        self._open.append(sheet)
        if len(self._open) > self._room:
            self._open.popleft().put_aside(self._keep)

    def fetch(self, number: int) -> T:
        """The value that was stored under `number`."""
        return self._decode(self._store[number])

    def _keep(self, value: T) -> int:
        try:
            data = self._encode(value)
        except UnicodeEncodeError:
            return -1
        self._store.append(data)
        return len(self._store) - 1
