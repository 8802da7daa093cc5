"""Every page of the real documents goes through extraction, and nothing printed is lost or doubled."""

import random
import time
from pathlib import Path

import pytest
from printed import Sheet
from wholeness import assert_whole

from index_builder.errors import PdfError
from index_builder.model import PageText, Span
from index_builder.pdf import Pdf
from index_builder.structure import extract

PASSWORDS = {
    "encrypted-aes-256-r6.pdf": "usersecret",
    "encrypted-issue21579.pdf": "pässwört",
    "encrypted-pypdfium2-tests__resources__encrypted.pdf": "test_user",
    "encrypted-saslprep-r6.pdf": "SªSL\u00adprep",
}
TIME_LIMIT = 10.0
"""Seconds of processor time for the extraction of one document; reading a damaged file may take longer."""


@pytest.mark.parametrize("folder", ["japanese", "hostile", "white-paper"])
def test_every_character_of_the_corpus_is_in_one_place(shared: Path, folder: str) -> None:
    refused = []
    for path in sorted((shared / "corpus" / folder).glob("*.pdf")):
        try:
            with Pdf(path, PASSWORDS.get(path.name, "")) as pdf:
                pages = list(pdf.texts())
        except PdfError:
            refused.append(path.name)
            continue
        started = time.process_time()
        found = extract(pages, fallback_title=path.stem)
        assert time.process_time() - started < TIME_LIMIT
        assert_whole(pages, found)
    assert all(name.startswith(("broken", "encrypted", "pdfplumber")) for name in refused)
    assert not set(refused) & PASSWORDS.keys()


CHARACTERS = (
    "あいう漢字研究(1)（２）12３ABc.、。・●①図表第章節 　\0\ue001\ufffd⾒ー…-*※注\U00020000"
)


def at_random(chance: random.Random, number: int) -> PageText:
    """A page of pieces of any size anywhere, level, upright and turned, with rules and panels."""
    sheet = Sheet(number, chance.choice((600, 300, 1)), chance.choice((840, 300, 1)))
    for _ in range(chance.choice((0, 1, 3, 10, 40, 80))):
        text = "".join(chance.choices(CHARACTERS, k=chance.choice((1, 1, 2, 3, 8, 22, 40))))
        size = chance.choice((0.01, 5, 7, 10, 10, 10, 10, 14, 22, 300))
        x = chance.choice((50, 50, 300, chance.uniform(-50, 700)))
        y = chance.choice((100, 116, 132, 148, chance.uniform(-50, 900)))
        chance.choice((sheet.line, sheet.line, sheet.column, sheet.upward))(x, y, text, size)
        sheet.line(x, y + 20, chance.choice(("本文^1^は続く", "1　注の文", "かな")), size)
        strew(sheet, chance, text)
    for _ in range(chance.choice((0, 0, 2, 10))):
        sheet.rule(chance.uniform(0, 300), chance.uniform(0, 600), chance.uniform(0, 800))
        sheet.panel(*(chance.uniform(0, 600) for _ in range(4)))
    return sheet.done()


def strew(sheet: Sheet, chance: random.Random, text: str) -> None:
    """One drawn line whose characters stand anywhere; some have no height."""
    start = len(sheet.text)
    sheet.text += text
    for _ in text:
        x0, x1 = sorted(chance.uniform(0, 600) for _ in range(2))
        y0, y1 = sorted(chance.uniform(0, 600) for _ in range(2))
        sheet.boxes.extend((x0, y0, x1, chance.choice((y0, y1))))
    upright = chance.random() < 0.3
    sheet.spans.append(Span(start, len(sheet.text), 10, "Mincho", False, 0, upright, 300))
    sheet.lines.append((start, len(sheet.text)))


@pytest.mark.parametrize("seed", range(40))
def test_any_page_goes_through_and_stays_whole(seed: int) -> None:
    chance = random.Random(seed)
    pages = [at_random(chance, number) for number in range(chance.choice((1, 2, 4)))]

    assert_whole(pages, extract(pages, fallback_title=""))
