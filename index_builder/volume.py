"""Which files make up a publication, and in which order they are read, from what they print.

File names decide nothing unless nothing else does. Cheap: it runs before anything is indexed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from index_builder.model import (
    Entry,
    Location,
    Opening,
    Place,
    Resolution,
    Structure,
    TextRange,
    Use,
    VolumeLinks,
)
from index_builder.references import resolve
from index_builder.uses import uses

NUMBER_LINE = re.compile(r"^[\W_]*(\d{1,4})[\W_]*$")
DIVISION = re.compile(
    r"^第 ?([0-9]{1,3}|[IVX]{1,4}|[一二三四五六七八九]?十?[一二三四五六七八九]?) ?([編部章])"
    r"|^([序終]) ?章"
)
FRONT = re.compile(r"^(?:はじめに|目次|刊行|発刊|凡例|本書)")
BACK = re.compile(r"^(?:おわりに|むすび|結び|資料編|[付附]属資料|参考資料|[付附]録|索引)")
KANJI = "〇一二三四五六七八九"
ROMAN = {"I": 1, "V": 5, "X": 10}
FAR = 1_000_000
LAST = 999
NOWHERE = (0, 0, 0)
SHORTEST_HEAD = 6
"""A running head of fewer letters is not of one publication alone."""
NEAR = 60
"""So many pages may be missing before a plain file that is read with others."""
BLANK_PAGES = 3
"""A blank or title page or two may stand between two files."""


@dataclass(frozen=True, slots=True)
class _File:
    opening: Opening
    folios: tuple[int, ...]
    division: tuple[int, int, int]


def arrange(openings: Sequence[Opening]) -> tuple[tuple[int, ...], str]:
    """The indices of `openings` in reading order, and the publication's title ("" if unknown).

    Printed page numbers come first: a number counts when the numbers of another file go on where
    it ends. Then 部 and 章, then file names with their numbers read as numbers.
    """
    files = [_read(opening) for opening in openings]
    folios = [_supported(index, files) for index in range(len(files))]
    keys = [
        (_position(i, files, folios), _name_key(files[i].opening.path)) for i in range(len(files))
    ]
    order = sorted(range(len(files)), key=lambda i: keys[i])
    return tuple(order), _common_title(openings)


def _read(opening: Opening) -> _File:
    folios: list[int] = []
    counts: dict[str, int] = {}
    place = 0
    if opening.labels and opening.labels[0].isdigit() and opening.labels[0] != "1":
        folios.append(int(opening.labels[0]))
    for line in opening.text.split("\n"):
        if not (len(line) <= 8 or (len(line) <= 60 and ("第" in line or "章" in line))):
            continue
        plain = unicodedata.normalize("NFKC", line).strip()
        number = NUMBER_LINE.match(plain)
        if number and int(number[1]) not in folios:
            folios.append(int(number[1]))
        match = DIVISION.match(plain)
        if match and not plain.endswith(("。", "、")):
            outer = LAST if match[3] == "終" else -1 if match[3] else _count(match[1])
            counts.setdefault(match[2] or "章", outer)
        elif len(plain) <= 8:
            words = plain.replace(" ", "")
            place = place or (-1 if FRONT.match(words) else LAST if BACK.match(words) else 0)
    division = counts.get("編", 0), counts.get("部", 0), counts.get("章", 0)
    return _File(opening, tuple(folios[:60]), (place, 0, 0) if division == NOWHERE else division)


def _count(count: str) -> int:
    if count.isdigit():
        return int(count)
    if count[:1] in ROMAN:
        values = [ROMAN[sign] for sign in count]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    tens, ten, ones = count.partition("十")
    if not ten:
        return max(KANJI.find(count[-1:]), 0)
    return 10 * (KANJI.index(tens) if tens else 1) + max(KANJI.find(ones or "〇"), 0)


def _supported(index: int, files: Sequence[_File]) -> int:
    """The printed number of a file's first page that best joins on to other files, −1 for none."""
    mine = files[index]
    best, folio = 0, -1
    for number in mine.folios:
        score = 0
        for other, theirs in enumerate(files):
            if other != index:
                score += max(
                    (
                        _joins(number, mine.opening.pages, f, theirs.opening.pages)
                        for f in theirs.folios
                    ),
                    default=0,
                )
        if score > best:
            best, folio = score, number
    return folio


