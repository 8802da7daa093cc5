"""Cross references to figures, tables, columns, parts, chapters and sections, and what they point to.

Pure: it reads passages and headings and knows nothing of pages beyond their Places. A caption or
a heading is no reference to itself, nor is the chapter or section in which a sentence stands.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from index_builder.model import (
    Caption,
    Heading,
    Location,
    Part,
    Passage,
    Place,
    Reference,
    Resolution,
    Structure,
    TextRange,
)
from index_builder.plain import plain

PlaceOf = Callable[[TextRange], tuple[Place, ...]]

_PLACE = r"(?:\d{1,3}|\(\d{1,2}\)|[特付補])"
_NUMBER = (
    rf"(?:[Ⅰ-Ⅻ] ?[-.ー] ?{_PLACE}|[A-Z] ?[-.] ?\d{{1,3}}|[A-Z]?\d{{1,3}})"
    rf"(?: ?[-.ー] ?{_PLACE}){{0,4}}"
)
_MORE = rf"(?: ?(?:~|、|,|・|及び|と|又は) ?第? ?{_NUMBER})"
_SIGNS = re.compile("[第図表章節項Ⅰ-Ⅻ]|コラム|写真|グラフ|資料|[付附補別][録属論遺添紙]")
_COUNTED = r"(?![\d,年月日件人名倍億万千%]|[つか]所)"
_FIGURE = re.compile(
    rf"第 ?(?P<first>{_NUMBER})(?P<more>{_MORE}*) ?(?P<kind>図表|図|表)(?!彰|現|示|明|面|書|形|鑑)"
    r"|(?<![一-龠々ァ-ヶー])(?P<kind2>付図|付表|図表|図|表|写真|グラフ|資料) ?(?:第 ?)?"
    rf"(?P<first2>{_NUMBER})(?P<more2>{_MORE}*){_COUNTED}"
    rf"|(?<![-\d第])(?P<first4>(?:[Ⅰ-Ⅻ]|\d{{1,3}})(?:-{_PLACE}){{1,4}}) ?"
    r"(?P<kind4>図表|図|表)(?!彰|現|示|明|面|書|形|鑑)"
    r"|第 ?(?P<first3>\d{1,3} ?- ?\d{1,3} ?- ?\d{1,3})(?![-\d図表条項号])"
    rf"|コラム ?(?P<column>{_NUMBER})"
)
_KANJI_DIGITS = "〇一二三四五六七八九"
_ONES = "[一二三四五六七八九]"
_COUNT = rf"(?:\d{{1,3}}|{_ONES}?十{_ONES}?|{_ONES})"
_SIGN = r"[①-⑳❶-❿➀-➓㈠-㈩ⅰ-ⅻⅠ-Ⅻ]|\(\d{1,2}\)"
_DEEPER = rf"(?: ?(?:\d{{1,2}}(?:-\d{{1,2}})*[.)]?|{_SIGN}|[ア-ン](?= ?参照)))*"
_BEHIND = r"(?:(?= ?(?:参照|\)|に|で|を|の|、))|(?<=[①-⑳❶-❿➀-➓)]))"
_DEEPER_LABEL = re.compile(r"\(\d{1,2}\)|\d{1,2}(?:-\d{1,2})*|[^\s\d().]")
_CHAPTER = re.compile(
    rf"(?:第 ?(?P<part>{_COUNT}) ?部(?![会門隊長局分品数屋署員下位])[ の]?)?"
    rf"(?:第 ?(?P<chapter>{_COUNT}) ?章[ の]?)?"
    rf"(?:(?(chapter)(?:第 ?)?|第 ?)(?P<section>{_COUNT}) ?節(?![約電減水目句度足]))?"
    rf"(?P<deeper>(?:(?<=[章節])|(?<=[章節][ の])){_DEEPER}{_BEHIND}|)"
)
_CHAPTER_START = re.compile("第")
_RELATIVE = re.compile(r"(?<![一-龠々])(?P<way>前|次)(?P<unit>章|節)(?![一-龠々])")
_LABEL = re.compile(rf"第 ?({_COUNT}) ?([部章節])")
_KANJI_LABEL = re.compile("第 ?[一二三四五六七八九十]")
_COLUMN_LABEL = re.compile(rf"コラム ?({_NUMBER})")
_JOINED = re.compile(r" ?(?:~|、|,|・|及び|と|又は|から|並びに) ?")
_OPENING = re.compile(r"[^\w第図表コ]*")
_CONTENTS = re.compile(r"[.…・‥･]{3,} ?[-\d]+ ?$")
_FOREIGN = re.compile(
    r"(?:[法令約定画編録則案程款]|(?<!本)(?<!白)書|(?<!本)白書|[」』”]|\([^()]{0,30}第[^()]{0,12}号\)) ?$"
)
_ANNEX = r"(?:[付附][録属論]|補[論遺]|別[添紙])(?:資料)? ?(?:\d{1,2}|[A-Z])(?![a-zA-Z])"
_OWN = re.compile(
    r"(?<![第\d章部全計各])(?<!\d[.-])(?P<count>\d{1,2}(?:\.\d{1,2}){0,4}) ?(?P<unit>[章節項])"
    r"(?![約電減水目句度足立間])"
    rf"|(?<![一-龠第])(?P<roman>[Ⅰ-Ⅻ](?:[.-] ?\d{{1,2}})+|(?<=[「『(])[Ⅰ-Ⅻ])(?![-\d])|(?P<annex>{_ANNEX})"
)
"""References by a document's own labels: 2.1節, Ⅱ．1, 付録A."""
_OWN_LABEL = re.compile(rf"(?:[Ⅰ-Ⅻ]|\d{{1,2}})(?:[.-]\d{{1,2}})*[.]?|{_ANNEX}")
_TABLES = {"表", "付表"}
_RARE = {"写真": "photo", "グラフ": "figure", "資料": "other"}
"""Words that name a figure only where captions use them, and the kind of such captions."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The numbered divisions around a place, "" where there is none or it is not known."""

    part: str = ""
    chapter: str = ""
    section: str = ""

    def number(self, kind: str) -> str:
        """The number of the division of `kind` as `model.Reference.number` writes it."""
        parts = {
            "part": (self.part,),
            "chapter": (self.part, self.chapter),
            "section": (self.part, self.chapter, self.section),
        }[kind]
        return "-".join(part for part in parts if part)


