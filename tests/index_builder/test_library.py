"""The library on disk: what goes in comes out, and what is damaged is told."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shelf import grid, heading, passage, put, shelf, structure

from index_builder import library as module
from index_builder import stored
from index_builder.database import builder_lock
from index_builder.errors import Busy, Corrupt, DiskFull, LibraryError, NotBuilt, Outdated
from index_builder.library import Fingerprint, Library, discard
from index_builder.model import (
    Caption,
    Definition,
    Entry,
    Footnote,
    Location,
    Mark,
    Opening,
    PageIssue,
    Passage,
    Place,
    Rect,
    Reference,
    Resolution,
    TextRange,
    Use,
    VolumeLinks,
)
from index_builder.planes import ENCODING, unpack


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


def test_a_structure_comes_back_as_it_was(library):
    place = Place(0, (Rect(1, 2, 3, 4.5),))
    joined = Passage(
        passage("").part,
        "国立 標準",
        array("i", [7, 8, -1, 2, 3]),
        ((0, 0), (3, 1)),
        0,
        ((2, 0),),
    )
    made = replace(
        structure(joined, passage("ＡＩ"), headings=(heading(2, "第１章", "題"),), pages=2),
        footnotes=(Footnote("4", "注", place, (Mark("4", place, "ＮＩＳＴ"),)),),
        captions=(Caption("figure", "第１図", "1", "題", place, source="資料：見本省"),),
        definitions=(
            Definition("NIST", "acronym", "研究所", "", place, TextRange(0, 0, 1), "reverse", 0.9),
        ),
        references=(Reference("第１図", "figure", "1", (place,), TextRange(0, 1, 2)),),
        headers=((0, "柱"),),
        issues=(PageIssue(1, "no-text", "x"),),
    )
    put(library, "a", made)
    assert library.structure("a") == made
    assert library.passage("a", 0) == joined
    assert library.headings("a") == made.headings
    assert library.labels("a") == made.labels
    assert library.issues("a") == made.issues
    assert library.definitions("a") == made.definitions
    assert library.boxes("a", 1) == grid(2000)
    assert library.opening("a") == Opening("a.pdf", 2, "題", "")


@given(st.lists(st.integers(-1, 4), max_size=30))
def test_sources_come_back(sources):
    text = "字" * len(sources)
    made = Passage(passage("").part, text, array("i", sources), ((0, 0),))
    ((_, *row),) = stored.passage_rows([made])
    assert stored.passage(tuple(row)) == made


def test_folded_text_knows_where_passages_begin(library):
    put(library, "a", structure(passage("ＡＩ 技術"), passage("㎡"), passage("")))
    kept = library.text("a")
    assert unpack(kept.data).decode(ENCODING) == "ai技術\nm2\n"
    assert list(kept.starts) == [0, 5, 8]


def test_lone_surrogates_do_not_break_it(library):
    put(
        library,
        "a",
        replace(structure(passage("x\ud800y")), title="\udfff", headers=((0, "\ud801"),)),
    )
    found = library.structure("a")
    assert found.passages[0].text == "x\ufffdy"
    assert found.headers == ((0, "\ufffd"),)


def test_a_volume_comes_back_whatever_the_order_asked(library):
    for content in "abc":
        put(library, content, structure(passage("x")))
    use = Use("AI", (Place(0, (Rect(0, 0, 1, 1),)),), TextRange(0, 0, 2))
    links = VolumeLinks(
        "白書",
        (Entry("AI", ((0, 1),), ((1, use),)),),
        (Resolution(0, 1, None), Resolution(0, 2, Location(1, use.places[0]))),
    )
    library.put_volume(["b", "a"], links)
    assert library.volume({"a", "b"}) == (("b", "a"), links)
    assert library.volume(["a"]) is None
    assert library.volumes() == (("b", "a"), ("c",))
    assert library.contents() == ("b", "a", "c")


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_not(library, tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    first = library.identify(path)
    library.remember(path, first)
    monkeypatch.setattr(module.hashlib, "file_digest", None)
    assert library.identify(path) == first
    monkeypatch.undo()
    path.write_bytes(b"other")
    assert library.content_of(path) != first.content


def test_a_file_that_changed_after_it_was_identified_is_read_again(library, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    first = library.identify(path)
    path.write_bytes(b"other")
    library.remember(path, first)
    assert library.content_of(path) == hashlib.sha256(b"other").hexdigest()


def test_files_that_are_gone_come_last(library, tmp_path):
    put(library, "a", structure(passage("x")))
    for name in ("1.pdf", "2.pdf"):
        (tmp_path / name).write_bytes(b"x")
        library.remember(tmp_path / name, Fingerprint("a", 1, 1))
    (tmp_path / "1.pdf").unlink()
    assert [Path(path).name for path in library.paths("a")] == ["2.pdf", "1.pdf"]


def test_another_version_is_not_held(library, monkeypatch):
    put(library, "a", structure(passage("x")))
    assert library.holds("a")
    monkeypatch.setattr(module, "BUILDER", module.BUILDER + 1)
    assert not library.holds("a")
    with pytest.raises(NotBuilt):
        library.structure("a")
    assert "another version" in library.check()[0]


def test_remove_forgets_the_document_and_its_volumes(library):
    put(library, "a", structure(passage("x")))
    library.put_volume(["a"], VolumeLinks("v"))
    library.remove("a")
    assert library.contents() == ()
    assert library.volume(["a"]) is None
    assert not list(library.texts.iterdir())


def test_the_folder_is_the_users_own(library):
    assert library.folder.stat().st_mode & 0o777 == 0o700
    assert library.texts.stat().st_mode & 0o777 == 0o700


def test_texts_without_a_document_are_removed(library):
    put(library, "a", structure(passage("x")))
    (library.texts / "orphan.1.txt").write_bytes(b"")
    (library.texts / "a.1.part").write_bytes(b"")
    assert len(library.check()) == 2
    library.tidy()
    assert len(list(library.texts.iterdir())) == 1
    assert library.check() == []


@pytest.mark.parametrize("damage", ["gone", "cut", "changed"])
def test_a_damaged_text_is_told_and_replaced_from_the_catalogue(tmp_path, damage):
    library = shelf(tmp_path / "library", "本文")
    (path,) = library.texts.iterdir()
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:1] if damage == "cut" else b"x" + data[1:])
    assert library.text("a").data == data
    assert library.text_data("a", len(data)) == data or damage == "changed"
    assert library.check() == ["“題”: The text of the document is damaged."]
    library.mend("a")
    assert path.read_bytes() == data
    assert library.check() == []
    library.close()


def test_a_text_that_the_catalogue_contradicts_is_corrupt(library):
    put(library, "a", structure(passage("本文")))
    library._db.execute("UPDATE documents SET checksum = 1")
    with pytest.raises(Corrupt):
        library.text("a")
    assert library.check()


def test_a_damaged_record_is_told(library):
    put(library, "a", structure(passage("x")))
    library._db.execute("UPDATE documents SET findings = x'00', headings = x'c1'")
    library._db.execute("UPDATE boxes SET boxes = x'00'")
    library._db.execute("UPDATE passages SET sources = x'0001'")
    for read in (library.structure, library.labels, library.headings):
        with pytest.raises(Corrupt):
            read("a")
    with pytest.raises(Corrupt):
        library.passage("a", 0)
    with pytest.raises(Corrupt):
        library.boxes("a", 0)
    assert library.check()


def test_a_file_that_is_no_catalogue_is_corrupt_until_discarded(tmp_path):
    shelf(tmp_path, "本文").close()
    for name in ("catalogue.sqlite3-wal", "catalogue.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "catalogue.sqlite3").write_bytes(b"no catalogue" * 1000)
    with pytest.raises(Corrupt) as caught:
        Library(tmp_path)
    assert "rebuilt" in caught.value.hint
    discard(tmp_path)
    again = Library(tmp_path)
    assert again.contents() == ()
    again.close()


def test_the_catalogue_of_another_program_version_is_outdated(tmp_path):
    Library(tmp_path).close()
    db = sqlite3.connect(tmp_path / "catalogue.sqlite3")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(Outdated):
        Library(tmp_path)


def test_one_builder_at_a_time(tmp_path):
    with builder_lock(tmp_path), pytest.raises(Busy), builder_lock(tmp_path):
        pass
    with builder_lock(tmp_path):
        pass


def test_a_dead_builder_holds_nothing(tmp_path):
    script = (
        "import os, pathlib, sys; from index_builder.database import builder_lock\n"
        "with builder_lock(pathlib.Path(sys.argv[1])): os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, timeout=60)
    with builder_lock(tmp_path):
        pass


def test_a_document_is_there_whole_or_not_at_all(library):
    broken = structure(passage("x"), pages=2)

    class Dying(list):
        def __iter__(self):
            yield grid(1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.put("a", broken, Dying([1, 2]), Opening("a", 2, "", ""))
    assert library.contents() == ()
    put(library, "a", broken)
    assert library.check() == []


@pytest.mark.parametrize(
    ("number", "kind"), [(28, DiskFull), (13, LibraryError)], ids=["full", "refused"]
)
def test_trouble_with_the_disk_is_a_sentence(library, monkeypatch, number, kind):
    def refuse(*_args):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind):
        put(library, "a", structure(passage("x")))


def test_status_tells_what_is_there(tmp_path):
    library = shelf(tmp_path / "library", "本文", "別")
    status = library.status()
    assert [document.content for document in status.documents] == ["a", "b"]
    assert status.size > 0
    library.close()
