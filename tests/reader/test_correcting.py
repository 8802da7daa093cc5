import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from corrected import ORPHAN, relinked, selected, with_page_before
from correcting_desk import AtOnce, CorrectingDesk
from pytestqt.qtbot import QtBot
from small_paper import BODY, FIRST, NIST, OTHER, open_session

from index_builder.errors import DiskFull, HakushoError
from index_builder.model import Place, Rect, Structure
from reader.choices import chosen, meant, own_mark, own_name
from reader.clean_text import Stretch
from reader.correction_files import to_json
from reader.corrections import State
from reader.notebook import Notebook
from reader.records import Correction
from reader.userdata import UserData


@dataclass
class At:
    document: int
    page: int
    x: float
    y: float


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[CorrectingDesk]:
    del qtbot
    made = CorrectingDesk(tmp_path / "data")
    yield made
    made.data.close()


def say(desk: CorrectingDesk, long_form: str = "国立研究所") -> Correction:
    subject = desk.correcting.subject(desk.target(112, 105))
    assert subject is not None
    desk.correcting.keep(meant(subject, long_form, "", desk.correcting.contents))
    return desk.correcting.records[-1]


def no_name(desk: CorrectingDesk) -> Correction:
    subject = desk.correcting.subject(desk.target(52, 62))
    assert subject is not None
    desk.correcting.keep(chosen(subject, None, desk.correcting.contents))
    return desk.correcting.records[-1]


def own(desk: CorrectingDesk, text: str = "枠組み") -> Correction:
    stretch = selected(FIRST, text) if text in BODY else Stretch(text, ())
    subject = own_name(FIRST, 0, Place(0, ()), stretch)
    desk.correcting.keep(meant(subject, "framework", "", desk.correcting.contents))
    return desk.correcting.records[-1]


def on_disk(desk: CorrectingDesk) -> list[Correction]:
    other = UserData(desk.data._file.path.parent)
    found = other.corrections(None)
    other.close()
    return found


def test_what_is_said_holds_at_once_and_is_on_the_disk(desk: CorrectingDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.live.changed):
        record = say(desk)
    definition = desk.meaning("NIST")
    assert definition is not None
    assert definition.long_form == "国立研究所"
    assert on_disk(desk) == [record]
    assert desk.correcting.about(desk.target(112, 105)) == record
    assert (
        desk.correcting.found.meanings(desk.correcting.found.entry(0), 0, 0)[0].definition == NIST
    )


def test_it_comes_back_with_its_volume(desk: CorrectingDesk, tmp_path: Path) -> None:
    say(desk)
    again = CorrectingDesk(tmp_path / "data")
    definition = again.meaning("NIST")
    assert definition is not None
    assert definition.long_form == "国立研究所"
    again.data.close()


def test_said_again_it_takes_the_place_of_what_was_said(desk: CorrectingDesk) -> None:
    first = say(desk, "一")
    second = say(desk, "二")
    assert first.id == second.id
    assert on_disk(desk) == [second]


def test_undo_and_redo_share_the_journal_of_the_notes(desk: CorrectingDesk) -> None:
    desk.notebook.add_bookmark(0, 0, 5.0, "一")
    say(desk, "二")
    say(desk, "三")
    desk.notebook.undo()
    definition = desk.meaning("NIST")
    assert definition is not None
    assert definition.long_form == "二"
    desk.notebook.undo()
    assert desk.meaning("NIST") == NIST
    assert len(desk.notebook.items()) == 1
    desk.notebook.undo()
    assert desk.notebook.items() == []
    for _ in range(3):
        desk.notebook.redo()
    definition = desk.meaning("NIST")
    assert definition is not None
    assert definition.long_form == "三"
    assert len(desk.notebook.items()) == 1


def test_taken_back_what_was_found_holds_and_undo_keeps_it_again(desk: CorrectingDesk) -> None:
    record = say(desk)
    desk.correcting.take_back(record)
    assert desk.meaning("NIST") == NIST
    assert on_disk(desk) == []
    desk.notebook.undo()
    assert on_disk(desk) == [record]
    desk.correcting.take_back(record)
    desk.correcting.bring_back([record])
    assert on_disk(desk) == [record]


def test_a_thing_that_answers_no_more_can_be_taken_back_where_it_was(desk: CorrectingDesk) -> None:
    at = At(0, 0, 52, 62)
    assert desk.correcting.hidden_at(at) is None
    record = no_name(desk)
    desk.live.refresh()
    assert desk.live.at(at) is None
    assert desk.correcting.hidden_at(at) == record
    assert desk.correcting.hidden_at(At(0, 0, 2, 2)) is None


