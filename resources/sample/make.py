"""Typesets the sample document: `make.py [OUT.pdf]` reads guide.txt and writes the PDF and its truth.

The fonts are BIZ UDMincho and BIZ UDGothic (SIL Open Font License 1.1), found by fontconfig; with the
same fonts the same bytes come out. The truth (JSON beside the PDF) says what was planted on which
page, for the test of the extraction. How guide.txt is written is told at its head.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pages import (
    BODY,
    COLUMN,
    GREY,
    HEIGHT,
    LEFT,
    MEASURE,
    NAVY,
    SKY,
    WHITE,
    WIDTH,
    Faces,
    Pages,
)
from pdfwriter import Font, write
from setter import Face, Line, Style, set_paragraph

HERE = Path(__file__).resolve().parent
FONTS = {
    "F1": "BIZUDMincho-Regular",
    "F2": "BIZUDPMincho-Regular",
    "F3": "BIZUDGothic-Regular",
    "F4": "BIZUDPGothic-Regular",
    "F5": "BIZUDGothic-Bold",
    "F6": "BIZUDPGothic-Bold",
}
LEVELS = {"part": 1, "chapter": 2, "section": 3, "heading": 4, "sub": 6}


@dataclass
class Block:
    """One `@kind fields` line of the guide and the lines under it."""

    kind: str
    fields: list[str]
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A row of the printed table of contents; `label` is the printed page number."""

    level: int
    text: str
    label: str


def read_guide(path: Path) -> list[Block]:
    """The blocks of the guide; a paragraph is a block of kind "text"."""
    blocks: list[Block] = []
    holder: Block | None = None
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("%"):
            continue
        if line.startswith("@"):
            kind, _, rest = line[1:].partition(" ")
            block = Block(kind, [part.strip() for part in rest.split("｜")])
            blocks.append(block)
            holder = block if kind in {"table", "column", "figure", "cover"} else None
        elif not line:
            holder = None
        elif holder is not None:
            holder.lines.append(line)
        else:
            blocks.append(Block("text", [line]))
    return blocks


def find_font(name: str) -> Path:
    """The TrueType file with the PostScript name `name`; ends the program with advice without it."""
    query = ["fc-list", f":postscriptname={name}", "file"]
    found = subprocess.run(query, capture_output=True, text=True, check=True).stdout  # noqa: S603
    for line in sorted(found.splitlines()):
        path = Path(line.strip().rstrip(":"))
        if path.stem == name:
            return path
    raise SystemExit(
        f"The font {name} is missing: sudo apt-get install"
        " fonts-morisawa-bizud-mincho fonts-morisawa-bizud-gothic"
    )


