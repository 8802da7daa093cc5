"""A made-up volume of two files, with all that the side panel can be asked about."""

from array import array
from pathlib import Path

from index_builder.model import (
    Caption,
    Definition,
    Entry,
    Footnote,
    Heading,
    Location,
    Mark,
    Part,
    Passage,
    Place,
    Rect,
    Reference,
    Resolution,
    Structure,
    TextRange,
    Use,
    VolumeLinks,
)
from reader.session import Session
from reader.volume import Volume, VolumeDocument

SENTENCE = "米国では、国立標準技術研究所（ＮＩＳＴ）が指針を公表した。"
BODY = (
    "生成ＡＩの急速な進歩を受けて、各国で安全性の議論が進んでいる。"
    + SENTENCE
    + "その後もＮＩＳＴは、第１-３-１図に示すように評価の枠組みを整えている。"
)
SECOND = "前章で見たＮＩＳＴの枠組みは、我が国でも参照されている。第９-９-９図も参照。"


def where(text: str, part: str, after: int = 0) -> TextRange:
    start = text.index(part, after)
    return TextRange(0, start, start + len(part))


def place(page: int, x: float, y: float, width: float = 40.0) -> Place:
    return Place(page, (Rect(x, y, x + width, y + 10),))


def passage(text: str, heading: int) -> Passage:
    return Passage(Part.BODY, text, array("i", range(len(text))), ((0, 0),), heading)


MARK = Mark("4", place(0, 140, 99, 4), "術研究所（ＮＩＳＴ")
NOTE = Footnote(
    "4",
    "National Institute of Standards and Technology　https://www.example.org/nist．",
    place(0, 50, 700, 240),
    (MARK,),
)
LONELY = Footnote("5", "本文に印のない注", place(1, 50, 700, 240))
CAPTION = Caption(
    "figure", "第１-３-１図", "1-3-1", "ＡＩに関する論文数の推移", place(1, 60, 60, 200)
)
UNUSED = Caption("table", "第１-３-２表", "1-3-2", "予算", place(1, 60, 300, 200))
NIST = Definition(
    name="NIST",
    kind="acronym",
    long_form="国立標準技術研究所",
    expansion="National Institute of Standards and Technology",
    place=place(0, 110, 100),
    range=where(BODY, "ＮＩＳＴ"),
    evidence="footnote",
    confidence=0.97,
    note=0,
)
GUESS = Definition(
    name="AI",
    kind="acronym",
    long_form="",
    expansion="Artificial Intelligence & <b>more</b>",
    place=place(0, 50, 60),
    range=where(BODY, "ＡＩ"),
    evidence="parenthesis",
    confidence=0.4,
)
REFERENCE = Reference(
    "第１-３-１図", "figure", "1-3-1", (place(0, 60, 200, 60),), where(BODY, "第１-３-１図")
)
MISSING = Reference(
    "第９-９-９図", "figure", "9-9-9", (place(0, 60, 400, 60),), where(SECOND, "第９-９-９図")
)
FIRST = Structure(
    title="ＡＩ関連研究開発の世界の動向",
    labels=("24", "25", "26"),
    passages=(passage(BODY, 1),),
    headings=(
        Heading(1, "第１部", "変革", place(0, 50, 20)),
        Heading(2, "第３章", "世界の動向", place(0, 50, 40)),
    ),
    footnotes=(NOTE, LONELY),
    captions=(CAPTION, UNUSED),
    definitions=(NIST, GUESS),
    references=(REFERENCE,),
)
OTHER = Structure(
    title="我が国の取組",
    labels=("40", "41"),
    passages=(passage(SECOND, 0),),
    headings=(Heading(2, "第４章", "我が国の取組", place(0, 50, 40)),),
    references=(MISSING,),
)


def nist_uses() -> tuple[tuple[int, Use], ...]:
    first = where(BODY, "ＮＩＳＴ")
    return (
        (0, Use("NIST", (NIST.place,), first)),
        (0, Use("NIST", (place(0, 110, 140),), where(BODY, "ＮＩＳＴ", first.end))),
        (1, Use("NIST", (place(0, 90, 120),), where(SECOND, "ＮＩＳＴ"))),
    )


LINKS = VolumeLinks(
    title="科学技術白書",
    entries=(
        Entry("NIST", ((0, 0),), nist_uses()),
        Entry("AI", ((0, 1),), ((0, Use("AI", (GUESS.place,), GUESS.range)),)),
        Entry("TRIP", (), ((1, Use("TRIP", (place(0, 300, 300),), TextRange(0, 0, 2))),)),
    ),
    resolutions=(Resolution(0, 0, Location(0, CAPTION.place)), Resolution(1, 0, None)),
)


class Info:
    """What the render worker would have told."""

    def __init__(self, pages: int) -> None:
        self.sizes = [(595.0, 842.0)] * pages
        self.rotations = [0] * pages
        self.labels = [""] * pages
        self.title = ""
        self.author = ""
        self.year = 0


class NoRenderer:
    def open(self, paths: object) -> None: ...
    def unlock(self, document: int, password: str) -> None: ...


class NoIndex:
    def identify(self, paths: object) -> None: ...
    def build(self, paths: object, passwords: object) -> None: ...
    def load(self, document: int, content: str) -> None: ...
    def link(self, contents: object) -> None: ...
    def search(self, ticket: int, contents: object, text: str) -> None: ...
    def cancel_search(self) -> None: ...


def empty_session() -> Session:
    return Session(NoRenderer(), NoIndex())


def open_session(*, indexed: bool = True, linked: bool = True) -> Session:
    """A session with the volume open; the second file comes first in the order given."""
    session = empty_session()
    structures = (FIRST, OTHER) if indexed else (None, None)
    session.volume = Volume(
        tuple(
            VolumeDocument(Path(f"{name}.pdf"), Info(pages), None, name, structure)
            for name, pages, structure in zip(("a", "b"), (3, 2), structures, strict=True)
        ),
        (0, 1),
        "科学技術白書",
    )
    if linked and indexed:
        session.links = LINKS
    return session
