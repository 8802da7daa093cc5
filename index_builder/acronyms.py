"""Acronyms and short names (以下「…」という): where they are introduced, and for what.

Pure: it reads passages and footnotes. It holds no list of known acronyms: shape, brackets, notes
and the initials of the expansion decide (after Schwartz and Hearst, "A simple algorithm for
identifying abbreviation definitions in biomedical text", 2003, for Latin text).

How sure each is, `weighing` says.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from index_builder import longform, shape, terms
from index_builder.expansion import NoteWords, agreement, defines, in_front, of_note
from index_builder.glosses import Document, expands, labelled, marks_of, noted, unmarked, words_of
from index_builder.model import Definition, Footnote, Passage, Place, TextRange
from index_builder.plain import plain
from index_builder.shape import RUN, TAIL, is_name
from index_builder.weighing import Found, weighed

PlaceOf = Callable[[TextRange], tuple[Place, ...]]

_CALLED = (
    r"(?:(?:英語?略称?|英[語文]?名?|通称|略称|略して|hereinafter|hereafter|abbreviated)"
    r"(?: ?(?:referred to as|as|は|[:,、]))* ?(?:the )?)?[「『“\"]?"
)
"""What may stand between the parenthesis and the name: （通称「ＮＩＳＴ」）."""
_MARK = r" ?(?:[*※†]|注)[0-9]{1,2}\)?|[¹²³⁴-⁹]{1,2}|\((?:注|[*※])?[0-9]{1,2}\)|\[[^\]]{0,40}\]"
_NAME_IN = re.compile(
    rf"\( ?{_CALLED}(?P<name>[A-Z](?: [A-Za-z0-9\-]){{1,11}}(?=[」』”\" )])|{RUN}(?: {RUN}){{0,2}}(?: ?{TAIL})?)[」』”\"]?"
    rf"(?P<mark>{_MARK})? ?(?P<rest>[)(:;,、・/。=])"
)
_SPACED_OUT = re.compile(r"(?<![A-Za-z])[A-Z] $")
"""The letter in front of the rest of a name whose letters are spaced: Ｐ ＥＴ."""
_NAME_BEFORE = re.compile(rf"(?<![A-Za-z0-9])({RUN}(?: {RUN}){{0,2}})(\( ?[A-Z&]{{1,4}} ?\))?$")
_BRACKET = re.compile("[()]")
_READ = re.compile("[ァ-ヴー]{2,6}")
_READING = re.compile(r" ?\([ァ-ヴー・]{2,12}\)?$")
"""How a name is read aloud: ＩＴＥＲ（イーター）."""
_WORD_BEFORE = re.compile("(?:[一-龠々]{1,4}|[ァ-ヴー]{2,12})$")
_JAPANESE = re.compile("[一-龠ぁ-んァ-ヴ]")
_LONGEST_INSIDE = 200
"""Characters between parentheses that are looked at."""
_SPACED = re.compile(r"[A-Z](?: [A-Za-z0-9\-])+")
_DEEPEST = 5
"""Parentheses within each other that are looked at."""
_LETTERS = re.compile("(?=(?:.*[A-Z]){3})[A-Za-z]+")
_STRAY_MARK = re.compile(r"(?P<name>.*[A-Za-z]) ?(?P<label>[0-9]{1,2})")
_WORDS_INSIDE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏⅠ-Ⅻ][A-Za-zÀ-ÖØ-öø-ɏⅠ-Ⅻﬀ-ﬆ0-9&,.'’/ \-]{5,}")
_NOUN = re.compile(r"[一-龠々ァ-ヴー・A-Za-z0-9\-&しりみけきのと]{3,40}")
_PHRASE = re.compile(
    r"[一-龠々ァ-ヴA-Z](?:[一-龠々ァ-ヴー・A-Za-z0-9]|[のなとを]|及び|に基づく|に関する|による|した){2,40}[一-龠々ァ-ヴー]"
)
_NO_NAME = re.compile(
    r"(?:等|氏|年度?|[0-9]月|日|件|円|参照|当時|以下|現在|時点|教授|様|さん|博士|県|[市区町村]|都|社|版|号|校|大学|補足"
    r"|略|除く|含む|主宰|主催|所属|出典|提供|作成|調べ|比|予定|実施|未満|以上|所管|傘下|換算|加盟国|か国|ほか|担当|長"
    r"|の(?:機関|組織|団体|会社|一つ|一種|総称|こと|ため|場合|もの))$"
    r"|^(?:旧|約|現|第[0-9一二三四五六七八九十]+(?:-|[章節部項回条号図表版])|通称|以下|注|図|表|株|本部|[0-9])|(?<![経救])済"
)
_PERSON = re.compile(r"(?:氏|教授|博士|さん|様|先生|長官?|大臣)$")
_CLASS = re.compile("(?:大手|メーカー|[各他同]社|(?<!株式)(?<!有限)(?<!合同)会社|製品|機種|型式)$")
"""Nouns in front of a proper name, which is no short form of them: 半導体大手（…）."""
_STANDS_FOR = re.compile(
    rf"(?<![A-Za-z0-9])(?P<name>{RUN}) ?とは、? ?「?(?P<long>[^()「」。、]{{3,40}})"
    r" ?\( ?(?P<words>[A-Za-z][A-Za-z \-]{4,100})\)」? ?の略"
)
_TITLED = re.compile(r"[^()、,]{1,12}:")
"""What follows the name of a body: its chairman, its seat."""
_WORDS_FIRST = re.compile(
    r"\( ?(?:英[語文名訳]*[:、 ])?(?P<words>[A-Z][A-Za-z '’&\-]{5,100}?)(?: ?[:;,、/(]| (?=以下))"
    rf" ?(?:略して|略称|以下)?[:、]? ?[「“]?(?P<name>{RUN})[」”]?(?:{_MARK})? ?\)"
)
_NAMED_INSIDE = re.compile(
    rf"\( ?(?P<long>[一-龠々ァ-ヴー・]{{2,30}})(?P<rest>[:、,/]) ?(?P<name>{RUN}) ?\)"
)


def definitions(
    passages: Sequence[Passage],
    footnotes: Sequence[Footnote],
    place_of: PlaceOf,
) -> tuple[Definition, ...]:
    """Every place that introduces an acronym or a short name, in reading order.

    `place_of` gives the Places of a stretch of these passages.
    """
    document = Document.of(passages, footnotes)
    found: dict[tuple[int, int], Found] = {}
    for index in range(len(passages)):
        every: list[Found] = []
        if "(" in document.texts[index]:
            every += _terms(document, index)
            every += _in_parentheses(document, index)
            every += _reversed(document, index)
            every += _named_inside(document, index)
        every += _by_note(document, index)
        for one in every:
            key = (index, one.range.start)
            found[key] = found[key].joined(one) if key in found else one
    lost = unmarked(document)
    ordered = [_glossed(document, found[key], lost) for key in sorted(found)]
    return tuple(_definition(one, passages, place_of) for one in weighed(ordered, passages))


def _glossed(document: Document, found: Found, lost: Mapping[int, Sequence[int]]) -> Found:
    """`found` with the words of a note near its page that spell it and have no mark."""
    if found.expansion or found.evidence != "parenthesis" or not _LETTERS.fullmatch(found.name):
        return found
    page = document.passages[found.range.passage].page_at(found.range.start)
    for note in (note for near in (page, page - 1, page + 1) for note in lost.get(near, ())):
        words = words_of(document.footnotes[note].text, found.name, least=0.99)
        if words is not None and words.alone:
            return replace(found, expansion=words.expansion, evidence="footnote", note=note)
    return found


def _definition(found: Found, passages: Sequence[Passage], place_of: PlaceOf) -> Definition:
    """With the first Place of its range; one without rectangles where no character is drawn."""
    places = place_of(found.range)
    page = passages[found.range.passage].page_at(found.range.start)
    return Definition(
        found.name,
        "term" if found.evidence == "inline" else "acronym",
        found.long_form,
        found.expansion,
        places[0] if places else Place(page, ()),
        found.range,
        found.evidence,
        found.confidence,
        found.note,
    )


def _in_parentheses(document: Document, index: int) -> Iterator[Found]:
    """国立標準技術研究所（ＮＩＳＴ）, National Institute of … (NIST), （ＷＭＯ：World …）."""
    for opening in re.finditer(r"\(", document.texts[index]):
        match = _NAME_IN.match(document.texts[index], opening.start())
        found = _introduced(document, index, match) if match else None
        if found is not None:
            yield found


def _introduced(document: Document, index: int, match: re.Match[str]) -> Found | None:
    """What the name at the head of a parenthesis stands for; None where it stands for nothing."""
    passage, text = document.passages[index], document.texts[index]
    start, end = match.span("name")
    tail = _marked_tail(passage, text, start, end)
    name = text[start : end - len(tail)]
    note, words = noted(document, index, match, name)
    if words is None and (stray := _STRAY_MARK.fullmatch(name)):
        note, words = labelled(document, passage.page_at(start), stray["label"], stray["name"])
        name = stray["name"] if words else name
    end = start + len(name)
    if _SPACED.fullmatch(name):
        name = name.replace(" ", "")
    inner_long, inner_words = _explained(passage.text, text, match)
    spelt = (words.expansion if words else "") or inner_words
    long_form, front = _ahead(*_in_front_of(document, index, match.start()), (name, spelt))
    if len(tail) > 1:
        long_form = long_form.removesuffix(tail) if long_form.endswith(tail) else ""
    long_form = inner_long or long_form or (words.long_form if words else "")
    expansion = spelt or front
    if not is_name(name, passage.text[start:end], noted=bool(expansion)):
        return None
    if not (spelt or inner_long or _stands_alone(text, match)):
        return None
    if not _may_shorten(name, plain(long_form), confirmed=bool(expansion)):
        return None
    evidence = "footnote" if words else "parenthesis"
    if not (long_form or expansion):
        return None
    return Found(name, long_form, expansion, TextRange(index, start, end), evidence, note)


def _may_shorten(name: str, long_form: str, *, confirmed: bool) -> bool:
    """Whether the name may be short for `long_form`; original words confirm it."""
    if shape.is_measure(name, long_form):
        return False
    return confirmed or (shape.belongs(name, long_form) and not _CLASS.search(long_form))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether the name is neither the first of a list nor a heading: （ＡＩ、量子等）, （例：ＡＩ）."""
    behind = match.end()
    if match["rest"] in "/・":
        return not text[behind : behind + 1].isascii()
    if match["rest"] in ":=(":
        return False
    return match["rest"] not in ",、;" or bool(
        _TITLED.match(text, behind) or text.startswith("以下", behind)
    )


