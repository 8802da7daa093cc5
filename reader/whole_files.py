"""Files that are written in one step: what was there before stays until all is on the disk; imports no Qt."""

import os
from contextlib import suppress
from pathlib import Path

from index_builder.errors import NotWritten


def write_whole(path: Path, data: bytes) -> None:
    """Writes `path` in one step: what was there before stays until all is on the disk. Raises NotWritten."""
    part = path.with_name(f".{path.name[:64]}.{os.urandom(4).hex()}")
    try:
        try:
            with os.fdopen(
                os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb"
            ) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                part.chmod(path.stat().st_mode & 0o777)
            part.replace(path)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotWritten(f"“{path.name}” cannot be written: {reason}.") from error
