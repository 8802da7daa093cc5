"""The command `hakusho`: arguments, and the order in which things start.

A running application is asked first to take the files. Else the render process parts from this one before Qt is imported, so that it gets ready meanwhile; nothing
else is imported before the first page that the first page does not need.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reader.instance import Call, Door, enter, is_link

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from reader.worker_process import WorkerProcess


class Options(NamedTuple):
    """What the command line says."""

    paths: Sequence[str] = ()
    new_window: bool = False
    register: bool = False
    unregister: bool = False
    version: bool = False
    screenshot: Path | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Opens the window; returns the exit code."""
    options = _options(sys.argv[1:] if arguments is None else arguments)
    if options.version:
        return _print_version()
    if options.register or options.unregister:
        return _register(take_away=options.unregister)
    if options.screenshot:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    door = None
    links = tuple(each for each in options.paths if is_link(each))
    files = [_path_of(each) for each in options.paths if not is_link(each)]
    if not options.screenshot:
        named = tuple(os.path.abspath(path) for path in files)  # noqa: PTH100 - links stay
        token = os.environ.pop("XDG_ACTIVATION_TOKEN", "")
        taken, door = enter(Call(named, options.new_window, token, links))
        if taken:
            return 0
    paths = [Path(path) for path in files]
    gc.disable()  # there is no garbage in what loads
    worker = _start_worker(paths, door)
    from reader import bindings  # noqa: PLC0415 - Qt is imported beside the worker's start

    bindings.load()
    from reader.application import run  # noqa: PLC0415 - as above

    gc.freeze()
    return run(paths, worker, options.screenshot, door, links)


def _start_worker(paths: Sequence[Path], door: Door | None) -> "WorkerProcess":
    """The render process, which reads the files that `paths` name ahead."""
    from reader.files import files_of  # noqa: PLC0415 - a start whose files are taken needs neither
    from reader.worker_process import copy_as_worker, start_worker  # noqa: PLC0415

    files = [str(path) for path in files_of(paths)[0]]
    if sys.platform != "linux":  # elsewhere system libraries do not survive being copied
        return start_worker(files)

    def serve(requests: BinaryIO, answers: BinaryIO) -> None:
        if door is not None:
            door.let_go()
        from reader.render_worker import run  # noqa: PLC0415 - in the other process only

        gc.freeze()
        gc.enable()
        run(requests, answers, files)

    from reader import render_messages  # noqa: F401, PLC0415 - both processes need it: loaded once

    return copy_as_worker(serve)


def _options(arguments: Sequence[str]) -> Options:
    """Paths alone, as file managers give them, need no parser, which takes 5 ms to be made."""
    if not any(argument.startswith("-") for argument in arguments):
        return Options(arguments)
    return Options(**vars(_parser().parse_args(arguments)))


def _parser() -> "ArgumentParser":
    import argparse  # noqa: PLC0415 - see above

    parser = argparse.ArgumentParser(
        prog="hakusho",
        description="An offline desktop reader for Japanese white papers.",
        epilog="A folder is read as one book. Files are opened by the application that is running, if "
        "there is one. HAKUSHO_DATA names another data folder, HAKUSHO_LOG a log file.",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="FILE|FOLDER|LINK",
        help="PDFs, folders of them, or hakusho:// links to places in papers that were open before",
    )
    parser.add_argument(
        "--new-window", action="store_true", help="open another window, whatever is open"
    )
    parser.add_argument(
        "--register",
        action="store_true",
        help="let the desktop open hakusho:// links with this program, and end",
    )
    parser.add_argument(
        "--unregister", action="store_true", help="take back what --register has done, and end"
    )
    parser.add_argument("--version", action="store_true", help="print the version and end")
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="open the window without a screen, wait until everything is there, write its picture and end",
    )
    return parser


def _path_of(argument: str) -> str:
    """The path that an argument names; desktops hand over files as addresses (RFC 8089)."""
    if not argument.startswith("file://"):
        return argument
    from urllib.parse import unquote_to_bytes, urlsplit  # noqa: PLC0415 - desktops only

    return os.fsdecode(unquote_to_bytes(urlsplit(argument).path))


def _register(*, take_away: bool) -> int:
    from index_builder.errors import HakushoError  # noqa: PLC0415 - only for this
    from reader.registering import command_of, register, unregister  # noqa: PLC0415 - as above

    try:
        print(unregister() if take_away else register(command_of(sys.argv[0])))  # noqa: T201 - the answer
    except HakushoError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the answer
        return error.exit_code
    return 0


def _print_version() -> int:
    from importlib.metadata import version  # noqa: PLC0415 - slow, and only for this

    print(f"hakusho {version('hakusho-reader')}")  # noqa: T201 - the answer
    return 0


if __name__ == "__main__":
    sys.exit(main())
