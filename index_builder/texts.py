"""The files of a library that hold the folded texts, one for each document: whole, or not there."""

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)


class Texts:
    """The texts in `folder` that the builder of this `version` made. Raises OSError on use."""

    def __init__(self, folder: Path, version: int) -> None:
        self._folder = folder
        self._before, self._after = f"{folder}{os.sep}", f".{version}.txt"

    def read(self, content: str, checksum: int) -> bytes | None:
        """The text of a document, None when it is gone or has not this CRC-32."""
        try:
            data = self._path(content).read_bytes()
        except FileNotFoundError:
            return None
        return data if zlib.crc32(data) == checksum else None

    def read_again(self, content: str, size: int) -> bytes | None:
        """A text that was read before, None when that fails or it has not this size in bytes.

        A search reads thousands: a file object for each would take as long as reading it.
        """
        try:
            file = os.open(f"{self._before}{content}{self._after}", os.O_RDONLY | _BINARY)
            try:
                data = os.read(file, size + 1)
            finally:
                os.close(file)
        except OSError:
            return None
        return data if len(data) == size else None

    def write(self, content: str, data: bytes) -> None:
        """Replaces the text of a document; it is synced when this returns."""
        path = self._path(content)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def remove(self, content: str) -> None:
        self._path(content).unlink(missing_ok=True)

    def orphans(self, contents: Iterable[str]) -> list[Path]:
        """Files that are no text of one of `contents`."""
        known = {self._path(content).name for content in contents}
        return [path for path in sorted(self._folder.iterdir()) if path.name not in known]

    def _path(self, content: str) -> Path:
        return Path(f"{self._before}{content}{self._after}")
