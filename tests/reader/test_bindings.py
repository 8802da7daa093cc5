"""PySide is loaded without its look at the source of what is imported after it, its own modules are compiled once, and no more of it is loaded than is used."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

LOADED = """
import builtins, linecache, sys
own = builtins.__import__
from reader import bindings
bindings.load()
import reader.application
assert builtins.__import__ is own
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("字", text="別")
assert label.text() == "別"
assert "argparse" not in sys.modules
try:
    label.setText(7)
except TypeError as error:
    assert "QLabel.setText(arg__1: str" in str(error), error
print(*(name for name in linecache.cache if "/reader/" in name))
"""

COMPILED = """
import builtins, sys
from pathlib import Path
compiled = []
own = builtins.compile
def compile(source, filename, mode, *rest, **more):
    compiled.append(filename)
    return own(source, filename, mode, *rest, **more)
builtins.compile = compile
from reader import bindings
bindings.load(Path(sys.argv[1]))
assert builtins.compile is compile
from PySide6.QtCore import QObject
QObject().setObjectName("字")
print(*(name for name in compiled if name.startswith("shibokensupport")))
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


def told(script: str, *arguments: str, **environment: str) -> list[str]:
    command = [sys.executable, "-c", script, *arguments]
    names = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        command, capture_output=True, check=True, text=True, env=names | environment
    )
    return done.stdout.split()


def test_no_source_of_ours_is_read_while_the_window_is_loaded() -> None:
    assert told(LOADED) == []


def test_the_window_is_shown_without_all_classes_of_widgets(tmp_path: Path) -> None:
    assert told(SHOWN, str(tmp_path / "settings.json")) == ["QMainWindow"]


def test_what_pyside_has_compiled_is_kept_for_the_next_start(tmp_path: Path) -> None:
    kept = tmp_path / "cache" / "pyside.marshal"
    first = told(COMPILED, str(kept))
    assert "shibokensupport/signature/loader.py" in first
    assert told(COMPILED, str(kept)) == []
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-1000], b"(\x02" + whole[5:]):
        kept.write_bytes(damaged)
        assert told(COMPILED, str(kept)) == first
        assert kept.read_bytes() == whole
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_another_text_of_pyside_is_compiled_anew(tmp_path: Path) -> None:
    kept = tmp_path / "pyside.marshal"
    first = told(COMPILED, str(kept))
    version, known = marshal.loads(kept.read_bytes())
    name = first[-1]
    known[name] = (known[name][0] + b"#", known[name][1])
    kept.write_bytes(marshal.dumps((version, known)))
    assert told(COMPILED, str(kept)) == [name]
    kept.write_bytes(marshal.dumps((version + "+", known)))
    assert told(COMPILED, str(kept)) == first


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path) -> None:
    assert told(COMPILED, str(tmp_path / "pyside.marshal"), PYTHONDONTWRITEBYTECODE="1")
    (tmp_path / "file").touch()
    assert told(COMPILED, str(tmp_path / "file" / "pyside.marshal"))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
