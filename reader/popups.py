"""What the thing under the pointer, or under the keys, means: a small frame beside it, one text per kind.

Opens after a moment, stays while the pointer is in it, never covers what it speaks of. Says
nothing about what the page says already: notes and captions have no popup.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from reader import theme
from reader.glances import Glance, Glances
from reader.live_targets import LiveTargets, PagePoint
from reader.page_cuts import Cut
from reader.page_view import PageView
from reader.panels.glance import GlanceBody
from reader.popup_frame import Popup
from reader.session import Session
from reader.settings import Settings
from reader.targets import Kind, Target

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN_MILLISECONDS = 100
CLOSE_MILLISECONDS = 500

HUGE = 0.5
"""A word over this part of the view's height leaves no room beside it: the popup goes to the pointer."""

BAR = "context_bar"
"""What `panels.context_bar` calls its widget."""

SILENT = {Kind.NOTE, Kind.CAPTION, Kind.HEADING}


class Popups(QObject):
    """Opens and closes the popup of a page view.

    Attributes:
        popup: the frame; hidden when there is nothing to say.
        shown: what it speaks of, None while it is hidden.

    Signals:
        panel_wanted(with_list): the side panel is to show the session's target, or its list of uses.
        browser_wanted(address): a web address is to be opened.
        pinned(Glance, QPoint): it is to stay where it is on the screen.
        tabbed_out(forwards): the keys have left its buttons.
    """

    panel_wanted = Signal(bool)
    browser_wanted = Signal(str)
    pinned = Signal(object, QPoint)
    tabbed_out = Signal(bool)

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        view: PageView,
        cut: Cut,
        *,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._view = view
        self._cut = cut
        self._settings = settings
        self._glances = Glances(session, live, self)
        self._next: tuple[Target, PagePoint] | None = None
        self._is_held = False
        self.shown: Target | None = None
        self.popup = Popup(view.viewport())
        self._opening = QTimer(self, singleShot=True, interval=OPEN_MILLISECONDS)
        self._closing = QTimer(self, singleShot=True, interval=CLOSE_MILLISECONDS)
        self._opening.timeout.connect(self._open_next)
        self._closing.timeout.connect(self.close)
        self.popup.entered.connect(self._on_entered)
        self.popup.left.connect(self._on_left)
        self.popup.pressed.connect(self._do)
        self.popup.tabbed_out.connect(self._on_tabbed_out)
        view.hovered.connect(self.hover)
        for signal in (view.scrolled, view.zoom_changed, view.context_requested):
            signal.connect(self.close)
        live.changed.connect(self.close)
        live.links_changed.connect(self._on_links_changed)
        view.clicked.connect(self._on_clicked)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        self.popup.installEventFilter(self)

    def hover(self, point: PagePoint | None) -> None:
        """The pointer is at `point` of a page, None beside the pages."""
        if self._is_held:
            return
        target = self._live.at(point)
        if target is not None and target.kind in SILENT:
            target = None
        if target is None or point is None:
            self._opening.stop()
            if self.shown is not None and not self._closing.isActive():
                self._closing.start()
        elif target == self.shown:
            self._opening.stop()
            self._closing.stop()
        else:
            self._next = target, point
            self._opening.start()

    def _on_links_changed(self) -> None:
        """The links of a page are numbered anew."""
        if self.shown is not None and self.shown.kind is Kind.LINK:
            self.close()

    def _on_clicked(self, point: PagePoint) -> None:
        """A link out of the document has nothing in the side panel: a click says what it is."""
        target = self._live.at(point)
        if target is not None and target.kind is Kind.LINK and self._live.link(target).page < 0:
            self.open(target)

    def open(self, target: Target, *, held: bool = True) -> bool:
        """Says what `target` is; `held` until Escape, a click or a scroll. False when there is nothing to say."""
        glance = self._glances.of(target)
        if glance is None or not target.rects:
            return False
        return self._show(target, glance, self._word(target, None), held=held)

    def close(self) -> None:
        """Takes the popup away."""
        self._opening.stop()
        self._closing.stop()
        self._is_held = False
        if self.shown is None:
            return
        self.shown = None
        self._cut.want([])
        if self.popup.has_focus():
            self._view.setFocus()
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes the popup before it means anything else; a press of the mouse closes it too."""
        is_escape = (
            event.type() == QEvent.Type.KeyPress
            and cast("QKeyEvent", event).key() == Qt.Key.Key_Escape
        )
        if is_escape and self.shown is not None:
            self.close()
            return True
        is_press = event.type() == QEvent.Type.MouseButtonPress and watched is not self.popup
        if is_press or (event.type() == QEvent.Type.Hide and watched is self._view):
            self.close()
        return super().eventFilter(watched, event)

    # --- opening ----------------------------------------------------------------------------

    def _open_next(self) -> None:
        if self._next is None:
            return
        target, point = self._next
        glance = self._glances.of(target)
        if glance is None:
            self.close()
        else:
            self._show(target, glance, self._word(target, point), held=False)

    def _show(self, target: Target, glance: Glance, word: list[QRect], *, held: bool) -> bool:
        self._closing.stop()
        self._opening.stop()
        self._is_held = held
        self.shown = target
        self._cut.want([])
        paper = theme.PAPERS.get(self._settings.get("view/paper"), theme.PAPERS["white"])
        body = GlanceBody(glance, self._cut, paper, self.popup.picture_room())
        self.popup.show_glance(body, self._buttons(target, glance), [*word, *self._bars()])
        return True

    def _bars(self) -> list[QRect]:
        """Where a bar beside selected text or a note is: it is not covered either."""
        bars = self._view.viewport().findChildren(QWidget, BAR)
        return [bar.geometry() for bar in bars if not bar.isHidden()]

    def _word(self, target: Target, point: PagePoint | None) -> list[QRect]:
        """The rectangles of `target` on the viewport, that under `point` first."""
        rects = sorted(
            target.rects,
            key=lambda rect: point is not None and not rect.contains(point.x, point.y),
        )
        view = self._view
        found = [view.viewport_rect(target.document, target.page, rect) for rect in rects]
        area = view.viewport().rect()
        seen = [rect for rect in found if rect.intersects(area)] or found
        if seen[0].height() > HUGE * area.height():
            pointer = view.viewport().mapFromGlobal(view.cursor().pos())
            return [
                QRect(pointer, pointer)
                if area.contains(pointer)
                else QRect(area.center(), area.center())
            ]
        return seen

    def _buttons(self, target: Target, glance: Glance) -> list[tuple[str, str, str]]:
        """(name, text, icon); what is told by text stands left of what is told by an icon."""
        buttons = []
        if glance.address:
            buttons.append(("copy", self.tr("Copy address"), ""))
            if self._live_link_is_web(target) and self._settings.get("links/browser") != "never":
                buttons.append(("browser", self.tr("Open in browser"), ""))
            return buttons
        if self._live.destination(target) is not None:
            buttons.append(("go", self.tr("Go there"), ""))
        if target.kind is Kind.LINK:
            return buttons
        count = self._uses(target)
        if count > 1:
            buttons.append(("uses", self._uses_text(target.kind).format(count), ""))
        buttons.append(("details", self.tr("Side panel"), "panel-right"))
        buttons.append(("pin", self.tr("Pin: keep this in a window of its own"), "pin"))
        buttons.append(("wrong", self.tr("This is wrong…"), "correct"))
        return buttons

    def _live_link_is_web(self, target: Target) -> bool:
        return target.kind is Kind.LINK and self._live.link(target).is_web

    def _uses_text(self, kind: Kind) -> str:
        if kind is Kind.MARK:
            return self.tr("All marks ({0})")
        if kind is Kind.REFERENCE:
            return self.tr("All references ({0})")
        return self.tr("All uses ({0})")

    def _uses(self, target: Target) -> int:
        """How many places the side panel lists for `target`."""
        answers = self._live.answers
        if target.kind is Kind.TERM:
            return len(answers.entry(target.index).uses)
        structure = answers.structure(target.document)
        if target.kind is Kind.MARK and structure is not None:
            return len(structure.footnotes[target.index].marks)
        referred = answers.referred(target.document, target.index)
        if referred is None or referred.location is None:
            return 0
        return len(answers.referrers(referred.location.document, referred.location.place))

    # --- what its buttons do ----------------------------------------------------------------

    def _do(self, name: str) -> None:
        target, body = self.shown, self.popup.card
        if target is None or body is None:
            return
        place = self.popup.mapToGlobal(QPoint())
        does: dict[str, Callable[[], None]] = {
            "go": lambda: self._go(target),
            "uses": lambda: self._show_panel(target, with_list=True),
            "details": lambda: self._show_panel(target, with_list=False),
            "pin": lambda: self.pinned.emit(body.glance, place),
            "copy": lambda: self._copy(body.glance.address),
            "wrong": lambda: self._live.correction_wanted.emit(target),
            "browser": lambda: self.browser_wanted.emit(body.glance.address),
        }
        self.close()
        does[name]()

    def _go(self, target: Target) -> None:
        if target.kind is not Kind.LINK:
            self._session.show_target(target)
        self._live.follow(target)

    def _show_panel(self, target: Target, *, with_list: bool) -> None:
        self._session.show_target(target)
        self.panel_wanted.emit(with_list)

    def _copy(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        self._session.message.emit(self.tr("Address copied"))

    # --- the pointer and the keys -----------------------------------------------------------

    def _on_entered(self) -> None:
        self._closing.stop()
        self._opening.stop()

    def _on_left(self) -> None:
        if not self._is_held:
            self._closing.start()

    def _on_tabbed_out(self, forwards: bool) -> None:
        self.close()
        self._view.setFocus()
        self.tabbed_out.emit(forwards)
