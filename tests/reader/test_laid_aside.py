"""Pictures in a file: each comes back as it was, new ones take the place of the oldest."""

import errno
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from reader import laid_aside
from reader.laid_aside import LaidAside
from reader.pictures import PictureKey

BUDGET = 4000


def key(number: int) -> PictureKey:
    return PictureKey(0, number, 1.0, 0, (0, 0, 1, 1))


def image(width: int, height: int = 10, color: int = 0) -> QImage:
    """40 bytes for each pixel of width."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor(color % 251, color // 251 % 251, 7))
    return picture


@pytest.fixture(autouse=True)
def without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_aside, "REST", 0.0)


@pytest.fixture
def aside() -> Iterator[LaidAside]:
    made = LaidAside(BUDGET)
    yield made
    made.clear()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 110)), max_size=60))
def test_what_is_there_comes_back_as_it_was(puts: list[tuple[int, int]]) -> None:
    aside = LaidAside(BUDGET)
    kept: dict[int, QImage] = {}
    for turn, (number, width) in enumerate(puts):
        if key(number) not in aside:
            kept[number] = image(width, color=turn)
        aside.put(key(number), kept[number])
        assert aside.get(key(number)) == (
            kept[number] if kept[number].sizeInBytes() <= BUDGET else None
        )
        aside.flush()
        assert (key(number) in aside) is (kept[number].sizeInBytes() <= BUDGET)
        there = [each for each in kept if key(each) in aside]
        assert sum(kept[each].sizeInBytes() for each in there) <= BUDGET
        assert all(aside.get(key(each)) == kept[each] for each in there)
    aside.clear()


def test_the_oldest_give_way(aside: LaidAside) -> None:
    for number in range(5):
        aside.put(key(number), image(30))
        aside.flush()
    assert [number for number in range(5) if key(number) in aside] == [2, 3, 4]


def test_cleared_it_knows_nothing_and_begins_anew(aside: LaidAside) -> None:
    aside.put(key(0), image(10))
    aside.clear()
    assert aside.get(key(0)) is None
    aside.put(key(0), image(20, color=5))
    aside.flush()
    assert aside.get(key(0)) == image(20, color=5)


def test_half_of_the_room_stays_for_others(
    aside: LaidAside, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(total=9000, used=6600, free=2400)
    monkeypatch.setattr(laid_aside, "disk_usage", lambda _folder: usage)
    for number in range(3):
        aside.put(key(number), image(20))
        aside.flush()
    aside.put(key(9), image(31))
    aside.flush()
    assert [number for number in range(10) if key(number) in aside] == [2]


class Full:
    """A file on a disk with room for some bytes."""

    def __init__(self, room: int, *, short: bool) -> None:
        self.room = room
        self.data = bytearray()
        self.short = short
        self.at = 0

    def seek(self, start: int) -> None:
        self.at = start

    def write(self, data: memoryview) -> int:
        if self.at + len(data) > self.room:
            if self.short:
                return self.room - self.at
            raise OSError(errno.ENOSPC, "No space left on device")
        self.data[self.at : self.at + len(data)] = data
        return len(data)

    def readinto(self, target: memoryview) -> int:
        target[:] = self.data[self.at : self.at + len(target)]
        return len(target)

    def close(self) -> None:
        self.data.clear()


@pytest.mark.parametrize("short", [False, True])
def test_on_a_full_disk_there_are_fewer(
    aside: LaidAside, caplog: pytest.LogCaptureFixture, *, short: bool
) -> None:
    aside._file = Full(2000, short=short)  # type: ignore[assignment]
    for number in range(9):
        aside.put(key(number), image(16, color=number))
        aside.flush()
        there = [each for each in range(9) if key(each) in aside]
        assert all(aside.get(key(each)) == image(16, color=each) for each in there)
        assert len(there) >= min(number, 2)
    assert key(8) in aside
    assert len(caplog.records) == (0 if short else 1)


def test_one_that_cannot_be_read_is_gone(aside: LaidAside) -> None:
    aside.put(key(0), image(10))
    aside.put(key(1), image(10))
    aside.flush()
    aside._opened().truncate(500)
    assert aside.get(key(1)) is None
    assert key(1) not in aside
    assert aside.get(key(0)) == image(10)


def test_what_is_flung_past_is_not_written(
    aside: LaidAside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laid_aside, "REST", 2.0)
    for number in range(9):
        aside.put(key(number), image(1, color=number))
    assert [number for number in range(9) if key(number) in aside] == [6, 7, 8]
    assert aside.get(key(6)) == image(1, color=6)
    assert not aside._spots


def test_what_is_written_while_all_is_cleared_is_forgotten(aside: LaidAside) -> None:
    with aside._ring:
        aside.put(key(0), image(10))
        waiting = aside._queue
        assert waiting is not None
        aside._leaving.clear()
    waiting.join()
    assert key(0) not in aside


def test_its_thread_ends_with_it(aside: LaidAside) -> None:
    before = threading.enumerate()
    aside.put(key(0), image(10))
    (writer,) = set(threading.enumerate()).difference(before)
    aside.clear()
    writer.join(timeout=5)
    assert not writer.is_alive()
