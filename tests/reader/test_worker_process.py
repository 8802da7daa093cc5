"""A render process that is a copy of the one that starts it, as `hakusho` has it before Qt is loaded."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there processes are not copied")

START = """
import os, sys
from reader.worker_process import copy_as_worker, read_frame, write_frame

def serve(requests, answers):
    os.dup2(2, 1)
    while (frame := read_frame(requests)) is not None:
        if frame == b"fail":
            raise ValueError(frame)
        write_frame(answers, frame.upper())
    print("served", file=sys.stderr)

worker = copy_as_worker(serve)
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", START + script]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)


def test_it_answers_until_it_is_closed() -> None:
    done = run("""
for frame in (b"a", b"b" * 100_000):
    assert worker.send(frame)
    assert worker.receive() == frame.upper()
worker.kill()
worker.kill()
assert worker.receive() is None
worker.close()
print(worker.pid)
""")
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)


def test_one_that_breaks_down_runs_nothing_of_the_program_it_was_copied_from() -> None:
    done = run("""
assert worker.send(b"fail")
assert worker.receive() is None
worker.close()
print("once")
""")
    assert done.stdout == "once\n"
    assert "ValueError" in done.stderr


def test_it_ends_with_the_process_that_started_it() -> None:
    done = run("")  # returns when the last of the two has closed the error output
    assert done.stderr == "served\n"
