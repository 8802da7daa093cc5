"""How words are read, as a search compares it: in hiragana, whether typed in kana or in Latin letters. Pure."""

import re

import jaconv

from index_builder.text import fold

SHORTEST = 3
"""Signs of a reading typed in Latin letters; shorter ones are short names."""
_HIRAGANA = re.compile("[ぁ-ゖゝゞ-]+")
_LETTERS = re.compile("[a-z'-]+")


def as_reading(kana: str) -> str:
    """`kana` folded, in hiragana; whatever else stands in it stays."""
    hiragana: str = jaconv.kata2hira(fold(kana).text)
    return hiragana


def typed_reading(query: str) -> str:
    """The reading that a person typed, in kana or in Latin letters (saiba-); "" if it is none."""
    folded = as_reading(query)
    if _HIRAGANA.fullmatch(folded):
        return folded if len(folded) > 1 else ""
    if _LETTERS.fullmatch(folded):
        kana = as_reading(jaconv.alphabet2kana(folded))
        return kana if len(kana) >= SHORTEST and _HIRAGANA.fullmatch(kana) else ""
    return ""
