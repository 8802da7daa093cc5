"""Scores against the hand-made truth, a floor that may not fall."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from index_builder import layout, report, structure, volume
from index_builder.model import Structure, TextRange
from index_builder.order import arrange
from index_builder.pdf import Pdf

FLOOR = {
    "headings": 1.0,
    "heading parents": 1.0,
    "footnote bodies": 1.0,
    "footnote markers": 1.0,
    "acronyms": 1.0,
    "acronym long forms": 1.0,
    "acronym expansions": 1.0,
    "terms": 1.0,
    "captions": 0.985,
    "references": 1.0,
}


@pytest.fixture(scope="module")
def found(request: pytest.FixtureRequest) -> dict[str, Structure]:
    """What was found in each file of the white paper, by path."""
    papers: list[Path] = request.getfixturevalue("white_paper")
    structures = {}
    for path in papers:
        with Pdf(path) as pdf:
            structures[str(path)] = structure.extract(pdf.texts(), fallback_title=path.stem)
    return structures


def test_scores_do_not_fall(found: dict[str, Structure], shared: Path, tmp_path: Path) -> None:
    openings = []
    for path in found:
        with Pdf(Path(path)) as pdf:
            openings.append(pdf.opening())
    order, title = arrange(openings)
    every = list(found.values())
    links = volume.link([every[i] for i in order], lambda _document, _range: (), title)
    written = tmp_path / "report.json"
    written.write_text(
        json.dumps(report.to_json(list(found.items()), order, links)), encoding="utf-8"
    )

    score = shared / "tools" / "score.py"
    run = subprocess.run(
        [sys.executable, str(score), str(shared / "gold"), str(written), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )

    scores = json.loads(run.stdout)
    assert {name: scores[name] for name in FLOOR if scores[name] < FLOOR[name]} == {}


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def gold(shared: Path) -> list[dict]:
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted((shared / "gold").glob("*"))]


def test_phrases_that_lines_columns_and_marks_break_are_whole(
    found: dict[str, Structure], shared: Path
) -> None:
    lost = []
    for truth in gold(shared):
        (mine,) = (s for path, s in found.items() if Path(path).name == truth["document"])
        for phrase in truth.get("phrases", ()):
            wanted = plain(phrase["text"])
            holders = [p for p in mine.passages if wanted in plain(p.text)]
            pages = {page + 1 for holder in holders for _, page in holder.pages}
            if len(holders) != 1 or phrase["page"] not in pages:
                lost.append((truth["document"], phrase))
    assert lost == []


def test_running_heads_are_found_and_nothing_else(
    found: dict[str, Structure], shared: Path
) -> None:
    for truth in gold(shared):
        (mine,) = (s for path, s in found.items() if Path(path).name == truth["document"])
        wanted = [(head["page"], "".join(head["text"].split())) for head in truth["headers"]]
        assert [(page + 1, "".join(text.split())) for page, text in mine.headers] == wanted


def test_places_of_a_phrase_are_on_its_lines(white_paper: list[Path]) -> None:
    (path,) = (p for p in white_paper if p.name == "MEXT Document Jun 11 2024 (1).pdf")
    with Pdf(path) as pdf:
        pages = list(pdf.texts())
    mine = structure.extract(pages, fallback_title="")
    number, passage = next(
        (i, p) for i, p in enumerate(mine.passages) if "著作権局（ＵＳＣＯ）は" in p.text
    )
    start = passage.text.index("ＵＳＣＯ")
    span = TextRange(number, start, start + 4)

    (place,) = layout.places([page.boxes for page in pages], passage, span.start, span.end)

    assert len(place.rects) == 2
    assert place.rects[0].y1 < place.rects[1].y1
    assert place.rects[0].x0 > place.rects[1].x1
