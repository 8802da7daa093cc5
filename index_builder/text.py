"""Folding: the one way in which text and query are made comparable, with a position map both ways.

Pure but for the table of variants, read once from `resources`. It knows nothing of passages,
pages or files.

Folding works character by character and looks at no neighbour but combining marks, so that a
piece of a text folds to a piece of the folded text: this is what lets a scan miss nothing.
Therefore ー and the dashes fold to one sign wherever they stand: whether a sign is a long vowel or
a dash shows only in its neighbours, and 第１ー３図 is printed as often as サ－バ－.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

DASHES = "-‐‑‒–—―−⁃﹘﹣－─━ーｰ㆒"
"""Hyphens, dashes, minus signs, rules of a box and the long vowel mark, all one sign when folded."""
ALIKE = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys("〜～∼∿", "~"),
    **dict.fromkeys("‘’‛′", "'"),
    **dict.fromkeys("“”‟″", '"'),
    **dict.fromkeys("·•‧∙⋅･", "・"),
    "゛": "\u3099",
    "゜": "\u309a",
}
"""Signs that NFKC keeps apart (or takes apart with a space) though printers take one for another."""
MARKS = "\u0300-\u036f\u3099\u309a゛゜ﾞﾟ"
_CLUSTER = re.compile(f"[^{MARKS}][{MARKS}]+")
_DROPPED = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_TRAILING = re.compile(f"[{MARKS}\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows its original.

    Attributes:
        text: width, case, dashes, radicals and old forms made one; no white space, no controls.
        starts: per character of the original, and once more for its end, the offset in `text`
            where its folded form begins; None when each character folds to one.
        source: the original.
    """

    text: str
    starts: "array[int] | None"
    source: str

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original that holds `text[start:end]`, its combining marks included.

        A range that begins or ends inside a folded form (㎡ → m2) takes the whole character.
        """
        if self.starts is None:
            return start, end
        if start >= end:
            place = bisect_left(self.starts, start)
            return place, place
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1)
        trailing = _TRAILING.match(self.source, last)
        return first, trailing.end() if trailing else last

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """The range of `text` to which `source[start:end]` folds; empty when it folds to nothing."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end]


def fold(text: str) -> Folded:
    """Make `text` comparable: NFKC and case folding per character, dashes, quotes and dots in
    one shape, radicals, old forms and name variants as today's characters; white space, control
    characters and variation selectors dropped.
    """
    pieces = list(map(_FORMS.__getitem__, text))
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        pieces[start:end] = [_compose(cluster.group()), *[""] * (end - start - 1)]
    folded = "".join(pieces)
    lengths = list(map(len, pieces))
    if lengths.count(1) == len(lengths):
        return Folded(folded, None, text)
    return Folded(folded, array("I", accumulate(lengths, initial=0)), text)


class _Forms(dict[str, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, char: str) -> str:
        form = char
        while (simpler := _step(form)) != form:
            form = simpler
        self[char] = form
        return form


_FORMS = _Forms()


def _step(form: str) -> str:
    alike = "".join(ALIKE.get(char, char) for char in form)
    plain = unicodedata.normalize("NFKC", alike).casefold()
    variants = _variants()
    return "".join(
        variants.get(char, char)
        for char in plain
        if unicodedata.category(char) not in _DROPPED and not _SELECTORS.match(char)
    )


def _compose(cluster: str) -> str:
    """A base with its marks (か + ゙) as the one character that is printed."""
    marks = "".join(_FORMS[char] for char in cluster[1:])
    composed = unicodedata.normalize("NFKC", _FORMS[cluster[0]] + marks)
    return "".join(_FORMS[char] for char in composed)


@cache
def _variants() -> dict[str, str]:
    table = files("resources").joinpath("folding/variants.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            form, *others = line.split()
            found.update(dict.fromkeys(others, form))
    return found
