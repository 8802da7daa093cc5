"""Choosing annotations on the pages: a click chooses, a drag moves, handles resize, keys nudge and delete.

Marks on text are not chosen here: a press on them begins a selection, as on any text. What answers
to the pointer wins over the inside of an area. Each drag is one gesture of the notebook.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextDocument
from PySide6.QtWidgets import QToolTip

from reader import note_shapes as shapes
from reader.exchange.embedded import is_embedded
from reader.geometry import PIXELS_PER_POINT, PageTransform
from reader.note_layer import region_of, style_of
from reader.note_pen import CHOSEN, HANDLED, RESIZABLE
from reader.note_places import NotePlaces
from reader.notebook import Item, Notebook
from reader.overlays import Overlays, Region
from reader.page_tools import LEAST_DRAG, PageHand, hand_of, page_under
from reader.records import Annotation, Note
from reader.text_selection import PagePoint

if TYPE_CHECKING:
    from reader.live_targets import LiveTargets
    from reader.page_view import PageView

LAYER = "chosen"

NEAR = 5
"""Device-independent pixels beside a line that still mean it."""

STEP, LONG_STEP = 1.0, 10.0
"""Points that an arrow key moves by, and that it does with Shift."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
EDGES = (
    Qt.CursorShape.SizeHorCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
)
"""By the direction of a handle in eighths of a turn, clockwise from the right; opposite ones are alike."""

DIRECTIONS = ((1, 0), (1, 1), (0, 1), (-1, 1))
MARKDOWN = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class _Grasp(Struct, frozen=True):
    """What a press takes hold of: the whole of it without a `handle`.

    `is_answered` tells that a click, which is no drag, means what lies below.
    """

    item: Item
    record: Annotation
    handle: shapes.Handle | None = None
    is_answered: bool = False


class _Held(Struct, frozen=True):
    """Since the button went down at `start` of a page of `size`, at `at` of the viewport."""

    grasp: _Grasp
    size: shapes.Size
    start: shapes.Point
    at: QPointF


