"""The side panel: what the chosen acronym, note or reference says; else what the visible lines contain.

Asks the session and the live targets only; never a file or a process. Everything shown comes
from memory, pictures apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader import failures, theme
from reader.answers import Answers
from reader.live_targets import LiveTargets
from reader.page_cuts import Cut
from reader.panels.cards import Card, Cards, arrow
from reader.panels.figure import HIGHEST
from reader.panels.follow import Follow
from reader.panels.rows import RowView
from reader.panels.saying import Saying, Says
from reader.panels.target_lists import Lists, TargetLists
from reader.session import Session
from reader.settings import Settings
from reader.targets import Kind, Target
from reader.visible import VisibleLines

CARD_SHARE = 0.55
"""The card takes at most this part of the panel's height; longer ones scroll."""

WIDE = 1.6
"""A panel that is so many times wider than high has its card beside the list."""

LEAST_WIDTH = 220

PACE = 40
"""Milliseconds between two looks at the visible lines while they scroll by."""

RUSH = 0.5
"""Where more than this part of the view's height goes by between two looks, nobody reads."""

RUSHED_LOOKS = 5
"""So many looks are then left out after each."""

CAPTION_ROOM = 70
"""Device-independent pixels that a panel below the pages leaves for the lines above a picture."""


class References(QWidget):
    """The side panel; of `cuts` one draws the card's picture, the other one those of follow mode.

    Attributes:
        cards: makes the cards, and tells what a reader would do with one.
        view: the list below the card.
        saying: what is said where there is nothing to list.
    """

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        lines: VisibleLines,
        settings: Settings,
        *,
        cuts: tuple[Cut, Cut],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._lines = lines
        self._settings = settings
        self._cuts = cuts
        for cut in cuts:
            cut.setParent(self)
        self.cards = Cards(session, live, self, cuts[0])
        self._target_lists = TargetLists(session, live, self)
        self._choice = 0
        self._listed: tuple[Answers, Kind, int, int, int] | None = None
        self._lists = Lists([])
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_if_shown)
        self._paced = QTimer(self, singleShot=True, interval=PACE)
        self._paced.timeout.connect(self._look)
        self._left_out = 0
        self._build()
        self._follow = Follow(session, live, self.view, cuts[1])
        self._connect()
        self._colour()
        self.refresh()

    def refresh(self) -> None:
        """Shows the session's target, or the visible lines."""
        target = self._session.target
        if isinstance(target, Target) and self._live.answers.structure(target.document):
            self._show_target(target)
        else:
            self._show_lines()

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def _look(self) -> None:
        """Shows the visible lines, while the pages rush by only now and then, and when they do no more."""
        rushes = self._lines.passed() > RUSH
        if rushes:
            self._paced.start()
        if rushes and self._left_out:
            self._left_out -= 1
            return
        self._left_out = RUSHED_LOOKS if rushes else 0
        self._refresh_if_shown()

    def follow_page(self) -> None:
        """Lets go of the chosen target."""
        self._session.show_target(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._session.target is not None:
            self.follow_page()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._soon.start()

    def hideEvent(self, event: object) -> None:
        """What nobody sees asks for no pictures."""
        super().hideEvent(event)  # type: ignore[arg-type]
        self._follow.leave()
        self._cuts[0].want([])

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()
        self._fit_card()

    # --- parts ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._card = QScrollArea(self)
        self._card.setWidgetResizable(True)
        self._card.setFrameShape(QFrame.Shape.NoFrame)
        self._card.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.saying = Saying(self)
        self.view = RowView(parent=self)
        lists = QVBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self._make_use_bar())
        lists.addWidget(self.view, 1000)
        lists.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(4)
        self._halves.addWidget(self._card)
        self._halves.addLayout(lists, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._make_head())
        column.addWidget(self.saying)
        column.addLayout(self._halves, 1)
        self.setMinimumWidth(LEAST_WIDTH)

    def _make_head(self) -> QHBoxLayout:
        self._kind = QLabel(self)
        self._kind.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._let_go = QToolButton(self)
        self._let_go.setObjectName("follow")
        self._let_go.setAutoRaise(True)
        self._let_go.setText(self.tr("Follow the page"))
        self._let_go.setToolTip(self.tr("Show what the visible lines contain (Esc)"))
        self._let_go.clicked.connect(self.follow_page)
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 6, 0)
        head.addWidget(self._kind, 1)
        head.addWidget(self._let_go)
        return head

    def _make_use_bar(self) -> QWidget:
        """How many uses there are, which one is shown, and the way to those beside it."""
        self._use_bar = QWidget(self)
        self._use_number = QLabel(self._use_bar)
        self._use_number.setObjectName("use_number")
        self._use_number.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        before = arrow("previous_use", self.tr("Previous use"), -1, self._use_bar)
        behind = arrow("next_use", self.tr("Next use"), 1, self._use_bar)
        before.clicked.connect(partial(self._step_use, -1))
        behind.clicked.connect(partial(self._step_use, 1))
        row = QHBoxLayout(self._use_bar)
        row.setContentsMargins(10, 0, 6, 2)
        row.setSpacing(2)
        row.addWidget(self._use_number, 1)
        row.addWidget(before)
        row.addWidget(behind)
        return self._use_bar

    def _connect(self) -> None:
        session = self._session
        session.target_changed.connect(self._on_target_changed)
        session.progress_changed.connect(self._on_progress)
        session.document_changed.connect(self._soon_if_following)
        session.volume_changed.connect(self._soon.start)
        self._live.changed.connect(self._soon.start)
        self._lines.changed.connect(self._soon_if_following)
        self.cards.stepped.connect(self._step)
        self._settings.changed.connect(self._on_setting_changed)
        for cut in self._cuts:
            cut.failed.connect(self._on_page_failed)

    def _arrange(self) -> None:
        """Card above the list; beside it where the panel is low and wide."""
        wide = self.width() > WIDE * self.height()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._halves.direction() is not direction:
            self._halves.setDirection(direction)

    def _fit_card(self) -> None:
        card = self._card.widget()
        if not isinstance(card, Card):
            return
        if self._halves.direction() is QBoxLayout.Direction.LeftToRight:
            room = self._card.height() or self.height()
            width = self.width() if self.view.isHidden() else self.width() // 2
            self._card.setFixedWidth(width)
            self._card.setMinimumHeight(0)
            self._card.setMaximumHeight(self.height())
            card.limit_figures(room - CAPTION_ROOM)
            card.setFixedHeight(card.height_for(self._card.viewport().width()))
            return
        self._card.setMinimumWidth(0)
        self._card.setMaximumWidth(self.width())
        card.limit_figures(HIGHEST)
        wanted = card.height_for(self._card.viewport().width())
        card.setFixedHeight(wanted)
        room = self._halves.geometry().height()
        share = 1.0 if self.view.isHidden() else CARD_SHARE
        self._card.setFixedHeight(min(wanted, round(share * room)))

    # --- a target ---------------------------------------------------------------------------

    def _show_target(self, target: Target) -> None:
        self._follow.leave()
        self._kind.setText(self.cards.title(target))
        self._let_go.show()
        self.saying.say(Says())
        card = self.cards.of(target, self._choice)
        self._card.setWidget(card)
        if not card.has_figure:
            self._cuts[0].want([])
        self._card.show()
        self._list(target)
        self._say_use(target)
        self._fit_card()

    def _list(self, target: Target) -> None:
        """The lists below the card; where they are the same as before, only another row is the present one."""
        item = -1 if target.kind is Kind.TERM else target.item
        listed = (self._live.answers, target.kind, target.document, target.index, item)
        if target.kind is Kind.TERM:
            listed = (self._live.answers, target.kind, self._choice, target.index, item)
        same = self._listed is not None and listed[1:] == self._listed[1:]
        if same and self._listed is not None and listed[0] is self._listed[0]:
            self.view.show_row(*self._target_lists.present(target, self._lists))
            return
        self._listed = listed
        self._lists = self._target_lists.of(target, self._choice)
        groups = self._lists.groups
        with self._scroll_kept(same=same):
            self.view.set_groups(groups, present=self._target_lists.present(target, self._lists))
            self.view.setVisible(bool(groups))

    def _say_use(self, target: Target) -> None:
        self._use_bar.setVisible(target.kind is Kind.TERM)
        if target.kind is not Kind.TERM:
            return
        answers = self._live.answers
        entry = answers.entry(target.index)
        number, count = answers.use_number(entry, target.item), len(entry.uses)
        chapters = len(answers.uses(entry))
        says = self.tr("Use {0} of {1}")
        if chapters > 1:
            says = self.tr("Use {0} of {1}, in {2} chapters")
        self._use_number.setText(says.format(number, count, chapters))

    @contextmanager
    def _scroll_kept(self, *, same: bool) -> Iterator[None]:
        """A list made anew for the same thing, because more was found, stays where it was."""
        bar = self.view.verticalScrollBar()
        value = bar.value()
        if not same:
            bar.setValue(0)
        yield
        if same:
            self.view.executeDelayedItemsLayout()
            bar.setValue(value)

    def _step(self, step: int) -> None:
        """Another candidate; at the next turn, for the button that asks for it is on the card."""
        target = self._session.target
        if isinstance(target, Target):
            self._choice = (self._choice + step) % max(self.cards.candidates(target), 1)
            self._soon.start()

    def _step_use(self, step: int, _checked: bool = False) -> None:
        self._live.step_use(step)

    # --- follow mode ------------------------------------------------------------------------

    def _show_lines(self) -> None:
        self._let_go.hide()
        self._card.hide()
        self._use_bar.hide()
        if self._card.widget() is not None:
            self._card.takeWidget().deleteLater()
            self._cuts[0].want([])
        if self._listed is not None:
            self._listed = None
            self._follow.renew()
        bands = self._lines.bands()
        pages = [(band.document, band.page) for band in bands]
        self._kind.setText(self._pages_text(pages))
        pointed = self._live.at(self._lines.pointed())
        self._follow.show(bands, pointed, bring=not self.view.underMouse())
        listed = bool(self._follow.sighting.things)
        self.view.setVisible(listed)
        self.saying.say(self._says(pages, listed=listed))

    def _pages_text(self, pages: list[tuple[int, int]]) -> str:
        if not pages:
            return self.tr("In these lines")
        names = [self._session.page_name(*page) for page in pages]
        if len(names) == 1:
            return self.tr("In sight on {0}").format(names[0])
        return self.tr("In sight on {0} to {1}").format(names[0], names[-1])

    def _says(self, pages: list[tuple[int, int]], *, listed: bool) -> Says:
        """What must be said beside, or in place of, the list."""
        if not pages:
            return self._says_without_pages()
        documents = self._session.documents
        for document, _ in pages:
            if documents[document].structure is None:
                return self._says_unread(document)
        if listed:
            return Says()
        if all(self._live.answers.lacks_text(*page) for page in pages):
            says = self.tr("This page holds no text that can be read, so nothing was found on it.")
        else:
            says = self.tr("No acronyms, notes or references in these lines.")
        return Says(says, action=self.tr("To the next ones"), do=self._go_on)

    def _says_without_pages(self) -> Says:
        if self._session.documents:
            return Says(self.tr("The files are being opened."))
        says = self.tr("Open a paper, and its acronyms, notes and references appear here.")
        return Says(says, action=self.tr("Open files…"), do=self.cards.files_asked.emit)

    def _says_unread(self, document: int) -> Says:
        progress = self._session.progress
        known = self._session.documents[document]
        if known.failure is not None:
            return Says(failures.sentence(known.failure), action=self._again, do=self._read_again)
        if progress.running and progress.pages:
            says = self.tr(
                "Acronyms, notes and references appear here as soon as this file is read: "
                "{0} of {1} pages so far."
            ).format(progress.done, progress.pages)
            return Says(says, progress.done, progress.pages)
        says = self.tr("This file has not been read for acronyms, notes and references yet.")
        if progress.pages:
            return Says(says, action=self._again, do=self._read_again)
        return Says(says)

    @property
    def _again(self) -> str:
        return self.tr("Read it again")

    def _read_again(self) -> None:
        self._session.rebuild_index()

    def _go_on(self) -> None:
        """To the next page that has something to list."""
        bands = self._lines.bands()
        if not bands:
            return
        target = self._follow.next_target((bands[-1].document, bands[-1].page))
        if target is not None and target.rects:
            self._session.jump(target.document, target.page, target.rects[0])

    # --- what the others tell ---------------------------------------------------------------

    def _on_target_changed(self, _target: object) -> None:
        self._choice = 0
        self._soon.start()

    def _soon_if_following(self, _document: int = -1) -> None:
        if not isinstance(self._session.target, Target) and not self._paced.isActive():
            self._paced.start()

    def _on_progress(self, _progress: object) -> None:
        if not isinstance(self._session.target, Target) and not self.saying.isHidden():
            self._soon.start()

    def _on_page_failed(self, _document: int, _page: int) -> None:
        if not isinstance(self._session.target, Target):
            self._follow.renew()
            self._soon.start()

    def _on_setting_changed(self, key: str) -> None:
        if key == "view/paper":
            self._colour()
            self._follow.renew()
            self._soon.start()

    def _colour(self) -> None:
        """Pictures in the colours of the pages."""
        paper = theme.PAPERS.get(self._settings.get("view/paper"), theme.PAPERS["white"])
        for cut in self._cuts:
            cut.tone = paper.tone
