"""The upper half of the side panel: what a target is, in full, with what can be done about it.

Builds plain labels and buttons from the answers; the panel shows them and owns the list below.
"""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from index_builder.model import Caption, Footnote, Location
from reader.answers import Meaning, Referred, Snippet, addresses, heading_text
from reader.corrections import READER
from reader.live_targets import LiveTargets
from reader.records import day_of
from reader.session import Session
from reader.targets import Kind, Target

CARD_MARGIN = 10
"""Device-independent pixels left and right of the text."""

translate = QCoreApplication.translate

KIND_NAMES = {
    "figure": lambda: translate("Cards", "figure"),
    "table": lambda: translate("Cards", "table"),
    "column": lambda: translate("Cards", "column"),
    "part": lambda: translate("Cards", "part"),
    "chapter": lambda: translate("Cards", "chapter"),
    "section": lambda: translate("Cards", "section"),
}


class Card(QWidget):
    """Labels and buttons one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    def add_buttons(self, buttons: list[tuple[str, str, Callable[[], None]]]) -> None:
        """A row of `(object name, text, what it does)`."""
        row = QHBoxLayout()
        row.setSpacing(6)
        for name, text, do in buttons:
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(_without_argument(do))
            row.addWidget(button)
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
    """Makes the card of a target."""

    def __init__(self, session: Session, live: LiveTargets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live

    def of(self, target: Target) -> Card:
        """The card of `target`; its document has a structure."""
        card = Card()
        makers = {
            Kind.TERM: self._term,
            Kind.MARK: self._note,
            Kind.NOTE: self._note,
            Kind.REFERENCE: self._reference,
            Kind.CAPTION: self._caption,
            Kind.HEADING: self._heading,
        }
        makers[target.kind](card, target)
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

    def page_text(self, document: int, page: int) -> str:
        """The page as a person names it."""
        label = self._session.printed_label(document, page)
        if label:
            return self.tr("p. {0}").format(label)
        volume = self._session.volume
        number = volume.number_of(document, page) if document in volume.order else page
        return self.tr("PDF p. {0}").format(number + 1)

    def _term(self, card: Card, target: Target) -> None:
        entry = self._live.answers.entry(target.index)
        meanings = self._live.answers.meanings(entry, target.document, target.page)
        card.add_text(entry.name, scale=1.7, bold=True).setObjectName("name")
        if not meanings:
            card.add_text(self.tr("Used here, but not explained in the files that are open."))
            card.add_buttons([self._next_use()])
            return
        meaning = meanings[0]
        definition = meaning.definition
        if meaning.is_guess:
            share = round(100 * definition.confidence)
            says = self.tr("A guess ({0} % sure).").format(share)
            if len(meanings) > 1:
                says = self.tr("A guess ({0} % sure); other candidates below.").format(share)
            card.add_text(says, pale=True).setObjectName("guess")
        card.add_text(definition.long_form, scale=1.15).setObjectName("long_form")
        card.add_text(definition.expansion, scale=1.05).setObjectName("expansion")
        card.add_snippet(meaning.sentence).setObjectName("sentence")
        card.add_text(self._evidence(meaning), pale=True).setObjectName("evidence")
        go = lambda: self._live.go(meaning.location)  # noqa: E731 - one of two buttons
        buttons = [("go", self.tr("Go to definition"), go), self._next_use()]
        card.add_buttons(buttons)

    def _next_use(self) -> tuple[str, str, Callable[[], None]]:
        return "next_use", self.tr("Next use"), self._live.next_use

    def _evidence(self, meaning: Meaning) -> str:
        location = meaning.location
        where = self.page_text(location.document, location.place.page)
        if meaning.definition.evidence == READER:
            return self.tr("Introduced on {0}, as you have said").format(where)
        if meaning.note is not None:
            return self.tr("Introduced on {0}, explained in footnote {1}").format(
                where, meaning.note.label
            )
        if meaning.definition.evidence == "inline":
            return self.tr("Introduced on {0} as a short name").format(where)
        return self.tr("Introduced on {0} in parentheses").format(where)

    def _note(self, card: Card, target: Target) -> None:
        structure = self._live.answers.structure(target.document)
        if structure is None:
            return
        note = structure.footnotes[target.index]
        where = self.page_text(target.document, note.place.page)
        card.add_text(self.tr("Note {0}").format(note.label), scale=1.3, bold=True)
        card.add_text(note.text, scale=1.05).setObjectName("note_text")
        card.add_text(where, pale=True)
        for address in addresses(note.text):
            self._add_address(card, address)
        card.add_buttons(self._note_buttons(target, note))
        if not note.marks:
            card.add_text(self.tr("No mark in the text points to this note."), pale=True)

    def _note_buttons(
        self, target: Target, note: Footnote
    ) -> list[tuple[str, str, Callable[[], None]]]:
        to_note = lambda: self._live.go(Location(target.document, note.place))  # noqa: E731 - as below
        buttons = [("go", self.tr("Go to the note"), to_note)]
        if note.marks:
            item = max(target.item, 0)
            to_mark = lambda: self._live.go(Location(target.document, note.marks[item].place))  # noqa: E731 - as above
            buttons.append(("back_to_mark", self.tr("Back to the mark"), to_mark))
        return buttons

    def _add_address(self, card: Card, address: str) -> None:
        card.add_text(address).setObjectName("address")
        card.add_buttons([("copy_address", self.tr("Copy address"), lambda: _copy(address))])

    def _reference(self, card: Card, target: Target) -> None:
        referred = self._live.answers.referred(target.document, target.index)
        if referred is None:
            return
        card.add_text(referred.reference.text, scale=1.3, bold=True).setObjectName("name")
        card.add_text(self._referred_text(referred), scale=1.1).setObjectName("referred")
        location = referred.location
        if location is None:
            return
        if referred.is_guess:
            says = self.tr("A guess: several places have this number, this is the nearest.")
            card.add_text(says, pale=True).setObjectName("guess")
        card.add_text(self.page_text(location.document, location.place.page), pale=True)
        card.add_buttons([("go", self.tr("Go there"), lambda: self._live.go(location))])

    def _referred_text(self, referred: Referred) -> str:
        found = referred.caption or referred.heading
        if found is not None:
            return heading_text(found)
        return "" if referred.location is not None else self.missing_text(referred)

    def missing_text(self, referred: Referred) -> str:
        """Why a reference leads nowhere."""
        if not referred.known:
            return self.tr("What this points to is known as soon as the whole volume is read.")
        kind = KIND_NAMES.get(referred.reference.kind, lambda: referred.reference.kind)()
        return self.tr("The {0} it names is in none of the open files.").format(kind)

    def _caption(self, card: Card, target: Target) -> None:
        structure = self._live.answers.structure(target.document)
        if structure is None:
            return
        caption: Caption = structure.captions[target.index]
        card.add_text(caption.label, scale=1.3, bold=True).setObjectName("name")
        card.add_text(caption.title, scale=1.1).setObjectName("referred")
        card.add_text(self.page_text(target.document, target.page), pale=True)
        if not self._live.answers.referrers(target.document, caption.place):
            known = self._live.index.complete
            card.add_text(
                self.tr("Nothing in this volume refers to it by number.")
                if known
                else self.tr("Who refers to it is known as soon as the whole volume is read."),
                pale=True,
            )

    def _heading(self, card: Card, target: Target) -> None:
        structure = self._live.answers.structure(target.document)
        if structure is not None:
            card.add_text(heading_text(structure.headings[target.index]), scale=1.3, bold=True)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _without_argument(do: Callable[[], None]) -> Callable[[bool], None]:
    """`clicked` tells whether the button is checked, which nobody here wants to know."""
    return lambda _checked: do()
