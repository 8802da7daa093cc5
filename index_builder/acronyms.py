"""Acronyms and short names (以下「…」という): where they are introduced, and for what.

Pure: it reads passages and footnotes. It holds no list of known acronyms: shape, brackets, notes
and the initials of the expansion decide (after Schwartz and Hearst, "A simple algorithm for
identifying abbreviation definitions in biomedical text", 2003, for Latin text).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from index_builder import longform, terms
from index_builder.expansion import NoteWords, agreement, in_front, of_note, quoted
from index_builder.model import Definition, Footnote, Passage, Place, TextRange
from index_builder.plain import plain

PlaceOf = Callable[[TextRange], tuple[Place, ...]]

_RUN = r"[A-Za-z0-9À-ÖØ-öø-ɏⅠ-Ⅻ]+(?:[&+./\-]+[A-Za-z0-9À-ÖØ-öø-ɏⅠ-Ⅻ]+)*\+?"
_NAME_IN = re.compile(
    rf"(?P<name>{_RUN}(?: {_RUN}){{0,2}}(?:-?[ァ-ヴー]{{2,12}})?) ?(?P<rest>[)(:;,、・/。])"
)
_NAME_BEFORE = re.compile(rf"(?<![A-Za-z0-9])({_RUN}(?: {_RUN}){{0,2}})(\([A-Z&]{{1,4}}\))?$")
_LABEL = re.compile(
    r"X{0,3}(?:IX|IV|V?I{0,3})|[Ⅰ-Ⅻ]+|[A-Z]-?[0-9]{2,}|[A-Z]-[0-9]+|[A-Za-z]|[ivx]+|[0-9.,\-]+"
)
_UNIT = re.compile(r"(?:[kMGTPmnµ]?(?:Wh?|Hz|bps|eV|Pa|B|V|A|J|L)|[KMGT]i?B|pH|dB)(?:/.+)?")
_QUANTITY = re.compile(r"[0-9.,]+[A-Za-z]{1,2}|[0-9]{2,}[A-Za-z]+|[0-9]+[A-Za-z]?bps")
_JAPANESE = re.compile("[一-龠ぁ-んァ-ヴ]")
_LONGEST_INSIDE = 200
"""Characters between parentheses that are looked at."""
_STRAY_MARK = re.compile(r"(?P<name>.*[A-Za-z])[*※]?(?P<label>[0-9]{1,2})")
_WORDS_INSIDE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏⅠ-Ⅻ][A-Za-zÀ-ÖØ-öø-ɏⅠ-Ⅻ0-9&,.'’/ \-]{5,}")
_NOUN = re.compile(r"[一-龠々ァ-ヴー・A-Za-z0-9\-&しりみけきのと]{3,40}")
_NO_NAME = re.compile(
    r"(?:等|氏|年度?|[0-9]月|日|件|円|参照|当時|以下|現在|時点|教授|様|さん|博士|県|市|都|社|版|号|校|大学"
    r"|略|除く|含む|主宰|主催|所属|出典|提供|作成|調べ|比|予定|実施|未満|以上)$|^(?:旧|約|第|現|通称|以下|注|図|表|株|[0-9])|済"
)
_PERSON = re.compile(r"(?:氏|教授|博士|さん|様|先生|長官?|大臣)$")
_STANDS_FOR = re.compile(
    rf"(?<![A-Za-z0-9])(?P<name>{_RUN})とは、?(?P<long>[一-龠ァ-ヴー・]{{3,30}})"
    r"\((?P<words>[A-Za-z][A-Za-z \-]{4,80})\)の略"
)
_TITLED = re.compile(r"[^()、,]{1,12}:")
"""What follows the name of a body: its chairman, its seat."""
_WORDS_FIRST = re.compile(
    rf"\((?P<words>[A-Z][A-Za-z \-]{{5,80}})(?:[:;,、]|/) ?(?P<name>{_RUN})\)"
)
_NAMED_INSIDE = re.compile(rf"\((?P<long>[一-龠々ァ-ヴー・]{{3,30}}):(?P<name>{_RUN})\)")


@dataclass(frozen=True, slots=True)
class _Document:
    passages: Sequence[Passage]
    footnotes: Sequence[Footnote]
    texts: tuple[str, ...]
    place_of: PlaceOf


def definitions(
    passages: Sequence[Passage],
    footnotes: Sequence[Footnote],
    place_of: PlaceOf,
) -> tuple[Definition, ...]:
    """Every place that introduces an acronym or a short name, in reading order.

    `place_of` gives the Places of a stretch of these passages.
    """
    texts = tuple(plain(passage.text) for passage in passages)
    document = _Document(passages, footnotes, texts, place_of)
    found: dict[tuple[int, int], Definition] = {}
    for index, text in enumerate(texts):
        every = list(_terms(document, index)) if "以下" in text else []
        if "(" in text:
            every += _in_parentheses(document, index)
            every += _reversed(document, index)
            every += _named_inside(document, index)
        if passages[index].notes:
            every += _by_note(document, index)
        for definition in every:
            key = (definition.range.passage, definition.range.start)
            if key not in found or definition.confidence > found[key].confidence:
                found[key] = definition
    ordered = [found[key] for key in sorted(found)]
    return tuple(_agreed(ordered, passages))


def _in_parentheses(document: _Document, index: int) -> Iterator[Definition]:
    """国立標準技術研究所（ＮＩＳＴ）, National Institute of … (NIST), （ＷＭＯ：World …）."""
    passage, text = document.passages[index], document.texts[index]
    for opening in re.finditer(r"\(", text):
        match = _NAME_IN.match(text, opening.end())
        if match is None:
            continue
        start, end = match.span("name")
        tail = _marked_tail(passage, text, start, end)
        end -= len(tail)
        name = text[start:end]
        note, words = _note_at(document, index, [end, *_behind(text, end)], name)
        if words is None and (stray := _STRAY_MARK.fullmatch(name)):
            note, words = _note_labelled(document, passage.page_at(start), stray)
            name = stray["name"] if words else name
            end = start + len(name)
        inner_long, inner_words = _explained(text, match)
        spelt = (words.expansion if words else "") or inner_words
        long_form, front = _ahead(passage.text, text, opening.start(), (name, spelt))
        if tail:
            long_form = long_form.removesuffix(tail) if long_form.endswith(tail) else ""
        long_form = inner_long or long_form or (words.long_form if words else "")
        if not _is_name(name, passage.text[start:end], noted=bool(words or front)):
            continue
        if not (words or inner_words or _stands_alone(text, match)):
            continue
        if _QUANTITY.fullmatch(name) and not plain(long_form).startswith("第"):
            continue
        expansion = spelt or front
        if long_form or expansion:
            evidence = "footnote" if words else "parenthesis"
            span = (index, start, end)
            yield _definition(
                document, span, name, long_form, expansion, evidence=evidence, note=note
            )


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether the name is not the first of a list: （ＡＩ、量子等）."""
    behind = match.end()
    if match["rest"] == "/":
        return not text[behind : behind + 1].isascii()
    return match["rest"] not in ",、;" or bool(
        _TITLED.match(text, behind) or text.startswith("以下", behind)
    )


