"""Captions of figures, tables and pictures, and the parts of a page that belong to them.

Pure. A caption is known by its label, or, without one, by the credit that stands under a picture's
title. What it describes lies below or above it; where both are possible, the document's habit decides.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index_builder import tables
from index_builder.lines import Page, Typography
from index_builder.model import Part, Rect
from index_builder.passages import Draft, join_text
from index_builder.titles import RUNNING, continues, cut, unmarked

D = r"[0-9０-９]{1,3}"
DASH = r"[-－‐―−–ー‑.．]"
UNIT = (
    rf"(?:{D}|[Ⅰ-Ⅻ]|[IVX]+(?={DASH})|[A-Z](?={DASH}?[0-9０-９])|[(（]{D}[)）]|[特補付参](?={DASH}))"
)
CHAIN = rf"{UNIT}(?:[\s　]?{DASH}[\s　]?{UNIT})*"
LONG = rf"{UNIT}(?:{DASH}{UNIT})+"
BEHIND = "図表|図|表|写真|グラフ"
BEFORE = (
    "図表|付図|付表|別図|別表|参考図表|参考図|図|表|写真|資料|グラフ|Fig\\.?|Figure|Table|Chart"
)
OPEN = r"【〔\[＜〈<（("
CLOSE = r"】〕\]＞〉>）)"
LABEL = re.compile(
    rf"^(?:[■□◆●▼▲\s　]|(?P<open>[{OPEN}]))*(?P<label>(?:第[\s　]?)?(?:(?<=第){CHAIN}|(?<=第[\s　]){CHAIN}|{LONG})[\s　]?(?P<behind>{BEHIND})(?!彰|現|示|明|面|書|形)"
    rf"|(?P<before>{BEFORE})[\s　]*(?:第[\s　]?)?{CHAIN}|(?<=【)第{LONG}(?=】))[{CLOSE}]?"
)
NUMBER = re.compile(
    r"(?:[IVX]+[-‐―−–ー‑.]?)?(?:[0-9(]|[特付補](?=[-‐―−–ー‑.]))[0-9()特付補\-‐―−–ー‑.]*"
)
SEPARATOR = re.compile(r"^[\s　／/：:.．|｜]+")
PARTICLE = re.compile(
    r"^(?:参照|では|には|から|より|[はがをにのでともやへ])(?![ぁ-ん]{2})|^[，、,]"
)
COUNTER = re.compile(r"^[0-9０-９年月日時分秒人件円億万回点枚本種類つ％%]")
"""What follows a number that counts and labels nothing."""
CREDIT = re.compile(r"^[(（]?(?:写真|画像|資料|図)?(?:提供|撮影|出典|出所|資料)[\s　]*[：:／]|^©")
ITEM = re.compile(r"[●◆○◇・※]")
"""What opens an item of a list, which titles no picture."""
KINDS = {"図": "figure", "表": "table", "写真": "photo", "資料": "other"}
SMALL = 0.95
"""Text below this share of the body size beside a caption belongs to what it describes."""
LEAST_ROOM = 4.0
"""A figure is at least this many ems high."""
LONGEST = 160
"""A caption is no longer than this many characters …"""
LONGEST_BARE = 60
"""… and no longer than this without a label."""
WIDE = 0.6
"""A paragraph wider than this share of a table is no cell of it."""
NEAR = 1.6
"""A credit stands within this many ems below the title of its picture."""
BESIDE = 3.5
"""A title stands within this many ems to the right of its label."""


@dataclass(slots=True)
class Found:
    """A caption's parts; `area` is what it describes."""

    kind: str
    label: str
    number: str
    title: str
    draft: Draft
    area: Rect | None


