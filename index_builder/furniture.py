"""What a page repeats around its text: running heads, printed page numbers, thumb tabs.

They are taken out of the flow of text here and nowhere else.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index_builder.lines import Line, Page, Typography

MARGIN = 0.12
"""Running heads and page numbers stand in this share of the page's height, at its head or foot."""
SHORTEST = 6
"""A running head that no other page repeats has at least this many characters."""
LABEL = re.compile(r"^[■□◆●\s]*(?:図|表|写真|コラム|第\s?[0-9０-９]+[-－‐])")
EDGE = r"[-–—―‐−－・|｜\s]*"
NUMERAL = r"\d{1,4}|[ivxlc]{1,7}"
FOLIO = re.compile(
    rf"^{EDGE}[(\[〔〈<《]?(?:p(?:age|\.)?\s*)?((?:[a-z]|[ivx]{{1,4}}|\d{{1,2}})[-–‐−.]\d{{1,3}}|{NUMERAL})"
    rf"(?:\s*(?:/|of)\s*\d{{1,4}}|\s*(?:頁|ページ))?[)\]〕〉>》]?{EDGE}$",
    re.IGNORECASE,
)
LETTER = re.compile(r"[^\W\d_]")
INNER_FOLIO = re.compile(r"^(\d{1,4})[\s　|｜]+(\D.*)$|^(.*\D)[\s　|｜]+(\d{1,4})$")
MOST = 0.4
"""What stands at one place on this share of the pages is furniture, however large."""
MANY = 3

Furniture = tuple[list[tuple[int, str]], list[str]]
_Key = tuple[str, int]


@dataclass(slots=True)
class _Habits:
    """How a document sets its furniture.

    Attributes:
        repeated: how many pages carry the same text, numbers apart, at the same height in a margin.
        same: the same with the numbers.
        heights: hundredths of the page at which running heads stand.
    """

    pages: int
    typography: Typography
    repeated: Counter[_Key] = field(default_factory=Counter)
    same: Counter[_Key] = field(default_factory=Counter)
    heights: set[int] = field(default_factory=set)

    def count(self, line: Line, page: Page) -> int:
        return self.repeated[_key(line, page)]

    def is_common(self, line: Line, page: Page) -> bool:
        return self.same[line.text, _height(line, page)] >= max(MANY, MOST * self.pages)


def take_out(pages: Sequence[Page], typography: Typography) -> Furniture:
    """Remove furniture from `pages`; its running heads as (page, text) and each page's printed number."""
    habits = _Habits(len(pages), typography)
    for page in pages:
        lines = [line for line in page.lines if _in_margin(line, page)]
        habits.repeated.update({_key(line, page) for line in lines})
        habits.same.update({(line.text, _height(line, page)) for line in lines})
    folios = _folios(pages, habits)
    alone = [folio.line if folio and not folio.rest else None for folio in folios]
    habits.heights = _header_heights(pages, alone, habits)
    headers: list[tuple[int, str]] = []
    for page, line, folio in zip(pages, alone, folios, strict=True):
        heads = _heads(page, line, habits)
        headers.extend((page.number, _words(o, folio)) for o in heads)
        frame = _frame(page)
        gone = {o.place for o in [*heads, line] if o}
        page.lines = [o for o in page.lines if o.place not in gone and not _is_tab(o, page, frame)]
    return headers, [folio.label if folio else "" for folio in folios]


def _words(head: Line, folio: "_Folio | None") -> str:
    return folio.rest if folio and folio.line.place == head.place else head.text


def _key(line: Line, page: Page) -> _Key:
    return re.sub(r"\d+", "#", line.text), _height(line, page)


def _height(line: Line, page: Page) -> int:
    """Where the line stands, in hundredths of the page."""
    return round(line.rect.y0 / page.height * 100)


def _in_margin(line: Line, page: Page) -> bool:
    return line.rect.y1 < MARGIN * page.height or line.rect.y0 > (1 - MARGIN) * page.height


def _header_heights(
    pages: Sequence[Page], folios: Sequence[Line | None], habits: _Habits
) -> set[int]:
    """Heights at which more than one page has a head that others repeat."""
    found: Counter[int] = Counter()
    for page, folio in zip(pages, folios, strict=True):
        heads = _heads(page, folio, habits)
        found.update({_height(o, page) for o in heads if habits.count(o, page) > 1})
    return {height for height, count in found.items() if count > 1}


def _heads(page: Page, folio: Line | None, habits: _Habits) -> list[Line]:
    """Running heads and feet: from each edge inwards until a line is none."""
    own = folio.place if folio else None
    rest = [o for o in page.lines if o.place != own and not o.vertical and _in_margin(o, page)]
    top = sorted((o for o in rest if o.rect.y1 < page.height / 2), key=lambda o: o.rect.y0)
    foot = sorted((o for o in rest if o.rect.y1 >= page.height / 2), key=lambda o: -o.rect.y1)
    found: list[Line] = []
    for side in (top, foot):
        for line in side:
            if not _is_head(line, page, habits):
                break
            found.append(line)
    return found


