import errno
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from index_builder import spool
from index_builder.errors import DiskFull, LibraryError
from index_builder.spool import Spool


@pytest.mark.parametrize("in_memory", [10, 1000])
def test_what_was_appended_comes_back_by_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_memory: int
) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", in_memory)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with closing(Spool()) as store:
        pieces = [bytes([number]) * number for number in range(20)]
        for number, piece in enumerate(pieces):
            store.append(piece)
            assert store[number // 2] == pieces[number // 2]
        assert len(store) == 20
        assert [store[number] for number in reversed(range(20))] == pieces[::-1]
    assert not list(tmp_path.iterdir()), "the file outlives its use"


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [(errno.ENOSPC, DiskFull, "no room left"), (errno.EIO, LibraryError, "cannot be used")],
)
def test_a_full_disk_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, code: int, kind: type[LibraryError], words: str
) -> None:
    class Full:
        def seek(self, place: int) -> None:
            pass

        def write(self, _: bytes) -> None:
            raise OSError(code, "the disk says so")

        def close(self) -> None:
            raise OSError(code, "the disk says so")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda _: Full())
    with pytest.raises(kind) as caught, closing(Spool()) as store:
        store.append(b"a")
    assert words in caught.value.message
    assert tempfile.gettempdir() in caught.value.message


def test_a_folder_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(LibraryError), closing(Spool()) as store:
        store.append(b"ab")