class Guide:
    """Sets the blocks of the guide on pages."""

    def __init__(self, blocks: list[Block], fonts: dict[str, Font], contents: list[Entry]) -> None:
        self.blocks = blocks
        self.faces = Faces(
            Face(fonts["F1"], fonts["F2"]),
            Face(fonts["F3"], fonts["F4"]),
            Face(fonts["F5"], fonts["F6"]),
        )
        self.pages = Pages(self.faces)
        self.contents = contents
        self.definitions: list[Block] = []
        self._fresh = False

    def run(self) -> Pages:
        for block in self.blocks:
            handler = getattr(self, f"_on_{block.kind}", None)
            if handler is None:
                raise SystemExit(f"guide.txt: @{block.kind} is unknown")
            handler(block)
        self.pages.finish()
        return self.pages

    def _on_cover(self, block: Block) -> None:
        self.pages.new_page()
        canvas, bold = self.pages.canvas, self.faces.bold
        canvas.fill(0, 0, WIDTH, HEIGHT, "0.95 0.97 0.98")
        canvas.fill(0, 196, WIDTH, 210, NAVY)
        canvas.polygon([(WIDTH - 190, 196), (WIDTH, 196), (WIDTH, 406), (WIDTH - 60, 406)], SKY)
        canvas.polygon([(WIDTH - 90, 196), (WIDTH, 196), (WIDTH, 330)], "0.84 0.91 0.78")
        title, subtitle = block.fields[:2]
        self._set(bold, 30, (LEFT, 300), title, WHITE)
        self._set(self.faces.gothic, 13, (LEFT + 2, 336), subtitle, WHITE)
        for index, line in enumerate(block.lines):
            self._set(self.faces.gothic, 10, (LEFT, 700 + 18 * index), line, GREY)

    def _set(self, face: Face, size: float, at: tuple[float, float], text: str, color: str) -> None:
        pieces = [(face.font(char), char, 0.0) for char in text]
        self.pages.canvas.text(*at, size, pieces, color)

    def _on_contents(self, block: Block) -> None:
        self.pages.new_page()
        self._set(self.faces.bold, 18, (LEFT, 104), block.fields[0], NAVY)
        self.pages.canvas.line([(LEFT, 116), (LEFT + MEASURE, 116)], NAVY, 1.2)
        y = 146.0
        for line in contents_lines(self.contents, self.faces):
            y += 12 if line.kind in {"part", "chapter"} else 0
            self.pages.place(line, LEFT, y)
            y += 19

    def _on_part(self, block: Block) -> None:
        label, title = block.fields
        self.pages.flush()
        self.pages.new_page()
        self.pages.part, self.pages.chapter, self.pages.tab = f"{label}　{title}", "", ""
        self._fresh = True
        canvas = self.pages.canvas
        canvas.fill(LEFT, self.pages.y, MEASURE, 64, NAVY)
        canvas.fill(LEFT, self.pages.y + 64, MEASURE, 5, SKY)
        self._set(self.faces.bold, 20, (LEFT + 18, self.pages.y + 39), f"{label}　{title}", WHITE)
        self.pages.heading(LEVELS["part"], f"{label}　{title}")
        self.pages.y += 92

    def _on_chapter(self, block: Block) -> None:
        label, title = block.fields
        self.pages.flush()
        if not self._fresh:
            self.pages.new_page()
        self._fresh = False
        self.pages.chapter, self.pages.tab = f"{label}　{title}", label
        canvas, y = self.pages.canvas, self.pages.y
        canvas.fill(LEFT, y, 74, 36, NAVY)
        canvas.line([(LEFT + 80, y + 36), (LEFT + MEASURE, y + 36)], NAVY, 1.2)
        canvas.line([(LEFT + 80, y), (LEFT + MEASURE, y)], NAVY, 0.4)
        self._set(self.faces.bold, 15, (LEFT + 14, y + 23.5), label, WHITE)
        self._set(self.faces.bold, 16, (LEFT + 90, y + 24), title, NAVY)
        self.pages.heading(LEVELS["chapter"], f"{label}　{title}")
        self.pages.y += 56

    def _on_section(self, block: Block) -> None:
        label, title = block.fields
        self.pages.need(110)
        canvas, y = self.pages.canvas, self.pages.y + 4
        canvas.fill(LEFT, y, MEASURE, 25, SKY)
        canvas.fill(LEFT, y, 62, 25, "0.48 0.68 0.82")
        self._set(self.faces.bold, 12, (LEFT + 11, y + 17), label, WHITE)
        self._set(self.faces.bold, 12.5, (LEFT + 74, y + 17), title, NAVY)
        self.pages.heading(LEVELS["section"], f"{label}　{title}")
        self.pages.y += 42

    def _on_heading(self, block: Block) -> None:
        self._in_column(block, 11.0, NAVY)

    def _on_sub(self, block: Block) -> None:
        self._in_column(block, BODY, "0 0 0")

    def _in_column(self, block: Block, size: float, color: str) -> None:
        text = "".join(block.fields)
        style = Style(
            self.faces.bold, size, COLUMN, first=0.0, hang=2.0, color=color, kind="heading"
        )
        lines = set_paragraph(text, style)
        plain = "".join(line.text for line in lines)
        lines[0] = _planting(lines[0], f"heading:{LEVELS[block.kind]}:{plain}")
        self.pages.add_lines(lines)

    def _on_text(self, block: Block) -> None:
        self.pages.add_lines(set_paragraph(block.fields[0], Style(self.faces.mincho, BODY, COLUMN)))

    def _on_figure(self, block: Block) -> None:
        number, title, drawing = block.fields
        self.pages.figure(number, title, drawing, block.lines[0])

    def _on_table(self, block: Block) -> None:
        number, title, shares = block.fields
        widths = [int(share) / 100 for share in shares.split()]
        rows = [[cell.strip() for cell in line.split("｜")] for line in block.lines[:-1]]
        self.pages.table(number, title, rows, widths, block.lines[-1])

    def _on_column(self, block: Block) -> None:
        self.pages.column_box(*block.fields, block.lines)

    def _on_define(self, block: Block) -> None:
        self.definitions.append(block)


