"""What tests of corrections share: the small paper read anew, and what can be said about it."""

from array import array
from collections.abc import Sequence

from msgspec.structs import replace
from small_paper import BODY, CAPTION, FIRST, LINKS, OTHER, place

from index_builder.model import (
    Caption,
    Definition,
    Entry,
    Footnote,
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
from reader.anchors import Anchors
from reader.answers import Answers
from reader.choices import Subject, subject_of
from reader.clean_text import Stretch
from reader.corrections import Corrected, Corrections
from reader.mending import corrected
from reader.records import Anchor, Correction
from reader.targets import Target, TargetIndex

CONTENTS = ("a", "b")
INSERTED = Passage(Part.BODY, "新しく加わった頁。", array("i", range(9)), ((0, 0),))


ORPHAN_TEXT = BODY.replace("枠組みを整えて", "枠組みを整え5て")
ORPHAN = replace(
    FIRST,
    passages=(Passage(Part.BODY, ORPHAN_TEXT, array("i", range(len(ORPHAN_TEXT))), ((0, 0),), 1),),
)
"""The small paper with a mark that the index has left in the text: that of the note that has none."""


def selected(structure: Structure, text: str, after: int = 0) -> Stretch:
    """`text` as it is selected in the first passage of `structure`."""
    start = structure.passages[0].text.index(text, after)
    return Stretch(text, tuple(range(start, start + len(text))), 0, start, start + len(text))


def found() -> Answers:
    """The small paper as it was read."""
    return Answers(TargetIndex.build([FIRST, OTHER], LINKS), (0, 1))


def after(
    records: Sequence[Correction],
    documents: Sequence[Structure | None] = (FIRST, OTHER),
    links: VolumeLinks | None = LINKS,
    uses: dict[str, list[tuple[int, Use]]] | None = None,
) -> tuple[Corrected, Answers]:
    """A volume with `records`, and its answers."""
    done = corrected(documents, links, Corrections(tuple(records), CONTENTS, uses or {}))
    return done, Answers(TargetIndex.build(done.documents, done.links), (0, 1))


def about(target: Target, records: Sequence[Correction] = ()) -> Subject:
    """What can be said about a target of the small paper with `records`."""
    done, now = after(records)
    subject = subject_of(found(), now, done, target, (0, 1))
    assert subject is not None
    return subject


def with_page_before(structure: Structure) -> Structure:
    """The structure of a file that was read anew and has one page and one passage more at its beginning."""

    def at(where: Place) -> Place:
        return replace(where, page=where.page + 1)

    def later(where: TextRange) -> TextRange:
        return TextRange(where.passage + 1, where.start, where.end)

    def passage(each: Passage) -> Passage:
        pages = tuple((offset, page + 1) for offset, page in each.pages)
        notes = tuple((offset, note + 1) for offset, note in each.notes)
        return replace(each, pages=pages, notes=notes)

    def mark(each: Mark) -> Mark:
        return replace(each, place=at(each.place))

    def note(each: Footnote) -> Footnote:
        return replace(each, place=at(each.place), marks=tuple(map(mark, each.marks)))

    def caption(each: Caption) -> Caption:
        return replace(each, place=at(each.place))

    def definition(each: Definition) -> Definition:
        note = each.note + 1 if each.note >= 0 else -1
        return replace(each, place=at(each.place), range=later(each.range), note=note)

    def reference(each: Reference) -> Reference:
        places = tuple(map(at, each.places))
        return replace(each, places=places, range=later(each.range))

    new = Footnote("1", "新しい注", place(0, 50, 700, 240))
    return replace(
        structure,
        labels=("23", *structure.labels),
        passages=(INSERTED, *map(passage, structure.passages)),
        headings=tuple(replace(each, place=at(each.place)) for each in structure.headings),
        footnotes=(new, *map(note, structure.footnotes)),
        captions=tuple(map(caption, reversed(structure.captions))),
        definitions=tuple(map(definition, reversed(structure.definitions))),
        references=tuple(map(reference, structure.references)),
    )


def relinked(structure: Structure) -> VolumeLinks:
    """The links of the small paper when its first file has become `with_page_before(FIRST)`."""

    def use(document: int, each: Use) -> Use:
        if document:
            return each
        places = tuple(replace(p, page=p.page + 1) for p in each.places)
        where = each.range
        moved = TextRange(where.passage + 1, where.start, where.end)
        return replace(each, places=places, range=moved)

    last = len(structure.definitions) - 1
    entries = tuple(
        Entry(
            entry.name,
            tuple((d, last - i if d == 0 else i) for d, i in entry.definitions),
            tuple((d, use(d, each)) for d, each in entry.uses),
        )
        for entry in LINKS.entries
    )
    resolutions = tuple(
        replace(each, target=_shifted(each.target)) if each.target else each
        for each in LINKS.resolutions
    )
    return replace(LINKS, entries=entries, resolutions=resolutions)


def _shifted(location: Location) -> Location:
    where = location.place
    return Location(location.document, replace(where, page=where.page + 1))


def long_volume(pages: int) -> tuple[list[Structure], VolumeLinks]:
    """A file of `pages` pages, each with a name, a mark, a note and a reference."""
    texts = [
        f"第{n}頁では新しい組織{n}（ＯＲＧ{n}）を設け、第{n}図に示す活動を始めた。"
        for n in range(pages)
    ]
    boxes = tuple(Place(n, (Rect(0, 0, 9, 9),)) for n in range(pages))
    ranges = [TextRange(n, t.index("ＯＲＧ"), t.index("）")) for n, t in enumerate(texts)]
    figures = [TextRange(n, t.index(f"第{n}図"), t.index("に示す")) for n, t in enumerate(texts)]
    file = Structure(
        "",
        (),
        tuple(
            Passage(Part.BODY, t, array("i", range(len(t))), ((0, n),), -1, ((ranges[n].end, n),))
            for n, t in enumerate(texts)
        ),
        footnotes=tuple(
            Footnote(
                "1",
                f"注{n}",
                boxes[n],
                (Mark("1", boxes[n], t[ranges[n].end - 8 : ranges[n].end]),),
            )
            for n, t in enumerate(texts)
        ),
        captions=tuple(replace(CAPTION, label=f"第{n}図", place=boxes[n]) for n in range(pages)),
        definitions=tuple(
            Definition(
                f"ORG{n}", "acronym", f"組織{n}", "", boxes[n], ranges[n], "parenthesis", 0.8
            )
            for n in range(pages)
        ),
        references=tuple(
            Reference(f"第{n}図", "figure", f"{n}", (boxes[n],), figures[n]) for n in range(pages)
        ),
    )
    entries = tuple(
        Entry(
            f"ORG{n}",
            ((0, n),),
            tuple((0, Use(f"ORG{n}", (boxes[n],), ranges[n])) for _ in range(20)),
        )
        for n in range(pages)
    )
    resolutions = tuple(Resolution(0, n, None) for n in range(pages))
    return [file], VolumeLinks("", entries, resolutions)


def thousand(file: Structure, number: int) -> list[Correction]:
    anchors = Anchors(file)
    rect = file.footnotes[0].place.rects[0]
    empty = Correction("", "a", "", "", Anchor(0, rect, ""), None, "", "", "", "", "")
    made = []
    for n in range(number):
        name, mark, goal = anchors.of_definition(n), anchors.of_mark(n, 0), anchors.of_note(n)
        reference, caption = anchors.of_reference(n), anchors.of_caption(n)
        made += [
            replace(empty, id=f"n{n}", kind="meaning", name=f"ORG{n}", anchor=name, goal=name),
            replace(empty, id=f"m{n}", kind="mark", name="1", anchor=mark, goal=goal),
            replace(empty, id=f"r{n}", kind="reference", name="", anchor=reference, goal=caption),
        ]
    return made