def _marked_tail(passage: Passage, text: str, start: int, end: int) -> str:
    """The Japanese word behind a note's mark in a name: システム of （ＳＳＡ1システム）."""
    latin = len(re.sub(r"[ァ-ヴー]+$", "", text[start:end]))
    marked = any(offset == start + latin for offset, _ in passage.notes)
    return text[start + latin : end] if marked else ""


def _behind(text: str, end: int) -> list[int]:
    """The offsets behind the closing parenthesis and a closing quotation mark after it."""
    if not text.startswith(")", end):
        return []
    return [end + 1, end + 2] if text[end + 1 : end + 2] in {"」", "』"} else [end + 1]


def _note_at(
    document: _Document, index: int, offsets: Sequence[int], name: str
) -> tuple[int, NoteWords | None]:
    """The first note marked at one of `offsets` that expands `name`, −1 and None for none."""
    for wanted in offsets:
        for offset, footnote in document.passages[index].notes:
            if offset != wanted or footnote >= len(document.footnotes):
                continue
            note = document.footnotes[footnote].text
            words = of_note(note)
            if words and _expands(words.expansion, name, least=0.5):
                return footnote, words
            title = quoted(note, name)
            if title:
                return footnote, NoteWords(title)
    return -1, None


def _note_labelled(
    document: _Document, page: int, stray: re.Match[str]
) -> tuple[int, NoteWords | None]:
    """The note of `page` whose mark was taken for the end of the name: （ＮＩＳＴ4）."""
    for index, footnote in enumerate(document.footnotes):
        label = re.sub(r"\D", "", plain(footnote.label))
        if footnote.place.page == page and label == stray["label"]:
            words = of_note(footnote.text)
            if words and _expands(words.expansion, stray["name"], least=0.8):
                return index, words
    return -1, None


def _expands(words: str, name: str, least: float) -> bool:
    """Whether `words` spell out `name` and do not merely contain it (The NHS AI Lab)."""
    letters = sum(char.isalpha() for char in name)
    return name not in plain(words) and agreement(name, words) >= (least if letters > 2 else 1)


