"""`volume.link`: short names and references over the files of a volume."""

from prose import footnotes, passage, place_of, structure

from index_builder.acronyms import definitions
from index_builder.model import Place, Structure, TextRange, VolumeLinks
from index_builder.volume import link


def file(*texts: str) -> Structure:
    passages = tuple(passage(text) for text in texts)
    return structure(*passages, definitions=definitions(passages, footnotes(), place_of))


def linked(*files: Structure) -> VolumeLinks:
    return link(files, lambda document, span: (Place(document, place_of(span)[0].rects),))


def test_entries_stand_in_the_order_of_first_appearance() -> None:
    links = linked(
        file("ＷＨＯの報告", "海洋研究所（ＯＲＩ）"), file("世界保健機構（ＷＨＯ）のＯＲＩ")
    )

    assert [entry.name for entry in links.entries] == ["WHO", "ORI"]
    who, ori = links.entries
    assert who.definitions == ((1, 0),)
    assert [document for document, _ in who.uses] == [0, 1]
    assert [(document, use.range) for document, use in ori.uses] == [
        (0, TextRange(1, 6, 9)),
        (1, TextRange(0, 12, 15)),
    ]
    assert ori.uses[1][1].places[0].page == 1


def test_two_meanings_of_a_name_are_one_entry_with_both_definitions() -> None:
    links = linked(file("汎用目的の学習（ＧＰＡＩ）"), file("国際連携協定（ＧＰＡＩ）"))

    (entry,) = links.entries
    assert entry.definitions == ((0, 0), (1, 0))


def test_a_term_is_used_below_the_place_that_introduces_it() -> None:
    links = linked(
        file("基本計画は古い。海洋基本計画（以下「基本計画」という。）の基本計画"), file("基本計画")
    )

    (entry,) = links.entries
    assert [(d, use.range.start) for d, use in entry.uses] == [(0, 18), (0, 29), (1, 0)]


def test_an_empty_volume_has_no_links() -> None:
    assert link([], lambda _, span: place_of(span), "海の本") == VolumeLinks("海の本")
