"""The eight colours of notes as buttons that bear the names the reader has given them."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from reader.colour_names import KEY, LONGEST, colour_name, first_name, rename_colour
from reader.records import COLOURS, KINDS
from reader.settings import Settings
from reader.theme import LINES, MARKS

SWATCH = 16
"""Edge of a swatch in device-independent pixels."""

PALE = 110
"""The opacity, of 255, of the ground under a line."""

RENAME_KEYS = {Qt.Key.Key_F2, Qt.Key.Key_Menu}


class ColourBar(QWidget):
    """Right click or F2 on a colour gives it a name, in place; the figures 1 to 8 choose one.

    Attributes:
        buttons: by the name of the colour.
        line: in which a colour is renamed, hidden otherwise.

    Signals:
        chosen(str): the name of a colour.
    """

    chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._colour = ""
        self._kind = KINDS[0]
        self._renamed = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons = {colour: self._make(colour) for colour in COLOURS}
        for button in self.buttons.values():
            row.addWidget(button)
        self.line = QLineEdit(self)
        self.line.setMaxLength(LONGEST)
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._keep_name)
        self.line.hide()
        self.draw()
        self._say_names()
        settings.changed.connect(self._on_setting_changed)

    def show_colour(self, colour: str) -> None:
        """Marks the colour that is in use; "" marks none."""
        self._colour = colour
        for name, button in self.buttons.items():
            button.setChecked(name == colour)

    def show_kind(self, kind: str) -> None:
        """Shows each colour as annotations of `kind` show it."""
        if kind != self._kind:
            self._kind = kind
            self.draw()

    def rename(self, colour: str) -> None:
        """Lets the reader type another name for a colour."""
        self._renamed = colour
        edge = self.buttons[colour].width()
        self.line.addAction(self.buttons[colour].icon(), QLineEdit.ActionPosition.LeadingPosition)
        self.line.setGeometry(QRect(0, 0, max(self.width(), 4 * edge), self.height()))
        self.line.setText(colour_name(self._settings, colour))
        self.line.setPlaceholderText(first_name(colour))
        self.line.show()
        self.line.raise_()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_by(self, event: QKeyEvent) -> bool:
        """Chooses the colour whose number is typed; whether one is."""
        number = event.key() - Qt.Key.Key_1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not 0 <= number < len(
            COLOURS
        ):
            return False
        self.chosen.emit(COLOURS[number])
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Right click and keys on a colour; Escape in the line."""
        if watched is self.line:
            return self._is_left(event) or super().eventFilter(watched, event)
        wants_name = event.type() == QEvent.Type.ContextMenu
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self.choose_by(event):
                return True
            wants_name = event.key() in RENAME_KEYS
        elif isinstance(event, QKeyEvent) and event.key() in RENAME_KEYS:
            event.accept()  # whatever else F2 means in the window
        if wants_name:
            self.rename(watched.objectName())
            return True
        return super().eventFilter(watched, event)

    def _is_left(self, event: QEvent) -> bool:
        """Whether Escape or Enter has ended the renaming."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._end_renaming()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in {
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        }:
            self._keep_name()
            return True
        return False

    def _keep_name(self) -> None:
        colour = self._renamed
        if colour:
            typed = self.line.text().strip()
            self._end_renaming()
            rename_colour(self._settings, colour, "" if typed == first_name(colour) else typed)

    def _end_renaming(self) -> None:
        colour, self._renamed = self._renamed, ""
        if not colour:
            return
        if self.line.hasFocus():
            self.buttons[colour].setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.hide()
        for action in self.line.actions():
            self.line.removeAction(action)

    def _make(self, colour: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(colour)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(SWATCH, SWATCH))
        button.installEventFilter(self)
        button.clicked.connect(partial(self._on_clicked, colour))
        return button

    def _on_setting_changed(self, key: str) -> None:
        if key == KEY:
            self._say_names()

    def _say_names(self) -> None:
        for number, (colour, button) in enumerate(self.buttons.items(), 1):
            name = colour_name(self._settings, colour)
            button.setAccessibleName(name)
            button.setToolTip(self.tr("{0} ({1}) — right click: rename").format(name, number))

    def draw(self) -> None:
        """Draws the colours as sharp as the screen."""
        ratio = self.devicePixelRatioF()
        for colour, button in self.buttons.items():
            button.setIcon(swatch(colour, self._kind, ratio))

    def _on_clicked(self, colour: str, _checked: bool = False) -> None:
        self.show_colour(self._colour)
        self.chosen.emit(colour)


def swatch(colour: str, kind: str = KINDS[0], ratio: float = 1.0) -> QIcon:
    """A colour as a disc; for kinds that are drawn with a line, with that line on a pale one."""
    edge = round(SWATCH * ratio)
    picture = QPixmap(edge, edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    line = QColor.fromRgb(LINES[colour])
    ground = QColor.fromRgb(MARKS[colour])
    is_line = kind not in {KINDS[0], "text"}
    ground.setAlpha(PALE if is_line else 255)
    rim = QColor(line)
    rim.setAlpha(PALE if is_line else 255)
    painter.setPen(QPen(rim, 1.0))
    painter.setBrush(ground)
    painter.drawEllipse(QRectF(1, 1, SWATCH - 2, SWATCH - 2))
    if is_line:
        painter.setPen(QPen(line, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(_line(kind))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return QIcon(picture)


def _line(kind: str) -> QPolygonF:
    low, middle = SWATCH - 4.5, SWATCH / 2
    if kind == "squiggly":
        return QPolygonF([QPointF(2 + 2 * turn, low + 1 - turn % 2 * 3) for turn in range(7)])
    y = low if kind == "underline" else middle
    return QPolygonF([QPointF(2.5, y), QPointF(SWATCH - 2.5, y)])