class NoteChoosing(QObject):
    """The annotation that mouse and keys are on, in all views of a window.

    Attributes:
        item: None for none.

    Signals:
        chosen(Item or None): another one is chosen.
        opened(Item, PageView): it is to be read or written in.
        copied(Item): it is to go to the clipboard.
        recoloured(kind, colour): the chosen one has been given another colour.
    """

    chosen = Signal(object)
    opened = Signal(object, object)
    copied = Signal(object)
    recoloured = Signal(str, str)

    def __init__(
        self,
        notebook: Notebook,
        live: "LiveTargets",
        places: NotePlaces,
        overlays: Overlays,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._live = live
        self._places = places
        self._overlays = overlays
        self.item: Item | None = None
        self._views: dict[QObject, PageView] = {}
        self._hands: dict[QObject, PageHand] = {}
        self._held: _Held | None = None
        self._changed: Annotation | None = None
        overlays.set_layer(LAYER, {})
        notebook.changed.connect(self._on_notes_changed)

    def listen_to(self, view: "PageView") -> None:
        """Choose in `view` too."""
        self._hands[view] = hand_of(view)
        self._views[view.viewport()] = view
        self._views[view] = view
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        view.clicked.connect(partial(self._on_clicked, view))
        view.destroyed.connect(partial(self._forget, view, view.viewport()))

    def choose(self, item: Item | None) -> None:
        """Put the frame around `item`."""
        self._settle()
        if item is not None:
            self._places.prepare(item.document, item.record.page)
        is_other = _name(item) != _name(self.item)
        self.item = item
        self._paint()
        if is_other:
            self.chosen.emit(item)

    def remove(self, item: Item) -> None:
        """Delete an annotation."""
        self._changed = None
        if _name(item) == _name(self.item):
            self.choose(None)
        self._notebook.remove(item)

    def at(self, point: PagePoint, view: "PageView") -> Item | None:
        """The annotation that a click at a point means."""
        items = {i.record.id: i for i in self.items(point.document, point.page)}
        records = (item.record for item in items.values() if isinstance(item.record, Annotation))
        found = shapes.picked(records, point.x, point.y, _near(view))
        return items[found.id] if found is not None else None

    # --- events -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = self._views.get(watched)
        if view is None or self._hands[view].tool is not None:
            return False
        if isinstance(event, QKeyEvent):
            return watched is view and self._on_key(view, event)
        if watched is not view.viewport():
            return False
        if isinstance(event, QMouseEvent):
            return self._on_mouse(view, event)
        if isinstance(event, QHelpEvent):
            return self._on_help(view, event)
        return False

    def _on_mouse(self, view: "PageView", event: QMouseEvent) -> bool:
        is_left = event.button() is Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress if is_left:
                return self._press(view, event.position())
            case QEvent.Type.MouseMove if self._held is not None:
                self._drag(view, event.position(), self._held)
                return True
            case QEvent.Type.MouseMove if not event.buttons():
                return self._hover(view, event.position())
            case QEvent.Type.MouseButtonRelease if is_left and self._held is not None:
                self._release(view, self._held, event)
                return True
            case QEvent.Type.MouseButtonDblClick if is_left:
                return self._press_twice(view, event.position())
        return False

    def _press(self, view: "PageView", position: QPointF) -> bool:
        """Whether the press is on something that it takes hold of."""
        self._settle()
        point = view.point_at(position)
        grasp = self._grasp(view, point) if point is not None else None
        if grasp is None or point is None:
            self.choose(None)
            return False
        view.setFocus()
        view.focused.emit(view)
        _, _, width, height, *_ = page_under(view, position)
        if _name(grasp.item) != _name(self.item):
            self.choose(grasp.item)
        self._held = _Held(grasp, (width, height), (point.x, point.y), position)
        return True

    def _grasp(self, view: "PageView", point: PagePoint) -> _Grasp | None:
        """The chosen one by a handle or as a whole; of the others only what covers the page."""
        found = self.at(point, view)
        return self._grasp_of_chosen(view, point, found) or (
            _Grasp(found, found.record)
            if found is not None
            and isinstance(found.record, Annotation)
            and found.record.kind in shapes.SOLID
            else None
        )

    def _grasp_of_chosen(
        self, view: "PageView", point: PagePoint, found: Item | None
    ) -> _Grasp | None:
        item = self.item
        if item is None or not isinstance(item.record, Annotation):
            return None
        if (item.document, item.record.page) != (point.document, point.page):
            return None
        record, near, here = item.record, _near(view), (point.x, point.y)
        frame = shapes.frame_of(record)
        if record.kind in shapes.RESIZABLE:
            handle = shapes.handle_at(frame, *here, near)
            if handle is not None:
                return _Grasp(item, record, handle)
        if shapes.is_on(record, *here, near):
            return _Grasp(item, record)
        if record.kind == "area" and frame.contains(*here) and _name(found) in {"", record.id}:
            return _Grasp(item, record, is_answered=self._live.at(point) is not None)
        return None

    def _drag(self, view: "PageView", position: QPointF, held: _Held) -> None:
        is_still = self._changed is None
        if is_still and (position - held.at).manhattanLength() < LEAST_DRAG:
            return
        grasp, record = held.grasp, held.grasp.record
        point = view.point_on(grasp.item.document, record.page, position)
        dx, dy = point.x - held.start[0], point.y - held.start[1]
        if grasp.handle is None:
            self._changed = shapes.moved(record, dx, dy, held.size)
        else:
            frame = shapes.frame_of(record)
            x, y = shapes.handle_place(frame, grasp.handle)
            rect = shapes.resized(frame, grasp.handle, (x + dx, y + dy), held.size)
            self._changed = replace(record, rects=(rect,))
        self._paint()

    def _release(self, view: "PageView", held: _Held, event: QMouseEvent) -> None:
        is_click = self._changed is None
        self._settle()
        point = view.point_at(event.position())
        if not is_click or point is None:
            return
        if held.grasp.is_answered or self._live.at(point) is None:
            view.clicked.emit(point, event.modifiers())

    def _press_twice(self, view: "PageView", position: QPointF) -> bool:
        """A double click opens; inside an area it takes a word, as on any text."""
        point = view.point_at(position)
        found = self.at(point, view) if point is not None else None
        if found is None or point is None or not isinstance(found.record, Annotation):
            return False
        if not shapes.is_on(found.record, point.x, point.y, _near(view)):
            return False
        self.choose(found)
        self.opened.emit(found, view)
        return True

    def _on_clicked(
        self, view: "PageView", point: PagePoint, _modifiers: Qt.KeyboardModifier
    ) -> None:
        """A press that has become no drag: it was the view's, as long as nobody knew."""
        if self._live.at(point) is None:
            self.choose(self.at(point, view))

    def _hover(self, view: "PageView", position: QPointF) -> bool:
        """Shows what a drag would do; whether the view is not told of the pointer."""
        point = view.point_at(position)
        grasp = self._grasp(view, point) if point is not None else None
        viewport = view.viewport()
        if grasp is None or grasp.is_answered:
            if viewport.cursor().shape() in {*EDGES, Qt.CursorShape.SizeAllCursor}:
                viewport.unsetCursor()
            return False
        view.hovered.emit(None)
        cursor = Qt.CursorShape.SizeAllCursor
        if grasp.handle is not None:
            across, down = grasp.handle
            way = (across, down) if (across, down) in DIRECTIONS else (-across, -down)
            turn = view.turn_of(grasp.item.document, grasp.record.page)
            cursor = EDGES[(DIRECTIONS.index(way) + turn // 45) % len(EDGES)]
        viewport.setCursor(cursor)
        return True

    def _on_help(self, view: "PageView", event: QHelpEvent) -> bool:
        """What is written to the thing under the pointer, as Markdown without HTML."""
        point = view.point_at(QPointF(event.pos()))
        item = self.at(point, view) if point is not None else None
        record = item.record if item is not None else None
        if point is None or item is None or not isinstance(record, Annotation):
            return False
        is_on = shapes.is_on(record, point.x, point.y, _near(view))
        if not is_on or record.kind == "text" or not record.note.strip():
            return False
        text = QTextDocument()
        text.setMarkdown(record.note, MARKDOWN)
        place = view.viewport_rect(item.document, record.page, shapes.frame_of(record))
        around = place.adjusted(-NEAR, -NEAR, NEAR, NEAR)
        QToolTip.showText(event.globalPos(), text.toHtml(), view.viewport(), around)
        return True

    # --- keys -------------------------------------------------------------------------------

    def _on_key(self, view: "PageView", event: QKeyEvent) -> bool:
        """Whether a key is about what is chosen."""
        if self.item is None:
            return False
        key, is_copy = Qt.Key(event.key()), event.matches(QKeySequence.StandardKey.Copy)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_bare = not held & ~Qt.KeyboardModifier.ShiftModifier
        mine = is_copy or (
            is_bare and key in {*ARROWS, *ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Escape}
        )
        match event.type():
            case QEvent.Type.ShortcutOverride if mine:
                event.accept()
                return True
            case QEvent.Type.KeyPress if mine:
                self._do(view, key, is_long=bool(held), is_copy=is_copy)
                return True
            case QEvent.Type.KeyRelease if key in ARROWS and not event.isAutoRepeat():
                self._settle()
        return False

    def _do(self, view: "PageView", key: Qt.Key, *, is_long: bool, is_copy: bool) -> None:
        item = self.item
        assert item is not None
        if key in ARROWS and not is_copy:
            self._nudge(view, item, ARROWS[key], LONG_STEP if is_long else STEP)
        elif key in ENTER:
            self._settle()
            self.opened.emit(item, view)
        elif key == Qt.Key.Key_Delete:
            self.remove(item)
        elif is_copy:
            self.copied.emit(item)
        else:
            self._held = self._changed = None
            self.choose(None)

    def _nudge(self, view: "PageView", item: Item, way: tuple[int, int], step: float) -> None:
        """Moves on the screen's axes; kept when the key goes up, so that a held key is one gesture."""
        record = self._changed or item.record
        assert isinstance(record, Annotation)
        here = (item.document, record.page)
        size = next((p.width, p.height) for p in view.strip.pages if p[:2] == here)
        turn = PageTransform(*size, view.turn_of(*here), 1.0)
        (x0, y0), (x1, y1) = turn.to_page(0, 0), turn.to_page(way[0] * step, way[1] * step)
        self._changed = shapes.moved(record, x1 - x0, y1 - y0, size)
        self._paint()
        view.bring_into_sight(*here, shapes.frame_of(self._changed))

    # --- what is chosen ---------------------------------------------------------------------

    def _settle(self) -> None:
        """Keeps what was moved or resized."""
        changed, self._changed = self._changed, None
        item, self._held = self.item, None
        if changed is None or item is None or changed == item.record:
            return
        after = self._places.now(item.document, changed)
        names = ("rects", "strokes", "quotation", "prefix", "suffix")
        self._notebook.edit(item, **{name: getattr(after, name) for name in names})

    def _on_notes_changed(self) -> None:
        """The chosen one is found again as it is now; one that is gone is not chosen any more."""
        if self.item is None:
            return
        same = (
            item
            for item in self.items(self.item.document, self.item.record.page)
            if item.record.id == self.item.record.id
        )
        found = next(same, None)
        if found is None:
            self._changed = self._held = None
            self.choose(None)
        elif found != self.item:
            before, self.item = self.item.record, found
            self._paint()
            self._tell_colour(before, found.record)

    def _tell_colour(self, before: Note, now: Note) -> None:
        if not isinstance(now, Annotation) or not isinstance(before, Annotation):
            return
        if now.colour != before.colour:
            self.recoloured.emit(now.kind, now.colour)

    def items(self, document: int, page: int) -> Sequence[Item]:
        """The reader's own notes on a page; those of the file itself cannot be changed."""
        payloads = (region.payload for region in self._overlays.regions(document, page))
        return [p for p in payloads if isinstance(p, Item) and not is_embedded(p.record)]

    def _paint(self) -> None:
        item = self.item
        record = self._changed or (item.record if item is not None else None)
        if item is None or not isinstance(record, Annotation):
            self._overlays.clear_layer(LAYER)
            return
        shape = {"area": HANDLED, "text": RESIZABLE}.get(record.kind, CHOSEN)
        frame = Region((shapes.frame_of(record),), style_of(record.colour), shape=shape)
        drawn = [region_of(item.document, record)] if self._changed is not None else []
        bare = [replace(region, payload=None) for region in drawn]
        self._overlays.set_layer(LAYER, {(item.document, record.page): [*bare, frame]})

    def _forget(self, *parts: QObject) -> None:
        for part in parts:
            self._views.pop(part, None)
            self._hands.pop(part, None)


def _name(item: Item | None) -> str:
    return item.record.id if item is not None else ""


def _near(view: "PageView") -> float:
    """The points of the page that the hand may miss by."""
    return NEAR / (view.zoom * PIXELS_PER_POINT)
