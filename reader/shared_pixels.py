"""Memory that the window and the render process share: the window makes it, the process attaches by name.

`multiprocessing.shared_memory` would load 20 ms of modules into both before the first page, and
its resource tracker removes a segment that another process still owns (bpo-38119).
"""

import mmap
import os
import sys
from pathlib import Path

FOLDERS = (Path("/dev/shm"), Path(os.environ.get("TMPDIR", "/tmp")))  # noqa: S108 - names are random, 0600
"""Where a file stands for the memory, the first with room: in memory on Linux, else in its page cache."""


class SharedPixels:
    """Memory of `size` bytes; raises OSError when there is no room for it.

    Attributes:
        name: what `attach` finds it by; ends in its size.
        size: in bytes.
        buffer: the memory itself.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._file = -1
        name = f"hakusho-{os.urandom(8).hex()}-{size}"
        if sys.platform == "win32":
            self.name = name
            self._map = mmap.mmap(-1, size, tagname=name)
        else:
            self.name, self._map, self._file = _make_file(name, size)
        self.buffer = memoryview(self._map)

    def copy_to(self, target: memoryview) -> None:
        """Fills `target`, which is not larger, from the beginning; Python's other threads run meanwhile.

        They would wait while bytes are assigned, for milliseconds where `target` is fresh memory.
        """
        done = 0
        while self._file >= 0 and done < len(target):
            done += os.preadv(self._file, [target[done:]], done)
        if self._file < 0:
            target[:] = self.buffer[: len(target)]

    def hide(self) -> None:
        """Takes the name away once the other side has attached: nothing is left behind by a crash."""
        if sys.platform != "win32":
            Path(self.name).unlink(missing_ok=True)

    def close(self) -> None:
        """Frees the memory; what has been attached elsewhere stays there."""
        self.hide()
        self.buffer.release()
        self._map.close()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def attach(name: str) -> mmap.mmap:
    """The memory of another process. Raises OSError when it is gone."""
    if sys.platform == "win32":
        return mmap.mmap(-1, int(name.rpartition("-")[2]), tagname=name)
    handle = os.open(name, os.O_RDWR)
    try:
        return mmap.mmap(handle, 0)
    finally:
        os.close(handle)


def _make_file(name: str, size: int) -> tuple[str, mmap.mmap, int]:
    for folder in FOLDERS:
        path = folder / name
        try:
            return str(path), *_map_file(path, size)
        except OSError:
            path.unlink(missing_ok=True)
            if folder == FOLDERS[-1]:
                raise
    raise AssertionError


def _map_file(path: Path, size: int) -> tuple[mmap.mmap, int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        if sys.platform == "linux":
            # So a full disk fails here, and not with SIGBUS while drawing.
            os.posix_fallocate(handle, 0, size)
        else:
            os.ftruncate(handle, size)
        return mmap.mmap(handle, size), handle
    except OSError:
        os.close(handle)
        raise
