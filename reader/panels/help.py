"""The sheet of keys and gestures, made of the action table and one of its own, and the box that says what this is."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.actions import ACTIONS, MENUS, plain_text
from reader.i18n import QT_TRANSLATE_NOOP

GESTURES = (
    (
        QT_TRANSLATE_NOOP("Help", "Pages: mouse and fingers"),
        (
            (
                QT_TRANSLATE_NOOP("Help", "Wheel, two fingers"),
                QT_TRANSLATE_NOOP(
                    "Help", "Scroll; past a page's edge where one page is shown at a time, turn it"
                ),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Ctrl+wheel, pinch"),
                QT_TRANSLATE_NOOP("Help", "Zoom at the pointer"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Resting on a word"),
                QT_TRANSLATE_NOOP("Help", "See what an acronym, mark or reference means"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Click"),
                QT_TRANSLATE_NOOP(
                    "Help", "Show what is there in the side panel; follow a reference"
                ),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Ctrl+click"),
                QT_TRANSLATE_NOOP("Help", "Go where an acronym, mark or reference leads"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Drag"),
                QT_TRANSLATE_NOOP("Help", "Select characters; beyond the edge, the pages scroll"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Double click"),
                QT_TRANSLATE_NOOP("Help", "Select words; dragged on, more of them"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Triple click"),
                QT_TRANSLATE_NOOP("Help", "Select lines; dragged on, more of them"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Shift+click"),
                QT_TRANSLATE_NOOP("Help", "Extend the selection"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Click on a note, and again"),
                QT_TRANSLATE_NOOP("Help", "What can be done with it; with the one under it"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Right click on a colour, F2"),
                QT_TRANSLATE_NOOP("Help", "Rename it"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Right click"),
                QT_TRANSLATE_NOOP("Help", "What can be done there"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Back and forward buttons"),
                QT_TRANSLATE_NOOP("Help", "The way back and forward over jumps"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Dropping files or a folder"),
                QT_TRANSLATE_NOOP("Help", "Open them"),
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Pages: keys"),
        (
            (
                QT_TRANSLATE_NOOP("Help", "Space, PgDn"),
                QT_TRANSLATE_NOOP("Help", "One screen down"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Shift+Space, PgUp"),
                QT_TRANSLATE_NOOP("Help", "One screen up"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Up, Down, K, J"),
                QT_TRANSLATE_NOOP("Help", "One line up or down"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Left, Right"),
                QT_TRANSLATE_NOOP(
                    "Help", "Sideways; where pages are turned, the page on that side"
                ),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Home, End"),
                QT_TRANSLATE_NOOP("Help", "First or last page"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Tab, Shift+Tab"),
                QT_TRANSLATE_NOOP(
                    "Help", "Next or previous acronym, mark, reference or link on the screen"
                ),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "M and a letter; ' and a letter"),
                QT_TRANSLATE_NOOP(
                    "Help", "Mark the place; go to the mark (capitals: across all volumes)"
                ),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Enter; Ctrl+Enter"),
                QT_TRANSLATE_NOOP("Help", "Say what it is, and again: go there; go there at once"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Shift+arrows"),
                QT_TRANSLATE_NOOP("Help", "Extend the selection by characters and lines"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Shift+Home, Shift+End"),
                QT_TRANSLATE_NOOP("Help", "Extend the selection to the start or end of the line"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "In the selection bar: arrows, 1 – 8"),
                QT_TRANSLATE_NOOP("Help", "Walk the buttons, choose a colour"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Esc"),
                QT_TRANSLATE_NOOP(
                    "Help",
                    "Close a popup, the selection bar or a pinned window; leave the presentation or the drawing of a rectangle",
                ),
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Elsewhere"),
        (
            (
                QT_TRANSLATE_NOOP("Help", "Enter, Shift+Enter"),
                QT_TRANSLATE_NOOP("Help", "In the search box: next or previous hit"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Up, Down; Enter, Esc"),
                QT_TRANSLATE_NOOP("Help", "In the list of hits: look at a hit; go there, or back"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Ctrl+wheel"),
                QT_TRANSLATE_NOOP("Help", "In the reading view: larger or smaller letters"),
            ),
            (
                QT_TRANSLATE_NOOP("Help", "Esc"),
                QT_TRANSLATE_NOOP(
                    "Help", "Leave the search box; let the side panel follow the page"
                ),
            ),
        ),
    ),
)
"""Whatever is done with the mouse, the fingers or keys and is no action: groups of (gesture, what it does)."""

COLUMNS = 3

HEAD = 2
"""The title of a box takes the room of so many rows."""

TIGHT = 2
"""Device-independent pixels between rows."""

WIDTH = 1120
"""Of the sheet, in device-independent pixels."""

FRAME = QSize(40, 80)
"""Device-independent pixels that margins, scroll bar and button take."""

ROOM = QSize(40, 80)
"""Device-independent pixels that the sheet leaves of the screen."""

Box = tuple[str, list[tuple[str, str]]]
"""A title, and rows of (keys or gesture, what it does)."""


class ShortcutSheet(QDialog):
    """Every action that has keys, menu by menu, and every gesture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard and mouse"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = QHBoxLayout()
        for boxes in _spread([*_keys_by_menu(), *_gestures()]):
            column = QVBoxLayout()
            for title, rows in boxes:
                column.addWidget(_box(title, rows))
            column.addStretch(1)
            columns.addLayout(column)
        sheet = QWidget(self)
        sheet.setLayout(columns)
        area = QScrollArea(self)
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.addWidget(area)
        whole.addWidget(buttons)
        wanted = QSize(WIDTH, sheet.heightForWidth(WIDTH)) + FRAME
        self.resize(wanted.boundedTo(self.screen().availableSize() - ROOM))


