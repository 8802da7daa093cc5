"""Time to index the nine files of the white paper, against reading their characters alone in the same run.

python tests/bench/build.py [rounds]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import milliseconds, white_paper

READING = """
import sys
from pathlib import Path
from index_builder.pdf import Pdf
for path in sys.argv[1:]:
    with Pdf(Path(path)) as pdf:
        for page in pdf.texts():
            pass
"""


def timed(command: list[str], data: Path) -> tuple[float, float]:
    """Seconds of wall clock, and of processor time over all processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    environment = {**os.environ, "HAKUSHO_DATA": str(data)}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    paths = [str(path) for path in white_paper()]
    build = [sys.executable, "-m", "index_builder.cli", "build", *paths]
    commands = {
        "characters alone, one process": [sys.executable, "-c", READING, *paths],
        "build, empty library": build,
        "build, nothing changed": build,
    }
    walls: dict[str, list[float]] = {name: [] for name in commands}
    work: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, command in commands.items():
                wall, processor = timed(command, Path(folder))
                walls[name].append(wall)
                work[name].append(processor)
    reference = sorted(work["characters alone, one process"])[rounds // 2]
    for name in commands:
        print(f"{name:32} wall {milliseconds(walls[name])}")
        print(f"{'':32} cpu  {milliseconds(work[name])}")
    ratio = sorted(work["build, empty library"])[rounds // 2] / reference
    print(f"processor time of a build: {ratio:.2f} times that of reading the characters alone")


if __name__ == "__main__":
    main()
