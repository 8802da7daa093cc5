"""Short names that nothing introduces: told by their form and by what stands around them."""

import pytest
from prose import footnotes, passage, place_of, structure

from index_builder.acronyms import definitions
from index_builder.model import Part, Structure, VolumeLinks
from index_builder.volume import link


def file(*texts: str, part: Part = Part.BODY) -> Structure:
    passages = tuple(passage(text, part) for text in texts)
    return structure(*passages, definitions=definitions(passages, footnotes(), place_of))


def linked(*files: Structure) -> VolumeLinks:
    return link(files, lambda _, span: place_of(span))


def names(*files: Structure) -> list[str]:
    return [entry.name for entry in linked(*files).entries if not entry.definitions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ＳＮＳへの投稿を分析した。", ["SNS"]),
        ("災害時の「ISUT-SITE」を使う。", ["ISUT-SITE"]),
        ("ＢＩＭ/ＣＩＭモデルを使う。", ["BIM/CIM"]),
        ("詳しくは https://example.org/ABC/DEF を参照。", []),
        ("報告書 “Fact Sheet FACT SHEET of the House” を公表した。", []),
        ("ＩＢＭ社とＥＮＥＯＳ株式会社、株式会社ＡＢＥＪＡが加わった。", []),
        ("ＣＯ２の排出量と GaN の結晶", []),
        ("第ＩＶ部、ＦＹ2024、10ＧＢ、AB1234を見よ。", []),
        ("大文字のない Llama と A を使う。", []),
    ],
)
def test_only_what_stands_alone_as_a_name_is_one(text: str, found: list[str]) -> None:
    assert names(file(text)) == found


def test_introduced_names_keep_their_places() -> None:
    links = linked(
        file("研究計画（ＴＲＩＰ）とＴＲＩＰ-ＡＧＩＳ"),
        file("ＴＲＩＰ4とＴＲＩＰｓ、ＴＲＩＰのＱＯＬ"),
    )

    trip, *others = links.entries
    assert [(document, use.range.start) for document, use in trip.uses][:1] == [(0, 5)]
    assert all(entry.name != "TRIP4" for entry in others)
    starts = {(d, use.range.passage, use.range.start) for e in links.entries for d, use in e.uses}
    assert len(starts) == sum(len(entry.uses) for entry in links.entries)
    assert others[-1].name == "QOL"


def test_a_name_of_notes_and_figures_alone_is_none() -> None:
    assert names(file("ＱＯＬの向上", part=Part.NOTE), file("ＨＰ", part=Part.FIGURE)) == []
    assert names(file("ＱＯＬの向上", part=Part.NOTE), file("ＱＯＬと生活")) == ["QOL"]


def test_all_uses_are_counted_in_the_order_of_first_appearance() -> None:
    links = linked(file("ＱＯＬと生活", "ＰＤＣＡを回す"), file("世界保健機構（ＷＨＯ）とＱＯＬ"))

    assert [entry.name for entry in links.entries] == ["QOL", "PDCA", "WHO"]
    assert [document for document, _ in links.entries[0].uses] == [0, 1]
