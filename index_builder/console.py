"""What the commands say to the terminal while they work: sentences, a progress bar, events, passwords.

Everything here goes to standard error but the events, which are read by a program.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from index_builder.build import Event, Failed, Linked, PageDone, Started, Stored
from index_builder.errors import Encrypted, HakushoError, QueryError
from index_builder.model import PageIssue

PROGRAM = "hakusho-index"
TRIES = 3
"""How often a password is asked for."""
PAUSE = 0.1
"""Seconds between two events that tell of pages."""


class Reporter(Protocol):
    """Is told each event of a build, within a `with` block."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    def tell(self, event: Event) -> None: ...


def warn(error: HakushoError) -> None:
    """The sentence and the hint."""
    print(f"{PROGRAM}: {error}", file=sys.stderr)


def warn_of_issues(path: Path, issues: Sequence[PageIssue], pages: int) -> None:
    """One sentence when a document has pages without text that can be searched."""
    bare = len({issue.page for issue in issues if issue.kind in {"no-text", "no-unicode"}})
    if bare and bare == pages:
        told = "has no text layer: it can be read but not searched."
    elif bare:
        told = f"has no text on {bare} of {pages} pages: these can be read but not searched."
    else:
        return
    print(f"{PROGRAM}: “{path.name}” {told}", file=sys.stderr)


class Bar:
    """A progress bar; on anything but a terminal it shows nothing."""

    def __enter__(self) -> Self:
        from rich.console import Console  # noqa: PLC0415 - only for people
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages"),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task("Opening", total=None)
        self._done: dict[Path, int] = {}
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def tell(self, event: Event) -> None:
        if isinstance(event, Started):
            self._progress.update(self._task, total=event.pages, description="Reading")
        elif isinstance(event, PageDone):
            self.page(event.path, event.page)
        elif isinstance(event, Failed):
            warn(event.error)

    def page(self, path: Path, page: int) -> None:
        """Page `page` (from 1) of a file is done."""
        self._done[path] = max(page, self._done.get(path, 0))
        self._progress.update(self._task, completed=sum(self._done.values()), description=path.name)


class EventWriter:
    """One JSON object a line on standard output, as docs/CLI.md lists them."""

    def __init__(self) -> None:
        self._told = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._write({"event": "done"})

    def tell(self, event: Event) -> None:
        if isinstance(event, PageDone):
            now = time.monotonic()
            if now - self._told < PAUSE and event.page < event.pages:
                return
            self._told = now
        self._write(_plain(event))

    def _write(self, event: dict[str, object]) -> None:
        print(json.dumps(event, ensure_ascii=True), flush=True)


def _plain(event: Event) -> dict[str, object]:
    match event:
        case Started(documents, pages):
            return {"event": "start", "documents": documents, "pages": pages}
        case PageDone(path, page, pages):
            return {"event": "page", "path": str(path), "page": page, "pages": pages}
        case Stored(path, content):
            return {"event": "document", "path": str(path), "content": content}
        case Linked(contents):
            return {"event": "volume", "contents": list(contents)}
        case Failed(path, error):
            return {
                "event": "failed",
                "path": str(path),
                "message": error.message,
                "hint": error.hint,
                "kind": type(error).__name__,
            }


def given_passwords(announced: bool, files: Sequence[Path]) -> dict[Path, str]:
    """The passwords on standard input, if they were `announced`. Raises QueryError."""
    if not announced:
        return {}
    try:
        given = {Path(path).resolve(): str(word) for path, word in json.load(sys.stdin).items()}
    except (ValueError, AttributeError) as error:
        raise QueryError(
            "The passwords on standard input cannot be read.",
            "They are a JSON object of paths and passwords.",
        ) from error
    return {path: given[path.resolve()] for path in files if path.resolve() in given}


def ask_passwords(failures: Mapping[Path, HakushoError]) -> dict[Path, str]:
    """Passwords typed on the terminal for the files that need one; none where nobody is asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return {}
    import getpass  # noqa: PLC0415 - only for people

    typed: dict[Path, str] = {}
    for path, error in failures.items():
        if isinstance(error, Encrypted):
            try:
                word = getpass.getpass(f"Password for “{path.name}”: ", stream=sys.stderr)
            except EOFError:
                word = ""
            if word:
                typed[path] = word
    return typed
