"""PySide is loaded without its look at the source of what is imported after it."""

import subprocess
import sys

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


def test_no_source_of_ours_is_read_while_the_window_is_loaded() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True)
    assert told.stdout.split() == []
