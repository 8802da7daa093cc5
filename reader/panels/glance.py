"""A glance as a widget: its heading, its picture if it has one, its lines; in a popup or a window of its own."""

import math
import re

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from index_builder.model import Rect
from reader.glances import Glance, Line
from reader.markup import escape
from reader.page_cuts import Cut
from reader.pictures import PictureKey
from reader.theme import Paper

MARGIN = 9
"""Device-independent pixels around the text."""

SPACING = 4
"""Device-independent pixels between paragraphs."""

PICTURE = QSize(380, 260)
"""The most that a picture takes, in device-independent pixels."""

PALE_SCALE = 0.92

BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a long address may go on in the next line."""


class GlancePicture(QWidget):
    """A part of a page; until it is drawn its room is paper, and says so if it cannot be."""

    def __init__(
        self, cut: Cut, place: tuple[int, int, Rect | None], paper: Paper, room: QSize
    ) -> None:
        super().__init__()
        self._cut = cut
        self._place = place
        self._paper = paper
        self._key: PictureKey | None = None
        cut.tone = paper.tone
        across, down = cut.size(*place)
        scale = min(room.width() / max(across, 1), room.height() / max(down, 1))
        self._size = QSize(max(round(across * scale), 1), max(round(down * scale), 1))
        self.setFixedSize(self._size)
        width = round(self._size.width() * self.devicePixelRatioF())
        self._key = cut.key(*place, width)
        if self._key is not None:
            cut.drawn.connect(self._on_drawn)
            cut.failed.connect(self._on_failed)
            cut.want([self._key])

    @property
    def is_drawn(self) -> bool:
        """Whether the picture is there."""
        return self._picture() is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = self._picture()
        if picture is None:
            painter.fillRect(event.rect(), self._paper.ground)
            painter.setPen(self._paper.quiet)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), flags, self._cut.failure(*self._place[:2]))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(0, 0, self._size.width(), self._size.height()), picture)
        painter.end()

    def _picture(self) -> QImage | None:
        return self._cut.picture(self._key) if self._key is not None else None

    def _on_failed(self, _document: int, _page: int) -> None:
        self.update()

    def _on_drawn(self, key: PictureKey) -> None:
        if key == self._key:
            self.update()


class GlanceBody(QWidget):
    """Shows a glance; its text can be selected, its picture takes `room` at most.

    Attributes:
        glance: what is shown.
        picture: None where the glance has none.
    """

    def __init__(self, glance: Glance, cut: Cut, paper: Paper, room: QSize = PICTURE) -> None:
        super().__init__()
        self.glance = glance
        self.picture: GlancePicture | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, MARGIN - 2, MARGIN, 2)
        self._column.setSpacing(SPACING)
        self._labels: list[tuple[QLabel, str]] = []
        if glance.title:
            title = _breakable(glance.title) if glance.address else glance.title
            is_bold = not glance.address
            self._add_label(glance.title, title, Qt.TextFormat.PlainText, bold=is_bold)
        if glance.picture is not None:
            self.picture = GlancePicture(cut, glance.picture, paper, room)
            self._column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for line in glance.lines:
            is_plain = line.end <= line.start
            form = Qt.TextFormat.PlainText if is_plain else Qt.TextFormat.RichText
            text = line.text if is_plain else _with_bold(line)
            scale = PALE_SCALE if line.pale else 1.0
            label = self._add_label(line.text, text, form, scale=scale)
            if line.pale:
                label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Text that is wrapped has no least height; a scroll area would take Qt's for one."""
        return QSize(0, 0)

    def natural_width(self) -> int:
        """The width in which nothing would have to be wrapped."""
        widths = (label.fontMetrics().horizontalAdvance(text) for label, text in self._labels)
        widest = max(widths, default=0)
        picture = self.picture.width() if self.picture is not None else 0
        return max(widest, picture) + 2 * MARGIN + 4

    def height_for(self, width: int) -> int:
        """What everything takes in `width`."""
        return self._column.heightForWidth(width)

    def cut(self, width: int, height: int) -> int:
        """The most of `height` that ends between two lines of text, laid out in `width`."""
        edges = [0.0]
        y = self._column.contentsMargins().top()
        said = dict(self._labels)
        for at in range(self._column.count()):
            item = self._column.itemAt(at)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QLabel):
                inner = width - 2 * MARGIN
                edges += [y + edge for edge in _line_ends(said[widget], widget.font(), inner)]
                y += widget.heightForWidth(inner) + SPACING
            elif widget is not None:
                y += widget.height() + SPACING
                edges.append(y)
        return max(math.ceil(edge) for edge in edges if edge <= height)

    def _add_label(
        self, said: str, text: str, form: Qt.TextFormat, *, scale: float = 1.0, bold: bool = False
    ) -> QLabel:
        """A paragraph that says `said`, written as `text` in that form."""
        label = QLabel(self)
        label.setTextFormat(form)
        label.setText(text)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setBold(bold)
        label.setFont(font)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        self._labels.append((label, said))
        self._column.addWidget(label)
        return label


def _line_ends(text: str, font: QFont, width: int) -> list[float]:
    """How far down each line of wrapped text ends: as Qt sets it, by the fonts it really uses."""
    layout = QTextLayout(text, font)
    leading = QFontMetrics(font).leading()
    ends = []
    y = float(-leading)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        y = math.ceil(y + leading) + line.height()
        ends.append(y)
    layout.endLayout()
    return ends


def _with_bold(line: Line) -> str:
    before, itself = escape(line.text[: line.start]), escape(line.text[line.start : line.end])
    return f"{before}<b>{itself}</b>{escape(line.text[line.end :])}"


def _breakable(address: str) -> str:
    return re.sub(r"([/?&=._-]+)", rf"\1{BREAK}", address)
