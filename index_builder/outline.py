"""Headings from typography and numbering, confirmed by what the document says of itself.

A heading is set apart from running text: larger, bold or in another face, and short. A 目次 and an
embedded outline are evidence: they confirm what is set apart and name what is not, never more than
the page prints.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from index_builder import contents, levels
from index_builder.contents import Listed
from index_builder.levels import OTHER_SIZE, Entry
from index_builder.lines import Line, Typography
from index_builder.model import Part, Rect
from index_builder.numbering import (
    BOX,
    BULLET,
    DEEPEST,
    POINTED,
    SECTION,
    counts,
    is_box,
    label_of,
    plain,
)
from index_builder.passages import Draft, join_text
from index_builder.titles import RUNNING, SENTENCE, Face, face, is_running, shape, unmarked

LEADERS = re.compile(r"[.．…‥・･⋯]{3,}[\s　]*[0-9０-９ivx-]*$")
ADDRESS = re.compile(r"https?:|www\.|@")
ARTICLE = re.compile(r"第[0-9０-９一二三四五六七八九十百]+条")
"""An article of a law, which words in brackets introduce."""
BRACKETED = re.compile(
    r"^(?:〈.*〉|＜.*＞|<.*>|【.*】|《.*》|[(（](?=.*[ぁ-龠々].*[ぁ-龠々])[^()（）]{4,}[)）])$"
)
LARGE = 1.2
"""An unlabelled heading is this much larger than running text, or set in brackets of its own."""
ALIKE = 2
"""A line without a label is a heading when it is set as at least so many with one, …"""
SHORT = 40
"""… and no longer than this many characters."""
LONGEST = 160
"""A heading is no longer than this many characters."""
NEAR = 2.6
"""Items of a list follow one another within this many ems."""
OFTEN = 3
"""An unlabelled heading in brackets that is printed so often names no place."""
HEADLESS = 3
"""So many headings of one kind with nothing between them are a list; of a deep kind two are."""


def find(
    drafts: list[Draft],
    typography: Typography,
    listed: Sequence[Listed] = (),
    members: Collection[int] = (),
) -> list[Entry]:
    """The headings among `drafts`, which are marked as such; a label on its own line takes its title.

    `listed` is what 目次 and embedded outline name; `members` are the ids of the paragraphs of a 目次.
    """
    candidates = _candidates(drafts, typography, members)
    entries = _with_alike(_chosen(candidates, drafts), drafts, typography, members)
    contents.confirm(entries, listed)
    entries = contents.with_named(entries, drafts, listed, members)
    for entry in entries:
        entry.draft.part = Part.HEADING
    levels.settle(entries)
    _settle_boxes(drafts, entries)
    levels.assign(entries)
    return entries


def _candidates(
    drafts: list[Draft], typography: Typography, members: Collection[int]
) -> list[Entry]:
    """What is set apart and reads like a title."""
    running: frozenset[_Style | tuple[int, Rect]] = frozenset()
    found: list[Entry] = []
    index, page = 0, -1
    while index < len(drafts):
        draft = drafts[index]
        if draft.page != page:
            page = draft.page
            running = _running_styles(_rest_of_page(drafts, index))
        apart = _stands_out(draft, typography, running) and not _in_running(drafts, index, running)
        if id(draft) not in members and apart:
            index = shape(drafts, index, typography)
            entry = _entry(drafts[index], typography)
            if entry is not None and (entry.label or _heads_text(drafts, index, typography)):
                article = entry.rank == DEEPEST and index + 1 < len(drafts)
                if not (article and ARTICLE.match(drafts[index + 1].text)):
                    found.append(entry)
        index += 1
    return found


def _rest_of_page(drafts: Sequence[Draft], start: int) -> Iterator[Draft]:
    page = drafts[start].page
    for index in range(start, len(drafts)):
        if drafts[index].page != page:
            return
        yield drafts[index]


_Style = tuple[int, int, str, bool, int]


def _style(line: Line) -> _Style:
    return line.page, round(2 * line.size), line.font, line.bold, line.color


def _running_styles(drafts: Iterable[Draft]) -> frozenset[_Style | tuple[int, Rect]]:
    """How a page sets its running text, and which of its panels hold some."""
    styles: set[_Style | tuple[int, Rect]] = set()
    for draft in drafts:
        if is_running(draft):
            styles.update(_style(line) for line in draft.lines)
            if draft.panel is not None:
                styles.add((draft.page, draft.panel))
    return frozenset(styles)


def _stands_out(
    draft: Draft, typography: Typography, running: frozenset[_Style | tuple[int, Rect]]
) -> bool:
    """Whether a paragraph is set apart from the running text of the document."""
    line = draft.lines[0]
    if draft.part not in (Part.BODY, Part.BOX) or line.vertical or typography.is_body(line):
        return False
    if len(draft.text) > LONGEST:
        return False
    rank, _ = label_of(draft.text)
    western = not any(line.has_cjk for line in draft.lines)
    if western and not line.bold and line.size < LARGE * typography.size:
        return False
    if line.size >= 0.97 * typography.size:
        return True
    return rank != 0 and draft.panel is not None and (draft.page, draft.panel) in running


def _in_running(
    drafts: Sequence[Draft], index: int, running: frozenset[_Style | tuple[int, Rect]]
) -> bool:
    """Whether paragraphs set alike lead from this one to running text: an item of a list in it."""
    style = _style(drafts[index].lines[0])
    if style not in running or 0 < label_of(drafts[index].text)[0] <= SECTION:
        return False
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(drafts) and _style(drafts[other].lines[0]) == style:
            if is_running(drafts[other]):
                return True
            other += step
    return False


def _heads_text(drafts: Sequence[Draft], index: int, typography: Typography) -> bool:
    """Whether running text follows on the page, or goes on around its end: a title page heads none."""
    page, short = drafts[index].page, False
    for number in range(index + 1, len(drafts)):
        draft = drafts[number]
        body = typography.is_body(draft.lines[0])
        running = body and len(draft.text) > SENTENCE
        if draft.page != page:
            goes_on = running and not short and is_running(draft)
            return goes_on and _holds_text(drafts, index)
        if running:
            return True
        short = short or body
    return False


def _holds_text(drafts: Sequence[Draft], index: int) -> bool:
    """Whether running text stands before paragraph `index` on its page."""
    page = drafts[index].page
    while index > 0 and drafts[index - 1].page == page:
        index -= 1
        if is_running(drafts[index]):
            return True
    return False


def _entry(draft: Draft, typography: Typography) -> Entry | None:
    lines = unmarked(draft)
    above, below = join_text(lines[: draft.title_line]), join_text(lines[draft.title_line :])
    text = f"{above}　{below}" if above else below
    rank, label = label_of(text)
    title = re.sub(r"[ \t]+", " ", text[len(label) :].strip())
    if not _is_title(label, title):
        return None
    if rank == 0 and draft.size < LARGE * typography.size:
        if len(draft.lines) > 2 or not BRACKETED.match(text):
            return None
        rank = DEEPEST
    size = max(draft.size, draft.lines[draft.title_line].size)
    return Entry(re.sub(r"[\s　]", "", label), title, draft, rank, size)


def _is_title(label: str, title: str) -> bool:
    if not title:
        return label.startswith("コラム")
    if not re.search(r"[^\W\d_]", title) or LEADERS.search(label + title):
        return False
    if title[0] in "~～〜" or RUNNING.search(title) or ADDRESS.search(title):
        return False
    return title[-1] not in "。．" and (bool(label) or title[-1] not in "、，")


def _chosen(candidates: list[Entry], drafts: Sequence[Draft]) -> list[Entry]:
    """The candidates without title blocks, lists and repetitions."""
    place = {id(draft): index for index, draft in enumerate(drafts)}
    places = [place[id(entry.draft)] for entry in candidates]
    dropped = _title_block(candidates, drafts)
    dropped |= _lists(candidates, places) | _undersized(candidates)
    often = Counter(plain(entry.title) for entry in candidates if entry.rank == DEEPEST)
    dropped |= {id(e) for e in candidates if e.rank == DEEPEST and often[plain(e.title)] >= OFTEN}
    kept = [entry for entry in candidates if id(entry) not in dropped]
    return _without_repeats(kept, drafts, place)


def _title_block(candidates: Sequence[Entry], drafts: Sequence[Draft]) -> set[int]:
    """The lines of a title with its authors or date, which are no heading of the text below them.

    What is set like later headings is one.
    """
    by_draft = {id(entry.draft): entry for entry in candidates}
    block: list[Entry] = []
    company = False
    for draft in drafts:
        entry = by_draft.get(id(draft))
        if draft.page > 0 or (entry and entry.label) or (not entry and is_running(draft)):
            break
        if entry:
            company = company or bool(block)
            block.append(entry)
        elif block and draft.part in (Part.BODY, Part.BOX) and draft.text[0] not in "~～〜―－-（":
            company = True
    later = {face(entry.draft) for entry in candidates[len(block) :]}
    return {id(e) for e in block if face(e.draft) not in later} if company else set()


def _lists(candidates: Sequence[Entry], places: Sequence[int]) -> set[int]:
    """Labelled lines that follow one another with nothing between: the items of a list."""
    found: set[int] = set()
    start = 0
    for index in range(1, len(candidates) + 1):
        if index < len(candidates) and places[index] == places[index - 1] + 1:
            one, other = candidates[index - 1], candidates[index]
            apart = other.draft.rect.y0 - one.draft.lines[-1].rect.y1
            near = -other.size < apart < NEAR * other.size
            if one.label and one.rank == other.rank and one.draft.page == other.draft.page and near:
                continue
        run = candidates[start:index]
        if len(run) >= HEADLESS or (len(run) > 1 and run[0].rank >= POINTED):
            found.update(id(entry) for entry in run)
        start = index
    return found


def _undersized(candidates: Sequence[Entry]) -> set[int]:
    """部, 章 and 節 set clearly smaller than a deeper division: the lettering of a figure.

    A small 部 right above its 章, which opens the page with it, is none.
    """
    divisions = [e for e in candidates if e.label and e.rank <= SECTION]
    below = {id(one): other for one, other in pairwise(candidates)}
    found: set[int] = set()
    for entry in divisions:
        smaller = any(o.rank > entry.rank and entry.size < OTHER_SIZE * o.size for o in divisions)
        next_one = below.get(id(entry))
        opens = (
            next_one is not None
            and entry.rank < next_one.rank <= SECTION
            and next_one.draft.page == entry.draft.page
        )
        if smaller and not opens:
            found.add(id(entry))
    return found


def _without_repeats(
    entries: Sequence[Entry], drafts: Sequence[Draft], place: dict[int, int]
) -> list[Entry]:
    """Each labelled heading once: where text follows it, and not where the next page takes it up again."""
    keys = [_key(entry) for entry in entries]
    last: dict[int, tuple[str, str]] = {}
    kept: list[Entry] = []
    for index, entry in enumerate(entries):
        following = place[id(entry.draft)] + 1
        bare = following >= len(drafts) or drafts[following].page != entry.draft.page
        nothing = bare or any(e.draft is drafts[following] for e in entries[index + 1 : index + 2])
        again = nothing and keys[index] in keys[index + 1 :]
        if entry.label and entry.rank < DEEPEST and counts(entry.label):
            if last.get(entry.rank) == keys[index] or again:
                continue
            last[entry.rank] = keys[index]
            last = {r: key for r, key in last.items() if r <= entry.rank}
        kept.append(entry)
    return kept


def _with_alike(
    entries: list[Entry], drafts: Sequence[Draft], typography: Typography, members: Collection[int]
) -> list[Entry]:
    """The entries, and lines without a label that are set just like those with one, above text.

    Where such lines are more than those with a label, they are the terms of a list.
    """
    edges: dict[Face, list[float]] = {}
    for entry in entries:
        if entry.label and entry.rank < BULLET:
            edges.setdefault(face(entry.draft), []).append(entry.draft.lines[0].rect.x0)
    known = {id(entry.draft) for entry in entries} | set(members)
    found: dict[Face, list[Entry]] = {}
    for index, draft in enumerate(drafts):
        if id(draft) in known or typography.is_body(draft.lines[0]):
            continue
        goes_on = (
            index > 0 and id(drafts[index - 1]) in known and face(drafts[index - 1]) == face(draft)
        )
        if goes_on or not _fits(draft, edges.get(face(draft), ())):
            continue
        if _heads_text(drafts, index, typography):
            entry = Entry("", unmarked(draft)[0], draft, 0, draft.size)
            found.setdefault(face(draft), []).append(entry)
    few = [entry for kind, kin in found.items() if len(kin) <= len(edges[kind]) for entry in kin]
    often = Counter(plain(entry.title) for entry in few)
    order = {id(draft): index for index, draft in enumerate(drafts)}
    every = [*entries, *(entry for entry in few if often[plain(entry.title)] < OFTEN)]
    return sorted(every, key=lambda entry: order[id(entry.draft)])


def _fits(draft: Draft, edges: Sequence[float]) -> bool:
    """Whether a paragraph is one short line that begins where labelled lines begin, and reads like a title."""
    line, title = draft.lines[0], unmarked(draft)[0]
    aligned = sum(abs(line.rect.x0 - x0) < 0.5 * line.size for x0 in edges)
    if aligned < ALIKE or len(draft.lines) > 1 or draft.part not in (Part.BODY, Part.BOX):
        return False
    return len(title) <= SHORT and not label_of(title)[0] and _is_title("", title)


def _key(entry: Entry) -> tuple[str, str]:
    """Label and title as they are compared, without the count of a heading that goes on."""
    title = re.sub(r"[(（](?:[0-9０-９]+|つ?続き|続)[)）]$", "", entry.title)
    return plain(entry.label), plain(title)


def _settle_boxes(drafts: list[Draft], entries: list[Entry]) -> None:
    """A コラム box stands where the page has room; it is read after the text that runs past it.

    It goes behind what follows on its page, up to the next heading of its own rank or above.
    """
    ranks = {id(entry.draft): entry.rank for entry in entries}
    for entry in entries:
        if not is_box(entry.label):
            continue
        start = bisect_left(drafts, entry.draft.page, key=attrgetter("page"))
        while drafts[start] is not entry.draft:
            start += 1
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