def _marked_tail(passage: Passage, text: str, start: int, end: int) -> str:
    """The Japanese word behind a note's mark in a name: システム of （ＳＳＡ1システム）."""
    latin = start + len(shape.latin(text[start:end]))
    return text[latin:end] if any(offset == latin for offset, _ in passage.notes) else ""


def _explained(printed: str, text: str, match: re.Match[str]) -> tuple[str, str]:
    """Long form and expansion that follow the name inside its parenthesis: (WMO: World …)."""
    start = match.end()
    if match["rest"] not in ":;,、=/(":
        return "", ""
    end = _closing(text, start)
    found = _inside(printed, text, (start, end), match["name"])
    if found[1] or match["rest"] not in ":=":
        return found if found[1] else ("", "")
    content = text[start:end].strip()
    if _NOUN.fullmatch(content) and _JAPANESE.search(content) and not _NO_NAME.search(content):
        return printed[start:end].strip(), ""
    return "", ""


def _closing(text: str, start: int) -> int:
    """The offset of the parenthesis that closes the one open at `start`, or where looking ends."""
    depth = 1
    stop = min(start + _LONGEST_INSIDE, len(text))
    for bracket in _BRACKET.finditer(text, start, stop):
        depth += 1 if bracket.group() == "(" else -1
        if depth == 0 or depth > _DEEPEST:
            return bracket.start()
    return stop


