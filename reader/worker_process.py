"""The render process as the window sees it: a child with two pipes.

Imports neither Qt nor PyMuPDF, so that the process can be started before either is loaded: it
then gets ready beside the import of Qt. Messages are bytes here; `render_messages` gives them meaning.
"""

import subprocess
import sys
from collections.abc import Sequence
from typing import BinaryIO

PREFIX = 4
MOST_AHEAD = 100
"""Files named on the process's command line, which has a limit."""

COMMAND = (sys.executable, "-P", "-m", "reader.render_worker")


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message, None when the other side has ended."""
    head = stream.read(PREFIX)
    if len(head) < PREFIX:
        return None
    size = int.from_bytes(head, "big")
    frame = stream.read(size)
    return frame if len(frame) == size else None


def write_frame(stream: BinaryIO, frame: bytes) -> None:
    """Send a message; raises OSError when the other side has ended."""
    stream.write(len(frame).to_bytes(PREFIX, "big") + frame)
    stream.flush()


class WorkerProcess:
    """A running render process."""

    def __init__(self, ahead: Sequence[str] = ()) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            (*COMMAND, *ahead), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, frame: bytes) -> bool:
        """Send a message; False when the process has ended."""
        assert self._process.stdin is not None
        try:
            write_frame(self._process.stdin, frame)  # type: ignore[arg-type]
        except OSError:
            return False
        return True

    def receive(self) -> bytes | None:
        """Wait for the next message; None when the process has ended."""
        assert self._process.stdout is not None
        return read_frame(self._process.stdout)  # type: ignore[arg-type]

    def kill(self) -> None:
        """End the process at once, whatever it does, and wait until it is gone."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process and free its pipes; nobody may be receiving any more."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue


def start_worker(ahead: Sequence[str] = ()) -> WorkerProcess:
    """Start a render process; it takes about 0.3 s to get ready, and opens the files `ahead` then."""
    return WorkerProcess(ahead[:MOST_AHEAD])
