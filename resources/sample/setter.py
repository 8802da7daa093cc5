"""Breaks marked-up Japanese text into justified lines; knows fonts and widths, but no pages.

Markup inside a paragraph:
``｜漢字《かんじ》`` ruby · ``{note}`` a footnote at this place · ``⟨第１章=chapter 1-1⟩`` a reference, printed in colour ·
``⟦ＩＳＯ⟧`` the place that introduces a short name · ``‖`` the page ends here, in the middle of the sentence.

Line breaking follows the customs of Japanese typesetting (JIS X 4051, W3C JLREQ 3.1): no closing mark at
the start of a line, no opening bracket at its end, half an em taken from neighbouring brackets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pdfwriter import Canvas, Font

CLOSING = "、。，．・：；？！）」』】〉》〕］｝”’"
NOT_FIRST = CLOSING + "ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％"
OPENING = "（「『【〈《〔［｛“‘"
HALF = "、。，．）」』】〉》〕］｝" + OPENING
ACCENT = "0.80 0.22 0.16"
LINK = "0.16 0.30 0.66"
MARK_SIZE = 0.55
MARK_RAISE = 0.42
RUBY_RAISE = 0.95

TOKEN = re.compile(
    r"｜(?P<base>[^《]+)《(?P<ruby>[^》]+)》|\{(?P<note>[^}]*)\}|⟨(?P<ref>[^⟩]+)⟩|⟦(?P<name>[^⟧]+)⟧"
    r"|(?P<end>‖)|(?P<latin>[!-z|~]+)|(?P<space> )|(?P<char>.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Face:
    """A Japanese font and the one that sets its ASCII."""

    japanese: Font
    latin: Font

    def font(self, char: str) -> Font:
        return self.latin if char.isascii() else self.japanese

    def width(self, text: str) -> float:
        """Ems."""
        return sum(self.font(char).width(char) for char in text)


@dataclass(frozen=True)
class Atom:
    """What a line never breaks; `width` in ems, `shift` moves the glyph left by so many ems.

    `note` is the text of a footnote whose mark stands here, `before` what is printed in front of it;
    `tight` keeps what follows close; `planted` tells what begins here, for the record of what a reader must find.
    """

    text: str
    width: float
    shift: float = 0.0
    ruby: str = ""
    note: str | None = None
    before: str = ""
    reference: str = ""
    planted: str = ""
    ends_page: bool = False
    space: bool = False
    tight: bool = False


@dataclass(frozen=True)
class Line:
    """One set line: `stretch` is added after every atom but the last, in ems of `size` points."""

    face: Face
    size: float
    atoms: tuple[Atom, ...]
    stretch: float = 0.0
    indent: float = 0.0
    color: str = "0 0 0"
    kind: str = "body"

    @property
    def marks(self) -> list[Atom]:
        return [atom for atom in self.atoms if atom.note is not None]

    @property
    def text(self) -> str:
        return "".join(atom.text for atom in self.atoms)

    @property
    def ends_page(self) -> bool:
        return any(atom.ends_page for atom in self.atoms)


@dataclass
class Style:
    """How a paragraph is set: `first` and `hang` are indents in ems of its first and later lines."""

    face: Face
    size: float
    width: float
    first: float = 1.0
    hang: float = 0.0
    color: str = "0 0 0"
    kind: str = "body"


def atoms_of(text: str, face: Face) -> list[Atom]:
    """The atoms of marked-up `text`."""
    out: list[Atom] = []
    for match in TOKEN.finditer(text):
        kind, value = match.lastgroup or "", match.group()
        if kind == "ruby":
            out.append(Atom(match["base"], face.width(match["base"]), ruby=match["ruby"]))
        elif kind == "note":
            printed = "".join(atom.text for atom in out)
            out.append(Atom("", MARK_SIZE * 0.62, note=match["note"], before=printed[-8:]))
        elif kind == "ref":
            printed, _, _ = match["ref"].partition("=")
            inner = [replace(atom, reference=printed) for atom in atoms_of(printed, face)]
            out += [replace(inner[0], planted=f"ref:{match['ref']}"), *inner[1:]]
        elif kind == "name":
            inner = atoms_of(match["name"], face)
            out += [replace(inner[0], planted=f"name:{match['name']}"), *inner[1:]]
        elif kind == "end":
            out[-1] = replace(out[-1], ends_page=True)
        elif kind == "latin":
            pieces = _pieces(value)
            out += [Atom(part, face.width(part), tight=True) for part in pieces[:-1]]
            out.append(Atom(pieces[-1], face.width(pieces[-1])))
        elif kind == "space":
            out.append(Atom(" ", face.width(" "), space=True))
        else:
            out.append(Atom(value, face.width(value)))
    return _tighten(out)


def _pieces(word: str) -> list[str]:
    """A web address may break after its separators; other words do not break."""
    if "//" not in word:
        return [word]
    return re.findall(r"[^/.\-_?&=#]*[/.\-_?&=#]+|[^/.\-_?&=#]+", word)


def _tighten(atoms: Sequence[Atom]) -> list[Atom]:
    """Takes half an em between neighbouring brackets and stops, and after stops before brackets."""
    out: list[Atom] = []
    last = -1
    for atom in atoms:
        before = out[last] if last >= 0 else None
        if before and atom.text and before.text[-1] in HALF and atom.text in HALF:
            if before.text in OPENING and atom.text in OPENING:
                out.append(replace(atom, width=0.5, shift=0.5))
                last = len(out) - 1
                continue
            if before.text in CLOSING and before.width == 1.0:
                out[last] = replace(before, width=0.5)
        out.append(atom)
        if atom.text:
            last = len(out) - 1
    return out


def set_paragraph(text: str, style: Style) -> list[Line]:
    """The justified lines of a paragraph; the last one keeps its natural width."""
    lines: list[Line] = []
    for row, last in _rows(atoms_of(text, style.face), style):
        indent = style.hang if lines else style.first
        measure = style.width / style.size - indent
        room = measure - _extent(row, measure)
        gaps = sum(not atom.tight for atom in row[:-1])
        loose = last or gaps < 1
        stretch = min(room, 0.0) / max(gaps, 1) if loose else room / gaps
        lines.append(
            Line(style.face, style.size, tuple(row), stretch, indent, style.color, style.kind)
        )
    return lines


def _rows(atoms: Sequence[Atom], style: Style) -> Iterator[tuple[list[Atom], bool]]:
    measure = style.width / style.size
    start, first = 0, True
    while start < len(atoms):
        room = measure - (style.first if first else style.hang)
        end = _break(atoms, start, room)
        row = list(atoms[start:end])
        while row and row[-1].space:
            row.pop()
        yield row, end == len(atoms)
        start, first = end, False
        while start < len(atoms) and atoms[start].space:
            start += 1


def _break(atoms: Sequence[Atom], start: int, room: float) -> int:
    """Where the line from `start` ends: as full as the customs allow."""
    used, end = 0.0, start
    while end < len(atoms):
        atom = atoms[end]
        hangs = 0.5 if atom.text in CLOSING and atom.text in HALF and atom.text else 0.0
        if used + atom.width - hangs > room + 0.02 and end > start:
            break
        used += atom.width
        end += 1
        if atom.ends_page:
            return end
    if end == len(atoms):
        return end
    for candidate in range(end, max(start + 1, end - 6), -1):
        if _may_break(atoms[candidate - 1], atoms[candidate]):
            return candidate
    return end


def _may_break(before: Atom, after: Atom) -> bool:
    if after.note is not None or (after.text and after.text[0] in NOT_FIRST):
        return False
    if before.text and before.text[-1] in OPENING:
        return False
    both = (before.text[-1:] + after.text[:1]) if before.text and after.text else ""
    if len(both) == 2 and all(char in "０１２３４５６７８９-－" or char.isdigit() for char in both):
        return False
    return not (
        before.reference and before.reference == after.reference and after.text in "章節図表部"
    )


def _extent(row: Sequence[Atom], measure: float) -> float:
    """The width of a row in ems; a stop at its end counts half where the row is too long."""
    width = sum(atom.width for atom in row)
    ends_in_stop = row[-1].width == 1.0 and row[-1].text in HALF
    return width - 0.5 if ends_in_stop and width > measure else width


def draw(line: Line, canvas: Canvas, x: float, y: float, labels: Sequence[str] = ()) -> None:
    """Draws a line with its baseline at `y`; `labels` are the numbers of its footnote marks."""
    size, place = line.size, x + line.indent * line.size
    marks = iter(labels)
    run: list[tuple[Font, str, float]] = []
    color, origin = "", place
    for atom in line.atoms:
        wanted = LINK if atom.reference else line.color
        if run and (wanted != color or atom.note is not None or atom.shift):
            canvas.text(origin, y, size, run, color)
            run = []
        if not run:
            color, origin = wanted, place - atom.shift * size
        stretch = 0.0 if atom.tight else line.stretch
        gap = (stretch + atom.width + atom.shift) * size
        if atom.note is not None:
            label = next(marks)
            font = line.face.latin
            raised = y - MARK_RAISE * size
            canvas.text(place, raised, MARK_SIZE * size, [(font, label, 0.0)], ACCENT)
        else:
            gap -= line.face.width(atom.text) * size
            run += _run(atom.text, line.face, gap)
        if atom.ruby:
            _ruby(line, canvas, place, y, atom)
        place += (atom.width + stretch) * size
    if run:
        canvas.text(origin, y, size, run, color)


def _run(text: str, face: Face, gap: float) -> list[tuple[Font, str, float]]:
    """The pieces of `text` by font, `gap` points after the last."""
    pieces: list[tuple[Font, str, float]] = []
    for char in text:
        font = face.font(char)
        if pieces and pieces[-1][0] is font:
            pieces[-1] = (font, pieces[-1][1] + char, 0.0)
        else:
            pieces.append((font, char, 0.0))
    font, last, _ = pieces[-1]
    pieces[-1] = (font, last, gap)
    return pieces


def _ruby(line: Line, canvas: Canvas, x: float, y: float, atom: Atom) -> None:
    """Ruby at half size, its characters spread over the width of the base (JLREQ 3.3)."""
    size = line.size / 2
    natural = line.face.width(atom.ruby) * size
    room = atom.width * line.size
    gap = (room - natural) / len(atom.ruby)
    start = x + gap / 2
    pieces = [(line.face.font(char), char, gap) for char in atom.ruby]
    canvas.text(start, y - RUBY_RAISE * line.size, size, pieces, line.color)
