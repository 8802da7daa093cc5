"""What footnote marks and the labels of notes look like: figures, signs, brackets, and where they stand.

A mark printed smaller than its line is told by type (`Line.raised`); one of body size by its sign
（注1） ※1 or, when a note wears the very same form, by its brackets (1) 1) or bare figure.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import zip_longest

from index_builder.lines import MARK, Line, same_size

SIGN = r"(?:[*＊※†‡]|脚注|[注註])"
SUPERIORS = r"[⁰¹²³⁴-⁹]{1,3}"
FIGURES = rf"(?:[0-9０-９]{{1,3}}|{SUPERIORS})"
OPEN = r"[(（\[［〔]"
CLOSE = r"[)）\]］〕]"
ONE = re.compile(rf"{OPEN}?{SIGN}?[\s　]?{FIGURES}{CLOSE}?|[*＊†‡※]+")
LABELS = 4096
"""Labels whose parts are remembered: a document has few that differ."""
CUT = 5
"""A mark has fewer than so many characters on either side of a line end."""
COUNTED = "つ割万億兆千百十年月日時分秒人件円回個社国州か力ヵカヶ箇歳位名章節項条次号期目番倍台本枚階点部種級度代頁号世桁"
LABEL = re.compile(
    rf"^[\s　]*({OPEN}?{SIGN}?[\s　]?{OPEN}?{FIGURES}(?:{CLOSE}|[.．：:]){{0,2}}|[*＊†‡]{{1,3}})"
    r"(?:[\s　]+|(?=[^\s0-9０-９.．,，、年月円％%])(?!日[^本])|(?<=[^0-9０-９])|$)"
)
SUPERIOR = re.compile(SUPERIORS)
RANGE = re.compile(r"^[\s　]*[~～〜‐–-][\s　]*$")
SIGNED = re.compile(
    rf"{OPEN}{SIGN}[\s　]?{FIGURES}{CLOSE}"
    rf"|{SIGN}[\s　]?(?:{OPEN}{FIGURES}{CLOSE}|{FIGURES}(?![0-9０-９]))"
)
CLOSED = re.compile(r"[^(\[]*#[)\]]")
BRACKETED = re.compile(rf"(?<![第\s　0-9０-９]){OPEN}?(?<![0-9０-９]){FIGURES}{CLOSE}")
BARE = re.compile(
    r"(?<=[^\W\d_第約計全各]|[)）\]］」』”’])[0-9０-９]{1,2}"
    rf"(?![0-9０-９A-Za-z.．,，%％:：/／‐－{COUNTED}-])"
)
"""A figure at the end of a word that counts nothing; a mark is what it may be."""


POWER = re.compile(
    r"[0-9０-９]$|[0-9０-９][\s　]?(?:[kcmnμµ]?[mgsｍ]|ｋｍ|ｃｍ|Hz|in|ft)$|(?:^|[^A-Za-z])[a-zα-ω]$"
)
ISOTOPE = re.compile(r"[A-Z][a-z]?(?![A-Za-z])")


class Kind(IntEnum):
    """How sure a mark is, surest first."""

    RAISED = 0
    SIGNED = 1
    BRACKETED = 2
    BARE = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """`line.text[start:end]` may be the mark of the note that `label` names.

    A mark cut by the line end goes on with the first `rest` characters of the line `tail`.
    """

    line: Line
    start: int
    end: int
    label: str
    kind: Kind
    tail: Line | None = None
    rest: int = 0


@lru_cache(LABELS)
def key_of(label: str) -> str:
    """What a mark and its note share: the number, or the signs themselves."""
    plain = unicodedata.normalize("NFKC", label)
    digits = re.sub(r"\D", "", plain)
    return digits.lstrip("0") or digits[:1] or re.sub(r"\s", "", plain)


@lru_cache(LABELS)
def form_of(label: str) -> str:
    """A label without its number and what parts it from its note: 注1) and 注12） give 注#)."""
    plain = unicodedata.normalize("NFKC", label).strip()
    return re.sub(r"\d+", "#", re.sub(r"[\s.:]", "", plain))


@lru_cache(LABELS)
def sign_of(label: str) -> str:
    return re.sub(r"[^*※†‡注註脚]", "", form_of(label))


def label_of(line: Line) -> str:
    """The note label that opens the line, "" if none."""
    start, end = label_span(line)
    label = line.text[start:end].strip()
    return label if key_of(label) != "0" else ""


def label_span(line: Line) -> tuple[int, int]:
    """Where the label that opens the line stands; empty when there is none."""
    if line.raised and line.raised[0][0] == 0 and MARK.match(line.text[: line.raised[0][1]]):
        return line.raised[0]
    match = LABEL.match(line.text)
    return match.span(1) if match else (0, 0)


def of_page(lines: Sequence[Line], *, signed: bool) -> list[Candidate]:
    """The marks among `lines` of one page that type tells, and if wanted those of body size with signs."""
    found: list[Candidate] = []
    head = 0
    for line, following in zip_longest(lines, lines[1:]):
        cut = _cut(line, following, signed=signed) if following is not None else None
        inner = raised(line) + (flat(line, Kind.SIGNED) if signed else [])
        end = cut.start if cut else len(line.text)
        found.extend(mark for mark in inner if head <= mark.start and mark.end <= end)
        found.extend([cut] if cut else [])
        head = cut.rest if cut else 0
    return found


