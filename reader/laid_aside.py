"""Pictures that are kept out of the window's memory, in a file without a name. No widgets."""

import logging
import queue
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage
from time import monotonic, sleep
from typing import IO, TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QImage

from reader.shared_pixels import FOLDERS

if TYPE_CHECKING:
    from reader.pictures import PictureKey

log = logging.getLogger(__name__)

SHARE = 2
"""Of the room that is free where the file is, this part stays for others: one half."""

MOST_WAITING = 3
"""Pictures that wait to be written; the longest waiting one gives way to another."""

REST = 0.1
"""Seconds without a new picture after which they are written."""


class _Spot(NamedTuple):
    """Where a picture lies; `start` and `size` in bytes."""

    start: int
    size: int
    width: int
    height: int


_Queue = queue.Queue["tuple[PictureKey, QImage] | None"]


class LaidAside:
    """Pictures of 32 bits a pixel in a ring of `budget` bytes: new ones take the place of the oldest.

    A thread writes them, for that takes a millisecond and more, and only while no others come: pages that
    are flung past are not worth it. Reading one back takes a tenth of the time that drawing it takes. What
    there is no room for is not kept.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._end = 0
        self._spots: OrderedDict[PictureKey, _Spot] = OrderedDict()
        self._file: IO[bytes] | None = None
        self._leaving: dict[PictureKey, QImage] = {}
        self._came = 0.0
        self._queue: _Queue | None = None
        self._ring = threading.Lock()

    def __contains__(self, key: "PictureKey") -> bool:
        return key in self._leaving or key in self._spots

    def put(self, key: "PictureKey", picture: QImage) -> None:
        """Keeps a picture, unless it lies here already or is larger than the whole."""
        if key in self or picture.sizeInBytes() > self._budget:
            return
        if self._queue is None:
            self._queue = queue.Queue()
            arguments = (self._queue,)
            threading.Thread(target=self._run, args=arguments, name="pictures", daemon=True).start()
        self._leaving[key] = picture
        if len(self._leaving) > MOST_WAITING:
            self._leaving.pop(next(iter(self._leaving)), None)
        self._came = monotonic()
        self._queue.put((key, picture))

    def get(self, key: "PictureKey") -> QImage | None:
        """The picture of `key`, which stays here too; None when it is not here or cannot be read."""
        picture = self._leaving.get(key)
        if picture is not None or key not in self._spots:
            return picture  # without waiting for the one that is being written
        with self._ring:
            return self._read(key)

    def drop(self, is_meant: Callable[["PictureKey"], bool]) -> None:
        """Forgets some of them."""
        with self._ring:
            for key in [key for key in (*self._leaving, *self._spots) if is_meant(key)]:
                self._leaving.pop(key, None)
                self._spots.pop(key, None)

    def flush(self) -> None:
        """Waits until all of them are written."""
        if self._queue is not None:
            self._queue.join()

    def clear(self) -> None:
        """Forgets all of them and frees their room; the thread ends."""
        self._leaving.clear()
        if self._queue is not None:
            self._queue.put(None)
            self._queue = None
        with self._ring:
            self._spots.clear()
            self._end = 0
            if self._file is not None:
                self._file.close()
                self._file = None

    def _run(self, waiting: _Queue) -> None:
        while (item := waiting.get()) is not None:
            key, picture = item
            while (
                self._leaving.get(key) is picture and (rest := self._came + REST - monotonic()) > 0
            ):
                sleep(rest)
            with self._ring:
                if self._leaving.get(key) is picture:
                    self._write(key, picture)
                    self._leaving.pop(key, None)
            del item, picture
            waiting.task_done()

    def _write(self, key: "PictureKey", picture: QImage) -> None:
        size, written = picture.sizeInBytes(), 0
        try:
            file = self._opened()
            if size > self._budget:
                return
            start = self._make_room(size)
            file.seek(start)
            written = file.write(picture.constBits())
        except OSError as error:
            log.warning("no more than %d bytes of pictures are laid aside: %s", self._end, error)
        if written == size:
            self._spots[key] = _Spot(start, size, picture.width(), picture.height())
            self._end = start + size
        else:
            self._budget = self._end

    def _read(self, key: "PictureKey") -> QImage | None:
        spot = self._spots.get(key)
        if spot is None:
            return None
        picture = QImage(spot.width, spot.height, QImage.Format.Format_RGB32)
        try:
            file = self._opened()
            file.seek(spot.start)
            if not picture.isNull() and file.readinto(picture.bits()) == spot.size:  # type: ignore[attr-defined]
                return picture
        except OSError as error:
            log.warning("a picture that was laid aside cannot be read: %s", error)
        del self._spots[key]
        return None

    def _make_room(self, size: int) -> int:
        """Drops the oldest pictures where `size` bytes will be written; returns where that is."""
        start = self._end
        if start + size > self._budget:
            start = 0
            while self._spots and self._oldest().start >= self._end:
                self._spots.popitem(last=False)
        while self._spots and start <= self._oldest().start < start + size:
            self._spots.popitem(last=False)
        return start

    def _oldest(self) -> _Spot:
        return next(iter(self._spots.values()))

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            there = (folder for folder in FOLDERS if folder.is_dir())
            folder = next(there, Path(tempfile.gettempdir()))
            self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 - closed by `clear`
            self._budget = min(self._budget, disk_usage(folder).free // SHARE)
        return self._file
