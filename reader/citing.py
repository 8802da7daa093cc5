"""Citations of a white paper: SIST 02, APA (7th edition), BibTeX, and a line of plain text; pure."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from msgspec import Struct

from index_builder.model import Heading

PARTS = re.compile(r"第.+[部章節編]$")
"""Labels of headings that a citation names."""

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The year before the first of each."""

YEAR = re.compile(r"(令和|平成|昭和|大正|明治)\s*(元|\d{1,2}|[〇一二三四五六七八九十]{1,3})\s*年")
WESTERN_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?!\d)")
DIGITS = "〇一二三四五六七八九"

JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")


class Source(Struct, frozen=True):
    """What is cited; "" and 0 for what is not known. `author` may be an office, as it is of white papers.

    Attributes:
        accessed: the day on which it was read at `url`, as 2026-11-26.
    """

    title: str
    author: str = ""
    publisher: str = ""
    year: int = 0
    file_name: str = ""
    url: str = ""
    accessed: str = ""


class CitedPlace(Struct, frozen=True):
    """Where in it: a printed page number, or that of the PDF (from 1) where none is printed.

    Several pages are joined by an en dash; "" is the whole.
    """

    page: str
    is_printed: bool = True
    section: str = ""


def year_of(title: str) -> int:
    """The year that a title names, as 令和6年版 names 2024; 0 for none."""
    plain = unicodedata.normalize("NFKC", title)
    if match := YEAR.search(plain):
        return ERAS[match[1]] + _number(match[2])
    match = WESTERN_YEAR.search(plain)
    return int(match[1]) if match else 0


def section_of(above: Sequence[Heading]) -> str:
    """The parts, chapters and sections that a place stands under, outermost first; all headings where none is numbered."""
    chosen = [each for each in above if PARTS.match(each.label)] or above[:3]
    return " ".join(f"{each.label} {each.title}".strip() for each in chosen)


def sist02(source: Source, place: CitedPlace) -> str:
    """As SIST 02-2007 asks for a part of a book: 著者名. “章の見出し”. 書名. 出版者, 出版年, p. ページ."""
    part = _section(source, place)
    section = f"“{part}”" if part else ""
    page = _page(place).replace("–", "-").replace("pp.", "p.")
    imprint = ", ".join(part for part in (_publisher(source), str(source.year or ""), page) if part)
    accessed = f"(参照 {source.accessed})" if source.accessed else ""
    online = ", ".join(part for part in (source.url, accessed) if part) if source.url else ""
    parts = (source.author, section, source.title or source.file_name, imprint, online)
    return _sentences(parts)


def apa(source: Source, place: CitedPlace) -> str:
    """As APA 7 asks for a part of a book, without the italics that plain text has not."""
    title = source.title or source.file_name
    year = f"({source.year or 'n.d.'})"
    page = f" ({_page(place)})" if place.page else ""
    section = _section(source, place)
    book = f"In {title}{page}" if section else f"{title}{page}"
    if source.author:
        said = _sentences((source.author, year, section, book, _publisher(source)))
    elif section:
        said = _sentences((section, year, book, _publisher(source)))
    else:
        said = _sentences((book, year, _publisher(source)))
    return f"{said} {source.url}" if source.url else said


def bibtex(source: Source, place: CitedPlace) -> str:
    """An entry of BibTeX; names and titles keep their letters as they are."""
    title = source.title or source.file_name
    page = unicodedata.normalize("NFKC", place.page)
    key = re.sub(r"[^A-Za-z0-9]+", "", f"hakusho{source.year or ''}{page and 'p'}{page}")
    printed = place.page if place.is_printed else ""
    section = _section(source, place)
    fields = {
        "author": f"{{{_tex(source.author)}}}" if source.author else "",
        "title": f"{{{_tex(title)}}}",
        "chapter": _tex(section),
        "publisher": _tex(source.publisher),
        "year": str(source.year or ""),
        "pages": _tex(printed.replace("–", "--")),
        "note": "" if place.is_printed else _tex(_page(place)),
        "url": _tex(source.url),
        "urldate": source.accessed if source.url else "",
        "file": _tex(source.file_name),
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    kind = "inbook" if section else "book"
    return "\n".join((f"@{kind}{{{key},", *lines, "}"))


def plain(source: Source, place: CitedPlace) -> str:
    """One line for people, in Japanese where the title is."""
    title = source.title or source.file_name
    section = _section(source, place)
    if not JAPANESE.search(title):
        year = f" ({source.year})" if source.year else ""
        parts = (source.author, f"“{title}”{year}", section, _page(place), source.url)
        return ", ".join(part for part in parts if part)
    year = f"（{source.year}年）" if source.year else ""
    page = (f"{place.page}頁" if place.is_printed else f"PDFの{place.page}頁") if place.page else ""
    ending = "、".join(part for part in (section, page, source.url) if part)
    return f"{source.author}『{title}』{year}{ending}"


Style = Callable[[Source, CitedPlace], str]
STYLES: dict[str, Style] = {"plain": plain, "sist02": sist02, "apa": apa, "bibtex": bibtex}
"""The styles by the names with which settings keep them."""


def _section(source: Source, place: CitedPlace) -> str:
    """Not said again where it is what the title says."""
    same = "".join(place.section.split()) == "".join(source.title.split())
    return "" if same else place.section


def _publisher(source: Source) -> str:
    """Not said again where the author is its own publisher."""
    return "" if source.publisher == source.author else source.publisher


def _page(place: CitedPlace) -> str:
    """Such as "p. 24", "pp. 24–25", "PDF p. 3"; "" for the whole."""
    if not place.page:
        return ""
    several = "pp." if "–" in place.page else "p."
    return f"{several} {place.page}" if place.is_printed else f"PDF {several} {place.page}"


def _sentences(parts: Sequence[str]) -> str:
    """The parts, each with a full stop and a space behind it, except the last."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _number(text: str) -> int:
    """元, digits, or a number below 100 in kanji."""
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(DIGITS.index(each)) for each in text))
    return 10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0)


TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "&%$#_"},
}


def _tex(text: str) -> str:
    """For a field of BibTeX, which counts braces even where they are escaped."""
    return "".join(TEX.get(each, each) for each in " ".join(text.split(" ")))
