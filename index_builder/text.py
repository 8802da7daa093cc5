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
from enum import StrEnum
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
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_TRAILING = re.compile(f"[{MARKS}\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")


class Fold(StrEnum):
    """A difference that folding takes away; a search may be told to keep some of them."""

    WIDTH = "width"
    CASE = "case"
    DASHES = "dashes"
    RADICALS = "radicals"
    VARIANTS = "variants"


NOTHING: frozenset[Fold] = frozenset()


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


def fold(text: str, distinguish: frozenset[Fold] = NOTHING) -> Folded:
    """Make `text` comparable: NFKC and case folding per character, dashes, quotes and dots in
    one shape, radicals, old forms and name variants as today's characters; white space, control
    characters and variation selectors dropped. What `distinguish` names is left as it is.
    """
    forms = _forms(distinguish)
    pieces = list(map(forms.__getitem__, text))
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        pieces[start:end] = [forms.compose(cluster.group()), *[""] * (end - start - 1)]
    folded = "".join(pieces)
    lengths = list(map(len, pieces))
    if lengths.count(1) == len(lengths):
        return Folded(folded, None, text)
    return Folded(folded, array("I", accumulate(lengths, initial=0)), text)


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: lone surrogates become U+FFFD, the length stays."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units, in which places of a stored text are counted."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def offset_at(text: str, unit: int) -> int:
    """The offset in `text` of its UTF-16 code unit `unit`."""
    if unit <= 0 or units(text) == len(text):
        return unit
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * unit].decode("utf-16-le", "ignore"))


class _Forms(dict[str, str]):
    """What each character folds to, worked out when it is first met."""

    def __init__(self, distinguish: frozenset[Fold]) -> None:
        super().__init__()
        self._distinguish = distinguish
        self._alike = {
            char: form
            for char, form in ALIKE.items()
            if form != "-" or Fold.DASHES not in distinguish
        }

    def __missing__(self, char: str) -> str:
        form = char
        while (simpler := self._step(form)) != form:
            form = simpler
        self[char] = form
        return form

    def compose(self, cluster: str) -> str:
        """A base with its marks (か + ゙) as the one character that is printed."""
        marks = "".join(self[char] for char in cluster[1:])
        composed = unicodedata.normalize("NFKC", self[cluster[0]] + marks)
        return "".join(self[char] for char in composed)

    def _step(self, form: str) -> str:
        return "".join(
            self._variant(char)
            for char in "".join(map(self._plain, form))
            if unicodedata.category(char) not in _DROPPED and not _SELECTORS.match(char)
        )

    def _plain(self, char: str) -> str:
        form = self._alike.get(char, char)
        if self._kind(char) not in self._distinguish:
            form = unicodedata.normalize("NFKC", form)
        return form if Fold.CASE in self._distinguish else form.casefold()

    def _variant(self, char: str) -> str:
        kind = Fold.RADICALS if _RADICALS.match(char) else Fold.VARIANTS
        return char if kind in self._distinguish else _variants().get(char, char)

    @staticmethod
    def _kind(char: str) -> Fold:
        """The difference that NFKC takes away from `char`."""
        if char in DASHES:
            return Fold.DASHES
        if _RADICALS.match(char):
            return Fold.RADICALS
        return Fold.VARIANTS if _COMPATIBILITY.match(char) else Fold.WIDTH


@cache
def _forms(distinguish: frozenset[Fold]) -> _Forms:
    return _Forms(distinguish)


@cache
def _variants() -> dict[str, str]:
    table = files("resources").joinpath("folding/variants.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            form, *others = line.split()
            found.update(dict.fromkeys(others, form))
    return found
