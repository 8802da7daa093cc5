"""The live things of the screen by keyboard: Tab walks them, Enter opens, letters choose among all.

Scrolls nothing: what is not in sight is not walked. Tab behind the last thing leaves the view, so
that the keyboard is never caught in it.
"""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from index_builder.model import bounds
from reader import theme
from reader.hints import Hints
from reader.live_targets import LiveTargets
from reader.overlays import Region, Style
from reader.page_view import PageView
from reader.popups import SILENT, Popups
from reader.session import Session
from reader.settings import Settings
from reader.targets import Kind, Target

LAYER = "focus"

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
}
OTHER_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


LEAVING = {
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class LiveKeys(QObject):
    """The thing of a page view that the keys are on.

    Attributes:
        focus: that thing, None for none.
        hints: the letters, None while they are not shown.
    """

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        view: PageView,
        popups: Popups,
        *,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._view = view
        self._popups = popups
        self._settings = settings
        self._hinted: list[Target] = []
        self.focus: Target | None = None
        self.hints: Hints | None = None
        view.overlays.set_layer(LAYER, {})
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.scrolled.connect(self.leave_hints)
        live.changed.connect(self._on_changed)
        live.links_changed.connect(self._on_links_changed)
        popups.tabbed_out.connect(self._on_tabbed_out)

    def things(self) -> list[Target]:
        """What answers to a click and can be seen, in reading order."""
        area = self._view.viewport().rect()
        return [
            target
            for page in self._view.visible_pages()
            for target in self._live.things(*page)
            if any(rect.intersects(area) for rect in self._rects(target))
        ]

    def leave(self) -> None:
        """The keys are on nothing."""
        self.leave_hints()
        self._set_focus(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride if self._takes(cast("QKeyEvent", event)):
                event.accept()
                return True
            case QEvent.Type.KeyPress if watched is self._view:
                return self._on_key(cast("QKeyEvent", event))
            case QEvent.Type.FocusOut if watched is self._view:
                self._on_focus_out(cast("QFocusEvent", event).reason())
            case QEvent.Type.MouseButtonPress:
                self.leave()
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is meant here though it is an action elsewhere: R turns pages, Escape ends a presentation."""
        if self.hints is not None:
            return True
        is_open = self.focus is not None or self._popups.shown is not None
        return is_open and event.key() == Qt.Key.Key_Escape

    def _on_focus_out(self, reason: Qt.FocusReason) -> None:
        """The frame goes with the keys; a popup, a menu or another window only borrow them."""
        self.leave_hints()
        if reason in LEAVING and self._popups.shown is None:
            self._set_focus(None)

    # --- keys -------------------------------------------------------------------------------

    def _on_key(self, event: QKeyEvent) -> bool:
        """Whether the key has been dealt with."""
        key = Qt.Key(event.key())
        if self.hints is not None:
            return self._hint_key(key, event)
        if key in TABS and not event.modifiers() & OTHER_KEYS:
            return self._tab(TABS[key])
        if key == Qt.Key.Key_Escape and self.focus is not None and self._popups.shown is None:
            self._set_focus(None)
            return True
        if key in ENTER and self.focus is not None:
            self._enter(follow=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return True
        return False

    def _tab(self, by: int) -> bool:
        if self._popups.shown is not None and self._popups.shown == self.focus:
            self._popups.popup.focus_buttons(forwards=by > 0)
            return True
        return self._walk(by)

    def _walk(self, by: int) -> bool:
        """Goes to the next thing in sight; False behind the last one, which the keys then leave."""
        things = self.things()
        at = (
            things.index(self.focus) + by
            if self.focus in things
            else min(by, 0) % (len(things) or 1)
        )
        if not 0 <= at < len(things):
            self.leave()
            return False
        self._set_focus(things[at])
        return True

    def _enter(self, *, follow: bool) -> None:
        target = self.focus
        if target is None:
            return
        again = self._popups.shown == target
        if target.kind in SILENT:
            again = self._session.target == target
        if follow or again:
            self._popups.close()
            self._live.choose(target, at_once=True)
        elif not self._popups.open(target):
            self._live.choose(target)

    def _on_tabbed_out(self, forwards: bool) -> None:
        """Behind the buttons of a popup the things go on; before them is the thing itself."""
        if forwards and self.focus is not None:
            self._walk(1)

    def take_up(self) -> None:
        """Makes what the keys are on what the side panel shows, before an action that is about that."""
        if self.focus is not None and self.focus.kind is not Kind.LINK:
            self._session.show_target(self.focus)

    def go_to_definition(self) -> None:
        """Where the thing leads that the keys are on, else the one of the side panel."""
        self.take_up()
        self._live.go_to_definition()

    def step_use(self, by: int) -> None:
        """The next use of what the keys are on, or of the short name of the side panel; the one before for −1."""
        was_on = self.focus is not None
        self.take_up()
        self._live.step_use(by)
        if was_on and isinstance(self._session.target, Target):
            self._set_focus(self._session.target)

    # --- letters ----------------------------------------------------------------------------

    def show_hints(self) -> None:
        """Puts letters on all things in sight; a second time takes them away."""
        if self.hints is not None:
            self.leave_hints()
            return
        self._popups.close()
        self._hinted = self.things()
        if not self._hinted:
            self._session.message.emit(self.tr("Nothing on this screen answers."))
            return
        paper = theme.PAPERS.get(self._settings.get("view/paper"), theme.PAPERS["white"])
        self.hints = Hints(self._view.viewport(), paper.inks)
        self.hints.show_at([self._corner(target) for target in self._hinted])
        self._view.setFocus()

    def leave_hints(self) -> None:
        """Takes the letters away."""
        if self.hints is not None:
            self.hints.hide()
            self.hints.deleteLater()
            self.hints = None
            self._hinted = []

    def _hint_key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        hints = self.hints
        if hints is None or key in MODIFIERS:
            return True
        if key == Qt.Key.Key_Backspace and hints.typed:
            hints.untype()
            return True
        letter = _letter(event)
        if not letter:
            self.leave_hints()
            return key == Qt.Key.Key_Escape
        try:
            chosen = hints.type(letter)
        except IndexError:
            self.leave_hints()
            return True
        if chosen is not None:
            target = self._hinted[chosen]
            self.leave_hints()
            self._choose(target)
        return True

    def _choose(self, target: Target) -> None:
        """As a click does, beside a popup where there is one; a link may be no more."""
        if target.kind is Kind.LINK and target not in self._live.things(
            target.document, target.page
        ):
            return
        self._set_focus(target)
        if self._is_inner(target) or target.kind in SILENT:
            self._live.choose(target)
            return
        if target.kind is not Kind.LINK:
            self._session.show_target(target)
        self._popups.open(target)

    def _is_inner(self, target: Target) -> bool:
        """Whether it is a link to a page of the document."""
        return target.kind is Kind.LINK and self._live.link(target).page >= 0

    # --- the frame --------------------------------------------------------------------------

    def _set_focus(self, target: Target | None) -> None:
        if target == self.focus:
            return
        self._popups.close()
        self.focus = target
        if target is None:
            self._view.overlays.clear_layer(LAYER)
        else:
            region = Region(target.rects, Style.FOCUS, target)
            self._view.overlays.set_layer(LAYER, {(target.document, target.page): [region]})

    def _on_changed(self) -> None:
        """A thing that is no more is not the one the keys are on."""
        self.leave_hints()
        self._on_links_changed()

    def _on_links_changed(self) -> None:
        focus = self.focus
        if focus is not None and focus not in self._live.things(focus.document, focus.page):
            self._set_focus(None)

    def _rects(self, target: Target) -> list[QRect]:
        place = self._view.viewport_rect
        return [place(target.document, target.page, rect) for rect in target.rects]

    def _corner(self, target: Target) -> QPoint:
        """The upper left corner of what is in sight of a thing."""
        area = self._view.viewport().rect()
        seen = [rect for rect in self._rects(target) if rect.intersects(area)]
        return (
            seen[0].topLeft()
            if seen
            else self._view.viewport_rect(
                target.document, target.page, bounds(target.rects)
            ).topLeft()
        )


def _letter(event: QKeyEvent) -> str:
    """The letter of a key, whatever Shift and an input method make of it; "" beside the letters."""
    key = event.key()
    return chr(key).lower() if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else ""
