"""The render process as the window sees it: a child with two pipes.

Imports neither Qt nor PyMuPDF, so that the process can be started before either is loaded: it
then gets ready beside the import of Qt. Messages are bytes here; `render_messages` gives them meaning.
"""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import IO, BinaryIO, NoReturn, Protocol

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


class _Child(Protocol):
    """The part of `subprocess.Popen` that a render process is held by."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def kill(self) -> None: ...
    def wait(self) -> object: ...


class _Copy:
    """A copy of this process that does `serve` with its two pipes, and ends (POSIX)."""

    def __init__(self, serve: Callable[[BinaryIO, BinaryIO], None]) -> None:
        requests, sending = os.pipe()
        receiving, answers = os.pipe()
        self._lock = threading.Lock()
        self._ended = False
        self.pid = os.fork()
        if not self.pid:
            os.close(sending)
            os.close(receiving)
            _serve_and_end(serve, requests, answers)
        os.close(requests)
        os.close(answers)
        self.stdin: IO[bytes] | None = os.fdopen(sending, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(receiving, "rb")

    def kill(self) -> None:
        with self._lock:
            if not self._ended:
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        with self._lock:
            if not self._ended:
                os.waitpid(self.pid, 0)
                self._ended = True


def _serve_and_end(
    serve: Callable[[BinaryIO, BinaryIO], None], requests: int, answers: int
) -> NoReturn:
    """Nothing of the copied process may run after it: neither its cleaning up nor its callers."""
    code = 1
    try:
        serve(os.fdopen(requests, "rb"), os.fdopen(answers, "wb"))
        code = 0
    except Exception:  # noqa: BLE001 - a bug ends this process alone
        traceback.print_exc()
    finally:
        os._exit(code)


class WorkerProcess:
    """A running render process."""

    def __init__(self, process: _Child) -> None:
        self._process = process

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
    command = (*COMMAND, *ahead[:MOST_AHEAD])
    import subprocess  # noqa: PLC0415 - the first process is a copy where that can be

    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    return WorkerProcess(process)


def copy_as_worker(serve: Callable[[BinaryIO, BinaryIO], None]) -> WorkerProcess:
    """Let a copy of this process `serve` as render process: it need not load again what is loaded (POSIX).

    Only for a process that has started no thread and has not loaded Qt, whose state does not survive it.
    """
    return WorkerProcess(_Copy(serve))
