"""The text of a row laid out in at most so many lines, a part of it bold, the rest cut with an ellipsis."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextOption

LEAST = 20
"""Device-independent pixels that a text is given even where there is less."""


def lay_out(text: str, bold: tuple[int, int], font: QFont, width: float, lines: int) -> QTextLayout:
    """`text` in `width`, its part `bold` (offsets of Python characters) in bold."""
    layout = _wrapped(text, bold, font, max(width, LEAST), lines)
    last = layout.lineAt(layout.lineCount() - 1)
    shown = last.textStart() + last.textLength() if last.isValid() else 0
    if shown < utf16_length(text):
        cut = text[: max(shown - 2, 0)].rstrip() + "…"
        return _wrapped(cut, bold, font, max(width, LEAST), lines)
    return layout


def bold_range(text: str, bold: tuple[int, int]) -> QTextLayout.FormatRange:
    """The bold part as Qt counts."""
    start, end = bold
    found = QTextLayout.FormatRange()
    found.start = utf16_length(text[:start])
    found.length = utf16_length(text[start:end])
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold)
    found.format = made
    return found


def utf16_length(text: str) -> int:
    """Qt counts in UTF-16; a character outside the basic plane (𠮷) is two of its units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _wrapped(
    text: str, bold: tuple[int, int], font: QFont, width: float, lines: int
) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)  # else each draw shapes the text anew
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if bold[1] > bold[0]:
        layout.setFormats([bold_range(text, bold)])
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout
