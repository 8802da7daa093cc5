"""The build: what goes into the library, what is told meanwhile, and what fails alone."""

import os

import pymupdf
import pytest

from index_builder import build as module
from index_builder.build import Failed, Linked, PageDone, Started, Stored, build, discover
from index_builder.database import builder_lock
from index_builder.errors import (
    Busy,
    Damaged,
    Encrypted,
    Missing,
    NotAPdf,
    WorkerDied,
)
from index_builder.library import Library
from index_builder.model import Opening
from index_builder.pdf import Pdf
from index_builder.query import parse
from index_builder.search import Searcher
from index_builder.workers import Extracted, OpenTask, PageRead, ReadTask, Workers


def draw(path, *pages, password=""):
    """A PDF with a line of Japanese text on each page; "" leaves a page bare."""
    document = pymupdf.open()
    for text in pages:
        page = document.new_page()
        if text:
            page.insert_text((72, 100), text, fontname="japan", fontsize=11)
    secret = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": password} if password else {}
    document.save(path, **secret)
    document.close()
    return path


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


def test_files_are_read_stored_and_linked(library, tmp_path):
    paths = [draw(tmp_path / "a.pdf", "研究の取り組み", "次"), draw(tmp_path / "b.pdf", "別の研究")]
    events = []
    report = build(paths, library, progress=events.append, jobs=2)
    assert events[0] == Started(2, 3)
    assert isinstance(events[-1], Linked)
    assert events[-1].contents == report.contents
    assert {event.path for event in events if isinstance(event, Stored)} == set(paths)
    assert [e.page for e in events if isinstance(e, PageDone) and e.path == paths[0]][:2] == [1, 2]
    searcher = Searcher(library, report.contents)
    assert len(searcher.exact("研究")) == 2
    assert len(searcher.forms(parse("取組"))) == 1
    assert library.volume(report.contents)[0] == report.contents


def test_what_is_known_is_not_read_again(library, tmp_path, monkeypatch):
    path = draw(tmp_path / "a.pdf", "研究")
    build([path], library, jobs=1)
    moved = path.rename(tmp_path / "moved.pdf")
    monkeypatch.setattr(module, "ReadTask", None)
    monkeypatch.setattr(module, "OpenTask", None)
    (stored,) = build([moved], library, jobs=1).stored
    assert not stored.fresh
    assert str(moved) in library.paths(stored.content)


def test_an_order_given_once_stays_and_another_replaces_it(library, tmp_path):
    paths = [draw(tmp_path / f"{name}.pdf", f"第{name}章") for name in "123"]
    kept = [paths[2], paths[0], paths[1]]
    found = build(paths, library, jobs=1).contents
    given = build(kept, library, jobs=1, keep_order=True).contents
    assert given == (found[2], found[0], found[1])
    assert build(paths, library, jobs=1).contents == given
    assert library.volume(found)[0] == given
    assert build(paths, library, jobs=1, keep_order=True).contents == found


def test_files_with_one_content_are_one_document(library, tmp_path):
    path = draw(tmp_path / "a.pdf", "研究")
    copy = tmp_path / "b.pdf"
    copy.write_bytes(path.read_bytes())
    report = build([path, copy], library, jobs=1)
    assert len(report.stored) == 2
    assert len(report.contents) == 1


def test_what_fails_fails_alone(library, tmp_path):
    good = draw(tmp_path / "good.pdf", "研究")
    bad = {
        tmp_path / "missing.pdf": Missing,
        tmp_path / "empty.pdf": NotAPdf,
        tmp_path / "text.pdf": NotAPdf,
        tmp_path / "damaged.pdf": Damaged,
        draw(tmp_path / "locked.pdf", "秘密", password="word"): Encrypted,
    }
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "text.pdf").write_bytes(b"no")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing")
    report = build([*bad, good], library, jobs=1)
    assert {failure.path: type(failure.error) for failure in report.failed} == bad
    assert [stored.path for stored in report.stored] == [good]


def test_a_password_opens_a_file(library, tmp_path):
    path = draw(tmp_path / "locked.pdf", "秘密", password="word")
    report = build([path], library, passwords={path: "word"}, jobs=1)
    assert len(Searcher(library, report.contents).exact("秘密")) == 1


def test_pages_without_text_are_told(library, tmp_path):
    path = draw(tmp_path / "bare.pdf", "", "研究")
    (stored,) = build([path], library, jobs=1).stored
    assert [(issue.page, issue.kind) for issue in stored.issues] == [(0, "no-text")]
    (again,) = build([path], library, jobs=1).stored
    assert again.issues == stored.issues


def test_a_cancelled_build_keeps_what_is_stored(library, tmp_path):
    paths = [draw(tmp_path / f"{name}.pdf", f"研究{name}") for name in "abc"]
    stored = []

    def note(event):
        if isinstance(event, Stored):
            stored.append(event)

    report = build(paths, library, progress=note, cancelled=lambda: bool(stored), jobs=1)
    assert len(report.stored) == 1
    assert library.contents() == (stored[0].content,)
    assert len(build(paths, library, jobs=1).stored) == 3