def find(
    drafts: list[Draft],
    typography: Typography,
    pages: Mapping[int, Page] | None = None,
    members: Collection[int] = (),
) -> list[Found]:
    """Captions among `drafts`; they and what they describe are marked with their parts.

    A label takes the title that stands beside it, a title its further lines. `members` are the
    ids of the paragraphs of a 目次, which describe nothing.
    """
    grids = tables.find(drafts, pages or {})
    found: list[Found] = []
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        level = draft.part == Part.BODY and not draft.lines[0].vertical
        if level and id(draft) not in members:
            _part_centred(drafts, index)
            caption = _labelled(drafts, index, typography) or _credited(drafts, index)
            if caption is not None:
                found.append(caption)
        index += 1
    _mark_areas(drafts, found, typography)
    _find_areas(drafts, found, grids, typography)
    return found


def _part_centred(drafts: list[Draft], index: int) -> None:
    """Part a paragraph above a line that is a caption: it has a label and room on either side."""
    draft = drafts[index]
    left, right = draft.column
    for number, line in enumerate(draft.lines[1:], 1):
        room = min(line.rect.x0 - left, right - line.rect.x1)
        if room > line.size and LABEL.match(line.text):
            drafts[index : index + 1] = cut(draft, 0, number)
            return


def _labelled(drafts: list[Draft], index: int, typography: Typography) -> Found | None:
    draft = drafts[index]
    match = LABEL.match(draft.text)
    if match is None:
        return None
    if match.end() == len(draft.text):
        _take_title(drafts, index)
    caption = _caption(draft, typography)
    while caption and index + 1 < len(drafts):
        if not continues(draft, drafts[index + 1], match.group()):
            break
        draft.lines += drafts.pop(index + 1).lines
        caption = _caption(draft, typography)
    return caption


def _take_title(drafts: list[Draft], index: int) -> None:
    """Join to a label the paragraph that stands to its right, on its row."""
    label = drafts[index]
    for other in range(index + 1, min(index + 6, len(drafts))):
        title = drafts[other]
        if title.page != label.page or title.panel != label.panel:
            continue
        gap = title.rect.x0 - label.rect.x1
        level = title.rect.y0 < label.rect.center[1] < title.rect.y1
        if level and 0 <= gap < (BESIDE * label.size if other > index + 1 else title.rect.x0):
            label.title_line = len(label.lines)
            label.lines += drafts.pop(other).lines
            return


def _caption(draft: Draft, typography: Typography) -> Found | None:
    lines = unmarked(draft)
    text = join_text(lines[draft.title_line :])
    if draft.title_line:
        text = join_text(lines[: draft.title_line]) + "　" + text
    match = LABEL.match(text)
    if match is None or len(text) > LONGEST:
        return None
    rest = text[match.end() :]
    parted = SEPARATOR.match(rest)
    title = SEPARATOR.sub("", rest).strip()
    closed = match.group()[-1] in CLOSE
    if match["open"] and not closed:
        return None
    body = typography.is_body(draft.lines[0])
    if (
        rest
        and not (parted or closed)
        and rest[0] not in "「『【（("
        and (body or COUNTER.match(rest))
    ):
        return None
    blank = parted is not None and not parted.group().strip()
    if (blank or not parted) and (PARTICLE.match(title) or RUNNING.search(title)):
        return None
    if body and (not (parted or closed) or text.endswith(("。", "、"))):
        return None
    label = match["label"].strip()
    draft.part = Part.CAPTION
    return Found(_kind(match), label, number_of(label), title, draft, draft.panel)


def _kind(match: re.Match[str]) -> str:
    word = match["behind"] or match["before"] or ""
    if word.lower() == "table" or (word.endswith("表") and not word.endswith("図表")):
        return "table"
    return KINDS.get(word, "figure")


