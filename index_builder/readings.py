"""How words are read, as a search compares it: in hiragana, whether typed in kana or in Latin letters. Pure."""

import re

import jaconv

from index_builder.text import fold

SHORTEST = 3
"""Signs of a reading typed in Latin letters; shorter ones are short names."""
_HIRAGANA = re.compile("[ぁ-ゖゝゞ-]+")
_CONSONANT = re.compile("っ(?:っ|$)")
"""What a letter without a vowel becomes."""
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
        is_whole = _HIRAGANA.fullmatch(kana) and not _CONSONANT.search(kana)
        return kana if len(kana) >= SHORTEST and is_whole else ""
    return ""
