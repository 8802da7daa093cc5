"""Fills pages with set lines, headings, boxes and footnotes, and records what was planted where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from figures import DRAWINGS, label
from pdfwriter import Canvas
from setter import ACCENT, Face, Line, Style, draw, set_paragraph

WIDTH, HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 72.0, 78.0, 786.0
MEASURE = 451.0
COLUMN, GUTTER = 210.0, 31.0
PITCH = 18.0
BODY, SMALL, NOTE = 10.5, 9.0, 7.2
NOTE_PITCH = 9.8
FIRST_FOLIO_PAGE = 3

NAVY = "0.13 0.30 0.47"
SKY = "0.72 0.85 0.93"
MIST = "0.93 0.96 0.98"
LEAF = "0.93 0.96 0.89"
LEAF_DARK = "0.33 0.50 0.27"
WHITE = "1 1 1"
GREY = "0.35 0.38 0.42"


@dataclass(frozen=True)
class Faces:
    """Body, labels and headings."""

    mincho: Face
    gothic: Face
    bold: Face


@dataclass
class Truth:
    """What a reader must find, in the fields of a hand-made gold file; pages count from 1."""

    headings: list[dict[str, object]] = field(default_factory=list)
    footnotes: list[dict[str, object]] = field(default_factory=list)
    markers: list[dict[str, object]] = field(default_factory=list)
    captions: list[dict[str, object]] = field(default_factory=list)
    references: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, object]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    phrases: list[dict[str, object]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


class Pages:
    """The growing document; `y` is where the next thing on the current page may begin, in points."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.canvases: list[Canvas] = []
        self.truth = Truth()
        self.part = self.chapter = self.tab = ""
        self.y = TOP
        self._notes: list[Line] = []
        self._labels = 0
        self._floats: list[tuple[float, Callable[[], None]]] = []
        self._lines: list[Line] = []

    @property
    def number(self) -> int:
        """The current page, from 1."""
        return len(self.canvases)

    @property
    def canvas(self) -> Canvas:
        return self.canvases[-1]

    def new_page(self) -> None:
        """Ends the current page and begins the next; waiting figures go to its top."""
        if self.canvases:
            self._end_page()
        self.canvases.append(Canvas(WIDTH, HEIGHT))
        folio = self.number - FIRST_FOLIO_PAGE + 1
        self.truth.labels.append(str(folio) if folio > 0 else "")
        self.y, self._notes, self._labels = TOP, [], 0
        waiting, self._floats = self._floats, []
        for height, place in waiting:
            if self._room() < height:
                self._floats.append((height, place))
            else:
                place()

    def finish(self) -> None:
        """Sets what still waits and ends the last page."""
        self.flush()
        while self._floats:
            self.new_page()
        self._end_page()

    def add_lines(self, lines: Sequence[Line]) -> None:
        """Lines for the two columns, in reading order."""
        self._lines += lines
        if lines and lines[-1].ends_page:
            self.flush()

    def add_float(self, height: float, place: Callable[[], None]) -> None:
        """A full-width thing: here if it fits under the text so far, else on top of the next page."""
        rows = -(-len(self._lines) // 2)
        notes = self._note_height(self._lines)
        if self._floats or self._room() - notes < rows * PITCH + height + 8:
            self._floats.append((height, place))
            return
        self.flush()
        place()

    def need(self, height: float) -> None:
        """Begins a new page unless `height` points are free."""
        self.flush()
        if self._room() < height:
            self.new_page()

    def flush(self) -> None:
        """Sets the waiting lines in two balanced columns, over as many pages as they need."""
        while self._lines:
            rows = self._rows()
            if rows < 2 and len(self._lines) > 2:
                self.new_page()
                continue
            self._columns(rows)
            if self._lines:
                self.new_page()

    def _room(self) -> float:
        return BOTTOM - self.y - self._note_height(())

    def _set_note(self, text: str) -> list[Line]:
        style = Style(self.faces.mincho, NOTE, MEASURE, first=3.0, hang=3.0, kind="note")
        return set_paragraph(text, style)

    def _note_height(self, lines: Sequence[Line]) -> float:
        count = len(self._notes)
        for line in lines:
            for atom in line.marks:
                count += len(self._set_note(atom.note or ""))
        return NOTE_PITCH * count + 14 if count else 0.0

    def _rows(self) -> int:
        """How many rows of the two columns fit on this page with the notes they bring."""
        stop = self._stop()
        rows = -(-stop // 2)
        while rows > 0:
            taken = self._lines[: min(2 * rows, stop)]
            if BOTTOM - self.y - self._note_height(taken) >= rows * PITCH:
                break
            rows -= 1
        full = 2 * rows < stop
        while full and rows > 1 and (self._heads(rows - 1) or self._heads(2 * rows - 1)):
            rows -= 1
        return rows

    def _stop(self) -> int:
        """How many of the waiting lines may stand on the current page at most."""
        for index, line in enumerate(self._lines):
            if line.ends_page:
                return index + 1
        return len(self._lines)

    def _heads(self, index: int) -> bool:
        return index < len(self._lines) and self._lines[index].kind == "heading"

    def _columns(self, rows: int) -> None:
        stop = self._stop()
        count = min(2 * rows, stop)
        left = rows
        while left > 1 and self._heads(left - 1):
            left -= 1
        columns = (self._lines[:left], self._lines[left:count])
        for number, column in enumerate(columns):
            x = LEFT + number * (COLUMN + GUTTER)
            for row, line in enumerate(column):
                self.place(line, x, self.y + PITCH * row + BODY)
        height = max(len(column) for column in columns) * PITCH
        ends, after = self._lines[count - 1], self._lines[count : count + 1]
        self._lines = self._lines[count:]
        self.y += height + 8
        if ends.ends_page and after:
            self._plant_phrase(ends, after[0])

    def _plant_phrase(self, ends: Line, after: Line) -> None:
        text = ends.text[-6:] + after.text[:6]
        self.truth.phrases.append({"page": self.number, "text": text, "why": "page"})

    def place(self, line: Line, x: float, y: float) -> None:
        """Draws a line, numbers its footnote marks and records what it plants."""
        labels = []
        for atom in line.marks:
            self._labels += 1
            text = str(self._labels)
            labels.append(text)
            self._notes += self._set_note(atom.note or "")
            self.truth.footnotes.append({"page": self.number, "label": text, "text": atom.note})
            self.truth.markers.append({"page": self.number, "label": text, "before": atom.before})
        for atom in line.atoms:
            kind, _, what = atom.planted.partition(":")
            if kind == "name":
                self.truth.names[what] = self.number
            elif kind == "heading":
                level, _, text = what.partition(":")
                self.heading(int(level), text)
            elif kind == "ref":
                text, _, target = what.partition("=")
                self.truth.references.append({"page": self.number, "text": text, "target": target})
        draw(line, self.canvas, x, y, labels)

    def heading(self, level: int, text: str) -> None:
        self.truth.headings.append({"page": self.number, "level": level, "text": text})

    def _end_page(self) -> None:
        if self.number >= 2:
            self._ornaments()
        if self._notes:
            self._draw_notes()

    def _draw_notes(self) -> None:
        y = BOTTOM - NOTE_PITCH * len(self._notes) + 6
        self.canvas.line([(LEFT, y - 12), (LEFT + 130, y - 12)], "0 0 0", 0.7)
        number = 0
        texts = [note["text"] for note in self.truth.footnotes if note["page"] == self.number]
        starts = []
        for text in texts:
            starts.append(number)
            number += len(self._set_note(str(text)))
        for index, line in enumerate(self._notes):
            baseline = y + NOTE_PITCH * index
            if index in starts:
                face = self.faces.mincho
                pieces = [(face.latin, str(starts.index(index) + 1), 0.0)]
                self.canvas.text(LEFT, baseline, NOTE, pieces, ACCENT)
            draw(line, self.canvas, LEFT, baseline)

    def _ornaments(self) -> None:
        """The coloured band with the running head, the folio and, on odd pages, the thumb tab."""
        canvas, odd = self.canvas, self.number % 2 == 1
        canvas.fill(0, 0, WIDTH, 46, SKY)
        canvas.polygon([(0, 0), (150, 0), (96, 46), (0, 46)], "0.55 0.76 0.86")
        canvas.polygon(
            [(WIDTH, 0), (WIDTH, 46), (WIDTH - 80, 46), (WIDTH - 30, 0)], "0.84 0.91 0.78"
        )
        folio = self.truth.labels[-1]
        text = self.chapter if odd else self.part
        face = self.faces.gothic
        if text and folio:
            x = LEFT + MEASURE - face.width(text) * 8 if odd else LEFT
            canvas.text(x, 34, 8, [(face.font(char), char, 0.0) for char in text], "0.10 0.14 0.20")
            self.truth.headers.append({"page": self.number, "text": text})
        if folio:
            label(canvas, (LEFT + MEASURE + 12 if odd else LEFT - 12, 816), 10.5, face, folio)
        if odd and self.tab:
            canvas.fill(WIDTH - 26, 150, 26, 62, SKY)
            canvas.vertical((WIDTH - 13, 160), 11, self.faces.bold.japanese, self.tab, WHITE)

    def draw_float(self, height: float, drawn: Callable[[float], None]) -> None:
        """A full-width thing of `height` points at the current place."""

        def place() -> None:
            drawn(self.y)
            self.y += height + 10

        self.add_float(height, place)

    def figure(self, number: str, title: str, drawing: str, source: str) -> None:
        """A caption bar, the drawing on pale ground and its source line."""
        function, inner = DRAWINGS[drawing]
        height = 20 + inner + 24

        def drawn(y: float) -> None:
            self._caption(y, number, title)
            self.canvas.fill(LEFT, y + 20, MEASURE, height - 20, MIST)
            self.canvas.fill(LEFT + 8, y + 26, MEASURE - 16, inner, WHITE)
            function(self.canvas, LEFT + 8, y + 26, MEASURE - 16, self.faces.gothic)
            self._source(y + height - 7, source)

        self.draw_float(height, drawn)

    def table(
        self,
        number: str,
        title: str,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        source: str,
    ) -> None:
        """A caption bar and ruled cells; `widths` are shares of the measure, the first row is the head."""
        inner = MEASURE - 16
        cells = [
            [
                set_paragraph(text, Style(self.faces.gothic, 8.5, share * inner - 10, first=0.0))
                for text, share in zip(row, widths, strict=True)
            ]
            for row in rows
        ]
        heights = [max(len(lines) for lines in row) * 12.5 + 7 for row in cells]
        height = 20 + 6 + sum(heights) + 20

        def drawn(y: float) -> None:
            self._caption(y, number, title)
            self.canvas.fill(LEFT, y + 20, MEASURE, height - 20, MIST)
            top = y + 26
            for index, (row, tall) in enumerate(zip(cells, heights, strict=True)):
                x = LEFT + 8
                for lines, share in zip(row, widths, strict=True):
                    color = "0.98 0.90 0.60" if index == 0 else WHITE
                    self.canvas.fill(x, top, share * inner, tall, color)
                    self.canvas.frame(x, top, share * inner, tall, "0.25 0.25 0.25")
                    for at, line in enumerate(lines):
                        self.place(line, x + 5, top + 11.5 + 12.5 * at)
                    x += share * inner
                top += tall
            self._source(y + height - 7, source)

        self.draw_float(height, drawn)

    def _caption(self, y: float, number: str, title: str) -> None:
        self.canvas.fill(LEFT, y, MEASURE, 20, "0.78 0.80 0.92")
        text = f"■{number}／{title}"
        line = set_paragraph(text, Style(self.faces.bold, 10, MEASURE - 12, first=0.0))[0]
        self.place(line, LEFT + 6, y + 14)
        self.truth.captions.append({"page": self.number, "text": text})

    def _source(self, y: float, text: str) -> None:
        line = set_paragraph(text, Style(self.faces.mincho, 7.5, MEASURE - 30, first=0.0))[0]
        self.place(line, LEFT + 14, y)

    def column_box(self, number: str, title: str, paragraphs: Sequence[str]) -> None:
        """A boxed コラム over the whole measure."""
        style = Style(self.faces.gothic, SMALL, MEASURE - 36)
        lines = [line for text in paragraphs for line in set_paragraph(text, style)]
        height = 34 + 15.0 * len(lines) + 12

        def drawn(y: float) -> None:
            self.canvas.fill(LEFT, y, MEASURE, height, LEAF)
            self.canvas.frame(LEFT, y, MEASURE, height, LEAF_DARK)
            self.canvas.fill(LEFT, y, 86, 24, LEAF_DARK)
            face = self.faces.bold
            label(self.canvas, (LEFT + 43, y + 16), 11, face, number, color=WHITE)
            pieces = [(face.font(char), char, 0.0) for char in title]
            self.canvas.text(LEFT + 98, y + 16, 11, pieces, LEAF_DARK)
            self.heading(4, f"{number}　{title}")
            for index, line in enumerate(lines):
                self.place(line, LEFT + 18, y + 44 + 15.0 * index)

        self.draw_float(height, drawn)
