"""Which files the paths of a command or a drop name. Imports next to nothing: the render process waits for it."""

from collections.abc import Iterable
from pathlib import Path


def files_of(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files that `paths` name, a folder standing for its PDFs; and the folders that hold none."""
    files: list[Path] = []
    empty: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() == ".pdf" and p.is_file())
        files.extend(inside)
        if not inside:
            empty.append(path)
    return list(dict.fromkeys(files)), empty
