"""Where in the window bookmarks are made and found: the actions, the panel, the letters on the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reader.bookmarking import Bookmarking
from reader.letter_marks import LetterMarks
from reader.main_window import MainWindow
from reader.page_view import PageView
from reader.panels.bookmarks import BookmarksPanel
from reader.session import Session


class BookmarkWays(QObject):
    """`is_taken` tells whether letters mean something else in a view just now.

    Attributes:
        panel: the bookmarks, beside the outline.
        letters: the marks by keyboard.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        marks: Bookmarking,
        is_taken: Callable[[PageView], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self.panel = BookmarksPanel(session, marks, window)
        window.add_left_panel(self.panel, self.tr("Bookmarks"), "bookmark")
        window.connect_action("bookmark", marks.add)
        window.connect_action("bookmarks", self._show)
        self.letters = LetterMarks(marks, is_taken, self)
        self.letters.hinted.connect(self._say)
        for view in window.views:
            self.letters.listen_to(view)
        window.views.added.connect(self.letters.listen_to)

    def _show(self) -> None:
        self._window.panes.left.show()
        self._window.left_tabs.setCurrentWidget(self.panel)
        self.panel.take_focus()

    def _say(self, text: str) -> None:
        """Until the letter is there, and not for some seconds only."""
        if text:
            self._window.status.showMessage(text)
        else:
            self._window.status.clearMessage()
