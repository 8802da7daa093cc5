"""What a paper says about its author, publisher and year, as a citation needs it: a guess that its reader corrects; pure.

From its title page, its last page, and what the file says of itself.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from index_builder.model import Structure
from reader.citing import JAPANESE, Source, year_of
from reader.volume import Volume

OFFICE = re.compile(
    r"(内閣(?:府|官房)|[一-鿿ァ-ヶー]{1,14}(?:省|庁|府|委員会|院|局|機構|研究所|銀行))(?:編集?|著|発行)?"
)
"""A line that is the name of an office and no more."""

IMPRINT = re.compile(r"(?:発行|発行所|発行者|出版)[\s:]+(.{2,30}?)")
DATE = re.compile(
    r"(?:令和|平成|昭和)\s*(?:元|\d{1,2}|[一二三四五六七八九十]{1,3})\s*年(?:版|度)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?"
    r"|(?:19|20)\d\d\s*年(?:版|度)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?"
)
"""A line that is a date and no more."""

TITLE_PAGES = 2
LONGEST_SHORT = 6
"""Letters of a name such as OECD; longer ones in one word are those of accounts."""

NOBODY = {"administrator", "admin", "user", "owner", "author", "unknown", "guest"}


def guessed(volume: Volume, document: int) -> Source:
    """How a document of a volume is cited, as far as can be told; file name always, "" and 0 for the unknown.

    The files of one publication have one title, that of the first where there is no other.
    """
    own = volume.documents[document]
    order = volume.order or tuple(range(len(volume.documents)))
    others = [volume.documents[n] for n in order if _together(volume, document, n)]
    lines = list(_title_lines(others[0].structure)) if others else []
    offices = [match[1] for line in lines if (match := OFFICE.fullmatch(line))]
    named = [
        each.info.author
        for each in (own, *others)
        if each.info is not None and is_somebody(each.info.author)
    ]
    author = next(iter(named), "") or "・".join(dict.fromkeys(offices))
    last = others[-1].structure if others else None
    imprints = [match[1] for line in _last_lines(last) if (match := IMPRINT.fullmatch(line))]
    publisher = next(iter(imprints), "")
    if not publisher and all(OFFICE.fullmatch(each) for each in author.split("・")):
        publisher = author
    title = volume.title or (others[0].title if volume.publications and others else own.title)
    made = (each.info.year for each in (own, *others) if each.info is not None and each.info.year)
    year = _year(title, lines) or next(made, 0)
    return Source(title, author, publisher, year, own.path.name)


def is_somebody(author: str) -> bool:
    """Whether what a file calls its author is likely one, and no account of a computer."""
    name = author.strip()
    if JAPANESE.search(name) or " " in name:
        return name.casefold() not in NOBODY
    return name.isalpha() and name.isupper() and len(name) <= LONGEST_SHORT


def corrected(guess: Source, said: Source) -> Source:
    """What the reader has said of a paper, for the file that `guess` is about."""
    return replace(said, file_name=guess.file_name)


def _together(volume: Volume, document: int, other: int) -> bool:
    """Whether two documents are known to be of one publication, or nothing else is known."""
    known = volume.publications
    return not known or known[document] == known[other]


def _year(title: str, lines: Sequence[str]) -> int:
    """The year that title or title page name, 0 for none."""
    dated = (year_of(line) for line in lines if DATE.fullmatch(line))
    return year_of(title) or next((year for year in dated if year), 0)


def _title_lines(structure: Structure | None) -> Iterator[str]:
    for passage in structure.passages if structure is not None else ():
        if passage.pages and passage.pages[0][1] >= TITLE_PAGES:
            return
        yield _plain(passage.text)


def _last_lines(structure: Structure | None) -> list[str]:
    passages = structure.passages if structure is not None else ()
    last = passages[-1].pages[-1][1] if passages else 0
    return [_plain(each.text) for each in passages if each.pages[-1][1] == last]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
