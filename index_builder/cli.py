"""The command line: hakusho-index build | inspect | search | status | check.

Results go to standard output, progress and warnings to standard error. Everything heavy is
imported by the command that needs it. The manual is docs/CLI.md.
"""

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index_builder.errors import (
    Corrupt,
    HakushoError,
    NotBuilt,
    NotWritten,
    Outdated,
    PdfError,
    QueryError,
    WorkerDied,
)
from index_builder.folder import data_folder

if TYPE_CHECKING:
    from index_builder.build import BuildReport
    from index_builder.console import Reporter
    from index_builder.library import Library
    from index_builder.text import Fold
    from index_builder.workers import Extracted

PROGRAM = "hakusho-index"
FOUND_NOTHING = 1
LIBRARY = 4
INTERRUPTED = 130
WAIT_FOR_BUILDER = 600.0
"""Seconds the reader's builder waits for another one; a person's is told at once."""
NICENESS = 10
PICTURE_SCALE = 1.5
"""Pixels per point of the pictures that `--draw` writes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; expected failures become a sentence."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except HakushoError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        if isinstance(error, QueryError) and error.position >= 0:
            _point_at(options.query, error.position)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"{PROGRAM}: stopped. What was finished is kept.", file=sys.stderr)
        return INTERRUPTED
    return code


def _point_at(query: str, position: int) -> None:
    """The query and a sign below its character `position`; wide characters take two columns."""
    from unicodedata import east_asian_width

    columns = sum(2 if east_asian_width(char) in "WF" else 1 for char in query[:position])
    print(f"  {query}\n  {' ' * columns}^", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """The options of every command; docs/CLI.md is checked against it."""
    top = argparse.ArgumentParser(
        PROGRAM, description="Index and search Japanese white papers without a window."
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = top.add_subparsers(
        title="commands", required=True, metavar="COMMAND", dest="command"
    )
    library = argparse.ArgumentParser(add_help=False)
    library.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    reading = argparse.ArgumentParser(add_help=False)
    reading.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    reading.add_argument("--jobs", type=_positive, metavar="N", help="worker processes")
    reading.add_argument(
        "--passwords", choices=["-"], metavar="-", help="read {path: password} as JSON from stdin"
    )
    printing = argparse.ArgumentParser(add_help=False)
    printing.add_argument("--json", action="store_true", help="print JSON")

    build = commands.add_parser(
        "build", help="index files or folders as one volume", parents=[library, reading]
    )
    build.add_argument(
        "--keep-order", action="store_true", help="the files are given in reading order"
    )
    build.add_argument("--events", action="store_true", help="progress as JSON lines on stdout")
    build.set_defaults(run=_build)
    inspect = commands.add_parser(
        "inspect", help="show what is found in files", parents=[reading, printing]
    )
    inspect.add_argument(
        "--draw", type=Path, metavar="DIR", help="write a picture of each page with what is found"
    )
    inspect.set_defaults(run=_inspect)
    search = commands.add_parser(
        "search", help="find every occurrence", parents=[library, printing]
    )
    search.add_argument("query", metavar="QUERY")
    search.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    search.add_argument(
        "--scope", choices=("library", "volume", "document"), default="", help="where to search"
    )
    search.add_argument("--forms", action="store_true", help="other forms of the words as well")
    search.add_argument("--names", action="store_true", help="other names of what is named as well")
    search.add_argument("--readings", action="store_true", help="suggest words that are read so")
    search.add_argument(
        "--distinguish",
        type=_differences,
        default=frozenset(),
        metavar="KINDS",
        help="differences that count: width, case, dashes, radicals, variants",
    )
    search.add_argument("--limit", type=_positive, metavar="N", help="at most N hits")
    search.set_defaults(run=_search)
    status = commands.add_parser(
        "status", help="show what the library holds", parents=[library, printing]
    )
    status.set_defaults(run=_status)
    check = commands.add_parser("check", help="look for damage in the library", parents=[library])
    check.set_defaults(run=_check)
    return top


class _Version(argparse.Action):
    """Prints the version, which is slow to look up and wanted only here."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        _values: object,
        _option: str | None = None,
    ) -> None:
        from importlib.metadata import version

        print(f"{PROGRAM} {version('hakusho-reader')}")
        parser.exit()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        msg = "must be 1 or more"
        raise argparse.ArgumentTypeError(msg)
    return number


