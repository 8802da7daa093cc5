"""Every page of the real documents goes through extraction, and nothing printed is lost or doubled."""

import time
from pathlib import Path

import pytest
from wholeness import assert_whole

from index_builder.errors import PdfError
from index_builder.pdf import Pdf
from index_builder.structure import extract

PASSWORDS = {
    "encrypted-aes-256-r6.pdf": "usersecret",
    "encrypted-issue21579.pdf": "pässwört",
    "encrypted-pypdfium2-tests__resources__encrypted.pdf": "test_user",
    "encrypted-saslprep-r6.pdf": "SªSL\u00adprep",
}
SLOW_TO_READ = {"bug1978317.pdf"}
"""Its one page costs the PDF library half a minute, before extraction begins."""
TIME_LIMIT = 10.0
"""Seconds of processor time for the extraction of one document."""


@pytest.mark.parametrize("folder", ["japanese", "hostile", "white-paper"])
def test_every_character_of_the_corpus_is_in_one_place(shared: Path, folder: str) -> None:
    refused = []
    for path in sorted((shared / "corpus" / folder).glob("*.pdf")):
        if path.name in SLOW_TO_READ:
            continue
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