def find(
    passages: Sequence[Passage],
    headings: Sequence[Heading],
    place_of: PlaceOf,
    headers: Sequence[tuple[int, str]] = (),
    captions: Sequence[Caption] = (),
) -> tuple[Reference, ...]:
    """Every cross reference in `passages`, in reading order.

    `headers` are the running heads, (page, text): they tell the part to which a file belongs
    that holds a chapter only. 写真, グラフ and 資料 refer to something where `captions` have them.
    """
    scopes = document_scopes(headings, headers, passages)
    counts_in_kanji = any(_KANJI_LABEL.match(heading.label) for heading in headings)
    own = {_own_key(heading.label) for heading in headings} - {""}
    rare = {word for word in _RARE if any(caption.label.startswith(word) for caption in captions)}
    found: list[Reference] = []
    for index, passage in enumerate(passages):
        if not _may_refer(passage.text):
            continue
        text = plain(passage.text)
        if _CONTENTS.search(text):
            continue
        scope = scopes[passage.heading]
        here = _own_key(headings[passage.heading].label) if passage.heading >= 0 else ""
        candidates = [*_figures(text, rare), *_divisions(text, scope)]
        candidates += _own_labels(text, own - {here}, candidates)
        for start, end, kind, number in sorted(candidates):
            if _is_label(passage, text, start, end):
                continue
            if not counts_in_kanji and _KANJI_LABEL.match(text, start):
                continue
            span = TextRange(index, start, end)
            printed = passage.text[start:end]
            found.append(Reference(printed, kind, number, place_of(span), span))
    return tuple(found)


def _may_refer(text: str) -> bool:
    return _SIGNS.search(text) is not None


def _is_label(passage: Passage, text: str, start: int, end: int) -> bool:
    """Whether the stretch labels the caption, heading or line it opens instead of pointing away."""
    opening = _OPENING.match(text)
    if opening is None or start > opening.end():
        return start > 0 and text[start - 1] in "■□◆◇▼▲"
    if passage.part in {Part.CAPTION, Part.HEADING}:
        return True
    return end == len(text) or text[end] in " /:.|"


