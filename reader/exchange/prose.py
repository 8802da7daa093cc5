"""Notes for people to read: Markdown, a table as CSV, and one HTML page to print; pure.

What was quoted is data, and becomes neither markup nor a formula nor a script; what was written is
Markdown, in which HTML stays text.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from index_builder.annotations import parts_of
from reader.citing import STYLES, CitedPlace
from reader.exchange.colours import FILLED
from reader.exchange.sheaf import Entry, Sheaf
from reader.markup import escape
from reader.records import COLOURS, Annotation, Bookmark


class Words(Struct, frozen=True):
    """The words that the program itself writes, in the reader's language; `style` is that of citations."""

    language: str = "en"
    style: str = "sist02"
    notes: str = "Notes"
    start: str = "Before the first chapter"
    page: str = "p. {}"
    pdf_page: str = "page {} of the PDF"
    bookmark: str = "Bookmark"
    kinds: dict[str, str] = {}
    colours: dict[str, str] = {}
    columns: tuple[str, ...] = (
        "Title", "File", "Chapter", "Section", "Printed page", "Page", "Kind", "Colour", "Quotation",
        "Note", "Tags", "Author", "Created", "Modified", "Citation", "Link", "ID",
    )  # fmt: skip

    def kind(self, entry: Entry) -> str:
        record = entry.record
        if isinstance(record, Bookmark):
            return self.bookmark
        return self.kinds.get(record.kind, record.kind)

    def cite(self, entry: Entry, place: CitedPlace) -> str:
        return STYLES[self.style](entry.paper.source, place)

    def about(self, entry: Entry) -> str:
        """Its kind, and what its colour is called if it is called something."""
        record = entry.record
        colour = self.colours.get(record.colour, "") if isinstance(record, Annotation) else ""
        return " · ".join(filter(None, (self.kind(entry), colour)))

    def place(self, place: CitedPlace) -> str:
        return (self.page if place.is_printed else self.pdf_page).format(place.page)


def _chapters(sheaf: Sheaf, words: Words) -> Iterator[tuple[str, list[Entry]]]:
    for (title, chapter), entries in groupby(
        sheaf.entries, lambda entry: (entry.paper.source.title, entry.chapter)
    ):
        name = chapter or words.start
        is_said = title == sheaf.title or "".join(title.split()) in "".join(name.split())
        yield name if is_said else f"{title} — {name}", list(entries)


# --- Markdown -------------------------------------------------------------------------------

MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~!&]")
TAG_START = re.compile(r"<(?=[A-Za-z/!?])(?!https?:)")
"""Where HTML would begin; a link in angle brackets is none."""

WHOLE = CitedPlace("")
"""A document itself, and no page of it."""

LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)


def write_markdown(sheaf: Sheaf, words: Words) -> bytes:
    """Chapter by chapter: quotations, notes as they were written (they are Markdown), pages and links."""
    lines = [f"# {_marked(sheaf.title or words.notes)}", ""]
    for citation in dict.fromkeys(words.cite(entry, WHOLE) for entry in sheaf.entries):
        is_code = "\n" in citation
        lines += ["```", citation, "```", ""] if is_code else [_marked(citation), ""]
    for chapter, entries in _chapters(sheaf, words):
        lines += [f"## {_marked(chapter)}", ""]
        for entry in entries:
            lines += [*_markdown(entry, words), ""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _markdown(entry: Entry, words: Words) -> Iterator[str]:
    record = entry.record
    about = [f"[{_marked(words.place(entry.place))}]({entry.link})", _marked(words.about(entry))]
    if isinstance(record, Bookmark):
        said = _marked(record.title)
    else:
        if record.quotation:
            yield from (f"> {_marked(line)}" for line in record.quotation.splitlines())
            yield ""
        said = TAG_START.sub(r"\<", "\n".join(record.note.splitlines()))
        about += (f"\\#{_marked(tag)}" for tag in record.tags)
    if said:
        yield said
        yield ""
    yield f"— {' · '.join(about)}"


def _marked(text: str) -> str:
    """`text` so that Markdown shows it as it is, in one line."""
    line = " ".join(text.split("\n"))
    line = MARKUP.sub(lambda match: f"\\{match[0]}", line)
    return LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", line)


# --- CSV ------------------------------------------------------------------------------------

FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠|%]|^[\t\r\n]")

QUOTED = re.compile(r'[",\r\n]|^\s|\s$')


