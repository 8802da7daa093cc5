"""What the thing under the pointer means, in a small frame beside it; one short text per kind of target.

Opens after a moment, stays while the pointer is in it, never covers what it speaks of. Says
nothing about what the page says already: notes, captions and headings have no popup.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from index_builder.model import bounds
from reader.answers import heading_text
from reader.live_targets import LiveTargets, PagePoint
from reader.page_view import PageView
from reader.panels.cards import CARD_MARGIN, Card, Cards
from reader.session import Session
from reader.targets import Kind, Target

OPEN_MILLISECONDS = 100
CLOSE_MILLISECONDS = 500
WIDTH = 340
"""Device-independent pixels; short texts make it narrower."""

GAP = 4
"""Device-independent pixels between the word and its popup."""


class Popup(QFrame):
    """The frame; a child of the viewport, so it needs no window of its own.

    Signals:
        entered, left: the pointer came in, or went out.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__(view.viewport())
        self._page_area = view.viewport()
        self.setObjectName("popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: Card | None = None
        self.hide()

    @property
    def card(self) -> Card | None:
        """What is shown."""
        return self._card

    def show_card(self, card: Card, word: QRect) -> None:
        """Shows `card` below `word` (viewport coordinates), above it where there is more room."""
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.deleteLater()
        self._card = card
        self._column.addWidget(card)
        self.show()
        width = min(WIDTH, _natural_width(card), self._page_area.width() - 2 * GAP)
        height = card.height_for(width - 2 * self.frameWidth()) + 2 * self.frameWidth()
        room = self._page_area.rect().adjusted(GAP, GAP, -GAP, -GAP)
        self.setGeometry(_beside(word, width, height, room))
        self.raise_()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class Popups(QObject):
    """Opens and closes the popup of a page view.

    Attributes:
        popup: the frame; hidden when there is nothing to say.
    """

    def __init__(
        self, session: Session, live: LiveTargets, view: PageView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._view = view
        self._cards = Cards(session, live, self)
        self._next: Target | None = None
        self._shown: Target | None = None
        self.popup = Popup(view)
        self._opening = QTimer(self, singleShot=True, interval=OPEN_MILLISECONDS)
        self._closing = QTimer(self, singleShot=True, interval=CLOSE_MILLISECONDS)
        self._opening.timeout.connect(self._open)
        self._closing.timeout.connect(self.close)
        self.popup.entered.connect(self._on_entered)
        self.popup.left.connect(self._closing.start)
        view.hovered.connect(self.hover)
        view.scrolled.connect(self.close)
        view.clicked.connect(self.close)
        view.zoom_changed.connect(self.close)
        live.changed.connect(self.close)
        view.installEventFilter(self)

    def hover(self, point: PagePoint | None) -> None:
        """The pointer is at `point` of a page, None beside the pages."""
        target = self._live.at(point)
        if target is not None and target.kind in {Kind.NOTE, Kind.CAPTION}:
            target = None
        if target == self._shown and target is not None:
            self._opening.stop()
            self._closing.stop()
            return
        self._next = target
        if target is None:
            self._opening.stop()
            if self._shown is not None and not self._closing.isActive():
                self._closing.start()
        else:
            self._opening.start()

    def close(self) -> None:
        """Takes the popup away."""
        self._opening.stop()
        self._closing.stop()
        self._shown = None
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes the popup before it means anything else."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self._shown is not None
        ):
            self.close()
            return True
        return super().eventFilter(watched, event)

    def _on_entered(self) -> None:
        self._closing.stop()
        self._opening.stop()

    def _open(self) -> None:
        target = self._next
        if target is None or self._live.answers.structure(target.document) is None:
            return
        self._closing.stop()
        self._shown = target
        card = Card(self.popup)
        self._fill(card, target)
        word = self._view.viewport_rect(target.document, target.page, bounds(target.rects))
        self.popup.show_card(card, word)

    def _fill(self, card: Card, target: Target) -> None:
        match target.kind:
            case Kind.TERM:
                self._fill_term(card, target)
            case Kind.MARK:
                self._fill_note(card, target)
            case Kind.REFERENCE:
                self._fill_reference(card, target)
        buttons = [("details", self.tr("Side panel"), lambda: self._show(target))]
        if self._live.destination(target) is not None:
            buttons.insert(0, ("go", self.tr("Go there"), lambda: self._go(target)))
        card.add_buttons(buttons)
        card.add_quiet("wrong", self.tr("This is wrong…"), lambda: self._correct(target))

    def _correct(self, target: Target) -> None:
        self.close()
        self._live.correction_wanted.emit(target)

    def _show(self, target: Target) -> None:
        self.close()
        self._session.show_target(target)

    def _go(self, target: Target) -> None:
        self._show(target)
        self._live.follow(target)

    def _fill_term(self, card: Card, target: Target) -> None:
        answers = self._live.answers
        entry = answers.entry(target.index)
        meanings = answers.meanings(entry, target.document, target.page)
        card.add_text(entry.name, scale=1.15, bold=True)
        if not meanings:
            card.add_text(self.tr("Not explained in the files that are open."), pale=True)
            return
        meaning = meanings[0]
        card.add_text(meaning.definition.long_form)
        card.add_text(meaning.definition.expansion)
        if not (meaning.definition.long_form or meaning.definition.expansion):
            card.add_snippet(meaning.sentence)
        if meaning.is_guess:
            card.add_text(self.tr("A guess."), pale=True)

    def _fill_note(self, card: Card, target: Target) -> None:
        structure = self._live.answers.structure(target.document)
        if structure is not None:
            note = structure.footnotes[target.index]
            card.add_text(self.tr("Note {0}").format(note.label), pale=True)
            card.add_text(note.text)

    def _fill_reference(self, card: Card, target: Target) -> None:
        referred = self._live.answers.referred(target.document, target.index)
        if referred is None:
            return
        found = referred.caption or referred.heading
        card.add_text(heading_text(found) if found else referred.reference.text, bold=True)
        if referred.location is not None:
            document, page = referred.location.document, referred.location.place.page
            card.add_text(self._cards.page_text(document, page), pale=True)
            if referred.is_guess:
                card.add_text(self.tr("A guess."), pale=True)
        else:
            card.add_text(self._cards.missing_text(referred), pale=True)


def _natural_width(card: Card) -> int:
    """The width in which no line of `card` would have to be wrapped."""
    widest = max(
        (
            label.fontMetrics().horizontalAdvance(line)
            for label in card.findChildren(QLabel)
            for line in label.text().splitlines()
        ),
        default=0,
    )
    return max(widest + 2 * CARD_MARGIN, card.minimumSizeHint().width()) + 2 * GAP


def _beside(word: QRect, width: int, height: int, room: QRect) -> QRect:
    """A rectangle of that size in `room` that does not touch `word`."""
    below = room.bottom() - word.bottom() - GAP
    above = word.top() - room.top() - GAP
    if below >= height or below >= above:
        top = word.bottom() + GAP
        height = min(height, max(below, 0))
    else:
        height = min(height, max(above, 0))
        top = word.top() - GAP - height
    left = max(room.left(), min(word.left(), room.right() - width))
    return QRect(left, top, width, height)
