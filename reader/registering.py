"""Makes the desktop know the application, and lets it open `hakusho://` links: only when its reader asks for that.

The entry goes into the user's own folder (Desktop Entry Specification 1.5, XDG Base Directory
Specification). Nothing is changed for other users, and no PDF opens elsewhere than before: the
entry offers to open PDFs, and is made the default for the links alone.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import resources
from index_builder.errors import HakushoError

ENTRY = "hakusho.desktop"
ICON = "hakusho.svg"
LINKS = "x-scheme-handler/hakusho"
PATIENCE = 10.0
"""Seconds that a program of the desktop may take."""


class NotRegistered(HakushoError):
    """The desktop cannot be told."""


def register(command: Sequence[str]) -> str:
    """Writes the entry and its icon; returns what was done, as a sentence. Raises NotRegistered.

    `command` starts the application: an absolute path, and arguments.
    """
    _require_xdg()
    entry, icon = _places()
    source = Path(resources.__path__[0])
    try:
        for target in (entry, icon):
            target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / "icons" / ICON, icon)
        entry.write_text(entry_for((source / ENTRY).read_text("utf-8"), command), "utf-8")
    except OSError as error:
        raise NotRegistered(f"“{error.filename}” cannot be written: {error.strerror}.") from error
    _run("update-desktop-database", str(entry.parent))
    if _run("xdg-mime", "default", ENTRY, LINKS):
        return f"Links hakusho://… open Hakusho from now on ({entry})."
    return f"{entry} is written; xdg-mime, which makes it open the links, is not there."


def unregister() -> str:
    """Takes away what `register` has written; returns that as a sentence. Raises NotRegistered."""
    _require_xdg()
    entry, icon = _places()
    try:
        for target in (entry, icon):
            target.unlink(missing_ok=True)
    except OSError as error:
        raise NotRegistered(f"“{error.filename}” cannot be removed: {error.strerror}.") from error
    _run("update-desktop-database", str(entry.parent))
    return f"{entry} is removed."


def command_of(script: str) -> list[str]:
    """What starts the application again that was started as `script`."""
    path = os.path.abspath(script)  # noqa: PTH100 - links stay
    if os.access(path, os.X_OK) and not path.endswith(".py"):
        return [path]
    return [sys.executable, "-m", "reader.app"]


def entry_for(text: str, command: Sequence[str]) -> str:
    """The entry with `command` in place of the bare one, which need not be in the desktop's path."""
    lines = []
    for line in text.splitlines():
        if line.startswith("Exec="):
            lines.append(f"Exec={' '.join(map(_quoted, command))} %U")
        elif line.startswith("TryExec="):
            lines.append(f"TryExec={_escaped(command[0])}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _quoted(part: str) -> str:
    """As an argument of `Exec`: within quotation marks, and once more as a string of the file."""
    inner = "".join(f"\\{char}" if char in '\\"`$' else char for char in part)
    return _escaped(f'"{inner}"'.replace("%", "%%"))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _places() -> tuple[Path, Path]:
    named = os.environ.get("XDG_DATA_HOME", "")
    home = Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"
    icons = home / "icons" / "hicolor" / "scalable" / "apps"
    return home / "applications" / ENTRY, icons / ICON


def _require_xdg() -> None:
    if sys.platform in {"win32", "darwin"}:
        raise NotRegistered(
            "Links can be registered on Linux and other systems with freedesktop.org's desktops only.",
            "Here `hakusho hakusho://…` opens a link on the command line.",
        )


def _run(name: str, *arguments: str) -> bool:
    """Runs a program of the desktop; False where it is not there or fails."""
    command = shutil.which(name)
    if command is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - programs of the desktop, on our own file
            [command, *arguments],
            check=False,
            timeout=PATIENCE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
