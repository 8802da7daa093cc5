"""The lists below a card of the side panel: uses by chapter, notes that mention a name, who refers to what."""

from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject

from index_builder.model import Entry, Footnote, Location, Reference
from reader.answers import Meaning, Mention, UseGroup, meaning_text
from reader.live_targets import LiveTargets
from reader.panels.rows import Group, Row, group_of
from reader.session import Session
from reader.targets import Kind, Target


class Lists(Struct, frozen=True):
    """`groups`, of which those from number `uses` on are the chapters that use a name; −1 for none."""

    groups: list[Group]
    uses: int = -1


class TargetLists(QObject):
    """Makes the groups of a target; long ones make their rows when they are looked at."""

    def __init__(self, session: Session, live: LiveTargets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live

    def of(self, target: Target, choice: int) -> Lists:
        """The groups of `target`, whose candidate `choice` stands on the card."""
        if target.kind is Kind.TERM:
            return self._term_lists(target, choice)
        if target.kind in {Kind.MARK, Kind.NOTE}:
            return Lists(self._note_groups(target))
        return Lists(self._referrer_groups(target, choice))

    def present(self, target: Target, lists: Lists) -> tuple[int, int]:
        """Group and row of the use that `target` is; (−1, −1) for anything else."""
        if target.kind is not Kind.TERM:
            return -1, -1
        chapters = self._live.answers.uses(self._live.answers.entry(target.index))
        for number, chapter in enumerate(chapters):
            if target.item in chapter.items:
                return lists.uses + number, chapter.items.index(target.item)
        return -1, -1

    def _term_lists(self, target: Target, choice: int) -> Lists:
        answers = self._live.answers
        entry = answers.entry(target.index)
        meanings = answers.meanings(entry, target.document, target.page)
        groups = []
        if meanings and meanings[choice % len(meanings)].is_guess and len(meanings) > 1:
            others = [m for n, m in enumerate(meanings) if n != choice % len(meanings)]
            rows = [self._candidate_row(meaning) for meaning in others]
            groups.append(group_of(self.tr("Other candidates"), rows))
        uses = len(groups)
        groups += [self._use_group(target, entry, chapter) for chapter in answers.uses(entry)]
        mentions = answers.mentions(entry)
        if mentions:
            rows = [self._mention_row(mention) for mention in mentions]
            groups.append(group_of(self.tr("Notes that mention it"), rows))
        return Lists(groups, uses)

    def _candidate_row(self, meaning: Meaning) -> Row:
        location = meaning.location
        said = meaning_text(meaning.definition) or meaning.sentence.text
        share = round(100 * meaning.definition.confidence)
        return Row(
            self._session.page_name(location.document, location.place.page),
            self.tr("{0} ({1} % sure)").format(said, share),
            choose=partial(self._live.go, location),
        )

    def _use_group(self, target: Target, entry: Entry, group: UseGroup) -> Group:
        def row(at: int) -> Row:
            item = group.items[at]
            document, use = entry.uses[item]
            snippet = self._live.answers.snippet(document, use.range)
            return Row(
                self._session.page_name(document, use.places[0].page),
                snippet.text or use.name,
                snippet.start,
                snippet.end,
                partial(self._live.go_to_use, target.index, item),
            )

        return Group(group.title or self.tr("Uses"), len(group.items), row)

    def _mention_row(self, mention: Mention) -> Row:
        structure = self._live.answers.structure(mention.document)
        assert structure is not None
        place = structure.footnotes[mention.note].place
        note = Target(Kind.NOTE, mention.document, place.page, place.rects, mention.note)
        return Row(
            self._session.page_name(mention.document, place.page),
            mention.snippet.text,
            mention.snippet.start,
            mention.snippet.end,
            partial(self._session.show_target, note),
        )

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
            self._session.page_name(document, mark.place.page),
            text,
            len(text) - len(mark.label),
            len(text),
            partial(self._live.go, Location(document, mark.place)),
        )

    def _referrer_groups(self, target: Target, choice: int) -> list[Group]:
        answers = self._live.answers
        structure = answers.structure(target.document)
        if structure is None:
            return []
        itself = None
        if target.kind is Kind.REFERENCE:
            itself = structure.references[target.index]
            places = answers.places_of(target.document, target.index)
            if not places:
                return []
            location = places[choice % len(places)]
        else:
            things = structure.captions if target.kind is Kind.CAPTION else structure.headings
            location = Location(target.document, things[target.index].place)
        rows = [
            self._reference_row(document, reference)
            for document, reference in answers.referrers(location.document, location.place)
            if (document, reference) != (target.document, itself)
        ]
        return [group_of(self.tr("Referred to from"), rows)] if rows else []

    def _reference_row(self, document: int, reference: Reference) -> Row:
        snippet = self._live.answers.snippet(document, reference.range)
        place = reference.places[0]
        return Row(
            self._session.page_name(document, place.page),
            snippet.text or reference.text,
            snippet.start,
            snippet.end,
            partial(self._live.go, Location(document, place)),
        )
