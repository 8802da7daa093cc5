"""Words of Japanese text with their places and normal forms; the only importer of sudachipy.

The dictionary is loaded at the first call (0.1 s and more): never before the first page is on the
screen. Nothing here decides what matches what; that is the search's business.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from index_builder.stored import storable
from index_builder.text import fold

LONGEST = 8_000
"""Characters handed over at a time; Sudachi refuses more than 49,149 bytes."""
SYMBOLS = frozenset({"補助記号", "空白"})
FUNCTION_WORDS = frozenset({"助詞", "助動詞"})
_BREAK = re.compile(r"[。．！？\n]")
_VOWEL_U_TO_I = str.maketrans("うくぐすつぬぶむる", "いきぎしちにびみり")


class Token(NamedTuple):
    """A word at `start:end` of the text; long words overlap the short ones they are made of.

    `term` is its folded normal form; `content` is False for particles and the like.
    """

    start: int
    end: int
    term: str
    content: bool


def tokens(text: str) -> list[Token]:
    """The words of `text`, long (mode C) and short (mode A) units, in order; no punctuation."""
    found: list[Token] = []
    for offset, piece in _pieces(storable(text)):
        for morpheme in _tokenizer().tokenize(piece):
            found += _units(morpheme, offset)
    return found


def readings_of(query: str) -> tuple[tuple[Token, ...], ...]:
    """The ways to take `query` as a sequence of words: in long units, and in short ones."""
    long: list[Token] = []
    short: list[Token] = []
    for morpheme in _tokenizer().tokenize(storable(query)[:LONGEST]):
        units = _units(morpheme, 0)
        long += units[:1]
        short += units[1:] or units
    return tuple(dict.fromkeys(way for way in (tuple(long), tuple(short)) if way))


def _units(morpheme: Morpheme, offset: int) -> list[Token]:
    if _kind(morpheme.part_of_speech_id(), morpheme).symbol:
        return []
    parts = morpheme.split(SplitMode.A, add_single=False)
    return [_token(unit, offset) for unit in (morpheme, *parts)]


def _token(morpheme: Morpheme, offset: int) -> Token:
    kind = _kind(morpheme.part_of_speech_id(), morpheme)
    form = morpheme.surface() if kind.number else morpheme.normalized_form()
    term = _term(form, kind.godan, kind.ichidan)
    return Token(offset + morpheme.begin(), offset + morpheme.end(), term, kind.content)


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
