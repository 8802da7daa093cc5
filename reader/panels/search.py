"""The hits of a search as a tree under their headings, and the controls above; the box to type in is the window's."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from reader import failures
from reader.finding import Finder
from reader.hits_model import HitsModel
from reader.markup import escape
from reader.panels.hit_rows import HitTree
from reader.panels.search_controls import PartFilter, SearchControls
from reader.search_settings import Scope
from reader.session import Session
from reader.theme import WRONG

UNFOLDED = 500
"""Hits up to this number are shown with all titles unfolded; of more the chapters are shown, of the library the volumes."""

VARIED = 2000
"""Up to so many hits titles are lower than hits; to ask for more heights takes too long."""


class SearchPanel(QWidget):
    """Controls, what was found in a sentence, and the tree; a hit can be looked at and gone to.

    Signals:
        entered: the reader has gone to a hit by keyboard.
        escaped: the reader wants to type again.
    """

    entered = Signal()
    escaped = Signal()

    def __init__(self, session: Session, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._finder = finder
        self.model = HitsModel(finder, self)
        self.controls = SearchControls(finder, self)
        self.parts = PartFilter(finder, self)
        self.count = _sentence(self)
        self.remark = _sentence(self)
        self.suggestions = _sentence(self)
        self.tree = HitTree(self)
        self.tree.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.controls, self.count, self.suggestions, self.remark, self.parts):
            layout.addWidget(widget)
        layout.addWidget(self.tree, 1)
        self._connect()
        self._on_results_changed()

    def _connect(self) -> None:
        tree, finder = self.tree, self._finder
        tree.clicked.connect(self._on_clicked)
        tree.moved.connect(self._on_moved)
        tree.entered_row.connect(self._on_entered)
        tree.escaped.connect(self._on_escaped)
        tree.topped.connect(self._on_topped)
        tree.abandoned.connect(finder.settle)
        self.suggestions.linkActivated.connect(self._on_suggestion)
        self.remark.linkActivated.connect(lambda _link: finder.search(finder.text))
        finder.results_changed.connect(self._on_results_changed)
        finder.results_grown.connect(self._say)
        self.model.rowsInserted.connect(self._on_rows_inserted)
        finder.selected.connect(self._on_selected)
        finder.asked.connect(self._say)
        self._session.progress_changed.connect(self._say)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def take_focus(self) -> None:
        """The keyboard leads through the hits, from the chosen one or from the first."""
        if not self.model.rowCount():
            return
        index = self.model.index_of(self._finder.current)
        is_new = not index.isValid()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tree.setCurrentIndex(self.tree.first_hit() if is_new else index)
        if is_new:
            self._on_moved(self.tree.currentIndex())

    # --- what is shown ----------------------------------------------------------------------

    def _on_results_changed(self) -> None:
        count = len(self._finder.results)
        self.tree.setUniformRowHeights(count > VARIED)
        if count <= UNFOLDED:
            self.tree.expandAll()
        elif self._finder.scope is not Scope.LIBRARY:
            self.tree.expandToDepth(0)
        if self._finder.current >= 0:
            self._on_selected(self._finder.current)
        self._say()

    def _on_rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if len(self._finder.results) <= UNFOLDED:
            for row in range(first, last + 1):
                self.tree.expandRecursively(self.model.index(row, 0, parent))
        if parent.isValid() and self._finder.current >= 0:
            self._on_selected(self._finder.current)

    def _on_selected(self, number: int) -> None:
        index = self.model.index_of(number)
        if index.isValid() and index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _say(self) -> None:
        self.count.setText(self._count())
        wrong = self._finder.failure is not None
        text = self.palette().color(QPalette.ColorRole.WindowText)
        shown = self.count.palette()
        shown.setColor(QPalette.ColorRole.WindowText, WRONG if wrong else text)
        self.count.setPalette(shown)
        self.remark.setText(self._remark())
        self.remark.setVisible(bool(self.remark.text()))
        self.suggestions.setText(self._suggestions())
        self.suggestions.setVisible(bool(self.suggestions.text()))

    def _count(self) -> str:
        finder = self._finder
        if finder.failure is not None:
            return failures.sentence(finder.failure)
        if not finder.text.strip():
            return self.tr("Type into the search box (Ctrl+F): every occurrence is listed here.")
        exact = len(finder.results.sections[0].found) if finder.results.sections else 0
        return self._found(exact) if exact else self._nothing().format(finder.text.strip())

    def _found(self, exact: int) -> str:
        results = self._finder.results
        if self._finder.is_of_notes:
            return self.tr("{0} notes").format(exact)
        text = self.tr("{0} hits on {1} pages").format(exact, results.pages)
        others = len(results) - exact
        return self.tr("{0}; {1} more below").format(text, others) if others else text

    def _nothing(self) -> str:
        finder = self._finder
        if finder.is_waiting:
            return self.tr("Searching…")
        if finder.is_of_notes:
            return self.tr("No note says “{0}”.")
        if self._session.progress.running:
            return self.tr("Nothing found yet: the index is being built.")
        if finder.scope is Scope.LIBRARY:
            return self.tr("“{0}” does not occur in the library.")
        if finder.scope is Scope.DOCUMENT:
            return self.tr("“{0}” does not occur in this file.")
        return self.tr("“{0}” does not occur in this volume.")

    def _remark(self) -> str:
        if self._finder.lacks_words:
            return self.tr("Other forms come when the index of words is complete.")
        if self._finder.is_outdated:
            color = self.palette().color(QPalette.ColorRole.Link).name()
            again = self.tr("Search again")
            link = f"<a href='again' style='color: {color}'>{again}</a>"
            return self.tr("More documents have been indexed since. {0}").format(link)
        return ""

    def _suggestions(self) -> str:
        color = self.palette().color(QPalette.ColorRole.Link).name()
        links = [
            f"<a href='{number}' style='color: {color}'>{escape(each.text)}</a>&nbsp;({each.count})"
            for number, each in enumerate(self._finder.results.suggestions)
        ]
        return self.tr("Did you mean {0}?").format(", ".join(links)) if links else ""

    # --- what the reader does ---------------------------------------------------------------

    def _on_suggestion(self, number: str) -> None:
        self._finder.search(self._finder.results.suggestions[int(number)].text)

    def _on_clicked(self, index: QModelIndex) -> None:
        number = self.model.hit_number(index)
        if number >= 0:
            self._finder.go(number)
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _on_moved(self, index: QModelIndex) -> None:
        number = self.model.hit_number(index)
        if number >= 0:
            self._finder.preview(number)

    def _on_entered(self, index: QModelIndex) -> None:
        self._on_clicked(index)
        if self.model.hit_number(index) >= 0:
            self.entered.emit()

    def _on_escaped(self) -> None:
        self._finder.put_back()
        self.escaped.emit()

    def _on_topped(self) -> None:
        self._finder.put_back()
        self.escaped.emit()


def _sentence(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setContentsMargins(8, 4, 8, 4)
    return label
