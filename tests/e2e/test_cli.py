"""The command line as a person and a script run it: by subprocess, with files drawn on the spot."""

import argparse
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pymupdf
import pytest

from index_builder.cli import parser

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "index_builder.cli"]


def run(*arguments, text=""):
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def draw(path, *pages, password=""):
    document = pymupdf.open()
    for text in pages:
        page = document.new_page()
        if text:
            page.insert_text((72, 100), text, fontname="japan", fontsize=11)
    secret = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": password} if password else {}
    document.save(path, **secret)
    document.close()
    return path


def draw_papers(folder):
    """A folder of two good PDFs."""
    folder.mkdir()
    draw(folder / "a.pdf", "国立標準技術研究所（ＮＩＳＴ）の取り組み", "次の頁")
    draw(folder / "b.PDF", "ＮＩＳＴの枠組み")
    return folder


@pytest.fixture
def folder(tmp_path):
    return draw_papers(tmp_path / "papers")


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """Papers and a data folder in which they are indexed; nobody changes either."""
    folder = draw_papers(tmp_path_factory.mktemp("module") / "papers")
    data = tmp_path_factory.mktemp("data")
    done = run("build", "--library", data / "library", folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2 documents with 3 pages are indexed.\n"
    return folder, data


@pytest.fixture
def built(papers, data_folder):
    """The papers, indexed in the test's own data folder."""
    folder, data = papers
    shutil.copytree(data, data_folder)
    return folder


@pytest.mark.usefixtures("built")
def test_a_hit_is_a_line():
    done = run("search", "nist")
    assert done.returncode == 0
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert re.match(r"a\.pdf:1 .*国立標準技術研究所（ＮＩＳＴ）", first)
    assert re.match(r"b\.PDF:1 .*ＮＩＳＴの枠組み", second)


def test_search_in_one_file_and_as_json(built):
    done = run("search", "--json", "標準技術", built / "a.pdf")
    answer = json.loads(done.stdout)
    assert (answer["query"], answer["total"]) == ("標準技術", 1)
    (hit,) = answer["hits"]
    assert Path(hit["path"]) == built / "a.pdf"
    assert (hit["page"], hit["kind"], hit["text"]) == (1, "exact", "標準技術")
    ((x0, y0, x1, y1),) = hit["rects"]
    assert x0 == pytest.approx(72 + 2 * 11, abs=1)
    assert x1 - x0 == pytest.approx(4 * 11, abs=1)
    assert y0 < 100 < y1


@pytest.mark.usefixtures("built")
def test_forms_and_limit():
    assert run("search", "取組").returncode == 1
    assert "取り組み" in run("search", "--forms", "取組").stdout
    answer = json.loads(run("search", "--json", "--limit", "1", "nist").stdout)
    assert (answer["total"], len(answer["hits"])) == (2, 1)


@pytest.mark.usefixtures("built")
def test_other_names_readings_and_differences():
    named = json.loads(run("search", "--json", "--names", "nist").stdout)
    assert {(hit["kind"], hit["text"]) for hit in named["hits"]} >= {
        ("exact", "ＮＩＳＴ"),
        ("synonym", "国立標準技術研究所"),
    }
    unread = run("search", "けんきゅう")
    assert (unread.returncode, unread.stdout) == (1, "")
    assert unread.stderr == "Read so: 研究 (1)\n"
    read = json.loads(run("search", "--json", "kenkyuu").stdout)
    assert read["suggestions"] == [{"text": "研究", "total": 1}]
    assert run("search", "--distinguish", "width", "NIST").returncode == 1
    assert run("search", "--distinguish", "width,case", "ＮＩＳＴ").returncode == 0
    assert run("search", "--distinguish", "colour", "x").returncode == 2


def test_the_scope_is_the_library_a_volume_or_a_document(built):
    for scope, total in (("library", 2), ("volume", 2), ("document", 1)):
        done = run("search", "--json", "--scope", scope, "nist", built / "a.pdf")
        assert json.loads(done.stdout)["total"] == total
    refused = run("search", "--scope", "volume", "nist")
    assert refused.returncode == 2
    assert "needs a file" in refused.stderr


@pytest.mark.usefixtures("built")
def test_the_query_language_and_its_errors():
    answer = json.loads(run("search", "--json", "nist OR 取り組み -枠組み file:a").stdout)
    assert answer["total"] >= 1
    assert {Path(hit["path"]).name for hit in answer["hits"]} == {"a.pdf"}
    wrong = run("search", "nist in:xyz")
    assert wrong.returncode == 2
    assert "There is no part “xyz”." in wrong.stderr
    assert "\n  nist in:xyz\n          ^\n" in wrong.stderr


@pytest.mark.usefixtures("built")
def test_nothing_found_is_code_1():
    done = run("search", "不在")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


@pytest.mark.parametrize("query", ["", "  ", '""'])
@pytest.mark.usefixtures("built")
def test_an_empty_query_is_code_2(query):
    done = run("search", query)
    assert done.returncode == 2
    assert "empty" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["fly"], ["search"], ["search", "--limit", "0", "x"]])
