"""Sets the project up and runs it: the logic behind the Makefile, with the standard library only.

`bootstrap.py run|test|lint|format|types|bench|sample|screenshots|install-desktop|clean`; the environment variable ARGS
holds what to open (run) or what to hand to pytest (test). It makes `.venv` beside the sources, never
touches another environment, and names every system package it misses; as root it installs them.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "hakusho-installed"
SAMPLE = ROOT / "resources" / "sample" / "hakusho-guide.pdf"
PICTURE = ROOT / "build" / "hakusho.png"
OLDEST = (3, 11)

QT_PARTS = ("lib/libQt6Widgets.so.6", "lib/libQt6XcbQpa.so.6", "plugins/platforms/libqxcb.so")
PACKAGES = {
    "libdbus-1.so": "libdbus-1-3",
    "libEGL.so": "libegl1",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libGL.so": "libgl1",
    "libGLX.so": "libglx0",
    "libOpenGL.so": "libopengl0",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libgssapi_krb5.so": "libgssapi-krb5-2",
    "libX11.so": "libx11-6",
    "libX11-xcb.so": "libx11-xcb1",
    "libxcb.so": "libxcb1",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-glx.so": "libxcb-glx0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-randr.so": "libxcb-randr0",
    "libxcb-render.so": "libxcb-render0",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-shape.so": "libxcb-shape0",
    "libxcb-shm.so": "libxcb-shm0",
    "libxcb-sync.so": "libxcb-sync1",
    "libxcb-util.so": "libxcb-util1",
    "libxcb-xfixes.so": "libxcb-xfixes0",
    "libxcb-xkb.so": "libxcb-xkb1",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libwayland-client.so": "libwayland-client0",
    "libz.so": "zlib1g",
}
TEST_PROGRAMS = {
    "fc-list": "fontconfig",
    "import": "imagemagick",
    "pdftotext": "poppler-utils",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "Xvfb": "xvfb",
}
SAMPLE_FONTS = {
    "BIZUDMincho-Regular": "fonts-morisawa-bizud-mincho",
    "BIZUDGothic-Regular": "fonts-morisawa-bizud-gothic",
}
JAPANESE_FONT = "fonts-noto-cjk"


def say(text: str) -> None:
    print(f"hakusho: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> None:
    say(text)
    raise SystemExit(1)


def call(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Runs a command in the project's folder; ends with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def output(*command: str | Path) -> str:
    """The standard output of a command, "" when it is not there or fails."""
    try:
        return subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


# --- system packages ---------------------------------------------------------------------------


def provide(packages: Iterable[str], why: str) -> bool:
    """Installs Debian packages as root, else names the command; tells whether they are there now."""
    wanted = sorted(set(packages))
    if not wanted:
        return True
    names = " ".join(wanted)
    if not shutil.which("apt-get"):
        say(f"{why}: missing. On Debian and Ubuntu they are in the packages {names}.")
        return False
    if os.geteuid() != 0:
        say(
            f"{why}: missing. Install with:\n  sudo apt-get update && sudo apt-get install -y {names}"
        )
        return False
    say(f"{why}: missing; installing {names}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-y", "-q", "--no-install-recommends"]
    return all(
        subprocess.run(
            ["apt-get", *command], env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        ).returncode
        == 0
        for command in (["update", "-q"], ["install", *quiet, *wanted])
    )


def missing_libraries() -> list[str]:
    """The names of the shared libraries that Qt's window plugin cannot find."""
    base = output(PYTHON, "-c", "import PySide6; print(PySide6.__path__[0])").strip()
    found: set[str] = set()
    for part in QT_PARTS:
        report = output("ldd", Path(base) / "Qt" / part)
        found |= {line.split()[0] for line in report.splitlines() if "not found" in line}
    return sorted(name for name in found if not name.startswith("libQt6"))


def ensure_qt() -> None:
    """Qt's system libraries and a Japanese font; ends with the command to run when Qt lacks a library."""
    if sys.platform != "linux":
        return
    missing = missing_libraries()
    known = {PACKAGES[name.partition(".so")[0] + ".so"] for name in missing if _known(name)}
    strange = [name for name in missing if not _known(name)]
    if strange:
        say(
            f"Qt also misses {', '.join(strange)}; your system's package search tells where they are."
        )
    if not provide(known, "System libraries that Qt needs") or (strange and missing_libraries()):
        raise SystemExit(1)
    if not output("fc-list", ":lang=ja", "family").strip():
        needed = [JAPANESE_FONT] if shutil.which("fc-list") else [JAPANESE_FONT, "fontconfig"]
        provide(needed, "A Japanese font for menus and panels")


def _known(name: str) -> bool:
    return name.partition(".so")[0] + ".so" in PACKAGES


def ensure_test_tools() -> None:
    """What the tests of the window under a real X server and of the sample's typesetting use."""
    if sys.platform != "linux":
        return
    missing = [package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)]
    fonts = output("fc-list", ":", "file")
    missing += [package for name, package in SAMPLE_FONTS.items() if name not in fonts]
    if not provide(missing, "Programs and fonts that some tests use"):
        say("tests that need them are skipped")


