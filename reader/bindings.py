"""Loads PySide without what it does at every start and what nothing here needs.

PySide puts its own function in place of Python's import. It reads the source file of each module to see whether
that might switch on `snake_case` and the like (`from __feature__ import …`): 20 ms before the first page, and all
of the program's text in memory. So Python's own import is put back.

PySide carries a dozen modules of its own as text inside its library and compiles them each time: 25 ms. Their code
is kept beside that of this module, where Python keeps compiled code, together with the text it was made from.
One of them writes type stubs, and loads much of the standard library for that: it stays empty, which saves 15 ms.
"""

import builtins
import marshal
import sys
from pathlib import Path
from types import CodeType
from typing import Any

from index_builder.errors import NotWritten

KEPT = Path(__file__).parent / "__pycache__" / f"pyside.{sys.implementation.cache_tag}.marshal"

STUB_WRITER = "shibokensupport/signature/lib/pyi_generator.py"

_compile = builtins.compile


def load(kept: Path = KEPT) -> None:
    """Imports PySide, once; Python's own import and compile stay. `kept` is the file of compiled code."""
    codes = _Codes(kept)
    own_import = builtins.__import__
    builtins.compile = codes.compile
    try:
        from PySide6 import QtCore  # noqa: F401, PLC0415 - what is loaded
    finally:
        builtins.__import__, builtins.compile = own_import, _compile
    codes.keep()


class _Codes:
    """Code that was compiled from texts before, as `compile` gives it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, tuple[bytes, CodeType]] = {}
        self._is_new = False
        try:
            version, known = marshal.loads(path.read_bytes())  # noqa: S302 - as trusted as the code beside it
            if version == sys.version:
                self._known = known
        except (OSError, EOFError, ValueError, TypeError):
            return  # there is none, or half of one: all is compiled

    def compile(self, source: Any, filename: Any, mode: str, *rest: Any, **more: Any) -> Any:
        """In place of the built-in function."""
        if rest or more or mode != "exec" or not isinstance(source, bytes):
            return _compile(source, filename, mode, *rest, **more)
        text, code = self._known.get(filename, (None, None))
        if text != source:
            code = _compile(b"" if filename == STUB_WRITER else source, filename, mode)
            self._known[filename] = source, code
            self._is_new = True
        return code

    def keep(self) -> None:
        """Writes what was compiled, unless Python is not to write compiled code or may not."""
        if not self._is_new or sys.dont_write_bytecode:
            return
        from reader.whole_files import write_whole  # noqa: PLC0415 - once after each installation

        try:
            self._path.parent.mkdir(exist_ok=True)
            write_whole(self._path, marshal.dumps((sys.version, self._known)))
        except (OSError, NotWritten):
            return  # as Python does where it may not write: the next start compiles again
