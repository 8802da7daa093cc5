"""The order in which the files of a publication are read, from what their first pages print.

Pure. File names decide nothing unless nothing else does. Light, for it runs before the first page
is shown: it imports neither references nor uses.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from index_builder.model import Opening

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
BLANK_PAGES = 3
"""A blank or title page or two may stand between two files."""


class _File(Struct, frozen=True):
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
