from array import array
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from test_targets import nist, place, structure

from index_builder.model import Link, Part, Passage, Rect, TextRange
from index_builder.pdf import Pdf
from reader.application import Desk
from reader.page_links import PageLink, addressed, carried, merged, printed, scheme, web_addresses
from reader.settings import Settings
from reader.targets import Kind, Target, TargetIndex
from reader.text_selection import PagePoint

LONG = 60_000


def found(text: str) -> list[str]:
    return [address for _, _, address in web_addresses(text)]


# --- what is printed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "資料：https://www.example.go.jp/a_b/c-d.html。",
            "https://www.example.go.jp/a_b/c-d.html",
        ),
        ("（https://example.org/x)", "https://example.org/x"),
        ("(see http://example.org/a_(b)).", "http://example.org/a_(b)"),
        ("https://example.org/reportの図", "https://example.org/report"),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｏｒｇ／ａ", "https://example.org/a"),
        ("HTTPS://EXAMPLE.ORG/A, and more", "HTTPS://EXAMPLE.ORG/A"),
        ("www.example.jp/q?a=1&b=2 を参照", "https://www.example.jp/q?a=1&b=2"),
    ],
)
def test_an_address_is_found_without_what_is_around_it(text: str, address: str) -> None:
    assert found(text) == [address]
    start, end, _ = next(web_addresses(text))
    added = 0 if text[0] != "w" else len("https://")
    assert end - start == len(address) - added


def test_two_addresses_that_touch_are_two() -> None:
    assert found("https://a.example/xhttps://b.example/y") == [
        "https://a.example/x",
        "https://b.example/y",
    ]


@pytest.mark.parametrize("text", ["", "http:", "https://", "www", "www.", "ftp://a.b/", "attp://x"])
def test_what_is_no_web_address(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="htps:/w.aＡ（）()。 \n", max_size=40))
def test_any_text_is_read(text: str) -> None:
    for start, end, address in web_addresses(text):
        assert 0 <= start < end <= len(text)
        assert scheme(address) in {"http", "https"}


def test_one_printed_over_two_lines_and_two_pages_is_one_address() -> None:
    text = "詳しくはhttps://a.example/long-path"
    first, second = len("詳しくはhttps://a.example/"), len(text)
    passage = Passage(
        Part.NOTE,
        text,
        array("i", [*range(first), *range(second - first)]),
        ((0, 3), (first, 4)),
    )
    own = structure(passages=(passage,))
    boxes = {
        3: array("f", [v for i in range(first) for v in (10.0 * i, 0, 10.0 * i + 10, 10)]),
        4: array("f", [v for i in range(9) for v in (10.0 * i, 20, 10.0 * i + 10, 30)]),
    }
    assert [page for page in range(6) if addressed(own, page)] == [3, 4]
    (here,) = printed(own, addressed(own, 3), 3, boxes)
    (there,) = printed(own, addressed(own, 4), 4, boxes)
    assert here.address == there.address == "https://a.example/long-path"
    assert here.rects == (Rect(40, 0, 10 * first, 10),)
    assert there.rects == (Rect(0, 20, 90, 30),)
    assert here.range == TextRange(0, 4, second)


# --- what the file carries ------------------------------------------------------------------


def on_page() -> tuple[list[Target], object]:
    own, links = nist()
    return TargetIndex.build([own], links).on_page(0, 2), own


def test_a_link_over_a_mark_never_wins() -> None:
    targets, own = on_page()
    over = Link(Rect(140, 95, 152, 112), 5, "", 100.0)
    assert carried([over], 2, own, targets) == []  # type: ignore[arg-type]


def test_a_link_over_other_words_to_a_note_is_a_lie() -> None:
    targets, own = on_page()
    astray = Link(Rect(300, 300, 310, 317), 2, "", 692.0)
    assert carried([astray], 2, own, targets) == []  # type: ignore[arg-type]
    unmarked = [target for target in targets if target.kind is not Kind.MARK]
    assert carried([astray], 2, own, unmarked)  # type: ignore[arg-type]


def test_a_link_to_another_page_is_believed_once_the_text_is_read() -> None:
    targets, own = on_page()
    link = Link(Rect(300, 300, 400, 312), 9, "", 80.0)
    assert carried([link], 2, own, targets) == [PageLink((link.rect,), 9, 80.0)]  # type: ignore[arg-type]
    assert carried([link], 2, None, []) == []


def test_a_link_to_itself_or_without_size_leads_nowhere() -> None:
    targets, own = on_page()
    itself = Link(Rect(300, 300, 400, 312), 2, "", 305.0)
    thin = Link(Rect(300, 300, 301, 312), 9, "", 80.0)
    assert carried([itself, thin], 2, own, targets) == []  # type: ignore[arg-type]


