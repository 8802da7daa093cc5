"""The pictures of areas for exports: drawn by the render process one after the other, made PNG on a thread."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from index_builder.errors import HakushoError
from reader.copying import picture_request, png
from reader.note_quotes import picture_place
from reader.records import Annotation, Note
from reader.render_messages import Answer
from reader.tasks import TaskThread

if TYPE_CHECKING:
    from reader.render import RenderService

DPI = 150
"""Enough to be read on paper; an export is sent by mail."""

MOST = 300
"""Areas of one export that have pictures."""

Pictures = Mapping[str, bytes]
"""PNG by the id of the annotation."""


def take_pictures(
    items: Sequence[tuple[int, Note]],
    render: "RenderService",
    thread: TaskThread,
    done: Callable[[Pictures], None],
    owner: QObject,
) -> None:
    """Hands `done` the pictures of the areas among `items` (document, record), while `owner` lives.

    One that cannot be drawn is missing.
    """
    areas = [
        (document, record)
        for document, record in items
        if isinstance(record, Annotation) and picture_place(record) is not None
    ]
    _Gathering(areas[:MOST], render, thread, done, owner).go_on()


class _Gathering:
    """One picture at a time, so that few are in memory."""

    def __init__(
        self,
        areas: list[tuple[int, Annotation]],
        render: "RenderService",
        thread: TaskThread,
        done: Callable[[Pictures], None],
        owner: QObject,
    ) -> None:
        self._areas = areas
        self._render = render
        self._thread = thread
        self._done = done
        self._owner = owner
        self._found: dict[str, bytes] = {}

    def go_on(self) -> None:
        """Ask for the next one."""
        if not self._areas:
            self._done(self._found)
            return
        document, record = self._areas.pop(0)
        info, place = self._render.info(document), picture_place(record)
        if info is None or place is None or place[0] >= len(info.sizes):
            self.go_on()
            return
        page, rect = place
        placed = (info.sizes[page], info.rotations[page], 0)
        request = picture_request(document, page, rect, placed, DPI)
        self._render.ask(request, partial(self._on_drawn, record.id), self._owner)

    def _on_drawn(self, name: str, _answer: Answer, picture: QImage | None) -> None:
        if picture is None:
            self.go_on()
            return
        self._thread.submit(lambda: png(picture), partial(self._keep, name), self._on_trouble)

    def _keep(self, name: str, data: bytes) -> None:
        self._found[name] = data
        self.go_on()

    def _on_trouble(self, _error: HakushoError) -> None:
        self.go_on()
