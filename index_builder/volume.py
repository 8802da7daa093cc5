"""Which files make up a publication, once they are read, and what holds for them together.

Pure. Page numbers, running heads and divisions of whole files tell what belongs together.
"""

import re
import unicodedata
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
from index_builder.order import DIVISION, arrange
from index_builder.references import resolve
from index_builder.unexplained import find as unexplained
from index_builder.uses import uses

SHORTEST_HEAD = 6
"""A running head of fewer letters is not of one publication alone."""
NEAR = 60
"""So many pages may be missing before a plain file that is read with others."""


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


def by_publication(belonging: Sequence[int]) -> list[list[int]]:
    """The files of each publication, given the one each file is of, as they begin."""
    members: dict[int, list[int]] = {}
    for file, publication in enumerate(belonging):
        members.setdefault(publication, []).append(file)
    return list(members.values())


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
    for places in by_publication([belonging[index] for index in order]):
        members = sorted(order[place] for place in places)
        reading += _by_numbers(members, structures) or [
            members[place] for place in arrange([openings[index] for index in members])[0]
        ]
    return tuple(reading), title


def _by_numbers(members: Sequence[int], structures: Sequence[Structure]) -> list[int]:
    """The files by their printed page numbers, none when some have none or share them."""
    numbers = {member: _page_numbers(structures[member]) for member in members}
    ordered = sorted(members, key=lambda member: numbers[member][0])
    apart = all(numbers[a][1] < numbers[b][0] for a, b in pairwise(ordered))
    return ordered if apart and numbers[ordered[0]][0] >= 0 else []


def _page_numbers(structure: Structure) -> tuple[int, int]:
    """The first and the last printed page number, −1 when there is none."""
    numbers = [int(label) for label in structure.labels if label.isdigit()] or [-1]
    return numbers[0], numbers[-1]


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
        heads = (re.sub(r"[\W\d_]+", "", text) for _, text in structure.headers)
        labels = [unicodedata.normalize("NFKC", head.label) for head in structure.headings]
        opens = labels and DIVISION.match(labels[0]) and structure.headings[0].place.page == 0
        figures = (f"{c.kind} {c.number}" for c in structure.captions if "-" in c.number)
        return cls(
            *_page_numbers(structure),
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
    order in which their names first appear; those that nothing introduces are among them.
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
    for name, found in unexplained(structures, used, place_of).items():
        entries.append((_place_in_volume(*found[0]), Entry(name, (), tuple(found))))
    entries.sort(key=lambda entry: entry[0])
    belonging = publications(structures)
    resolved = _resolve(structures, belonging)
    return VolumeLinks(title, tuple(entry for _, entry in entries), resolved, belonging)


def _resolve(structures: Sequence[Structure], belonging: Sequence[int]) -> tuple[Resolution, ...]:
    """What references point to: a 図1 of one publication is never that of another."""
    resolved: list[Resolution] = []
    for members in by_publication(belonging):
        for found in resolve([structures[number] for number in members]):
            target = found.target
            if target is not None:
                target = Location(members[target.document], target.place)
            resolved.append(replace(found, document=members[found.document], target=target))
    return tuple(sorted(resolved, key=lambda found: (found.document, found.reference)))


def _place_in_volume(document: int, use: Use) -> tuple[int, int, int, int]:
    return (document, *use.range)
