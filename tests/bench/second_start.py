"""A window running → `hakusho FILE` → first page of the other file painted, and what asking costs a first start.

python tests/bench/second_start.py [rounds]
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import PATIENCE, environment, milliseconds, white_paper, window

ASKING = """
import sys, time
from reader import app
started = time.perf_counter()
taken, door = app.enter(app.Call(("/a.pdf",)))
print(time.perf_counter() - started)
door.close()
"""

REST = 6.0
"""Seconds between two starts: a reader opens the next file when the window stands."""


def paints(log: Path) -> list[float]:
    found = re.findall(r"first page painted at (\d+\.\d+)", log.read_text("utf-8"))
    return [float(each) for each in found]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    files = white_paper()
    times, ends = [], []
    with tempfile.TemporaryDirectory() as folder, window(files[:1], Path(folder)) as running:
        running.wait_for("first page painted")
        names = environment(HAKUSHO_DATA=folder)
        for path in files[1 : rounds + 1]:
            time.sleep(REST)
            before = len(paints(running.log))
            started = time.monotonic()
            command = [sys.executable, "-m", "reader.app", str(path)]
            subprocess.run(command, env=names, check=True)
            ends.append(time.monotonic() - started)
            while len(paints(running.log)) == before and time.monotonic() < started + PATIENCE:
                time.sleep(0.005)
            times.append(paints(running.log)[-1] - started)
    asking = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", ASKING]
            names = environment(HAKUSHO_DATA=folder)
            done = subprocess.run(command, env=names, check=True, stdout=subprocess.PIPE)
            asking.append(float(done.stdout))
    print(f"other file's first page  {milliseconds(times)}   mark 150 ms")
    print(f"the second start ends    {milliseconds(ends)}")
    print(f"a first start asks       {milliseconds(asking)}")


if __name__ == "__main__":
    main()
