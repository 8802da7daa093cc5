"""Citations of the white paper in the styles a reader needs."""

from collections.abc import Callable

import pytest

from index_builder.model import Heading, Place
from reader.citing import (
    STYLES,
    CitedPlace,
    Source,
    apa,
    bibtex,
    plain,
    section_of,
    sist02,
    year_of,
)

TITLE = "令和６年版 科学技術・イノベーション白書"
SOURCE = Source(TITLE, "文部科学省", "文部科学省", 2024, "1-3.pdf")
PLACE = CitedPlace("24", True, "第１部 変革 第３章 世界の動向")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        (TITLE, 2024),
        ("令和元年版 情報通信白書", 2019),
        ("平成三十年度 年次報告", 2018),
        ("平成二十五年版", 2013),
        ("平成十年版", 1998),
        ("昭和64年版", 1989),
        ("２０２４年版 中小企業白書", 2024),
        ("White Paper 2024", 2024),
        ("Society 5.0 and 123456", 0),
        ("", 0),
    ],
)
def test_years(title: str, year: int) -> None:
    assert year_of(title) == year


def test_sist02() -> None:
    assert sist02(SOURCE, PLACE) == (
        "文部科学省. “第１部 変革 第３章 世界の動向”. 令和６年版 科学技術・イノベーション白書. 2024, p. 24."
    )
    published = Source(TITLE, "山田太郎", "日経印刷", 2024)
    assert sist02(published, CitedPlace("24")) == (
        "山田太郎. 令和６年版 科学技術・イノベーション白書. 日経印刷, 2024, p. 24."
    )


def test_apa() -> None:
    assert apa(SOURCE, PLACE) == (
        "文部科学省. (2024). 第１部 変革 第３章 世界の動向. "
        "In 令和６年版 科学技術・イノベーション白書 (p. 24)."
    )
    assert apa(Source("White Paper", publisher="OECD"), CitedPlace("iv")) == (
        "White Paper (p. iv). (n.d.). OECD."
    )
    assert apa(Source("White Paper"), CitedPlace("iv", True, "Preface")) == (
        "Preface. (n.d.). In White Paper (p. iv)."
    )


def test_bibtex() -> None:
    assert bibtex(SOURCE, PLACE).splitlines() == [
        "@inbook{hakusho2024p24,",
        "  author = {{文部科学省}},",
        "  title = {{令和６年版 科学技術・イノベーション白書}},",
        "  chapter = {第１部 変革 第３章 世界の動向},",
        "  publisher = {文部科学省},",
        "  year = {2024},",
        "  pages = {24},",
        "  file = {1-3.pdf},",
        "}",
    ]


ONLINE = Source(
    TITLE, "文部科学省", "日経印刷", 2024, url="https://www.mext.go.jp/a_b", accessed="2026-11-26"
)


def test_several_pages_and_the_whole() -> None:
    pages, whole = CitedPlace("24–25"), CitedPlace("")
    assert sist02(SOURCE, pages).endswith("2024, p. 24-25.")
    assert apa(SOURCE, pages).endswith(" (pp. 24–25).")
    assert "pages = {24--25}," in bibtex(SOURCE, pages)
    assert plain(SOURCE, pages).endswith("（2024年）24–25頁")
    assert plain(SOURCE, CitedPlace("3–4", False)).endswith("PDFの3–4頁")
    assert sist02(SOURCE, whole) == f"文部科学省. {TITLE}. 2024."
    assert apa(SOURCE, whole) == f"文部科学省. (2024). {TITLE}."
    assert bibtex(SOURCE, whole).startswith("@book{hakusho2024,")
    assert plain(SOURCE, whole) == f"文部科学省『{TITLE}』（2024年）"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_a_section_that_is_the_title_is_not_said_again(style: Callable[..., str]) -> None:
    chapter = Source("第３章　世界の動向", "文部科学省", year=2024)
    said = style(chapter, CitedPlace("24", True, "第３章 世界の動向"))
    assert said == style(chapter, CitedPlace("24"))
    assert said != style(chapter, CitedPlace("24", True, "第１部 変革 第３章 世界の動向"))


def test_a_web_address_is_told_with_the_day() -> None:
    place = CitedPlace("24")
    assert sist02(ONLINE, place).endswith(
        "日経印刷, 2024, p. 24. https://www.mext.go.jp/a_b, (参照 2026-11-26)."
    )
    assert apa(ONLINE, place).endswith("日経印刷. https://www.mext.go.jp/a_b")
    assert r"  url = {https://www.mext.go.jp/a\_b}," in bibtex(ONLINE, place)
    assert "  urldate = {2026-11-26}," in bibtex(ONLINE, place)
    assert plain(ONLINE, place).endswith("24頁、https://www.mext.go.jp/a_b")
    assert "urldate" not in bibtex(Source(TITLE, accessed="2026-11-26"), place)


def test_bibtex_keeps_its_braces() -> None:
    entry = bibtex(Source("50 % & {more", file_name="a_b}.pdf"), CitedPlace("3", False))
    assert r"title = {{50 \% \& \textbraceleft{}more}}," in entry
    assert r"file = {a\_b\textbraceright{}.pdf}," in entry
    assert "note = {PDF p. 3}," in entry
    assert "pages" not in entry
    assert entry.count("{") == entry.count("}")


def test_plain() -> None:
    assert plain(SOURCE, PLACE) == (
        "文部科学省『令和６年版 科学技術・イノベーション白書』（2024年）"
        "第１部 変革 第３章 世界の動向、24頁"
    )
    assert plain(Source(TITLE), CitedPlace("3", False)) == f"『{TITLE}』PDFの3頁"
    english = Source("White Paper", "OECD", year=2024)
    assert plain(english, CitedPlace("iv", True, "Preface")) == (
        "OECD, “White Paper” (2024), Preface, p. iv"
    )


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_without_a_title_the_file_is_named(style: object) -> None:
    assert callable(style)
    assert "1-3.pdf" in style(Source("", file_name="1-3.pdf"), CitedPlace("1", False))


def test_sections() -> None:
    here = Place(0, ())
    part, chapter = Heading(1, "第１部", "変革", here), Heading(2, "第３章", "動向", here)
    detail = Heading(3, "⑴", "細目", here)
    assert section_of([part, chapter, detail]) == "第１部 変革 第３章 動向"
    assert section_of([detail]) == "⑴ 細目"
    assert section_of([]) == ""
