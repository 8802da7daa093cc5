"""Width and dashes made one, character for character, so that every offset stays what it was.

Pure. For patterns over passages; whoever needs case, old forms or changing lengths folds with
`text.fold` instead.
"""

import re
import unicodedata

DASHES = "－‐‑‒–—―−﹣"
_COMPATIBLE = [
    *range(0x2F00, 0x2FD6),  # Kangxi radicals that stand for kanji
    *range(0xF900, 0xFB00),  # compatibility ideographs
    *range(0xFE10, 0xFE1A),  # punctuation of vertical text
    *range(0xFE35, 0xFE45),  # brackets of vertical text
    *range(0xFF01, 0xFFA0),  # full-width forms of ASCII, half-width forms of Japanese
]
_FORMS = {
    **{
        chr(code): form
        for code in _COMPATIBLE
        if len(form := unicodedata.normalize("NFKC", chr(code))) == 1 and form != chr(code)
    },
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys("〜～∼", "~"),
    **dict.fromkeys("\u3000\xa0\u2002\u2003\u2009\u200a\u202f", " "),
}
_WIDE = re.compile(f"[{''.join(map(re.escape, _FORMS))}]")


def plain(text: str) -> str:
    """`text` in its plain forms: ASCII, kanji for radicals, one hyphen, one tilde, one space.

    Of the same length.
    """
    return _WIDE.sub(lambda match: _FORMS[match[0]], text)
