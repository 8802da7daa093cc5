"""Pages for tests, set by hand: full-width characters of one em, ASCII of half an em."""

from array import array

from index_builder.model import Graphic, PageText, Rect, Span

BODY = 10.0
PITCH = 16.0
LEFT, RIGHT = 50.0, 300.0
COLUMN = 220.0


class Sheet:
    """A page being set: lines are placed by their left edge and baseline."""

    def __init__(self, page: int = 0, width: float = 600, height: float = 840) -> None:
        self.page, self.width, self.height = page, width, height
        self.text = ""
        self.boxes = array("f")
        self.spans: list[Span] = []
        self.lines: list[tuple[int, int]] = []
        self.graphics: list[Graphic] = []

    def line(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        font: str = "Mincho",
        *,
        rise: float = 0.4,
    ) -> None:
        """One line; what stands between ^ signs is small and raised by `rise` ems."""
        first = len(self.text)
        for number, piece in enumerate(text.split("^")):
            raised = number % 2 == 1
            em = 0.6 * size if raised else size
            x = self._span(x, y - (rise * size if raised else 0), piece, em, font)
        self.lines.append((first, len(self.text)))

    def _span(self, x: float, y: float, text: str, size: float, font: str) -> float:
        start = len(self.text)
        for char in text:
            advance = size / 2 if char.isascii() else size
            self.boxes.extend((x, y - 0.85 * size, x + advance, y + 0.15 * size))
            x += advance
        self.text += text
        if text:
            bold = font == "Gothic"
            self.spans.append(Span(start, len(self.text), size, font, bold, 0, False, y))
        return x

    def column(
        self, x: float, y: float, text: str, size: float = BODY, font: str = "Mincho"
    ) -> None:
        """One vertical line, a character below the other, astride its axis."""
        start = len(self.text)
        for number, char in enumerate(text):
            top = y + number * size
            self.boxes.extend((x, top, x + size, top + size))
            self.text += char
        self.spans.append(Span(start, len(self.text), size, font, False, 0, True, x + size / 2))
        self.lines.append((start, len(self.text)))

    def upward(self, x: float, y: float, text: str, size: float = BODY) -> None:
        """One line of turned horizontal writing, from `y` up; `x` is its baseline."""
        start = len(self.text)
        for number, char in enumerate(text):
            low = y - number * size
            self.boxes.extend((x - 0.85 * size, low - size, x + 0.15 * size, low))
            self.text += char
        self.spans.append(Span(start, len(self.text), size, "Mincho", False, 0, True, x))
        self.lines.append((start, len(self.text)))

    def paragraph(
        self, x: float, y: float, text: str, width: float = COLUMN, size: float = BODY
    ) -> float:
        """Lines of `width`, the first indented by one em; returns the next baseline."""
        count = int(width // size)
        rest, indent = text, size
        while rest:
            take = count - (1 if indent else 0)
            self.line(x + indent, y, rest[:take], size)
            rest, indent, y = rest[take:], 0.0, y + 1.6 * size
        return y

    def rule(self, x0: float, x1: float, y: float) -> None:
        self.graphics.append(Graphic("fill", Rect(x0, y, x1, y + 0.5), 0))

    def panel(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.graphics.append(Graphic("fill", Rect(x0, y0, x1, y1), 0xDDEEFF))

    def done(self) -> PageText:
        return PageText(
            self.page,
            self.width,
            self.height,
            self.text,
            self.boxes,
            tuple(self.spans),
            tuple(self.lines),
            tuple(self.graphics),
        )


FILLER = "この文は段組の見本であり読む人のために置かれている。"


def filled(page: int = 0, paragraphs: int = 3) -> Sheet:
    """A page with running text in two columns, so that a document has a body size."""
    sheet = Sheet(page)
    for x in (LEFT, RIGHT):
        y = 120.0
        for _ in range(paragraphs):
            y = sheet.paragraph(x, y, FILLER * 3)
    return sheet
