"""Short names that a sentence gives itself: 科学技術・イノベーション基本計画（以下「基本計画」という。）.

Pure. The characters of the short name tell how much of what stands in front is meant.
"""

import re
from collections.abc import Iterator

from index_builder import longform
from index_builder.plain import plain

_SHORTENED = re.compile(
    r"以下[、,]?(?:単に|総称して|あわせて|併せて|それぞれ)?[、,]?[「『“\"](?P<term>[^「」『』“”\"]{1,40})[」』”\"]"
    r"(?=[」』)、とをは又及]| と)"
)
_EDGE = re.compile(r"[。、「」『』()\s]")
_CONJUNCTION = re.compile("及び|並びに|又は|若しくは")
_LINKS = ("及び", "並びに", "又は", "若しくは", "、")
_SEVERAL = "等"
"""At the end of a short name: it stands for all that a list names."""


def find(printed: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The range of each short name in `printed` and the long form it stands for."""
    text = plain(printed)
    for match in _SHORTENED.finditer(text):
        opening = longform.open_bracket(text, match.start())
        if opening < 0 or text[opening] != "(":
            continue
        start, end = _long_form(printed, text, _before_groups(text, opening), match["term"])
        if start < end:
            yield match.span("term"), printed[start:end]


def _before_groups(text: str, end: int) -> int:
    """`end`, or the start of the parentheses that end there: …法（平成30年法律第50号）."""
    while end and text[end - 1] == ")":
        opening = longform.open_bracket(text, end - 1)
        if opening < 0:
            break
        end = opening
    return end


def _long_form(printed: str, text: str, end: int, term: str) -> tuple[int, int]:
    found = longform.before(printed, end, term)
    start = text.rfind(plain(found), 0, end) if found else end
    stop = start + len(found)
    if term.endswith(_SEVERAL):
        return _list_start(printed, text, start, term), stop
    if found and _spells(term, text[start:stop]):
        return _after_conjunction(text, start, stop, term), stop
    for further in range(start - 1, max(end - longform.LONGEST, 0) - 1, -1):
        if text[further] == term[0] and _spells(term, text[further:end]):
            return _around(printed, text, further, term), end
        if _EDGE.match(text[further]) and text[further] != ")":
            break
    if len(found) <= len(term):
        return _clause_start(text, start, end), end
    return start, stop


def _around(printed: str, text: str, start: int, term: str) -> int:
    """`start`, or the noun in front of the parenthesis it stands in: 責任者（CIO）連絡会議."""
    if text[start - 1 : start] != "(":
        return start
    return start - 1 - len(longform.before(printed, start - 1, term))


def _after_conjunction(text: str, start: int, end: int, term: str) -> int:
    """Behind the last 及び after which the rest still spells the short name."""
    for match in _CONJUNCTION.finditer(text, start, end):
        if _spells(term, text[match.end() : end]):
            start = match.end()
    return start


def _list_start(printed: str, text: str, start: int, term: str) -> int:
    """Where a list joined with 及び or 、 begins that ends in the noun at `start`."""
    while True:
        link = next((word for word in _LINKS if text.endswith(word, 0, start)), None)
        if link is None:
            return start
        item = longform.before(printed, start - len(link), term)
        if not item:
            return start
        start -= len(link) + len(item)


def _clause_start(text: str, start: int, end: int) -> int:
    while start > max(end - longform.LONGEST, 0) and not _EDGE.match(text[start - 1]):
        start -= 1
    return start


def _spells(term: str, words: str) -> bool:
    rest = iter(words)
    return all(char in rest for char in term if char != " ")
