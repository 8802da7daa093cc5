"""How the blocks of the reading view look: fonts, indents and pictures of its text document."""

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from reader.reading_text import Block, Kind

LINE_HEIGHT = 125.0
"""Per cent of the font's own, which has the air of Japanese print in it already."""

HEADING_HEIGHT = 105.0

HEADINGS = (1.6, 1.35, 1.15)
"""Size of the letters of headings of level 1, 2 and deeper, in that of the text."""

SMALL = 0.85
"""Size of notes and captions."""


class Column:
    """Writes blocks at the end of `document`; the place of each is its block number."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._is_empty = True
        self.size = 16
        self.palette = QPalette()

    def clear(self) -> None:
        self._document.clear()
        self._is_empty = True

    def write(self, block: Block, name: str = "", size: QSize | None = None) -> None:
        """Adds a block; a picture is the resource `name` of `size` device-independent pixels."""
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        shape, letters = self._shape(block), self._letters(block)
        if self._is_empty:
            cursor.setBlockFormat(shape)
            cursor.setBlockCharFormat(letters)
            self._is_empty = False
        else:
            cursor.insertBlock(shape, letters)
        if size is not None:
            picture = QTextImageFormat()
            picture.setName(name)
            picture.setWidth(size.width())
            picture.setHeight(size.height())
            cursor.insertImage(picture)
            return
        self._write_text(cursor, block, letters)

    def show_picture(self, number: int, name: str, picture: QImage) -> None:
        """Puts `picture` where block `number` has kept room for it."""
        self._document.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture
        )
        block = self._document.findBlockByNumber(number)
        self._document.markContentsDirty(block.position(), block.length())

    @staticmethod
    def _write_text(cursor: QTextCursor, block: Block, letters: QTextCharFormat) -> None:
        raised = QTextCharFormat(letters)
        raised.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        last = 0
        for offset, label in block.marks:
            cursor.insertText(block.text[last:offset], letters)
            cursor.insertText(label, raised)
            last = offset
        cursor.insertText(block.text[last:], letters)

    def _shape(self, block: Block) -> QTextBlockFormat:
        em = self.size
        shape = QTextBlockFormat()
        shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setBottomMargin(0.7 * em)
        match block.kind:
            case Kind.HEADING:
                shape.setTopMargin((2.0 if block.level == 1 else 1.2) * em)
                shape.setLineHeight(
                    130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
                )
            case Kind.NOTE:
                shape.setLeftMargin(2 * em)
                shape.setBottomMargin(0.5 * em)
            case Kind.BOX:
                shape.setBackground(self.palette.color(QPalette.ColorRole.AlternateBase))
                shape.setLeftMargin(em)
                shape.setRightMargin(em)
            case Kind.CAPTION:
                shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            case Kind.FIGURE | Kind.PAGE | Kind.DOUBT:
                shape.setLineHeight(0.0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
                shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return shape

    def _letters(self, block: Block) -> QTextCharFormat:
        letters = QTextCharFormat()
        size, role = float(self.size), QPalette.ColorRole.Text
        match block.kind:
            case Kind.HEADING:
                size *= HEADINGS[min(max(block.level, 1), len(HEADINGS)) - 1]
                letters.setFontWeight(QFont.Weight.Bold)
            case Kind.NOTE | Kind.SMALL:
                size *= SMALL
                role = QPalette.ColorRole.PlaceholderText
            case Kind.CAPTION:
                size *= SMALL
                letters.setFontWeight(QFont.Weight.Bold)
        letters.setProperty(QTextCharFormat.Property.FontPixelSize.value, round(size))
        letters.setForeground(self.palette.color(role))
        return letters