def _figures(text: str, rare: Collection[str]) -> Iterator[tuple[int, int, str, str]]:
    for match in _FIGURE.finditer(text):
        if match["column"]:
            yield match.start(), match.end(), "column", _number(match["column"])
            continue
        word = match["kind"] or match["kind2"] or match["kind4"] or "図"
        if word in _RARE and word not in rare:
            continue
        kind = "table" if word in _TABLES else "figure"
        group = next(name for name in ("first", "first2", "first3", "first4") if match[name])
        first = _number(match[group])
        rest = {"first": "more", "first2": "more2"}.get(group, "")
        if not rest or not match[rest]:
            yield match.start(), match.end(), kind, first
            continue
        yield match.start(), match.end(group), kind, first
        for other in re.compile(_NUMBER).finditer(text, *match.span(rest)):
            last = other.end() == match.end(rest)
            end = match.end() if last else other.end()
            yield other.start(), end, kind, _completed(first, _number(other.group()))


def _number(printed: str) -> str:
    return re.sub(r" ?[-.ー] ?", "-", unicodedata.normalize("NFKC", printed))


def _completed(first: str, other: str) -> str:
    """`other` with the leading numbers of `first` that its shorter form leaves out."""
    whole, short = first.split("-"), other.split("-")
    return "-".join(whole[: max(len(whole) - len(short), 0)] + short)


def _divisions(text: str, scope: Scope) -> Iterator[tuple[int, int, str, str]]:
    last_end, last = -1, scope
    for opening in _CHAPTER_START.finditer(text):
        start = opening.start()
        if start < last_end:
            continue
        match = _CHAPTER.match(text, start)
        if match is None or match.end() == start:
            continue
        listed = last_end >= 0 and _JOINED.fullmatch(text, last_end, start) is not None
        target = _target(match, last if listed else scope)
        kind = "section" if match["section"] else "chapter" if match["chapter"] else "part"
        end = match.end() - (text[match.end() - 1] in " の")
        last_end, last = end, target
        here = target.number(kind) == scope.number(kind) and not match["deeper"]
        if here or _FOREIGN.search(text, 0, start):
            continue
        yield start, end, kind, target.number(kind)
    for match in _RELATIVE.finditer(text):
        kind = "chapter" if match["unit"] == "章" else "section"
        neighbour = _neighbour(scope, kind, -1 if match["way"] == "前" else 1)
        if neighbour is not None:
            yield match.start(), match.end(), kind, neighbour.number(kind)


def _own_labels(
    text: str, own: Collection[str], taken: Sequence[tuple[int, int, str, str]]
) -> Iterator[tuple[int, int, str, str]]:
    """References that name a heading by a label the document gives it, such as 2.1節."""
    if not own:
        return
    for match in _OWN.finditer(text):
        key = _own_key(match["count"] or match["roman"] or match["annex"])
        start, end = match.span()
        free = not any(start < other_end and other < end for other, other_end, *_ in taken)
        if key in own and free and not _FOREIGN.search(text, 0, start):
            yield start, end, "chapter" if match["unit"] == "章" else "section", key


def _own_key(label: str) -> str:
    """A heading's own label as references name it (２．１ gives 2-1), "" for other labels."""
    printed = plain(label).strip()
    if not _OWN_LABEL.fullmatch(printed):
        return ""
    return unicodedata.normalize("NFKC", re.sub(r"[ .]+", "-", printed.strip(". ")))


def _target(match: re.Match[str], around: Scope) -> Scope:
    part, chapter, section = (_arabic(match[name] or "") for name in ("part", "chapter", "section"))
    if part:
        return Scope(part, chapter, section)
    if chapter:
        return Scope(around.part, chapter, section)
    return Scope(around.part, around.chapter, section)


def _neighbour(scope: Scope, kind: str, step: int) -> Scope | None:
    current = scope.chapter if kind == "chapter" else scope.section
    if not current or int(current) + step < 1:
        return None
    moved = str(int(current) + step)
    if kind == "chapter":
        return Scope(scope.part, moved)
    return replace(scope, section=moved)


