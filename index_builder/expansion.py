"""The original words of an acronym, in Latin letters: in a note, in front of its parenthesis, inside it.

Pure. The letters of the acronym are looked for in the initials and capitals of the words, in
order (after Schwartz and Hearst 2003, who ask less: any letter of a word).
"""

import re
from dataclasses import dataclass

from index_builder.plain import plain

_WORDS = re.compile(
    r"(?:[0-9]+(?:st|nd|rd|th) )?[A-Za-zÀ-ÖØ-öø-ɏ](?:[A-Za-zÀ-ÖØ-öø-ɏⅠ-Ⅻﬀ-ﬆ0-9&,.'’/ \-]|\((?:s|[a-z][^()]{0,30})\))*"
)
_LATIN = re.compile(r"(?:(?![一-龠ぁ-んァ-ヴー_])[\w&,.'’/ \-()])*")
_NAMED = re.compile(r"(?P<name>[A-Za-z0-9&+.\-]{2,16}) ?[:=] ?(?=[A-Za-z])")
_URL = re.compile(r"https?:|www\.")
_CITED = re.compile(r"\bet al\b|\bpp?\. ?\d|\bvol\. ?\d|^(?:see|cf|source)\b", re.IGNORECASE)
_QUOTE = re.compile(r"\W*[“\"‘「『]")
_TITLE = re.compile(r"[“\"](?P<words>[A-Z][^“”\"()]{5,80})(?: ?\([^()]+\))?[”\"]")
_BRACKETED = re.compile(
    r"(?P<head>[^()「『“\"。、,:;]{0,40}?) ?(?P<lead>[(「『“\"]|:|とは[、,]?|は[、,]?|。)"
    r" ?[「『“\"]?(?:[A-Za-z0-9&\-]{2,16} ?[:;=、,] ?)?"
    r"(?P<words>[A-Z][A-Za-zÀ-ÖØ-öø-ɏﬀ-ﬆ&,'’/ \-]{5,100})(?:[)」』”\":;、。]|の略|$)(?! ?https?:)"
)
_EXPLAINED = re.compile(" ?(?:[:。(]|$)")
_VERBAL = re.compile("[ぁ-ん]$")
_PARENTHESIS = re.compile(r" ?\((?P<inner>[^()]{2,40})\)")
_JAPANESE = re.compile("[一-龠ぁ-んァ-ヴー]")
_LONGEST = 300
"""Characters in front of a parenthesis that are looked at."""
_SMALL = re.compile(
    r"(?:of|the|and|for|in|on|to|at|by|with|under|from|de|la|le|les|du|des|et|en|für|und|der|di|a)\b",
    re.IGNORECASE,
)
"""What is not capitalised in a title."""
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_PLURAL = re.compile("(?<=[A-Z])s$")
_TRANS = re.compile(r"\b(?:[Tt]rans|[Cc]ross)(?=[a-z])")
"""X stands for these in DX and GX."""


@dataclass(frozen=True, slots=True)
class NoteWords:
    """What a note says a name stands for; `name` is the name the note itself gives, "" for none.

    `alone` says that the note is a title in capitals with at most an explanation behind it.
    """

    expansion: str
    name: str = ""
    long_form: str = ""
    alone: bool = False


def of_note(text: str) -> NoteWords | None:
    """The expansion with which the note begins; None when it begins with anything else."""
    folded = plain(text)
    named = _NAMED.match(folded)
    start = named.end() if named else 0
    match = _WORDS.match(folded, start)
    if match is None:
        return None
    url = _URL.search(folded, start)
    end = min(match.end(), url.start()) if url else match.end()
    words = text[start:end].rstrip(" ,.-　/")
    if len(words) < 4 or _CITED.search(words) or _QUOTE.match(folded, start + len(words)):
        return None
    name, long_form = (named["name"] if named else ""), ""
    inner = _PARENTHESIS.match(folded, start + len(words))
    if inner is not None:
        content = text[inner.start("inner") : inner.end("inner")]
        if _JAPANESE.search(content):
            long_form = content
        else:
            name = name or inner["inner"]
    parts = list(_WORD.finditer(plain(words)))
    alone = _EXPLAINED.match(folded, start + len(words)) is not None and 1 < len(parts) < 16
    return NoteWords(words, name, long_form, alone and _is_title(parts))


