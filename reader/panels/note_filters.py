"""What filters and sorts the list of notes: four menus, and a sign for each filter that is on."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader.colour_names import colour_name
from reader.note_list import LISTED, OF_FILE, OWN, Choice, Facet, Sort
from reader.note_words import kind_name
from reader.panels.colour_bar import swatch
from reader.panels.flow import FlowLayout
from reader.panels.note_icons import EDGE, kind_icon
from reader.records import COLOURS
from reader.settings import Settings

MOST_TAGS = 40
"""Tags in the menu; the others are found with the text filter."""

SORT = "notes/sort"

Counts = Callable[[Facet], Mapping[str, int]]


class ChoiceMenu(QMenu):
    """Stays open while what can be ticked is ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable() and action.actionGroup() is None:
            action.trigger()
        else:
            super().mouseReleaseEvent(event)


class NoteFilters(QWidget):
    """The buttons, and below them the filters that are on.

    Attributes:
        choice: what is kept to, without the text.
        sort: the order.
        colour, kind, tag, order: the buttons.
        everything: the button that takes all filters off.

    Signals:
        changed: `choice` or `sort` is another one.
        cleared: all filters shall go, the text too.
    """

    changed = Signal()
    cleared = Signal()

    def __init__(self, settings: Settings, counts: Counts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._counts = counts
        self.choice = Choice()
        kept = settings.get(SORT)
        self.sort = Sort(kept) if kept in set(Sort) else Sort.READING
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self.colour = self._button(self.tr("Colour"), self._fill_colours)
        self.kind = self._button(self.tr("Kind"), self._fill_kinds)
        self.tag = self._button(self.tr("Tag"), self._fill_tags)
        self.order = self._button(self.tr("Order"), self._fill_orders)
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips)
        self._flow.setContentsMargins(0, 2, 0, 0)
        self.everything = QToolButton(self._chips)
        self.everything.setText(self.tr("Show all"))
        self.everything.setToolTip(self.tr("Take all filters off"))
        self.everything.clicked.connect(lambda _checked: self.cleared.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._buttons)
        column.addWidget(self._chips)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.refresh()

    def set_choice(self, choice: Choice) -> None:
        """Keeps to what `choice` says, whose text does not matter here."""
        self.choice = choice
        self.refresh()
        self.changed.emit()

    def clear(self) -> None:
        """Takes these filters off without telling of it."""
        self.choice = Choice()
        self.refresh()

    def refresh(self, *, text: str = "") -> None:
        """Shows the filters that are on; `text` is the one of the box, which can be taken off here too."""
        while self._flow.count():
            taken = self._flow.takeAt(0)
            chip = taken.widget() if taken is not None else None
            if chip is not None and chip is not self.everything:
                chip.deleteLater()
        is_on = bool(self.choice.values or text.strip())
        for facet, value in sorted(self.choice.values):
            self._flow.addWidget(self._chip(facet, value))
        self._flow.addWidget(self.everything)
        self._chips.setVisible(is_on)
        for facet, button in ((Facet.COLOUR, self.colour), (Facet.TAG, self.tag)):
            _set_bold(button, is_bold=bool(self.choice.of(facet)))
        whose = self.choice.of(Facet.WHOSE)
        _set_bold(self.kind, is_bold=bool(self.choice.of(Facet.KIND) | whose))
        self.updateGeometry()

    def name(self, facet: Facet, value: str) -> str:
        """What a value is called."""
        if facet is Facet.COLOUR:
            return colour_name(self._settings, value) if value else self.tr("Without a colour")
        if facet is Facet.KIND:
            return kind_name(value)
        if facet is Facet.WHOSE:
            return self.tr("My own") if value == OWN else self.tr("Of the file")
        return f"#{value}"

    def _chip(self, facet: Facet, value: str) -> QToolButton:
        chip = QToolButton(self._chips)
        chip.setText(f"{self.name(facet, value)} ×")
        chip.setToolTip(self.tr("Take this filter off"))
        chip.setIcon(_icon(facet, value))
        chip.setIconSize(QSize(EDGE, EDGE))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.clicked.connect(partial(self._toggle, facet, value))
        chip.show()
        return chip

    def _button(self, text: str, fill: Callable[[QMenu], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAutoRaise(True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        menu = ChoiceMenu(button)
        menu.aboutToShow.connect(partial(self._refill, menu, fill))
        button.setMenu(menu)
        self._buttons.addWidget(button, 1)
        return button

    @staticmethod
    def _refill(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
        menu.clear()
        fill(menu)

    def _fill_colours(self, menu: QMenu) -> None:
        self._offer(menu, Facet.COLOUR, COLOURS)

    def _fill_kinds(self, menu: QMenu) -> None:
        self._offer(menu, Facet.KIND, LISTED)
        whose = self._counts(Facet.WHOSE)
        if whose.get(OF_FILE) or self.choice.of(Facet.WHOSE):
            menu.addSeparator()
            self._offer(menu, Facet.WHOSE, (OWN, OF_FILE))

    def _fill_tags(self, menu: QMenu) -> None:
        counts = self._counts(Facet.TAG)
        used = sorted(counts, key=lambda tag: (-counts[tag], tag))[:MOST_TAGS]
        chosen = sorted(self.choice.of(Facet.TAG) - set(used))
        self._offer(menu, Facet.TAG, (*chosen, *used))
        if not menu.actions():
            menu.addAction(self.tr("No tags yet")).setEnabled(False)

    def _offer(self, menu: QMenu, facet: Facet, values: Sequence[str]) -> None:
        counts, chosen = self._counts(facet), self.choice.of(facet)
        for value in values:
            count = counts.get(value, 0)
            name = self.name(facet, value).replace("&", "&&")
            action = QAction(_icon(facet, value), f"{name}  ({count})", menu)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.setEnabled(bool(count) or value in chosen)
            action.triggered.connect(partial(self._toggle, facet, value))
            menu.addAction(action)

    def _fill_orders(self, menu: QMenu) -> None:
        names = {
            Sort.READING: self.tr("Reading order, by chapter"),
            Sort.NEWEST: self.tr("Newest first, by day"),
            Sort.CHANGED: self.tr("Changed last, by day"),
            Sort.COLOUR: self.tr("By colour"),
            Sort.TAG: self.tr("By tag"),
        }
        group = QActionGroup(menu)
        for sort, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(sort is self.sort)
            action.setData(sort.value)
            group.addAction(action)
            action.triggered.connect(partial(self._set_sort, sort))

    def _toggle(self, facet: Facet, value: str, _checked: bool = False) -> None:
        self.set_choice(self.choice.toggled(facet, value))

    def _set_sort(self, sort: Sort, _checked: bool = False) -> None:
        self.sort = sort
        self._settings.set(SORT, sort.value)
        self.changed.emit()


def _set_bold(button: QToolButton, *, is_bold: bool) -> None:
    """A button whose filter is on stands out."""
    font = button.font()
    font.setBold(is_bold)
    button.setFont(font)


def _icon(facet: Facet, value: str) -> QIcon:
    if facet is Facet.COLOUR and value:
        return swatch(value)
    return kind_icon(value) if facet is Facet.KIND else QIcon()
