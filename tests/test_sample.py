"""The sample document: what its script plants is found, and the script gives the committed bytes again."""

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pymupdf
import pytest

from index_builder import structure
from index_builder.model import Structure
from index_builder.pdf import Pdf
from reader.actions import ACTIONS

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
SAMPLE = FOLDER / "hakusho-guide.pdf"
FIELDS = ("page", "text")


def plain(text: object) -> str:
    folded = unicodedata.normalize("NFKC", str(text))
    return "".join(folded.split())


@pytest.fixture(scope="module")
def truth() -> dict[str, list[dict[str, str]]]:
    return json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found() -> Structure:
    with Pdf(SAMPLE) as pdf:
        return structure.extract(pdf.texts(), fallback_title=SAMPLE.stem)


def rows(planted: Iterable[dict[str, str]], *fields: str) -> list[tuple[str, ...]]:
    return [tuple(plain(row[field]) for field in fields) for row in planted]


def test_it_shows_that_the_reader_needs_no_help() -> None:
    document = pymupdf.open(SAMPLE)
    assert document.get_toc() == []
    assert not any(page.get_links() for page in document)
    assert "StructTreeRoot" not in dict.fromkeys(document.xref_get_keys(document.pdf_catalog()))


def test_it_is_small_and_its_fonts_are_embedded_subsets() -> None:
    assert SAMPLE.stat().st_size <= 600_000
    document = pymupdf.open(SAMPLE)
    fonts = {font[3] for page in document for font in page.get_fonts()}
    assert fonts
    assert all("+BIZUD" in name for name in fonts)


def test_every_character_has_its_unicode() -> None:
    with Pdf(SAMPLE) as pdf:
        text = "".join(page.text for page in pdf.texts())
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert not any(unicodedata.category(char) in {"Co", "Cn", "Cc"} for char in text)


def test_printed_page_numbers(found: Structure, truth) -> None:
    assert list(found.labels) == truth["labels"]


def test_headings(found: Structure, truth) -> None:
    reported = [
        (str(heading.place.page + 1), plain(heading.label + heading.title))
        for heading in found.headings
        if heading.place.page >= 2
    ]
    assert sorted(reported) == sorted(rows(truth["headings"], *FIELDS))


def test_heading_levels(found: Structure, truth) -> None:
    levels = {plain(row["text"]): row["level"] for row in truth["headings"]}
    for heading in found.headings:
        if heading.place.page >= 2:
            assert heading.level == levels[plain(heading.label + heading.title)]


def test_footnotes(found: Structure, truth) -> None:
    reported = [
        (str(note.place.page + 1), note.label, plain(note.text)) for note in found.footnotes
    ]
    assert reported == rows(truth["footnotes"], "page", "label", "text")


def test_footnote_marks(found: Structure, truth) -> None:
    reported = [
        (str(mark.place.page + 1), mark.label, plain(mark.before))
        for note in found.footnotes
        for mark in note.marks
    ]
    assert sorted(reported) == sorted(rows(truth["markers"], "page", "label", "before"))


def test_captions(found: Structure, truth) -> None:
    reported = [
        (str(caption.place.page + 1), plain(f"■{caption.label}／{caption.title}"))
        for caption in found.captions
    ]
    assert sorted(reported) == sorted(rows(truth["captions"], *FIELDS))


def test_acronyms(found: Structure, truth) -> None:
    fields = ("page", "acronym", "long_form", "expansion")
    reported = {
        (
            str(entry.place.page + 1),
            plain(entry.name),
            plain(entry.long_form),
            plain(entry.expansion),
        )
        for entry in found.definitions
        if entry.kind == "acronym"
    }
    assert set(rows(truth["acronyms"], *fields)) <= reported


def test_short_names(found: Structure, truth) -> None:
    reported = {
        (str(entry.place.page + 1), plain(entry.name))
        for entry in found.definitions
        if entry.kind == "term"
    }
    assert reported == set(rows(truth["terms"], "page", "term"))


def test_the_long_form_stands_a_page_before_its_acronym(found: Structure, truth) -> None:
    broken = next(row for row in truth["phrases"] if row["why"] == "page")
    passage = next(part for part in found.passages if "国際標準化機構（ＩＳＯ）" in part.text)
    start = passage.text.index("国際標準化機構（ＩＳＯ")
    assert broken["text"] in passage.text
    assert passage.page_at(start) == int(broken["page"]) - 1
    assert passage.page_at(start + len("国際標準化機構（")) == int(broken["page"])


def test_references(found: Structure, truth) -> None:
    reported = [
        (str(reference.places[0].page + 1), plain(reference.text)) for reference in found.references
    ]
    assert sorted(reported) == sorted(rows(truth["references"], *FIELDS))


def test_running_heads(found: Structure, truth) -> None:
    reported = [(str(page + 1), plain(text)) for page, text in found.headers]
    assert sorted(reported) == sorted(rows(truth["headers"], *FIELDS))


@pytest.mark.parametrize(
    "words",
    [
        "漢字の上に小さく添えた読み",
        "符号の安全性を調べる米国国立標準技術研究所（ＮＩＳＴ）は",
        "https://www.w3.org/TR/annotation-model/#text-quote-selector",
        "（ＷＡＬ（Write-Ahead Logging：先行書き込みログ））",
    ],
)
def test_reading_text_is_whole(found: Structure, words: str) -> None:
    assert sum(plain(words) in plain(passage.text) for passage in found.passages) == 1


def test_the_keys_it_names_are_the_keys_there_are() -> None:
    known = {keys for spec in ACTIONS for keys in spec.keys}
    table = re.search(r"@table 第１-１-２表.*?\n\n", (FOLDER / "guide.txt").read_text(), re.DOTALL)
    assert table is not None
    cells = [row.split("｜")[0] for row in table.group().splitlines()[2:-2]]
    named = {keys.replace("←", "Left") for cell in cells for keys in cell.split(" ／ ")}
    assert len(named) > 5
    assert named <= known


def test_the_script_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("fontTools")
    fonts = ""
    if shutil.which("fc-list"):
        fonts = subprocess.run(
            ["fc-list", ":", "file"], capture_output=True, text=True, check=True
        ).stdout
    if "BIZUDMincho" not in fonts or "BIZUDGothic" not in fonts:
        if os.environ.get("CI"):
            pytest.fail("the fonts of the sample document are missing")
        pytest.skip("the fonts of the sample document are not on this machine")
    out = tmp_path / SAMPLE.name
    subprocess.run([sys.executable, str(FOLDER / "make.py"), str(out)], check=True)
    assert out.read_bytes() == SAMPLE.read_bytes()
    assert out.with_suffix(".json").read_text() == SAMPLE.with_suffix(".json").read_text()