def _arabic(count: str) -> str:
    if not count or count[0].isdecimal():
        return count.lstrip("0")
    tens, ten, ones = count.rpartition("十")
    if not ten:
        return "".join(str(_KANJI_DIGITS.index(digit)) for digit in count)
    high = _KANJI_DIGITS.index(tens) if tens else 1
    return str(10 * high + (_KANJI_DIGITS.index(ones) if ones else 0))


def document_scopes(
    headings: Sequence[Heading],
    headers: Sequence[tuple[int, str]],
    passages: Sequence[Passage],
) -> list[Scope]:
    """The scope in force below each heading; the last item is that of text above any heading."""
    parts = _header_parts(headers)
    first_page = passages[0].pages[0][1] if passages else 0
    scopes: list[Scope] = []
    scope, chapter_level, section_level = Scope(), 99, 99
    for heading in headings:
        unit, count = _division(heading.label)
        if unit == "部":
            scope = Scope(count)
        elif unit == "章":
            scope, chapter_level = Scope(scope.part, count), heading.level
        elif unit == "節":
            scope, section_level = replace(scope, section=count), heading.level
        elif not _COLUMN_LABEL.match(plain(heading.label)):
            if heading.level <= chapter_level and scope.chapter:
                scope = Scope(scope.part)
            elif heading.level <= section_level and scope.section:
                scope = replace(scope, section="")
        if not scope.part:
            scope = replace(scope, part=_part_at(parts, heading.place.page))
        scopes.append(scope)
    voted = _voted_part(passages, scopes) if not any(scope.part for scope in scopes) else ""
    scopes = [replace(scope, part=scope.part or voted) for scope in scopes]
    return [*scopes, Scope(_part_at(parts, first_page) or voted)]


def _division(label: str) -> tuple[str, str]:
    match = _LABEL.match(plain(label))
    return (match[2], _arabic(match[1])) if match else ("", "")