def _planting(line: Line, planted: str) -> Line:
    atoms = (replace(line.atoms[0], planted=planted), *line.atoms[1:])
    return replace(line, atoms=atoms)


def contents_of(pages: Pages) -> list[Entry]:
    """What the printed table of contents lists: parts, chapters and sections."""
    entries = []
    for heading in pages.truth.headings:
        level, page = int(str(heading["level"])), int(str(heading["page"]))
        if level <= LEVELS["section"]:
            entries.append(Entry(level, str(heading["text"]), pages.truth.labels[page - 1]))
    return entries


def contents_lines(entries: Sequence[Entry], faces: Faces) -> list[Line]:
    """The lines of the printed table of contents: titles, dots and printed page numbers."""
    lines = []
    for entry in entries:
        face = faces.bold if entry.level < LEVELS["section"] else faces.gothic
        kind = {1: "part", 2: "chapter", 3: "section"}[entry.level]
        size, indent = 10.5, {1: 0.0, 2: 1.0, 3: 3.0}[entry.level]
        room = MEASURE / size - indent - face.width(entry.text) - face.width(entry.label)
        dots = "…" * int(room)
        style = Style(face, size, MEASURE, first=indent, kind=kind)
        lines += set_paragraph(f"{entry.text}{dots}{entry.label}", style)
    return lines


def truth_of(guide: Guide) -> dict[str, object]:
    """The record beside the PDF; `acronyms` and `terms` carry the page where each is introduced."""
    truth = guide.pages.truth
    acronyms, terms = [], []
    for block in guide.definitions:
        kind, printed, *rest = block.fields
        page = truth.names[printed]
        if kind == "term":
            terms.append({"page": page, "term": printed, "long_form": rest[0]})
        else:
            name = printed.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
            acronyms.append(
                {"page": page, "acronym": name, "long_form": rest[0], "expansion": rest[1]}
            )
    return {
        "document": "hakusho-guide.pdf",
        "pages": guide.pages.number,
        "labels": truth.labels,
        "headings": truth.headings,
        "footnotes": truth.footnotes,
        "markers": truth.markers,
        "captions": truth.captions,
        "acronyms": acronyms,
        "terms": terms,
        "references": truth.references,
        "headers": truth.headers,
        "phrases": truth.phrases,
    }


def make(out: Path) -> None:
    """Sets the guide twice: the first time tells the page numbers of the contents."""
    blocks = read_guide(HERE / "guide.txt")
    contents: list[Entry] = []
    for _ in range(2):
        fonts = {name: Font(name, find_font(stem)) for name, stem in FONTS.items()}
        guide = Guide(blocks, fonts, contents)
        pages = guide.run()
        contents = contents_of(pages)
    title = blocks[0].fields[0] + "　" + blocks[0].fields[1]
    write(out, title, pages.canvases, list(fonts.values()))
    record = json.dumps(truth_of(guide), ensure_ascii=False, indent=1)
    out.with_suffix(".json").write_text(record + "\n", encoding="utf-8")
    print(f"{out.name}: {pages.number} pages, {out.stat().st_size // 1024} kB")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "hakusho-guide.pdf")
