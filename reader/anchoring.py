"""Finds the places of annotations again in another edition of their document: by what they quote.

Pure. The selectors are those of the W3C Web Annotation Data Model (TextQuoteSelector with prefix and
suffix, section 4.2.4; TextPositionSelector, 4.2.5). Each is a hint of its own, and the one that holds
most is tried first, as in Phelps and Wilensky, "Robust Intra-document Locations" (2000), and in
Hypothesis' fuzzy anchoring: the exact quotation, told apart from others like it by what stands
around it and then by where its neighbours were found; else the stretch of text that most resembles
quotation and surroundings together; else the surroundings alone; else the page.

Text is compared folded (`index_builder.text`), so that widths, dashes and line ends make no
difference. What counts for a place is agreement in characters: a quotation that stands there word by
word proves nothing when it is a phrase that stands everywhere, so no answer is sure without
surroundings that agree, or the very same spot of the page.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index_builder.model import Rect
from index_builder.text import fold
from reader.alignment import Block, common_start, image, image_of_point, occurrences
from reader.edition_text import EditionText, Piece
from reader.records import Annotation

SURE = 0.75
"""From this confidence on an answer is shown without a question. Of 16,000 quotations of chapters made of
repeated phrases (tests/reader/second_edition.py, other seeds) and 19,200 of real ones, each looked for with and
without the text of its own edition, no wrong place reached it; 96 in 100 did, 3 were asked about."""

UNDECIDED = 0.5
"""What an answer is worth at most that is one of several alike."""
DOUBTFUL = SURE - 0.05
"""What an answer is worth at most against which something speaks."""
OTHERS = 0.4
"""Taken off where the quotation stands elsewhere too, as far as the surroundings do not agree."""

ENOUGH = 16
"""Fewer characters of surroundings than these are no proof, even if all of them agree."""
LITTLE = 4
"""Fewer than these agree by chance."""
SHORT = 3
"""Quotations up to this length are words that stand everywhere."""
LONG = 12
"""Quotations from this length on are worth showing where nothing around them agrees."""

WHOLE = 8
"""Paragraphs from this length on are told from others by themselves, …"""
NEAR = 6_000
"""… where neighbours were found within so many characters, some five pages."""
SLACK = 16
"""Characters by which a place may lie before one that stood before it."""

MOST_PLACES = 200
"""Places of one quotation that are compared by their surroundings."""
KEYS = (6, 16, 32)
"""Characters next to a quotation that narrow down one that has more places, more where fewer do not."""

SEED = 6
"""Characters that must have stayed as they were for a changed text to be found by them."""
MOST_SEEDS = 40
MOST_HITS = 20
"""A seed found more often says nothing."""
MOST_STRETCHES = 4

SIMILAR = 0.5
"""A stretch that agrees less with a quotation is another text, …"""
VERY_SIMILAR = 0.85
"""… and one that agrees so much may be it, where nothing around it agrees."""
SAME_SPOT = 2.0
"""Points by which rectangles of the same spot of a page may differ."""


class Quoted(Struct, frozen=True):
    """What is looked for: folded text, and where it stood, as a number that grows in reading order."""

    quotation: str
    prefix: str
    suffix: str
    page: int
    rects: tuple[Rect, ...]
    content: str
    position: float

    @property
    def context(self) -> int:
        return len(self.prefix) + len(self.suffix)

    def agreement(self, agreeing: float) -> float:
        """The share of the surroundings that `agreeing` characters are; a half makes a place sure."""
        return agreeing / max(ENOUGH, self.context)


class Anchored(Struct, frozen=True):
    """Where an annotation was found again.

    Attributes:
        pieces: one a page that the quotation lies on, none when it was not found.
        confidence: from 0 to 1, at least `SURE` for a place that needs no question.
        means: quotation | similar | surroundings | spot | caption | heading | page, or "" for not found.
    """

    pieces: tuple[Piece, ...] = ()
    confidence: float = 0.0
    means: str = ""

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE


class _Match(Struct, frozen=True):
    """A stretch of the text.

    Attributes:
        agreeing: how many characters of the surroundings agree there.
        beside: how many of them without a break, on the side where there are more; none for a short
            quotation with another neighbour.
    """

    start: int
    end: int
    agreeing: float
    beside: int
    confidence: float
    means: str


LOST = Anchored()


def quoted(note: Annotation, old: EditionText | None = None) -> Quoted:
    """What is looked for of `note`; the surroundings are read in the `old` text where that is at hand."""
    rects = note.rects or (Rect(0.0, 0.0, 0.0, 0.0),)
    found = Quoted(
        fold(note.quotation).text,
        fold(note.prefix).text,
        fold(note.suffix).text,
        note.page,
        rects,
        note.content,
        note.page + min(max(rects[0].y0 if note.start < 0 else note.start, 0.0), 9_999.0) / 10_000,
    )
    start = _old_offset(note, found, old) if old is not None and found.quotation else None
    if old is None or start is None:
        return found
    prefix, suffix = old.around(start, start + len(found.quotation))
    return replace(found, prefix=prefix, suffix=suffix)


def _old_offset(note: Annotation, what: Quoted, old: EditionText) -> int | None:
    """Where the quotation stands in its own edition, None when that cannot be told."""
    if note.start >= 0:
        spot = old.spot_of_source(note.content, note.page, note.start)
        at = old.offset_of(spot) if spot else -1
        if at >= 0 and old.text.startswith(what.quotation, at):
            return at
    starts = old.offsets_on(note.content, note.page, what.quotation)
    there = [at for at in starts if _same_spot(what, old.pieces(at, at + len(what.quotation)))]
    return there[0] if len(there) == 1 else None


def anchor(
    notes: Sequence[Annotation],
    text: EditionText,
    old: EditionText | None = None,
    pages: Mapping[str, int] | None = None,
) -> list[Anchored]:
    """Where each of `notes`, all of which quote something, stands in `text`.

    `old` is the text of their own documents, if that is at hand; `pages` are the numbers of pages
    of those documents, by content.
    """
    sought = [quoted(note, old) for note in notes]
    return Anchoring(text).places(sought, pages or {})


class Anchoring:
    """Looks for quotations in one text."""

    def __init__(self, text: EditionText) -> None:
        from rapidfuzz import fuzz  # noqa: PLC0415 - when notes are taken over, and never before the first page
        from rapidfuzz.distance import Indel  # noqa: PLC0415

        self._fuzz, self._indel = fuzz, Indel
        self._edition = text
        self._text = text.text

    def places(self, sought: Sequence[Quoted], pages: Mapping[str, int]) -> list[Anchored]:
        """Where each stands; what stands in several places alike is chosen by its neighbours."""
        found = [self._matches(what) for what in sought]
        trail = _Trail(sought, found, pages, len(self._text))
        return [
            self._answer(trail.nearest(what, matches))
            for what, matches in zip(sought, found, strict=True)
        ]

    def _answer(self, match: _Match | None) -> Anchored:
        if match is None:
            return LOST
        pieces = self._edition.pieces(match.start, match.end)
        return Anchored(pieces, match.confidence, match.means) if pieces else LOST

    def _matches(self, what: Quoted) -> list[_Match]:
        """The best places, several only where they are equally good; none when it is not there."""
        if not what.quotation:
            return []
        exact = self._exact(what)
        if exact and exact[0].confidence >= SURE:
            return exact[:1]
        if len(exact) > 1 and exact[0].agreeing >= LITTLE:
            return exact
        similar = [] if len(what.quotation) <= SHORT else self._similar(what)
        if similar and (not exact or similar[0].confidence > exact[0].confidence):
            return similar[:1]
        return exact

    # --- word by word -----------------------------------------------------------------------

    def _exact(self, what: Quoted) -> list[_Match]:
        length = len(what.quotation)
        found = [
            _Match(at, at + length, *self._agreeing(what, at, at + length), 0.0, "quotation")
            for at in self._starts(what)
        ]
        if not found:
            return []
        found.sort(key=lambda match: -match.agreeing)
        best = [match for match in found if found[0].agreeing - match.agreeing < LITTLE]
        if len(best) > 1 or best[0].agreeing < ENOUGH:
            spot = [m for m in best if _same_spot(what, self._edition.pieces(m.start, m.end))]
            if len(spot) == 1 and self._may_stay(what, spot[0]):
                return [replace(spot[0], confidence=0.95, means="spot")]
        if not self._is_worth(what, best):
            return []
        agreement = what.agreement(best[0].agreeing)
        confidence = _confidence(1.0, agreement) - (1 - agreement) * (
            OTHERS if len(found) > 1 else 0
        )
        if len(best) > 1:
            confidence = min(confidence, UNDECIDED)
        return [replace(match, confidence=_capped(match, confidence)) for match in best]

    def _starts(self, what: Quoted) -> list[int]:
        """Where the quotation stands, for one that stands everywhere only where its neighbours do too."""
        every = occurrences(self._text, what.quotation, MOST_PLACES)
        if len(every) < MOST_PLACES:
            return every
        narrow: set[int] = set()
        for key in KEYS:
            before, after = what.prefix[-key:], what.suffix[:key]
            narrow = {at + len(before) for at in self._narrow(before + what.quotation, before)}
            narrow.update(self._narrow(what.quotation + after, after))
            if len(narrow) < MOST_PLACES:
                break
        return sorted(narrow)

    def _narrow(self, words: str, neighbours: str) -> list[int]:
        return occurrences(self._text, words, MOST_PLACES) if neighbours else []

    def _is_worth(self, what: Quoted, best: Sequence[_Match]) -> bool:
        """Whether places are shown at all: a common word where nothing around it agrees is no find."""
        agreeing, length = best[0].agreeing, len(what.quotation)
        if length <= SHORT:
            return agreeing >= 2 * LITTLE
        if agreeing >= LITTLE or what.context < LITTLE:
            return True
        return length >= LONG and len(best) == 1

    def _may_stay(self, what: Quoted, match: _Match) -> bool:
        """Whether the same words at the same spot of the page are the same place: not between other words."""
        if what.context < 2 * LITTLE:
            return len(what.quotation) > SHORT
        return match.agreeing >= LITTLE

    # --- resembling -------------------------------------------------------------------------

    def _similar(self, what: Quoted) -> list[_Match]:
        whole = what.prefix + what.quotation + what.suffix
        found = [
            match
            for centre in self._stretches(whole)
            if (match := self._aligned(what, whole, centre)) is not None
        ]
        found.sort(key=lambda match: -match.confidence)
        if len(found) > 1 and found[1].start < found[0].end and found[0].start < found[1].end:
            del found[1]
        if len(found) > 1 and found[0].agreeing - found[1].agreeing < LITTLE:
            return [replace(found[0], confidence=min(found[0].confidence, UNDECIDED))]
        return found

    def _stretches(self, whole: str) -> list[int]:
        """Where stretches begin that share most seeds with `whole`, the best first."""
        step = max(1, (len(whole) - SEED) // MOST_SEEDS)
        diagonals: list[int] = []
        for at in range(0, max(1, len(whole) - SEED + 1), step):
            hits = occurrences(self._text, whole[at : at + SEED], MOST_HITS + 1)
            if len(hits) <= MOST_HITS:
                diagonals.extend(hit - at for hit in hits)
        groups: list[list[int]] = []
        for diagonal in sorted(diagonals):
            if groups and diagonal - groups[-1][0] <= len(whole) // 4 + SEED:
                groups[-1].append(diagonal)
            else:
                groups.append([diagonal])
        groups.sort(key=lambda group: -len(group))
        return [group[len(group) // 2] for group in groups[:MOST_STRETCHES]]

    def _aligned(self, what: Quoted, whole: str, centre: int) -> _Match | None:
        """The quotation's part of an alignment of `whole` with the text about `centre`."""
        slack = len(whole) // 3 + 2 * SEED
        base = max(0, centre - slack)
        window = self._text[base : centre + len(whole) + slack]
        blocks = self._blocks(whole, window)
        first, last = len(what.prefix), len(what.prefix) + len(what.quotation)
        start, end = image(blocks, first, last, len(window))
        if start >= end:
            return None
        start, end = base + start, base + end
        share = self._ratio(what.quotation, self._text[start:end])
        agreeing, beside = self._agreeing(what, start, end)
        if share < SIMILAR or self._text[start:end] == what.quotation:
            return (
                None  # the same words have been looked at already, with all places that have them
            )
        alike = share >= VERY_SIMILAR and len(what.quotation) >= LONG
        if agreeing < LITTLE and not alike:
            return None
        match = _Match(start, end, agreeing, beside, 0.0, "similar")
        confidence = _confidence(share, what.agreement(agreeing))
        return replace(match, confidence=_capped(match, confidence))

    # --- what stands around -----------------------------------------------------------------

    def between(self, what: Quoted) -> tuple[int, float] | None:
        """The offset between prefix and suffix, and the confidence; None when neither is there."""
        found: list[tuple[float, int]] = []
        whole = what.prefix + what.suffix
        turn = len(what.prefix)
        for centre in (
            {*occurrences(self._text, whole, 2), *self._stretches(whole)} if whole else ()
        ):
            slack = len(whole) // 3 + 2 * SEED
            base = max(0, centre - slack)
            window = self._text[base : centre + len(whole) + slack]
            at = base + image_of_point(self._blocks(whole, window), turn)
            found.append((self._agreeing(what, at, at)[0], at))
        found = sorted(set(found), reverse=True)
        if not found or found[0][0] < 2 * LITTLE:
            return None
        alone = len(found) == 1 or found[0][0] - found[1][0] >= LITTLE
        confidence = _confidence(1.0, what.agreement(found[0][0]))
        return found[0][1], confidence if alone else min(confidence, UNDECIDED)

    def _blocks(self, one: str, other: str) -> list[Block]:
        """The stretches, of two characters or more, that a best alignment finds in both."""
        blocks = self._indel.opcodes(one, other).as_matching_blocks()
        return [Block(b.a, b.b, b.size) for b in blocks if b.size > 1]

    def _agreeing(self, what: Quoted, start: int, end: int) -> tuple[float, int]:
        """Characters of prefix and suffix that agree with what stands before `start` and after `end`.

        And how many do without a break, on the side where these are more. A short quotation is known
        by both of its neighbours: where one is another, none counts.
        """
        before = self._text[max(0, start - len(what.prefix)) : start]
        after = self._text[end : end + len(what.suffix)]
        left, right = (
            common_start(what.prefix[::-1], before[::-1]),
            common_start(what.suffix, after),
        )
        agreeing = self._shared(what.prefix, before, left) + self._shared(what.suffix, after, right)
        torn = (what.prefix and not left) or (what.suffix and not right)
        is_short = len(what.quotation) <= SHORT
        return agreeing, 0 if is_short and torn else max(left, right)

    def _shared(self, one: str, other: str, beside: int) -> float:
        """What two stretches have in common beyond chance, or `beside` the quotation without a break.

        Unrelated Japanese texts share up to half of their characters.
        """
        if one == other:
            return float(len(one))
        return max(beside, len(one) * (2 * self._ratio(one, other) - 1))

    def _ratio(self, one: str, other: str) -> float:
        return self._fuzz.ratio(one, other) / 100


