"""Where in the window a correction begins: the card, the popup, the menu at the pointer, selected text."""

from functools import partial
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from index_builder.model import Place, Structure
from reader.choices import own_mark, own_name
from reader.clean_text import Stretch
from reader.correcting import Correcting
from reader.live_targets import LiveTargets, PagePoint
from reader.main_window import MainWindow
from reader.panels.correct import CorrectionDialog, OwnNameDialog
from reader.panels.corrections import CorrectionsDialog
from reader.records import Correction
from reader.session import Session
from reader.targets import Kind, Target

LONGEST_NAME = 60
"""Characters of a selection that may be a short name."""

LONGEST_MARK = 6
"""Characters of a selection that may be a mark."""

CORRECTABLE = frozenset({Kind.TERM, Kind.MARK, Kind.NOTE, Kind.REFERENCE})


class CorrectionWays(QObject):
    """Opens the dialogs of corrections, and hands on what is said in them."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        live: LiveTargets,
        correcting: Correcting,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._live = live
        self._correcting = correcting
        live.correction_wanted.connect(self.correct)
        live.restoring_wanted.connect(self.restore)
        correcting.looked_up.connect(self._on_looked_up)
        window.context_parts.append(self._offer)
        window.connect_action("own_name", self.add_own_name)
        window.connect_action("own_mark", self.add_own_mark)
        window.connect_action("corrections", self.show_list)

    def correct(self, target: Target) -> None:
        """Asks what is right in place of what `target` says."""
        subject = self._correcting.subject(target)
        if subject is None:
            self._session.message.emit(self.tr("There is nothing to correct here yet."))
            return
        contents, page_text = self._correcting.contents, self._session.page_name
        dialog = CorrectionDialog(subject, contents, page_text, self._window)
        dialog.said.connect(self._correcting.keep)
        dialog.taken_back.connect(self._take_back)
        self._session.closed.connect(dialog.reject)
        dialog.open()

    def restore(self, target: Target) -> None:
        """What was found for `target` holds again."""
        correction = self._correcting.about(target)
        if correction is not None:
            self._take_back(correction)

    def add_own_name(self) -> None:
        """Makes the selected text a short name of the reader's own."""
        selected = self._selected(LONGEST_NAME, self.tr("Select a short name on a page first."))
        if selected is None:
            return
        structure, document, place, stretch = selected
        subject = own_name(structure, document, place, stretch)
        dialog = OwnNameDialog(subject, self._correcting.contents, self._window)
        dialog.said.connect(self._on_own_said)
        self._session.closed.connect(dialog.reject)
        dialog.open()

    def add_own_mark(self) -> None:
        """Makes the selected figure the mark of a note near it."""
        says = self.tr("Select the figure of a mark on a page first.")
        selected = self._selected(LONGEST_MARK, says)
        if selected is None:
            return
        subject = own_mark(*selected)
        if not subject.choices:
            self._session.message.emit(self.tr("No note was found near this page."))
            return
        contents, page_text = self._correcting.contents, self._session.page_name
        dialog = CorrectionDialog(subject, contents, page_text, self._window)
        dialog.said.connect(self._on_own_said)
        self._session.closed.connect(dialog.reject)
        dialog.open()

    def _on_own_said(self, correction: Correction) -> None:
        self._correcting.keep(correction)
        self._window.views.active.selection_model.clear()

    def _selected(self, longest: int, says: str) -> tuple[Structure, int, Place, Stretch] | None:
        """What is selected, if it lies in one paragraph of one page; else `says` is said."""
        found = self._window.views.active.selection_model.stretches()
        text = found[0][3].text.strip() if len(found) == 1 else ""
        if not text or len(text) > longest:
            self._session.message.emit(says)
            return None
        document, page, rects, stretch = found[0]
        structure = self._session.documents[document].structure
        if structure is None:
            self._session.message.emit(self.tr("This file has not been read yet."))
            return None
        return structure, document, Place(page, rects), stretch

    def show_list(self) -> None:
        """The corrections of this volume, or of all."""
        dialog = CorrectionsDialog(self._session, self._live, self._correcting, self._window)
        self._window.closing.connect(dialog.close)
        dialog.show()

    def _offer(self, point: object, menu: QMenu) -> None:
        """What the menu at the pointer offers at a point of a page."""
        selection = self._window.views.active.selection_model
        if not selection.is_empty:
            short = len(self._window.views.active.selected_text().strip()) <= LONGEST_MARK
            for name in ("own_name", "own_mark") if short else ("own_name",):
                menu.addAction(self._window.actions_by_id[name])
            menu.addSeparator()
        if point is None:
            return
        at = cast("PagePoint", point)
        target = self._live.at(at)
        hidden = self._correcting.hidden_at(at)
        if target is not None and target.kind in CORRECTABLE:
            action = menu.addAction(self.tr("This is wrong…"))
            action.triggered.connect(partial(self._correct_later, target))
            hidden = self._correcting.about(target)
        if hidden is not None:
            action = menu.addAction(self.tr("Take back the correction"))
            action.triggered.connect(partial(self._take_back_later, hidden))
        if not menu.isEmpty():
            menu.addSeparator()

    def _correct_later(self, target: Target, _checked: bool = False) -> None:
        self.correct(target)

    def _take_back_later(self, correction: Correction, _checked: bool = False) -> None:
        self._take_back(correction)

    def _take_back(self, correction: Correction) -> None:
        self._correcting.take_back(correction)
        self._session.message.emit(self.tr("Taken back; Ctrl+Z keeps it again."))

    def _on_looked_up(self, name: str, places: int) -> None:
        says = self.tr("“{0}” answers in {1} places of this volume now.")
        if not places:
            says = self.tr("“{0}” stands nowhere in this volume as a word of its own.")
        self._session.message.emit(says.format(name, places))
