"""The links of a page that can be trusted: what the file carries, held against what its text says. Pure.

A ministry's footnote links are known to lie: their rectangles lie over unrelated words and lead a
note or two astray. What was found in the text wins over them. Web addresses are taken from the
paragraphs, so that one printed over two lines is one address.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index_builder.layout import Boxes, places
from index_builder.model import Link, Rect, Structure, TextRange
from reader.targets import Kind, Target

ABOVE_NOTE, BELOW_NOTE = 14.0, 4.0
"""Points around a note in which a link that leads to it may end: such links name the line above or the label."""

LEAST_EDGE = 2.0
"""Points; a link that is smaller cannot be pointed at."""

_ADDRESS = re.compile(
    r"(?:https?://|www\.(?=[0-9a-z-]+\.))(?:(?!https?://)[!#-;=?-\[\]_a-z~])+", re.IGNORECASE
)
_SIGNS = ("ttp", "www", "ｔｔｐ", "ｗｗｗ", "TTP", "WWW")
_ENDS = ".,;:!?'*"
_BRACKETS = {")": "(", "]": "["}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class PageLink(Struct, frozen=True):
    """A link of one page.

    Attributes:
        rects: a rectangle for each printed line, in points of the unrotated crop box.
        page, top: the page of the same document it leads to, −1 for none, and how far down.
        address: where it leads out of the document, "" for nowhere.
        range: the text of a printed address, None for what the file carries.
    """

    rects: tuple[Rect, ...]
    page: int = -1
    top: float = 0.0
    address: str = ""
    range: TextRange | None = None

    @property
    def is_web(self) -> bool:
        """Whether a browser may be asked to open it: nothing but http and https ever is."""
        return scheme(self.address) in {"http", "https"}


def scheme(address: str) -> str:
    """Such as "https" or "mailto", "" where the address names none."""
    found = _SCHEME.match(address)
    return found[1].casefold() if found else ""


def addressed(structure: Structure, page: int) -> list[tuple[int, int, int, str]]:
    """(passage, start, end, address) of each web address that is printed on `page`, in part at least."""
    return [
        (number, start, end, address)
        for number, passage in enumerate(structure.passages)
        if passage.pages and passage.pages[0][1] <= page <= passage.pages[-1][1]
        for start, end, address in web_addresses(passage.text)
        if page in {passage.page_at(start), passage.page_at(end - 1)}
    ]


def web_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, address) of the web addresses in `text`, without the punctuation that ends a sentence."""
    if not any(sign in text for sign in _SIGNS):
        return
    plain = "".join(map(_narrow, text))
    for match in _ADDRESS.finditer(plain):
        address = _trimmed(match[0])
        if len(address) > len("https://"):
            whole = address if "://" in address else f"https://{address}"
            yield match.start(), match.start() + len(address), whole


def printed(
    structure: Structure,
    addresses: Iterable[tuple[int, int, int, str]],
    page: int,
    boxes: Boxes,
) -> list[PageLink]:
    """The addresses as links of `page`; `boxes` are those of the pages their paragraphs touch."""
    found = []
    for number, start, end, address in addresses:
        for place in places(boxes, structure.passages[number], start, end):
            if place.page == page:
                span = TextRange(number, start, end)
                found.append(PageLink(place.rects, address=address, range=span))
    return found


def carried(
    links: Sequence[Link], page: int, structure: Structure | None, targets: Sequence[Target]
) -> list[PageLink]:
    """What of the `links` of a page is not contradicted by `targets`, which were found on it.

    Links within the file are believed only once its text is read. One over a footnote mark, or
    from a page with marks to a note, never is: marks know their notes.
    """
    marks = [rect for target in targets if target.kind is Kind.MARK for rect in target.rects]
    found = []
    for link in links:
        if min(link.rect.width, link.rect.height) < LEAST_EDGE:
            continue
        if link.page < 0:
            found.append(PageLink((link.rect,), address=link.uri.strip()))
            continue
        over_mark = any(link.rect.intersects(rect) for rect in marks)
        if structure is None or over_mark or (marks and _leads_to_note(link, structure)):
            continue
        if link.page == page and link.rect.y0 <= link.top <= link.rect.y1:
            continue
        found.append(PageLink((link.rect,), link.page, link.top))
    return found


def merged(printed: Sequence[PageLink], carried: Sequence[PageLink]) -> tuple[PageLink, ...]:
    """Both, without what the file carries over an address that is printed: the text wins.

    Only the rest of an address that its text leaves out is taken from the file.
    """
    own = list(printed)
    rest = []
    for link in carried:
        under = [at for at, each in enumerate(own) if link.address and _overlap(each, link)]
        for at in under:
            if link.address.startswith(own[at].address):
                own[at] = replace(own[at], address=link.address)
        if not under:
            rest.append(link)
    return (*own, *rest)


def _leads_to_note(link: Link, structure: Structure) -> bool:
    return any(
        note.place.page == link.page
        and any(r.y0 - ABOVE_NOTE <= link.top <= r.y1 + BELOW_NOTE for r in note.place.rects)
        for note in structure.footnotes
    )


def _overlap(one: PageLink, other: PageLink) -> bool:
    return any(a.intersects(b) for a in one.rects for b in other.rects)


def _narrow(letter: str) -> str:
    """The ASCII form of a full-width letter; offsets stay."""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter


def _trimmed(address: str) -> str:
    while address:
        last = address[-1]
        opening = _BRACKETS.get(last)
        unpaired = opening is not None and address.count(opening) < address.count(last)
        if last not in _ENDS and not unpaired:
            break
        address = address[:-1]
    return address
