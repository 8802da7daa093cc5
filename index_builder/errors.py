"""The expected failures, each with a sentence for people and an exit code.

::

    HakushoError            expected; shown as one sentence and a hint
    ├ PdfError              a file cannot be read as a document
    │ ├ NotAPdf             the bytes are not a PDF (also an empty file)
    │ ├ Encrypted           a password is needed, or the one given is wrong
    │ ├ Damaged             a PDF whose pages cannot be reached
    │ ├ Missing             no such file, or it cannot be opened
    │ └ NotAllowed          the file's rights forbid what was asked for
    ├ LibraryError          the derived data on disk
    │ ├ NotBuilt            nothing has been indexed yet
    │ ├ Outdated            built by another version or from another content
    │ ├ Corrupt             cannot be trusted: it is rebuilt
    │ ├ Busy                another process holds it
    │ └ DiskFull            there is no room to write
    ├ QueryError            the query cannot be understood, at `position`
    ├ NotWritten            a file that was asked for cannot be written
    └ WorkerDied            a child process ended or did not answer in time

Anything else is a bug: it is never swallowed. What is wrong with one *page* is
data (`model.PageIssue`), not an exception.
"""

from typing import ClassVar


class HakushoError(Exception):
    """An expected failure.

    Attributes:
        message: one sentence for people: what happened.
        hint: what was kept and what to do next; may be empty.
        exit_code: what the command line ends with.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class PdfError(HakushoError):
    """A file cannot be read as a document."""

    exit_code = 3


class NotAPdf(PdfError):
    """The bytes are not a PDF."""


class Encrypted(PdfError):
    """A password is needed, or the one given is wrong."""


class Damaged(PdfError):
    """A PDF whose pages cannot be reached."""


class Missing(PdfError):
    """No such file, or it cannot be opened."""


class NotAllowed(PdfError):
    """The file's rights forbid what was asked for."""


class LibraryError(HakushoError):
    """The derived data on disk cannot be used."""

    exit_code = 4


class NotBuilt(LibraryError):
    """Nothing has been indexed yet."""


class Outdated(LibraryError):
    """Built by another version or from another content."""


class Corrupt(LibraryError):
    """Cannot be trusted: it is rebuilt."""


class Busy(LibraryError):
    """Another process holds it."""


class DiskFull(LibraryError):
    """There is no room to write."""


class QueryError(HakushoError):
    """The query cannot be understood.

    Attributes:
        position: offset into the query where the trouble starts, −1 where it is no place in it.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "", position: int = -1) -> None:
        super().__init__(message, hint)
        self.position = position


class NotWritten(HakushoError):
    """A file that was asked for cannot be written."""

    exit_code = 4


class WorkerDied(HakushoError):
    """A child process ended or did not answer in time."""

    exit_code = 5
