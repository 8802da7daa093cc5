"""Notes for the tests of their forms: of every kind, by hypothesis, and on a paper with turned pages."""

from hypothesis import strategies as st
from msgspec.structs import replace

from index_builder.annotations import PageBox
from index_builder.model import Heading, Place, Rect
from reader.citing import Source
from reader.exchange.sheaf import Entry, Paper, Sheaf
from reader.records import COLOURS, KINDS, TEXT_KINDS, Annotation, Bookmark, Note

CONTENT = "0123456789abcdef" * 4
TITLE = "令和６年版 科学技術・イノベーション白書"
SOURCE = Source(TITLE, "文部科学省", "文部科学省", 2024, "1-3.pdf")
BOXES = (
    PageBox(0, 0, 595, 842),
    PageBox(20.5, -30, 420, 600.25, 90),
    PageBox(50, 40, 350, 470, 180, 2.0),
    PageBox(0, 10, 595, 800, 270),
)
PAPER = Paper(CONTENT, SOURCE, ("", "24", "25", "26"), BOXES)
MOMENT = "2024-05-06T07:08:09.123456+00:00"
PART = Heading(1, "第１部", "ＡＩがもたらす変革", Place(0, ()))
CHAPTER = Heading(2, "第３章", "世界の動向", Place(1, ()))

HIGHLIGHT = Annotation(
    id="0" * 31 + "1",
    content=CONTENT,
    page=1,
    rects=(Rect(10, 20, 110, 32), Rect(10, 34, 60, 46)),
    quotation="国立標準技術研究所（ＮＩＳＴ）",
    prefix="米国の",
    suffix="は、生成",
    start=120,
    end=135,
    colour="green",
    kind="highlight",
    note="**重要**",
    created=MOMENT,
    modified=MOMENT,
    tags=("引用", "要確認"),
    author="山田",
)
MARK = Bookmark("0" * 31 + "2", CONTENT, 2, 44.5, "第３章", MOMENT, "よく見る", "a")


def sheaf(*records: Note) -> Sheaf:
    entries = tuple(Entry(record, PAPER, (PART, CHAPTER)) for record in records)
    return Sheaf(TITLE, entries, (PAPER,), MOMENT)


def of_kind(kind: str) -> Annotation:
    """An annotation of a kind as the window makes them."""
    if kind in TEXT_KINDS:
        return replace(HIGHLIGHT, kind=kind)
    strokes = (((10.0, 20.0), (110.0, 32.0)), ((10.0, 32.0),)) if kind == "ink" else ()
    plain = {"quotation": "", "prefix": "", "suffix": "", "start": -1, "end": -1}
    rects = (Rect(10, 20, 110, 32),)
    return replace(HIGHLIGHT, kind=kind, rects=rects, strokes=strokes, **plain)


EVERY = tuple(replace(of_kind(kind), id=f"{n:032x}") for n, kind in enumerate(KINDS))

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
        lambda char: char >= " " or char in "\t\n\r"
    )
)
"""What XML can hold."""

number = st.integers(-1_000_000, 1_000_000).map(lambda value: value / 1000)
rects = st.tuples(number, number, number, number).map(
    lambda v: Rect(min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3]))
)
strokes = st.lists(
    st.lists(st.tuples(number, number), min_size=1, max_size=3).map(tuple), max_size=2
).map(tuple)
moments = st.datetimes().map(lambda at: f"{at.isoformat(timespec='microseconds')}+00:00")


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    kind = draw(st.sampled_from(KINDS))
    marks_text = kind in TEXT_KINDS
    start = draw(st.integers(0, 10**6))
    known = draw(st.booleans())
    created = draw(moments)
    return Annotation(
        id=draw(st.uuids()).hex,
        content=CONTENT,
        page=draw(st.integers(0, len(BOXES) - 1)),
        rects=tuple(draw(st.lists(rects, min_size=1, max_size=3 if marks_text else 1))),
        quotation=draw(texts),
        prefix=draw(texts),
        suffix=draw(texts),
        start=start if known else -1,
        end=start + draw(st.integers(1, 99)) if known else -1,
        colour=draw(st.sampled_from(COLOURS)),
        kind=kind,
        note=draw(texts),
        created=created,
        modified=draw(st.one_of(st.just(created), moments)),
        tags=tuple(draw(st.lists(texts, max_size=2))),
        strokes=draw(strokes) if kind == "ink" else (),
        author=draw(texts),
    )


bookmarks = st.builds(
    Bookmark,
    id=st.uuids().map(lambda name: name.hex),
    content=st.just(CONTENT),
    page=st.integers(0, len(BOXES) - 1),
    y=number,
    title=texts,
    created=moments,
    folder=texts,
    letter=texts,
)
