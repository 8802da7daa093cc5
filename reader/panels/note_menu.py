"""The menu at a row of the list of notes: what can be done with what is chosen."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu

from reader.colour_names import colour_name
from reader.note_list import OF_FILE, OWN
from reader.panels.colour_bar import swatch
from reader.records import COLOURS, Annotation
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.panels.notes import Notes

translate = QCoreApplication.translate

MOST_TAGS = 12
"""Tags that are offered; any other can be typed."""


class NoteMenu:
    """Made when it is asked for."""

    def __init__(self, notes: "Notes", settings: Settings) -> None:
        self._notes = notes
        self._settings = settings

    def open(self, point: QPoint) -> QMenu:
        """Opens the menu at a point of the screen."""
        menu = self.made()
        menu.popup(point)
        return menu

    def made(self) -> QMenu:
        """The menu for what is chosen now."""
        notes = self._notes
        menu = QMenu(notes)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own, theirs = notes.chosen(OWN), notes.chosen(OF_FILE)
        menu.addAction(translate("NoteMenu", "&Go there"), notes.go_to_chosen)
        if len(own) == 1:
            menu.addAction(translate("NoteMenu", "&Edit (F2)"), notes.editor.begin)
        if theirs:
            menu.addAction(translate("NoteMenu", "&Take over"), notes.take_over_chosen)
        if any(isinstance(item.record, Annotation) for item in own):
            menu.addSeparator()
            self._add_colours(menu.addMenu(translate("NoteMenu", "C&olour")))
            self._add_tags(menu.addMenu(translate("NoteMenu", "T&ag")))
        menu.addSeparator()
        menu.addAction(translate("NoteMenu", "&Copy"), notes.copy_chosen)
        if len(own) == 1 and own[0].record.content:
            menu.addAction(translate("NoteMenu", "Copy the &link"), notes.copy_link)
        if own:
            menu.addAction(translate("NoteMenu", "E&xport the chosen ones…"), notes.export_chosen)
            menu.addAction(translate("NoteMenu", "Export all that are &shown…"), notes.export_shown)
            menu.addSeparator()
            menu.addAction(translate("NoteMenu", "&Delete"), notes.delete_chosen)
        return menu

    def _add_colours(self, menu: QMenu) -> None:
        for colour in COLOURS:
            name = colour_name(self._settings, colour).replace("&", "&&")
            action = menu.addAction(swatch(colour), name)
            action.triggered.connect(partial(self._on_colour, colour))

    def _add_tags(self, menu: QMenu) -> None:
        for tag in self._notes.known_tags()[:MOST_TAGS]:
            action = menu.addAction(f"#{tag}".replace("&", "&&"))
            action.triggered.connect(partial(self._on_tag, tag))
        if menu.actions():
            menu.addSeparator()
        line = self._notes.editor.tags.line
        other = menu.addAction(translate("NoteMenu", "Another tag…"))
        other.triggered.connect(lambda: line.setFocus(Qt.FocusReason.OtherFocusReason))

    def _on_colour(self, colour: str, _checked: bool = False) -> None:
        self._notes.colour_chosen(colour)

    def _on_tag(self, tag: str, _checked: bool = False) -> None:
        self._notes.tag_chosen(tag)
