"""A paper's citation is corrected in its dialog, kept by its contents, and used in copies and exports."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from papers import paper
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.panels.citation import CitationDialog, _year
from reader.settings import Settings

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 30_000


@contextmanager
def opened(qtbot: QtBot, folder: Path, *paths: Path) -> Iterator[Desk]:
    desk = Desk(Settings(folder / "settings.json"))
    desk.window.resize(900, 700)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open(paths)
    qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
    qtbot.waitUntil(lambda: all(d.content for d in desk.session.documents), timeout=LONG)
    qtbot.waitUntil(lambda: len(desk.furniture.citations._asked) == len(paths), timeout=LONG)
    yield desk
    desk.close()


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    return [paper(tmp_path / f"{name}.pdf", words=name) for name in "ab"]


def dialog(desk: Desk) -> CitationDialog:
    desk.window.actions_by_id["source"].trigger()
    return desk.window.findChild(CitationDialog)


def enter(shown: CitationDialog, **texts: str) -> None:
    for name, text in texts.items():
        shown.fields[name].clear()
        QTest.keyClicks(shown.fields[name], text)


def copied(desk: Desk) -> str:
    desk.window.actions_by_id["copy_source"].trigger()
    return QGuiApplication.clipboard().text()


def test_a_citation_is_corrected_and_kept_for_all_files_of_the_paper(
    qtbot: QtBot, data_folder: Path, papers: list[Path], tmp_path: Path
) -> None:
    with opened(qtbot, data_folder, *papers) as desk:
        desk.settings.set("copy/citation", "sist02")
        before = copied(desk)
        shown = dialog(desk)
        assert shown.shown.text() == before
        enter(shown, title="White Paper", author="MEXT", publisher="Nikkei", year="2024")
        assert shown.shown.text() == "MEXT. White Paper. Nikkei, 2024, PDF p. 1."
        assert copied(desk) == before, "nothing is kept before it is accepted"
        shown.accept()
        assert copied(desk) == "MEXT. White Paper. Nikkei, 2024, PDF p. 1."
        sources = desk.furniture.citations.sources()
        assert {s.file_name for s in sources.values()} == {"a.pdf", "b.pdf"}
        known = desk.furniture._opened
        contents = [document.content for document in desk.session.documents]
        qtbot.waitUntil(lambda: len(known.sources(contents)) == 2, timeout=LONG)
    moved = papers[1].rename(tmp_path / "moved.pdf")
    with opened(qtbot, data_folder, moved) as again:
        qtbot.waitUntil(lambda: "Nikkei" in copied(again), timeout=LONG)
        shown = dialog(again)
        shown.guess.click()
        assert shown.fields["title"].text() == "moved"
        shown.accept()
        assert "Nikkei" not in copied(again)
        content = again.session.documents[0].content
        qtbot.waitUntil(lambda: again.furniture._opened.sources([content]) == {}, timeout=LONG)


def test_a_file_that_joins_a_paper_later_is_cited_as_the_others(
    qtbot: QtBot, data_folder: Path, papers: list[Path]
) -> None:
    with opened(qtbot, data_folder, papers[0]) as desk:
        shown = dialog(desk)
        enter(shown, title="White Paper")
        shown.accept()
        known, content = desk.furniture._opened, desk.session.documents[0].content
        qtbot.waitUntil(lambda: known.sources([content]) != {}, timeout=LONG)
    with opened(qtbot, data_folder, *papers) as again:
        source = again.furniture.citations.source
        qtbot.waitUntil(lambda: source(0).title == "White Paper", timeout=LONG)
        if not again.session.volume.publications:
            assert source(1).title == "White Paper"


def test_a_web_address_is_cited_with_the_day(
    qtbot: QtBot, data_folder: Path, papers: list[Path]
) -> None:
    with opened(qtbot, data_folder, papers[0]) as desk:
        desk.settings.set("copy/citation", "sist02")
        shown = dialog(desk)
        enter(shown, url="https://www.mext.go.jp/")
        shown.accept()
        assert re.search(r"https://www\.mext\.go\.jp/, \(参照 \d{4}-\d\d-\d\d\)\.$", copied(desk))


def test_leaving_the_dialog_or_closing_the_paper_keeps_nothing(
    qtbot: QtBot, data_folder: Path, papers: list[Path]
) -> None:
    with opened(qtbot, data_folder, papers[0]) as desk:
        before = copied(desk)
        shown = dialog(desk)
        enter(shown, title="Other")
        shown.reject()
        assert copied(desk) == before
        shown = dialog(desk)
        enter(shown, title="Other")
        closed = []
        shown.finished.connect(closed.append)
        desk.open([papers[1]])
        assert closed == [CitationDialog.DialogCode.Rejected.value]


@pytest.mark.parametrize("style", ["plain", "sist02", "apa", "bibtex"])
def test_exports_say_what_copies_say(
    qtbot: QtBot, data_folder: Path, papers: list[Path], tmp_path: Path, style: str
) -> None:
    with opened(qtbot, data_folder, papers[0]) as desk:
        desk.settings.set("copy/citation", style)
        shown = dialog(desk)
        enter(shown, title="White Paper", publisher="Nikkei", year="2024")
        shown.accept()
        keeping = desk.furniture.keeping
        keeping.notebook.add_bookmark(0, 0, 10.0)
        target = tmp_path / "notes.html"
        with qtbot.waitSignal(desk.session.message, timeout=LONG):
            keeping._note_files.export(target, "html")
        text = target.read_text("utf-8")
        cited = copied(desk)
        assert all(line.strip() in text.replace("&quot;", '"') for line in cited.splitlines())


@pytest.mark.parametrize(
    ("typed", "year"),
    [("2025", 2025), ("２０２５", 2025), ("令和7", 2025), ("令和７年", 2025), ("令和七年版", 2025),
     ("", 0), ("x", 0), ("12", 0)],
)  # fmt: skip
def test_a_year_may_be_typed_as_an_era_has_it(typed: str, year: int) -> None:
    assert _year(typed) == year
