"""The upper half of the side panel: what a target is, in full, with what can be done about it.

Builds plain labels, pictures and buttons from the answers; the panel shows them and owns the list below.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from index_builder.model import Caption, Footnote, Heading, Location, Rect
from reader import failures
from reader.answers import Meaning, Referred, heading_text
from reader.corrections import READER
from reader.excerpts import Snippet
from reader.live_targets import LiveTargets
from reader.markup import escape
from reader.page_cuts import Cut
from reader.page_links import web_addresses
from reader.panels.figure import Figure
from reader.panels.flow import FlowLayout
from reader.records import day_of
from reader.session import Session
from reader.targets import Kind, Target

CARD_MARGIN = 10
"""Device-independent pixels left and right of the text."""

BUTTON_GAP = 6

translate = QCoreApplication.translate

KIND_NAMES = {
    "figure": lambda: translate("Cards", "figure"),
    "table": lambda: translate("Cards", "table"),
    "column": lambda: translate("Cards", "column"),
    "part": lambda: translate("Cards", "part"),
    "chapter": lambda: translate("Cards", "chapter"),
    "section": lambda: translate("Cards", "section"),
}

Button = tuple[str, str, Callable[[], None]]
"""Object name, text, what it does."""


class Card(QWidget):
    """Labels, pictures and buttons one below the other.

    Attributes:
        has_figure: whether a picture is among them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_figure = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(CARD_MARGIN, 8, CARD_MARGIN, 8)
        self._column.setSpacing(6)

    def height_for(self, width: int) -> int:
        """The height that the wrapped text takes in `width`; the widget's own hints ask for more."""
        return self._column.heightForWidth(width)

    def add_text(
        self, text: str, *, scale: float = 1.0, bold: bool = False, pale: bool = False
    ) -> QLabel:
        """A paragraph of plain text that can be selected; empty text adds nothing to see."""
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(text)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setBold(bold)
        label.setFont(font)
        self._add(label, pale=pale)
        return label

    def add_snippet(self, snippet: Snippet) -> QLabel:
        """A sentence with the thing itself bold."""
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.RichText)
        before = escape(snippet.text[: snippet.start])
        itself = escape(snippet.text[snippet.start : snippet.end])
        after = escape(snippet.text[snippet.end :])
        label.setText(f"{before}<b>{itself}</b>{after}")
        self._add(label, pale=False)
        return label

    def add_buttons(self, buttons: Sequence[Button]) -> None:
        """Buttons beside one another, in further rows where there is no room."""
        row = FlowLayout(gap=BUTTON_GAP)
        for name, text, do in buttons:
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(_without_argument(do))
            row.addWidget(button)
        self._column.addLayout(row)

    def add_cycle(self, number: int, count: int, step: Callable[[int], None]) -> None:
        """“2 of 3” between two arrows; `step` is told −1 or 1."""
        row = QHBoxLayout()
        row.setSpacing(2)
        says = QLabel(translate("Cards", "{0} of {1}").format(number, count), self)
        says.setObjectName("cycle")
        says.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        before = arrow("previous_candidate", translate("Cards", "Previous candidate"), -1, self)
        behind = arrow("next_candidate", translate("Cards", "Next candidate"), 1, self)
        before.clicked.connect(_without_argument(lambda: step(-1)))
        behind.clicked.connect(_without_argument(lambda: step(1)))
        for widget in (before, says, behind):
            row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)

    def add_quiet(self, name: str, text: str, do: Callable[[], None]) -> None:
        """A last button that does not ask to be pressed."""
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        palette = button.palette()
        pale = palette.color(QPalette.ColorRole.PlaceholderText)
        palette.setColor(QPalette.ColorRole.ButtonText, pale)
        button.setPalette(palette)
        button.clicked.connect(_without_argument(do))
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)

    def add_figure(
        self, cut: Cut, place: tuple[int, int, Rect | None], go: Callable[[], None]
    ) -> None:
        """A part of a page, which a click leads to."""
        figure = Figure(cut, place, self)
        figure.setObjectName("figure")
        figure.clicked.connect(go)
        self._column.addWidget(figure)
        self.has_figure = True

    def limit_figures(self, height: int) -> None:
        """Let pictures be no higher than `height`."""
        for figure in self.findChildren(Figure):
            figure.limit(height)

    def _add(self, label: QLabel, *, pale: bool) -> None:
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        if pale:
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setVisible(bool(label.text()))
        self._column.addWidget(label)


