"""Headings from typography and numbering, and their levels.

A heading is set apart from running text: larger, bold or in another face, and short. Its label says
its rank; where labels leave it open, size decides. The embedded outline is evidence, never the source.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index_builder.lines import Typography, same_size
from index_builder.model import Part
from index_builder.passages import Draft, join_text

N = r"[0-9０-９一二三四五六七八九十百]+"
D = r"[0-9０-９]+"
DASH = r"[-－‐―−–ー‑.．]"
LABELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^第{N}[部編]")),
    (2, re.compile(rf"^第{N}章")),
    (3, re.compile(rf"^第{N}節")),
    (4, re.compile(rf"^コラム[\s　]*{D}(?:{DASH}{D})*")),
    (4, re.compile(rf"^{D}(?:{DASH}{D})+[.．]?(?=[\s　]|[^\s0-9０-９.．%％])")),
    (5, re.compile(r"^[❶-❿➊-➓⓫-⓴]")),
    (6, re.compile(rf"^{D}[.．](?![0-9０-９])")),
    (4, re.compile(rf"^{D}(?=[\s　]+\S)")),
    (4, re.compile(r"^[Ⅰ-Ⅻ][.．]?(?=[\s　]|[^a-zA-Z])")),
    (7, re.compile(rf"^[(（]{D}[)）]")),
    (8, re.compile(r"^[①-⑳㉑-㉟➀-➉]")),
    (8, re.compile(r"^[●◆■○◇□◎▶]")),
    (8, re.compile(r"^[ア-コ](?=[\s　.．])")),
    (8, re.compile(r"^[(（]?[ⅰ-ⅻ][)）.．]")),
)
ALONE = re.compile(rf"^(?:第{N}[部編章節]|コラム[\s　]*{D}(?:{DASH}{D})*|{D}(?:{DASH}{D})*[.．]?)$")
UNLABELLED = 8
LONGEST = 160
"""A heading is no longer than this many characters."""


@dataclass(slots=True)
class Entry:
    """A heading as found: `draft` is its paragraph."""

    level: int
    label: str
    title: str
    draft: Draft
    rank: int
    size: float


def find(drafts: list[Draft], typography: Typography) -> list[Entry]:
    """The headings among `drafts`, which are marked as such; a label on its own line takes its title."""
    found: list[Entry] = []
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        if draft.part in (Part.BODY, Part.BOX) and _stands_out(draft, typography):
            if ALONE.match(draft.text.strip()):
                _take_title(drafts, index, typography)
            entry = _entry(draft, typography)
            if entry is not None:
                draft.part = Part.HEADING
                found.append(entry)
        index += 1
    _levels(found)
    return found


def _stands_out(draft: Draft, typography: Typography) -> bool:
    line = draft.lines[0]
    if line.vertical or typography.is_body(line) or len(draft.text) > LONGEST:
        return False
    return line.size >= 0.97 * typography.size or (
        draft.panel is not None and _label(draft.text)[0] != 0
    )


def _take_title(drafts: list[Draft], index: int, typography: Typography) -> None:
    """Join to a label the following paragraph when it is its title: set out too, below or beside it."""
    draft = drafts[index]
    if index + 1 >= len(drafts):
        return
    title = drafts[index + 1]
    if title.page != draft.page or title.panel != draft.panel or typography.is_body(title.lines[0]):
        return
    apart = title.rect.y0 - draft.rect.y1
    beside = apart < -0.3 * title.size
    large = title.size >= (0.85 if beside else 0.97) * draft.size
    if apart < 1.5 * title.size and large and not _label(title.text)[0]:
        draft.title_line = len(draft.lines)
        draft.lines.extend(title.lines)
        del drafts[index + 1]


def _label(text: str) -> tuple[int, str]:
    """Rank and label that open `text`; rank 0 when it has none."""
    text = text.strip()
    for rank, pattern in LABELS:
        match = pattern.match(text)
        if match:
            return rank, match.group().strip()
    return 0, ""


def _entry(draft: Draft, typography: Typography) -> Entry | None:
    text = join_text(_clean(draft))
    rank, label = _label(text)
    title = text[len(label) :].strip() if label else text.strip()
    if not _is_title(label, title):
        return None
    if rank == 0:
        if draft.size >= 1.2 * typography.size:
            rank = 1
        elif len(draft.lines) <= 2 and re.match(r"^[〈＜【《\[［「]", text):
            rank = UNLABELLED
        else:
            return None
    return Entry(rank, label, title, draft, rank, draft.size)


def _clean(draft: Draft) -> list[str]:
    """The lines without raised figures, which are marks."""
    texts = []
    for line in draft.lines:
        text = line.text
        for start, end in reversed(line.raised):
            text = text[:start] + text[end:]
        texts.append(text.strip())
    return texts


def _is_title(label: str, title: str) -> bool:
    if not title:
        return bool(label) and unicodedata.normalize("NFKC", label[:1]) not in "0123456789●■○◆◇□"
    if not re.search(r"[^\W\d_]", title):
        return False
    return title[-1] not in "。、，．"


def _levels(entries: Sequence[Entry]) -> None:
    """Levels by rank, but a smaller heading under a bullet or an unlabelled one goes below it."""
    stack: list[Entry] = []
    for entry in entries:
        while stack and stack[-1].rank >= entry.rank and not _below(stack, entry):
            stack.pop()
        if stack and entry.level <= stack[-1].level:
            entry.level = stack[-1].level + 1
        stack.append(entry)


def _below(stack: Sequence[Entry], entry: Entry) -> bool:
    top = stack[-1]
    if any(e.rank == entry.rank for e in stack) or top.rank < UNLABELLED:
        return False
    return top.size > entry.size and not same_size(top.size, entry.size)
