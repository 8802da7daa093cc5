"""One running application for each user and data folder: a second start hands its files to the first.

Imports next to nothing, for every start asks here before anything else. The way in is a socket in the
file system, in the user's own folder; nothing listens on a network. Without such sockets (Windows)
each start is an application of its own.
"""

import os
import socket
import sys
import time
from pathlib import Path
from typing import NamedTuple

LONGEST_NAME = 100
"""Bytes of a socket's path; systems allow 104 to 108."""

CALLS_WAITING = 16

STARTING = 1.0
"""Seconds that a first start, which holds the lock already, is given to listen."""

ANSWERING = 5.0
"""Seconds after which a running application that does not answer is taken to hang."""

TAKEN = b"taken"

SCHEME = "hakusho:"


class Call(NamedTuple):
    """What a start asks for: absolute `paths` in a window, a `new_window` in any case, `links` to be followed.

    `token` lets the window come to the front (XDG activation), "" without one.
    """

    paths: tuple[str, ...] = ()
    new_window: bool = False
    token: str = ""
    links: tuple[str, ...] = ()


def pack(call: Call) -> bytes:
    """The call as it goes over the socket; file names need not be text."""
    head = (b"new" if call.new_window else b"", os.fsencode(call.token))
    return b"\0".join((*head, *map(os.fsencode, (*call.links, *call.paths))))


def unpack(data: bytes) -> Call | None:
    """What `pack` was given, None for what it never makes."""
    parts = data.split(b"\0")
    if len(parts) < 2 or parts[0] not in {b"", b"new"}:
        return None
    named = list(map(os.fsdecode, parts[2:]))
    links = tuple(each for each in named if is_link(each))
    paths = tuple(each for each in named if not is_link(each))
    return Call(paths, bool(parts[0]), os.fsdecode(parts[1]), links)


def is_link(argument: str) -> bool:
    """Whether an argument is a link of ours and no file: absolute paths never look so."""
    return argument[: len(SCHEME)].lower() == SCHEME


class Door:
    """Where later starts come in.

    Attributes:
        listener: the socket.
    """

    def __init__(self, listener: socket.socket, path: Path, lock: int) -> None:
        self.listener = listener
        self._path = path
        self._lock = lock

    def close(self) -> None:
        """Later starts are applications of their own."""
        self._path.unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """For a copy of the process: the door stays where it is, and is not this one's."""
        self.listener.close()
        os.close(self._lock)


def enter(call: Call) -> tuple[bool, Door | None]:
    """Whether a running application has taken `call`; else the door for later calls, if there can be one."""
    if sys.platform == "win32":
        return False, None
    path = _place()
    if len(os.fsencode(path)) > LONGEST_NAME:
        return False, None
    if _hand_over(path, call):
        return True, None
    lock = _lock(path)
    if lock is not None:
        return False, _listen(path, lock)
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        if _hand_over(path, call):
            return True, None
        time.sleep(0.01)
    return False, None


def _place() -> Path:
    """The runtime folder, which only this user can enter; beside the data where one or the other is not there."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and not os.environ.get("HAKUSHO_DATA") and Path(runtime).is_dir():
        return Path(runtime) / "hakusho.socket"
    from index_builder.folder import data_folder  # noqa: PLC0415 - not needed where a runtime folder is

    return data_folder() / "window.socket"


def _hand_over(path: Path, call: Call) -> bool:
    """Gives `call` to whoever listens at `path`; False when nobody does, or does not answer."""
    try:
        with socket.socket(socket.AF_UNIX) as calling:
            calling.settimeout(ANSWERING)
            calling.connect(os.fspath(path))
            calling.sendall(pack(call))
            calling.shutdown(socket.SHUT_WR)
            return calling.recv(len(TAKEN)) == TAKEN
    except OSError:
        return False


def _lock(path: Path) -> int | None:
    """The descriptor that holds the right to listen, None when another process has it.

    A POSIX lock: it ends with its process, and copies of the process do not have it.
    """
    import fcntl  # noqa: PLC0415 - POSIX

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock


def _listen(path: Path, lock: int) -> Door | None:
    """The door, None where sockets cannot be made; what an ended process has left is removed."""
    listener = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        path.unlink(missing_ok=True)
        listener.bind(os.fspath(path))
        listener.listen(CALLS_WAITING)
        listener.setblocking(False)
    except OSError:
        listener.close()
        os.close(lock)
        return None
    finally:
        os.umask(mask)
    return Door(listener, path, lock)
