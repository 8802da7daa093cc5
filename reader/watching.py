"""Tells when a file of the open volume has changed on disk or is no longer there."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLING = 600
"""Milliseconds without news after which files are looked at: programs write in several steps."""

Stamp = tuple[int, int] | None


class FileWatch(QObject):
    """Watches files; looks at size and time, never at contents.

    Signals:
        changed(Path): it is another file than it was when it was watched first.
        gone(Path): there is no such file any more.
        unchanged(Path): it was one of both, and is now what it was at first.
    """

    changed = Signal(object)
    gone = Signal(object)
    unchanged = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stamps: dict[Path, Stamp] = {}
        self._told: dict[Path, Stamp] = {}
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self, singleShot=True, interval=SETTLING)
        self._settling.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._settling.start)
        self._watcher.directoryChanged.connect(self._settling.start)

    def watch(self, paths: Sequence[Path]) -> None:
        """Watch these in place of those before, as they are now."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._stamps = {path: _stamp(path) for path in paths}
        self._told = dict(self._stamps)
        self._listen()

    def _listen(self) -> None:
        """A file that was replaced is another one for the system, and its folder tells when it comes back."""
        there = [str(path) for path, stamp in self._told.items() if stamp is not None]
        folders = {str(path.parent) for path in self._stamps if path.parent.is_dir()}
        known = {*self._watcher.files(), *self._watcher.directories()}
        missing = [path for path in (*there, *sorted(folders)) if path not in known]
        if missing:
            self._watcher.addPaths(missing)

    def _look(self) -> None:
        for path, first in self._stamps.items():
            stamp = _stamp(path)
            if stamp == self._told[path]:
                continue
            self._told[path] = stamp
            if stamp == first:
                self.unchanged.emit(path)
            elif stamp is None:
                self.gone.emit(path)
            else:
                self.changed.emit(path)
        self._listen()


def _stamp(path: Path) -> Stamp:
    """Size and time of the last change in nanoseconds, None when it cannot be reached."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