def inside_note(text: str, name: str) -> NoteWords | None:
    """The words of `name` in brackets or quotation marks at the head of a note; None for none.

    「Software as a Service」の略, 科学情報基盤（Science Information Base）の略称, ＳＩＢ（Science …）とは.
    """
    folded = plain(text)
    match = _BRACKETED.match(folded)
    if match is None or agreement(name, match["words"]) < 1:
        return None
    words = text[match.start("words") : match.end("words")].rstrip(" ,.-　")
    head = text[match.start("head") : match.end("head")]
    named = match["lead"] in "(。" and _JAPANESE.search(head) and not _VERBAL.search(head)
    return NoteWords(words, name, head if named else "")


def quoted(text: str, name: str) -> str:
    """A title quoted in a note that spells out `name` letter by letter; "" for none."""
    letters = sum(char.isalpha() for char in name)
    for match in _TITLE.finditer(plain(text)):
        words = text[match.start("words") : match.end("words")].rstrip()
        if len(words.split()) <= 2 * letters + 1 and agreement(name, words) >= 1:
            return words
    return ""


def agreement(name: str, words: str) -> float:
    """How much of the letters of `name` stands, in order, at the heads of `words`: 0 to 1."""
    singular = _PLURAL.sub("", plain(name))
    letters = [char for char in singular.casefold() if char.isalpha() and not _JAPANESE.match(char)]
    folded = plain(words)
    if not letters or not any(char.isalpha() for char in folded):
        return 0.0
    headed = _TRANS.sub("X", folded)
    heads = [
        char.casefold()
        for offset, char in enumerate(headed)
        if char.isalpha() and (char.isupper() or offset == 0 or not headed[offset - 1].isalpha())
    ]
    share = _common(letters, heads) / len(letters)
    rest = iter(folded.casefold())
    if share < 1 and letters[0] in heads and all(letter in rest for letter in letters):
        return 0.5 + share / 2
    return share


def defines(words: str, name: str) -> bool:
    """Whether `words` in brackets behind `name` are its original words and no remark about it.

    A title may leave letters over (COVID-19 Contact-Confirming Application); words of a sentence
    must spell the name, and no more of them be there than that takes.
    """
    letters = sum(char.isalpha() for char in name)
    parts = list(_WORD.finditer(plain(words)))
    spelt = agreement(name, words)
    return spelt >= 0.6 if _is_title(parts) else spelt >= 0.95 and len(parts) <= 2 * letters


def _common(first: list[str], second: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for one in first:
        corner = 0
        for column, other in enumerate(second, 1):
            above = row[column]
            row[column] = corner + 1 if one == other else max(above, row[column - 1])
            corner = above
    return row[-1]


def in_front(text: str, end: int, name: str) -> str:
    """The words of `name` that end at `text[:end]`, "" when no Latin phrase there agrees with it.

    A phrase of capitalised words is taken whole (what stands in front of the initials belongs to
    the proper name); of a running sentence only as much as the letters need.
    """
    text = text[max(end - _LONGEST, 0) : end]
    folded = plain(text)
    end = len(folded.rstrip())
    backwards = _LATIN.match(folded[:end][::-1])
    start = end - (backwards.end() if backwards else 0)
    start = _letter(folded, start, end)
    while small := _SMALL.match(folded, start, end):
        start = _letter(folded, small.end(), end)
    words = list(_WORD.finditer(folded, start, end))
    if len(words) < 2:
        return ""
    letters = sum(char.isalpha() for char in name)
    titled = _is_title(words) and _is_balanced(folded[start:end])
    whole = agreement(name, folded[start:end]) if titled else 0.0
    if len(words) <= 2 * letters + 1 and whole >= 0.6:
        return text[start:end]
    for word in reversed(words[-min(letters + 5, 2 * letters) :]):
        candidate = folded[word.start() : end]
        if " " not in candidate or not _is_balanced(candidate):
            continue
        titled = folded[start : word.start()].endswith("the ") and _is_title(
            [one for one in words if one.start() >= word.start()]
        )
        if word.group()[0].casefold() == name[0].casefold() and agreement(name, candidate) >= (
            0.75 if titled else 0.9
        ):
            return text[word.start() : end]
    opens = folded[start].casefold() == name[0].casefold()
    return text[start:end] if opens and whole >= 0.9 and len(words) <= 2 * letters + 5 else ""


def _letter(text: str, start: int, end: int) -> int:
    """The offset of the first letter from `start` on."""
    while start < end and not text[start].isalpha():
        start += 1
    return start


def _is_balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


def _is_title(words: list[re.Match[str]]) -> bool:
    return all(not word.group()[0].islower() or _SMALL.fullmatch(word.group()) for word in words)
