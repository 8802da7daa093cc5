"""Process start → first page on the screen, for any viewer: what is on the screen of an X server is watched.

    python tests/bench/peers.py [rounds]

Xvfb keeps its screen in a file, which is looked at every few milliseconds without asking anybody. The first
page is there when a part of the screen where every viewer shows text of it is for the first time nearly as it
stays, so that neither blank paper nor panels count; the steps between two looks are printed. hakusho and the viewer of thirty lines are measured in the same way, in turns with the others.
"""

import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import start
from measure import PATIENCE, environment, milliseconds, white_paper

PEERS = {
    "mupdf-gl": "mupdf",
    "zathura": "zathura zathura-pdf-poppler",
    "evince": "evince",
    "okular": "okular",
}
"""The viewers that are compared, and the Debian packages they come in."""

WIDTH, HEIGHT = 1280, 1024
LOOK = 0.004
"""Seconds between two looks."""

REST = 2.0
"""Seconds without a change after which nothing more is expected."""

LEFT, TOP, RIGHT, BOTTOM = 300, 60, 590, 560
"""The part of the screen, in pixels: in every viewer a window without frame begins at the upper left corner."""

NEARLY = 0.1
"""The share of the ink that may still be missing, or come later: hakusho marks what answers."""

INK = 0.005
"""The least share of ink where text is shown; viewers on MuPDF cannot draw most of this file's letters."""


class Screen:
    """The screen of an X server; `name` is what DISPLAY is set to."""

    def __init__(self, name: str, file: Path) -> None:
        self.name = name
        self._file = file.open("rb", buffering=0)
        head = struct.unpack(">25I", self._file.read(100))
        self._start = head[0] + 12 * head[19]  # the header, and the colours behind it (XWDFile.h)

    def look(self) -> bytes:
        """The pixels of the part, 4 bytes each."""
        size, handle = 4 * (RIGHT - LEFT), self._file.fileno()
        starts = (self._start + 4 * (WIDTH * row + LEFT) for row in range(TOP, BOTTOM))
        return b"".join(os.pread(handle, size, start) for start in starts)


@contextmanager
def screen() -> Iterator[Screen]:
    """An X server of its own, ended afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", folder]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()


def missing() -> list[str]:
    """What is not installed, with the packages that have it."""
    absent = [f"{name} ({packages})" for name, packages in PEERS.items() if not shutil.which(name)]
    return absent if shutil.which("Xvfb") else [*absent, "Xvfb (xvfb)"]


def first_page(command: Sequence[str], shown: Screen) -> tuple[float, float]:
    """Seconds from the start of a viewer to its first page, and between the two looks around that."""
    with tempfile.TemporaryDirectory() as home:
        kept = {
            f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("CONFIG", "DATA", "CACHE", "STATE")
        }
        names = environment(HOME=home, HAKUSHO_DATA=f"{home}/data", DISPLAY=shown.name, **kept)
        names |= {"QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1", "GTK_A11Y": "none"}
        seen = [(0.0, shown.look())]
        started = time.monotonic()
        out = subprocess.DEVNULL
        viewer = subprocess.Popen(command, env=names, stdout=out, stderr=out)
        try:
            looks = _watch(shown, seen, started)
        finally:
            viewer.terminate()
            viewer.wait()
        while shown.look() != seen[0][1]:  # its windows are gone
            time.sleep(LOOK)
    return _arrival(seen, looks)


def _watch(shown: Screen, seen: list[tuple[float, bytes]], started: float) -> list[float]:
    """Add to `seen` each screen unlike the one before, until nothing changes; when was looked."""
    looks = [0.0]
    while True:
        now = time.monotonic() - started
        pixels = shown.look()
        looks.append(now)
        if pixels != seen[-1][1]:
            seen.append((now, pixels))
        if len(seen) > 1 and now - seen[-1][0] > REST:
            return looks
        if now > PATIENCE:
            sys.exit("nothing is shown" if len(seen) == 1 else "the screen does not come to rest")
        time.sleep(LOOK)


def _arrival(seen: Sequence[tuple[float, bytes]], looks: Sequence[float]) -> tuple[float, float]:
    last = memoryview(seen[-1][1]).cast("I")
    paper, count = Counter(last).most_common(1)[0]
    ink = len(last) - count
    if ink < INK * len(last):
        sys.exit(f"no text of the page is shown there, only {paper:06x}")
    for when, pixels in seen:
        missing_yet = sum(a != b for a, b in zip(memoryview(pixels).cast("I"), last, strict=True))
        if missing_yet <= NEARLY * ink:
            before = max(look for look in looks if look < when)
            return when, when - before
    raise AssertionError


def compare(path: Path, rounds: int) -> None:
    """Prints the time of each viewer there is, and its ratio to hakusho's."""
    print(f"not installed: {', '.join(missing()) or 'nothing'}")
    if not shutil.which("Xvfb"):
        return
    commands = {
        "hakusho": [sys.executable, "-m", "reader.app", str(path)],
        "30 lines": [sys.executable, "-c", start.VIEWER, str(path), "stay"],
        **{name: [name, str(path)] for name in PEERS if shutil.which(name)},
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    steps: list[float] = []
    with screen() as shown:
        for number in range(rounds + 1):
            for name, command in commands.items():
                took, step = first_page(command, shown)
                if number:  # the first round fills the system's caches
                    times[name].append(took)
                    steps.append(step)
    ours = statistics.median(times["hakusho"])
    for name, taken in times.items():
        print(
            f"  {name:9} {milliseconds(taken)}   hakusho's is {ours / statistics.median(taken):.2f} ×"
        )
    print(f"  between two looks {milliseconds(steps)}")


def main() -> None:
    path = next(path for path in white_paper() if path.name.endswith("(5).pdf"))
    compare(path, int(sys.argv[1]) if len(sys.argv) > 1 else 5)


if __name__ == "__main__":
    main()
