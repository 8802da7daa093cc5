"""The lines that say where a figure or table comes from: 資料：…, 出典：…, 提供：…

Pure. A source line belongs to the figure it stands in, else to the nearest one that it stands under
(or, where a table's source is set above it, over).
"""

import re
from collections.abc import Sequence

from index_builder.captions import Found
from index_builder.model import Part, Rect
from index_builder.passages import Draft, join_text
from index_builder.titles import unmarked

_WORD = (
    r"(?:(?:参考|引用)?(?:資料|出典|出所|文献|データ)(?:出所|元)?|"
    r"(?:写真|画像|図版?)?(?:提供|撮影|出典|出所)(?:元)?|(?i:sources?|credits?))"
)
SOURCE = re.compile(
    rf"[\s　]*(?:[(（【〔\[]{_WORD}[)）】〕\]]|[(（【〔\[]?{_WORD}[\s　]*[:：／/]|©)"
)
REACH = 6.0
"""A source line stands within this many ems of the figure it belongs to."""
LONGEST = 400
"""Characters; a longer paragraph is text that happens to begin so."""


def sources(captions: Sequence[Found], drafts: Sequence[Draft]) -> list[str]:
    """For each caption the source line as printed, several joined with a space, "" for none.

    Line ends are joined, footnote marks left out.
    """
    on_page: dict[int, list[int]] = {}
    for number, caption in enumerate(captions):
        on_page.setdefault(caption.draft.page, []).append(number)
    found: list[list[str]] = [[] for _ in captions]
    for draft in drafts:
        near = on_page.get(draft.page)
        if near and draft.part not in {Part.CAPTION, Part.HEADING} and SOURCE.match(draft.text):
            owner = _owner(draft, [(number, captions[number]) for number in near])
            text = join_text(unmarked(draft)).strip()
            if owner >= 0 and len(text) <= LONGEST:
                found[owner].append(text)
    return [" ".join(texts) for texts in found]


def _owner(draft: Draft, captions: Sequence[tuple[int, Found]]) -> int:
    """The number of the caption whose figure `draft` speaks of, −1 for none."""
    x, y = draft.rect.center
    around = [
        (caption.area.width * caption.area.height, number)
        for number, caption in captions
        if caption.area is not None and caption.area.contains(x, y)
    ]
    if around:
        return min(around)[1]
    reach = REACH * draft.size
    near = [
        (gap, number) for number, caption in captions if (gap := _gap(draft.rect, caption)) <= reach
    ]
    return min(near, default=(0.0, -1))[1]


def _gap(source: Rect, caption: Found) -> float:
    """Points between a source line and a figure above or below it; infinite where they are not in line."""
    own = caption.draft.rect
    whole = own.union(caption.area) if caption.area is not None else own
    if whole.x0 >= source.x1 or source.x0 >= whole.x1:
        return float("inf")
    return max(source.y0 - whole.y1, whole.y0 - source.y1, 0.0)