def _header_parts(headers: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    found = []
    for page, text in headers:
        unit, count = _division(text)
        if unit == "部":
            found.append((page, count))
    return found


def _part_at(parts: Sequence[tuple[int, str]], page: int) -> str:
    if not parts:
        return ""
    return min(parts, key=lambda part: abs(part[0] - page))[1]


def _voted_part(passages: Sequence[Passage], scopes: Sequence[Scope]) -> str:
    """The part that three-fold figure numbers (part-chapter-number) name for the file's chapters."""
    chapters = {scope.chapter for scope in scopes if scope.chapter}
    votes: dict[str, int] = {}
    for passage in passages:
        for match in re.finditer(r"第(\d+)-(\d+)-\d+[図表]", plain(passage.text)):
            if not chapters or match[2] in chapters:
                votes[match[1]] = votes.get(match[1], 0) + 1
    return max(votes, key=lambda part: votes[part]) if votes else ""


@dataclass(frozen=True, slots=True)
class _Targets:
    captions: dict[tuple[str, str], list[Location]]
    divisions: dict[tuple[str, str], list[tuple[Location, int]]]
    own: dict[str, list[tuple[Location, int]]]


def volume_scopes(structures: Sequence[Structure]) -> list[list[Scope]]:
    """`document_scopes` of each file, a part or chapter that goes on from the file before filled in."""
    every: list[list[Scope]] = []
    part = ""
    for structure in structures:
        scopes = document_scopes(structure.headings, structure.headers, structure.passages)
        scopes = [replace(scope, part=scope.part or part) for scope in scopes]
        part = scopes[-2].part if len(scopes) > 1 else scopes[-1].part
        every.append(scopes)
    return every


def resolve(structures: Sequence[Structure]) -> tuple[Resolution, ...]:
    """What each reference of each file points to, over all files of a volume in reading order.

    A number that several files print is taken from the same file, else from the nearest.
    """
    scopes = volume_scopes(structures)
    targets = _targets(structures, scopes)
    resolutions = []
    for document, structure in enumerate(structures):
        for index, reference in enumerate(structure.references):
            heading = structure.passages[reference.range.passage].heading
            scope = scopes[document][heading]
            found = _resolved(reference, document, scope, targets, structures)
            resolutions.append(Resolution(document, index, *found))
    return tuple(resolutions)


def target_number(
    reference: Reference,
    target: Location | None,
    structures: Sequence[Structure],
    scopes: Sequence[Sequence[Scope]],
) -> str:
    """The reference's number, with the part or chapter that only the volume tells filled in.

    `scopes` are the `volume_scopes` of `structures`.
    """
    if target is None or reference.kind not in {"chapter", "section"}:
        return reference.number
    for index, heading in enumerate(structures[target.document].headings):
        if heading.place == target.place:
            number = scopes[target.document][index].number(reference.kind)
            return number if number.endswith(reference.number) else reference.number
    return reference.number


def _targets(structures: Sequence[Structure], scopes: list[list[Scope]]) -> _Targets:
    captions: dict[tuple[str, str], list[Location]] = {}
    divisions: dict[tuple[str, str], list[tuple[Location, int]]] = {}
    own: dict[str, list[tuple[Location, int]]] = {}
    for document, structure in enumerate(structures):
        for caption in structure.captions:
            location = Location(document, caption.place)
            printed = re.search(_NUMBER, plain(caption.label))
            number = _number(printed.group()) if printed else caption.number
            if number:
                captions.setdefault((caption.kind, number), []).append(location)
        for index, heading in enumerate(structure.headings):
            location = Location(document, heading.place)
            own.setdefault(_own_key(heading.label), []).append((location, index))
            column = _COLUMN_LABEL.match(plain(heading.label))
            if column:
                key = ("column", _number(column[1]))
                captions.setdefault(key, []).append(location)
            unit, _ = _division(heading.label)
            kind = {"部": "part", "章": "chapter", "節": "section"}.get(unit)
            if kind:
                number = scopes[document][index].number(kind)
                divisions.setdefault((kind, number), []).append((location, index))
    return _Targets(captions, divisions, own)


_Answer = tuple[Location | None, str, float]
_NOWHERE: _Answer = (None, "only", 0.0)


def _resolved(
    reference: Reference,
    document: int,
    scope: Scope,
    targets: _Targets,
    structures: Sequence[Structure],
) -> _Answer:
    if reference.kind in {"figure", "table", "column"}:
        rare = next((kind for word, kind in _RARE.items() if reference.text.startswith(word)), "")
        others = ("other", "table" if reference.kind == "figure" else "figure", "photo")
        for kind in (rare or reference.kind, *others):
            found = targets.captions.get((kind, reference.number))
            if found:
                return _nearest(found, document)
            if reference.kind == "column":
                break
        return _NOWHERE
    number = reference.number
    divisions = targets.divisions.get((reference.kind, number)) or targets.divisions.get(
        (reference.kind, f"{scope.part}-{number}")
    )
    if reference.text[0] not in "第前次":
        divisions = [item for item in targets.own.get(number, ()) if item[0].document == document]
    if not divisions:
        return _NOWHERE
    nearest, evidence, sure = _nearest([location for location, _ in divisions], document)
    index = next(index for location, index in divisions if location is nearest)
    target = _deepest(reference.text, nearest, index, structures[nearest.document])
    return target, evidence, sure


def _nearest(locations: Sequence[Location], document: int) -> tuple[Location, str, float]:
    """The location in the same or the nearest file, and how sure that is."""

    def apart(location: Location) -> int:
        return abs(location.document - document)

    nearest = min(locations, key=apart)
    if sum(apart(location) == apart(nearest) for location in locations) > 1:
        return nearest, "nearest", 0.5
    if len(locations) > 1 and nearest.document != document:
        return nearest, "nearest", 0.6
    return nearest, "only", 0.98 if nearest.document == document else 0.95


def _deepest(text: str, target: Location, index: int, structure: Structure) -> Location:
    """The deepest heading below heading `index` that the printed labels behind 章 or 節 name."""
    rest = re.split("[章節]", plain(text))[-1]
    headings = structure.headings
    for label in _DEEPER_LABEL.findall(rest):
        named = [
            below
            for below in _below(headings, index)
            if plain(headings[below].label).strip(" .") == label.strip(" .")
        ]
        if not named:
            break
        index = min(named, key=lambda below: headings[below].level)
        target = Location(target.document, headings[index].place)
    return target


def _below(headings: Sequence[Heading], index: int) -> Iterator[int]:
    """The headings under heading `index`; a column (コラム) stands among them and ends nothing."""
    for below in range(index + 1, len(headings)):
        if _COLUMN_LABEL.match(plain(headings[below].label)):
            continue
        if headings[below].level <= headings[index].level:
            break
        yield below
