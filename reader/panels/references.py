"""The side panel: what the chosen acronym, note or reference says; else what the visible page contains.

Asks the session and the live targets only; never a file or a process. Everything shown comes
from memory.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from index_builder.model import Entry, Footnote, Location, Reference
from reader.answers import UseGroup, heading_text, meaning_text
from reader.history import Position
from reader.live_targets import LiveTargets
from reader.panels.cards import Card, Cards
from reader.panels.rows import Group, Row, RowView, group_of
from reader.session import Session
from reader.targets import Kind, Target

CARD_SHARE = 0.55
"""The card takes at most this part of the panel's height; longer ones scroll."""


PAGE_LINES = 4
"""What follow mode shows of one note; a click shows all of it."""


class References(QWidget):
    """The side panel.

    Attributes:
        view: the list below the card.
    """

    def __init__(self, session: Session, live: LiveTargets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._cards = Cards(session, live, self)
        self._page: tuple[int, int] | None = None
        self._shown: object = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._build()
        session.target_changed.connect(self._soon.start)
        session.progress_changed.connect(self._on_progress)
        session.position_changed.connect(self._on_position)
        live.changed.connect(self._soon.start)
        self.refresh()

    def refresh(self) -> None:
        """Shows the session's target, or the visible page."""
        target = self._session.target
        if isinstance(target, Target) and self._live.answers.structure(target.document):
            self._show_target(target)
        else:
            self._show_page()

    def follow_page(self) -> None:
        """Lets go of the chosen target."""
        self._session.show_target(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._session.target is not None:
            self.follow_page()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_card()

    def _build(self) -> None:
        self._kind = QLabel(self)
        self._kind.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._follow = QToolButton(self)
        self._follow.setObjectName("follow")
        self._follow.setAutoRaise(True)
        self._follow.setText(self.tr("Follow the page"))
        self._follow.setToolTip(self.tr("Show what the visible page contains (Esc)"))
        self._follow.clicked.connect(self.follow_page)
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 6, 0)
        head.addWidget(self._kind, 1)
        head.addWidget(self._follow)
        self._card = QScrollArea(self)
        self._card.setWidgetResizable(True)
        self._card.setFrameShape(QFrame.Shape.NoFrame)
        self._card.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._says = QLabel(self)
        self._says.setObjectName("says")
        self._says.setWordWrap(True)
        self._says.setContentsMargins(10, 8, 10, 8)
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.view = RowView(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._card)
        column.addWidget(self._says)
        column.addWidget(self.view, 1000)
        column.addStretch(1)
        self.setMinimumWidth(220)

    def _show_target(self, target: Target) -> None:
        self._page = None
        self._kind.setText(self._cards.title(target))
        self._follow.show()
        self._says.hide()
        self._card.setWidget(self._cards.of(target))
        self._card.show()
        self._fit_card()
        groups = self._groups(target)
        with self._scroll_kept(target):
            self.view.set_groups(groups, present=self._present(target, len(groups)))
            self.view.setVisible(bool(groups))

    def _fit_card(self) -> None:
        card = self._card.widget()
        if isinstance(card, Card):
            wanted = card.height_for(self._card.viewport().width())
            card.setFixedHeight(wanted)
            self._card.setFixedHeight(min(wanted, round(CARD_SHARE * self.height())))

    @contextmanager
    def _scroll_kept(self, shown: object) -> Iterator[None]:
        """A list made anew for the same thing, because more was found, stays where it was."""
        bar = self.view.verticalScrollBar()
        same = shown == self._shown
        value = bar.value()
        self._shown = shown
        if not same:
            bar.setValue(0)
        yield
        if same:
            self.view.executeDelayedItemsLayout()
            bar.setValue(value)

    # --- the lists below a card -------------------------------------------------------------

    def _groups(self, target: Target) -> list[Group]:
        if target.kind is Kind.TERM:
            return self._term_groups(target)
        if target.kind in {Kind.MARK, Kind.NOTE}:
            return self._note_groups(target)
        return self._referrer_groups(target)

    def _term_groups(self, target: Target) -> list[Group]:
        answers = self._live.answers
        entry = answers.entry(target.index)
        meanings = answers.meanings(entry, target.document, target.page)
        others = [
            Row(
                self._page_text(meaning.location.document, meaning.location.place.page),
                meaning_text(meaning.definition) or meaning.sentence.text,
                choose=partial(self._live.go, meaning.location),
            )
            for meaning in meanings[1:]
        ]
        groups = [group_of(self.tr("Also introduced"), others)] if others else []
        return [*groups, *(self._use_group(target, entry, group) for group in answers.uses(entry))]

    def _present(self, target: Target, count: int) -> tuple[int, int]:
        """Where the chosen use stands among `count` groups, the last of which are the chapters."""
        if target.kind is not Kind.TERM:
            return -1, -1
        chapters = self._live.answers.uses(self._live.answers.entry(target.index))
        for number, chapter in enumerate(chapters):
            if target.item in chapter.items:
                return count - len(chapters) + number, chapter.items.index(target.item)
        return -1, -1

    def _use_group(self, target: Target, entry: Entry, group: UseGroup) -> Group:
        def row(number: int) -> Row:
            item = group.items[number]
            document, use = entry.uses[item]
            snippet = self._live.answers.snippet(document, use.range)
            return Row(
                self._page_text(document, use.places[0].page),
                snippet.text or use.name,
                snippet.start,
                snippet.end,
                partial(self._live.go_to_use, target.index, item),
            )

        return Group(group.title or self.tr("Uses"), len(group.items), row)

    def _note_groups(self, target: Target) -> list[Group]:
        structure = self._live.answers.structure(target.document)
        if structure is None:
            return []
        note = structure.footnotes[target.index]
        marks = [self._mark_row(target.document, note, item) for item in range(len(note.marks))]
        explained = [
            Row(
                "",
                f"{definition.name}　{meaning_text(definition)}",
                0,
                len(definition.name),
                partial(self._live.go, Location(target.document, definition.place)),
            )
            for definition in structure.definitions
            if definition.note == target.index
        ]
        groups = [group_of(self.tr("Marked in the text"), marks)] if marks else []
        if explained:
            groups.append(group_of(self.tr("Explains"), explained))
        return groups

    def _mark_row(self, document: int, note: Footnote, item: int) -> Row:
        mark = note.marks[item]
        text = f"…{mark.before}{mark.label}"
        return Row(
            self._page_text(document, mark.place.page),
            text,
            len(text) - len(mark.label),
            len(text),
            partial(self._live.go, Location(document, mark.place)),
        )

    def _referrer_groups(self, target: Target) -> list[Group]:
        answers = self._live.answers
        structure = answers.structure(target.document)
        if structure is None:
            return []
        if target.kind is Kind.REFERENCE:
            referred = answers.referred(target.document, target.index)
            location = referred.location if referred else None
        else:
            things = structure.captions if target.kind is Kind.CAPTION else structure.headings
            location = Location(target.document, things[target.index].place)
        if location is None:
            return []
        rows = [
            self._reference_row(document, reference)
            for document, reference in answers.referrers(location.document, location.place)
        ]
        return [group_of(self.tr("Referred to from"), rows)] if rows else []

    def _reference_row(self, document: int, reference: Reference) -> Row:
        snippet = self._live.answers.snippet(document, reference.range)
        place = reference.places[0]
        return Row(
            self._page_text(document, place.page),
            snippet.text or reference.text,
            snippet.start,
            snippet.end,
            partial(self._live.go, Location(document, place)),
        )

    # --- follow mode ------------------------------------------------------------------------

    def _show_page(self) -> None:
        self._follow.hide()
        self._card.hide()
        here = self._visible_page()
        self._page = here
        self._kind.setText(
            self.tr("On {0}").format(self._page_text(*here)) if here else self.tr("On this page")
        )
        groups = self._page_groups(*here) if here else []
        says = "" if groups else self._nothing_text(here)
        self._says.setText(says)
        self._says.setVisible(bool(says))
        with self._scroll_kept(here):
            self.view.set_groups(groups, lines=PAGE_LINES, even=False)
            self.view.setVisible(bool(groups))

    def _visible_page(self) -> tuple[int, int] | None:
        position = self._session.position
        if position is not None:
            return position.document, position.page
        pages = self._session.pages()
        return pages[0] if pages else None

    def _nothing_text(self, here: tuple[int, int] | None) -> str:
        if here is None:
            return self.tr("Open a paper, and its acronyms, notes and references appear here.")
        document = self._session.documents[here[0]]
        if document.structure is not None:
            return self.tr("No acronyms, notes or references on this page.")
        if document.failure is not None:
            return document.failure.message
        progress = self._session.progress
        if progress.running and progress.pages:
            return self.tr(
                "Acronyms, notes and references appear here as soon as this file is read: "
                "{0} of {1} pages so far."
            ).format(progress.done, progress.pages)
        return self.tr("This file has not been read for acronyms, notes and references yet.")

    def _page_groups(self, document: int, page: int) -> list[Group]:
        structure = self._live.answers.structure(document)
        if structure is None:
            return []
        answer = self._live.answers.page(document, page)
        notes = [
            Row(
                structure.footnotes[target.index].label,
                structure.footnotes[target.index].text,
                choose=partial(self._session.show_target, target),
            )
            for target in answer.notes
        ]
        parts: Sequence[tuple[str, list[Row]]] = (
            (self.tr("Notes"), notes),
            (self.tr("Acronyms and short names"), [self._term_row(t) for t in answer.terms]),
            (self.tr("Refers to"), [self._referred_row(t) for t in answer.references]),
            (
                self.tr("Figures and tables"),
                [
                    Row(
                        "",
                        heading_text(structure.captions[t.index]),
                        choose=partial(self._session.show_target, t),
                    )
                    for t in answer.captions
                ],
            ),
        )
        return [group_of(title, rows, show_count=False) for title, rows in parts if rows]

    def _term_row(self, target: Target) -> Row:
        answers = self._live.answers
        entry = answers.entry(target.index)
        meanings = answers.meanings(entry, target.document, target.page)
        meaning = meaning_text(meanings[0].definition) if meanings else ""
        if not meaning:
            meaning = self.tr("not explained in these files")
        elif meanings[0].is_guess:
            meaning = self.tr("{0} (a guess)").format(meaning)
        text = f"{entry.name}　{meaning}"
        return Row("", text, 0, len(entry.name), partial(self._session.show_target, target))

    def _referred_row(self, target: Target) -> Row:
        referred = self._live.answers.referred(target.document, target.index)
        if referred is None:
            return Row("", "")
        found = referred.caption or referred.heading
        said = referred.reference.text
        text = f"{said}　{found.title}" if found is not None else said
        return Row("", text, 0, len(said), partial(self._session.show_target, target))

    # --- what the session tells -------------------------------------------------------------

    def _on_position(self, position: Position) -> None:
        if self._session.target is None and self._page != (position.document, position.page):
            self._soon.start()

    def _on_progress(self, _progress: object) -> None:
        if self._session.target is None and self._says.isVisibleTo(self):
            self._soon.start()

    def _page_text(self, document: int, page: int) -> str:
        return self._cards.page_text(document, page)
