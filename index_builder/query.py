"""The query language: what a person types, as terms to look for. Pure.

Words are joined by AND and must stand on one page; "…" keeps what it holds together. Latin words
typed one after another (Society 5.0) are looked for as they stand, and each by itself only where
they stand nowhere so. A query that is half typed is not an error: an open quotation mark reaches
to the end.
"""

import re
from dataclasses import dataclass

from index_builder.text import fold

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans("“”„‟＂", '"""""')


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
class Query:
    """A parsed query; without terms it finds nothing."""

    terms: tuple[Term, ...]


def parse(query: str) -> Query:
    """The terms of `query`, which may be anything a person or a script hands in."""
    terms: list[Term] = []
    joinable = False
    for token in _TOKEN.finditer(query.translate(_QUOTES)):
        phrase = token["word"] is None
        kind = "phrase" if phrase else "word"
        folded = fold(token[kind]).text
        if not folded:
            continue
        if not phrase and joinable and _latin(terms[-1].text[-1]) and _latin(folded[0]):
            before = terms.pop()
            terms.append(
                Term(before.text + folded, before.position, token.end(), (*before.words, folded))
            )
        else:
            terms.append(Term(folded, *token.span(kind), (folded,)))
        joinable = not phrase
    return Query(tuple(terms))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
