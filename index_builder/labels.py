"""Page labels from the rules of a PDF (ISO 32000-2, 12.4.2). Pure."""

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def page_labels(rules: Iterable[Mapping[str, Any]], pages: int) -> list[str]:
    """The label of each page, "" where there is none; `rules` as PyMuPDF reads them."""
    ordered = sorted(rules, key=lambda rule: rule["startpage"])
    labels = [""] * pages
    for rule, following in zip_longest(ordered, ordered[1:]):
        end = following["startpage"] if following else pages
        for page in range(max(rule["startpage"], 0), min(end, pages)):
            number = rule.get("firstpagenum", 1) + page - rule["startpage"]
            labels[page] = _decoded(rule.get("prefix", "")) + _numeral(
                number, rule.get("style", "")
            )
    return labels


def _decoded(written: str) -> str:
    """A text string as PyMuPDF leaves it in page labels: hexadecimal when it is not plain ASCII."""
    match = re.fullmatch(r"<([0-9A-Fa-f\s]*)>", written)
    if match is None:
        return written
    data = bytes.fromhex(match[1])
    return data.decode("utf-16" if data[:2] in {b"\xfe\xff", b"\xff\xfe"} else "utf-8", "replace")


def _numeral(number: int, style: str) -> str:
    match style:
        case "D":
            return str(number)
        case "R" | "r":
            roman = _roman(number)
            return roman if style == "R" else roman.lower()
        case "A" | "a":
            if number < 1:
                return ""
            letter = chr(ord(style) + (number - 1) % 26)
            return letter * ((number - 1) // 26 + 1)
        case _:
            return ""


def _roman(number: int) -> str:
    digits = ""
    for value, digit in ROMAN:
        count, number = divmod(max(number, 0), value)
        digits += digit * count
    return digits
