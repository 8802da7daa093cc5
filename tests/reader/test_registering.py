"""The desktop learns of the application: what is written where, and what the command line hands over."""

import os
import sys
from pathlib import Path

import pytest

from reader import app, registering
from reader.registering import ENTRY, NotRegistered, entry_for, register, unregister

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="not a desktop of freedesktop.org"
)

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "resources" / ENTRY


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder, and a desktop whose programs write down what they are asked."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("xdg-mime", "update-desktop-database"):
        (programs / name).write_text(f'#!/bin/sh\necho {name} "$@" >> "{tmp_path}/asked"\n')
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/bin")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share"


def values(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def test_the_entry_offers_links_and_papers() -> None:
    entry = values(SOURCE.read_text("utf-8"))
    assert entry["MimeType"] == "x-scheme-handler/hakusho;application/pdf;"
    assert (entry["Type"], entry["Exec"], entry["Icon"]) == ("Application", "hakusho %U", "hakusho")


@pytest.mark.parametrize(
    ("command", "written"),
    [
        (["/opt/hakusho"], '"/opt/hakusho" %U'),
        (["/my programs/python", "-m", "reader.app"], '"/my programs/python" "-m" "reader.app" %U'),
        (['/a"b$c`d\\e%f'], '"/a\\\\"b\\\\$c\\\\`d\\\\\\\\e%%f" %U'),
    ],
)
def test_the_command_is_quoted_as_the_specification_says(command: list[str], written: str) -> None:
    entry = values(entry_for(SOURCE.read_text("utf-8"), command))
    assert entry["Exec"] == written
    assert entry["MimeType"].startswith("x-scheme-handler/hakusho;")


def test_it_is_registered_for_links_alone_and_taken_back(home: Path) -> None:
    said = register(["/opt/hakusho"])
    entry = home / "applications" / ENTRY
    icon = home / "icons" / "hicolor" / "scalable" / "apps" / "hakusho.svg"
    assert values(entry.read_text("utf-8"))["TryExec"] == "/opt/hakusho"
    assert icon.read_text("utf-8").startswith("<svg")
    assert "open Hakusho from now on" in said
    assert (home.parent / "asked").read_text().splitlines() == [
        f"update-desktop-database {entry.parent}",
        f"xdg-mime default {ENTRY} x-scheme-handler/hakusho",
    ]
    assert str(entry) in unregister()
    assert not entry.exists()
    assert not icon.exists()
    unregister()


def test_without_the_desktops_programs_the_entry_is_written_and_that_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home / "nothing"))
    assert "xdg-mime, which" in register(["/opt/hakusho"])
    assert (home / "applications" / ENTRY).is_file()


def test_a_folder_that_cannot_be_written_is_a_sentence(home: Path) -> None:
    home.touch()
    with pytest.raises(NotRegistered, match="cannot be written"):
        register(["/opt/hakusho"])


def test_elsewhere_nothing_is_done(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering.sys, "platform", "win32")
    with pytest.raises(NotRegistered, match="command line"):
        register(["/opt/hakusho"])
    assert not home.exists()


def test_the_command_line_registers(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [str(ROOT / "reader" / "app.py")])
    assert app.main(["--register"]) == 0
    assert "from now on" in capsys.readouterr().out
    entry = values((home / "applications" / ENTRY).read_text("utf-8"))
    assert entry["Exec"] == f'"{sys.executable}" "-m" "reader.app" %U'
    assert app.main(["--unregister"]) == 0
    assert not (home / "applications" / ENTRY).exists()


def test_files_that_a_desktop_hands_over_are_paths() -> None:
    assert app._path_of("file:///a%20b/%E7%99%BD%E6%9B%B8.pdf") == "/a b/白書.pdf"
    assert app._path_of("file:///no%FFtext.pdf") == os.fsdecode(b"/no\xfftext.pdf")
    assert app._path_of("file.pdf") == "file.pdf"


def test_the_manual_names_every_option() -> None:
    manual = (ROOT / "docs" / "CLI.md").read_text("utf-8")
    options = [name for action in app._parser()._actions for name in action.option_strings]
    assert [n for n in options if n.startswith("--") and n != "--help" and n not in manual] == []
