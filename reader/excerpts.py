"""Stretches of reading text, cut so that they can be read at a glance: sentences, snippets, first lines.

Pure: structures in, text out; no Qt, no disk.
"""

from msgspec import Struct

from index_builder.model import Part, Structure, TextRange

SENTENCE_LENGTH = 240
SNIPPET_BEFORE = 18
SNIPPET_AFTER = 46
FIRST_LINES = 160
"""Characters of what stands under a heading."""

_SENTENCE_ENDS = "。．!?！？"

_RUNNING = frozenset({Part.BODY, Part.BOX})


class Snippet(Struct, frozen=True):
    """Reading text around something; `text[start:end]` is the thing itself."""

    text: str
    start: int
    end: int


NOTHING = Snippet("", 0, 0)


def shortened(text: str, length: int) -> str:
    """The first `length` characters of a text; what is left out is told by …"""
    return text if len(text) <= length else f"{text[:length]}…"


def snippet(structure: Structure | None, where: TextRange) -> Snippet:
    """A little reading text around `where`; empty when the passage is not there."""
    if structure is None or where.passage >= len(structure.passages):
        return NOTHING
    return around(structure.passages[where.passage].text, where.start, where.end)


def around(text: str, first: int, last: int) -> Snippet:
    """`text[first:last]` with a little of what stands before and behind it."""
    start = max(0, first - SNIPPET_BEFORE)
    end = min(len(text), last + SNIPPET_AFTER)
    head = "…" if start else ""
    tail = "…" if end < len(text) else ""
    shift = len(head) - start
    return Snippet(head + text[start:end] + tail, first + shift, last + shift)


def sentence(structure: Structure, where: TextRange) -> Snippet:
    """The sentence that holds `where`, cut to a length that can be read at a glance."""
    if where.passage >= len(structure.passages):
        return NOTHING
    text = structure.passages[where.passage].text
    start = max(text.rfind(mark, 0, where.start) + 1 for mark in _SENTENCE_ENDS)
    ends = [at + 1 for mark in _SENTENCE_ENDS if (at := text.find(mark, where.end)) >= 0]
    end = min(ends, default=len(text))
    head, tail = "", ""
    if where.start - start > SENTENCE_LENGTH // 2:
        start, head = where.start - SENTENCE_LENGTH // 2, "…"
    if end - start > SENTENCE_LENGTH:
        end, tail = max(start + SENTENCE_LENGTH, where.end), "…"
    while start < where.start and text[start].isspace():
        start += 1
    shift = len(head) - start
    return Snippet(head + text[start:end] + tail, where.start + shift, where.end + shift)


def first_lines(structure: Structure, heading: int) -> str:
    """The beginning of what is read under `headings[heading]`, "" where only other things stand there."""
    level = structure.headings[heading].level
    end = next(
        (
            index
            for index in range(heading + 1, len(structure.headings))
            if structure.headings[index].level <= level
        ),
        len(structure.headings),
    )
    for passage in structure.passages:
        if heading <= passage.heading < end and passage.part in _RUNNING:
            text = passage.text.strip()
            return text if len(text) <= FIRST_LINES else text[:FIRST_LINES].rstrip() + "…"
    return ""
