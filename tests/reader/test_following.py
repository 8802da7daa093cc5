"""Links and places of documents: in the open volume, in another window, on the disk, replaced, or nowhere."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from papers import paper
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from index_builder.cli import main as index
from reader.application import Desk
from reader.carrying import KnownDocument, KnownVolume
from reader.following import Files, Following, files_of, in_library
from reader.instance import Call
from reader.place_links import PlaceLink, write_link
from reader.records import Bookmark, content_hash
from reader.searching import open_library
from reader.settings import Settings
from reader.windows import Windows

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000
UNKNOWN = "0" * 64


@pytest.fixture
def windows(data_folder: Path) -> Iterator[Windows]:
    settings = Settings(data_folder / "settings.json")
    windows = Windows(lambda windows: Desk(settings, None, windows))
    windows.answer(Call())
    yield windows
    windows.close()


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    return [paper(tmp_path / f"{name}.pdf", 5, words=name) for name in "abc"]


def following(qtbot: QtBot, desk: Desk) -> Following:
    qtbot.waitUntil(
        lambda: desk.furniture is not None and desk.furniture.keeping is not None, timeout=LONG
    )
    return desk.furniture.keeping.following


def read(qtbot: QtBot, windows: Windows, *paths: Path) -> Desk:
    """Opens files and waits until they are known by their contents, also in the user's data."""
    windows.answer(Call(tuple(map(str, paths))))
    desk = next(d for d in windows.desks if {x.path for x in d.session.documents} >= set(paths))
    following(qtbot, desk)
    qtbot.waitUntil(lambda: len(desk.session.order) == len(paths), timeout=LONG)
    known = desk.furniture._opened.document_title
    qtbot.waitUntil(lambda: all(known(content_hash(path)) for path in paths), timeout=LONG)
    return desk


def link(path: Path, page: int, note: str = "") -> str:
    return write_link(PlaceLink(content_hash(path), page, note))


def wait_for(qtbot: QtBot, desk: Desk, path: Path, page: int) -> None:
    def there() -> bool:
        at = desk.session.position
        documents = desk.session.documents
        return at is not None and (documents[at.document].path, at.page) == (path, page)

    qtbot.waitUntil(there, timeout=LONG)


def said(desk: Desk) -> str:
    return " ".join(desk.window.bars.texts())