def _differences(text: str) -> "frozenset[Fold]":
    from index_builder.text import Fold

    try:
        return frozenset(Fold(name.strip()) for name in text.split(","))
    except ValueError as error:
        msg = f"must be some of {', '.join(Fold)}, separated by commas"
        raise argparse.ArgumentTypeError(msg) from error


def _library_folder(options: argparse.Namespace) -> Path:
    named: Path | None = options.library
    return named or data_folder() / "library"


def _open_library(options: argparse.Namespace) -> "Library":
    from index_builder.library import Library

    folder = _library_folder(options)
    if not (folder / "catalogue.sqlite3").exists():
        raise NotBuilt("Nothing is indexed yet.", f"Index files with “{PROGRAM} build PATH”.")
    return Library(folder)


def _build(options: argparse.Namespace) -> int:
    from index_builder import build, console

    if options.events and hasattr(os, "nice"):
        os.nice(NICENESS)
    files, failed = build.discover(options.paths)
    passwords = console.given_passwords(options.passwords is not None, files)
    reporter: Reporter = console.EventWriter() if options.events else console.Bar()
    with reporter:
        for failure in failed:
            reporter.tell(failure)
        report = _build_whole(options, files, passwords, reporter)
    for _ in range(0 if options.events else console.TRIES):
        typed = console.ask_passwords({each.path: each.error for each in report.failed})
        if not typed:
            break
        passwords |= typed
        with console.Bar() as bar:
            report = _build_whole(options, files, passwords, bar)
    if not options.events:
        for stored in report.stored:
            console.warn_of_issues(stored.path, stored.issues, stored.pages)
        print(f"{len(report.contents)} documents with {report.pages} pages are indexed.")
    return _exit_code([each.error for each in (*failed, *report.failed)])


def _build_whole(
    options: argparse.Namespace,
    files: Sequence[Path],
    passwords: dict[Path, str],
    reporter: "Reporter",
) -> "BuildReport":
    """Builds, and when the library turns out to be damaged or old throws it away and builds anew."""
    try:
        return _build_once(options, files, passwords, reporter)
    except (Corrupt, Outdated) as error:
        from index_builder.database import builder_lock
        from index_builder.library import discard

        print(f"{PROGRAM}: {error.message} It is built anew.", file=sys.stderr)
        folder = _library_folder(options)
        with builder_lock(folder, WAIT_FOR_BUILDER if options.events else 0.0):
            discard(folder)
        return _build_once(options, files, passwords, reporter)


def _build_once(
    options: argparse.Namespace,
    files: Sequence[Path],
    passwords: dict[Path, str],
    reporter: "Reporter",
) -> "BuildReport":
    from index_builder.build import build
    from index_builder.library import Library

    with contextlib.closing(Library(_library_folder(options))) as library:
        return build(
            files,
            library,
            passwords=passwords,
            progress=reporter.tell,
            jobs=options.jobs,
            patience=WAIT_FOR_BUILDER if options.events else 0.0,
            keep_order=options.keep_order,
        )


def _exit_code(errors: Sequence[HakushoError]) -> int:
    for kind in (PdfError, WorkerDied):
        if any(isinstance(error, kind) for error in errors):
            return kind.exit_code
    return 0


def _inspect(options: argparse.Namespace) -> int:
    from index_builder import build, console, report

    files, failed = build.discover(options.paths)
    for failure in failed:
        console.warn(failure.error)
    passwords = console.given_passwords(options.passwords is not None, files)
    found = _extract(files, passwords, options.jobs)
    for _ in range(console.TRIES):
        errors = {path: each for path, each in found.items() if isinstance(each, HakushoError)}
        typed = console.ask_passwords(errors)
        if not typed:
            break
        passwords |= typed
        found |= _extract(list(typed), typed, options.jobs)
    order, links = build.link_extracted(
        {path: each for path, each in found.items() if not isinstance(each, HakushoError)}
    )
    documents = [
        (str(path), each if isinstance(each, HakushoError) else each.structure)
        for path, each in found.items()
    ]
    numbers = {path: number for number, path in enumerate(found)}
    arguments = (documents, [numbers[path] for path in order], links)
    if options.json:
        print(json.dumps(report.to_json(*arguments), ensure_ascii=False, indent=1))
    else:
        print(report.to_text(*arguments))
    if options.draw:
        _draw(options.draw, found, passwords)
    errors = {path: each for path, each in found.items() if isinstance(each, HakushoError)}
    for error in errors.values():
        console.warn(error)
    return _exit_code([*(each.error for each in failed), *errors.values()])


