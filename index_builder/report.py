"""What was found, as the `inspect` JSON (schema 1) and as text for people.

Pure: it prints nothing and decides nothing. Pages count from 1 here, and here only.
"""

from collections.abc import Iterable, Iterator, Sequence

from index_builder.errors import HakushoError
from index_builder.model import (
    Caption,
    Definition,
    Footnote,
    Heading,
    Location,
    Place,
    Rect,
    Reference,
    Resolution,
    Structure,
    VolumeLinks,
)
from index_builder.references import Scope, target_number, volume_scopes
from index_builder.volume import by_publication

WHOLE = {"chapter": 1, "section": 2}
"""How many hyphens the number of a division has that names part, chapter and section."""

Json = dict[str, object]
Document = tuple[str, Structure | HakushoError]


def to_json(documents: Sequence[Document], order: Sequence[int], links: VolumeLinks) -> Json:
    """The report as `inspect --json` prints it.

    `documents` are (path, what was found or why nothing was) as they were asked for; `order`
    lists their indices in reading order, and document n of `links` is the n-th readable one of it.
    """
    reading = _reading(documents, order)
    positions = {index: position for position, (index, _) in enumerate(reading)}
    paths = [documents[index][0] for index, _ in reading]
    structures = [structure for _, structure in reading]
    resolved = {(each.document, each.reference): each for each in links.resolutions}
    belonging = links.publications or (0,) * len(reading)
    scopes = _scopes(structures, belonging)
    entries: list[Json] = []
    for index, (path, found) in enumerate(documents):
        if isinstance(found, HakushoError):
            entries.append(_failed(path, found))
            continue
        here = positions[index]
        entry = _document(path, found)
        entry["volume"] = _publication(belonging[here], belonging, structures, links.title)
        entry["order"] = belonging[: here + 1].count(belonging[here])
        answers = [resolved.get((here, number)) for number in range(len(found.references))]
        entry["references"] = [
            _reference(reference, _number(reference, answer, structures, scopes), answer, paths)
            for reference, answer in zip(found.references, answers, strict=True)
        ]
        entries.append(entry)
    return {
        "schema": 1,
        "documents": entries,
        "acronyms": list(_acronyms(paths, structures, links)),
        "terms": list(_terms(paths, structures)),
    }


def _publication(
    number: int, belonging: Sequence[int], structures: Sequence[Structure], title: str
) -> str:
    """The name of a publication: `title` when it has most of the files, else its first file's."""
    most = 2 * belonging.count(number) > len(belonging)
    return (title if most else "") or structures[belonging.index(number)].title


def _reading(documents: Sequence[Document], order: Sequence[int]) -> list[tuple[int, Structure]]:
    """The readable documents with their indices: those of `order` first, then any it leaves out."""
    left_out = [index for index in range(len(documents)) if index not in set(order)]
    every = ((index, documents[index][1]) for index in [*order, *left_out])
    return [(index, found) for index, found in every if isinstance(found, Structure)]


def _failed(path: str, error: HakushoError) -> Json:
    issue = {"page": 0, "kind": type(error).__name__, "detail": str(error)}
    return {"path": path, "pages": 0, "issues": [issue]}


def _document(path: str, structure: Structure) -> Json:
    return {
        "path": path,
        "title": structure.title,
        "pages": len(structure.labels),
        "labels": list(structure.labels),
        "outline": [_heading(heading) for heading in structure.headings],
        "unplaced": [
            {"level": heading.level, "label": heading.label, "title": heading.title}
            for heading in structure.unplaced
        ],
        "footnotes": [_footnote(footnote) for footnote in structure.footnotes],
        "captions": [_caption(caption) for caption in structure.captions],
        "headers": [{"page": page + 1, "text": text} for page, text in structure.headers],
        "issues": [
            {"page": issue.page + 1, "kind": issue.kind, "detail": issue.detail}
            for issue in structure.issues
        ],
    }


def _rect(rect: Rect) -> list[float]:
    return [round(value, 2) for value in rect]


def _box(place: Place) -> Json:
    """Page and rectangle around all that stands there; no rectangle when nothing is drawn."""
    found: Json = {"page": place.page + 1}
    if place.rects:
        box = place.rects[0]
        for rect in place.rects[1:]:
            box = box.union(rect)
        found["rect"] = _rect(box)
    return found


def _heading(heading: Heading) -> Json:
    return {
        "level": heading.level,
        "label": heading.label,
        "title": heading.title,
        **_box(heading.place),
        "evidence": heading.evidence,
        "confidence": heading.confidence,
    }


def _footnote(footnote: Footnote) -> Json:
    return {
        "label": footnote.label,
        "text": footnote.text,
        **_box(footnote.place),
        "markers": [
            {
                **_box(mark.place),
                "before": mark.before,
                "evidence": mark.evidence,
                "confidence": mark.confidence,
            }
            for mark in footnote.marks
        ],
        "evidence": footnote.evidence,
        "confidence": footnote.confidence,
    }


def _caption(caption: Caption) -> Json:
    found: Json = {
        "kind": caption.kind,
        "label": caption.label,
        "number": caption.number,
        "title": caption.title,
        **_box(caption.place),
        "evidence": caption.evidence,
        "confidence": caption.confidence,
    }
    if caption.area is not None:
        found["area"] = _rect(caption.area)
    return found


def _scopes(structures: Sequence[Structure], belonging: Sequence[int]) -> list[list[Scope]]:
    """The scopes of each file, a part going on from the file before of the same publication only."""
    found: dict[int, list[Scope]] = {}
    for members in by_publication(belonging):
        scopes = volume_scopes([structures[number] for number in members])
        found.update(zip(members, scopes, strict=True))
    return [found[number] for number in range(len(structures))]