def _inside(printed: str, text: str, content: tuple[int, int], name: str) -> tuple[str, str]:
    """Long form and original words in a parenthesis behind a name; ("", "") for anything else."""
    start = content[0] + (text.startswith(" ", content[0]))
    words = _WORDS_INSIDE.match(text, start, content[1])
    if words and expands(words.group(), name, least=0.6) and defines(words.group(), name):
        rest = printed[words.end() : content[1]].strip("：:;、,()（） 　")
        noun = _JAPANESE.search(rest) and (
            _NOUN.fullmatch(plain(rest)) or _PHRASE.fullmatch(plain(rest))
        )
        return rest if noun else "", _trim(printed[words.start() : words.end()])
    inner = text.find("(", start, content[1])
    words = _WORDS_INSIDE.match(text, inner + 1, content[1]) if inner > 0 else None
    if words and _NOUN.fullmatch(text, start, inner) and expands(words.group(), name, least=0.6):
        return printed[start:inner], _trim(printed[words.start() : words.end()])
    return "", ""


def _trim(words: str) -> str:
    return words.rstrip(" ,.　")


def _in_front_of(document: Document, index: int, opening: int) -> tuple[str, str, int]:
    """The text, printed and plain, that a parenthesis at `opening` belongs to, and where it ends.

    A parenthesis that opens a passage belongs to the one before, where that ends in a noun: the
    cells and labels of tables and figures are broken there.
    """
    passages, texts = document.passages, document.texts
    if index and not texts[index][:opening].strip():
        ahead = texts[index - 1].rstrip()
        if passages[index - 1].part == passages[index].part and ahead[-1:] not in set("。.)"):
            return passages[index - 1].text, texts[index - 1], len(ahead)
    return passages[index].text, texts[index], opening


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


