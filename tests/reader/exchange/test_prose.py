"""Notes for people: Markdown, CSV, HTML; what was quoted never becomes markup, formula or script."""

import csv
import io
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from notes_made import CONTENT, EVERY, HIGHLIGHT, MARK, PAPER, PART, TITLE, of_kind, sheaf

from reader.exchange.prose import Words, write_csv, write_html, write_markdown
from reader.exchange.sheaf import Entry, Sheaf

WORDS = Words()
NASTY = "<script>alert(1)</script> **x** [a](javascript:b) | `c` & \"d\" 'e' # f"


def test_markdown_by_chapters() -> None:
    first = Entry(replace(HIGHLIGHT, page=0, tags=(), note=""), PAPER, ())
    whole = sheaf(HIGHLIGHT, MARK)
    text = write_markdown(replace(whole, entries=(first, *whole.entries)), WORDS).decode()
    assert text.splitlines() == [
        f"# {TITLE}",
        "",
        f"文部科学省. {TITLE}. 2024.",
        "",
        "## Before the first chapter",
        "",
        "> 国立標準技術研究所（ＮＩＳＴ）",
        "",
        f"— [page 1 of the PDF](hakusho://open/{CONTENT}/1?note={HIGHLIGHT.id}) · highlight",
        "",
        "## 第１部 ＡＩがもたらす変革 第３章 世界の動向",
        "",
        "> 国立標準技術研究所（ＮＩＳＴ）",
        "",
        "**重要**",
        "",
        f"— [p. 24](hakusho://open/{CONTENT}/2?note={HIGHLIGHT.id}) · highlight · \\#引用 · \\#要確認",
        "",
        "第３章",
        "",
        f"— [p. 25](hakusho://open/{CONTENT}/3?note={MARK.id}) · Bookmark",
    ]


def test_colours_are_called_by_the_names_that_the_reader_gave_them() -> None:
    named = Words(colours={"green": "疑問 <1>"})
    whole = sheaf(HIGHLIGHT, MARK)
    assert r") · highlight · 疑問 \<1\> · \#引用" in write_markdown(whole, named).decode()
    assert "</a> · highlight · 疑問 &lt;1&gt; <span" in write_html(whole, named).decode()
    note, mark = rows(write_csv(whole, named))
    assert (note["Colour"], mark["Colour"]) == ("疑問 <1>", "")
    unnamed = replace(HIGHLIGHT, colour="a colour of the future")
    assert ") · highlight · \\#" in write_markdown(sheaf(unnamed), named).decode()


def test_markdown_shows_what_was_quoted_as_it_is() -> None:
    record = replace(HIGHLIGHT, quotation=f"{NASTY}\n- 1. x\n1. y", note=NASTY)
    text = write_markdown(sheaf(record), WORDS).decode()
    quoted = [line for line in text.splitlines() if line.startswith(">")]
    assert quoted[0].startswith(r"> \<script\>alert(1)\</script\> \*\*x\*\* \[a\](javascript:b)")
    assert quoted[1:] == [r"> \- 1. x", r"> 1\. y"]
    assert "\n\\<script>" in text


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_papers_of_several_titles_are_named_once_before_their_chapters() -> None:
    whole = sheaf(HIGHLIGHT)
    (entry,) = whole.entries
    for title, heading in (
        ("第３章　世界の動向", "## 第１部 ＡＩがもたらす変革 第３章 世界の動向"),
        ("情報通信白書", "## 情報通信白書 — 第１部 ＡＩがもたらす変革 第３章 世界の動向"),
    ):
        paper = replace(PAPER, source=replace(PAPER.source, title=title))
        other = replace(whole, title="", entries=(replace(entry, paper=paper),))
        assert heading in write_markdown(other, WORDS).decode().splitlines()


def test_csv_has_everything_in_columns() -> None:
    written = write_csv(sheaf(HIGHLIGHT, MARK), WORDS)
    assert written.startswith(b"\xef\xbb\xbfTitle,")
    assert written.count(b"\r\n") == 3
    note, mark = rows(written)
    assert note["Title"] == TITLE
    assert note["Quotation"] == HIGHLIGHT.quotation
    assert (note["Printed page"], note["Page"]) == ("24", "2")
    assert note["Tags"] == "引用; 要確認"
    assert note["Citation"].endswith("2024, p. 24.")
    assert note["Link"].startswith("hakusho://open/")
    assert (mark["Kind"], mark["Note"], mark["Tags"]) == ("Bookmark", "第３章", "よく見る; a")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", " =1", "\t=1", "\r=1", "|calc"],
)
def test_csv_holds_no_formulas(text: str) -> None:
    (row,) = rows(write_csv(sheaf(replace(HIGHLIGHT, note=text)), WORDS))
    assert row["Note"] == f"'{text}"


def test_csv_quotes_what_it_must() -> None:
    text = 'a "b", c\nd'
    (row,) = rows(write_csv(sheaf(replace(HIGHLIGHT, quotation=text, note="\0x")), WORDS))
    assert row["Quotation"] == text
    assert row["Note"] == "x"


class Page(HTMLParser):
    """The elements and the text of a page; attributes that could run or load something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.live: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.live += [
            (name, value)
            for name, value in attrs
            if name.startswith("on")
            or (name in {"href", "src"} and not str(value).startswith("hakusho:"))
        ]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_one_page_that_runs_nothing() -> None:
    record = replace(HIGHLIGHT, quotation=NASTY, note=NASTY, tags=(NASTY,))
    whole = sheaf(record, replace(MARK, title=NASTY))
    chapter = replace(PART, title=NASTY)
    entries = tuple(replace(entry, trail=(chapter,)) for entry in whole.entries)
    page = Page(write_html(replace(whole, title=NASTY, entries=entries), WORDS).decode())
    assert "script" not in page.tags
    assert page.live == []
    assert page.text.count(NASTY) >= 5
    assert {"article", "blockquote", "h2"} <= set(page.tags)


def test_html_holds_the_pictures_of_areas_itself() -> None:
    area = replace(of_kind("area"), id="a")
    whole = replace(sheaf(area, HIGHLIGHT), pictures={area.id: b"PNG", HIGHLIGHT.id + "x": b"no"})
    page = Page(write_html(whole, WORDS).decode())
    assert page.live == [("src", "data:image/png;base64,UE5H")]
    assert b"PNG" not in write_markdown(whole, WORDS)


def test_every_kind_and_nothing_at_all_can_be_written() -> None:
    for whole in (sheaf(*EVERY, MARK), Sheaf("", (), ())):
        for write in (write_markdown, write_csv, write_html):
            assert write(whole, WORDS)


def test_lone_surrogates_stop_nothing() -> None:
    assert write_html(sheaf(replace(HIGHLIGHT, note="\udc80")), WORDS)