class AboutBox(QMessageBox):
    """Name, version and licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from importlib.metadata import version  # noqa: PLC0415 - slow, and only for this

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Hakusho"))
        self.setText(self.tr("Hakusho {0}").format(version("hakusho-reader")))
        self.setInformativeText(
            self.tr(
                "An offline reader for Japanese white papers. Free software under the GNU Affero "
                "General Public License, version 3 or later. It never goes online."
            )
        )


def _keys_by_menu() -> list[Box]:
    native = QKeySequence.SequenceFormat.NativeText
    boxes = []
    for menu in MENUS:
        rows = [
            (QKeySequence(spec.keys[0]).toString(native), plain_text(spec.text))
            for spec in ACTIONS
            if spec.menu == menu and spec.keys
        ]
        if rows:
            boxes.append((plain_text(menu), rows))
    return boxes


def _gestures() -> list[Box]:
    translated = partial(QCoreApplication.translate, "Help")
    return [
        (translated(title), [(translated(gesture), translated(text)) for gesture, text in rows])
        for title, rows in GESTURES
    ]


def _spread(boxes: list[Box]) -> list[list[Box]]:
    """The boxes in columns of about the same length, in their order."""
    lengths = [len(rows) + HEAD for _, rows in boxes]
    share = sum(lengths) / COLUMNS
    columns: list[list[Box]] = [[] for _ in range(COLUMNS)]
    before = 0
    for box, length in zip(boxes, lengths, strict=True):
        columns[min(int((before + length / 2) / share), COLUMNS - 1)].append(box)
        before += length
    return [column for column in columns if column]


def _box(title: str, rows: list[tuple[str, str]]) -> QGroupBox:
    box = QGroupBox(title)
    grid = QGridLayout(box)
    grid.setColumnStretch(1, 1)
    grid.setVerticalSpacing(TIGHT)
    for number, (keys, text) in enumerate(rows):
        bold, plain = QLabel(keys), QLabel(text)
        font = bold.font()
        font.setBold(True)
        bold.setFont(font)
        plain.setWordWrap(True)
        grid.addWidget(bold, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain, number, 1, Qt.AlignmentFlag.AlignTop)
    return box
