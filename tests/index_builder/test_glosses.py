"""Notes that spell out a short name."""

from prose import footnotes, passage

from index_builder.glosses import Document, expands, labelled, words_of

NOTES = footnotes("Blue Harbour Company", "Ocean Research Institute：海を調べる所")


def test_a_note_is_known_by_its_label_and_its_initials() -> None:
    document = Document.of([passage("海洋研究所（ORI※2）")], NOTES)

    found = labelled(document, 0, "2", "ORI")

    assert (found[0], found[1] and found[1].expansion) == (1, "Ocean Research Institute")
    assert labelled(document, 0, "1", "ORI") == (-1, None)
    assert labelled(document, 5, "2", "ORI")[0] == 1
    assert labelled(document, 5, "3", "ORI") == (-1, None)


def test_words_that_contain_the_name_do_not_spell_it() -> None:
    assert expands("Ocean Research Institute", "ORI", 0.6)
    assert not expands("The ORI Research Institute", "ORI", 0.6)
    assert not expands("Or-I", "ORI", 0.6)


def test_the_words_of_a_note_stand_at_its_head_or_in_its_brackets() -> None:
    assert words_of("Ocean Research Institute", "ORI", 0.6) is not None
    assert words_of("海洋研究所（Ocean Research Institute）", "ORI", 0.6) is not None
    assert words_of("海洋研究所は古い。", "ORI", 0.6) is None
