"""What the window and the render process say to each other, as MessagePack of fixed types.

No pickle: a worker that a hostile PDF has taken over must not be able to run code in the window.
Neither Qt nor PyMuPDF may be imported here. Pixels travel in shared memory, not in messages.
"""

from array import array

import msgspec

from index_builder.annotations import PageBox, PdfAnnotation
from index_builder.model import FontInfo, Graphic, Link, Opening, PageText, PdfInfo, Span, Tone


class Message(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """The base of all messages."""


class Open(Message, frozen=True, array_like=True, tag=True):
    """Open `path` as `document`; answered by Opened or Failed."""

    document: int
    path: str
    password: str = ""


class Survey(Message, frozen=True, array_like=True, tag=True):
    """Read how a document opens; answered by Surveyed or PageFailed."""

    document: int


class Arrange(Message, frozen=True, array_like=True, tag=True):
    """Find the reading order of the documents that open so; answered by Arranged."""

    openings: tuple[Opening, ...]


class Draw(Message, frozen=True, array_like=True, tag=True):
    """Draw a part of a page; `area` is left, top, width, height in pixels of the whole turned page.

    The pixels go to the start of the shared memory `memory`, in the colours of `tone` or as they
    are printed; answered by Drawn or PageFailed.
    """

    document: int
    page: int
    scale: float
    rotation: int
    area: tuple[int, int, int, int]
    memory: str
    tone: Tone | None = None


class ReadText(Message, frozen=True, array_like=True, tag=True):
    """Answered by TextRead or PageFailed."""

    document: int
    page: int


class ReadLinks(Message, frozen=True, array_like=True, tag=True):
    """Answered by LinksRead or PageFailed."""

    document: int
    page: int


class ReadOutline(Message, frozen=True, array_like=True, tag=True):
    """Answered by OutlineRead."""

    document: int


class ReadFonts(Message, frozen=True, array_like=True, tag=True):
    """The fonts of the pages `first` to `last`; answered by FontsRead or PageFailed."""

    document: int
    first: int
    last: int


class ReadBoxes(Message, frozen=True, array_like=True, tag=True):
    """Where the pages of a document lie in the file's own coordinates; answered by BoxesRead or PageFailed."""

    document: int


class ReadAnnotations(Message, frozen=True, array_like=True, tag=True):
    """The annotations the file has; answered by AnnotationsRead or PageFailed."""

    document: int


class HideAnnotations(Message, frozen=True, array_like=True, tag=True):
    """Draw all annotations of the file but those with these object numbers; answered by AnnotationsHidden."""

    document: int
    xrefs: tuple[int, ...]


class ReadWords(Message, frozen=True, array_like=True, tag=True):
    """Where the words of some texts begin and end; answered by WordsRead or PageFailed."""

    texts: tuple[str, ...]


Request = (
    Open
    | Survey
    | Arrange
    | Draw
    | ReadText
    | ReadLinks
    | ReadOutline
    | ReadFonts
    | ReadWords
    | ReadBoxes
    | ReadAnnotations
    | HideAnnotations
)


class Opened(Message, frozen=True, array_like=True, tag=True):
    """Sizes in points of the unrotated crop box; rotations clockwise; labels "" where none."""

    document: int
    sizes: list[tuple[float, float]]
    rotations: list[int]
    labels: list[str]
    info: PdfInfo


class Failed(Message, frozen=True, array_like=True, tag=True):
    """A document could not be opened; `kind` is the name of the error's class."""

    document: int
    message: str
    hint: str
    kind: str


class Surveyed(Message, frozen=True, array_like=True, tag=True):
    """What the first pages of the document tell."""

    opening: Opening


class Arranged(Message, frozen=True, array_like=True, tag=True):
    """The indices of the openings in reading order, and the title of the publication."""

    order: list[int]
    title: str


class Drawn(Message, frozen=True, array_like=True, tag=True):
    """The shared memory holds the picture that was asked for last."""


class PageFailed(Message, frozen=True, array_like=True, tag=True):
    """A page could not be drawn or read."""

    message: str


class TextRead(Message, frozen=True, array_like=True, tag=True):
    """A `PageText` whose boxes are the bytes of C floats."""

    page: int
    width: float
    height: float
    text: str
    boxes: bytes
    spans: tuple[Span, ...]
    lines: tuple[tuple[int, int], ...]
    graphics: tuple[Graphic, ...]


class LinksRead(Message, frozen=True, array_like=True, tag=True):
    """The links of the page that was asked for last."""

    links: list[Link]


class OutlineRead(Message, frozen=True, array_like=True, tag=True):
    """The embedded outline: level, title, page from 0 or −1."""

    entries: list[tuple[int, str, int]]


class FontsRead(Message, frozen=True, array_like=True, tag=True):
    """The fonts of the pages that were asked for, each once."""

    fonts: tuple[FontInfo, ...]


class BoxesRead(Message, frozen=True, array_like=True, tag=True):
    """One box for each page."""

    boxes: tuple[PageBox, ...]


class AnnotationsRead(Message, frozen=True, array_like=True, tag=True):
    """The annotations page by page, and how many there are that cannot be read."""

    annotations: tuple[PdfAnnotation, ...]
    unread: int


class AnnotationsHidden(Message, frozen=True, array_like=True, tag=True):
    """From now on pages are drawn without them."""


class WordsRead(Message, frozen=True, array_like=True, tag=True):
    """For each text the (start, end) of its words, in long units; punctuation is in none."""

    words: list[list[tuple[int, int]]]


Answer = (
    Opened
    | Failed
    | Surveyed
    | Arranged
    | Drawn
    | PageFailed
    | TextRead
    | LinksRead
    | OutlineRead
    | FontsRead
    | WordsRead
    | BoxesRead
    | AnnotationsRead
    | AnnotationsHidden
)

encode = msgspec.msgpack.Encoder().encode
decode_request = msgspec.msgpack.Decoder(Request).decode
decode_answer = msgspec.msgpack.Decoder(Answer).decode
DecodeError = msgspec.DecodeError


def pack_text(text: PageText) -> TextRead:
    """`text` as a message."""
    return TextRead(
        text.page,
        text.width,
        text.height,
        text.text.encode("utf-8", "replace").decode("utf-8"),
        text.boxes.tobytes(),
        text.spans,
        text.lines,
        text.graphics,
    )


def unpack_text(message: TextRead) -> PageText:
    """The record that `pack_text` packed."""
    return PageText(
        message.page,
        message.width,
        message.height,
        message.text,
        array("f", message.boxes),
        message.spans,
        message.lines,
        message.graphics,
    )
