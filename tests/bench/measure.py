"""What the bench scripts share: real files, medians, and the window as a process whose log tells times."""

import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


def white_paper() -> list[Path]:
    """The nine files of the white paper; ends the script when they are not on this machine."""
    shared = Path(os.environ.get("HAKUSHO_SHARED", ROOT.parent / "shared"))
    found = sorted((shared / "corpus" / "white-paper").glob("*.pdf"))
    if not found:
        sys.exit(f"no white paper in {shared}")
    return found


def milliseconds(seconds: Sequence[float]) -> str:
    """Median, 95th percentile and maximum."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    median = statistics.median(ordered)
    return (
        f"median {1e3 * median:7.1f} ms   p95 {1e3 * p95:7.1f} ms   max {1e3 * ordered[-1]:7.1f} ms"
    )


def pss(pid: int | str = "self") -> float:
    """MiB of memory of a process, its shared parts counted proportionally (Linux)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    match = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0


def peak(pid: int) -> float:
    """MiB that a process has had in memory at most (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    match = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0


class Ticker:
    """A timer of a few milliseconds on the main thread of a Qt application.

    Attributes:
        gaps: seconds between its ticks.
        lags: seconds by which its ticks came late: a gap is never below the interval.
        work: seconds that the main thread itself worked between them; on a busy machine the gaps
            measure the others.
    """

    def __init__(self, parent: Any, interval: int = 5) -> None:
        from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415 - not for scripts without a window

        self.interval = interval / 1000
        self.gaps: list[float] = []
        self.work: list[float] = []
        self._last: tuple[float, float] | None = None
        self.timer = QTimer(parent, interval=interval, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._tick)

    @property
    def lags(self) -> list[float]:
        return [max(gap - self.interval, 0.0) for gap in self.gaps]

    def tell(self) -> None:
        """Prints gaps, lags and work."""
        print(f"  gaps between ticks of {1e3 * self.interval:.0f} ms {milliseconds(self.gaps)}")
        print(f"  ticks late by              {milliseconds(self.lags)}")
        print(f"  the main thread's own work {milliseconds(self.work)}")

    def start(self) -> None:
        self._last = None
        self.timer.start()

    def stop(self) -> None:
        self.timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        if self._last is not None:
            self.gaps.append(now[0] - self._last[0])
            self.work.append(now[1] - self._last[1])
        self._last = now


def environment(**more: str) -> dict[str, str]:
    """For a child process: no screen, and compiled modules kept as in an installed program."""
    names = {**os.environ, **more}
    names.setdefault("QT_QPA_PLATFORM", "offscreen")
    names.pop("PYTHONDONTWRITEBYTECODE", None)
    names["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "hakusho-bench-bytecode")
    return names


class Window:
    """A running `hakusho` and its log."""

    def __init__(self, log: Path, process: "subprocess.Popen[bytes]", started: float) -> None:
        self.process = process
        self.started = started
        self.log = log

    def wait_for(self, words: str) -> float:
        """Seconds from the start to the time that the log tells after `words`."""
        until = time.monotonic() + PATIENCE
        pattern = re.compile(re.escape(words) + r" at (\d+\.\d+)")
        while time.monotonic() < until:
            if self.log.exists() and (match := pattern.search(self.log.read_text("utf-8"))):
                return float(match[1]) - self.started
            time.sleep(0.02)
        sys.exit(f"the window did not log “{words}”")


@contextmanager
def window(paths: Sequence[Path], data: Path | None = None) -> Iterator[Window]:
    """Start `hakusho` offscreen on `paths`, with the folder `data` or an empty one; end it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        data = data or Path(folder) / "data"
        names = environment(HAKUSHO_DATA=str(data), HAKUSHO_LOG=str(log))
        command = [sys.executable, "-m", "reader.app", *map(str, paths)]
        started = time.monotonic()
        process = subprocess.Popen(command, env=names, stderr=subprocess.DEVNULL)
        try:
            yield Window(log, process, started)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def run_parts(parts: dict[str, Callable[[], None]], script: str) -> None:
    """Runs the parts that the command line names, or all, each in a process of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if len(sys.argv) == 2:
        parts[sys.argv[1]]()
        return
    for part in sys.argv[1:] or parts:
        print(f"== {part}", flush=True)
        subprocess.run([sys.executable, script, part], check=True, env=environment())
