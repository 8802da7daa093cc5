"""The index of words: what it commits, how it ranks, and that it is made anew when it is broken."""

import gc
import os
from shutil import rmtree

import pytest
from shelf import passage, put, structure

from index_builder.analyzer import page_words
from index_builder.errors import NotBuilt
from index_builder.library import Library
from index_builder.model import Part, Passage
from index_builder.words import WordIndex, Words, check_words


@pytest.fixture
def library(tmp_path):
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


def fill(library, **structures):
    index = WordIndex(library)
    for content, made in structures.items():
        put(library, content, made)
        index.ensure(content)
    index.flush()
    return index


def pages(library, *words):
    asked = [[(word,)] for word in words]
    return list(Words(library.folder).ranked(asked, library.contents()))


def test_words_stand_on_the_page_where_they_begin():
    over = Passage(Part.BODY, "量子計算の研究", passage("量子計算の研究").sources, ((0, 0), (5, 1)))
    (first, second), vocabulary = page_words([over], 2)
    assert "量子" in first["body"]
    assert set(second["body"]) == {"研究"}
    assert ("けんきゅう", "研究", "研究") in vocabulary


def test_numbers_stay_as_written():
    (words,), _ = page_words([passage("Society 5.0の実現")], 1)
    assert "5.0" in words["body"]


def test_a_word_in_a_heading_weighs_more_than_one_in_a_note(library):
    fill(
        library,
        a=structure(passage("研究", part=Part.NOTE)),
        b=structure(passage("研究", part=Part.HEADING)),
        c=structure(passage("研究")),
    )
    assert [content for content, _ in pages(library, "研究")] == ["b", "c", "a"]


def test_all_that_is_asked_for_stands_on_the_page(library):
    both = structure(passage("研究"), passage("規制", first=9, part=Part.NOTE), pages=1)
    apart = structure(passage("研究"), passage("規制", page=1), pages=2)
    fill(library, a=both, b=apart)
    assert pages(library, "研究", "規制") == [("a", 0)]


def test_what_is_not_flushed_is_not_found(library):
    index = fill(library)
    put(library, "a", structure(passage("研究")))
    index.ensure("a")
    assert pages(library, "研究") == []
    assert check_words(library) == ["1 documents are not in the word index."]
    index.flush()
    assert pages(library, "研究") == [("a", 0)]
    assert check_words(library) == []


def test_a_document_put_again_replaces_its_words(library):
    fill(library, a=structure(passage("研究")))
    put(library, "a", structure(passage("規制")))
    index = WordIndex(library)
    index.add("a", page_words([passage("規制")], 1)[0])
    index.flush()
    assert pages(library, "研究") == []
    assert pages(library, "規制") == [("a", 0)]


def test_removed_documents_are_forgotten(library):
    fill(library, a=structure(passage("研究")), b=structure(passage("研究")))
    library.remove("a")
    WordIndex(library)
    assert list(Words(library.folder).ranked([[("研究",)]], ["a", "b"])) == [("b", 0)]


def test_words_that_came_after_the_index_was_opened_are_found(library):
    words = Words(library.folder)
    found = []
    for content in "ab":
        fill(library, **{content: structure(passage("研究"))})
        found.append(sorted(words.ranked([[("研究",)]], library.contents())))
    assert found == [[("a", 0)], [("a", 0), ("b", 0)]]


def test_an_index_that_was_made_anew_is_opened_again(library):
    fill(library, a=structure(passage("研究")))
    words = Words(library.folder)
    assert list(words.ranked([[("研究",)]], ["a"])) == [("a", 0)]
    rmtree(library.folder / "index")
    with pytest.raises(NotBuilt):
        list(words.ranked([[("研究",)]], ["a"]))
    fill(library, a=structure(passage("研究")))
    assert list(words.ranked([[("研究",)]], ["a"])) == [("a", 0)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("left", [0, 10, 200])
def test_an_index_cut_anywhere_is_told_and_made_anew(library, left):
    fill(library, a=structure(passage("研究")))
    for path in (library.folder / "index").iterdir():
        path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(NotBuilt):
        pages(library, "研究")
    index = WordIndex(library)
    index.ensure("a")
    index.flush()
    assert pages(library, "研究") == [("a", 0)]
    gc.collect()  # whoosh leaves a file open that it could not read: the warning belongs here


def test_the_folder_of_the_index_is_the_users_own(library):
    fill(library, a=structure(passage("研究")))
    assert (library.folder / "index").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name != "posix", reason="rights of folders are POSIX")
def test_an_index_that_others_could_have_made_is_not_opened_but_made_anew(library):
    fill(library, a=structure(passage("研究")))
    folder = library.folder / "index"
    folder.chmod(0o755)
    (folder / "theirs").write_text("x", encoding="ascii")
    with pytest.raises(NotBuilt):
        pages(library, "研究")
    assert check_words(library) == ["The word index cannot be opened."]
    index = WordIndex(library)
    assert not (folder / "theirs").exists()
    index.ensure("a")
    index.flush()
    assert pages(library, "研究") == [("a", 0)]
