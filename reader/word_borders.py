"""Where words begin and end on pages, looked up in the dictionary off the main thread, kept per page.

The dictionary is loaded on the thread at the first page that is asked for, never before the first
page is painted: a selection asks when the mouse is first pressed.
"""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from index_builder.errors import HakushoError
from reader.clean_text import Stretch
from reader.selection import Words
from reader.tasks import TaskThread

PAGES_KEPT = 64

Page = tuple[int, int]


class WordBorders(QObject):
    """The words of pages, by character.

    Signals:
        arrived: the words of another page are there.
    """

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = TaskThread("words", self)
        self._known: OrderedDict[Page, Words] = OrderedDict()
        self._asked: set[Page] = set()
        self._round = 0

    def of(self, page: Page) -> Words | None:
        """The words of a page, None until they are there; ask for them with `request`."""
        return self._known.get(page)

    def request(self, page: Page, paragraphs: list[Stretch]) -> None:
        """Look up the words of a page with this text; answered by `arrived`."""
        if page in self._known or page in self._asked:
            return
        self._asked.add(page)
        here = self._round
        self._thread.submit(
            lambda: words_of(paragraphs),
            lambda words: self._keep(page, words) if here == self._round else None,
            lambda _error: self._asked.discard(page),
        )

    def clear(self) -> None:
        """Forget every page: they stand for others now, or their text is read otherwise."""
        self._round += 1
        self._thread.drop_waiting()
        self._known.clear()
        self._asked.clear()

    def close(self) -> None:
        """End the thread."""
        self._round += 1
        self._thread.drop_waiting()
        self._thread.close()

    def _keep(self, page: Page, words: Words) -> None:
        self._asked.discard(page)
        self._known[page] = words
        while len(self._known) > PAGES_KEPT:
            self._known.popitem(last=False)
        self.arrived.emit()


def words_of(paragraphs: Sequence[Stretch]) -> Words:
    """The word of each character, in long units (Sudachi's mode C); punctuation is in none.

    Raises HakushoError when the dictionary cannot be used.
    """
    try:
        from index_builder.analyzer import tokens  # noqa: PLC0415 - on the thread, when first asked
    except ImportError as error:
        raise HakushoError(f"The dictionary cannot be loaded: {error}") from error
    found: dict[int, tuple[int, int]] = {}
    for paragraph in paragraphs:
        reach = 0
        for token in tokens(paragraph.text):
            if token.start < reach:  # a short unit inside a long one
                continue
            reach = token.end
            printed = [i for i in paragraph.sources[token.start : token.end] if i >= 0]
            for index in printed:
                found[index] = printed[0], printed[-1]
    return found