def test_a_link_into_the_open_volume_is_gone_to_and_back_returns(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    desk = read(qtbot, windows, papers[0], papers[1])
    windows.answer(Call(links=(link(papers[1], 3),)))
    wait_for(qtbot, desk, papers[1], 3)
    assert windows.desks == [desk]
    desk.session.go_back()
    wait_for(qtbot, desk, papers[0], 0)


def test_a_link_into_another_window_brings_that_forward(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    first = read(qtbot, windows, papers[0])
    second = read(qtbot, windows, papers[1])
    second.window.activateWindow()
    windows.answer(Call(links=(link(papers[0], 2),)))
    wait_for(qtbot, first, papers[0], 2)
    assert windows.desks == [first, second]
    assert second.session.position.page == 0


def test_a_link_to_a_closed_volume_opens_all_of_it_in_a_window_of_its_own(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    volume = read(qtbot, windows, papers[0], papers[1])
    volume.session.jump(volume.session.order[1], 4)
    wait_for(qtbot, volume, papers[1], 4)
    volume.furniture._resume.save()
    following(qtbot, volume)
    windows.answer(Call(new_window=True))
    volume.window.close()
    qtbot.waitUntil(lambda: volume not in windows.desks, timeout=LONG)
    other = read(qtbot, windows, papers[2])
    windows.answer(Call(links=(link(papers[0], 3),)))
    qtbot.waitUntil(lambda: len(windows.desks) == 2, timeout=LONG)
    opened = windows.desks[1]
    wait_for(qtbot, opened, papers[0], 3)
    assert {document.path for document in opened.session.documents} == set(papers[:2])
    assert [document.path for document in other.session.documents] == [papers[2]]
    assert said(opened) == said(other) == ""


def test_a_link_to_a_note_shows_it(qtbot: QtBot, windows: Windows, papers: list[Path]) -> None:
    desk = read(qtbot, windows, papers[0])
    keeping = desk.furniture.keeping
    keeping.notebook.add_bookmark(0, 3, 100.0, "定義")
    (item,) = keeping.notebook.items()
    windows.answer(Call(links=(link(papers[0], 1, item.record.id),)))
    qtbot.waitUntil(lambda: keeping.notes.editor.items == [item], timeout=LONG)
    wait_for(qtbot, desk, papers[0], 3)
    assert desk.window.right_tabs.currentWidget() is keeping.notes
    with qtbot.waitSignal(desk.session.message, timeout=LONG) as told:
        windows.answer(Call(links=(link(papers[0], 1, "gone"),)))
    assert "not kept here" in told.args[0]
    wait_for(qtbot, desk, papers[0], 1)


def test_a_link_in_a_note_opens_another_volume_and_finds_its_short_name(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    assert index(["build", str(papers[1])]) == 0
    desk = read(qtbot, windows, papers[0])
    address = write_link(PlaceLink(content_hash(papers[1]), 2, term="NIST"))
    desk.furniture.keeping.note_links.follow(address)
    qtbot.waitUntil(lambda: len(windows.desks) == 2, timeout=LONG)
    opened = windows.desks[1]
    # It has no such name: the page is what the link means then.
    wait_for(qtbot, opened, papers[1], 2)
    assert desk.session.position.page == 0


def test_a_page_that_is_not_there_is_the_last_one(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    desk = read(qtbot, windows, papers[0])
    windows.answer(Call(links=(link(papers[0], 99),)))
    wait_for(qtbot, desk, papers[0], 4)


def test_an_unknown_paper_is_asked_for_and_gone_to_when_it_is_opened(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    (desk,) = windows.desks
    windows.answer(Call(links=(link(papers[0], 2),)))
    qtbot.waitUntil(lambda: "never open" in said(desk), timeout=LONG)
    assert [b.text() for b in desk.window.bars.findChildren(QPushButton)] == ["Open files…"]
    desk.window.open_requested.emit([papers[0]])
    wait_for(qtbot, desk, papers[0], 2)
    assert said(desk) == ""


def test_a_paper_that_is_gone_and_one_that_was_replaced_are_told_of(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    wanted = link(papers[0], 2)
    desk = read(qtbot, windows, papers[0])
    read(qtbot, windows, papers[1])
    desk.window.close()
    qtbot.waitUntil(lambda: desk not in windows.desks, timeout=LONG)
    (desk,) = windows.desks
    aside = papers[0].rename(papers[0].with_name("aside.pdf"))
    windows.answer(Call(links=(wanted,)))
    qtbot.waitUntil(lambda: "is not at" in said(desk), timeout=LONG)
    assert str(papers[0]) in said(desk)
    paper(papers[0], 5, words="another edition")
    windows.answer(Call(links=(wanted,)))
    qtbot.waitUntil(lambda: len(windows.desks) == 2, timeout=LONG)
    opened = windows.desks[1]
    qtbot.waitUntil(lambda: "another edition than" in said(opened), timeout=LONG)
    wait_for(qtbot, opened, papers[0], 2)
    aside.unlink()


def test_a_paper_that_only_the_library_knows_is_opened(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    assert index(["build", *map(str, papers[1:])]) == 0
    (desk,) = windows.desks
    windows.answer(Call(links=(link(papers[1], 1),)))
    wait_for(qtbot, desk, papers[1], 1)
    assert {document.path for document in desk.session.documents} == set(papers[1:])


def test_what_the_library_knows_of_a_documents_files(papers: list[Path]) -> None:
    assert index(["build", *map(str, papers)]) == 0
    content = content_hash(papers[0])
    with closing(open_library()) as library:
        assert set(in_library(content, library).paths) == set(papers)
        papers[1].unlink()
        alone = in_library(content, library)
        assert (alone.paths, alone.path) == ((papers[0],), str(papers[0]))
        papers[0].unlink()
        assert in_library(content, library) == replace(alone, paths=())
        assert in_library(UNKNOWN, library) == Files()


def test_what_is_no_link_is_told_of(qtbot: QtBot, windows: Windows) -> None:
    (desk,) = windows.desks
    for text in ("hakusho://open/abc/1", "hakusho:", f"hakusho://delete/{UNKNOWN}/1"):
        desk.window.bars.clear()
        windows.answer(Call(links=(text,)))
        qtbot.waitUntil(lambda: "no link to a place" in said(desk), timeout=LONG)


def test_what_is_changed_in_one_window_is_seen_in_the_others(
    qtbot: QtBot, windows: Windows, papers: list[Path]
) -> None:
    first = read(qtbot, windows, papers[0])
    second = read(qtbot, windows, papers[1])
    one, two = (desk.furniture.keeping for desk in (first, second))
    two.notebook.add_bookmark(0, 1, 0.0, "甲")
    (item,) = two.notebook.items()
    qtbot.waitUntil(lambda: one.bookmark_ways.panel is not None, timeout=LONG)
    found: list[str] = []
    marks = one.bookmark_ways.panel._marks

    def listed() -> list[str]:
        marks.with_all(lambda many: found.__setitem__(slice(None), [m.record.title for m in many]))
        return found

    qtbot.waitUntil(lambda: listed() == ["甲"], timeout=LONG)
    marks.with_all(lambda many: marks.rename(many[0], "乙"))
    qtbot.waitUntil(lambda: [i.record.title for i in two.notebook.items()] == ["乙"], timeout=LONG)
    one.notebook.undo()
    qtbot.waitUntil(lambda: two.notebook.items() == [item], timeout=LONG)


def test_files_of_a_document(tmp_path: Path) -> None:
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    one.touch()
    two.touch()
    volumes = [KnownVolume("白書", ((str(one), "a"), (str(two), "b")))]
    known = [
        KnownDocument("old", str(one), "旧版"),
        KnownDocument("a", str(one), "第１章"),
        KnownDocument("gone", str(tmp_path / "3.pdf"), "第３章"),
        KnownDocument("noted", "", ""),
    ]
    assert files_of("a", known, volumes) == Files((one, two), str(one), "第１章")
    assert files_of("old", known, volumes) == Files((), str(one), "旧版", replaced=True)
    assert files_of("gone", known, volumes) == Files((), str(tmp_path / "3.pdf"), "第３章")
    assert files_of("noted", known, volumes) == Files()
    assert files_of("new", known, volumes) == Files()


def test_a_desk_alone_opens_what_is_meant_itself(
    qtbot: QtBot, data_folder: Path, windows: Windows, papers: list[Path]
) -> None:
    read(qtbot, windows, papers[0])
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.show()
    desk.open([papers[1]])
    there = following(qtbot, desk)
    there.follow(PlaceLink(content_hash(papers[0]), 3))
    wait_for(qtbot, desk, papers[0], 3)
    assert there.came
    mark = Bookmark("m", content_hash(papers[0]), 1, 0.0, "", "")
    assert mark.content == desk.session.documents[0].content
    desk.close()
