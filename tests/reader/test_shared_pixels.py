import subprocess
import sys
from pathlib import Path

import pytest

from reader import shared_pixels
from reader.shared_pixels import SharedPixels, attach

CHILD = """
import sys
from reader.shared_pixels import attach
memory = attach(sys.argv[1])
memory[:5] = b"drawn"
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="there the memory has no file")


def test_what_another_process_writes_is_there() -> None:
    memory = SharedPixels(4096)
    subprocess.run([sys.executable, "-c", CHILD, memory.name], check=True)
    assert bytes(memory.buffer[:6]) == b"drawn\0"
    memory.close()


@pytest.mark.parametrize("has_file", [True, False])
def test_what_is_there_is_copied_out_of_it(
    monkeypatch: pytest.MonkeyPatch, *, has_file: bool
) -> None:
    memory = SharedPixels(4096)
    memory.buffer[:3] = b"abc"
    memory.hide()
    target = bytearray(b"x" * 8)
    with monkeypatch.context() as patch:
        if not has_file:
            patch.setattr(memory, "_file", -1)
        memory.copy_to(memoryview(target)[:5])
    assert bytes(target) == b"abc\0\0xxx"
    memory.close()


@posix
def test_a_hidden_memory_stays_attached_and_leaves_nothing_behind() -> None:
    memory = SharedPixels(4096)
    assert Path(memory.name).stat().st_mode & 0o777 == 0o600
    other = attach(memory.name)
    memory.hide()
    other[0] = 7
    assert memory.buffer[0] == 7
    assert not Path(memory.name).exists()
    with pytest.raises(OSError, match=r"\[Errno"):
        attach(memory.name)
    memory.close()
    other.close()


@posix
def test_a_folder_without_room_gives_way_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_pixels, "FOLDERS", (tmp_path / "nowhere", tmp_path))
    memory = SharedPixels(4096)
    assert Path(memory.name).parent == tmp_path
    memory.close()
    assert list(tmp_path.iterdir()) == []

    monkeypatch.setattr(shared_pixels, "FOLDERS", (tmp_path / "nowhere",))
    with pytest.raises(OSError, match=r"\[Errno"):
        SharedPixels(4096)