def test_a_wrong_command_line_is_code_2(arguments):
    assert run(*arguments).returncode == 2


def test_nothing_indexed_is_code_4():
    done = run("search", "nist")
    assert done.returncode == 4
    assert "Nothing is indexed yet." in done.stderr


@pytest.mark.usefixtures("built")
def test_a_file_that_is_not_indexed_is_code_4(tmp_path):
    other = draw(tmp_path / "other.pdf", "別")
    done = run("search", "nist", other)
    assert done.returncode == 4
    assert "“other.pdf” is not indexed." in done.stderr


def test_bad_files_are_named_and_the_others_go_on(folder, tmp_path):
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "text.pdf").write_bytes(b"hello")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing")
    draw(folder / "locked.pdf", "秘密", password="word")
    draw(folder / "scan.pdf", "")
    (tmp_path / "bare").mkdir()
    done = run("build", folder, tmp_path / "missing.pdf", tmp_path / "bare")
    assert done.returncode == 3
    said = done.stderr.splitlines()
    for sentence in (
        "“empty.pdf” is empty (0 bytes).",
        "“text.pdf” is not a PDF.",
        "“damaged.pdf” is damaged",
        "“locked.pdf” needs a password.",
        "“missing.pdf” cannot be opened",
        "“bare” holds no PDF.",
        "“scan.pdf” has no text layer",
    ):
        assert len([line for line in said if sentence in line]) == 1, (sentence, said)
    assert len(said) == 7
    assert "3 documents" in done.stdout
    assert run("search", "nist").returncode == 0


def test_passwords_come_by_standard_input(folder):
    locked = draw(folder / "locked.pdf", "秘密", password="word")
    done = run("build", "--passwords", "-", folder, text=json.dumps({str(locked): "word"}))
    assert done.returncode == 0, done.stderr
    assert run("search", "秘密").returncode == 0
    assert run("build", "--passwords", "-", folder, text="word").returncode == 2


def test_events_for_the_window(folder):
    (folder / "text.pdf").write_bytes(b"hello")
    done = run("build", "--events", folder)
    assert done.returncode == 3
    events = [json.loads(line) for line in done.stdout.splitlines()]
    names = [event["event"] for event in events]
    assert names[0] == "failed"
    assert names[1] == "start"
    assert names[-2:] == ["volume", "done"]
    assert events[1] == {"event": "start", "documents": 2, "pages": 3}
    (failed,) = [event for event in events if event["event"] == "failed"]
    assert failed["kind"] == "NotAPdf"
    documents = [event["content"] for event in events if event["event"] == "document"]
    assert sorted(documents) == sorted(events[-2]["contents"])


def test_inspect_needs_no_library(folder, data_folder):
    (folder / "text.pdf").write_bytes(b"hello")
    done = run("inspect", "--json", folder)
    assert done.returncode == 3
    report = json.loads(done.stdout)
    assert report["schema"] == 1
    assert [(Path(d["path"]).name, d["pages"]) for d in report["documents"]] == [
        ("a.pdf", 2),
        ("b.PDF", 1),
        ("text.pdf", 0),
    ]
    assert not data_folder.exists()
    readable = run("inspect", folder / "a.pdf")
    assert readable.returncode == 0
    assert "a.pdf" in readable.stdout


