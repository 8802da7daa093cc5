"""Whether extraction keeps each printed character of a document in exactly one place."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index_builder import furniture, linking, notes
from index_builder.joining import read_page
from index_builder.lines import Line, survey
from index_builder.model import PageText, Structure

Key = tuple[int, int]
"""A page and the index of a character in its text."""

BLANK = re.compile(r"[\s\0]")


def printed(pages: Sequence[PageText]) -> set[Key]:
    """The characters that leave ink, NULs apart."""
    return {(p.page, i) for p in pages for i, c in enumerate(p.text) if not BLANK.match(c)}


def in_passages(pages: Sequence[PageText], found: Structure) -> Counter[Key]:
    """How often each character stands in a passage; each must be the one its source names."""
    texts = {page.page: page.text for page in pages}
    seen: Counter[Key] = Counter()
    for passage in found.passages:
        assert len(passage.sources) == len(passage.text)
        for offset, source in enumerate(passage.sources):
            char = passage.text[offset]
            if source < 0:
                assert char.isspace()
                continue
            page = passage.page_at(offset)
            assert texts[page][source] == char
            seen[page, source] += 1
    return seen


def set_aside(pages: Sequence[PageText]) -> set[Key]:
    """The characters of furniture and ruby, of notes' labels, and marks."""
    read = [read_page(page) for page in pages]
    typography = survey(read)
    aside = _keys(line for page in read for line in [*page.ruby, *page.lines])
    furniture.take_out(read, typography)
    aside -= _keys(line for page in read for line in page.lines)
    found = notes.take_out(read, typography)
    linking.link(read, found)
    for note in found:
        whole = _keys(note.lines)
        whole -= {(o.page, s) for o, first in note.pieces for s in o.sources[first:]}
        aside |= whole
    noted = [line for note in found for line in note.lines]
    for line in [*noted, *(line for page in read for line in page.lines)]:
        for start, end in line.raised:
            aside |= {(line.page, source) for source in line.sources[start:end]}
    return aside


def _keys(lines: Iterable[Line]) -> set[Key]:
    return {(line.page, source) for line in lines for source in line.sources if source >= 0}


def excerpts(pages: Sequence[PageText], keys: Iterable[Key]) -> list[str]:
    """The characters `keys`, those that follow each other together, with their pages from 0."""
    texts = {page.page: page.text for page in pages}
    found: list[str] = []
    last = (-1, -1)
    for page, index in sorted(keys):
        if (page, index - 1) == last:
            found[-1] += texts[page][index]
        else:
            found.append(f"{page}: {texts[page][index]}")
        last = page, index
    return found


def assert_whole(pages: Sequence[PageText], found: Structure) -> None:
    """Every printed character is in one passage, or set aside; none is in two."""
    seen = in_passages(pages, found)
    assert excerpts(pages, (key for key, count in seen.items() if count > 1)) == []
    lost = printed(pages) - seen.keys() - set_aside(pages)
    assert excerpts(pages, lost) == []
