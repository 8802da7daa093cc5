"""Where short names stand in the files of a volume, each as a word of its own.

Pure. One pass over the text: a pattern finds the starts of words, a dictionary the names.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from index_builder.model import Place, Structure, TextRange, Use
from index_builder.plain import plain

ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+")
"""A web or mail address in `plain` text."""
LETTER = r"[A-Za-z0-9À-ÖØ-öø-ɏⅠ-Ⅻ]"
_PARTED = re.compile("(?<=[0-9])[Ａ-Ｚａ-ｚ]")
"""A full-width letter behind a half-width digit begins a word: between them a line has ended (Ｇ20 / ＡＩ原則)."""
_KATAKANA = "[ァ-ヴー]"
_KANJI = "[一-龠々]"
_PLURAL = re.compile(f"(?<=[A-Z])s(?!{LETTER})")
_SUFFIX = re.compile(f"(?![中内外下上後前間等側毎別用化的性式版案期]){_KANJI}(?!{_KANJI})")
"""One kanji that makes another word of a Japanese short name: 機構法 is no 機構."""
_LED = frozenset("同本各新旧両当現該全")
"""Kanji in front of a short name that leave it a word of its own: 同基本計画."""


def uses(
    structures: Sequence[Structure],
    names: Collection[str],
    place_of: Callable[[int, TextRange], tuple[Place, ...]],
) -> dict[str, list[tuple[int, Use]]]:
    """Every place where one of `names` stands as a word of its own, by name, in reading order.

    Full width and half width are the same, case is not; the longest name wins (TRIP-AGIS is no
    TRIP). `place_of` takes the index of a structure and a range of its passages.
    """
    index = _by_start(names)
    found: dict[str, list[tuple[int, Use]]] = {}
    if not index:
        return found
    starts = "".join(re.escape(char) for char in sorted({key[0] for key in index}))
    start_of_word = re.compile(f"(?<!{LETTER})[{starts}]" if starts else "(?!)")
    for document, structure in enumerate(structures):
        for number, passage in enumerate(structure.passages):
            for name, start, end in _words(passage.text, index, start_of_word):
                reach = TextRange(number, start, end)
                use = Use(name, place_of(document, reach), reach)
                found.setdefault(name, []).append((document, use))
    return found


def _by_start(names: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """(name as searched, name) by the first two characters, the longest first."""
    index: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(names, key=len, reverse=True):
        folded = plain(name)
        if folded:
            index.setdefault(folded[:2], []).append((folded, name))
    return index


def _words(
    printed: str, index: dict[str, list[tuple[str, str]]], start_of_word: re.Pattern[str]
) -> Iterator[tuple[str, int, int]]:
    text = plain(printed)
    written = "/" in text or "www" in text or "@" in text
    addresses = [match.span() for match in ADDRESS.finditer(text)] if written else []
    reached = 0
    starts = [match.start() for match in start_of_word.finditer(text)]
    if parted := [match.start() for match in _PARTED.finditer(printed)]:
        starts = sorted({*starts, *parted})
    for start in starts:
        candidates = index.get(text[start : start + 2])
        if candidates is None or start < reached:
            continue
        for folded, name in candidates:
            end = start + len(folded)
            if text.startswith(folded, start) and _is_word(text, start, end):
                if not any(first <= start < last for first, last in addresses):
                    yield name, start, end
                reached = end
                break


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a word ends before `start` and at `end`."""
    return _begins_word(text[start - 1 : start], text[start]) and _ends_word(text, end)


def _begins_word(ahead: str, first: str) -> bool:
    if re.match(LETTER, first) or not ahead:
        return True
    if re.match(_KATAKANA, first):
        return not re.match(f"{_KATAKANA}|{_KANJI}", ahead)
    if re.match(_KANJI, first):
        return ahead in _LED or not re.match(f"{_KATAKANA}|{_KANJI}|{LETTER}|・", ahead)
    return True


def _ends_word(text: str, end: int) -> bool:
    last, behind = text[end - 1], text[end : end + 1]
    if re.match(LETTER, last):
        return not re.match(LETTER, behind) or _PLURAL.match(text, end) is not None
    if re.match(_KATAKANA, last):
        return not re.match(_KATAKANA, behind)
    return not (re.match(_KANJI, last) and _SUFFIX.match(text, end))


def words_in(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where `name` stands in `text` as a word of its own: (start, end), whatever its width."""
    index = _by_start([name])
    first = plain(name)[:1]
    if not first:
        return
    start_of_word = re.compile(f"(?<!{LETTER}){re.escape(first)}")
    for _, start, end in _words(text, index, start_of_word):
        yield start, end
