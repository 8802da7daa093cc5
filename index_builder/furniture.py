"""What a page repeats around its text: running heads, printed page numbers, thumb tabs.

They are taken out of the flow of text here and nowhere else.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from index_builder.lines import Line, Page, Typography

MARGIN = 0.12
"""Running heads and page numbers stand in this share of the page's height, at its head or foot."""
SHORTEST = 6
"""A running head that no other page repeats has at least this many characters."""
LABEL = re.compile(r"^[■□◆●\s]*(?:図|表|写真|コラム|第\s?[0-9０-９]+[-－‐])")
FOLIO = re.compile(
    r"^[-–—‐−－・|\s]*(?:p\.?\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*/\s*\d{1,4})?[-–—‐−－・|\s]*$"
)

Furniture = tuple[list[tuple[int, str]], list[str]]
_Key = tuple[str, int]


def take_out(pages: Sequence[Page], typography: Typography) -> Furniture:
    """Remove furniture from `pages`; its running heads as (page, text) and each page's printed number."""
    repeated = _repeated(pages)
    folios = [_folio_line(page, repeated) for page in pages]
    heights = _header_heights(pages, folios, repeated, typography)
    headers: list[tuple[int, str]] = []
    labels: list[str] = []
    for page, folio in zip(pages, folios, strict=True):
        heads = _heads(page, folio, repeated, heights, typography)
        headers.extend((page.number, line.text) for line in heads)
        labels.append(_folio(folio, page) if folio is not None else "")
        frame = _frame(page)
        gone = {id(line) for line in [*heads, folio]}
        page.lines[:] = [o for o in page.lines if id(o) not in gone and not _is_tab(o, page, frame)]
    return headers, labels


def _key(line: Line, page: Page) -> _Key:
    return re.sub(r"\d+", "#", line.text), round(line.rect.y0 / page.height * 100)


def _in_margin(line: Line, page: Page) -> bool:
    return line.rect.y1 < MARGIN * page.height or line.rect.y0 > (1 - MARGIN) * page.height


def _repeated(pages: Sequence[Page]) -> Counter[_Key]:
    """How many pages carry the same text at the same height in a margin."""
    seen: Counter[_Key] = Counter()
    for page in pages:
        seen.update({_key(line, page) for line in page.lines if _in_margin(line, page)})
    return seen


def _header_heights(
    pages: Sequence[Page],
    folios: Sequence[Line | None],
    repeated: Counter[_Key],
    typography: Typography,
) -> set[int]:
    """Heights (hundredths of the page) at which the document sets running heads."""
    found: Counter[int] = Counter()
    for page, folio in zip(pages, folios, strict=True):
        heads = _heads(page, folio, repeated, set(), typography)
        found.update({_key(line, page)[1] for line in heads if repeated[_key(line, page)] > 1})
    return {height for height, count in found.items() if count > 1}


def _heads(
    page: Page,
    folio: Line | None,
    repeated: Counter[_Key],
    heights: set[int],
    typography: Typography,
) -> list[Line]:
    """Running heads and feet: from each edge inwards until a line is none."""
    rest = [o for o in page.lines if o is not folio and not o.vertical and _in_margin(o, page)]
    top = sorted((o for o in rest if o.rect.y1 < page.height / 2), key=lambda o: o.rect.y0)
    foot = sorted((o for o in rest if o.rect.y1 >= page.height / 2), key=lambda o: -o.rect.y1)
    found: list[Line] = []
    for side in (top, foot):
        for line in side:
            if not _is_head(line, page, repeated, heights, typography):
                break
            found.append(line)
    return found


def _folio(line: Line, page: Page) -> str:
    """The printed page number when the line is nothing else and stands in a margin."""
    if not _in_margin(line, page):
        return ""
    match = FOLIO.match(unicodedata.normalize("NFKC", line.text).casefold())
    return match.group(1) if match else ""


def _folio_line(page: Page, repeated: Counter[_Key]) -> Line | None:
    """The outermost line that can be the printed page number; only a running foot may be beside it."""
    found = [o for o in page.lines if _folio(o, page) and not _has_company(o, page, repeated)]
    return max(found, key=lambda o: abs(o.rect.center[1] - page.height / 2), default=None)


def _has_company(line: Line, page: Page, repeated: Counter[_Key]) -> bool:
    """Whether text that other pages do not repeat goes on in the row, as beside a note's number."""
    return any(
        other is not line
        and other.rect.y0 < line.rect.center[1] < other.rect.y1
        and 0 < other.rect.x0 - line.rect.x1 < 3 * line.size
        and repeated[_key(other, page)] < 2
        for other in page.lines
    )


def _is_head(
    line: Line,
    page: Page,
    repeated: Counter[_Key],
    heights: set[int],
    typography: Typography,
) -> bool:
    if line.size > 1.05 * typography.size or not re.search(r"[^\W\d_]", line.text):
        return False
    if LABEL.match(line.text):
        return False
    key = _key(line, page)
    small = line.size < 0.93 * typography.size
    if repeated[key] > 1:
        return _stands_apart(line, page, repeated) or (small and line.rect.y1 < page.height / 2)
    return (
        small
        and line.rect.y1 < page.height / 2
        and (key[1] in heights or _stands_alone(line, page))
    )


def _stands_apart(line: Line, page: Page, repeated: Counter[_Key]) -> bool:
    """Whether the nearest other text towards the middle of the page is more than a line away."""
    middle = page.height / 2
    if line.rect.y1 < middle:
        gaps = [o.rect.y0 - line.rect.y1 for o in page.lines if o.rect.y0 > line.rect.y0 + 1]
    else:
        gaps = [line.rect.y0 - o.rect.y1 for o in page.lines if o.rect.y0 < line.rect.y0 - 1]
    return min(gaps, default=middle) > line.size and not _has_company(line, page, repeated)


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