def _credited(drafts: Sequence[Draft], index: int) -> Found | None:
    """The title of a picture, which has no label but a credit right below it."""
    draft = drafts[index]
    if index + 1 >= len(drafts) or len(draft.text) > LONGEST_BARE:
        return None
    credit = drafts[index + 1]
    if credit.page != draft.page or credit.panel != draft.panel or not CREDIT.match(credit.text):
        return None
    if RUNNING.search(draft.text) or CREDIT.match(draft.text) or ITEM.match(draft.text):
        return None
    if draft.text[-1] in "、，）)":
        return None
    gap = credit.rect.y0 - draft.rect.y1
    overlap = draft.rect.x0 < credit.rect.x1 and credit.rect.x0 < draft.rect.x1
    if not overlap or not -0.5 < gap / draft.size < NEAR or _gap_above(drafts, index) < LEAST_ROOM:
        return None
    draft.part = Part.CAPTION
    kind = "photo" if re.match(r"^[(（]?(?:写真|画像)?(?:提供|撮影)|^©", credit.text) else "other"
    return Found(kind, "", "", join_text(unmarked(draft)), draft, draft.panel)


def _gap_above(drafts: Sequence[Draft], index: int) -> float:
    """How many ems of blank page are above a paragraph."""
    draft = drafts[index]
    x0, y0, x1, _ = draft.rect
    first = last = index
    while first > 0 and drafts[first - 1].page == draft.page:
        first -= 1
    while last + 1 < len(drafts) and drafts[last + 1].page == draft.page:
        last += 1
    others = (other.rect for other in drafts[first : last + 1] if other is not draft)
    above = [r.y1 for r in others if r.y1 <= y0 + 1 and r.x0 < x1 and x0 < r.x1]
    return (y0 - max(above, default=0.0)) / draft.size


