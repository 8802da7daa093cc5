"""Width made one without moving anything."""

from hypothesis import given
from hypothesis import strategies as st

from index_builder.plain import plain


def test_width_dashes_and_spaces_are_made_one() -> None:
    assert plain("ＡＢ１２（－）‐―−～〜　\xa0！") == "AB12(-)---~~  !"
    assert plain("ー・、。「」漢ａ") == "ー・、。「」漢a"


def test_radicals_vertical_signs_and_half_width_kana_too() -> None:
    assert plain("⼈⼯知能︵ｱｲ︶﹁海﹂") == "人工知能(アイ)「海」"


@given(st.text())
def test_every_offset_stays_and_twice_is_once(text: str) -> None:
    folded = plain(text)

    assert len(folded) == len(text)
    assert plain(folded) == folded