def _joins(one: int, one_pages: int, other: int, other_pages: int) -> int:
    """3 when one file's numbers go on exactly where the other's end, 1 when nearly so, else 0."""
    gaps = (other - one - one_pages, one - other - other_pages)
    if 0 in gaps:
        return 3
    return 1 if any(0 < gap < BLANK_PAGES for gap in gaps) else 0


def _position(
    index: int, files: Sequence[_File], folios: Sequence[int]
) -> tuple[int, int, tuple[int, int, int]]:
    """What files are sorted by: a file without a number stands before the first later division."""
    division = files[index].division
    if folios[index] >= 0:
        return folios[index], 0, division
    if division != NOWHERE:
        later = [
            f for f, file in zip(folios, files, strict=True) if f >= 0 and file.division > division
        ]
        if later:
            return min(later), -1, division
    return FAR, 0, division if division != NOWHERE else (LAST - 1, 0, 0)


def _name_key(path: str) -> list[tuple[int, str]]:
    name = unicodedata.normalize("NFKC", path).casefold()
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]


def _common_title(openings: Sequence[Opening]) -> str:
    """The title that most of the files carry."""
    titles = Counter(opening.title.strip() for opening in openings)
    if not titles:
        return ""
    title, count = titles.most_common(1)[0]
    return title if title and 2 * count > len(openings) else ""


def publications(structures: Sequence[Structure]) -> tuple[int, ...]:
    """For each file, in reading order, the publication it is a part of, numbered as they begin.

    Files belong together when the printed page numbers of one go on where those of the other end,
    when they carry the same running head, or when both are divided into 部 and 章 and nothing
    that these number stands in both; a file that shows nothing of this, when its page numbers
    are missing among those of others.
    """
    marks = [_Marks.of(structure) for structure in structures]
    groups = [[number] for number in range(len(structures))]
    groups = _joined(groups, lambda one, other: _go_together(one, other, marks))
    groups = _joined(groups, lambda one, other: _divide_a_whole(one, other, marks))
    groups = _joined(groups, lambda one, other: _fills_a_gap(one, other, marks))
    return tuple(
        next(number for number, group in enumerate(groups) if each in group)
        for each in range(len(structures))
    )


def _joined(
    groups: list[list[int]], belong: Callable[[list[int], list[int]], bool]
) -> list[list[int]]:
    """Groups of files with those that `belong` together made one, in the order of their first files."""
    found: list[list[int]] = []
    for group in groups:
        mine = [other for other in found if belong(other, group)]
        if mine:
            mine[0].extend(number for more in [*mine[1:], group] for number in more)
            found = [other for other in found if not any(other is more for more in mine[1:])]
        else:
            found.append(list(group))
    return found


def _go_together(one: list[int], other: list[int], marks: "Sequence[_Marks]") -> bool:
    return any(marks[a].goes_with(marks[b]) for a in one for b in other)


def _divide_a_whole(one: list[int], other: list[int], marks: "Sequence[_Marks]") -> bool:
    """Whether two groups of files have each its own 部, 章 and figures, numbered in one manner."""
    mine, theirs = [[marks[number] for number in group] for group in (one, other)]
    every = [*mine, *theirs]
    if not any(each.divisions for each in every) or not all(each.numbered for each in every):
        return False
    if all(any(each.heads for each in group) for group in (mine, theirs)):
        return False
    shared = {n for each in mine for n in each.numbered} & {
        n for each in theirs for n in each.numbered
    }
    return not shared and len({depth for each in every for depth in each.depths}) < 2


def _fills_a_gap(one: list[int], other: list[int], marks: "Sequence[_Marks]") -> bool:
    """Whether one of two groups is a plain file whose page numbers the other's files leave out."""
    single, several = sorted((one, other), key=len)
    file, others = marks[single[0]], [marks[number] for number in several]
    if len(single) > 1 or len(several) < 2 or file.heads or file.numbered or file.first < 0:
        return False
    numbered = [each for each in others if each.first >= 0]
    free = all(file.last < each.first or each.last < file.first for each in numbered)
    within = any(each.last < file.first <= each.last + NEAR for each in numbered)
    return free and within


def rearrange(
    openings: Sequence[Opening], structures: Sequence[Structure]
) -> tuple[tuple[int, ...], str]:
    """As `arrange`, once the files are read: one publication after the other, each in its order.

    The page numbers found on all pages of a file are surer than those of its first page.
    """
    order, title = arrange(openings)
    belonging = publications(structures)
    reading: list[int] = []
    for publication in dict.fromkeys(belonging[index] for index in order):
        members = [index for index, each in enumerate(belonging) if each == publication]
        reading += _by_numbers(members, structures) or [
            members[place] for place in arrange([openings[index] for index in members])[0]
        ]
    return tuple(reading), title


