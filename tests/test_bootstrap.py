"""The set-up script: what it names, what it installs, and how it reads ARGS. No test of it touches the system."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / ".ci" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def given(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    monkeypatch.setenv("ARGS", text)
    return bootstrap.arguments()


@pytest.mark.usefixtures("folder")
def test_args_are_split_as_a_shell_does(bootstrap, monkeypatch) -> None:
    assert given(bootstrap, monkeypatch, "") == []
    assert given(bootstrap, monkeypatch, "a.pdf b.pdf") == ["a.pdf", "b.pdf"]
    assert given(bootstrap, monkeypatch, "'my papers' b.pdf") == ["my papers", "b.pdf"]


def test_one_path_with_spaces_needs_no_quotes(bootstrap, folder, monkeypatch) -> None:
    (folder / "it's my paper (1).pdf").touch()
    assert given(bootstrap, monkeypatch, "it's my paper (1).pdf") == ["it's my paper (1).pdf"]


def test_home_is_expanded(bootstrap, folder, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert given(bootstrap, monkeypatch, "'~/my papers'") == [str(folder / "my papers")]


@pytest.mark.usefixtures("folder")
def test_an_open_quote_is_a_sentence(bootstrap, monkeypatch, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        given(bootstrap, monkeypatch, "'my papers")
    assert end.value.code == 1
    assert "quote paths" in capsys.readouterr().err


@pytest.fixture
def linux(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Linux whose apt-get is known, and on which Qt misses two libraries."""
    report = "\tlibxcb-cursor.so.0 => not found\n\tlibEGL.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6\n"
    answers = {"ldd": report, "fc-list": "Noto Sans CJK JP\n"}
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(bootstrap, "output", lambda *command: answers.get(str(command[0]), ""))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    return bootstrap


def test_missing_libraries_are_named_with_the_command(linux, monkeypatch, capsys) -> None:
    monkeypatch.setattr(linux.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit):
        linux.ensure_qt()
    assert "sudo apt-get install -y libegl1 libxcb-cursor0" in capsys.readouterr().err


def test_root_installs_them_and_says_so(linux, monkeypatch, capsys) -> None:
    ran = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(linux.os, "geteuid", lambda: 0)
    monkeypatch.setattr(linux.subprocess, "run", record)
    linux.ensure_qt()
    assert ran[0][:2] == ["apt-get", "update"]
    assert ran[1][-2:] == ["libegl1", "libxcb-cursor0"]
    assert "installing libegl1 libxcb-cursor0" in capsys.readouterr().err


def test_without_apt_the_packages_are_named(linux, monkeypatch, capsys) -> None:
    monkeypatch.setattr(linux.shutil, "which", lambda _: None)
    with pytest.raises(SystemExit):
        linux.ensure_qt()
    assert "libegl1 libxcb-cursor0" in capsys.readouterr().err


def test_a_missing_font_stops_nothing(linux, monkeypatch, capsys) -> None:
    monkeypatch.setattr(linux, "output", lambda *_: "")
    monkeypatch.setattr(linux.os, "geteuid", lambda: 1000)
    linux.ensure_qt()
    assert (
        "sudo apt-get update && sudo apt-get install -y fonts-noto-cjk" in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "vnc:port=5901"}, True),
    ],
)
def test_whether_there_is_a_screen(linux, monkeypatch, environment, screen) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert linux.has_screen() is screen


def test_run_without_a_screen_names_the_picture(linux, monkeypatch, tmp_path, capsys) -> None:
    calls = []
    monkeypatch.setattr(linux, "ensure_venv", lambda: None)
    monkeypatch.setattr(linux, "ensure_qt", lambda: None)
    monkeypatch.setattr(linux, "has_screen", lambda: False)
    monkeypatch.setattr(linux, "PICTURE", tmp_path / "new" / "hakusho.png")
    monkeypatch.setattr(linux, "call", lambda *command, env: calls.append((command, env)))
    monkeypatch.delenv("ARGS", raising=False)
    linux.run()
    (command, env) = calls[0]
    assert command[1:] == ("--screenshot", tmp_path / "new" / "hakusho.png", str(linux.SAMPLE))
    assert env["QT_QPA_PLATFORM"] == "offscreen"
    assert str(tmp_path / "new" / "hakusho.png") in capsys.readouterr().err


def test_the_environment_is_filled_again_only_when_it_must_be(
    bootstrap, monkeypatch, tmp_path
) -> None:
    calls = []
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(bootstrap, "_works", lambda: True)
    monkeypatch.setattr(bootstrap, "call", lambda *command: calls.append(command))
    bootstrap.ensure_venv("dev")
    bootstrap.ensure_venv("dev")
    bootstrap.ensure_venv()
    assert len(calls) == 1
    monkeypatch.setattr(bootstrap, "fingerprint", lambda extras: f"other{extras}")
    bootstrap.ensure_venv()
    assert len(calls) == 2


def test_every_command_of_the_makefile_is_there(bootstrap) -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = next(line for line in text.splitlines() if line.startswith("COMMANDS :="))
    assert set(named.split()[2:]) == set(bootstrap.COMMANDS)
