"""Where in the window a correction begins: the card, the popup, the menu at the pointer, selected text."""

from functools import partial
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from reader.choices import own_name
from reader.correcting import Correcting
from reader.live_targets import LiveTargets, PagePoint
from reader.main_window import MainWindow
from reader.panels.cards import Cards
from reader.panels.correct import CorrectionDialog, OwnNameDialog
from reader.panels.corrections import CorrectionsDialog
from reader.records import Correction
from reader.session import Session
from reader.targets import Kind, Target

LONGEST_NAME = 60
"""Characters of a selection that may be a short name."""

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
        self._cards = Cards(session, live, self)
        live.correction_wanted.connect(self.correct)
        live.restoring_wanted.connect(self.restore)
        correcting.looked_up.connect(self._on_looked_up)
        window.context_parts.append(self._offer)
        window.connect_action("own_name", self.add_own_name)
        window.connect_action("corrections", self.show_list)

    def correct(self, target: Target) -> None:
        """Asks what is right in place of what `target` says."""
        subject = self._correcting.subject(target)
        if subject is None:
            self._session.message.emit(self.tr("There is nothing to correct here yet."))
            return
        contents, page_text = self._correcting.contents, self._cards.page_text
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
        pieces = self._window.view.selection_model.pieces()
        text = pieces[0][3].strip() if len(pieces) == 1 else ""
        if not text or len(text) > LONGEST_NAME or "\n" in text:
            self._session.message.emit(self.tr("Select a short name on a page first."))
            return
        document, page, rects, _ = pieces[0]
        structure = self._session.documents[document].structure
        if structure is None:
            self._session.message.emit(self.tr("This file has not been read yet."))
            return
        subject = own_name(structure, document, page, rects, text)
        dialog = OwnNameDialog(subject, self._correcting.contents, self._window)
        dialog.said.connect(self._correcting.keep)
        dialog.said.connect(self._window.view.selection_model.clear)
        self._session.closed.connect(dialog.reject)
        dialog.open()

    def show_list(self) -> None:
        """The corrections of this volume, or of all."""
        dialog = CorrectionsDialog(self._session, self._live, self._correcting, self._window)
        self._window.closing.connect(dialog.close)
        dialog.show()

    def _offer(self, point: object, menu: QMenu) -> None:
        """What the menu at the pointer offers at a point of a page."""
        selection = self._window.view.selection_model
        if not selection.is_empty:
            menu.addAction(self._window.actions_by_id["own_name"])
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
