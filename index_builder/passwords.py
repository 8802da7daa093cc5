"""How a typed password may have been spelled when a file was locked (SASLprep, RFC 4013). Pure."""

import unicodedata
from stringprep import in_table_b1, in_table_c12


def spellings(password: str) -> list[str]:
    """`password` as typed, and as ISO 32000-2, 7.6.4.3.3 wants it: prepared by SASLprep (RFC 4013)."""
    kept = (" " if in_table_c12(c) else c for c in password if not in_table_b1(c))
    prepared = unicodedata.normalize("NFKC", "".join(kept))
    return [password] if prepared == password else [password, prepared]
