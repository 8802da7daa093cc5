"""The reading order of a volume's files: known from last time, chosen by hand, kept."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from reader.panels.order import OrderDialog
from reader.records import set_key
from reader.resume import ChosenOrder
from reader.session import Session
from reader.tasks import TaskThread
from reader.userdata import UserData

pytestmark = pytest.mark.usefixtures("qapp")

A, B, C = Path("a.pdf"), Path("b.pdf"), Path("c.pdf")


def info() -> Mock:
    return Mock(sizes=((595.0, 842.0),), labels=("",))


@pytest.fixture
def session() -> Session:
    session = Session(Mock(), Mock())
    session.open([A, B, C])
    return session


@pytest.fixture
def thread() -> Iterator[TaskThread]:
    thread = TaskThread("test")
    yield thread
    thread.close()


def test_a_known_order_shows_the_first_page_before_the_other_files_are_open(
    qtbot: QtBot, session: Session
) -> None:
    session.on_opened(0, info())
    session.on_order_known((A, B, C), (2, 0, 1), "白書")
    assert session.title == "白書"
    with qtbot.waitSignal(session.volume_changed):
        session.on_opened(2, info())
    assert session.order == (2, 0)
    with qtbot.waitSignal(session.volume_changed):
        session.on_opened(1, info())
    assert session.order == (2, 0, 1)


def test_the_index_waits_for_the_files_that_are_not_open_yet(session: Session) -> None:
    session.on_order_known((A, B, C), (2, 0, 1), "")
    session.on_opened(2, info())
    session.build_index()
    session.on_opened(0, info())
    assert not session._index.build.called
    session.on_failed(1, Mock(kind="Encrypted"))
    assert session._index.build.call_args.args[0] == [C, A]
    session.on_opened(1, info())
    assert session._index.build.call_args.args[0] == [C, A, B]


def test_a_known_order_is_complete_when_the_last_file_has_failed(
    qtbot: QtBot, session: Session
) -> None:
    session.on_order_known((A, B, C), (1, 0, 2), "")
    session.on_opened(0, info())
    session.on_opened(1, info())
    with qtbot.waitSignal(session.volume_changed):
        session.on_failed(2, Mock(kind="Damaged"))
    assert session.order == (1, 0)


def test_an_order_known_of_other_files_or_too_late_changes_nothing(session: Session) -> None:
    session.on_order_known((A, B), (1, 0), "")
    for document in range(3):
        session.on_opened(document, info())
    session.on_ordered((0, 1, 2), "")
    session.on_order_known((A, B, C), (2, 1, 0), "")
    assert session.order == (0, 1, 2)


def test_an_order_chosen_by_hand_outlives_a_found_one_and_is_built(session: Session) -> None:
    for document in range(3):
        session.on_opened(document, info())
    session.on_ordered((0, 1, 2), "")
    session.build_index()
    session.set_order((1, 2, 0))
    build = session._index.build
    assert build.call_args.args[0] == [B, C, A]
    assert build.call_args.kwargs == {"keep_order": True}
    session.on_ordered((0, 1, 2), "")
    assert session.order == (1, 2, 0)


def identified(session: Session) -> Session:
    for document in range(3):
        session.on_opened(document, info())
    session.on_ordered((0, 1, 2), "")
    for path in (A, B, C):
        session.on_identified(path, path.stem)
    return session


def test_a_chosen_order_is_there_again_for_files_of_the_same_content(
    qtbot: QtBot, tmp_path: Path, thread: TaskThread, session: Session
) -> None:
    data = UserData(tmp_path)
    keeper = ChosenOrder(identified(session), data, thread)
    keeper.choose((2, 0, 1))
    qtbot.waitUntil(lambda: data.order(set_key("abc")) == ("c", "a", "b"))

    later = Session(Mock(), Mock())
    later.open([A, B, C])
    asking = ChosenOrder(later, data, thread)
    identified(later)
    qtbot.waitUntil(lambda: later.order == (2, 0, 1))
    assert asking is not keeper
    thread.close()
    data.close()


def test_the_order_of_the_built_volume_holds_unless_one_was_chosen(session: Session) -> None:
    identified(session).on_volume_built(("b", "c", "a"))
    assert session.order == (1, 2, 0)
    session.set_order((2, 1, 0))
    session.on_volume_built(("a", "b", "c"))
    assert session.order == (2, 1, 0)


def test_the_dialog_tells_the_order_it_shows(qtbot: QtBot, session: Session) -> None:
    dialog = OrderDialog(identified(session))
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(2)
    dialog.move_chosen(-1)
    dialog.move_chosen(-1)
    dialog.move_chosen(-1)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [(2, 0, 1)]