class _Trail:
    """Where quotations were surely found, by where they stood: where those between them must lie."""

    def __init__(
        self,
        sought: Sequence[Quoted],
        found: Sequence[Sequence[_Match]],
        pages: Mapping[str, int],
        length: int,
    ) -> None:
        self._length = length
        self._pages = dict(pages)
        self._sure: dict[str, list[tuple[float, int]]] = {}
        self._fixed: dict[str, list[tuple[float, int]]] = {}
        for what, matches in zip(sought, found, strict=True):
            known = self._pages.get(what.content, 0)
            self._pages[what.content] = max(known, what.page + 1)
            if matches and matches[0].confidence >= SURE:
                point = what.position, matches[0].start
                self._sure.setdefault(what.content, []).append(point)
                if matches[0].agreeing >= max(ENOUGH, what.context):
                    self._fixed.setdefault(what.content, []).append(point)
        for points in (*self._sure.values(), *self._fixed.values()):
            points.sort()

    def nearest(self, what: Quoted, matches: Sequence[_Match]) -> _Match | None:
        """The one of equally good places that lies nearest to where it is expected."""
        if not matches:
            return None
        if len(matches) == 1:
            return self._in_order(what, self._confirmed(what, matches[0]))
        expected = self._expected(what)
        return min(matches, key=lambda match: abs(match.start - expected))

    def _confirmed(self, what: Quoted, match: _Match) -> _Match:
        """A whole paragraph has no surroundings; what stands once, between near neighbours, is it."""
        if match.means != "quotation" or what.context >= LITTLE or len(what.quotation) < WHOLE:
            return match
        points = self._sure.get(what.content, [])
        place = bisect_left(points, (what.position, 0))
        if place in {0, len(points)}:
            return match
        first, last = points[place - 1][1], points[place][1]
        near = first <= match.start <= last <= first + NEAR
        return replace(match, confidence=max(match.confidence, 0.8)) if near else match

    def _in_order(self, what: Quoted, match: _Match) -> _Match:
        """What does not wholly agree, and stands elsewhere than between neighbours that do, is not sure."""
        if match.confidence < SURE or match.agreeing >= what.context:
            return match
        points = self._fixed.get(what.content, [])
        place = bisect_left(points, (what.position, 0))
        if place in {0, len(points)}:
            return match
        first, last = points[place - 1][1], points[place][1]
        astray = first <= last and not first - SLACK <= match.start <= last + SLACK
        return replace(match, confidence=DOUBTFUL) if astray else match

    def _expected(self, what: Quoted) -> float:
        points = self._sure.get(what.content)
        if not points:
            return self._length * what.position / self._pages[what.content]
        place = bisect_left(points, (what.position, 0))
        if place in {0, len(points)}:
            return points[min(place, len(points) - 1)][1]
        (left, first), (right, last) = points[place - 1], points[place]
        share = (what.position - left) / (right - left) if right > left else 0.0
        return first + share * (last - first)


def _capped(match: _Match, confidence: float) -> float:
    """Not sure where nothing right beside it has stayed: the sentence it was in may be gone."""
    return confidence if match.beside >= LITTLE else min(confidence, DOUBTFUL)


def _confidence(share: float, agreement: float) -> float:
    """How sure a place is: as far as the quotation agrees, half of it for its surroundings.

    A few changed characters count for nothing, a third of them for much: that may be the sentence beside it.
    """
    same = min(1.0, share + (share - SIMILAR) / 4)
    return same * (0.5 + 0.5 * agreement)


def _same_spot(what: Quoted, pieces: Sequence[Piece]) -> bool:
    """Whether it is printed where it was: on that page, in rectangles of the same place and size."""
    if len(pieces) != 1 or pieces[0].page != what.page:
        return False
    here, there = pieces[0].rects, what.rects
    return len(here) == len(there) and all(
        abs(a - b) <= SAME_SPOT
        for one, other in zip(here, there, strict=True)
        for a, b in zip(one, other, strict=True)
    )
