"""The records of printed lines and of the pages they stand on, and the typography of a document."""

import re
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from struct import Struct

import msgspec
from msgspec.structs import replace

from index_builder.model import Rect
from index_builder.sheets import Sheet

SAME_SIZE = 0.04
"""Two sizes are the same type size when they differ by no more than this share."""

CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
MARK = re.compile(
    r"^[\s　]*(?:[(（\[［]?(?:[*＊※†‡]|脚?[注註])?[\s　]?[0-9０-９]{1,3}[)）\]］]?(?:[、,，・～〜-](?=[*＊※脚注註0-9０-９]))?)+[\s　]*$"
    r"|^[\s　]*[*＊†‡※]{1,3}[\s　]*$"
)
_FIRST = Struct("i").unpack_from


class Turn(Enum):
    """Which way horizontal writing runs on the sheet when it does not run to the right."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    OVER = "over"


class Line(msgspec.Struct, array_like=True, gc=False):
    """One printed line.

    Attributes:
        text: its characters without blanks at either end.
        indices: the bytes of `sources`, which lines that nobody writes down need not unpack.
        size, baseline, font, bold, color: of most of its characters (Japanese ones, if any).
        raised: `(start, end)` slices of `text` that are smaller and stand above the baseline.
    """

    page: int
    text: str
    indices: bytes
    rect: Rect
    size: float
    baseline: float
    font: str
    bold: bool
    color: int
    vertical: bool
    raised: tuple[tuple[int, int], ...] = ()

    @property
    def sources(self) -> "array[int]":
        """Per character of `text` its index in `PageText.text`, −1 for an inserted space."""
        return array("i", self.indices)

    @property
    def place(self) -> tuple[int, int]:
        """Where the page draws the line: page and first character. No other line has it."""
        return self.page, _FIRST(self.indices)[0]

    @property
    def has_cjk(self) -> bool:
        return CJK.search(self.text) is not None


@dataclass(slots=True)
class Page:
    """The lines of a page and the drawn shapes that matter to layout, with the boxes for places.

    A page whose text runs up or down the sheet, or upside down, is turned: all but `boxes` is then
    in the frame in which its lines are level, and `original` leads back. `rules` go from top to
    bottom. What is put aside between two looks is `print`, the lines, and `ink`, the boxes: to
    change lines, assign `lines`; to compare them, take their `place`.
    """

    number: int
    width: float
    height: float
    print: Sheet[list[Line]]
    ruby: list[Line]
    rules: list[Rect]
    panels: list[Rect]
    ink: Sheet["array[float]"]
    characters: int
    unreadable: int
    turn: Turn = Turn.NONE
    walls: list[Rect] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return self.print.value

    @lines.setter
    def lines(self, lines: list[Line]) -> None:
        self.print.value = lines

    @property
    def boxes(self) -> "array[float]":
        """`PageText.boxes`."""
        return self.ink.value

    def original(self, rect: Rect) -> Rect:
        """A rectangle of this record in points of the unrotated crop box."""
        if self.turn == Turn.UP:
            return Rect(rect.y0, self.width - rect.x1, rect.y1, self.width - rect.x0)
        if self.turn == Turn.DOWN:
            return Rect(self.height - rect.y1, rect.x0, self.height - rect.y0, rect.x1)
        if self.turn == Turn.OVER:
            return upside_down(rect, self.width, self.height)
        return rect

    @property
    def vertical(self) -> bool:
        """Whether most of the text runs down the page."""
        down = sum(len(line.text) for line in self.lines if line.vertical)
        return 2 * down > sum(len(line.text) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Typography:
    """What most of a document's text looks like: `size` in points, `fonts` those of running text."""

    size: float
    fonts: frozenset[str]

    def is_body(self, line: Line) -> bool:
        """Whether the line is set like running text."""
        return (
            same_size(line.size, self.size)
            and (line.font in self.fonts or not line.has_cjk)
            and not (line.bold and line.font not in self.fonts)
        )


def sliced(line: Line, start: int, end: int, rect_of: Callable[[int, int], Rect]) -> Line:
    """Characters `start:end` without blanks at either end, as a line; `rect_of` tells where they stand."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    end = start + len(text)
    raised = tuple((a - start, b - start) for a, b in line.raised if a >= start and b <= end)
    indices, rect = line.sources[start:end].tobytes(), rect_of(start, end)
    return replace(line, text=text, indices=indices, rect=rect, raised=raised)


def same_size(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_SIZE * max(one, other)


def survey(pages: Iterable[Page]) -> Typography:
    """The size and fonts of running text, by the area they cover."""
    sizes: dict[float, float] = defaultdict(float)
    fonts: dict[tuple[float, str], float] = defaultdict(float)
    for page in pages:
        for line in page.lines:
            area = max(line.rect.width, line.rect.height) * line.size
            if not line.has_cjk:
                area /= 2
            size = round(line.size * 2) / 2
            sizes[size] += area
            fonts[size, line.font] += area
    if not sizes:
        return Typography(10.0, frozenset())
    size = max(sizes, key=lambda s: (sizes[s], s))
    near = {font: 0.0 for _, font in fonts}
    for (other, font), area in fonts.items():
        if same_size(other, size):
            near[font] += area
    total = sum(near.values())
    return Typography(size, frozenset(f for f, area in near.items() if area >= 0.2 * total))


class Flow:
    """Lines one after the other, with those ahead in sight: none is kept longer than needed.

    Attributes:
        before: the line that was passed last, if any.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self.before: Line | None = None
        self._rest = iter(lines)
        self._ahead: deque[Line] = deque()

    def ahead(self) -> Iterator[Line]:
        """The lines from here on."""
        yield from tuple(self._ahead)
        for line in self._rest:
            self._ahead.append(line)
            yield line

    def skip(self, count: int) -> None:
        """Go on by so many lines, all of which have been looked at."""
        for _ in range(count):
            self.before = self._ahead.popleft()


def upside_down(rect: Rect, width: float, height: float) -> Rect:
    """The rectangle on a sheet of this size turned by 180 degrees."""
    return Rect(width - rect.x1, height - rect.y1, width - rect.x0, height - rect.y0)


encode = msgspec.msgpack.encode
"""Lines, in lists or tuples, as bytes. Raises UnicodeEncodeError for lone surrogates."""
decode_lines = msgspec.msgpack.Decoder(list[Line]).decode
decode_paragraphs = msgspec.msgpack.Decoder(list[tuple[Line, ...]]).decode