class Cards(QObject):
    """Makes the card of a target; `cut` draws its picture, None where cards have none.

    Signals:
        stepped(int): another candidate is wanted, the previous (−1) or the next one (1).
        files_asked: the reader would open other files.
        search_asked(str): the reader would look for these words in the whole library.
        peek_asked(document, Caption): the reader would keep a figure in sight.
    """

    stepped = Signal(int)
    files_asked = Signal()
    search_asked = Signal(str)
    peek_asked = Signal(int, object)

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        parent: QObject | None = None,
        cut: Cut | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._cut = cut

    def of(self, target: Target, choice: int = 0) -> Card:
        """The card of `target` with its candidate `choice`; its document has a structure."""
        card = Card()
        match target.kind:
            case Kind.TERM:
                self._term(card, target, choice)
            case Kind.MARK | Kind.NOTE:
                self._note(card, target)
            case Kind.REFERENCE:
                self._reference(card, target, choice)
            case Kind.CAPTION:
                self._caption(card, target)
            case Kind.HEADING:
                self._heading(card, target)
        self._add_correction(card, target)
        return card

    def _add_correction(self, card: Card, target: Target) -> None:
        """Whether the reader has corrected it, the way back to what was found, and the way to correct it."""
        live = self._live
        said = live.corrected.about(live.index, target)
        if said is not None:
            own = said.kind == "term"
            text = self.tr("Added by you on {0}.") if own else self.tr("Corrected by you on {0}.")
            text = text.format(day_of(said.created))
            if said.was:
                text += " " + self.tr("Found: {0}").format(said.was)
            card.add_text(text, pale=True).setObjectName("corrected")
            restore = lambda: live.restoring_wanted.emit(target)  # noqa: E731 - one of two buttons
            card.add_buttons([("take_back", self.tr("Take back the correction"), restore)])
        if target.kind in {Kind.TERM, Kind.MARK, Kind.NOTE, Kind.REFERENCE}:
            correct = lambda: live.correction_wanted.emit(target)  # noqa: E731 - as above
            card.add_quiet("wrong", self.tr("This is wrong…"), correct)

    def candidates(self, target: Target) -> int:
        """How many meanings, or places, of `target` there are to choose from."""
        answers = self._live.answers
        if target.kind is Kind.TERM:
            entry = answers.entry(target.index)
            return len(answers.meanings(entry, target.document, target.page))
        if target.kind is Kind.REFERENCE:
            return len(answers.places_of(target.document, target.index))
        return 1

    def title(self, target: Target) -> str:
        """What kind of thing it is, for the panel's head."""
        if target.kind is Kind.CAPTION:
            return self._caption_title(target)
        if target.kind is Kind.TERM:
            entry = self._live.answers.entry(target.index)
            meanings = self._live.answers.meanings(entry, target.document, target.page)
            is_term = bool(meanings) and meanings[0].definition.kind == "term"
            return self.tr("Short name") if is_term else self.tr("Acronym")
        return {
            Kind.MARK: self.tr("Footnote"),
            Kind.NOTE: self.tr("Footnote"),
            Kind.REFERENCE: self.tr("Reference"),
            Kind.HEADING: self.tr("Heading"),
        }[target.kind]

    def _caption_title(self, target: Target) -> str:
        structure = self._live.answers.structure(target.document)
        kind = structure.captions[target.index].kind if structure else "other"
        return {
            "figure": self.tr("Figure"),
            "table": self.tr("Table"),
            "photo": self.tr("Photograph"),
        }.get(kind, self.tr("Caption"))

    def _term(self, card: Card, target: Target, choice: int) -> None:
        entry = self._live.answers.entry(target.index)
        meanings = self._live.answers.meanings(entry, target.document, target.page)
        card.add_text(entry.name, scale=1.7, bold=True).setObjectName("name")
        if not meanings:
            card.add_text(self.tr("Used here, but not explained in the files that are open."))
            card.add_buttons(self._elsewhere(entry.name))
            return
        meaning = meanings[choice % len(meanings)]
        definition = meaning.definition
        if len(meanings) > 1:
            card.add_cycle(choice % len(meanings) + 1, len(meanings), self.stepped.emit)
        if meaning.is_guess:
            says = self.tr("A guess ({0} % sure).").format(_percent(definition.confidence))
            if len(meanings) > 1:
                says = self.tr("A guess ({0} % sure); it has other candidates.").format(
                    _percent(definition.confidence)
                )
            card.add_text(says, pale=True).setObjectName("guess")
        card.add_text(definition.long_form, scale=1.15).setObjectName("long_form")
        card.add_text(definition.expansion, scale=1.05).setObjectName("expansion")
        card.add_snippet(meaning.sentence).setObjectName("sentence")
        card.add_text(self._where(meaning), pale=True).setObjectName("place")
        card.add_text(self._evidence(meaning), pale=True).setObjectName("evidence")
        self._add_way(card, meaning.location, self.tr("Go to definition"))

    def _where(self, meaning: Meaning) -> str:
        """The page and the chapter that hold the sentence."""
        location = meaning.location
        page = self._session.page_name(location.document, location.place.page)
        chapter = self._live.answers.chapter(location.document, meaning.definition.range)
        return f"{page}　{chapter}".strip()

    def _evidence(self, meaning: Meaning) -> str:
        """How the meaning is known, and how surely."""
        share = _percent(meaning.definition.confidence)
        document = meaning.location.document
        if meaning.definition.evidence == READER:
            return self.tr("As you have said")
        if meaning.note is not None:
            page = self._session.page_name(document, meaning.note.place.page)
            says = self.tr("Explained in footnote {0} on {1}").format(meaning.note.label, page)
        elif meaning.definition.evidence == "inline":
            says = self.tr("Introduced as a short name")
        else:
            says = self.tr("Explained in parentheses")
        if meaning.is_guess:
            return says
        return self.tr("{0} ({1} % sure)").format(says, share)

    def _elsewhere(self, words: str) -> list[Button]:
        """What can be done about something that none of the open files holds."""
        search = lambda: self.search_asked.emit(f'"{words}"')  # noqa: E731 - one of two buttons
        return [
            ("search_library", self.tr("Search the library"), search),
            ("open_files", self.tr("Open files…"), self.files_asked.emit),
        ]

    def _add_way(self, card: Card, location: Location, text: str, *more: Button) -> None:
        """The button that leads to a place, or why there is no way, and what helps."""
        document, page = location.document, location.place.page
        if document not in self._session.order:
            failure = self._session.documents[document].failure
            says = self.tr("The file that holds it is not open.")
            if failure is not None:
                says = f"{says} {failures.sentence(failure)}"
            card.add_text(says).setObjectName("not_open")
            card.add_buttons([("open_files", self.tr("Open files…"), self.files_asked.emit)])
            return
        if self._cut is not None and self._cut.failure(document, page):
            says = self.tr("That page cannot be drawn; its text was read all the same.")
            card.add_text(says, pale=True).setObjectName("not_drawn")
        card.add_buttons([("go", text, lambda: self._live.go(location)), *more])

    # --- notes ------------------------------------------------------------------------------

    def _note(self, card: Card, target: Target) -> None:
        structure = self._live.answers.structure(target.document)
        if structure is None:
            return
        note = structure.footnotes[target.index]
        where = self._session.page_name(target.document, note.place.page)
        card.add_text(self.tr("Note {0}").format(note.label), scale=1.3, bold=True)
        card.add_text(note.text, scale=1.05).setObjectName("note_text")
        card.add_text(where, pale=True)
        for _, _, address in web_addresses(note.text):
            self._add_address(card, address)
        if not note.marks:
            card.add_text(self.tr("No mark in the text points to this note."), pale=True)
        self._add_way(
            card,
            Location(target.document, note.place),
            self.tr("Go to the note"),
            *self._mark_buttons(target, note),
        )

    def _mark_buttons(self, target: Target, note: Footnote) -> list[Button]:
        if not note.marks:
            return []
        item = max(target.item, 0) if target.kind is Kind.MARK else 0
        place = Location(target.document, note.marks[item].place)
        return [("back_to_mark", self.tr("Back to the mark"), lambda: self._live.go(place))]

    def _add_address(self, card: Card, address: str) -> None:
        card.add_text(address).setObjectName("address")
        card.add_buttons([("copy_address", self.tr("Copy address"), lambda: _copy(address))])

    # --- references, captions, headings -----------------------------------------------------

    def _reference(self, card: Card, target: Target, choice: int) -> None:
        answers = self._live.answers
        referred = answers.referred(target.document, target.index)
        if referred is None:
            return
        places = answers.places_of(target.document, target.index)
        card.add_text(referred.reference.text, scale=1.3, bold=True).setObjectName("name")
        if not places:
            says = self.missing_text(referred)
            card.add_text(says, scale=1.1).setObjectName("referred")
            if referred.known:
                card.add_buttons(self._elsewhere(referred.reference.text))
            return
        location = places[choice % len(places)]
        if referred.is_guess:
            says = self.tr("A guess: several places have this number, this is the nearest.")
            if location != places[0]:
                says = self.tr("Another place that has this number.")
            card.add_text(says, pale=True).setObjectName("guess")
        if len(places) > 1:
            card.add_cycle(choice % len(places) + 1, len(places), self.stepped.emit)
        found = answers.found_at(location)
        said = heading_text(found) if found is not None else ""
        if found is not None and found.label == referred.reference.text:
            said = found.title
        card.add_text(said, scale=1.1).setObjectName("referred")
        if isinstance(found, Caption):
            self._add_figure(card, location, found)
            return
        card.add_text(answers.first_lines(location)).setObjectName("first_lines")
        card.add_text(self._session.page_name(location.document, location.place.page), pale=True)
        self._add_way(card, location, self.tr("Go there"))

    def _add_figure(self, card: Card, location: Location, caption: Caption) -> None:
        """What a caption describes, where it is taken from, and the way there."""
        document, page = location.document, caption.place.page
        shown = self._cut is not None and document in self._session.order
        if self._cut is not None and shown:
            go = lambda: self._live.go(location)  # noqa: E731 - the button below does the same
            card.add_figure(self._cut, (document, page, caption.area), go)
        card.add_text(caption.source, pale=True).setObjectName("source")
        card.add_text(self._session.page_name(document, page), pale=True)
        keep = lambda: self.peek_asked.emit(document, caption)  # noqa: E731 - one of two buttons
        more = [("peek", self.tr("Keep in sight"), keep)] if shown else []
        self._add_way(card, location, self.tr("Go there"), *more)

    def missing_text(self, referred: Referred) -> str:
        """Why a reference leads nowhere."""
        if not referred.known:
            return self.tr("What this points to is known as soon as the whole volume is read.")
        kind = KIND_NAMES.get(referred.reference.kind, lambda: referred.reference.kind)()
        return self.tr("The {0} it names is in none of the open files.").format(kind)

    def _caption(self, card: Card, target: Target) -> None:
        answers = self._live.answers
        structure = answers.structure(target.document)
        if structure is None:
            return
        caption = structure.captions[target.index]
        card.add_text(caption.label, scale=1.3, bold=True).setObjectName("name")
        card.add_text(caption.title, scale=1.1).setObjectName("referred")
        self._add_figure(card, Location(target.document, caption.place), caption)
        if not answers.referrers(target.document, caption.place):
            known = self._live.index.complete
            card.add_text(
                self.tr("Nothing in this volume refers to it by number.")
                if known
                else self.tr("Who refers to it is known as soon as the whole volume is read."),
                pale=True,
            )

    def _heading(self, card: Card, target: Target) -> None:
        structure = self._live.answers.structure(target.document)
        if structure is None:
            return
        heading: Heading = structure.headings[target.index]
        location = Location(target.document, heading.place)
        card.add_text(heading_text(heading), scale=1.3, bold=True)
        card.add_text(self._live.answers.first_lines(location)).setObjectName("first_lines")
        self._add_way(card, location, self.tr("Go there"))


def arrow(name: str, text: str, step: int, parent: QWidget) -> QToolButton:
    """A button that leads to the previous (−1) or the next thing (1)."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setArrowType(Qt.ArrowType.LeftArrow if step < 0 else Qt.ArrowType.RightArrow)
    button.setToolTip(text)
    button.setAccessibleName(text)
    return button


def _percent(share: float) -> int:
    return round(100 * share)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _without_argument(do: Callable[[], None]) -> Callable[[bool], None]:
    """`clicked` tells whether the button is checked, which nobody here wants to know."""
    return lambda _checked: do()