def test_the_ministrys_links_are_all_dropped_and_its_addresses_kept(shared: Path) -> None:
    """The third page of this file has 13 links to notes, most over unrelated words."""
    path = shared / "corpus" / "white-paper" / "MEXT Document Jun 11 2024 (1).pdf"
    with Pdf(path) as pdf:
        links = pdf.links(2)
    notes = [link.top for link in links if link.page == 2]
    assert len(notes) > 10
    _, base = nist()
    own, _ = nist()
    footnotes = tuple(
        replace(own.footnotes[0], place=place(2, (50, top, 290, top + 8))) for top in notes
    )
    own = replace(own, footnotes=footnotes)
    targets = TargetIndex.build([own], base).on_page(0, 2)
    kept = carried(links, 2, own, targets)
    assert kept
    assert all(link.page == -1 and link.is_web for link in kept)


def test_the_text_wins_over_the_files_own_address() -> None:
    text = PageLink((Rect(0, 0, 100, 10),), address="https://a.example/x", range=TextRange(0, 0, 9))
    same = PageLink((Rect(0, 0, 90, 10),), address="https://a.example/x")
    longer = PageLink((Rect(0, 0, 90, 10),), address="https://a.example/x/y")
    other = PageLink((Rect(0, 0, 90, 10),), address="https://evil.example/")
    apart = PageLink((Rect(0, 50, 90, 60),), address="https://evil.example/")
    assert merged([text], [same]) == (text,)
    assert merged([text], [longer]) == (replace(text, address=longer.address),)
    assert merged([text], [other]) == (text,)
    assert merged([text], [apart]) == (text, apart)


@pytest.mark.parametrize(
    ("address", "is_web"),
    [
        ("https://a.example/", True),
        ("HTTP://A.EXAMPLE/", True),
        ("mailto:a@b.example", False),
        ("javascript:alert('http://a.example')", False),
        ("file:///etc/passwd", False),
        ("/relative", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_for_a_browser(address: str, is_web: bool) -> None:
    assert PageLink((), address=address).is_web is is_web


# --- in the window --------------------------------------------------------------------------


def document(path: Path) -> Path:
    """Three pages: an address over two lines, links to a page, to a program and to another file."""
    made = pymupdf.open()
    for number in range(3):
        page = made.new_page()
        page.insert_text((50, 80), f"第{number + 1}章　章の名前", fontname="japan", fontsize=20)
        body = "本文は続くのである。" * 40
        page.insert_textbox((50, 110, 300, 420), body, fontname="japan", fontsize=11)
    first = made[0]
    first.insert_text((50, 500), "詳しい資料は https://www.example.org/reports/", fontname="japan")
    first.insert_text((50, 516), "year-2024/summary.html にある。", fontname="japan")
    area = pymupdf.Rect(320, 120, 420, 140)
    goto = {"kind": pymupdf.LINK_GOTO, "from": area, "page": 2, "to": pymupdf.Point(0, 60)}
    first.insert_link(goto)
    below = pymupdf.Rect(320, 160, 420, 180)
    run = {"kind": pymupdf.LINK_LAUNCH, "from": below, "file": "run.exe"}
    first.insert_link(run)
    made.save(path)
    made.close()
    return path


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 900)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([document(tmp_path / "paper.pdf")])
    qtbot.waitUntil(lambda: desk.session.links is not None, timeout=LONG)
    yield desk
    desk.close()


def test_links_of_the_pages_in_sight_are_live(qtbot: QtBot, desk: Desk) -> None:
    assert desk.furniture is not None
    live = desk.furniture.live

    def at(x: float, y: float) -> PageLink | None:
        target = live.at(PagePoint(0, 0, x, y))
        return live.link(target) if target is not None and target.kind is Kind.LINK else None

    qtbot.waitUntil(lambda: at(370, 130) is not None, timeout=LONG)
    inner = at(370, 130)
    assert inner is not None
    assert (inner.page, inner.top) == (2, pytest.approx(60))
    program = at(370, 170)
    assert program is not None
    assert program.address == "file:run.exe"
    assert not program.is_web
    qtbot.waitUntil(lambda: at(200, 497) is not None, timeout=LONG)
    one, other = at(200, 497), at(90, 513)
    assert one is not None
    assert one == other
    assert one.address == "https://www.example.org/reports/year-2024/summary.html"
    assert len(one.rects) == 2
    before = desk.view.position()
    live.click(PagePoint(0, 0, 370, 130))
    assert desk.view.current_page() == (0, 2)
    desk.session.go_back()
    assert desk.view.position() == before
    with qtbot.waitSignal(live.links_changed):
        desk.session.open([desk.session.documents[0].path])
    assert at(370, 130) is None
