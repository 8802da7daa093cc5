"""Loads PySide, without the look that it would take at the source of every module imported after it.

PySide puts its own function in place of Python's import. It reads the source file of each module to see whether
that might switch on `snake_case` and the like (`from __feature__ import …`), which nothing here does: 20 ms before
the first page, and all of the program's text in memory.
"""

import builtins


def load() -> None:
    """Imports PySide, once; Python's own import stays."""
    own = builtins.__import__
    try:
        from PySide6 import QtCore  # noqa: F401, PLC0415 - what is loaded
    finally:
        builtins.__import__ = own
