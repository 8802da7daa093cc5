"""Width and dashes made one, character for character, so that every offset stays what it was.

Pure. For patterns over passages; whoever needs case, old forms or changing lengths folds with
`text.fold` instead.
"""

DASHES = "－‐‑‒–—―−"
_TABLE: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, "〜～∼"), "~"),
    0x3000: " ",
    0xA0: " ",
}


def plain(text: str) -> str:
    """`text` with ASCII for its full-width forms, one hyphen, one tilde, one space; same length."""
    return text.translate(_TABLE)