def _by_note(document: Document, index: int) -> Iterator[Found]:
    """ＡＡＡＩ2 with its words in note 2; 敵対的生成ネットワーク1 with words and name in note 1."""
    text = document.texts[index]
    for offset, footnote in marks_of(document, index):
        note = document.footnotes[footnote].text
        reading = _READING.search(text, max(offset - 16, 0), offset)
        end = reading.start() if reading else offset
        end -= text[end - 1 : end] in {"」", "』", "*", "※"}
        span = _name_span(text, end, noted=True)
        if span is not None:
            linked = (offset, footnote) in document.passages[index].notes
            yield from _named_in_front(document, index, span, footnote, 0.6 if linked else 0.8)
            continue
        word = _WORD_BEFORE.search(text, max(offset - 12, 0), offset)
        span = _name_span(text, word.start(), noted=True) if word else None
        if span is not None and span[1] - span[0] > 2:
            yield from _named_in_front(document, index, span, footnote, 0.95)
        elif (words := of_note(note)) is not None:
            yield from _named_by_note(document, index, offset, (footnote, words))


def _named_in_front(
    document: Document,
    index: int,
    span: tuple[int, int],
    footnote: int,
    least: float,
) -> Iterator[Found]:
    """The name at `span` in running text, if the note spells it."""
    name = document.texts[index][slice(*span)]
    words = words_of(document.footnotes[footnote].text, name, least)
    if words and expands(words.expansion, name, least) and not shape.is_quantity(name):
        reach = TextRange(index, *span)
        yield Found(name, words.long_form, words.expansion, reach, "footnote", footnote)


def _named_by_note(
    document: Document, index: int, offset: int, note: tuple[int, NoteWords]
) -> Iterator[Found]:
    """A Japanese name with a mark whose note holds the words and the short name."""
    footnote, words = note
    if not is_name(words.name, words.name, noted=True) or not expands(
        words.expansion, words.name, least=0.6
    ):
        return
    long_form = longform.before(document.passages[index].text, offset, words.name)
    start = document.passages[index].text.rfind(long_form, 0, offset) if long_form else -1
    if start >= 0 and _JAPANESE.search(long_form):
        reach = TextRange(index, start, start + len(long_form))
        yield Found(words.name, long_form, words.expansion, reach, "footnote", footnote)


def _name_span(text: str, end: int, *, noted: bool) -> tuple[int, int] | None:
    """The acronym that ends at `end`, as many of its words as look like one."""
    begin = max(end - 48, 0)
    match = _NAME_BEFORE.search(text, begin, end)
    if match is None:
        return None
    start = match.start()
    while True:
        if is_name(text[start : match.end(1)], text[start], noted=noted):
            return None if _SPACED_OUT.search(text, 0, start) else (start, end)
        space = text.find(" ", start, match.end(1))
        if space < 0:
            return None
        start = space + 1


