"""The rows of the glossary: names with their meanings, uses and documents under them, and how they are drawn."""

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from reader.excerpts import Snippet
from reader.glossary import Glossary, Row, Standing, Term
from reader.panels.banded import FOLD, MARGIN, Band, BandDelegate, line_height
from reader.results import LibraryName

PADDING = 5
"""Device-independent pixels above and below what stands in a row."""

MOST_SENSES = 3
"""Meanings that are shown in the list; the side panel shows them all."""

USE_LINES = 2

translate = QCoreApplication.translate


class TermItem(Struct, frozen=True):
    """A name of the glossary."""

    term: Term


class UseItem(Struct, frozen=True):
    """A use of a name: `item` counts `Entry.uses` of the entry `index`."""

    term: Term
    index: int
    item: int


class PlaceItem(Struct, frozen=True):
    """A document of the library that introduces a name, and where."""

    term: Term
    known: LibraryName


Item = TermItem | UseItem | PlaceItem


class Telling(Struct, frozen=True):
    """What a row of the list says of a use or a document."""

    label: str
    snippet: Snippet


def titles() -> dict[Standing, str]:
    """What each group of names is called."""
    return {
        Standing.SEVERAL: translate("Glossary", "Several meanings"),
        Standing.EXPLAINED: translate("Glossary", "Explained"),
        Standing.UNEXPLAINED: translate("Glossary", "Used, but never explained"),
    }


class GlossaryBands:
    """Makes the rows of the list, those of folded names once for a glossary and a font."""

    def __init__(self, parts: Callable[[Term], Sequence[Item]]) -> None:
        self._parts = parts
        self._folded: dict[str, Band] = {}
        self._key: tuple[object, int] = None, 0

    def of(
        self,
        glossary: Glossary,
        found: Mapping[Standing, Sequence[Row]],
        opened: Collection[str],
        font: QFont,
        *,
        lettered: bool,
    ) -> list[Band]:
        """What of `glossary` was `found`; the parts of an `opened` name stand below it, letters above theirs."""
        line = line_height(font)
        if self._key[0] is not glossary or self._key[1] != line:
            self._key, self._folded = (glossary, line), {}
        groups = [standing for standing in Standing if found[standing]]
        names = titles()
        bands: list[Band] = []
        for standing in groups:
            rows = found[standing]
            if len(groups) > 1 or standing is not Standing.EXPLAINED:
                bands.append(Band(line + 2 * PADDING, text=f"{names[standing]} ({len(rows)})"))
            letter = "" if lettered and standing is Standing.EXPLAINED else None
            for row in rows:
                if letter is not None and row.letter != letter:
                    letter = row.letter
                    bands.append(Band(line + PADDING, text=letter, depth=1))
                name = row.term.name
                band = self._folded.get(name) or self._band(row.term, line)
                if name in opened:
                    bands.append(replace(band, is_open=True))
                    height = USE_LINES * line + PADDING
                    bands += [Band(height, part, depth=1) for part in self._parts(row.term)]
                else:
                    bands.append(band)
        return bands

    def _band(self, term: Term, line: int) -> Band:
        lines = 1 + min(max(len(term.senses), 1), MOST_SENSES)
        band = Band(lines * line + 2 * PADDING, TermItem(term), "", term.count)
        self._folded[term.name] = band
        return band


class GlossaryDelegate(BandDelegate):
    """Draws them; `tell` says what stands in the row of a use or a document, `context` where a name is used."""

    def __init__(self, tell: Callable[[Item], Telling], context: Callable[[Term], str]) -> None:
        super().__init__()
        self._tell = tell
        self._context = context

    def paint_item(self, painter: QPainter, option: QStyleOptionViewItem, band: Band) -> None:
        rect: QRect = option.rect.adjusted(FOLD, PADDING, -MARGIN, 0)
        if isinstance(band.item, TermItem):
            self._paint_term(painter, option, rect, band.item.term)
        elif isinstance(band.item, UseItem | PlaceItem):
            told = self._tell(band.item)
            painter.setPen(self.pen(option, QPalette.ColorRole.PlaceholderText))
            if told.label:
                rect.setLeft(rect.left() + self.paint_line(painter, rect, told.label) + MARGIN)
            painter.setPen(self.pen(option, QPalette.ColorRole.Text))
            bold = (told.snippet.start, told.snippet.end)
            rect.translate(0, -PADDING // 2)
            self.paint_wrapped(painter, rect, told.snippet.text, USE_LINES, bold)

    def _paint_term(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, term: Term
    ) -> None:
        pale = self.pen(option, QPalette.ColorRole.PlaceholderText)
        count = f"×{term.count}"
        if term.index < 0:
            count = translate("Glossary", "{0} files").format(term.count)
        painter.setPen(pale)
        width = self.paint_right(painter, rect, count)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(self.pen(option, QPalette.ColorRole.Text))
        name = rect.adjusted(0, 0, -width - MARGIN, 0)
        taken = self.paint_line(painter, name, term.name) + MARGIN
        painter.setFont(option.font)
        if term.is_guess:
            painter.setPen(pale)
            guess = translate("Glossary", "a guess")
            self.paint_line(painter, name.adjusted(taken, 0, 0, 0), guess)
        self._paint_senses(painter, option, rect, term)

    def _paint_senses(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, term: Term
    ) -> None:
        line = line_height(option.font)
        role = QPalette.ColorRole.PlaceholderText if term.is_guess else QPalette.ColorRole.Text
        painter.setPen(self.pen(option, role))
        for number, sense in enumerate(term.senses[:MOST_SENSES]):
            rect = rect.adjusted(0, line, 0, 0)
            text = sense.text
            if len(term.senses) > 1:
                text = f"{number + 1}. {text}"
                if sense.is_guess:
                    text = translate("Glossary", "{0} (a guess)").format(text)
            self.paint_line(painter, rect, text)
        if not term.senses:
            painter.setPen(self.pen(option, QPalette.ColorRole.PlaceholderText))
            self.paint_line(painter, rect.adjusted(0, line, 0, 0), self._context(term))
