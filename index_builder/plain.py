"""Width and dashes made one, character for character, so that every offset stays what it was.

Pure. For patterns over passages; whoever needs case, old forms or changing lengths folds with
`text.fold` instead.
"""

import re

DASHES = "－‐‑‒–—―−"
_FORMS = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys("〜～∼", "~"),
    "\u3000": " ",
    "\xa0": " ",
}
_WIDE = re.compile(f"[{''.join(map(re.escape, _FORMS))}]")


def plain(text: str) -> str:
    """`text` with ASCII for its full-width forms, one hyphen, one tilde, one space; same length."""
    return _WIDE.sub(lambda match: _FORMS[match[0]], text)