def _by_numbers(members: Sequence[int], structures: Sequence[Structure]) -> list[int]:
    """The files by their printed page numbers, none when some have none or share them."""
    marks = {member: _Marks.of(structures[member]) for member in members}
    ordered = sorted(members, key=lambda member: marks[member].first)
    apart = all(marks[a].last < marks[b].first for a, b in pairwise(ordered))
    return ordered if apart and marks[ordered[0]].first >= 0 else []


@dataclass(frozen=True, slots=True)
class _Marks:
    """What tells a file's publication.

    Attributes:
        first, last: its printed page numbers, −1 where it has none.
        heads: the letters of its running heads.
        divisions: the 部 and 章 of a file that opens with one.
        figures: kind and number of figures and tables that are numbered by 部 or 章.
    """

    first: int
    last: int
    heads: frozenset[str]
    divisions: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, structure: Structure) -> "_Marks":
        pages = [int(label) for label in structure.labels if label.isdigit()]
        heads = (re.sub(r"[\W\d_]+", "", text) for _, text in structure.headers)
        labels = [unicodedata.normalize("NFKC", head.label) for head in structure.headings]
        opens = labels and DIVISION.match(labels[0]) and structure.headings[0].place.page == 0
        figures = (f"{c.kind} {c.number}" for c in structure.captions if "-" in c.number)
        return cls(
            pages[0] if pages else -1,
            pages[-1] if pages else -1,
            frozenset(head for head in heads if len(head) >= SHORTEST_HEAD),
            frozenset(label for label in labels if opens and DIVISION.match(label)),
            frozenset(figures),
        )

    @property
    def numbered(self) -> frozenset[str]:
        return self.divisions | self.figures

    @property
    def depths(self) -> set[int]:
        """How many numbers a figure's number has."""
        return {figure.count("-") for figure in self.figures}

    def goes_with(self, other: "_Marks") -> bool:
        numbered = self.last >= 0 and other.last >= 0
        on = self.last + 1 == other.first or other.last + 1 == self.first
        return bool(self.heads & other.heads) or (numbered and on)


def link(
    structures: Sequence[Structure],
    place_of: Callable[[int, TextRange], tuple[Place, ...]],
    title: str = "",
) -> VolumeLinks:
    """What holds for the files of a volume together; `structures` stand in reading order.

    `place_of` takes the index of a structure and a range of its passages. Entries stand in the
    order in which their names first appear.
    """
    definitions: dict[str, list[tuple[int, int]]] = {}
    kinds: dict[str, set[str]] = {}
    for document, structure in enumerate(structures):
        for index, definition in enumerate(structure.definitions):
            definitions.setdefault(definition.name, []).append((document, index))
            kinds.setdefault(definition.name, set()).add(definition.kind)
    used = uses(structures, definitions, place_of)
    entries = []
    for name, places in definitions.items():
        document, index = places[0]
        first = (document, *structures[document].definitions[index].range)
        found = used.get(name, [])
        if kinds[name] == {"term"}:
            found = [use for use in found if _place_in_volume(*use) >= first]
        start = min([first, *(_place_in_volume(*use) for use in found[:1])])
        entries.append((start, Entry(name, tuple(places), tuple(found))))
    entries.sort(key=lambda entry: entry[0])
    belonging = publications(structures)
    resolved = _resolve(structures, belonging)
    return VolumeLinks(title, tuple(entry for _, entry in entries), resolved, belonging)


def _resolve(structures: Sequence[Structure], belonging: Sequence[int]) -> tuple[Resolution, ...]:
    """What references point to: a 図1 of one publication is never that of another."""
    resolved: list[Resolution] = []
    for publication in dict.fromkeys(belonging):
        members = [number for number, each in enumerate(belonging) if each == publication]
        for found in resolve([structures[number] for number in members]):
            target = found.target
            if target is not None:
                target = Location(members[target.document], target.place)
            resolved.append(replace(found, document=members[found.document], target=target))
    return tuple(sorted(resolved, key=lambda found: (found.document, found.reference)))


def _place_in_volume(document: int, use: Use) -> tuple[int, int, int, int]:
    return (document, *use.range)
