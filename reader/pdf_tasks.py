"""Asks a child process to read the annotations of a PDF, or to write a copy with more; imports no Qt.

It waits for the answer: for a thread of its own.
"""

import subprocess
import sys

import msgspec

from index_builder import errors
from index_builder.annotate import Outcome, Task, encode
from index_builder.errors import HakushoError, WorkerDied

COMMAND = (sys.executable, "-P", "-m", "index_builder.annotate")
PATIENCE = 300.0
"""Seconds; ten thousand annotations take about two."""


def perform(task: Task, command: tuple[str, ...] = COMMAND, patience: float = PATIENCE) -> Outcome:
    """What became of `task`. Raises the HakushoError that the process tells of, or WorkerDied."""
    name = task.source.rpartition("/")[2]
    died = WorkerDied(f"“{name}” made its reader process crash.", "Nothing was changed.")
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=encode(task), stdout=subprocess.PIPE, check=False, timeout=patience
        )
        outcome = msgspec.msgpack.decode(done.stdout, type=Outcome)
    except subprocess.TimeoutExpired as error:
        raise WorkerDied(f"“{name}” takes too long to read.", "Nothing was changed.") from error
    except (msgspec.DecodeError, OSError) as error:
        raise died from error
    if outcome.error:
        kind = getattr(errors, outcome.error, HakushoError)
        raise kind(outcome.message, outcome.hint)
    return outcome