def write_csv(sheaf: Sheaf, words: Words) -> bytes:
    """One row for each note (RFC 4180), with the mark by which spreadsheets know UTF-8.

    What a spreadsheet would take for a formula gets an apostrophe in front.
    """
    rows = [words.columns, *(_row(entry, words) for entry in sheaf.entries)]
    lines = (",".join(map(_cell, row)) for row in rows)
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig", "replace")


def _cell(text: str) -> str:
    text = text.replace("\0", "")
    text = f"'{text}" if FORMULA.match(text) else text
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if QUOTED.search(text) else text


def _row(entry: Entry, words: Words) -> tuple[str, ...]:
    record, place, source = entry.record, entry.place, entry.paper.source
    if isinstance(record, Bookmark):
        own = ("", "", record.title, "; ".join(filter(None, (record.folder, record.letter))), "")
        modified = record.created
    else:
        colour = words.colours.get(record.colour, record.colour)
        own = (colour, record.quotation, record.note, "; ".join(record.tags), record.author)
        modified = record.modified
    label = place.page if place.is_printed else ""
    where = (source.title, source.file_name, entry.chapter, place.section)
    pages = (label, str(record.page + 1), words.kind(entry))
    cited = (words.cite(entry, place), entry.link, record.id)
    return (*where, *pages, *own, record.created, modified, *cited)


# --- HTML -----------------------------------------------------------------------------------

STYLE = """
body { font: 11pt/1.7 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #222;
  max-width: 42em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 2em; border-bottom: 1px solid #ccc }
article { margin: 1.2em 0; padding-left: .8em; border-left: .35em solid #ccc; break-inside: avoid }
blockquote { margin: 0 0 .4em; padding: .1em .4em; white-space: pre-wrap }
p { margin: 0 0 .4em; white-space: pre-wrap; overflow-wrap: anywhere } footer { color: #666; font-size: .85em }
footer a { color: inherit } .tag::before { content: "#" }
img { display: block; max-width: 100%; margin: 0 0 .4em; border: 1px solid #ddd }
@media print { body { margin: 0; max-width: none; font-size: 9.5pt } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write_html(sheaf: Sheaf, words: Words) -> bytes:
    """One page that needs nothing else and runs nothing."""
    title = escape(sheaf.title or words.notes)
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(words.language)}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title><style>{STYLE}{_colours()}</style></head>",
        f"<body><h1>{title}</h1>",
        *(
            f"<p>{escape(cited)}</p>"
            for cited in dict.fromkeys(words.cite(entry, WHOLE) for entry in sheaf.entries)
            if cited
        ),
    ]
    body: list[str] = []
    for chapter, entries in _chapters(sheaf, words):
        body.append(f"<h2>{escape(chapter)}</h2>")
        pictures = sheaf.pictures
        body += [_article(each, words, pictures.get(each.record.id, b"")) for each in entries]
    return "\n".join((*head, *body, "</body></html>", "")).encode("utf-8", "replace")


def _colours() -> str:
    rules = []
    for name, colour in zip(COLOURS, FILLED, strict=True):
        red, green, blue = (round(255 * part) for part in parts_of(colour))
        shade = f"rgb({red} {green} {blue})"
        rules.append(
            f".{name} {{ border-color: {shade} }} .{name} blockquote {{ background: {shade} }}"
        )
    return "\n".join(rules)


def _article(entry: Entry, words: Words, picture: bytes) -> str:
    record = entry.record
    colour, parts = "", list[str]()
    if picture:
        data = b64encode(picture).decode()
        parts.append(f'<img alt="" src="data:image/png;base64,{data}">')
    if isinstance(record, Annotation):
        colour = record.colour if record.colour in COLOURS else COLOURS[0]
        if record.quotation:
            parts.append(f"<blockquote>{escape(record.quotation)}</blockquote>")
        parts += [f"<p>{escape(record.note)}</p>"] if record.note else []
    else:
        parts.append(f"<p>{escape(record.title)}</p>")
    tags = record.tags if isinstance(record, Annotation) else ()
    source = words.cite(entry, entry.place)
    link = f'<a href="{escape(entry.link)}">{escape(words.place(entry.place))}</a>'
    marks = "".join(f' <span class="tag">{escape(tag)}</span>' for tag in tags)
    about = f"{link} · {escape(words.about(entry))}{marks}<br>{escape(source)}"
    return f'<article class="{colour}">{"".join(parts)}<footer>{about}</footer></article>'
