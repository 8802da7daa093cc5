"""The note that spells out a short name, found by its mark.

Pure. A mark stands behind the name, behind its parenthesis or behind the noun that follows; one
that was left in the text is known by its label.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index_builder.expansion import NoteWords, agreement, inside_note, of_note, quoted
from index_builder.model import Footnote, Part, Passage
from index_builder.plain import plain

_BRACKETS = str.maketrans("〔〕［］", "()()")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_PRINTED_MARK = re.compile(
    r"\(?(?:[*※†]|注)[0-9]{1,3}\)?|[¹²³⁴-⁹]{1,2}|(?<=[A-Za-z])\(?[0-9]{1,2}\)?(?![0-9A-Za-z.])"
)
"""A mark that was not told from the text around it."""
_MARK_BEHIND = re.compile(r"\(?(?:[*※†]|注)?[0-9]{1,3}\)?(?![0-9年月日つか])|[¹²³⁴-⁹]{1,2}")
ANYWHERE = -1
NEAR = 8
"""Passages whose plain forms are kept: they are read one after the other."""
_NOUN_BEHIND = re.compile("[一-龠々ァ-ヴー]{1,10}")


class PlainTexts:
    """Passages in plain forms, offset for offset, made when they are asked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        def text(index: int) -> str:
            return plain(passages[index].text.translate(_BRACKETS))

        self._text = lru_cache(NEAR)(text)

    def __getitem__(self, index: int) -> str:
        return self._text(index)


@dataclass(frozen=True, slots=True)
class Document:
    """Passages and their notes.

    `labels` finds a note by its page and the digits of its label, by these alone where no other
    note has them.
    """

    passages: Sequence[Passage]
    footnotes: Sequence[Footnote]
    texts: PlainTexts
    labels: Mapping[tuple[int, str], int]

    @staticmethod
    def of(passages: Sequence[Passage], footnotes: Sequence[Footnote]) -> "Document":
        """The passages of a document and its notes."""
        digits = [_digits(note.label) for note in footnotes]
        single = {label for label, count in Counter(digits).items() if count == 1}
        labels = {(ANYWHERE, label): n for n, label in enumerate(digits) if label in single}
        labels |= {(note.place.page, digits[n]): n for n, note in enumerate(footnotes)}
        return Document(passages, footnotes, PlainTexts(passages), labels)

    def labelled(self, page: int, label: str) -> int | None:
        """The note of `page` with these digits; None for none."""
        return self.labels.get((page, label), self.labels.get((ANYWHERE, label)))


def _digits(label: str) -> str:
    return re.sub(r"\D", "", plain(label).translate(_RAISED))


def noted(
    document: Document, index: int, match: re.Match[str], name: str
) -> tuple[int, NoteWords | None]:
    """The note of a name in parentheses: marked at its end, behind the parenthesis, or printed.

    The groups of `match` are `name`, a `mark` that was left in the text, and `rest`, the sign
    that follows.
    """
    text, end = document.texts[index], match.start("name") + len(name)
    closing = text.find(")", end)
    inside = match["rest"] == ")"
    behind = [closing + 1, closing + 2] if inside else [closing]
    found = _note_at(document, index, [end, *behind], name)
    if found[1] is not None:
        return found
    mark = match["mark"] or ""
    page = document.passages[index].page_at(match.start())
    if not mark and inside and (behind_it := _MARK_BEHIND.match(text, closing + 1)):
        return labelled(document, page, _digits(behind_it.group()), name)
    if label := _digits(mark):
        return labelled(document, page, label, name, least=0.5)
    noun = _NOUN_BEHIND.match(text, closing + 1) if inside else None
    return _note_at(document, index, [noun.end()], name, least=0.8) if noun else (-1, None)


def _note_at(
    document: Document, index: int, offsets: Sequence[int], name: str, least: float = 0.5
) -> tuple[int, NoteWords | None]:
    """The first note marked at one of `offsets` that expands `name`, −1 and None for none.

    At the first of several offsets, that of the name itself, a note that is nothing but a title
    expands it with few of its initials.
    """
    for wanted in offsets:
        for footnote in _marked(document, index, wanted):
            note = document.footnotes[footnote].text
            words = words_of(note, name, least)
            if words is not None:
                return footnote, words
            title = quoted(note, name)
            if title:
                return footnote, NoteWords(title)
            words = of_note(note)
            titled = words and words.alone and len(offsets) > 1 and wanted == offsets[0]
            if words and titled and expands(words.expansion, name, least=0.3):
                return footnote, words
    return -1, None


def _marked(document: Document, index: int, offset: int) -> list[int]:
    """The notes whose marks stand in front of `offset`."""
    notes = document.passages[index].notes
    return [note for at, note in notes if at == offset and note < len(document.footnotes)]


def marks_of(document: Document, index: int) -> Iterator[tuple[int, int]]:
    """(offset, note) of every mark of a passage, those left in its text included (NIST＊4)."""
    passage = document.passages[index]
    yield from ((at, note) for at, note in passage.notes if note < len(document.footnotes))
    if passage.part == Part.NOTE or not document.footnotes:
        return
    for mark in _PRINTED_MARK.finditer(document.texts[index]):
        note = document.labelled(passage.page_at(mark.start()), _digits(mark.group()))
        if note is not None:
            yield mark.start(), note


def unmarked(document: Document) -> dict[int, list[int]]:
    """The notes without a mark, by page: their mark was lost, or lost its place."""
    marked = {note for passage in document.passages for _, note in passage.notes}
    found: dict[int, list[int]] = {}
    for note, footnote in enumerate(document.footnotes):
        if note not in marked:
            found.setdefault(footnote.place.page, []).append(note)
    return found


def words_of(note: str, name: str, least: float) -> NoteWords | None:
    """What `note` says `name` stands for, None when it speaks of something else."""
    words = of_note(note)
    if words is not None and expands(words.expansion, name, least):
        return words
    return inside_note(note, name)


def labelled(
    document: Document, page: int, label: str, name: str, least: float = 0.8
) -> tuple[int, NoteWords | None]:
    """The note of `page` whose mark was left in the text beside `name`: （ＮＩＳＴ4）, （NIST＊4）."""
    note = document.labelled(page, label)
    words = words_of(document.footnotes[note].text, name, least) if note is not None else None
    return (note, words) if note is not None and words else (-1, None)


def expands(words: str, name: str, least: float) -> bool:
    """Whether `words` spell out `name` and do not merely contain it (The NHS AI Lab)."""
    letters = sum(char.isalpha() for char in name)
    if len(words) < 2 * letters:
        return False
    return name not in plain(words) and agreement(name, words) >= (least if letters > 2 else 1)
