"""Captions of figures, tables and pictures, and the parts of a page that belong to them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index_builder.lines import Typography
from index_builder.model import Part, Rect
from index_builder.passages import Draft, join_text

D = r"[0-9０-９]+"
DASH = r"[-－‐―−–ー‑.．]"
LABEL = re.compile(
    rf"^[■□◆●▼▲\s　]*((?:第[\s　]?{D}(?:{DASH}{D})*[\s　]?(図表|図|表))"
    rf"|(?:(図表|図|表|写真|Fig\.?|Figure|Table|Chart)[\s　]*(?:[Ⅰ-Ⅻ]|{D})(?:{DASH}{D})*))"
)
NUMBER = re.compile(r"(?:[IVX]+[-‐―−–ー‑.])?[0-9][0-9\-‐―−–ー‑.]*")
SEPARATOR = re.compile(r"^[\s　／/：:.．|｜]+")
KINDS = {"図": "figure", "表": "table", "写真": "photo", "図表": "figure"}
SMALL = 0.95
"""Text below this share of the body size after a caption belongs to what it describes."""
LEAST_ROOM = 4.0
"""A figure is at least this many ems high."""


@dataclass(slots=True)
class Found:
    """A caption's parts; `area` is what it describes."""

    kind: str
    label: str
    number: str
    title: str
    draft: Draft
    area: Rect | None


def find(drafts: list[Draft], typography: Typography) -> list[Found]:
    """Captions among `drafts`; they and what they describe are marked with their parts.

    A label takes the title that stands beside it.
    """
    found: list[Found] = []
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        match = LABEL.match(draft.text)
        if match and match.end() == len(draft.text) and _has_title_beside(drafts, index):
            draft.title_line = len(draft.lines)
            draft.lines.extend(drafts.pop(index + 1).lines)
        caption = _caption(draft, typography)
        if caption is not None:
            found.append(caption)
        index += 1
    _mark_areas(drafts, found, typography)
    return found


def _has_title_beside(drafts: Sequence[Draft], index: int) -> bool:
    label = drafts[index]
    following = drafts[index + 1 : index + 2]
    return any(
        title.page == label.page
        and title.panel == label.panel
        and title.rect.x0 >= label.rect.x1
        and title.rect.y0 < label.rect.center[1] < title.rect.y1
        for title in following
    )


def _caption(draft: Draft, typography: Typography) -> Found | None:
    lines = [line.text for line in draft.lines]
    text = join_text(lines[draft.title_line :])
    if draft.title_line:
        text = join_text(lines[: draft.title_line]) + "　" + text
    match = LABEL.match(text)
    if match is None or len(text) > 160 or draft.lines[0].vertical:
        return None
    rest = text[match.end() :]
    parted = SEPARATOR.match(rest)
    if typography.is_body(draft.lines[0]) and (not parted or text.endswith(("。", "、"))):
        return None
    if rest and not parted and rest[0] not in "「『【（(":
        return None
    label = match.group(1).strip()
    kind = KINDS.get(match.group(2) or match.group(3), "figure")
    if label.lower().startswith("table"):
        kind = "table"
    title = SEPARATOR.sub("", rest).strip()
    draft.part = Part.CAPTION
    return Found(kind, label, number_of(label), title, draft, draft.panel)


def number_of(label: str) -> str:
    """The number in a label as ASCII: 第１-３-１図 gives 1-3-1, 図表Ⅰ-4-1 gives I-4-1."""
    match = NUMBER.search(unicodedata.normalize("NFKC", label))
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
        else:
            kind = ""
    for caption in found:
        if caption.area is None:
            caption.area = _room(caption.draft, drafts)


def _room(caption: Draft, drafts: Sequence[Draft]) -> Rect | None:
    """The space between a caption and the text below it in its column, else above it, if any."""
    x0, x1 = caption.column
    own = caption.rect
    rects = [
        d.rect
        for d in drafts
        if d.page == caption.page
        and d is not caption
        and d.part not in {Part.FIGURE, Part.TABLE}
        and d.column[0] < x1
        and x0 < d.column[1]
    ]
    below = min((r.y0 for r in rects if r.y0 >= own.y1), default=own.y1)
    above = max((r.y1 for r in rects if r.y1 <= own.y0), default=own.y0)
    if below - own.y1 >= LEAST_ROOM * caption.size:
        return Rect(min(x0, own.x0), own.y0, max(x1, own.x1), below)
    if own.y0 - above >= LEAST_ROOM * caption.size:
        return Rect(min(x0, own.x0), above, max(x1, own.x1), own.y1)
    return None


def _part(kind: str) -> Part:
    return Part.TABLE if kind == "table" else Part.FIGURE
