"""The wheel, installed in a fresh environment: everything travels that runs need, and nothing else."""

import json
import os
import shutil
import site
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("index_builder", "reader", "resources", "pyproject.toml", "README.md", "LICENSE")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*command: object, cwd: Path, **env: str) -> str:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is written into the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    copy.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder, copy, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def fresh(wheel: Path) -> Iterator[Path]:
    """An environment with the wheel alone; what it depends on is seen in the running environment."""
    folder = wheel.parent / "venv"
    venv.create(folder, with_pip=False)
    python = folder / SCRIPTS / "python"
    target = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    )
    (target / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    yield folder
    shutil.rmtree(folder)


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_nothing_else_travels(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "index_builder",
        "reader",
        "resources",
    }
    made_here = [
        name for name in names(wheel) if name.startswith("resources/") and name.endswith(".py")
    ]
    assert made_here == ["resources/__init__.py"]


LEFT_BEHIND = ("*/*.py", "sample/*.json", "sample/guide.txt", "i18n/*.ts", "**/__pycache__/*")


def test_every_module_and_resource_travels(wheel: Path) -> None:
    modules = [path for top in ("index_builder", "reader") for path in (ROOT / top).rglob("*.py")]
    resources = [
        path
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and not any(path.match(pattern) for pattern in LEFT_BEHIND)
    ]
    expected = {path.relative_to(ROOT).as_posix() for path in (*modules, *resources)}
    assert expected - names(wheel) == set()


def test_the_licence_travels(wheel: Path) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in names(wheel))


@pytest.mark.parametrize("command", ["hakusho", "hakusho-index"])
def test_the_commands_tell_their_version(fresh: Path, command: str, tmp_path: Path) -> None:
    out = run(fresh / SCRIPTS / command, "--version", cwd=tmp_path)
    assert out.split()[-1] == "0.1.0"


def sample(fresh: Path, folder: Path) -> Path:
    code = "import resources; print(resources.__path__[0])"
    place = Path(run(fresh / SCRIPTS / "python", "-c", code, cwd=folder).strip())
    assert place.is_relative_to(fresh)
    return place / "sample" / "hakusho-guide.pdf"


def test_the_command_line_reads_the_sample(fresh: Path, tmp_path: Path) -> None:
    index = fresh / SCRIPTS / "hakusho-index"
    out = run(index, "inspect", "--json", sample(fresh, tmp_path), cwd=tmp_path)
    report = json.loads(out)
    assert report["documents"][0]["pages"] == 12
    assert "NIST" in {entry["acronym"] for entry in report["acronyms"]}


def test_the_window_opens_the_sample(fresh: Path, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    command = (fresh / SCRIPTS / "hakusho", "--screenshot", picture, sample(fresh, tmp_path))
    run(*command, cwd=tmp_path, QT_QPA_PLATFORM="offscreen", HAKUSHO_DATA=str(tmp_path / "data"))
    assert picture.stat().st_size > 10_000
