"""Byte strings in an anonymous temporary file, which is gone when it is closed or its process ends."""

import errno
import os
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from index_builder.errors import DiskFull, LibraryError

IN_MEMORY = 4 << 20
"""Bytes up to which there is no file."""


class Spool:
    """A `sheets.Store` on disk. Raises DiskFull, LibraryError."""

    def __init__(self) -> None:
        self._ends = array("q", [0])
        with _translated():
            self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by `close`

    def append(self, data: bytes) -> None:
        with _translated():
            self._file.seek(self._ends[-1])
            self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __getitem__(self, number: int) -> bytes:
        start, end = self._ends[number], self._ends[number + 1]
        with _translated():
            self._file.seek(start)
            return self._file.read(end - start)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def close(self) -> None:
        with suppress(OSError):  # of a full disk, about what nobody will read any more
            self._file.close()


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the file system as sentences for people."""
    try:
        yield
    except OSError as error:
        folder = tempfile.gettempdir()
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(
                f"There is no room left in “{folder}” for temporary files.",
                "Make room and try again.",
            ) from error
        why = error.strerror or os.strerror(errno.EIO)
        raise LibraryError(f"Temporary files in “{folder}” cannot be used: {why}.") from error