def test_an_own_name_is_looked_for_in_every_file(desk: CorrectingDesk) -> None:
    record = own(desk)
    assert [content for content, _, _ in desk.library.asked] == ["a", "b"]
    assert desk.live.corrected.state(record) is State.MISSING or desk.meaning("枠組み") is None
    desk.live.refresh()
    assert desk.live.corrected.state(record) is State.WAITING
    desk.library.deliver(desk.correcting)
    definition = desk.meaning("枠組み")
    assert definition is not None
    assert definition.long_form == "framework"
    (entry,) = [each for each in desk.live.index.links.entries if each.name == "枠組み"]
    assert [document for document, _ in entry.uses] == [0, 1]
    assert desk.library.asked == []
    desk.session.structure_changed.emit()
    assert desk.library.asked == [], "the same files are not looked through again"


def test_an_own_name_stays_while_another_is_looked_for(desk: CorrectingDesk) -> None:
    own(desk)
    desk.library.deliver(desk.correcting)
    own(desk, "評価")
    assert desk.meaning("枠組み") is not None
    desk.library.deliver(desk.correcting)
    assert desk.meaning("枠組み") is not None
    assert desk.meaning("評価") is not None


def test_a_name_inside_a_longer_one_is_no_use(desk: CorrectingDesk) -> None:
    own(desk, "NIS")
    assert all("NIST" in names for content, _, names in desk.library.asked if content == "a")
    desk.library.deliver(desk.correcting)
    assert desk.meaning("NIS") is None


def test_a_name_that_stands_nowhere_is_told(desk: CorrectingDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.correcting.looked_up) as told:
        own(desk)
        desk.library.deliver(desk.correcting)
    assert told.args == ["枠組み", 2]
    with qtbot.waitSignal(desk.correcting.looked_up) as told:
        record = own(desk, "みの枠")
        desk.library.deliver(desk.correcting)
    assert told.args == ["みの枠", 0]
    desk.live.refresh()
    assert desk.live.corrected.state(record) is State.MISSING
    assert on_disk(desk)[-1] == record, "it is kept all the same"


def test_an_answer_about_an_older_reading_is_dropped(desk: CorrectingDesk) -> None:
    own(desk)
    late = desk.library.asked
    desk.library.asked = []
    desk.read_anew(0, with_page_before(FIRST), "a")
    desk.session.links = relinked(with_page_before(FIRST))
    assert [content for content, _, _ in desk.library.asked] == ["a"]
    now = desk.library.asked
    desk.library.asked = late
    desk.library.deliver(desk.correcting)
    assert desk.meaning("枠組み") is None
    desk.library.asked = now
    desk.library.deliver(desk.correcting)
    definition = desk.meaning("枠組み")
    assert definition is not None
    assert definition.range.passage == 1


def test_where_a_name_stood_in_an_older_reading_is_forgotten(desk: CorrectingDesk) -> None:
    own(desk)
    desk.library.deliver(desk.correcting)
    desk.session.links = relinked(with_page_before(FIRST))
    desk.read_anew(0, with_page_before(FIRST), "a")
    desk.live.refresh()
    (entry,) = [each for each in desk.live.index.links.entries if each.name == "枠組み"]
    assert {document for document, _ in entry.uses} == {1}


def test_everything_survives_a_rebuild_with_a_page_more(desk: CorrectingDesk) -> None:
    say(desk)
    no_name(desk)
    own(desk)
    desk.library.deliver(desk.correcting)
    again = with_page_before(FIRST)
    desk.session.links = relinked(again)
    desk.read_anew(0, again, "a")
    desk.library.deliver(desk.correcting)
    definition = desk.meaning("NIST")
    assert definition is not None
    assert (definition.long_form, definition.place.page) == ("国立研究所", 1)
    assert desk.meaning("AI") is None
    assert desk.meaning("枠組み") is not None
    states = [desk.live.corrected.state(each) for each in desk.correcting.records]
    assert states == [State.HOLDS] * 3


def test_a_mark_that_was_not_found_is_placed_by_the_library(desk: CorrectingDesk) -> None:
    desk.read_anew(0, ORPHAN, "a")
    subject = own_mark(ORPHAN, 0, Place(0, (Rect(1, 1, 2, 2),)), selected(ORPHAN, "5"))
    desk.correcting.keep(chosen(subject, subject.choices[1], desk.correcting.contents))
    record = desk.correcting.records[0]
    assert len(desk.library.placing) == 1
    desk.live.refresh()
    assert desk.live.corrected.state(record) is State.MISSING
    late = desk.library.placing
    desk.library.deliver(desk.correcting)
    desk.live.refresh()
    at = 10 + subject_start(ORPHAN)
    assert desk.target(at + 1, 605).index == 1
    desk.session.structure_changed.emit()
    assert desk.library.placing == [], "the same reading is not asked again"

    again = with_page_before(ORPHAN)
    desk.read_anew(0, again, "a")
    desk.live.refresh()
    assert desk.live.corrected.state(record) is State.MISSING
    now, desk.library.placing = desk.library.placing, late
    desk.library.deliver(desk.correcting)
    desk.live.refresh()
    assert desk.live.corrected.state(record) is State.MISSING, "that was the older reading"
    desk.library.placing = now
    desk.library.deliver(desk.correcting)
    desk.live.refresh()
    assert desk.target(at + 1, 605, 0, 1).index == 2