def _draw(
    folder: Path, found: "Mapping[Path, Extracted | HakushoError]", passwords: Mapping[Path, str]
) -> None:
    """A picture of each page with what is found on it, `FILE-p001.png` in `folder`."""
    from index_builder import console, drawing
    from index_builder.pdf import Pdf

    for path, each in found.items():
        if isinstance(each, HakushoError):
            continue
        shapes = drawing.shapes(each.structure, each.boxes)
        with Pdf(path, passwords.get(path, "")) as pdf:
            for page in range(pdf.pages):
                target = folder / f"{path.stem}-p{page + 1:03}.png"
                try:
                    picture = pdf.picture(page, shapes.get(page, ()), PICTURE_SCALE)
                except PdfError as error:
                    console.warn(error)
                    continue
                try:
                    folder.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(picture)
                except OSError as error:
                    raise NotWritten(f"“{target}” cannot be written: {error.strerror}.") from error


def _extract(
    files: Sequence[Path], passwords: dict[Path, str], jobs: int | None
) -> "dict[Path, Extracted | HakushoError]":
    """Every file with what was found in it, in the order of `files`."""
    from index_builder import console, workers

    tasks = [workers.ReadTask(str(path), passwords.get(path, "")) for path in files]
    found: dict[Path, Extracted | HakushoError] = {}
    with workers.Workers(jobs or workers.default_jobs()) as crew, console.Bar() as bar:
        for task, outcome in crew.run(tasks):
            path = Path(task.path)
            if isinstance(outcome, workers.PageRead):
                bar.page(path, outcome.page + 1)
            elif isinstance(outcome, (workers.Extracted, HakushoError)):
                found[path] = outcome
    return {path: found[path] for path in files}


def _search(options: argparse.Namespace) -> int:
    from index_builder.found import Options
    from index_builder.listing import Listing
    from index_builder.query import parse

    query = parse(options.query)
    if query.is_empty:
        raise QueryError("The query is empty.", "Give a word to look for.")
    if options.scope in {"volume", "document"} and not options.paths:
        raise QueryError(f"The scope “{options.scope}” needs a file.", "Name it after the query.")
    wanted = Options(options.distinguish, options.forms, options.names, options.readings)
    with contextlib.closing(_open_library(options)) as library:
        listing = Listing(library, options.paths, options.scope)
        answer = listing.find(query, wanted, limit=options.limit)
        if options.json:
            listing.print_json(answer)
        else:
            listing.print(answer)
    if answer.trouble:
        raise answer.trouble
    return 0 if answer.total else FOUND_NOTHING


def _status(options: argparse.Namespace) -> int:
    import dataclasses

    with contextlib.closing(_open_library(options)) as library:
        status = library.status()
    if options.json:
        print(json.dumps(dataclasses.asdict(status), ensure_ascii=False, indent=1))
        return 0
    pages = sum(document.pages for document in status.documents)
    print(f"{status.folder}: {status.size / 1e6:.1f} MB")
    print(f"{len(status.documents)} documents, {pages} pages, {status.volumes} volumes")
    for document in status.documents:
        where = document.paths[0] if document.paths else "(file unknown)"
        old = "" if document.current else " (made by another version)"
        print(f"{document.pages:6} pages  {document.title}  {where}{old}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from index_builder.words import check_words

    with contextlib.closing(_open_library(options)) as library:
        problems = [*library.check(), *check_words(library)]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{PROGRAM}: “{PROGRAM} build PATH” mends this.", file=sys.stderr)
        return LIBRARY
    print("The library is sound.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
