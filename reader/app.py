"""The command `hakusho`: arguments, log, and the order in which things start.

The render process is started before Qt is imported, so that it gets ready meanwhile; nothing
else is imported before the first page that the first page does not need.
"""

import argparse
import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from index_builder.folder import data_folder
from reader.files import files_of
from reader.worker_process import start_worker

LOG_SIZE = 1 << 20
"""Bytes after which the log is put aside at the next start; one old log is kept."""

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Opens the window; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.version:
        return _print_version()
    if options.screenshot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = time.monotonic()
    paths = [Path(path) for path in options.paths]
    worker = start_worker([str(path) for path in files_of(paths)[0]])
    start_log()
    logging.getLogger(__name__).debug("started at %.6f", started)
    from reader.application import run  # noqa: PLC0415 - Qt is imported beside the worker's start

    return run(paths, worker, options.screenshot)


def start_log() -> None:
    """Logs to the file named by HAKUSHO_LOG with all details, else to the data folder."""
    named = os.environ.get("HAKUSHO_LOG")
    path = Path(named) if named else data_folder() / "log" / "hakusho.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not named and path.exists() and path.stat().st_size > LOG_SIZE:
            path.replace(path.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(logging.WARNING)
        print(f"no log can be written to {path}: {error.strerror}", file=sys.stderr)  # noqa: T201
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if named else logging.INFO)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hakusho",
        description="An offline desktop reader for Japanese white papers.",
        epilog="A folder is read as one book. HAKUSHO_DATA names another data folder, HAKUSHO_LOG a log file.",
    )
    parser.add_argument("paths", nargs="*", metavar="FILE|FOLDER", help="PDFs, or folders of them")
    parser.add_argument("--version", action="store_true", help="print the version and end")
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="open the window without a screen, wait until everything is there, write its picture and end",
    )
    return parser


def _print_version() -> int:
    from importlib.metadata import version  # noqa: PLC0415 - slow, and only for this

    print(f"hakusho {version('hakusho-reader')}")  # noqa: T201 - the answer
    return 0


if __name__ == "__main__":
    sys.exit(main())
