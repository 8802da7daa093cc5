"""The query language: what a person types, as clauses to look for and filters to keep to. Pure.

Words are joined by AND and must stand on one page; "…" keeps what it holds together; OR joins its
neighbours; `-` leaves pages out; NEAR asks for both in one paragraph; `re:/…/` is a regular
expression; `部:` `章:` `節:` `in:` `page:` `file:` keep to a part of the documents. Latin words typed
one after another (Society 5.0) are looked for as they stand, and each by itself only where they
stand nowhere so. Quotation marks hold words together where they open a word, “…” as well; inside
one they are looked for. A query that is half typed is not an error: an open quotation mark reaches to
the end, and an operator without its second half is not there yet. docs/CLI.md is its manual.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index_builder.errors import QueryError
from index_builder.model import Part
from index_builder.text import fold

NEAR_REACH = 40
"""Characters that may stand between the two sides of NEAR, white space left out."""
NOTES = "annotation"
"""The value of `in:` that asks for the reader's own notes."""
VALUES = (*(part.value for part in Part), NOTES)

_TOKEN = re.compile(
    r"""(?P<minus>-(?=[^\s-]))?(?:
        [rR][eE][:：]/(?P<pattern>(?:\\.|[^/\\])*)(?P<closed>/)?
      | (?P<field>[部章節]|[iI][nN]|[pP][aA][gG][eE]|[fF][iI][lL][eE])[:：]
        (?:"(?P<quoted>[^"]*)"?|(?P<value>[^\s"]*))
      | (?P<or>OR)(?=\s|$)
      | (?P<near>NEAR)(?:/(?P<reach>\d{1,4}))?(?=\s|$)
      | "(?P<phrase>[^"]*)"?
      | “(?P<curled>[^”]*)”?
      | (?P<word>\S+)
    )""",
    re.VERBOSE,
)
OPERANDS = ("pattern", "phrase", "curled", "word")
_PAGES = re.compile(
    r"(?P<pdf>p)?(?P<first>\d{1,6})(?P<to>-)?(?:p?(?P<last>\d{1,6}))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Term:
    """Something that must stand on the page.

    Attributes:
        text: folded, never empty.
        position, end: its place in the query, quotation marks left out.
        words: the folded words it is made of; more than one only for Latin words in a row.
    """

    text: str
    position: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression over the folded text of a paragraph."""

    source: str
    position: int
    end: int


@dataclass(frozen=True, slots=True)
class Near:
    """Terms in one paragraph, each at most `reach` folded characters from the one named before it."""

    terms: tuple[Term, ...]
    reaches: tuple[int, ...]


Item = Term | Pattern | Near


@dataclass(frozen=True, slots=True)
class Clause:
    """One of `items` must stand on the page; none of them when `negated`."""

    items: tuple[Item, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps hits whose `field` is one of `values`, or drops them when `negated`.

    Attributes:
        field: 部 | 章 | 節 (folded label, number or words of a heading above), in (a part),
            page ("p" and first and last PDF page, or without "p" printed ones; "" is open), file.
    """

    field: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; one without a positive clause finds nothing.

    Attributes:
        text: as it was typed.
        in_notes: it asks for the reader's own notes.
    """

    text: str
    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    in_notes: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return all(clause.negated for clause in self.clauses)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All positive words and phrases."""
        positive = (clause for clause in self.clauses if not clause.negated)
        return tuple(term for clause in positive for term in terms_of(clause))

    @property
    def words(self) -> tuple[str, ...]:
        """The folded texts of all positive words and phrases."""
        return tuple(term.text for term in self.terms)

    @property
    def term(self) -> Term | None:
        """The term of a query that is but one, None of any other."""
        if len(self.clauses) != 1 or len(self.clauses[0].items) != 1:
            return None
        (item,) = self.clauses[0].items
        return item if isinstance(item, Term) and not self.clauses[0].negated else None


def parse(query: str) -> Query:
    """What `query` asks for; it may be anything a person or a script hands in. Raises QueryError."""
    return _Parser(query).run()


class _Parser:
    def __init__(self, query: str) -> None:
        self._query = query
        self._clauses: list[Clause] = []
        self._filters: list[Filter] = []
        self._in_notes = False
        self._joinable = False
        self._or = False
        self._reach = -1

    def run(self) -> Query:
        for token in _TOKEN.finditer(self._query.replace("＂", '"')):
            if token["or"] or token["near"]:
                self._operator(token)
            elif token["field"]:
                self._filter(token)
            else:
                self._operand(token)
        return Query(self._query, tuple(self._clauses), tuple(self._filters), self._in_notes)

    def _operator(self, token: re.Match[str]) -> None:
        self._joinable = False
        if token["minus"]:
            word = fold(token.group()[1:]).text
            self._add(Term(word, token.start() + 1, token.end(), (word,)), negated=True)
        elif self._clauses and not self._clauses[-1].negated:
            self._or = bool(token["or"])
            self._reach = int(token["reach"] or NEAR_REACH) if token["near"] else -1

    def _operand(self, token: re.Match[str]) -> None:
        negated = token["minus"] is not None
        if negated and (self._or or self._reach >= 0):
            raise QueryError(
                "“-” cannot follow OR or NEAR.", "Put what is left out at the end.", token.start()
            )
        kind = next(name for name in OPERANDS if token[name] is not None)
        item = _pattern(token) if kind == "pattern" else _term(token, kind)
        if item is None:
            return
        if self._joinable and kind == "word" and not negated and isinstance(item, Term):
            item = self._joined(item)
        self._add(item, negated=negated)
        self._joinable = kind == "word" and not negated

    def _joined(self, item: Term) -> Term:
        """Latin words in a row as one term, the one before taken back."""
        before = self._clauses[-1].items[-1]
        if not isinstance(before, Term) or not (_latin(before.text[-1]) and _latin(item.text[0])):
            return item
        rest = self._clauses.pop().items[:-1]
        if rest:
            self._clauses.append(Clause(rest))
            self._or = True
        return Term(
            before.text + item.text, before.position, item.end, (*before.words, *item.words)
        )

    def _add(self, item: Item, *, negated: bool) -> None:
        if self._reach >= 0:
            item = self._near(item)
        if self._or:
            above = self._clauses.pop()
            self._clauses.append(replace(above, items=(*above.items, item)))
        else:
            self._clauses.append(Clause((item,), negated))
        self._or, self._reach = False, -1

    def _near(self, item: Item) -> Item:
        """`item` and what stands before NEAR, which is taken back."""
        *rest, before = self._clauses.pop().items
        if isinstance(before, Pattern) or not isinstance(item, Term):
            position = item.position if isinstance(item, Pattern) else 0
            raise QueryError("NEAR joins words, not regular expressions.", "", position)
        if rest:
            self._clauses.append(Clause(tuple(rest)))
            self._or = True
        if isinstance(before, Near):
            return Near((*before.terms, item), (*before.reaches, self._reach))
        return Near((before, item), (self._reach,))

    def _filter(self, token: re.Match[str]) -> None:
        self._joinable = False
        if self._or or self._reach >= 0:
            raise QueryError("OR and NEAR join words, not filters.", "", token.start())
        name = token["field"].lower()
        text = token["quoted"] if token["quoted"] is not None else token["value"]
        start = token.start("quoted") if token["quoted"] is not None else token.start("value")
        read = {"in": _part_values, "page": _page_values}.get(name, _plain_values)
        values = read(text, start)
        if NOTES in values and name == "in":
            self._in_notes = token["minus"] is None
            values = tuple(value for value in values if value != NOTES)
        if values or self._in_notes:
            self._filters.append(Filter(name, values, token["minus"] is not None))


def _term(token: re.Match[str], kind: str) -> Term | None:
    folded = fold(token[kind]).text
    return Term(folded, *token.span(kind), (folded,)) if folded else None


def _pattern(token: re.Match[str]) -> Pattern | None:
    """The expression, None while it is half typed."""
    import regex  # noqa: PLC0415 - few queries need it

    position, end = token.span("pattern")
    source = folded_pattern(token["pattern"])
    try:
        regex.compile(source)
    except regex.error as error:
        if not token["closed"]:
            return None
        raise QueryError(f"The regular expression is not right: {error}.", "", position) from error
    return Pattern(source, position, end) if source else None


def folded_pattern(source: str) -> str:
    """A regular expression for folded text: its letters beyond ASCII folded, white space left out."""
    pieces = []
    for char in source:
        if char.isascii():
            pieces.append("" if char.isspace() else char)
        else:
            pieces.append(re.escape(fold(char).text))
    return "".join(pieces)


def _plain_values(text: str, _position: int) -> tuple[str, ...]:
    folded = fold(text).text
    return (folded,) if folded else ()


def _part_values(text: str, position: int) -> tuple[str, ...]:
    """The parts that the names mean; a beginning of a name means all that begin so."""
    values: list[str] = []
    for name in filter(None, fold(text).text.split(",")):
        meant = [value for value in VALUES if value.startswith(name)]
        if not meant:
            raise QueryError(
                f"There is no part “{text}”.", f"There are {', '.join(VALUES)}.", position
            )
        values += meant
    return tuple(dict.fromkeys(values))


def _page_values(text: str, position: int) -> tuple[str, ...]:
    """("p" or "", first, last) of a range; "" when its end is open."""
    folded = fold(text).text
    if not folded or folded == "p":
        return ()
    match = _PAGES.fullmatch(folded)
    if match is None:
        raise QueryError(
            f"“{text}” names no pages.",
            "Write 24, 10-40, or p3-p8 for pages of the file.",
            position,
        )
    last = match["last"] or ("" if match["to"] else match["first"])
    return ("p" if match["pdf"] else "", match["first"], last)


def terms_of(clause: Clause) -> Iterator[Term]:
    """The terms of a clause, those of NEAR one by one."""
    for item in clause.items:
        if isinstance(item, Term):
            yield item
        elif isinstance(item, Near):
            yield from item.terms


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
