"""The controls above the list of hits: where is searched, how, and which part of the pages is shown."""

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from index_builder.found import Options
from index_builder.model import Part
from index_builder.text import Fold
from reader.finding import Finder
from reader.i18n import QT_TRANSLATE_NOOP
from reader.markup import escape
from reader.panels.flow import FlowLayout
from reader.search_settings import Scope

SCOPES = {
    Scope.DOCUMENT: QT_TRANSLATE_NOOP("Search", "This file"),
    Scope.VOLUME: QT_TRANSLATE_NOOP("Search", "Volume"),
    Scope.LIBRARY: QT_TRANSLATE_NOOP("Search", "Library"),
    Scope.NOTES: QT_TRANSLATE_NOOP("Search", "My notes"),
}
SCOPE_TIPS = {
    Scope.DOCUMENT: QT_TRANSLATE_NOOP("Search", "The file that is being read"),
    Scope.VOLUME: QT_TRANSLATE_NOOP("Search", "All files that are open"),
    Scope.LIBRARY: QT_TRANSLATE_NOOP("Search", "Everything that has been indexed"),
    Scope.NOTES: QT_TRANSLATE_NOOP("Search", "My highlights and bookmarks in this volume"),
}
WIDER = {
    "forms": QT_TRANSLATE_NOOP("Search", "Other &forms of the words (取組 → 取り組み)"),
    "synonyms": QT_TRANSLATE_NOOP("Search", "Other &names (NIST → 国立標準技術研究所)"),
    "readings": QT_TRANSLATE_NOOP("Search", "Suggestions by &reading (さいばー → サイバー)"),
}
FOLDS = {
    Fold.WIDTH: QT_TRANSLATE_NOOP("Search", "Full and half &width (ＡＩ, AI)"),
    Fold.CASE: QT_TRANSLATE_NOOP("Search", "Upper and lower &case (AI, ai)"),
    Fold.DASHES: QT_TRANSLATE_NOOP("Search", "&Dashes and ー (-, －, ー)"),
    Fold.RADICALS: QT_TRANSLATE_NOOP("Search", "&Kangxi radicals and characters"),
    Fold.VARIANTS: QT_TRANSLATE_NOOP("Search", "&Old forms and variants (國, 国)"),
}
PARTS = {
    Part.BODY: QT_TRANSLATE_NOOP("Search", "Text"),
    Part.HEADING: QT_TRANSLATE_NOOP("Search", "Headings"),
    Part.NOTE: QT_TRANSLATE_NOOP("Search", "Notes"),
    Part.CAPTION: QT_TRANSLATE_NOOP("Search", "Captions"),
    Part.TABLE: QT_TRANSLATE_NOOP("Search", "Tables"),
    Part.BOX: QT_TRANSLATE_NOOP("Search", "Boxes"),
    Part.FIGURE: QT_TRANSLATE_NOOP("Search", "Figures"),
}
LANGUAGE = (
    ("人工知能 倫理", QT_TRANSLATE_NOOP("Search", "both on one page")),
    ('"Society 5.0"', QT_TRANSLATE_NOOP("Search", "as it stands, across line ends")),
    ("AI OR 人工知能", QT_TRANSLATE_NOOP("Search", "one or the other")),
    ("AI -生成", QT_TRANSLATE_NOOP("Search", "pages without 生成")),
    ("AI NEAR 安全", QT_TRANSLATE_NOOP("Search", "close together")),
    ("章:3　節:予算", QT_TRANSLATE_NOOP("Search", "under such a heading; 部: too")),
    ("in:note", QT_TRANSLATE_NOOP("Search", "body, heading, note, caption or table only")),
    ("in:annotation", QT_TRANSLATE_NOOP("Search", "in my own notes")),
    ("page:10-40", QT_TRANSLATE_NOOP("Search", "on printed pages 10 to 40")),
    ("file:2024", QT_TRANSLATE_NOOP("Search", "in files of such a name")),
    ("re:/第[0-9]+章/", QT_TRANSLATE_NOOP("Search", "a regular expression")),
)
"""Query and meaning, a line each of the help."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Search", text)


class SearchControls(QWidget):
    """Scope, a menu of options, help."""

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self.scope = QComboBox(self)
        for scope, name in SCOPES.items():
            self.scope.addItem(_tr(name), scope)
            self.scope.setItemData(
                self.scope.count() - 1, _tr(SCOPE_TIPS[scope]), Qt.ItemDataRole.ToolTipRole
            )
        self.scope.setToolTip(self.tr("Where to search"))
        self.scope.setAccessibleName(self.scope.toolTip())
        self.scope.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.options = QToolButton(self)
        self.options.setText(self.tr("Options"))
        self.options.setToolTip(self.tr("What counts as a hit"))
        self.options.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.options.setMenu(QMenu(self.options))
        self.help = QToolButton(self)
        self.help.setText("?")
        self.help.setToolTip(self.tr("What can be typed"))
        self.help.clicked.connect(self._show_help)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 2)
        row.setSpacing(4)
        row.addWidget(self.scope, 1)
        row.addWidget(self.options)
        row.addWidget(self.help)
        self._wider: dict[str, QAction] = {}
        self._folds: dict[Fold, QAction] = {}
        self._fill_menu()
        self.scope.currentIndexChanged.connect(self._on_scope_chosen)
        finder.asked.connect(self._refresh)
        self._refresh()

    def action(self, name: str) -> QAction:
        """The action of an option (“forms”) or of a fold (“width”)."""
        return self._wider[name] if name in self._wider else self._folds[Fold(name)]

    def _fill_menu(self) -> None:
        menu = self.options.menu()
        menu.addSection(self.tr("Find also"))
        self._wider = {name: self._add(menu, text) for name, text in WIDER.items()}
        menu.addSection(self.tr("Take these for different"))
        self._folds = {fold: self._add(menu, text) for fold, text in FOLDS.items()}

    def _add(self, menu: QMenu, text: str) -> QAction:
        action = menu.addAction(_tr(text))
        action.setCheckable(True)
        action.triggered.connect(self._on_option)
        return action

    def _refresh(self) -> None:
        with QSignalBlocker(self.scope):
            self.scope.setCurrentIndex(list(SCOPES).index(self._finder.scope))
        options = self._finder.options
        for name, action in self._wider.items():
            action.setChecked(bool(getattr(options, name)))
        for fold, action in self._folds.items():
            action.setChecked(fold in options.distinguish)

    def _on_scope_chosen(self, index: int) -> None:
        self._finder.set_scope(list(SCOPES)[index])

    def _on_option(self) -> None:
        distinguish = frozenset(fold for fold, action in self._folds.items() if action.isChecked())
        on = {name: action.isChecked() for name, action in self._wider.items()}
        self._finder.set_options(replace(Options(distinguish), **on))

    def _show_help(self) -> None:
        help_box = QueryHelp(self)
        corner = self.help.mapToGlobal(QPoint(0, self.help.height() + 2))
        room = self.screen().availableGeometry()
        size = help_box.sizeHint()
        left = max(room.left(), min(corner.x(), room.right() - size.width()))
        help_box.move(left, corner.y())
        help_box.show()


class QueryHelp(QFrame):
    """What can be typed, as a sheet that a click or Escape closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        rows = "".join(
            f"<tr><td style='padding-right: 16px'><b>{escape(query)}</b></td><td>{_tr(meaning)}</td></tr>"
            for query, meaning in LANGUAGE
        )
        text = QLabel(f"<table cellspacing='3'>{rows}</table>", self)
        text.setTextFormat(Qt.TextFormat.RichText)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(text)


class PartFilter(QWidget):
    """One button for all hits and one for each part of the pages that has any, with their numbers."""

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._row = FlowLayout(self)
        self._row.setContentsMargins(6, 2, 6, 2)
        self._group = QButtonGroup(self)
        self.buttons: dict[Part | None, QToolButton] = {}
        self._add(None, self.tr("All"))
        for part, name in PARTS.items():
            self._add(part, _tr(name))
        finder.results_changed.connect(self.refresh)
        finder.results_grown.connect(self.refresh)
        self.refresh()

    def _add(self, part: Part | None, name: str) -> None:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.clicked.connect(lambda _on=False: self._finder.set_part(part))
        self._group.addButton(button)
        self._row.addWidget(button)
        self.buttons[part] = button

    def refresh(self) -> None:
        """Shows the parts and numbers of the present results."""
        parts = self._finder.results.parts
        counts: dict[Part | None, int] = {None: sum(parts.values())}
        counts.update(parts.items())
        self.setVisible(len(counts) > 2 and not self._finder.is_of_notes)
        for part, button in self.buttons.items():
            button.setText(f"{button.accessibleName()} {counts.get(part, 0)}")
            button.setVisible(part in counts)
            button.setChecked(part is self._finder.part)
        self.updateGeometry()
