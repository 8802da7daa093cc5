"""Files of notes written and read, for a thread of their own; imports no Qt.

A file is there whole or not at all, and never in place of a paper that is open.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from index_builder.annotate import CopyTask, Outcome, ReadTask
from index_builder.errors import Encrypted, HakushoError, NotAllowed, NotWritten
from reader.exchange import forms
from reader.exchange.embedded import annotations_of, for_copy, paper_of_copy, taken_over
from reader.exchange.prose import Words
from reader.exchange.sheaf import LARGEST, Paper, Received, Sheaf, Unreadable
from reader.pdf_tasks import perform
from reader.records import Annotation, content_hash
from reader.whole_files import write_whole


class Original(Struct, frozen=True):
    """A paper of the volume as it lies on the disk."""

    path: Path
    paper: Paper
    password: str = ""


class Written(Struct, frozen=True):
    """How many notes went into which files, and a failure that concerns some of them only."""

    notes: int
    files: tuple[Path, ...]
    failure: HakushoError | None = None


def write_notes(
    path: Path, form: str, sheaf: Sheaf, words: Words, originals: Sequence[Original]
) -> Written:
    """Writes `sheaf`; a form that is about one paper makes a file for each, named after it.

    Raises NotWritten, NotAllowed when no paper may be annotated, or WorkerDied.
    """
    for original in originals:
        if path.exists() and original.path.exists() and path.samefile(original.path):
            raise NotWritten(
                f"“{path.name}” is the file itself.", "Choose another name for the copy."
            )
    if form not in forms.PER_PAPER:
        write_whole(path, forms.write(form, sheaf, words))
        return Written(len(sheaf.entries), (path,))
    used = {entry.paper.content for entry in sheaf.entries if isinstance(entry.record, Annotation)}
    concerned = [each for each in originals if each.paper.content in used]
    if not concerned:
        raise NotWritten(
            "Bookmarks have no place in this form.", "Choose Markdown, HTML, CSV or JSON."
        )
    targets = [path] if len(concerned) == 1 else [_beside(path, each) for each in concerned]
    return _write_each(list(zip(concerned, targets, strict=True)), form, sheaf)


def _write_each(pairs: Sequence[tuple[Original, Path]], form: str, sheaf: Sheaf) -> Written:
    notes, files, failure = 0, list[Path](), None
    for original, target in pairs:
        try:
            notes += _write_one(original, target, form, sheaf)
        except (NotAllowed, Unreadable) as error:
            failure = error
        else:
            files.append(target)
    if failure is not None and not files:
        raise failure
    return Written(notes, tuple(files), failure)


def _write_one(original: Original, target: Path, form: str, sheaf: Sheaf) -> int:
    annotations = for_copy(sheaf.entries, original.paper.content)
    if form == forms.PDF:
        task = CopyTask(str(original.path), str(target), annotations, original.password)
        return perform(task).done
    write_whole(target, forms.write_for(original.paper, sheaf))
    return len(annotations)


def _beside(path: Path, original: Original) -> Path:
    """A name of its own for one of several files, under which nothing lies yet."""
    stem = f"{path.stem}-{original.path.stem}"
    names = (f"{stem}{number}{path.suffix}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(target for name in names if not (target := path.with_name(name)).exists())


def read_notes(path: Path, papers: Sequence[Paper], passwords: Iterable[str] = ()) -> Received:
    """What the file at `path` holds about `papers`. Raises Unreadable, a PdfError, or WorkerDied."""
    try:
        if path.stat().st_size > LARGEST and forms.form_of(path.name) != forms.PDF:
            raise Unreadable(f"“{path.name}” is too large to be notes.", "Nothing was read.")
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
            data = b"" if is_pdf else path.read_bytes()
    except OSError as error:
        raise Unreadable(f"“{path.name}” cannot be read.", f"{error.strerror}.") from error
    if is_pdf:
        return _read_pdf(path, papers, passwords)
    return forms.read(path.name, data, papers)


def _outcome(source: str, passwords: Sequence[str]) -> Outcome:
    """Of the first password that opens it: a copy has that of its original."""
    *others, last = passwords
    for password in others:
        try:
            return perform(ReadTask(source, password))
        except Encrypted:
            continue
    return perform(ReadTask(source, last))


def _read_pdf(path: Path, papers: Sequence[Paper], passwords: Iterable[str]) -> Received:
    """The annotations of a PDF, taken over for the paper that it is a copy of, or is itself."""
    outcome = _outcome(str(path), ["", *passwords])
    content = content_hash(path)
    paper = paper_of_copy(papers, content, path.name, outcome.pages)
    if paper is None:
        raise Unreadable(f"“{path.name}” is a copy of no file that is open.", "Open it first.")
    received = annotations_of(outcome.annotations, paper.content, outcome.unread)
    return Received(tuple(taken_over(each) for each in received.records), received.unread)
