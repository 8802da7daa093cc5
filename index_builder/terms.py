"""Short names that a sentence gives itself: 科学技術・イノベーション基本計画（以下「基本計画」という。）.

Pure. The characters of the short name tell how much of what stands in front is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index_builder import longform
from index_builder.expansion import agreement, in_front
from index_builder.plain import plain

_QUOTED = r"[「『“\"](?P<{}>[^「」『』“”\"]{{1,40}})[」』”\"]"
_SCOPE = r"[^「」『』“”\"()。]{0,14}(?:において|では)は?[、,]?"
"""Where the short name holds: 以下、本章において「…」."""
_SHORTENED = re.compile(
    rf"(?:(?:以下|以降)[、,:]?(?:{_SCOPE})?|(?<=[(。])(?=本|この)(?P<here>{_SCOPE}))"
    r"(?P<manner>(?:単に|総称して|あわせて|併せて|それぞれ|これらを|略して)*)[、,]? ?"
    + _QUOTED.format("term")
    + rf"(?: ?(?:又は|または|若しくは|及び|、|・) ?{_QUOTED.format('second')})?"
    r"(?= ?(?:[」』)、とをは又及]))"
)
_BARE = re.compile(
    r"(?:以下|以降)[、,:]? ?(?:単に)?(?P<term>[一-龠々ァ-ヴーA-Za-z0-9・\-]{2,20}) ?"
    r"(?=と(?:いう|称|呼|略|記)|\))"
)
_NO_TERM = re.compile("^(?:同|敬称)|略$|参照$")
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9\-]+")
_OPENERS = frozenset("(〔[【")
_EDGE = re.compile(r"[。、「」『』()\s]")
_KATAKANA = re.compile("[ァ-ヴー]")
_LISTED = re.compile("[一-龠ァ-ヴー]、[一-龠ァ-ヴ]")
_PARTICLE = re.compile("[ぁ-ん]")
_CONJUNCTION = re.compile("及び|並びに|又は|若しくは")
_LINKS = ("及び", "並びに", "又は", "若しくは", "、")
_POINTERS = ("その", "当該", "同")
_SEVERAL = re.compile("等$|^[両二三四五六七八九2-9]")
"""A short name of this form stands for all that a list names."""
_LAW = re.compile("(?:に関する|に係る|ための|改正する)(?:法律|特別措置法|条約|協定)$")
_LAW_NAME = re.compile(
    r"(?:(?!(?<!又)は|が|(?<=[しれっ])た|において|に基づ|に規定|に定め|[。「」『』()]"
    r"|(?<=[0-9一二三四五六七八九十百])[年月日条項号]|(?<![一-龠ァ-ヴー])、).)+$"
)
_OTHER_LAW = re.compile(".*?[法条項号](?:及び|並びに)")
_DATED = re.compile(
    r"(?:(?:令和|平成|昭和)?[0-9元]+年度?)?(?:[0-9]+月)?(?:[0-9]+日)?の?|[のをとな]"
)
_LONGEST_CLAUSE = 90
_WORDS_GROUP = re.compile(r" ?\( ?(?P<words>[A-Z][A-Za-z .&,'’\-]{3,80})\)$")
_WORDS = re.compile(r"[A-Z][A-Za-z &'’\-]{4,100}")


@dataclass(frozen=True, slots=True)
class Short:
    """A short name by its range, its Japanese long form and its original words, as printed."""

    span: tuple[int, int]
    long_form: str
    words: str = ""


def find(printed: str) -> Iterator[Short]:
    """Every short name that `printed` introduces with 以下「…」, in reading order."""
    if "以下" not in printed and "以降" not in printed and "において" not in printed:
        return
    text = plain(printed)
    for match in _SHORTENED.finditer(text):
        opening = longform.open_bracket(text, match.start())
        if opening < 0 or text[opening] not in _OPENERS:
            continue
        if match["here"] and not text.startswith("と", match.end()):
            continue
        yield from _shortened(printed, text, opening, match)
    for match in _BARE.finditer(text):
        opening = longform.open_bracket(text, match.start())
        if opening >= 0 and text[opening] in _OPENERS and not _NO_TERM.search(match["term"]):
            short = _short(printed, text, opening, match.span("term"))
            if short and (_ACRONYM.fullmatch(match["term"]) or _spelt(short, match["term"])):
                yield short


def _shortened(printed: str, text: str, opening: int, match: re.Match[str]) -> Iterator[Short]:
    first = _short(printed, text, opening, match.span("term"))
    if match["second"] is None:
        if first is not None:
            yield first
        return
    second = _short(printed, text, opening, match.span("second"))
    if "それぞれ" in match["manner"] and second is not None:
        end = _before_groups(text, opening) - len(second.long_form)
        link = next((word for word in _LINKS if text.endswith(word, 0, end)), "")
        item = longform.before(printed, end - len(link), match["term"])
        first = Short(match.span("term"), item) if link and item else first
    yield from (short for short in (first, second) if short is not None)


def _spelt(short: Short, term: str) -> bool:
    return term != plain(short.long_form) and _spells(term, plain(short.long_form))


def _short(printed: str, text: str, opening: int, span: tuple[int, int]) -> Short | None:
    """What the name at `span` is short for; None where nothing in front of `opening` is a name."""
    term = text[slice(*span)]
    inside = opening + 1 + text.startswith(" ", opening + 1)
    words = _WORDS.match(text, inside, span[0])
    inner = words.group().rstrip(" ,") if words and agreement(term, words.group()) >= 0.6 else ""
    if term.isascii() and (front := in_front(printed, len(text[:opening].rstrip()), term)):
        return Short(span, "", front)
    start, end = _long_form(printed, text, _before_groups(text, opening), term)
    group = _WORDS_GROUP.search(text, start, end)
    if group is not None and group.start() > start:
        inner, end = inner or group["words"], group.start()
    return Short(span, printed[start:end], inner) if start < end else None


def _before_groups(text: str, end: int) -> int:
    """`end`, or the start of the parentheses that end there: …法（平成30年法律第50号）."""
    end = len(text[:end].rstrip())
    while end and text[end - 1] == ")":
        opening = longform.open_bracket(text, end - 1)
        if opening < 0:
            break
        end = len(text[:opening].rstrip())
    return end


def _long_form(printed: str, text: str, end: int, term: str) -> tuple[int, int]:
    found = longform.before(printed, end, term)
    start = text.rfind(plain(found), 0, end) if found else end
    stop = start + len(found)
    if _SEVERAL.search(term) and not (term[-1] != "等" and _spells(term, text[start:stop])):
        return _list_start(printed, text, start, term), stop
    if _LAW.search(text, 0, stop):
        return _law_start(text, start, stop), stop
    if found and _spells(term, text[start:stop]):
        start = _after_conjunction(text, start, stop, term)
    elif (further := _spelt_start(printed, text, start, end, term)) < start:
        start, stop = further, end
    if stop - start <= len(term) and not term.isascii():
        return _clause_start(text, start, end), end
    return start, stop


def _spelt_start(printed: str, text: str, start: int, end: int, term: str) -> int:
    """Where words in front of `start` begin that spell the short name; `start` for nowhere."""
    for further in range(start - 1, max(end - longform.LONGEST, 0) - 1, -1):
        if text[further] == term[0] and _spells(term, text[further:end]):
            return _around(printed, text, further, term)
        edge = _EDGE.match(text[further]) and not _LISTED.match(text, further - 1)
        if edge and text[further] != ")":
            break
    return start


def _around(printed: str, text: str, start: int, term: str) -> int:
    """`start`, or that of its word, or of the noun it explains: 責任者（CIO）連絡会議."""
    while start and _KATAKANA.match(text[start]) and _KATAKANA.match(text[start - 1]):
        start -= 1
    if text[start - 1 : start] != "(":
        return start
    return start - 1 - len(longform.before(printed, start - 1, term))


def _after_conjunction(text: str, start: int, end: int, term: str) -> int:
    """Behind the last 及び after which the rest still spells the short name."""
    for match in _CONJUNCTION.finditer(text, start, end):
        if _spells(term, text[match.end() : end]) and not text.startswith("その", match.end()):
            start = match.end()
    return start


def _list_start(printed: str, text: str, start: int, term: str) -> int:
    """Where a list joined with 及び or 、 begins that ends in the noun at `start`."""
    while True:
        pointer = next((word for word in _POINTERS if text.endswith(word, 0, start)), "")
        ahead = start - len(pointer)
        link = next((word for word in _LINKS if text.endswith(word, 0, ahead)), None)
        if link is None:
            return start
        behind = ahead - len(link)
        end = _before_groups(text, behind)
        item = longform.before(printed, end, term)
        if not item:
            return start
        start = end - len(item)


def _law_start(text: str, start: int, end: int) -> int:
    """Where the name of a law begins: its particles are its own (障害を理由とする差別の…法律)."""
    match = _LAW_NAME.search(text, max(end - _LONGEST_CLAUSE, 0), end)
    if match is not None and match.start() < start:
        dated = _DATED.match(text, match.start(), start)
        start = dated.end() if dated else match.start()
    other = _OTHER_LAW.match(text, start, end)
    return other.end() if other else start


def _clause_start(text: str, start: int, end: int) -> int:
    """Where the clause begins that ends at `end`, over parentheses that a particle follows."""
    while start > max(end - _LONGEST_CLAUSE, 0):
        group = text[start - 1] == ")" and _PARTICLE.match(text, start, end)
        opening = longform.open_bracket(text, start - 1) if group else -1
        if opening < 0 and _EDGE.match(text[start - 1]):
            break
        start = opening if opening >= 0 else start - 1
    return start


def _spells(term: str, words: str) -> bool:
    rest = iter(words)
    return all(char in rest for char in term if char != " ")
