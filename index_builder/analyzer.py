"""Words of Japanese text with their places and normal forms; the only importer of sudachipy.

The dictionary is loaded at the first call (0.1 s and more): never before the first page is on the
screen. Nothing here decides what matches what; that is the search's business.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from index_builder.model import Part, Passage
from index_builder.readings import as_reading
from index_builder.text import fold, storable

LONGEST = 8_000
"""Characters handed over at a time; Sudachi refuses more than 49,149 bytes."""
SYMBOLS = frozenset({"補助記号", "空白"})
FUNCTION_WORDS = frozenset({"助詞", "助動詞"})
_BREAK = re.compile(r"[。．！？\n]")
_VOWEL_U_TO_I = str.maketrans("うくぐすつぬぶむる", "いきぎしちにびみり")


FIELDS = {Part.HEADING: "heading", Part.CAPTION: "caption", Part.NOTE: "note"}
"""The field of the word index for a part of the page; all others are body."""

PageWords = dict[str, Counter[str]]
"""Per field the terms of a page and how often each stands there."""


class Token(NamedTuple):
    """A word at `start:end` of the text; long words overlap the short ones they are made of.

    `term` is its folded normal form; `content` is False for particles and the like; `reading` is
    in katakana, as the dictionary has it, the word itself where it has none.
    """

    start: int
    end: int
    term: str
    content: bool
    reading: str


def tokens(text: str) -> list[Token]:
    """The words of `text`, long (mode C) and short (mode A) units, in order; no punctuation."""
    found: list[Token] = []
    for offset, piece in _pieces(storable(text)):
        for morpheme in _tokenizer().tokenize(piece):
            found += _units(morpheme, offset)
    return found


def page_words(
    passages: Sequence[Passage], pages: int, read: Callable[[int], object] = lambda _page: None
) -> tuple[tuple[PageWords, ...], frozenset[tuple[str, str, str]]]:
    """The words of each page, and the vocabulary: (reading, word as printed, term).

    A word that a page end breaks stands on the page where it begins. Tells by `read` of each
    page that is reached.
    """
    words: list[PageWords] = [{} for _ in range(pages)]
    met: set[tuple[str, str, str]] = set()
    reached = -1
    for passage in passages:
        field = FIELDS.get(passage.part, "body")
        for token in tokens(passage.text):
            if token.content:
                page = passage.page_at(token.start)
                words[page].setdefault(field, Counter())[token.term] += 1
                met.add((token.reading, passage.text[token.start : token.end], token.term))
        if passage.pages and passage.pages[0][1] > reached:
            reached = passage.pages[0][1]
            read(reached)
    vocabulary = {
        (storable(as_reading(reading)), storable(word), term) for reading, word, term in met
    }
    return tuple(words), frozenset(vocabulary)


def readings_of(query: str) -> tuple[tuple[Token, ...], ...]:
    """The ways to take `query` as a sequence of words: in long units, and in short ones."""
    long: list[Token] = []
    short: list[Token] = []
    for morpheme in _tokenizer().tokenize(storable(query)[:LONGEST]):
        units = _units(morpheme, 0)
        long += units[:1]
        short += units[1:] or units
    return tuple(dict.fromkeys(way for way in (tuple(long), tuple(short)) if way))


def reading(text: str) -> str:
    """How `text` is read, in folded hiragana; what the dictionary cannot read stays as it is."""
    words = (word for _, piece in _pieces(storable(text)) for word in _tokenizer().tokenize(piece))
    return as_reading("".join(word.reading_form() or word.surface() for word in words))


def _units(morpheme: Morpheme, offset: int) -> list[Token]:
    if _kind(morpheme.part_of_speech_id(), morpheme).symbol:
        return []
    parts = morpheme.split(SplitMode.A, add_single=False)
    return [_token(unit, offset) for unit in (morpheme, *parts)]


def _token(morpheme: Morpheme, offset: int) -> Token:
    kind = _kind(morpheme.part_of_speech_id(), morpheme)
    form = morpheme.surface() if kind.number else morpheme.normalized_form()
    term = _term(form, kind.godan, kind.ichidan)
    start, end = offset + morpheme.begin(), offset + morpheme.end()
    return Token(start, end, term, kind.content, morpheme.reading_form())


class _Kind(NamedTuple):
    symbol: bool
    content: bool
    number: bool
    godan: bool
    ichidan: bool


_KINDS: dict[int, _Kind] = {}


def _kind(number: int, morpheme: Morpheme) -> _Kind:
    """What its part of speech says; Sudachi numbers these, and building their names is slow."""
    known = _KINDS.get(number)
    if known is None:
        word, detail, _, _, inflection, _ = morpheme.part_of_speech()
        verb = word == "動詞"
        known = _KINDS[number] = _Kind(
            word in SYMBOLS,
            word not in FUNCTION_WORDS,
            detail == "数詞",
            verb and inflection.startswith("五段"),
            verb and "一段" in inflection,
        )
    return known


@lru_cache(20_000)
def _term(form: str, godan: bool, ichidan: bool) -> str:
    """The normal form folded, but numbers as written (Society 5.0 is not Society 5) and verbs in
    the form that is also their noun (取り組む → 取り組み).
    """
    if godan:
        form = form[:-1] + form[-1].translate(_VOWEL_U_TO_I)
    elif ichidan and len(form) > 1:
        form = form.removesuffix("る")
    return fold(form).text


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """`text` cut after sentences into pieces that Sudachi takes."""
    start = 0
    while len(text) - start > LONGEST:
        ends = [match.end() for match in _BREAK.finditer(text, start, start + LONGEST)]
        end = ends[-1] if ends else start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary().tokenizer(mode=SplitMode.C)
