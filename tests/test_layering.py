"""The import rules of docs/ARCHITECTURE.md, its list of rooms, and the sizes of files and functions.

Imports are read from the syntax tree, so that those inside functions count too; what stands under
`if TYPE_CHECKING:` counts for the rules and not for cycles, since it does not run.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARCHITECTURE = ROOT / "docs" / "ARCHITECTURE.md"
PACKAGES = ("index_builder", "reader")
SAMPLE = ROOT / "resources" / "sample" / "hakusho-guide.pdf"

IMPORTERS = {
    "pymupdf": {"index_builder.pdf"},
    "fitz": set(),
    "sudachipy": {"index_builder.analyzer"},
    "whoosh": {"index_builder.words"},
    "sqlite3": {"index_builder.database", "reader.userdata_file"},
    "rapidfuzz": {"reader.anchoring"},
    "pickle": set(),
    "index_builder.pdf": {
        "index_builder.annotate",
        "index_builder.build",
        "index_builder.cli",
        "index_builder.pdf_annotations",
        "index_builder.workers",
        "reader.render_worker",
    },
}
"""Who alone may import what; whoosh and the PDF library can be replaced behind one module."""

IMPURE = {
    "PySide6", "asyncio", "io", "logging", "multiprocessing", "os", "platformdirs",
    "random", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time",
}  # fmt: skip
"""What a module marked "pure" in the rooms must not touch: disk, processes, clocks, Qt."""

RANKS = (
    {"model", "errors"},
    {"text"},
    {"layout"},
    {"notes", "outline", "acronyms", "references"},
    {"structure", "volume"},
    {"report"},
)
"""Rule 3: a module of one rank imports those of earlier ranks only (`references` may serve its own)."""

COMPOSITION = {"reader.app", "reader.application", "reader.furnish", "reader.screenshot"}
HIDDEN_FROM_WIDGETS = {
    "index_builder.build",
    "index_builder.folder",
    "index_builder.library",
    "index_builder.database",
    "index_builder.search",
    "index_builder.words",
    "index_builder.workers",
    "reader.indexing",
    "reader.render_worker",
    "reader.tasks",
    "reader.worker_process",
    "shutil",
    "sqlite3",
    "subprocess",
    "threading",
}

LONGEST_FILE = 500
LONGEST_FUNCTION = 40
TABLES = {"index_builder.cli.parser"}
"""Functions that are one long declaration, as "package.module.function"."""


@dataclass(frozen=True)
class Import:
    name: str
    line: int
    runs: bool


def modules() -> dict[str, Path]:
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(part for part in parts if part != "__init__")] = path
    return found


MODULES = modules()


def walk(node: ast.AST, *, runs: bool = True) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        hint = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        yield child, runs and not hint
        yield from walk(child, runs=runs and not hint)


@cache
def imports(module: str) -> tuple[Import, ...]:
    """Every name a module imports; `from package import part` counts as the part where it is a module."""
    found = []
    for node, runs in walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [Import(alias.name, node.lineno, runs) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import hides its package"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                name = whole if whole in MODULES else str(node.module)
                found.append(Import(name, node.lineno, runs))
    return tuple(found)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def rooms() -> dict[str, str]:
    """Module → what docs/ARCHITECTURE.md says of it."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    block = text.split("## Rooms", 1)[1].split("```")[1]
    found: dict[str, str] = {}
    folders: list[tuple[int, str]] = []
    for line in block.splitlines():
        match = re.match(r"( *)([\w]+)(\.py|/)\s*(.*)", line)
        if not match:
            continue
        depth, name = len(match[1]), match[2]
        folders = [folder for folder in folders if folder[0] < depth]
        path = ".".join([folder for _, folder in folders] + [name])
        if match[3] == "/":
            folders.append((depth, name))
        else:
            found[path] = match[4]
    return found


def pure() -> list[str]:
    return [
        module
        for module, what in rooms().items()
        if re.search(r"\bpure$", what) and module in MODULES
    ]


def broken(module: str, names: set[str], why: str) -> list[str]:
    return [
        f"{module}:{found.line} imports {found.name}: {why}"
        for found in imports(module)
        if any(within(found.name, name) for name in names)
    ]


