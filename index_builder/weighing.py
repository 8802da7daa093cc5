"""How sure a definition of a short name is, alone and beside the others of the same name.

Pure. What a confidence says:
    ≥ 0.9      original words, from a note or the text, whose initials spell the name; a Japanese
               name that such words confirm elsewhere in the document; 以下「…」 in so many words
    0.6 – 0.89 a Japanese name alone, the higher the better its number of words fits the letters
               and the oftener it is given, or original words that spell the name only in part
    < 0.6      a guess: the letters ask for far more or far fewer words than stand there
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index_builder import shape
from index_builder.expansion import agreement
from index_builder.model import Part, Passage, TextRange
from index_builder.plain import plain

SURE = 0.9
GUESS = 0.55
SPELT = 0.8
"""From this agreement on, original words spell the name."""
_SPELT_OUT = re.compile("[A-Z][a-z]{2,}")
"""A word in a name, which is more of a proper name then: NanoTerasu."""
_EVIDENCE = {"inline": 0, "footnote": 1, "parenthesis": 2, "reverse": 3}
_BODY = re.compile("(?:機構|研究所|[省庁会]|センター|財団|連盟|連合|大学|機関)$")
_WORK = re.compile("(?:事業|制度|計画|プログラム|プロジェクト|研究)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A `model.Definition` whose place and confidence are still to be known."""

    name: str
    long_form: str
    expansion: str
    range: TextRange
    evidence: str
    note: int = -1
    confidence: float = 0.0

    def joined(self, other: "Found") -> "Found":
        """The one with the better evidence, with what only the other knows."""
        best, rest = sorted((self, other), key=lambda one: _EVIDENCE[one.evidence])
        if best.name != rest.name or best.evidence == "inline":
            return best
        return replace(
            best,
            long_form=best.long_form or rest.long_form,
            expansion=best.expansion or rest.expansion,
            note=best.note if best.note >= 0 else rest.note,
        )


def weighed(found: Sequence[Found], passages: Sequence[Passage]) -> Iterator[Found]:
    """`found`, in reading order, with confidence; without those that others contradict.

    A long form that was cut short is completed from one found whole; a noun in parentheses behind
    a name that is defined otherwise does not define it, nor does a programme whose parenthesis
    names the body that runs it. A name that only the note of a Japanese name gives is said there.
    """
    glossed = {
        (one.name, one.expansion)
        for one in found
        if one.note >= 0 and one.range.end - one.range.start > len(one.name)
    }
    found = [
        one
        for one in found
        if passages[one.range.passage].part != Part.NOTE
        or one.note >= 0
        or (one.name, one.expansion) not in glossed
    ]
    long_forms: dict[str, set[str]] = {}
    for one in found:
        if one.evidence != "reverse" or one.expansion:
            long_forms.setdefault(one.name, set()).add(one.long_form)
    kept = [
        _completed(one, long_forms.get(one.name, set()) - {""}, passages)
        for one in found
        if one.expansion or not _contradicted(one, long_forms.get(one.name, set()) - {""})
    ]
    kept = [replace(one, confidence=confidence(one)) for one in kept if _is_possible(one)]
    often = Counter((one.name, plain(one.long_form)) for one in kept if one.long_form)
    sure = {(one.name, plain(one.long_form)) for one in kept if one.confidence >= SURE}
    for one in kept:
        key = (one.name, plain(one.long_form))
        if one.confidence < SURE and key in sure:
            yield replace(one, confidence=SURE)
        elif one.confidence < SURE - 0.1 and often[key] > 1:
            yield replace(one, confidence=round(one.confidence + 0.1, 2))
        else:
            yield one


def confidence(one: Found) -> float:
    """How sure a definition is by itself, 0 to 1."""
    if one.evidence == "inline":
        return 0.95
    fit = shape.fit(one.name, plain(one.long_form))
    if one.expansion:
        spelt = agreement(one.name, one.expansion)
        noted = 0.03 * (one.evidence == "footnote") + 0.03 * fit
        return round((SURE if spelt >= SPELT else 0.5 + 0.3 * spelt) + noted, 2)
    if shape.is_far(one.name, plain(one.long_form)):
        return GUESS
    return round(min(max(0.62 + 0.26 * fit + _signs(one), GUESS), SURE - 0.02), 2)


def _signs(one: Found) -> float:
    """What speaks for or against a Japanese name besides the number of its words."""
    long_form = plain(one.long_form)
    numbers = set(re.findall("[0-9]+", one.name))
    others = numbers - set(re.findall("[0-9]+", long_form))
    word = shape.tail(one.name)
    shared = bool(numbers - others) or (len(word) > 1 and long_form.endswith(word))
    doubts = [bool(others), len(long_form) < 4, _SPELT_OUT.search(one.name) is not None]
    return 0.1 * shared - 0.15 * sum(doubts) - 0.05 * (one.evidence == "reverse")


def _is_possible(one: Found) -> bool:
    short = shape.never(one.name, plain(one.long_form))
    return one.evidence == "inline" or bool(one.expansion) or not short


def _contradicted(one: Found, known: set[str]) -> bool:
    """Whether the other long forms of its name speak against this one."""
    others = known - {one.long_form}
    if one.evidence == "reverse":
        return bool(known) and not any(_overlaps(one.long_form, other) for other in known)
    return _WORK.search(one.long_form) is not None and any(_BODY.search(other) for other in others)


def _overlaps(first: str, second: str) -> bool:
    return first in second or second in first


def _completed(one: Found, known: set[str], passages: Sequence[Passage]) -> Found:
    if one.evidence in {"inline", "reverse"}:
        return one
    passage = passages[one.range.passage]
    ahead = passage.text[: one.range.start].rstrip(' 　(（〔「『“"')
    if passage.part == Part.TABLE and one.long_form == ahead:
        endings = [other for other in known if other.endswith(ahead)]  # a cell of several lines
    else:
        endings = [_ending(ahead, other) for other in known]
    longest = max(endings, key=len, default="")
    return replace(one, long_form=longest) if len(longest) > len(one.long_form) else one


def _ending(text: str, words: str) -> str:
    """The end of `text` that reads `words`, spaces aside; "" when it ends otherwise."""
    text = text.rstrip()
    start = len(text)
    for char in reversed("".join(words.split())):
        start = len(text[:start].rstrip()) - 1
        if start < 0 or text[start] != char:
            return ""
    return text[start:]