def _reversed(document: Document, index: int) -> Iterator[Found]:
    """ＩｏＴ（Internet of Things）, ＤＳ（データサイエンス）, ＡＩとは人工知能（Artificial …）の略."""
    text, printed = document.texts[index], document.passages[index].text
    for match in _STANDS_FOR.finditer(text):
        if agreement(match["name"], match["words"]) >= 0.6:
            long_form = printed[slice(*match.span("long"))]
            reach = TextRange(index, *match.span("name"))
            yield Found(match["name"], long_form, match["words"], reach, "reverse")
    for opening in re.finditer(r"\(", text):
        content = opening.end(), _closing(text, opening.end())
        end = len(text[: opening.start()].rstrip())
        quoted = text[end - 1 : end] in {"」", "』"}
        span = _name_span(text, end - quoted, noted=False) or _tailed_span(text, end, content)
        if span is None:
            continue
        name = text[slice(*span)]
        long_form, expansion = _inside(printed, text, content, name)
        if not expansion and not quoted and _names(text[slice(*content)], name):
            long_form = printed[slice(*content)]
        if long_form or expansion:
            yield Found(name, long_form, expansion, TextRange(index, *span), "reverse")


def _tailed_span(text: str, end: int, content: tuple[int, int]) -> tuple[int, int] | None:
    """A name with a Japanese word behind it: ＰＲＴＲ制度（…移動量届出制度）, ＧＢＦ基金（Global …）.

    The word is part of the name where what explains the name ends with it.
    """
    word = _WORD_BEFORE.search(text, max(end - 12, 0), end)
    span = _name_span(text, word.start(), noted=False) if word else None
    if word is None or span is None:
        return None
    if text[slice(*content)].endswith(word.group()):
        return span[0], end
    words = _WORDS_INSIDE.match(text, *content)
    spelt = words and expands(words.group(), text[slice(*span)], least=0.95)
    return span if spelt and span[1] - span[0] > 2 else None


def _names(content: str, name: str) -> bool:
    """Whether a Japanese noun in the parenthesis behind `name` says what the name stands for."""
    if shape.capitals(name) < 2 or not _JAPANESE.search(content) or _NO_NAME.search(content):
        return False
    if name in content or shape.is_measure(name, content) or shape.never(name, content):
        return False
    noun = _NOUN.fullmatch(content) or _PHRASE.fullmatch(content)
    return noun is not None and len(content) >= 4 and not shape.is_far(name, content)


def _named_inside(document: Document, index: int) -> Iterator[Found]:
    """（放射性同位元素：ＲＩ）, 産業技術総合研究所（産総研、ＡＩＳＴ）, 大規模言語モデル（Large Language Model：LLM）."""
    printed, text = document.passages[index].text, document.texts[index]
    for match in _NAMED_INSIDE.finditer(text):
        if not is_name(match["name"], "", noted=False):
            continue
        reach = TextRange(index, *match.span("name"))
        ahead, _ = _ahead(printed, text, match.start(), (match["name"], ""))
        letters = iter(plain(ahead))
        shortened = all(char in letters for char in match["long"])
        if len(ahead) > len(match["long"]) and (shortened or _READ.fullmatch(match["long"])):
            yield Found(match["name"], ahead, "", reach, "parenthesis")
        elif match["rest"] == ":":
            long_form = printed[slice(*match.span("long"))]
            yield Found(match["name"], long_form, "", reach, "parenthesis")
    for match in _WORDS_FIRST.finditer(text):
        name, words = match["name"], match["words"]
        if is_name(name, "", noted=True) and expands(words, name, least=0.6):
            reach = TextRange(index, *match.span("name"))
            long_form, _ = _ahead(printed, text, match.start(), (name, words))
            yield Found(name, long_form, words.rstrip(), reach, "parenthesis")


def _terms(document: Document, index: int) -> Iterator[Found]:
    for short in terms.find(document.passages[index].text):
        printed = document.passages[index].text[slice(*short.span)]
        name = plain(printed) if plain(printed).isascii() else printed
        reach = TextRange(index, *short.span)
        yield Found(name, short.long_form, short.words, reach, "inline")
