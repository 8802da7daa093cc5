"""PySide is loaded without its look at the source of what is imported after it, and no more of it than is used."""

import subprocess
import sys
from pathlib import Path

LOADED = """
import builtins, linecache
own = builtins.__import__
from reader import bindings
bindings.load()
import reader.application
assert builtins.__import__ is own
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("字", text="別")
assert label.text() == "別"
print(*(name for name in linecache.cache if "/reader/" in name))
"""

SHOWN = """
import sys
from pathlib import Path
from PySide6 import QtWidgets
from reader.application import Desk
from reader.settings import Settings
application = QtWidgets.QApplication([])
desk = Desk(Settings(Path(sys.argv[1])))
desk.window.show()
application.processEvents()
print(*(name for name in ("QMainWindow", "QWizard") if name in vars(QtWidgets)))
desk.close()
"""


def told(script: str, *arguments: str) -> list[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()


def test_no_source_of_ours_is_read_while_the_window_is_loaded() -> None:
    assert told(LOADED) == []


def test_the_window_is_shown_without_all_classes_of_widgets(tmp_path: Path) -> None:
    assert told(SHOWN, str(tmp_path / "settings.json")) == ["QMainWindow"]