def test_a_document_whose_words_were_lost_gets_them_again(library, tmp_path):
    path = draw(tmp_path / "a.pdf", "研究の取り組み")
    build([path], library, jobs=1)
    for file in (library.folder / "index").iterdir():
        file.unlink()
    report = build([path], library, jobs=1)
    assert not report.stored[0].fresh
    assert len(Searcher(library, report.contents).forms(parse("取組"))) == 1


def test_a_damaged_text_is_made_anew_of_the_catalogue(library, tmp_path):
    path = draw(tmp_path / "a.pdf", "研究")
    build([path], library, jobs=1)
    (text,) = library.texts.iterdir()
    text.write_bytes(b"x")
    assert not build([path], library, jobs=1).stored[0].fresh
    assert library.check() == []


def test_a_file_that_changes_while_it_is_read_fails(library, tmp_path):
    path = draw(tmp_path / "a.pdf", *["研究"] * 20)

    def change(event):
        if isinstance(event, Started):
            draw(path, "別の文書")

    report = build([path], library, progress=change, jobs=1)
    assert "changed while it was read" in report.failed[0].error.message
    assert library.contents() == ()
    assert build([path], library, jobs=1).stored


@pytest.mark.parametrize("share", [0.5, 0.05])
def test_a_file_that_shrinks_while_it_is_read_is_told_in_one_sentence(library, tmp_path, share):
    path = draw(tmp_path / "a.pdf", *[f"研究{number}" for number in range(60)])
    other = draw(tmp_path / "b.pdf", "開発")
    size = path.stat().st_size

    def shrink(event):
        if isinstance(event, PageDone) and event.path == path:
            os.truncate(path, int(size * share))

    report = build([path, other], library, progress=shrink, jobs=1)
    (failed,) = report.failed
    assert failed.path == path
    assert failed.error.message == "“a.pdf” changed while it was read."
    assert "the other files are" in failed.error.hint
    assert [stored.path for stored in report.stored] == [other]


def test_a_second_builder_is_refused(library):
    with builder_lock(library.folder), pytest.raises(Busy):
        build([], library)


def test_a_folder_is_all_its_pdfs(tmp_path):
    for name in ("b.PDF", "a.pdf", "c.txt"):
        (tmp_path / name).write_bytes(b"")
    files, failed = discover([tmp_path, tmp_path / "a.pdf"])
    assert [path.name for path in files] == ["a.pdf", "b.PDF"]
    assert failed == []


def test_a_folder_without_pdfs_is_told(tmp_path):
    files, (failed,) = discover([tmp_path])
    assert files == []
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, Missing)


def test_a_crashed_worker_costs_its_file_alone(tmp_path):
    tasks = [ReadTask(str(draw(tmp_path / f"{name}.pdf", *["研究"] * 30))) for name in "ab"]
    outcomes = {}
    with Workers(1) as workers:
        for task, outcome in workers.run(tasks):
            if task is tasks[0] and isinstance(outcome, PageRead):
                workers._busy.copy().popitem()[1]._process.kill()
            outcomes[task] = outcome
    assert isinstance(outcomes[tasks[0]], WorkerDied)
    assert isinstance(outcomes[tasks[1]], Extracted)


def test_boxes_come_page_by_page(tmp_path):
    path = draw(tmp_path / "a.pdf", "研究", "開発", "計画")
    with Workers(1) as workers:
        outcomes = [outcome for _, outcome in workers.run([ReadTask(str(path))] * 2)]
    with Pdf(path) as pdf:
        boxes = [page.boxes for page in pdf.texts()]
    first, second = [outcome for outcome in outcomes if isinstance(outcome, Extracted)]
    assert list(first.boxes) == list(second.boxes) == boxes
    assert list(first.boxes[1:]) == boxes[1:]


def test_a_worker_that_died_at_rest_is_replaced(tmp_path):
    task = OpenTask(str(draw(tmp_path / "a.pdf", "研究")))
    with Workers(1) as workers:
        list(workers.run([task]))
        for worker in workers._idle:
            worker._process.kill()
            worker._process.join()
        ((_, outcome),) = workers.run([task])
    assert isinstance(outcome, Opening)


def test_an_abandoned_run_leaves_nothing_behind(tmp_path):
    task = ReadTask(str(draw(tmp_path / "a.pdf", *["研究"] * 30)))
    other = OpenTask(str(draw(tmp_path / "b.pdf", "別")))
    with Workers(1) as workers:
        for _, outcome in workers.run([task]):
            if isinstance(outcome, PageRead):
                break
        assert [task for task, _ in workers.run([other])] == [other]


def test_a_worker_that_says_nothing_is_ended(tmp_path):
    task = ReadTask(str(draw(tmp_path / "a.pdf", *["研究"] * 3)))
    with Workers(1, patience=0.0) as workers:
        outcomes = [outcome for _, outcome in workers.run([task])]
        last = outcomes[-1]
        assert isinstance(last, WorkerDied)
        assert all(isinstance(outcome, PageRead) for outcome in outcomes[:-1])
        assert "too long" in last.message