@dataclass(frozen=True, slots=True)
class _Folio:
    """What may be a printed page number; `rest` are the words of a running head around it.

    `is_sure` when it stands alone in a margin: elsewhere it must count the pages.
    """

    line: Line
    label: str
    rest: str = ""
    is_sure: bool = False

    def shift(self, page: Page) -> int | None:
        """How far the number runs ahead of the page's place in the file, None for letters."""
        return int(self.label) - page.number if self.label.isdigit() else None


def _folios(pages: Sequence[Page], habits: _Habits) -> list[_Folio | None]:
    """The printed number of each page: the outermost, and of several the one that goes on counting."""
    every = [_candidates(page, habits) for page in pages]
    runs: Counter[int | None] = Counter()
    for page, found in zip(pages, every, strict=True):
        runs.update({folio.shift(page) for folio in found} - {None})
    chosen: list[_Folio | None] = []
    for page, found in zip(pages, every, strict=True):
        fit = [f for f in found if f.is_sure or runs[f.shift(page)] >= MANY]
        height = page.height / 2
        chosen.append(
            max(
                fit,
                key=lambda f: (runs[f.shift(page)], abs(f.line.rect.center[1] - height)),
                default=None,
            )
        )
    return chosen


def _candidates(page: Page, habits: _Habits) -> list[_Folio]:
    found: list[_Folio] = []
    outermost = _outermost(page)
    for line in (o for o in page.lines if id(o) in outermost or _in_margin(o, page)):
        text = unicodedata.normalize("NFKC", line.text)
        if match := FOLIO.match(text):
            if not _has_company(line, page, habits):
                found.append(_Folio(line, match[1], is_sure=_in_margin(line, page)))
        elif (match := INNER_FOLIO.match(text)) and habits.count(line, page) >= MANY:
            start, end = match.span(2) if match[1] else match.span(3)
            rest = line.text[start:end] if len(text) == len(line.text) else text[start:end]
            found.append(_Folio(line, match[1] or match[4], rest.strip()))
    return found


def _outermost(page: Page) -> set[int]:
    """The first and the last line of a page, by identity: its text may leave wide margins."""
    level = [line for line in page.lines if not line.vertical]
    if not level:
        return set()
    first = min(level, key=lambda o: o.rect.y0)
    return {id(first), id(max(level, key=lambda o: o.rect.y1))}


def _has_company(line: Line, page: Page, habits: _Habits) -> bool:
    """Whether text that other pages do not repeat goes on in the row, as beside a note's number."""
    return any(
        other is not line
        and other.rect.y0 < line.rect.center[1] < other.rect.y1
        and 0 < other.rect.x0 - line.rect.x1 < 3 * line.size
        and habits.count(other, page) < 2
        for other in page.lines
    )


def _is_head(line: Line, page: Page, habits: _Habits) -> bool:
    if len(LETTER.findall(line.text)) < 2:
        return False
    apart = _stands_apart(line, page, habits)
    if habits.is_common(line, page) and apart:
        return True
    if line.size > 1.05 * habits.typography.size or LABEL.match(line.text):
        return False
    above = line.size < 0.93 * habits.typography.size and line.rect.y1 < page.height / 2
    if habits.count(line, page) > 1:
        return apart or above
    known = _height(line, page) in habits.heights
    return above and (known or _stands_alone(line, page))


def _stands_apart(line: Line, page: Page, habits: _Habits) -> bool:
    """Whether the nearest other text towards the middle of the page is more than a line away."""
    middle = page.height / 2
    if line.rect.y1 < middle:
        gaps = [o.rect.y0 - line.rect.y1 for o in page.lines if o.rect.y0 > line.rect.y0 + 1]
    else:
        gaps = [line.rect.y0 - o.rect.y1 for o in page.lines if o.rect.y0 < line.rect.y0 - 1]
    return min(gaps, default=middle) > line.size and not _has_company(line, page, habits)


def _stands_alone(line: Line, page: Page) -> bool:
    """Whether nothing is above the line and a wide gap is below it."""
    if len(line.text) < SHORTEST:
        return False
    others = [o for o in page.lines if o is not line and not o.vertical]
    if any(o.rect.y1 < line.rect.y0 + 1 for o in others):
        return False
    below = [o.rect.y0 for o in others if o.rect.y0 > line.rect.y0]
    return not below or min(below) - line.rect.y1 > 1.5 * line.size


def _frame(page: Page) -> tuple[float, float]:
    """The left and right edge of the page's text."""
    body = [o.rect for o in page.lines if not o.vertical and len(o.text) > 3]
    if not body:
        return 0.0, page.width
    return min(r.x0 for r in body), max(r.x1 for r in body)


def _is_tab(line: Line, page: Page, frame: tuple[float, float]) -> bool:
    """Whether the line is a short vertical text in the outer margin of a horizontal page."""
    if not line.vertical or page.vertical or len(line.text) > 30:
        return False
    outside = line.rect.x0 >= frame[1] - 1 or line.rect.x1 <= frame[0] + 1
    edge = line.rect.x0 > 0.9 * page.width or line.rect.x1 < 0.1 * page.width
    return outside and edge
