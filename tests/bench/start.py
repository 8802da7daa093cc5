"""Process start → first page painted: `hakusho` against a viewer of thirty lines, in turns in one run.

python tests/bench/start.py [rounds]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measure import environment, milliseconds, white_paper, window

VIEWER = """
import sys, time
import pymupdf
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

class Page(QWidget):
    def __init__(self, path):
        super().__init__()
        document = pymupdf.open(path)
        pixmap = document[0].get_pixmap(dpi=120)
        self.image = QImage(
            pixmap.samples, pixmap.width, pixmap.height, pixmap.stride, QImage.Format_RGB888
        ).copy()
        self.resize(self.image.size())

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.drawImage(0, 0, self.image)
        painter.end()
        print(time.monotonic(), flush=True)
        if sys.argv[2:] != ["stay"]:
            QApplication.quit()

application = QApplication([])
area = QScrollArea()
area.setWidget(Page(sys.argv[1]))
area.resize(1100, 800)
area.show()
application.exec()
"""


def viewer(path: str) -> float:
    """Seconds from the start of the reference viewer to its first paint."""
    started = time.monotonic()
    command = [sys.executable, "-c", VIEWER, path]
    done = subprocess.run(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    return float(done.stdout.split()[0]) - started


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    files = white_paper()
    cases = {
        "128 pages, typeset again": [p for p in files if p.name.endswith("(5).pdf")],
        "16 pages, the ministry's": [p for p in files if p.name.endswith("(1).pdf")][:1],
        "nine files as one volume": files,
    }
    for name, paths in cases.items():
        compare(name, paths, rounds)
    with tempfile.TemporaryDirectory() as data:
        build = [sys.executable, "-m", "index_builder.cli", "build", *map(str, files)]
        names = environment(HAKUSHO_DATA=data)
        subprocess.run(build, env=names, check=True, stdout=subprocess.DEVNULL)
        compare("nine files that were read before", files, rounds, Path(data))


def compare(name: str, paths: Sequence[Path], rounds: int, data: Path | None = None) -> None:
    ours, theirs = [], []
    with window(paths, data) as warming:
        warming.wait_for("first page painted")
    for _ in range(rounds):
        theirs.append(viewer(str(paths[0])))
        with window(paths, data) as started:
            ours.append(started.wait_for("first page painted"))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(name)
    print(f"  viewer of 30 lines  {milliseconds(theirs)}")
    print(f"  hakusho             {milliseconds(ours)}   ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