def _explained(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Long form and expansion that follow the name inside its parenthesis: (WMO: World …)."""
    if match["rest"] not in ":;,、":
        return "", ""
    closing = text.find(")", match.end())
    content = text[match.end() : closing].strip() if closing > 0 else ""
    words = _WORDS_INSIDE.match(content)
    if words and _expands(words.group(), match["name"], least=0.5):
        return "", words.group().rstrip(" ,.")
    if match["rest"] == ":" and _NOUN.fullmatch(content):
        return content, ""
    return "", ""


def _ahead(printed: str, text: str, opening: int, short: tuple[str, str]) -> tuple[str, str]:
    """Japanese long form and Latin expansion in front of the parenthesis at `opening`."""
    name, words = short
    ahead = text[:opening].rstrip()
    if not ahead:
        return "", ""
    if ahead[-1].isascii() and (ahead[-1].isalnum() or ahead[-1] == "."):
        front = in_front(printed, len(ahead), name)
        if front:
            return "", front
    long_form = longform.before(printed, opening, name, words)
    if len(long_form) < 2 or not _JAPANESE.search(long_form) or _PERSON.search(long_form):
        return "", ""
    return long_form, ""


def _is_name(name: str, printed: str, *, noted: bool) -> bool:
    """Whether the letters look like an acronym: capitals, digits, hyphens, not a word or a unit."""
    latin = re.sub(r"[ァ-ヴー]+$", "", name)
    if _LABEL.fullmatch(name) or _UNIT.fullmatch(name) or len(latin) > 20 or latin.count("/") > 1:
        return False
    parts = latin.split(" ")
    if len(parts) > 1:
        sized = noted or len(latin) <= 8
        return sized and all(_capitals(part) >= 2 for part in parts)
    letters = sum(char.isalpha() for char in latin)
    capitals = _capitals(latin)
    if capitals >= 2:
        return noted or capitals >= 0.4 * letters or "-" in latin
    if capitals == 0 or noted:
        return noted and capitals == 1
    short = letters <= 2 and len(latin) <= 4 and not latin.isalpha()
    return short or "-" in latin or (letters >= 3 and not printed[:1].isascii())


def _capitals(latin: str) -> int:
    return sum(char.isupper() for char in latin)


def _by_note(document: _Document, index: int) -> Iterator[Definition]:
    """ＡＡＡＩ2 with its words in note 2; 敵対的生成ネットワーク1 with words and name in note 1."""
    text = document.texts[index]
    for offset, footnote in document.passages[index].notes:
        if footnote >= len(document.footnotes):
            continue
        words = of_note(document.footnotes[footnote].text)
        if words is None:
            continue
        end = offset - (text[offset - 1 : offset] in {"」", "』"})
        span = _name_span(text, end, noted=True)
        if span is not None:
            name = text[span[0] : span[1]]
            if _expands(words.expansion, name, least=0.6):
                yield _definition(
                    document,
                    (index, *span),
                    name,
                    words.long_form,
                    words.expansion,
                    evidence="footnote",
                    note=footnote,
                )
        elif _is_name(words.name, words.name, noted=True) and _expands(
            words.expansion, words.name, least=0.6
        ):
            long_form = longform.before(document.passages[index].text, offset, words.name)
            start = text.rfind(plain(long_form), 0, offset) if long_form else -1
            if start >= 0 and _JAPANESE.search(long_form):
                yield _definition(
                    document,
                    (index, start, start + len(long_form)),
                    words.name,
                    long_form,
                    words.expansion,
                    evidence="footnote",
                    note=footnote,
                )


def _name_span(text: str, end: int, *, noted: bool) -> tuple[int, int] | None:
    """The acronym that ends at `end`, as many of its words as look like one."""
    begin = max(end - 48, 0)
    match = _NAME_BEFORE.search(text, begin, end)
    if match is None:
        return None
    start = match.start()
    while True:
        if _is_name(text[start : match.end(1)], text[start], noted=noted):
            return start, end
        space = text.find(" ", start, match.end(1))
        if space < 0:
            return None
        start = space + 1


def _reversed(document: _Document, index: int) -> Iterator[Definition]:
    """ＩｏＴ（Internet of Things）, ＤＳ（データサイエンス）, ＡＩとは人工知能（Artificial …）の略."""
    text = document.texts[index]
    for match in _STANDS_FOR.finditer(text):
        if agreement(match["name"], match["words"]) >= 0.6:
            yield _definition(
                document,
                (index, *match.span("name")),
                match["name"],
                match["long"],
                match["words"],
                evidence="reverse",
            )
    for opening in re.finditer(r"\(", text):
        span = _name_span(text, len(text[: opening.start()].rstrip()), noted=False)
        if span is None:
            continue
        closing = text.find(")", opening.end(), opening.end() + _LONGEST_INSIDE)
        closing = closing if closing > 0 else opening.end() + _LONGEST_INSIDE
        name = text[span[0] : span[1]]
        printed = document.passages[index].text[opening.end() : closing]
        long_form, expansion = _inside(text[opening.end() : closing], printed, name)
        if long_form or expansion:
            yield _definition(
                document, (index, *span), name, long_form, expansion, evidence="reverse"
            )


def _named_inside(document: _Document, index: int) -> Iterator[Definition]:
    """（放射性同位元素：ＲＩ）, 大規模言語モデル（Large Language Model：LLM）."""
    printed, text = document.passages[index].text, document.texts[index]
    for match in _NAMED_INSIDE.finditer(text):
        if _is_name(match["name"], "", noted=False):
            inside = (index, *match.span("name"))
            long_form = printed[slice(*match.span("long"))]
            yield _definition(
                document, inside, match["name"], long_form, "", evidence="parenthesis"
            )
    for match in _WORDS_FIRST.finditer(text):
        name, words = match["name"], match["words"]
        if _is_name(name, "", noted=True) and _expands(words, name, least=0.6):
            inside = (index, *match.span("name"))
            long_form, _ = _ahead(printed, text, match.start(), (name, words))
            yield _definition(document, inside, name, long_form, words, evidence="parenthesis")


def _inside(content: str, printed: str, name: str) -> tuple[str, str]:
    words = _WORDS_INSIDE.match(content)
    if words and _expands(words.group(), name, least=0.6):
        rest = printed[words.end() :].lstrip("：:;、 　")
        return rest if _NOUN.fullmatch(plain(rest)) else "", printed[: words.end()].rstrip(" ,.")
    letters = sum(char.isalpha() for char in name)
    noun = _capitals(name) > 1 and _NOUN.fullmatch(content) and _JAPANESE.search(content)
    if noun and not _NO_NAME.search(content) and len(content) >= max(4, 1.5 * letters):
        return printed, ""
    return "", ""


def _terms(document: _Document, index: int) -> Iterator[Definition]:
    for span, long_form in terms.find(document.passages[index].text):
        reach = TextRange(index, *span)
        printed = document.passages[index].text[slice(*span)]
        name = plain(printed) if plain(printed).isascii() else printed
        place = _place(document, reach)
        yield Definition(name, "term", long_form, "", place, reach, "inline", 0.95)


def _definition(
    document: _Document,
    span: tuple[int, int, int],
    name: str,
    long_form: str,
    expansion: str,
    *,
    evidence: str,
    note: int = -1,
) -> Definition:
    reach = TextRange(*span)
    fit = agreement(name, expansion) if expansion else 0.5
    base = {"footnote": 0.8, "parenthesis": 0.75, "reverse": 0.65}[evidence]
    confidence = round(base + 0.1 * fit + (0.09 if long_form and expansion else 0.0), 2)
    return Definition(
        name,
        "acronym",
        long_form,
        expansion,
        _place(document, reach),
        reach,
        evidence,
        confidence,
        note,
    )


def _place(document: _Document, reach: TextRange) -> Place:
    """The first Place of `reach`; a place without rectangles where no character of it is drawn."""
    places = document.place_of(reach)
    return places[0] if places else Place(document.passages[reach.passage].page_at(reach.start), ())


def _agreed(found: Sequence[Definition], passages: Sequence[Passage]) -> Iterator[Definition]:
    """The definitions of one name held against each other.

    A long form that was cut short is completed from one found whole; a noun in parentheses behind
    a name that is defined otherwise does not define it.
    """
    longs: dict[str, set[str]] = {}
    for definition in found:
        if definition.kind == "acronym" and (
            definition.evidence != "reverse" or definition.expansion
        ):
            longs.setdefault(definition.name, set()).add(definition.long_form)
    for definition in found:
        known = longs.get(definition.name, set()) - {""}
        if definition.kind == "acronym" and definition.evidence == "reverse":
            if known and not definition.expansion and not _overlaps(definition.long_form, known):
                continue
        elif definition.kind == "acronym":
            ahead = passages[definition.range.passage].text[: definition.range.start - 1]
            longer = [_ending(ahead, one) for one in known]
            best = max(longer, key=len, default="")
            if len(best) > len(definition.long_form):
                yield replace(definition, long_form=best)
                continue
        yield definition


def _ending(text: str, words: str) -> str:
    """The end of `text` that reads `words`, spaces aside; "" when it ends otherwise."""
    text = text.rstrip()
    start = len(text)
    for char in reversed("".join(words.split())):
        start = len(text[:start].rstrip()) - 1
        if start < 0 or text[start] != char:
            return ""
    return text[start:]


def _overlaps(one: str, others: set[str]) -> bool:
    return any(one in other or other in one for other in others)
