"""The tools that put notes on pages: areas, text boxes, ink, sticky notes; and what is done with those that are there.

A tool is one-shot; told twice it stays until Escape. Ink and its eraser always stay.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QMenu

from index_builder.model import Rect
from reader import note_shapes as shapes
from reader.annotating import annotation
from reader.beside import described, figure_at
from reader.note_choosing import NEAR, NoteChoosing
from reader.note_layer import region_of
from reader.note_pen import FONT_SIZE, LEADING, PADDING, default_text_box, text_box
from reader.note_places import NotePlaces
from reader.note_quotes import picture_place
from reader.notebook import Item, Notebook
from reader.page_editor import Letters, PageEditor
from reader.page_tools import PageTool, Shows, Trace
from reader.records import Annotation, Stroke
from reader.text_selection import PagePoint
from reader.theme import LINES, MARKS

if TYPE_CHECKING:
    from reader.live_targets import LiveTargets
    from reader.main_window import MainWindow
    from reader.page_view import PageView
    from reader.render import RenderService
    from reader.session import Session

LEAST = 4.0
"""Points; a rectangle less wide or high is a slip of the hand."""

MOMENT = 1200
"""Milliseconds between two strokes of one annotation."""

LAYER = "drawing"

COLOURS = {"area": "blue", "text": "yellow", "ink": "red", "note": "yellow"}
"""Of the first of each kind; the next ones have the colour that the last was given."""

DOT, RING = 7, 15
"""Device-independent pixels of the pointers for ink and its eraser."""


class Pen(PageTool):
    """Draws strokes; those that follow one another soon, on one page, are one annotation.

    Signals:
        drawn(document, page, strokes): it is done.
        rubbed(Trace, PageView): the other end of a pen was used.
    """

    drawn = Signal(int, int, object)
    rubbed = Signal(object, object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(Qt.CursorShape.CrossCursor, Shows.LINE, parent)
        self.place = (-1, -1)
        self.strokes: tuple[Stroke, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=MOMENT)
        self._pause.timeout.connect(self.finish)
        self.traced.connect(self._on_traced)
        self.moved.connect(self._on_moved)
        self.left.connect(self.finish)

    def finish(self) -> None:
        """What was drawn up to now is one annotation."""
        self._pause.stop()
        strokes, self.strokes = self.strokes, ()
        if strokes:
            self.drawn.emit(*self.place, strokes)
            self.changed.emit()

    def key(self, event: QKeyEvent) -> bool:
        """Enter ends an annotation, Ctrl+Z takes back its last stroke, Escape puts the pen down."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finish()
            return True
        if self._takes_back(event):
            self.strokes = self.strokes[:-1]
            self._pause.start()
            self.changed.emit()
            return True
        return super().key(event)

    def wants(self, event: QKeyEvent) -> bool:
        return self._takes_back(event) or super().wants(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        return bool(self.strokes) and event.matches(QKeySequence.StandardKey.Undo)

    def _on_moved(self, trace: Trace, _view: object) -> None:
        del trace
        self._pause.stop()

    def _on_traced(self, trace: Trace, view: object) -> None:
        if trace.is_eraser:
            self.rubbed.emit(trace, view)
            return
        if (trace.document, trace.page) != self.place:
            self.finish()
        self.place = (trace.document, trace.page)
        points = trace.points[:1] if trace.is_click else trace.points
        self.strokes = (*self.strokes, shapes.stroke_of(points, trace.size))
        self._pause.start()
        self.changed.emit()


class NoteTools(QObject):
    """Makes notes of what the tools trace.

    Attributes:
        choosing: the annotation that mouse and keys are on.
        tools: by the id of their action.

    Signals:
        opened(Item): its note is to be written where notes are.
        picture_asked(document, page, Rect): the picture of an area is to go to the clipboard.
    """

    opened = Signal(object)
    picture_asked = Signal(int, int, object)

    def __init__(
        self,
        window: "MainWindow",
        session: "Session",
        notebook: Notebook,
        live: "LiveTargets",
        render: "RenderService",
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._notebook = notebook
        self._live = live
        self._colours = dict(COLOURS)
        self._locked = False
        self._said = ""
        self._editor: PageEditor | None = None
        self._overlays = window.view.overlays
        self._places = NotePlaces(session, render, self)
        self.choosing = NoteChoosing(notebook, live, self._places, self._overlays, self)
        self.pen = Pen(self)
        self.tools = {
            "mark_area": PageTool(Qt.CursorShape.CrossCursor, Shows.BAND, self),
            "text_box": PageTool(Qt.CursorShape.IBeamCursor, Shows.BAND, self),
            "ink": self.pen,
            "erase_ink": PageTool(_ring(), parent=self),
            "sticky_note": PageTool(Qt.CursorShape.PointingHandCursor, parent=self),
        }
        self._connect()

    def close(self) -> None:
        """Keeps what is being drawn, moved or typed."""
        self.pen.finish()
        self._keep_typed()
        self.choosing.choose(None)
        self._places.finish()

    def _connect(self) -> None:
        for name, tool in self.tools.items():
            self._window.connect_action(name, partial(self._on_action, name))
            tool.left.connect(partial(self._on_left, name))
        self.tools["mark_area"].traced.connect(self._on_area)
        self.tools["text_box"].traced.connect(self._on_text_box)
        self.tools["sticky_note"].traced.connect(self._on_sticky_note)
        self.tools["erase_ink"].traced.connect(self._on_erased)
        self.pen.drawn.connect(self._on_drawn)
        self.pen.changed.connect(self._paint_strokes)
        self.pen.rubbed.connect(self._on_erased)
        self.choosing.opened.connect(self._on_opened)
        self.choosing.copied.connect(self._copy)
        self.choosing.recoloured.connect(self._colours.__setitem__)
        self._session.closing.connect(self._on_closing)
        self._window.context_parts.append(self._offer)
        for view in self._window.views:
            self.choosing.listen_to(view)
        self._window.views.added.connect(self._on_view_added)

    # --- taking and putting down ------------------------------------------------------------

    def _on_action(self, name: str) -> None:
        """Once takes a tool, twice keeps it in the hand, three times puts it down."""
        tool = self.tools[name]
        stays = name in {"ink", "erase_ink"}
        if tool.is_on and (self._locked or stays):
            tool.put_down()
            return
        self._locked = tool.is_on
        if not self._session.order:
            self._window.actions_by_id[name].setChecked(False)
            return
        self.choosing.choose(None)
        self._keep_typed()
        if name == "ink":
            self.pen.ink = LINES[self._colours["ink"]]
            self.pen.cursor = _dot(self.pen.ink)
        tool.take(self._window.views)
        self._window.actions_by_id[name].setChecked(True)
        self._window.views.active.setFocus()
        said = self._sentence(name)
        if self._locked:
            said = self.tr("{0} The tool stays until Esc.").format(said)
        self._said = said
        self._window.status.showMessage(said)

    def _sentence(self, name: str) -> str:
        return {
            "mark_area": self.tr(
                "Drag a rectangle, or click a figure or table to mark all of it; Esc leaves."
            ),
            "text_box": self.tr("Click or drag where the text is to stand; Esc leaves."),
            "ink": self.tr("Draw with the mouse or a pen; Enter ends a drawing, Esc leaves."),
            "erase_ink": self.tr("Drag over the strokes that are to go; Esc leaves."),
            "sticky_note": self.tr("Click where the note is to stand; Esc leaves."),
        }[name]

    def _on_left(self, name: str) -> None:
        self._locked = False
        self._window.actions_by_id[name].setChecked(False)
        if self._window.status.currentMessage() == self._said:
            self._window.status.clearMessage()

    def _done_with(self, name: str) -> None:
        if not self._locked:
            self.tools[name].put_down()

    def _on_closing(self) -> None:
        """What is in the hand belongs to the papers that are still open."""
        for tool in self.tools.values():
            tool.put_down()
        self.close()

    def _on_view_added(self, view: "PageView") -> None:
        self.choosing.listen_to(view)
        for tool in self.tools.values():
            if tool.is_on:
                tool.take([view])

    # --- making -----------------------------------------------------------------------------

    def _make(
        self,
        kind: str,
        place: tuple[int, int],
        rects: tuple[Rect, ...],
        *,
        note: str = "",
        strokes: tuple[Stroke, ...] = (),
        then: Callable[[Item], None] | None = None,
    ) -> None:
        document, page = place
        content = self._session.documents[document].content
        colour = self._colours[kind]
        made = annotation(
            content, page, rects, kind=kind, colour=colour, note=note, strokes=strokes
        )

        def keep(record: Annotation) -> None:
            item = Item(document, record)
            self._notebook.add([item])
            if then is not None:
                then(item)

        self._places.soon(document, made, keep)

    def _on_area(self, trace: Trace) -> None:
        here = (trace.document, trace.page)
        rect = trace.rect
        if trace.is_click:
            figure = self._figure_at(PagePoint(*here, *trace.points[0]))
            if figure is None:
                self._session.message.emit(
                    self.tr("No figure or table is known here: drag a rectangle around it.")
                )
                return
            rect = shapes.clipped(figure, trace.size)
        if min(rect.width, rect.height) < LEAST:
            return
        self._done_with("mark_area")
        self._make("area", here, (rect,), then=self.choosing.choose)

    def _figure_at(self, point: PagePoint) -> Rect | None:
        """What the caption under a point describes, else the figure around the point."""
        target = self._live.at(point)
        found = described(self._live.index, target) if target is not None else None
        if found is None or found[1].area is None or found[1].place.page != point.page:
            found = figure_at(self._live.index, point)
        return found[1].area if found is not None and found[0] == point.document else None

    def _on_sticky_note(self, trace: Trace, view: "PageView") -> None:
        (x, y), (width, height) = trace.points[-1], trace.size
        x, y = max(0.0, min(x, width - shapes.ICON)), max(0.0, min(y, height - shapes.ICON))
        rects = shapes.icon_at((Rect(x, y, x, y),))
        self._done_with("sticky_note")

        def write(item: Item) -> None:
            self.choosing.choose(item)
            self._write_note(item, view)

        self._make("note", (trace.document, trace.page), rects, then=write)

    # --- text boxes and notes ---------------------------------------------------------------

    def _on_text_box(self, trace: Trace, view: "PageView") -> None:
        here = (trace.document, trace.page)
        page = (trace.size, view.turn_of(*here))
        is_drawn = not trace.is_click and min(trace.rect.width, trace.rect.height) >= LEAST
        rect = trace.rect if is_drawn else default_text_box(trace.points[0], page)
        self._done_with("text_box")

        def keep(text: str) -> None:
            if text.strip():
                self._make("text", here, (text_box(rect, text, page),), note=text)

        self._edit(view, (*here, rect), "", self._colours["text"], keep, on_page=True)

    def _on_opened(self, item: Item, view: "PageView") -> None:
        record = item.record
        if not isinstance(record, Annotation):
            return
        if record.kind == "text":
            self._write_text(item, record, view)
        elif record.kind == "note":
            self._write_note(item, view)
        else:
            self.opened.emit(item)

    def _write_text(self, item: Item, record: Annotation, view: "PageView") -> None:
        here, rect = (item.document, record.page), record.rects[0]
        size = next((p.width, p.height) for p in view.strip.pages if p[:2] == here)
        page = (size, view.turn_of(*here))

        def keep(text: str) -> None:
            if not text.strip():
                self.choosing.remove(item)
            elif text != record.note:
                self._notebook.edit(item, note=text, rects=(text_box(rect, text, page),))

        self._edit(view, (*here, rect), record.note, record.colour, keep, on_page=True)

    def _write_note(self, item: Item, view: "PageView") -> None:
        record = item.record
        assert isinstance(record, Annotation)
        place = (item.document, record.page, shapes.frame_of(record))

        def keep(text: str) -> None:
            self._notebook.edit(item, note=text)

        self._edit(view, place, record.note, record.colour, keep, on_page=False)

    def _edit(
        self,
        view: "PageView",
        place: tuple[int, int, Rect],
        text: str,
        colour: str,
        keep: Callable[[str], None],
        *,
        on_page: bool,
    ) -> None:
        """Has a text written on the page, or on a sheet beside its sticky note."""
        self._keep_typed()
        ground = QColor.fromRgb(MARKS.get(colour, MARKS["yellow"]))
        letters = Letters(FONT_SIZE, PADDING, LEADING * FONT_SIZE) if on_page else None
        self._editor = PageEditor(view, place, text, ground, letters=letters)
        self._editor.kept.connect(keep)
        self._editor.kept.connect(self._on_kept)

    def _keep_typed(self) -> None:
        if self._editor is not None:
            self._editor.keep()

    def _on_kept(self) -> None:
        self._editor = None

    # --- ink --------------------------------------------------------------------------------

    def _on_drawn(self, document: int, page: int, strokes: tuple[Stroke, ...]) -> None:
        fields = shapes.inked(strokes)
        self._make("ink", (document, page), fields.rects, strokes=fields.strokes)

    def _paint_strokes(self) -> None:
        """What is drawn and not kept yet."""
        strokes = self.pen.strokes
        if not strokes:
            self._overlays.clear_layer(LAYER)
            return
        document, page = self.pen.place
        drawn = annotation("", page, (), kind="ink", colour=self._colours["ink"], strokes=strokes)
        region = replace(region_of(document, drawn), payload=None)
        self._overlays.set_layer(LAYER, {self.pen.place: [region]})

    def _on_erased(self, trace: Trace, view: "PageView") -> None:
        """Whole strokes go; an annotation without any is deleted."""
        self.pen.finish()
        near = NEAR / view.strip.scale * view.devicePixelRatioF()
        gone = []
        for item in self.choosing.items(trace.document, trace.page):
            record = item.record
            if not isinstance(record, Annotation) or record.kind != "ink":
                continue
            left = record.strokes
            for x, y in trace.points:
                left = shapes.erased(left, x, y, near)
            if not left:
                gone.append(item)
            elif left != record.strokes:
                fields = shapes.inked(left)
                self._notebook.edit(item, strokes=fields.strokes, rects=fields.rects)
        if gone:
            self._notebook.remove(*gone)

    # --- the menu at the pointer, the clipboard ---------------------------------------------

    def _offer(self, point: object, menu: QMenu) -> None:
        if not isinstance(point, PagePoint):
            return
        item = self.choosing.at(point, self._window.views.active)
        record = item.record if item is not None else None
        if item is None or not isinstance(record, Annotation):
            return
        self.choosing.choose(item)
        if record.kind == "area":
            menu.addAction(self.tr("Copy the picture of the area"), partial(self._copy, item))
            menu.addSeparator()

    def _copy(self, item: Item) -> None:
        """An area as its picture, anything else as what is written."""
        record = item.record
        if not isinstance(record, Annotation):
            return
        picture = picture_place(record)
        if picture is not None:
            self.picture_asked.emit(item.document, *picture)
        elif record.note:
            QGuiApplication.clipboard().setText(record.note)


def _dot(colour: int) -> QCursor:
    """Where ink will be."""
    return _round(DOT, QColor.fromRgb(colour), QColor(Qt.GlobalColor.white))


def _ring() -> QCursor:
    return _round(RING, QColor(Qt.GlobalColor.transparent), QColor(Qt.GlobalColor.darkGray))


def _round(edge: int, inside: QColor, outline: QColor) -> QCursor:
    picture = QPixmap(edge + 2, edge + 2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(outline)
    painter.setBrush(inside)
    painter.drawEllipse(1, 1, edge - 1, edge - 1)
    painter.end()
    return QCursor(picture)
