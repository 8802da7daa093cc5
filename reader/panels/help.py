"""The shortcut sheet, made of the action table, and the box that says what this is."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from reader.actions import ACTIONS, MENUS, plain_text
from reader.i18n import QT_TRANSLATE_NOOP

MORE_KEYS = (
    (
        QT_TRANSLATE_NOOP("Help", "PgUp, PgDn, Space"),
        QT_TRANSLATE_NOOP("Help", "One screen up or down"),
    ),
    (QT_TRANSLATE_NOOP("Help", "Home, End"), QT_TRANSLATE_NOOP("Help", "First or last page")),
    (QT_TRANSLATE_NOOP("Help", "Ctrl+wheel"), QT_TRANSLATE_NOOP("Help", "Zoom at the pointer")),
    (
        QT_TRANSLATE_NOOP("Help", "Ctrl+click"),
        QT_TRANSLATE_NOOP("Help", "Go where an acronym, mark or reference leads"),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Tab, Shift+Tab"),
        QT_TRANSLATE_NOOP(
            "Help", "Next or previous acronym, mark, reference or link on the screen"
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Enter; Ctrl+Enter"),
        QT_TRANSLATE_NOOP("Help", "Say what it is, and again: go there; go there at once"),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Enter, Shift+Enter"),
        QT_TRANSLATE_NOOP("Help", "In the search box: next or previous hit"),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Up, Down; Enter, Esc"),
        QT_TRANSLATE_NOOP("Help", "In the list of hits: look at a hit; go there, or back"),
    ),
    (
        QT_TRANSLATE_NOOP("Help", "Esc"),
        QT_TRANSLATE_NOOP(
            "Help",
            "Close a popup or a pinned window; leave the search box; let the side panel follow the page",
        ),
    ),
)


COLUMNS = 3
HEAD = 2
"""Rows that the title and the frame of a group take."""


class ShortcutSheet(QDialog):
    """Every action that has keys, menu by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheets = [(menu, _keys_of(menu)) for menu in MENUS]
        more = [
            (QCoreApplication.translate("Help", text), QCoreApplication.translate("Help", keys))
            for keys, text in MORE_KEYS
        ]
        groups = [(plain_text(menu), rows) for menu, rows in sheets if rows]
        groups.append((self.tr("Mouse and keys"), more))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(_in_columns(groups))
        column.addWidget(buttons)


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


def _keys_of(menu: str) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (plain_text(spec.text), QKeySequence(spec.keys[0]).toString(native))
        for spec in ACTIONS
        if spec.menu == menu and spec.keys
    ]


def _in_columns(groups: list[tuple[str, list[tuple[str, str]]]]) -> QHBoxLayout:
    """The groups in columns of about the same height, so that they fit a small screen."""
    side_by_side = QHBoxLayout()
    columns = [QVBoxLayout() for _ in range(COLUMNS)]
    heights = [0] * COLUMNS
    for title, rows in groups:
        shortest = heights.index(min(heights))
        columns[shortest].addWidget(_box(title, rows))
        heights[shortest] += len(rows) + HEAD
    for column in columns:
        column.addStretch(1)
        side_by_side.addLayout(column)
    return side_by_side


def _box(title: str, rows: list[tuple[str, str]]) -> QGroupBox:
    box = QGroupBox(title)
    grid = QGridLayout(box)
    for number, (text, keys) in enumerate(rows):
        grid.addWidget(QLabel(text), number, 0)
        label = QLabel(keys)
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        grid.addWidget(label, number, 1, Qt.AlignmentFlag.AlignRight)
    return box