def number_of(label: str) -> str:
    """The number in a label as ASCII: 第１-３-１図 gives 1-3-1, 図表Ⅰ-4-1 gives I-4-1."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", label))
    match = NUMBER.search(plain)
    return re.sub(r"[‐―−–ー‑.]", "-", match.group()).strip("-") if match else ""


def _mark_areas(drafts: Sequence[Draft], found: Sequence[Found], typography: Typography) -> None:
    kinds = {caption.area: caption.kind for caption in found if caption.area is not None}
    loose = {id(caption.draft): caption.kind for caption in found if caption.area is None}
    kind = ""
    for draft in drafts:
        if draft.part == Part.CAPTION:
            kind = loose.get(id(draft), "")
        elif draft.panel is not None:
            draft.part = _part(kinds.get(draft.panel, "")) if draft.panel in kinds else Part.BOX
        elif draft.part == Part.BODY and draft.size < SMALL * typography.size:
            draft.part = _part(kind)
        elif draft.part != Part.TABLE:
            kind = ""


def _mark_cells(area: Rect, drafts: Sequence[Draft], typography: Typography) -> None:
    for draft in drafts:
        inside = draft.part == Part.BODY and area.contains(*draft.rect.center)
        if inside and not _is_solid(draft, area.width, typography):
            draft.part = Part.TABLE


@dataclass(frozen=True, slots=True)
class _Sides:
    """The room above and below a caption, None where there is too little for a figure."""

    above: Rect | None
    below: Rect | None

    @property
    def larger_below(self) -> bool:
        above = self.above.height if self.above else 0.0
        return (self.below.height if self.below else 0.0) >= above


def _find_areas(
    drafts: Sequence[Draft],
    found: Sequence[Found],
    grids: Mapping[int, Sequence[Rect]],
    typography: Typography,
) -> None:
    """What captions without a panel describe: the table beside them, else the room above or below."""
    open_ = [caption for caption in found if caption.area is None]
    pages: dict[int, list[Draft]] = {caption.draft.page: [] for caption in open_}
    for draft in drafts:
        if draft.page in pages:
            pages[draft.page].append(draft)
    frame = _frame(drafts)
    sides: dict[int, _Sides] = {}
    habit: Counter[tuple[str, bool]] = Counter()
    for caption in open_:
        page = caption.draft.page
        caption.area = _table_beside(caption, grids.get(page, ()))
        if caption.area is None:
            room = sides[id(caption)] = _sides(caption.draft, pages[page], typography, frame)
            if (room.above is None) != (room.below is None):
                habit[caption.kind, room.below is not None] += 1
    for caption in open_:
        room = sides.get(id(caption), _Sides(None, None))
        below = habit[caption.kind, True] - habit[caption.kind, False]
        down = below > 0 or (not below and (caption.kind == "table" or room.larger_below))
        first = room.below if down else room.above
        caption.area = caption.area or first or room.below or room.above
        if caption.kind == "table" and caption.area is not None:
            _mark_cells(caption.area, pages[caption.draft.page], typography)


def _table_beside(caption: Found, grids: Sequence[Rect]) -> Rect | None:
    """The ruled table right below a caption, or above it."""
    own, reach = caption.draft.rect, 3 * caption.draft.size
    for grid in grids:
        across = grid.x0 < own.x1 and own.x0 < grid.x1
        if across and (-reach < grid.y0 - own.y1 < reach or -reach < own.y0 - grid.y1 < reach):
            return grid.union(own)
    return None


def _frame(drafts: Sequence[Draft]) -> tuple[float, float]:
    """Top and bottom of the text of most pages."""
    tops: dict[int, float] = {}
    ends: dict[int, float] = {}
    for draft in drafts:
        rect = draft.rect
        tops[draft.page] = min(tops.get(draft.page, rect.y0), rect.y0)
        ends[draft.page] = max(ends.get(draft.page, rect.y1), rect.y1)
    high, low = sorted(tops.values()), sorted(ends.values(), reverse=True)
    return (high[len(high) // 4], low[len(low) // 4]) if tops else (0.0, 0.0)


def _sides(
    caption: Draft, drafts: Sequence[Draft], typography: Typography, frame: tuple[float, float]
) -> _Sides:
    """The space around a caption that no running text, heading or other caption takes."""
    own = caption.rect
    least = LEAST_ROOM * typography.size
    x0, x1 = _breadth(caption, drafts)
    others = [d.rect for d in drafts if d is not caption and _is_solid(d, x1 - x0, typography)]
    near = [r for r in others if r.x0 < min(x1, own.x1) and max(x0, own.x0) < r.x1]
    high = min([frame[0], *(d.rect.y0 for d in drafts)])
    low = max([frame[1], *(d.rect.y1 for d in drafts)])
    below = min((r.y0 for r in near if r.y0 >= own.y1 - 1), default=low)
    above = max((r.y1 for r in near if r.y1 <= own.y0 + 1), default=high)
    return _Sides(
        Rect(x0, above, x1, own.y1) if own.y0 - above >= least else None,
        Rect(x0, own.y0, x1, below) if below - own.y1 >= least else None,
    )


def _is_solid(draft: Draft, breadth: float, typography: Typography) -> bool:
    """Whether a paragraph cannot be part of a figure or table: no small lettering and no cell."""
    if draft.part in {Part.CAPTION, Part.HEADING}:
        return True
    if draft.part not in {Part.BODY, Part.BOX} or draft.size < SMALL * typography.size:
        return False
    running = RUNNING.search(draft.text) is not None or draft.rect.width > WIDE * breadth
    return running or not typography.is_body(draft.lines[0])


def _breadth(caption: Draft, drafts: Sequence[Draft]) -> tuple[float, float]:
    """Left and right edge of the figure: of the text around it, and half way to what stands beside it."""
    own = caption.rect
    middle = own.center[0]
    around = [d.rect for d in drafts if d.rect.x0 <= middle <= d.rect.x1 and d is not caption]
    x0 = min([own.x0, caption.column[0], *(r.x0 for r in around)])
    x1 = max([own.x1, caption.column[1], *(r.x1 for r in around)])
    for other in drafts:
        rect = other.rect
        if other.part == Part.CAPTION and rect.y0 < own.y1 and own.y0 < rect.y1:
            if rect.x0 >= own.x1:
                x1 = min(x1, (own.x1 + rect.x0) / 2)
            elif rect.x1 <= own.x0:
                x0 = max(x0, (own.x0 + rect.x1) / 2)
    return x0, x1


def _part(kind: str) -> Part:
    return Part.TABLE if kind == "table" else Part.FIGURE