# --- the virtual environment -------------------------------------------------------------------


def fingerprint(extras: str) -> str:
    """Changes when the environment must be filled again."""
    source = (ROOT / "pyproject.toml").read_bytes() + f"{ROOT} {extras}".encode()
    return hashlib.sha256(source).hexdigest()


def ensure_venv(extras: str = "") -> None:
    """`.venv` with the project installed as editable; filled again only when pyproject.toml changed.

    An environment with the extras also serves without them.
    """
    stamps = STAMP.read_text(encoding="utf-8").split() if STAMP.is_file() else []
    if PYTHON.exists() and fingerprint(extras) in stamps:
        return
    if not _works():
        say("making .venv")
        _make_venv()
    say("installing the project and what it depends on into .venv")
    target = f"{ROOT}[{extras}]" if extras else str(ROOT)
    call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", target)
    covered = {fingerprint(""), fingerprint(extras)}
    STAMP.write_text("\n".join(sorted(covered)) + "\n", encoding="utf-8")


def _works() -> bool:
    """Whether `.venv` is of this place and of a Python that is new enough."""
    probe = f"import sys, pip; print(sys.version_info >= {OLDEST} and sys.prefix)"
    return output(PYTHON, "-c", probe).strip() == str(VENV)


def _make_venv() -> None:
    if not output(sys.executable, "-c", "import ensurepip, venv; print(1)"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        if not provide([f"python{version}-venv"], "Python's venv module"):
            raise SystemExit(1)
    call(sys.executable, "-m", "venv", "--clear", VENV)


# --- the commands ------------------------------------------------------------------------------


def arguments() -> list[str]:
    """ARGS as a list: one path with spaces is taken as it stands, else the shell's quoting holds."""
    given = os.environ.get("ARGS", "").strip()
    if not given or Path(given).expanduser().exists():
        return [str(Path(given).expanduser())] if given else []
    try:
        return [str(Path(part).expanduser()) for part in shlex.split(given)]
    except ValueError as error:
        stop(f"ARGS cannot be read ({error}): quote paths, such as ARGS=\"'my folder' a.pdf\"")
    return []


def has_screen() -> bool:
    if sys.platform != "linux":
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform not in {"offscreen", "minimal"}
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run() -> None:
    """Opens the window on ARGS or the sample; without a screen it takes a picture of the window."""
    ensure_venv()
    ensure_qt()
    paths = arguments() or [str(SAMPLE)]
    if has_screen():
        call(BIN / "hakusho", *paths)
        return
    say("there is no screen: opening the window offscreen and taking a picture of it")
    PICTURE.parent.mkdir(exist_ok=True)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    call(BIN / "hakusho", "--screenshot", PICTURE, *paths, env=env)
    say(f"the picture is {PICTURE}")


def test() -> None:
    """The whole test suite, or what ARGS names."""
    ensure_venv("dev")
    ensure_qt()
    ensure_test_tools()
    call(PYTHON, "-m", "pytest", *shlex.split(os.environ.get("ARGS", "")))


def lint() -> None:
    ensure_venv("dev")
    call(PYTHON, "-m", "ruff", "check", ".")
    call(PYTHON, "-m", "ruff", "format", "--check", ".")


def format_code() -> None:
    ensure_venv("dev")
    call(PYTHON, "-m", "ruff", "format", ".")
    call(PYTHON, "-m", "ruff", "check", "--fix", ".")


def types() -> None:
    ensure_venv("dev")
    call(PYTHON, "-m", "mypy")


def bench() -> None:
    """Prints the figures of every script in tests/bench; they are no tests."""
    ensure_venv("dev")
    ensure_qt()
    for script in sorted((ROOT / "tests" / "bench").glob("[a-z]*.py")):
        say(script.stem)
        call(PYTHON, script)


def sample() -> None:
    ensure_venv("dev")
    call(PYTHON, ROOT / "resources" / "sample" / "make.py")


def screenshots() -> None:
    ensure_venv("dev")
    ensure_qt()
    call(PYTHON, ROOT / "docs" / "screenshots.py")


def install_desktop() -> None:
    """Lets the desktop of this user open PDFs and hakusho:// links with the copy in `.venv`."""
    ensure_venv()
    ensure_qt()
    call(BIN / "hakusho", "--register")


def clean() -> None:
    """Removes what can be made again; `.venv` stays, delete it by hand."""
    for name in ("build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ROOT.glob("*.egg-info"):
        shutil.rmtree(folder)
    for top in ("index_builder", "reader", "resources", "tests", ".ci", "docs"):
        for cache in list((ROOT / top).rglob("__pycache__")):
            shutil.rmtree(cache)


COMMANDS: dict[str, Callable[[], None]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "format": format_code,
    "types": types,
    "bench": bench,
    "sample": sample,
    "screenshots": screenshots,
    "install-desktop": install_desktop,
    "clean": clean,
}


def main() -> None:
    if sys.version_info < OLDEST:
        stop(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}")
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in COMMANDS:
        stop(f"usage: bootstrap.py {'|'.join(COMMANDS)}")
    # The tests start hundreds of processes; each would compile all that it imports.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        COMMANDS[name]()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
