"""Where words begin and end on pages: asked of the render process, kept per page.

Loading the dictionary holds the interpreter's lock for 80 ms, on whatever thread; in the render
process it holds up nobody's hand.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from reader.clean_text import Stretch
from reader.render import RenderService
from reader.render_messages import Answer, ReadWords, WordsRead
from reader.selection import Words

PAGES_KEPT = 64

Page = tuple[int, int]
"""(document, page)."""


class WordBorders(QObject):
    """The words of pages, by character.

    Signals:
        arrived: the words of another page are there.
    """

    arrived = Signal()

    def __init__(self, service: RenderService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._known: OrderedDict[Page, Words] = OrderedDict()
        self._asked: dict[Page, Sequence[Stretch]] = {}

    def of(self, page: Page) -> Words | None:
        """The words of a page, None until they are there; ask for them with `request`."""
        return self._known.get(page)

    def request(self, page: Page, paragraphs: Sequence[Stretch]) -> None:
        """Look up the words of a page with this text; answered by `arrived` if there are any."""
        if page in self._known or page in self._asked:
            return
        self._asked[page] = paragraphs
        texts = tuple(paragraph.text for paragraph in paragraphs)
        self._service.ask(ReadWords(texts), partial(self._on_answered, page, paragraphs), self)

    def clear(self) -> None:
        """Forget every page: they stand for others now, or their text is read otherwise."""
        self._known.clear()
        self._asked.clear()

    def _on_answered(
        self, page: Page, paragraphs: Sequence[Stretch], answer: Answer, _picture: QImage | None
    ) -> None:
        if self._asked.get(page) is not paragraphs:
            return
        del self._asked[page]
        if isinstance(answer, WordsRead):
            self._known[page] = _by_character(paragraphs, answer)
            while len(self._known) > PAGES_KEPT:
                self._known.popitem(last=False)
            self.arrived.emit()


def _by_character(paragraphs: Sequence[Stretch], answer: WordsRead) -> Words:
    found: dict[int, tuple[int, int]] = {}
    for paragraph, words in zip(paragraphs, answer.words, strict=False):
        for start, end in words:
            printed = [index for index in paragraph.sources[start:end] if index >= 0]
            if printed:
                found.update(dict.fromkeys(printed, (printed[0], printed[-1])))
    return found