def _number(
    reference: Reference,
    answer: Resolution | None,
    structures: Sequence[Structure],
    scopes: Sequence[Sequence[Scope]],
) -> str:
    """The number of a target; that of a division in no given file has the part of where it is named."""
    if answer is None or answer.target is not None or reference.kind not in WHOLE:
        return target_number(reference, answer.target if answer else None, structures, scopes)
    passage = structures[answer.document].passages[reference.range.passage]
    part = scopes[answer.document][passage.heading].part
    lacks_part = reference.number.count("-") < WHOLE[reference.kind]
    return f"{part}-{reference.number}" if part and lacks_part else reference.number


def _reference(
    reference: Reference, number: str, answer: Resolution | None, paths: Sequence[str]
) -> Json:
    pointed: Json = {"kind": reference.kind, "number": number}
    if answer is not None and answer.target is not None:
        pointed |= {"path": paths[answer.target.document], **_box(answer.target.place)}
    return {
        "page": reference.places[0].page + 1 if reference.places else 0,
        "text": reference.text,
        "rects": [_rect(rect) for place in reference.places for rect in place.rects],
        "target": pointed,
        "evidence": answer.evidence if answer else "",
        "confidence": answer.confidence if answer else 0.0,
    }


def _acronyms(
    paths: Sequence[str], structures: Sequence[Structure], links: VolumeLinks
) -> Iterator[Json]:
    uses = {entry.name: len(entry.uses) for entry in links.entries}
    for path, definition in _definitions(paths, structures, "acronym"):
        yield {
            "acronym": definition.name,
            "long_form": definition.long_form,
            "expansion": definition.expansion,
            "path": path,
            **_box(definition.place),
            "evidence": definition.evidence,
            "confidence": definition.confidence,
            "uses": uses.get(definition.name, 0),
        }


def _terms(paths: Sequence[str], structures: Sequence[Structure]) -> Iterator[Json]:
    for path, definition in _definitions(paths, structures, "term"):
        yield {
            "term": definition.name,
            "long_form": definition.long_form,
            "path": path,
            **_box(definition.place),
            "evidence": definition.evidence,
            "confidence": definition.confidence,
        }


def _definitions(
    paths: Sequence[str], structures: Sequence[Structure], kind: str
) -> Iterator[tuple[str, Definition]]:
    for path, structure in zip(paths, structures, strict=True):
        for definition in structure.definitions:
            if definition.kind == kind:
                yield path, definition


def to_text(documents: Sequence[Document], order: Sequence[int], links: VolumeLinks) -> str:
    """The report for people: each file in reading order, then the short names of the volume."""
    reading = _reading(documents, order)
    structures = [structure for _, structure in reading]
    targets = {(r.document, r.reference): r.target for r in links.resolutions}
    lines: list[str] = [links.title, ""] if links.title else []
    for position, (index, structure) in enumerate(reading):
        resolved = [targets.get((position, number)) for number in range(len(structure.references))]
        lines += [*_text_of(documents[index][0], structure, resolved), ""]
    for path, found in documents:
        if isinstance(found, HakushoError):
            lines += [path, f"  not read: {found}", ""]
    lines += _text_of_names(structures, links)
    return "\n".join(lines).rstrip()


def _text_of(path: str, structure: Structure, resolved: Sequence[Location | None]) -> list[str]:
    lines = [path, f"  {structure.title} ({_count(len(structure.labels), 'page')})"]
    lines += _section(
        "Outline",
        (
            f"{'  ' * (heading.level - 1)}{_joined(heading.label, heading.title)}"
            f"  p. {_page(heading.place)}"
            for heading in structure.headings
        ),
    )
    lines += _section(
        "Figures and tables",
        (
            f"{_joined(caption.label, caption.title)}  p. {_page(caption.place)}"
            for caption in structure.captions
        ),
    )
    lines += _section(
        "Footnotes",
        (
            f"p. {_page(note.place)}  {note.label}  {note.text}"
            f"  [{_count(len(note.marks), 'mark')}]"
            for note in structure.footnotes
        ),
    )
    lines += _section(
        "References",
        (
            f"p. {_page(reference.places[0]) if reference.places else '?'}  {reference.text}"
            f" → {_where(target)}"
            for reference, target in zip(structure.references, resolved, strict=True)
        ),
    )
    return lines + _section(
        "Issues",
        (f"p. {issue.page + 1}  {issue.kind}: {issue.detail}" for issue in structure.issues),
    )


def _text_of_names(structures: Sequence[Structure], links: VolumeLinks) -> list[str]:
    lines = []
    for entry in links.entries:
        lines.append(f"{entry.name}  ({_count(len(entry.uses), 'use')})")
        for document, index in entry.definitions:
            definition = structures[document].definitions[index]
            words = " = ".join(w for w in (definition.long_form, definition.expansion) if w)
            lines.append(f"  file {document + 1}, p. {_page(definition.place)}: {words}")
    return _section("Short names", lines)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    body = [f"    {line}" for line in lines]
    return [f"  {title}", *body] if body else []


def _joined(label: str, title: str) -> str:
    return f"{label}　{title}" if label and title else label or title


def _page(place: Place) -> int:
    return place.page + 1


def _where(target: Location | None) -> str:
    if target is None:
        return "in none of the files"
    return f"file {target.document + 1}, p. {_page(target.place)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