def _cut(line: Line, following: Line, *, signed: bool) -> Candidate | None:
    """The mark that begins at the end of `line` and ends at the head of the next."""
    if not same_size(line.size, following.size) or following.rect.y0 < line.rect.center[1]:
        return None
    start, end = line.raised[-1] if line.raised else (0, 0)
    if end == len(line.text):
        if not following.raised or following.raised[0][0]:
            return None
        head, pattern, kind = following.text[: following.raised[0][1]], ONE, Kind.RAISED
    elif signed:
        start, head, pattern = max(len(line.text) - CUT, 0), following.text[:CUT], SIGNED
        kind = Kind.SIGNED
    else:
        return None
    edge = len(line.text) - start
    for match in pattern.finditer(line.text[start:] + head):
        if match.start() < edge < match.end():
            first, rest = start + match.start(), match.end() - edge
            return Candidate(line, first, len(line.text), match.group(), kind, following, rest)
    return None


def raised(line: Line) -> list[Candidate]:
    """Marks told by their type, or by characters that are superior figures; of a range 4～6 those between stand at its dash."""
    found: list[Candidate] = []
    for start, end in line.raised:
        run = line.text[start:end]
        if not MARK.match(run):
            continue
        last = 0
        for match in ONE.finditer(run):
            between = run[last : match.start()]
            if found and last and RANGE.match(between):
                found.extend(_inner(found[-1], key_of(match.group()), start + last))
            span = start + match.start(), start + match.end()
            found.append(Candidate(line, *span, match.group(), Kind.RAISED))
            last = match.end()
    if line.text.isascii():
        return found
    return found + [
        Candidate(line, *match.span(), match.group(), Kind.RAISED)
        for match in SUPERIOR.finditer(line.text)
        if match.start() and _is_flat(line, match.span())
    ]


def _inner(first: Candidate, last: str, dash: int) -> Iterable[Candidate]:
    low = key_of(first.label)
    if low.isdigit() and last.isdigit():
        for number in range(int(low) + 1, int(last)):
            yield Candidate(first.line, dash, dash + 1, str(number), Kind.RAISED)


def flat(line: Line, kind: Kind) -> list[Candidate]:
    """What may be marks of body size; the label that opens a line is none."""
    pattern = {Kind.SIGNED: SIGNED, Kind.BRACKETED: BRACKETED, Kind.BARE: BARE}[kind]
    return [
        Candidate(line, match.start(), match.end(), match.group(), kind)
        for match in pattern.finditer(line.text)
        if (match.start() or is_followed(line, match.end())) and _is_flat(line, match.span())
    ]


def _is_flat(line: Line, span: tuple[int, int]) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in line.raised)


def is_followed(line: Line, end: int) -> bool:
    """Whether a mark at the head of a line goes on as a sentence does, and no note."""
    return re.match(r"[、。，．」』）ぁ-ん]", line.text[end:]) is not None


def names(mark: Candidate, label: str) -> bool:
    """Whether `mark` can be that of a note labelled `label`."""
    if key_of(mark.label) != key_of(label):
        return False
    if mark.kind == Kind.RAISED:
        return True
    if mark.kind == Kind.SIGNED:
        return sign_of(mark.label) == sign_of(label)
    alike = mark.label.isascii() == label.isascii()
    return form_of(mark.label) == form_of(label) and (alike or mark.kind != Kind.BARE)


def end_of(mark: Candidate, label: str) -> int:
    """Where the mark of a note so labelled ends: 注1) has a bracket of its own, （ＡＢＣ注1） has none."""
    closed = mark.kind == Kind.SIGNED and CLOSED.fullmatch(form_of(label))
    after = mark.line.text[mark.end : mark.end + 1]
    own = closed and not CLOSED.fullmatch(form_of(mark.label)) and re.match(CLOSE, after)
    return mark.end + 1 if own else mark.end


def may_be_power(mark: Candidate) -> bool:
    """Whether a raised figure may belong to a number, a unit, a variable or an isotope."""
    before, after = mark.line.text[: mark.start], mark.line.text[mark.end :]
    isotope = ISOTOPE.match(after) is not None and not re.search(r"[^\W\d_]$", before, re.ASCII)
    return mark.label.isdigit() and (POWER.search(before) is not None or isotope)


def ends_word(mark: Candidate) -> bool:
    """Whether what stands before a mark is prose and not a unit or formula."""
    if mark.start == 0:
        return is_followed(mark.line, mark.end)
    return not mark.line.text[mark.start - 1].isascii()


def in_order(marks: Sequence[tuple[Candidate, int]], fixed: int) -> list[tuple[Candidate, int]]:
    """The longest choice of (mark, number of its note) whose numbers rise in reading order.

    The first `fixed` weight units of a surer mark outweigh any number of bare ones.
    """
    best: list[tuple[int, int]] = []
    for i, (mark, note) in enumerate(marks):
        weight = 1 if mark.kind > Kind.SIGNED else fixed
        before = [(best[j][0], j) for j in range(i) if marks[j][1] < note]
        total, link = max(before, default=(0, -1))
        best.append((total + weight, link))
    chain: list[tuple[Candidate, int]] = []
    turn = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while turn >= 0:
        chain.append(marks[turn])
        turn = best[turn][1]
    return chain[::-1]
