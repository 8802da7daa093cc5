"""Notes on real chapters, carried to the same text typeset anew: twice the columns, other pages, changes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import second_edition
from second_edition import Sentence

from index_builder.model import Part, Structure
from reader.anchoring import anchor
from reader.edition_text import EditionText

READ = {Part.BODY, Part.NOTE, Part.HEADING, Part.CAPTION, Part.BOX}
CHAPTERS = (
    "white-paper/MEXT Document Jun 11 2024.pdf",
    "white-paper/MEXT Document Jun 11 2024 (1).pdf",
    "japanese/mic-2024-ict-whitepaper-ch4-1.pdf",
)


def paragraphs(structure: Structure) -> Iterator[list[Sentence]]:
    number = 0
    for passage in structure.passages:
        if passage.part not in READ or len(passage.text) < 2:
            continue
        texts = [text for text in re.findall("[^。]+。?", passage.text) if text.strip()]
        yield [Sentence(number + at, text) for at, text in enumerate(texts)]
        number += len(texts)


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_real_chapter_typeset_anew_takes_the_notes_over(
    shared: Path, tmp_path: Path, name: str
) -> None:
    first = second_edition.edition_of(shared / "corpus" / name, "first")
    before = list(paragraphs(first.structure))
    after = second_edition.revised(before, 5)
    second = second_edition.typeset(tmp_path / "second.pdf", after, 23, 40, 2)
    notes = second_edition.annotations(first, before, 7, 400)
    plain = [note for _, note in notes]
    new, old = EditionText([second.edition]), EditionText([first])
    verdict = second_edition.judge(second, after, notes, anchor(plain, new, old))
    assert not verdict.wrong
    assert verdict.right >= 0.98 * verdict.asked
    alone = second_edition.judge(second, after, notes, anchor(plain, new))
    assert not alone.wrong
    assert alone.right >= 0.98 * alone.asked
