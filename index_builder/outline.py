"""Headings from typography and numbering, and their levels.

A heading is set apart from running text: larger, bold or in another face, and short. Its label says
its rank; where labels leave it open, size decides. The embedded outline is evidence, never the source.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index_builder.lines import Typography
from index_builder.model import Part
from index_builder.passages import Draft, join_text

N = r"[0-9０-９一二三四五六七八九十百]+"
D = r"[0-9０-９]+"
HYPHEN = r"[-－‐―−–ー‑]"
SAME = r"(?:[0-9]+(?:[.．][0-9]+)+|[０-９]+(?:[.．][０-９]+)+)"
"""Numbers parted by points; １．10 is a label and a number."""
DASH = r"[-－‐―−–ー‑.．]"
SECTION = 300
ROMAN = 350
PLAIN = 400
BOX = 400
DEEP = 420
POINTED = 600
BULLET = 850
LABELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (100, re.compile(rf"^第[\s　]?{N}[\s　]?[部編]")),
    (200, re.compile(rf"^第[\s　]?{N}[\s　]?章")),
    (300, re.compile(rf"^第[\s　]?{N}[\s　]?節")),
    (BOX, re.compile(rf"^コラム[\s　]*{D}(?:{DASH}{D})*")),
    (DEEP, re.compile(rf"^(?:{D}(?:{HYPHEN}{D})+|{SAME})[.．]?(?=[\s　]|[^\s0-9０-９.．%％])")),
    (500, re.compile(r"^[❶-❿➊-➓⓫-⓴]")),
    (POINTED, re.compile(rf"^{D}[.．](?![0-9０-９])")),
    (PLAIN, re.compile(rf"^{D}(?=[\s　]+[^\s年月日時分秒人件円億万％%])")),
    (
        ROMAN,
        re.compile(rf"^[Ⅰ-Ⅻ][.．]?(?:[\s　]*{D}(?:{DASH}{D})*[.．]?)?(?=[\s　]|[^a-zA-Z0-9０-９])"),
    ),
    (700, re.compile(rf"^[(（]{D}[)）]")),
    (800, re.compile(r"^[①-⑳㉑-㉟➀-➉]")),
    (850, re.compile(r"^[●◆■○◇□◎▶]")),
    (810, re.compile(r"^[ア-コ](?=[\s　.．])")),
    (820, re.compile(r"^[(（]?[ⅰ-ⅻ][)）.．]")),
)
ALONE = re.compile(
    rf"^(?:第[\s　]?{N}[\s　]?[部編章節]|コラム[\s　]*{D}(?:{DASH}{D})*|{D}(?:{DASH}{D})*[.．]?)$"
)
DEEPEST = 900
"""The rank of an unlabelled heading of body size."""
LEADERS = re.compile(r"[.．…‥・･⋯]{3,}[\s　]*[0-9０-９ivx-]*$|^目[\s　]*次$|^[Cc]ontents$")
SENTENCE = 15
"""Running text has at least this many characters."""
OTHER_SIZE = 0.85
"""Labels of one kind below this share of the larger ones are another kind."""
LARGE = 1.2
"""An unlabelled heading is this much larger than running text, or set in brackets of its own."""
LONGEST = 160
"""A heading is no longer than this many characters."""


@dataclass(slots=True)
class Entry:
    """A heading as found: `draft` is its paragraph, `rank` orders kinds of labels, shallow to deep."""

    label: str
    title: str
    draft: Draft
    rank: int
    size: float
    level: int = 0


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
            if entry is not None and (entry.label or _heads_text(drafts, index, typography)):
                draft.part = Part.HEADING
                found.append(entry)
        index += 1
    _settle_numbers(found)
    _part_by_size(found)
    _rank_unlabelled(found)
    _settle_boxes(drafts, found)
    _levels(found)
    return found


def _stands_out(draft: Draft, typography: Typography) -> bool:
    line = draft.lines[0]
    if line.vertical or typography.is_body(line) or len(draft.text) > LONGEST:
        return False
    return line.size >= 0.97 * typography.size or (
        draft.panel is not None and _label(draft.text)[0] != 0
    )


def _heads_text(drafts: Sequence[Draft], index: int, typography: Typography) -> bool:
    """Whether running text follows on the page: a title page or a slide heads none."""
    page = drafts[index].page
    for draft in drafts[index + 1 :]:
        if draft.page != page:
            return False
        if typography.is_body(draft.lines[0]) and len(draft.text) > SENTENCE:
            return True
    return False


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
    large = title.size >= (0.7 if beside else 0.97) * draft.size
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
            return rank + _depth(rank, match.group()), match.group().strip()
    return 0, ""


def _depth(rank: int, label: str) -> int:
    """How much deeper 1.1.1 is than 1.1, and Ⅰ．１ than Ⅰ."""
    parts = len(re.findall(D, label))
    if rank == DEEP:
        return 10 * (parts - 2)
    return 10 * parts if rank == ROMAN else 0


def _entry(draft: Draft, typography: Typography) -> Entry | None:
    lines = _clean(draft)
    above, below = join_text(lines[: draft.title_line]), join_text(lines[draft.title_line :])
    text = f"{above}　{below}" if above else below
    rank, label = _label(text)
    title = text[len(label) :].strip() if label else text.strip()
    if not _is_title(label, title):
        return None
    if rank == 0 and draft.size < LARGE * typography.size:
        if len(draft.lines) > 2 or not re.match(r"^[〈＜【《]", text):
            return None
        rank = DEEPEST
    return Entry(label, title, draft, rank, draft.size)


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
        return label.startswith("コラム")
    if not re.search(r"[^\W\d_]", title) or LEADERS.search(label + title):
        return False
    if title[0] in "~～〜":
        return False
    return title[-1] not in "。．" and (bool(label) or title[-1] not in "、，")


def _settle_numbers(entries: Sequence[Entry]) -> None:
    """１－１． ranks like １ where no １ stands above it, and 1. ranks above 1.1."""
    plain = any(e.rank == PLAIN and not e.label.startswith("コラム") for e in entries)
    deep = [e for e in entries if DEEP <= e.rank < DEEP + 80]
    pointed = [e for e in entries if e.rank == POINTED]
    if not deep or plain:
        return
    largest = max(e.size for e in deep)
    above = pointed and min(e.size for e in pointed) >= 0.97 * largest
    for entry in pointed if above else deep:
        entry.rank = PLAIN if above else entry.rank - (DEEP - PLAIN)


def _part_by_size(entries: Sequence[Entry]) -> None:
    """One kind of label set in clearly different sizes is as many kinds, the larger the shallower."""
    kinds: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.label:
            kinds.setdefault(entry.rank, []).append(entry)
    for kind in kinds.values():
        step, size = 0, 0.0
        for entry in sorted(kind, key=lambda e: -e.size):
            if size and entry.size < OTHER_SIZE * size:
                step += 1
            if not size or entry.size < OTHER_SIZE * size:
                size = entry.size
            entry.rank += min(step, 4)


def _rank_unlabelled(entries: Sequence[Entry]) -> None:
    """A large heading without a label ranks above the labelled kinds that are set smaller."""
    for entry in entries:
        if entry.rank == 0:
            larger = [
                o.rank for o in entries if o.rank > 0 and o.label and o.size > 1.05 * entry.size
            ]
            entry.rank = max(larger, default=0) + 50


def _settle_boxes(drafts: list[Draft], entries: list[Entry]) -> None:
    """A コラム box stands where the page has room; it is read after the text that runs past it.

    It goes behind what follows on its page, up to the next heading of its own rank or above.
    """
    ranks = {id(entry.draft): entry.rank for entry in entries}
    for entry in entries:
        if not entry.label.startswith("コラム"):
            continue
        start = next(i for i, draft in enumerate(drafts) if draft is entry.draft)
        end = _box_end(drafts, start)
        last = end
        while (
            end > start + 1
            and last < len(drafts)
            and drafts[last].page == entry.draft.page
            and ranks.get(id(drafts[last]), DEEPEST) > BOX
        ):
            last += 1
        drafts[start:last] = drafts[end:last] + drafts[start:end]
    order = {id(draft): i for i, draft in enumerate(drafts)}
    entries.sort(key=lambda entry: order[id(entry.draft)])


def _box_end(drafts: Sequence[Draft], start: int) -> int:
    """One past the last paragraph of the box whose heading is at `start`."""
    end = start + 1
    panel = drafts[start].panel
    while end < len(drafts) and drafts[end].page == drafts[start].page:
        if panel is None:
            panel = drafts[end].panel
        if drafts[end].panel is None or drafts[end].panel != panel:
            break
        end += 1
    return end


def _levels(entries: Sequence[Entry]) -> None:
    """Levels by rank; what first appears below a bullet stays below bullets.

    With 部, 章 or 節 in the document a kind of label has the same level in every file of a
    volume; without them the kinds that occur are counted from 1.
    """
    ranks = sorted({entry.rank for entry in entries})
    divided = any(entry.label and entry.rank <= SECTION for entry in entries)
    stack: list[Entry] = []
    above: set[tuple[int, int]] = set()
    for entry in entries:
        sibling = any(e.rank == entry.rank for e in stack)
        while stack and not _below(stack, entry, above):
            if not sibling and stack[-1].rank < entry.rank:
                break
            sibling = sibling and stack[-1].rank != entry.rank
            stack.pop()
        if stack:
            above.add((stack[-1].rank, entry.rank))
        level = entry.rank // 100 if divided else ranks.index(entry.rank) + 1
        entry.level = max(stack[-1].level + 1 if stack else 1, level)
        stack.append(entry)


def _below(stack: Sequence[Entry], entry: Entry, above: set[tuple[int, int]]) -> bool:
    """Whether `entry` goes under the bullet at the top of the stack, though its label ranks higher."""
    top = stack[-1]
    if top.rank < BULLET or entry.rank < 600 or any(e.rank == entry.rank for e in stack):
        return False
    if (entry.rank, top.rank) in above or entry.size > 1.05 * top.size:
        return False
    return (top.rank, entry.rank) in above or _first(entry.label)


def _first(label: str) -> bool:
    """Whether a label begins a numbering."""
    plain = unicodedata.normalize("NFKC", label)
    return re.sub(r"[^0-9アaiⅰ]", "", plain) in {"1", "ア", "a", "i", "ⅰ"}