def test_inspect_draws_what_it_has_found(folder, tmp_path):
    before = (folder / "a.pdf").read_bytes()
    done = run("inspect", "--draw", tmp_path / "new" / "pictures", folder)
    assert done.returncode == 0
    pictures = sorted((tmp_path / "new" / "pictures").iterdir())
    assert [path.name for path in pictures] == ["a-p001.png", "a-p002.png", "b-p001.png"]
    picture = pymupdf.Pixmap(pictures[0])
    width, height = picture.width, picture.height
    colours = {picture.pixel(x, y) for x in range(0, width, 2) for y in range(height // 4)}
    assert any(red > blue + 60 for red, _, blue in colours), "no tint on the acronym"
    assert (folder / "a.pdf").read_bytes() == before

    refused = run("inspect", "--draw", folder / "a.pdf", folder)
    assert refused.returncode == 4
    assert "cannot be written" in refused.stderr


@pytest.mark.usefixtures("built")
def test_status_and_check():
    status = json.loads(run("status", "--json").stdout)
    assert [document["pages"] for document in status["documents"]] == [2, 1]
    assert "2 documents, 3 pages, 1 volumes" in run("status").stdout
    assert run("check").returncode == 0


@pytest.mark.parametrize("cut", ["catalogue.sqlite3", "texts/*.txt", "index/*.seg", "index/*.toc"])
def test_a_damaged_library_is_told_and_mended(built, data_folder, cut):
    library = data_folder / "library"
    for path in library.glob(cut):
        path.write_bytes(b"not what it was" * 500)
    found = run("search", "--forms", "nist")
    checked = run("check")
    assert found.returncode == (0 if cut.startswith("texts") else 4)
    if not cut.startswith("catalogue"):
        assert "ＮＩＳＴ" in found.stdout
        assert "ＮＩＳＴ" in run("search", "nist").stdout
    assert checked.returncode == 4
    assert "Traceback" not in found.stderr + checked.stderr
    mended = run("build", built)
    assert mended.returncode == 0, mended.stderr
    assert run("check").returncode == 0
    assert "取り組み" in run("search", "--forms", "取組").stdout


def test_a_library_of_ones_own(folder, tmp_path, data_folder):
    own = tmp_path / "own"
    assert run("build", "--library", own, folder).returncode == 0
    assert run("search", "--library", own, "nist").returncode == 0
    assert not data_folder.exists()


@pytest.mark.usefixtures("built")
def test_a_closed_pipe_is_silent():
    with subprocess.Popen(
        [*PROGRAM, "search", "nist"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(60)


def test_ctrl_c_ends_cleanly_and_keeps_what_is_done(folder):
    for number in range(20):
        draw(folder / f"more{number}.pdf", *[f"研究{number}"] * 20)
    process = subprocess.Popen(
        [*PROGRAM, "build", "--events", "--jobs", "1", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    for line in process.stdout:
        if json.loads(line)["event"] == "document":
            os.killpg(process.pid, signal.SIGINT)
            break
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "hakusho-index: stopped. What was finished is kept.\n"
    assert run("status").returncode == 0
    assert run("check").returncode == 0
    assert run("build", folder).returncode == 0


def test_a_killed_build_leaves_a_sound_library(folder):
    for number in range(6):
        draw(folder / f"more{number}.pdf", *[f"研究{number}"] * 5)
    for delay in (0.3, 0.7, 1.1):
        process = subprocess.Popen([*PROGRAM, "build", str(folder)], stdout=subprocess.PIPE)
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate(timeout=60)
    assert run("build", folder).returncode == 0
    assert run("check").returncode == 0


def test_a_password_is_asked_for_on_a_terminal(folder):
    draw(folder / "locked.pdf", "秘密", password="word")
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "build", str(folder)], stdin=terminal, stdout=subprocess.PIPE, stderr=terminal
    )
    os.close(terminal)
    said = b""
    answers = [b"wrong\n", b"word\n"]
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if not select.select([main], [], [], 0.1)[0]:
            continue
        try:
            said += os.read(main, 4096)
        except OSError:
            break
        if answers and said.endswith("”: ".encode()):
            os.write(main, answers.pop(0))
            said = b""
    out, _ = process.communicate(timeout=60)
    os.close(main)
    assert answers == []
    assert process.returncode == 0
    assert b"3 documents" in out


def test_the_manual_names_every_command_and_option():
    manual = (ROOT / "docs" / "CLI.md").read_text("utf-8")
    commands = next(
        action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    sections = {
        part.split("\n", 1)[0].strip(): part
        for part in re.split(r"^## ", manual, flags=re.MULTILINE)
    }
    for name, command in commands.choices.items():
        assert name in sections, name
        for action in command._actions:
            for option in action.option_strings:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in sections[name], (name, option)
    codes = set(re.findall(r"^\| (\d+) \|", sections["Exit codes"], flags=re.MULTILINE))
    assert codes == {"0", "1", "2", "3", "4", "5", "130"}
