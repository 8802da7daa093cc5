"""The forms in which notes leave and come in, by the ending of the file's name; pure."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

import msgspec

from reader.exchange.jsonld import read_jsonld, write_jsonld
from reader.exchange.own import is_own, read_own, write_own
from reader.exchange.prose import Words, write_csv, write_html, write_markdown
from reader.exchange.sheaf import LARGEST, Paper, Received, Sheaf, Unreadable
from reader.exchange.xfdf import read_xfdf, write_xfdf

OWN, JSONLD, XFDF, MARKDOWN, CSV, HTML, PDF = (
    "hakusho.json", "jsonld", "xfdf", "md", "csv", "html", "pdf",
)  # fmt: skip
FORMS = (MARKDOWN, HTML, CSV, PDF, XFDF, JSONLD, OWN)
"""In the order in which they are offered for export."""

PER_PAPER = {XFDF, PDF}
"""Forms of which a file is about one document."""

PICTURED = {HTML}
"""Forms that show the pictures of areas."""

READABLE = (OWN, JSONLD, XFDF, PDF)

_WRITERS: dict[str, Callable[[Sheaf, Words], bytes]] = {
    OWN: lambda sheaf, _words: write_own(sheaf),
    JSONLD: lambda sheaf, _words: write_jsonld(sheaf),
    MARKDOWN: write_markdown,
    CSV: write_csv,
    HTML: write_html,
}


def form_of(name: str) -> str:
    """The form that a file's name asks for, "" for none; "json" is our own."""
    lower = PurePath(name).name.casefold()
    found = [form for form in FORMS if lower.endswith(f".{form}")]
    if found:
        return found[0]
    return {"json": OWN, "htm": HTML, "markdown": MARKDOWN}.get(lower.rpartition(".")[2], "")


def write(form: str, sheaf: Sheaf, words: Words) -> bytes:
    """The file of a form that is about the whole sheaf."""
    return _WRITERS[form](sheaf, words)


def write_for(paper: Paper, sheaf: Sheaf) -> bytes:
    """The XFDF of one document."""
    return write_xfdf(sheaf, paper)


def read(name: str, data: bytes, papers: Sequence[Paper]) -> Received:
    """What a file holds that is named so: told by its contents, since names can be wrong.

    Raises Unreadable, with a sentence.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"“{PurePath(name).name}” is too large to be notes.", "Nothing was read.")
    start = data[:512].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if start.startswith(b"<"):
        return read_xfdf(data, papers)
    try:
        whole = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(
            f"“{PurePath(name).name}” holds no notes, or is damaged.", "Nothing was changed."
        ) from error
    return read_own(whole) if is_own(whole) else read_jsonld(whole, papers)