def subject_start(structure: Structure) -> int:
    return structure.passages[0].text.index("5て")


def test_a_mark_that_the_index_knows_is_not_looked_for(desk: CorrectingDesk) -> None:
    subject = desk.correcting.subject(desk.target(141, 101))
    assert subject is not None
    desk.correcting.keep(chosen(subject, subject.choices[1], desk.correcting.contents))
    assert desk.library.placing == [], "the index knows it"


def test_a_file_that_changes_takes_its_corrections_along(desk: CorrectingDesk) -> None:
    say(desk)
    desk.notebook.carry_over(0)
    again = with_page_before(FIRST)
    desk.session.links = relinked(again)
    desk.read_anew(0, again, "a-new")
    assert [each.content for each in on_disk(desk)] == ["a-new"]
    definition = desk.meaning("NIST")
    assert definition is not None
    assert definition.long_form == "国立研究所"


def test_what_fits_nothing_is_kept_and_said(desk: CorrectingDesk) -> None:
    record = say(desk)
    desk.session.links = None
    desk.read_anew(0, OTHER, "a")
    desk.library.deliver(desk.correcting)
    desk.read_anew(1, OTHER, "b")
    desk.library.deliver(desk.correcting)
    desk.live.refresh()
    assert on_disk(desk) == [record]


class FullStore(UserData):
    """A disk that has no room until it is told otherwise."""

    full = True

    def retry(self) -> None:
        if self.full:
            raise DiskFull("The disk is full.")
        super().retry()


def test_a_full_disk_loses_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    desk = CorrectingDesk(tmp_path / "data")
    store = FullStore(tmp_path / "full")
    desk.notebook = Notebook(desk.session, store, AtOnce())  # type: ignore[arg-type]
    desk.notebook._retry.setInterval(1)
    desk.correcting._notebook = desk.notebook
    desk.notebook.changed.connect(desk.correcting._on_kept)
    with qtbot.waitSignal(desk.notebook.failed) as told:
        record = say(desk)
    assert told.args == ["The disk is full."]
    definition = desk.meaning("NIST")
    assert definition is not None
    assert definition.long_form == "国立研究所"
    assert store.corrections(None) == [record]
    store.full = False
    with qtbot.waitSignal(desk.notebook.recovered):
        pass
    assert not store.pending
    store.close()
    desk.data.close()
    assert UserData(tmp_path / "full").corrections(["a"]) == [record]


def test_those_of_all_volumes_are_listed_with_their_titles(
    desk: CorrectingDesk, qtbot: QtBot
) -> None:
    desk.session.document_changed.emit(0)
    record = say(desk)
    with qtbot.waitSignal(desk.correcting.listed) as listed:
        desk.correcting.list_all()
    assert listed.args[0] == [record]
    assert listed.args[1]["a"] == FIRST.title


def test_a_file_is_written_whole_and_read_once(
    desk: CorrectingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    say(desk)
    no_name(desk)
    path = tmp_path / "訂正.json"
    with qtbot.waitSignal(desk.correcting.written):
        desk.correcting.write(path, to_json(desk.correcting.records, {}))
    assert len(json.loads(path.read_text("utf-8"))["corrections"]) == 2
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []
    elsewhere = CorrectingDesk(tmp_path / "elsewhere", open_session())
    for expected in (2, 0):
        with qtbot.waitSignal(elsewhere.correcting.imported) as imported:
            elsewhere.correcting.read(path)
        assert imported.args == [expected]
    assert elsewhere.correcting.records == desk.correcting.records
    assert elsewhere.meaning("AI") is None
    elsewhere.data.close()


def test_a_file_that_cannot_be_written_is_one_sentence(
    desk: CorrectingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    for path in (tmp_path / "none" / "x.json", tmp_path):
        with qtbot.waitSignal(desk.correcting.failed) as failed:
            desk.correcting.write(path, "x")
        assert isinstance(failed.args[0], HakushoError)
        assert "cannot be written" in str(failed.args[0])
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}.part"))


@pytest.mark.parametrize("data", [b"\xff\xfe\x00x", b"[]"])
def test_a_file_that_is_none_of_ours_is_one_sentence(
    desk: CorrectingDesk, tmp_path: Path, qtbot: QtBot, data: bytes
) -> None:
    path = tmp_path / "strange.json"
    path.write_bytes(data)
    with qtbot.waitSignal(desk.correcting.failed) as failed:
        desk.correcting.read(path)
    assert str(failed.args[0]).startswith("This is not a file of corrections.")
    with qtbot.waitSignal(desk.correcting.failed) as failed:
        desk.correcting.read(tmp_path / "gone.json")
    assert "cannot be opened" in str(failed.args[0])
