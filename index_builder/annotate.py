"""The child process that writes a copy of a PDF with annotations: one request on its standard input.

The answer on its standard output is an `Outcome`. What a hostile file does to the library that
reads it ends this process alone.
"""

import os
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from index_builder.annotations import PdfAnnotation
from index_builder.errors import HakushoError


class CopyTask(Struct, frozen=True, tag=True):
    """Write `target`, a copy of `source` with `annotations`; see `pdf_annotations.write_copy`."""

    source: str
    target: str
    annotations: tuple[PdfAnnotation, ...]
    password: str = ""


class ReadTask(Struct, frozen=True, tag=True):
    """Read the annotations of `source`."""

    source: str
    password: str = ""


class Outcome(Struct, frozen=True):
    """What became of a task.

    Attributes:
        done: how many annotations were put into the copy.
        annotations, unread, pages: what was read, how many could not be, and how many pages there are.
        error: the name of the class of a HakushoError, with its message and hint; "" for none.
    """

    done: int = 0
    annotations: tuple[PdfAnnotation, ...] = ()
    unread: int = 0
    pages: int = 0
    error: str = ""
    message: str = ""
    hint: str = ""


Task = CopyTask | ReadTask
encode = msgspec.msgpack.encode


def perform(task: Task) -> Outcome:
    """Does what is asked for."""
    from index_builder.pdf import Pdf  # noqa: PLC0415 - the window imports the records above
    from index_builder.pdf_annotations import read_annotations, write_copy  # noqa: PLC0415

    try:
        if isinstance(task, CopyTask):
            paths = Path(task.source), Path(task.target)
            return Outcome(done=write_copy(*paths, task.annotations, task.password))
        with Pdf(Path(task.source), task.password) as pdf:
            found, unread = read_annotations(pdf)
            return Outcome(annotations=tuple(found), unread=unread, pages=pdf.pages)
    except HakushoError as error:
        return Outcome(error=type(error).__name__, message=error.message, hint=error.hint)


def main() -> None:
    """Answer the request on standard input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    outcome = perform(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task))
    with answers:
        answers.write(encode(outcome))


if __name__ == "__main__":
    main()