def test_the_core_knows_neither_the_window_nor_qt() -> None:
    wrong = [
        line
        for module in MODULES
        if within(module, "index_builder")
        for line in broken(
            module, {"reader", "PySide6", "shiboken6"}, "the core must run without Qt"
        )
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", IMPORTERS)
def test_who_alone_may_import(name: str) -> None:
    allowed = IMPORTERS[name]
    wrong = [
        line
        for module in MODULES
        if module not in allowed
        for line in broken(module, {name}, f"only {', '.join(sorted(allowed)) or 'nobody'} may")
    ]
    assert not wrong, "\n".join(wrong)


def test_pure_modules_stay_pure() -> None:
    allowed = {*pure(), "index_builder.model", "index_builder.errors"}
    wrong = []
    for module in pure():
        wrong += broken(module, IMPURE, "it is called pure in docs/ARCHITECTURE.md")
        wrong += [
            f"{module}:{found.line} imports {found.name}, which is not pure"
            for found in imports(module)
            if found.name in MODULES and found.name not in allowed
        ]
    assert not wrong, "\n".join(wrong)


def test_the_core_imports_downwards_only() -> None:
    rank = {f"index_builder.{name}": at for at, names in enumerate(RANKS) for name in names}
    wrong = [
        f"{module}:{found.line} imports {found.name}, which stands above it"
        for module in rank
        if module in MODULES
        for found in imports(module)
        if rank.get(found.name, -1) > rank[module]
    ]
    assert not wrong, "\n".join(wrong)


def test_widgets_see_no_library_files_or_processes() -> None:
    wrong = []
    for module in MODULES:
        names = {found.name for found in imports(module)}
        if "PySide6.QtWidgets" in names and module not in COMPOSITION:
            wrong += broken(
                module, HIDDEN_FROM_WIDGETS, "widgets see session, actions, settings and records"
            )
    assert not wrong, "\n".join(wrong)


def cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """The modules of one import cycle in order, none when there is none."""
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for name in sorted(graph[module]):
            if found := visit(name, [*path, module]):
                return found
        done.add(module)
        return []

    return next((found for module in graph if (found := visit(module, []))), [])


def test_a_cycle_is_found() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_there_is_no_import_cycle() -> None:
    graph = {
        module: {found.name for found in imports(module) if found.runs and found.name in MODULES}
        - {module}
        for module in MODULES
    }
    found = cycle(graph)
    assert not found, " → ".join(found)


def test_colours_come_from_one_place() -> None:
    """A colour written down anywhere else would not follow the theme, as those in files must not."""
    written = re.compile(r"""QColor\(\s*(?:0x|\d|"#)|\b0x[0-9A-Fa-f]{6}\b|"#[0-9A-Fa-f]{3,8}\"""")
    for path in (ROOT / "reader").rglob("*.py"):
        if path.relative_to(ROOT).as_posix() not in {
            "reader/theme.py",
            "reader/exchange/colours.py",
        }:
            assert not written.findall(path.read_text("utf-8")), path


def test_init_files_are_empty() -> None:
    filled = [
        str(path) for path in MODULES.values() if path.name == "__init__.py" and path.read_text()
    ]
    assert not filled, f"a worker would import what they import: {filled}"


def test_the_rooms_are_all_listed() -> None:
    built = {
        module
        for module, path in MODULES.items()
        if path.name not in {"__init__.py", "__main__.py"}
    }
    listed = set(rooms())
    assert not built - listed, f"not in docs/ARCHITECTURE.md: {sorted(built - listed)}"
    assert not listed - built, f"only in docs/ARCHITECTURE.md: {sorted(listed - built)}"


def test_modules_say_what_they_are_for() -> None:
    silent = [
        module
        for module, path in MODULES.items()
        if path.name != "__init__.py" and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent, silent


def test_files_stay_short() -> None:
    paths = [
        *MODULES.values(),
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "resources").rglob("*.py"),
    ]
    long = {
        str(path.relative_to(ROOT)): count
        for path in paths
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, long


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    words = ast.get_docstring(node, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if words else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_functions_stay_short() -> None:
    long = {
        name: size
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (name := f"{module}.{node.name}") not in TABLES
        and (size := length(node)) > LONGEST_FUNCTION
    }
    assert not long, long


WINDOW = """
import logging, sys
from reader.app import main

heavy = {{"pymupdf", "fitz", "sudachipy", "whoosh", "sqlite3", "rich", "rapidfuzz", "index_builder.library"}}

class Watch(logging.Handler):
    def emit(self, record):
        if "first page painted" in record.getMessage():
            print("first page:", sorted(heavy & sys.modules.keys()))

logging.getLogger("reader").addHandler(Watch())
code = main(["--screenshot", {picture!r}, {sample!r}])
print("end:", code, sorted({{"pymupdf", "fitz"}} & sys.modules.keys()))
"""


def test_what_the_window_has_imported(tmp_path: Path) -> None:
    """PyMuPDF holds the interpreter lock through every call: it must stay in the render process.

    Before the first page nothing heavy may be loaded, for a person waits for that page.
    """
    picture = tmp_path / "window.png"
    script = WINDOW.format(picture=str(picture), sample=str(SAMPLE))
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "HAKUSHO_LOG": str(tmp_path / "log")},
    )
    lines = done.stdout.splitlines()
    assert "first page: []" in lines, done.stdout + done.stderr
    assert "end: 0 []" in lines, done.stdout + done.stderr
    assert picture.stat().st_size > 10_000
