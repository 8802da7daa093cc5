"""The files of folded texts: written whole, read again, and nothing where they are damaged."""

import zlib

import pytest

from index_builder.texts import Texts

DATA = b"\x01\x00"


@pytest.fixture
def texts(tmp_path):
    made = Texts(tmp_path, 1)
    made.write("a", DATA)
    return made


def test_a_text_comes_back(texts):
    assert texts.read("a", zlib.crc32(DATA)) == DATA
    assert texts.read_again("a", len(DATA)) == DATA


@pytest.mark.parametrize("damaged", [None, b"", DATA[:1], DATA + b"x"])
def test_a_text_that_is_not_what_was_written_is_none(texts, tmp_path, damaged):
    (path,) = tmp_path.iterdir()
    path.unlink()
    if damaged is not None:
        path.write_bytes(damaged)
    assert texts.read("a", zlib.crc32(DATA)) is None
    assert texts.read_again("a", len(DATA)) is None


def test_a_text_that_cannot_be_read_is_none(texts, tmp_path):
    (path,) = tmp_path.iterdir()
    path.unlink()
    path.mkdir()
    assert texts.read_again("a", len(DATA)) is None


def test_texts_of_no_document_and_of_another_version_are_orphans(texts, tmp_path):
    Texts(tmp_path, 2).write("a", DATA)
    texts.write("b", DATA)
    assert [path.name for path in texts.orphans(["a"])] == ["a.2.txt", "b.1.txt"]
    texts.remove("b")
    assert [path.name for path in texts.orphans(["a"])] == ["a.2.txt"]
