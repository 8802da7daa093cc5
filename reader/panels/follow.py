"""Follow mode of the side panel: what the visible lines contain, kept up to date while scrolling.

A step of scrolling takes out the rows that are gone and puts in the new ones; the others stay where
they are. Figures that are referred to are shown as small pictures, asked for after everything else.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage

from index_builder.model import Caption, Rect
from reader.answers import Answers, heading_text, meaning_text
from reader.in_sight import Band, InSight, Key, Shelf, Sighting, Thing, merged
from reader.live_targets import LiveTargets
from reader.page_cuts import Cut
from reader.panels.rows import Row, RowView, Thumb, keyed_group
from reader.pictures import PictureKey
from reader.session import Session
from reader.targets import Kind, Target

LINES = 4
"""What is shown of one note; a click shows all of it."""

THUMB_WIDTH, THUMB_HEIGHT = 190, 92
"""The most a small picture takes, in device-independent pixels: it fits the narrowest panel."""

FOOT = 40.0
"""Points at the foot of a page, where its notes stand."""

translate = QCoreApplication.translate

TITLES = {
    Shelf.NOTES: lambda: translate("References", "Notes"),
    Shelf.TERMS: lambda: translate("References", "Acronyms and short names"),
    Shelf.REFERENCES: lambda: translate("References", "Refers to"),
    Shelf.CAPTIONS: lambda: translate("References", "Figures and tables"),
}


class Follow(QObject):
    """Fills `view` with what is in sight; `cut` draws the small pictures.

    Attributes:
        sighting: what is listed now.
    """

    def __init__(self, session: Session, live: LiveTargets, view: RowView, cut: Cut) -> None:
        super().__init__(view)
        self._session = session
        self._live = live
        self._view = view
        self._cut = cut
        self._in_sight = InSight(live.answers)
        self._answers: Answers | None = None
        self._keys: dict[Shelf, list[Key]] = {}
        self._rows: dict[Key, Row] = {}
        self._targets: dict[Key, Target] = {}
        self._pictures: dict[Key, PictureKey] = {}
        self.sighting = Sighting()
        cut.drawn.connect(self._on_drawn)

    def show(self, bands: Sequence[Band], pointed: Target | None, *, bring: bool) -> None:
        """Lists what is in `bands`; `bring` scrolls to what is looked at."""
        fresh = self._answers is not self._live.answers
        if fresh:
            self._forget()
        before = self.sighting
        self.sighting = self._in_sight.look(bands, pointed)
        if fresh or self.sighting.things != before.things:
            self._list(fresh=fresh)
        if fresh or self.sighting != before:
            self._view.mark(self.sighting.eye, bring=bring)

    def leave(self) -> None:
        """The list is used for something else: its pictures are of no use any more."""
        self._answers = None
        self.sighting = Sighting()
        self._pictures.clear()
        self._cut.want([])

    def renew(self) -> None:
        """Rows and pictures are made anew at the next `show`."""
        self._answers = None

    def next_target(self, last: tuple[int, int]) -> Target | None:
        """The first thing on the pages behind `last`."""
        return self._in_sight.next_page(self._session.pages(), last)

    def _forget(self) -> None:
        self._answers = self._live.answers
        self._in_sight = InSight(self._answers)
        self._rows.clear()
        self._pictures.clear()

    def _list(self, *, fresh: bool) -> None:
        things = {shelf: [t for t in self.sighting.things if t.shelf is shelf] for shelf in Shelf}
        wanted = {shelf: [thing.key for thing in some] for shelf, some in things.items()}
        self._targets = {t.key: t.target for t in self.sighting.things if t.target is not None}
        rows = {t.key: self._rows.get(t.key) or self._row(t) for t in self.sighting.things}
        self._rows = rows
        if not fresh:
            wanted = {shelf: merged(self._keys[shelf], keys) for shelf, keys in wanted.items()}
        self._keys = wanted
        groups = [
            keyed_group(TITLES[shelf](), {key: rows[key] for key in keys})
            for shelf, keys in wanted.items()
        ]
        if fresh:
            self._view.set_groups(groups, lines=LINES, even=False)
            self._view.hide_empty()
        else:
            self._view.update_groups(groups)
        self._want_pictures()

    # --- rows -------------------------------------------------------------------------------

    def _row(self, thing: Thing) -> Row:
        target = thing.target
        if target is None:
            text = self.tr("No note was found for this mark.")
            return Row(thing.label, text, choose=partial(self._go_to_foot, thing))
        choose = partial(self._choose, thing.key)
        match target.kind:
            case Kind.TERM:
                return self._term_row(target, choose)
            case Kind.REFERENCE:
                return self._reference_row(thing.key, target, choose)
        structure = self._live.answers.structure(target.document)
        assert structure is not None
        if target.kind is Kind.CAPTION:
            return Row("", heading_text(structure.captions[target.index]), choose=choose)
        note = structure.footnotes[target.index]
        return Row(note.label, note.text, choose=choose)

    def _term_row(self, target: Target, choose: partial[None]) -> Row:
        answers = self._live.answers
        entry = answers.entry(target.index)
        meanings = answers.meanings(entry, target.document, target.page)
        meaning = ""
        if meanings:
            meaning = meaning_text(meanings[0].definition) or meanings[0].sentence.text
        if not meaning:
            meaning = self.tr("not explained in these files")
        elif meanings[0].is_guess:
            meaning = self.tr("{0} (a guess)").format(meaning)
        text = f"{entry.name}　{meaning}"
        return Row("", text, 0, len(entry.name), choose)

    def _reference_row(self, key: Key, target: Target, choose: partial[None]) -> Row:
        referred = self._live.answers.referred(target.document, target.index)
        assert referred is not None
        found = referred.caption or referred.heading
        said = referred.reference.text
        text = f"{said}　{found.title}" if found is not None else said
        if referred.known and referred.location is None:
            text = self.tr("{0} (in none of these files)").format(said)
        elif referred.is_guess:
            text = self.tr("{0} (a guess)").format(text)
        thumb = None
        if referred.location is not None and isinstance(found, Caption):
            thumb = self._thumb(key, referred.location.document, found)
        return Row("", text, 0, len(said), choose, thumb=thumb)

    def _choose(self, key: Key) -> None:
        if key in self._targets:
            self._session.show_target(self._targets[key])

    def _go_to_foot(self, thing: Thing) -> None:
        """Where the note of a mark would stand."""
        info = self._session.documents[thing.document].info
        if info is not None:
            width, height = info.sizes[thing.page]
            foot = Rect(0, height - FOOT, width, height)
            self._session.jump(thing.document, thing.page, foot)

    # --- small pictures ---------------------------------------------------------------------

    def _thumb(self, key: Key, document: int, caption: Caption) -> Thumb | None:
        """Of what a caption describes; None where that is not known, or cannot be drawn."""
        page = caption.place.page
        if caption.area is None or self._cut.failure(document, page):
            return None
        across, down = self._cut.size(document, page, caption.area)
        if across <= 0 or down <= 0:
            return None
        scale = min(THUMB_WIDTH / across, THUMB_HEIGHT / down)
        width, height = max(round(across * scale), 1), max(round(down * scale), 1)
        pixels = round(width * self._view.devicePixelRatioF())
        picture = self._cut.key(document, page, caption.area, pixels)
        if picture is None:
            return None
        self._pictures[key] = picture
        return Thumb(width, height, partial(self._picture, picture))

    def _picture(self, key: PictureKey) -> QImage | None:
        return self._cut.picture(key)

    def _want_pictures(self) -> None:
        self._pictures = {key: p for key, p in self._pictures.items() if key in self._rows}
        self._cut.want(list(self._pictures.values()))

    def _on_drawn(self, picture: PictureKey) -> None:
        for key, known in self._pictures.items():
            if known == picture:
                self._view.update(self._view.rows.index_of(key))
