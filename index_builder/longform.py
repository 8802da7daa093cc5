"""The Japanese noun phrase that ends at an offset: what a short name in parentheses stands for.

Pure, and without a dictionary of words: the phrase ends where its characters do. Kanji,
katakana, Latin letters and digits make names; hiragana between them are mostly particles and
verb endings, with which no name begins. All patterns run over `plain` text.
"""

import re
from collections.abc import Iterable

from index_builder.plain import plain
from index_builder.shape import initials, pieces

LONGEST = 60
"""Characters of the longest name that is believed."""

_NAME = re.compile(r"[一-龠々〆ヶァ-ヴヵーA-Za-z0-9À-ÖØ-öø-ɏ・/&+\-.,Ⅰ-Ⅻα-ωΑ-Ω]")
_HIRAGANA = re.compile("[ぁ-ん]")
_KANA_NOUN = (
    "がん|ごみ|こども|いのち|くらし|みどり|ふるさと|たばこ|いじめ|うつ病|ものづくり|まちづくり"
)
"""Nouns in hiragana, which do not end a name as other hiragana do."""
_TOKEN = re.compile(
    rf"及び|並びに|又は|若しくは|{_KANA_NOUN}|(?:(?!{_KANA_NOUN})[ぁ-ん])+"
    r"|(?:(?!及び|並びに|又は|若しくは)[一-龠々〆ヶ])+|[ァ-ヴヵー]+|.",
    re.DOTALL,
)
_OKURIGANA = re.compile(
    "[りしみけえきちぎびせれめねげいさ]|わせ|かし|ばし|がり|まり|らせ|らぎ|ある"
)
_CONJUNCTION = re.compile("及び|並びに|又は|若しくは")
_CONNECTIVE = re.compile(r"(?:に関する|に対する|に係る|のための)$")
_CONNECTIVE_INSIDE = re.compile("に関する|に対する|に係る|のための")
_JOINING = frozenset({"の", "と", "や", "及び", "並びに", "かつ", "に", "な", "その"})
"""Hiragana that may stand inside a name whose parts a connective joins."""
_ADVERBIAL = re.compile("に(?:向け|基づ|応じ|伴|加え|当た|際)")
_FUNCTION_WORDS = re.compile(
    r"(?:から|まで|より|など|ない|である|による|により|する|した|された|して|おける|という|あり|おり"
    r"|なり|ほか|うち|ごと|いわゆる|[のはがをにへでともやてたるうくすつなずだよかばらし])$"
)
_OPENERS = '「『(〈《【［[“‘"<〔'
_QUOTES = "「『“"
_CLOSERS = {"」": "「", "』": "『", "》": "《", "〉": "〈", "”": "“", "】": "【"}
_CLOSING = {opener: closer for closer, opener in _CLOSERS.items()}
_LEGAL_FORM = re.compile(
    r"(?:.*?(?:(?:一般|公益|特例)?(?:社団|財団)法人|(?:国立研究開発|地方独立行政|独立行政|国立大学|公立大学"
    r"|大学共同利用機関|特定非営利活動|学校|医療|社会福祉|特殊|認可|NPO)法人)"
    r"|株式会社|合同会社|有限会社|技術研究組合)(?=.{2})"
)
_PARENT = re.compile(
    r"(?:.{2,}?(?:研究所|機構|協会|財団|大学(?=.*(?:センター|[所構院部室館科校会点])$))|.{1,}?(?:会社|法人|企業(?=[ァ-ヴA-Z])))(?=.{4,}$)"
)
_COMPOUND = re.compile("/|[A-Z]{2}-[A-Z]{2}")
"""A name that has the body it belongs to: OECD/NEA, USDA-NIFA."""
_MINISTRY = re.compile(r".{2,}?[省庁](?=.{4,}(?:研究所|センター|機構|審議会|大学校)$)")
_LEAD = re.compile(
    r"(?:第?[0-9]+(?:-[0-9]+)+[図表] ?/|[図表][0-9]+(?:-[0-9]+)*(?=[一-龠ァ-ヴ])|[0-9]+(?:-[0-9]+)*\. ?|[0-9]+月(?:[0-9]+日)?|[同当本今昨翌]年度?|(?:令和|平成|昭和)?[0-9元]+ ?年度?(?: ?[0-9]+ ?月)?(?: ?[0-9]+ ?日)?"
    r"|に?(?:関する|対する|係る|基づく)|その(?=[一-龠ァ-ヴ])|我が国|[一-龠]国・|新たな|現在|今回|今後|特に|更に)+"
)
_LATIN = re.compile(r"[A-Z]{2,} ?(?=[一-龠])")
_NUMBER = re.compile(r"[0-9]+(?:[.\-][0-9]+)*\.? ")
"""Of a list item or a heading, in front of a name."""
_OCCASION = re.compile("第[0-9一二三四五六七八九十]+回")
_SPLIT_DATE = re.compile("(?<=[0-9] )[年月日](?: ?[0-9]+ ?[月日]){0,2}")
_ITEM_LABEL = re.compile("[ア-ン](?=[一-龠])")
_EDGE = "・。、,./ -&+:"
_CLAUSE = re.compile(
    r"[。、？！?!]|[がはを]|(?<!に向け)(?<!に基づ)[るたう](?=[一-龠ァ-ヴ])(?!.*に関する)"
)
_STATEMENT = re.compile("[がはを].*[うくすつぬむるたい]$")
_SENTENCE_GOES_ON = re.compile(r" ?\([^()]*\) ?[ぁ-ん]")
_NICKNAME = re.compile(r"[ぁ-んァ-ヴー・]{2,10}(?:[0-9]+号?)?|[一-龠ぁ-んァ-ヴー]{1,4}[0-9]+号")
_WORD = re.compile(r"[ァ-ヴー]{2,7}|.{1,3}")
_VERB_END = re.compile("[るたすうくいぬむつだな]")
_CLAUSE_END = re.compile("(?<!いわゆ)[るたすうくいぬむつだ]$")
_ACTION = re.compile(
    r"(?:(?:開発|共用|利用|活用|推進|育成|強化|支援|創出|構築|整備|回収|管理|評価|実現|促進|提供|普及|解析|.{0,3}化)"
    r"[・/]?)+(?:事業|計画|プログラム|プロジェクト)?"
)
"""What is done to something says little without の and that thing (…基盤モデルの開発・共用)."""
_JUDGEMENT = re.compile(
    "(?<![一-龠々])(?:新た|主|様々|重要|必要|高度|本格的|画期的|積極的|効果的|効率的|先駆的|世界的|典型的|巨大|膨大|多様|急速|大規模|小規模|有力|代表的|具体的|主要|特別|著名|可能|身近|大き|小さ|最適|優秀)$"
)
_LINK = re.compile("(?:[のなと]|及び|並びに|に基づく|における|のための)$")
_OF = re.compile("(?<=[A-Z])o(?=[A-Z])")
"""The of in IoT and QoL."""
_OWNER = re.compile(
    "(?:[省庁国府県市局等]|政府|機構|研究所|大学|会社|企業|法人|センター|我が国|世界|同.*)の?$"
)


def before(text: str, end: int, name: str, words: str = "") -> str:
    """The name that ends at `text[:end]`, as printed; "" where what stands there is no name.

    `name` is its short form in plain ASCII and `words` what a note says it stands for. Latin
    letters in front belong to the long form only if the short form has them too; what is joined
    with の, な, と or 及び only if the letters of the short form ask for more words.
    """
    base = max(end - 5 * LONGEST, 0)
    window = plain(text[base : end + LONGEST])
    start, stop = _phrase(window, end - base, name, plain(words))
    return text[base + start : base + stop]


def _phrase(text: str, end: int, name: str, words: str) -> tuple[int, int]:
    end = len(text[:end].rstrip())
    if end and text[end - 1] in _CLOSERS:
        return _quoted(text, end, name, words)
    opening = open_bracket(text, end)
    if opening >= 0 and text[opening] in _QUOTES:
        whole = text[opening + 1 : end]
        named = text[end : end + 1] == _CLOSING[text[opening]] and not re.search(
            "[。、！？!?]", whole
        )
        said = _CLAUSE.search(whole) or _SENTENCE_GOES_ON.match(text, end)
        if len(whole) <= LONGEST and (named or not said):
            start = _last_word(text, opening + 1, end)
            legal = _LEGAL_FORM.match(text, start, end)
            return _stripped(text, legal.end() if legal else start, end)
    start, end = _trimmed(text, _start(text, opening + 1, end), end, name)
    start = _widened(text, opening + 1, start, end, (name, words))
    scarce = pieces(text[start:end]) < max(initials(name), 2)
    if start and scarce and _VERB_END.match(text[start - 1]) and _WORD.fullmatch(text, start, end):
        return end, end
    if end - start <= 2 and start and text[start - 1] == "の":
        return end, end
    return start, end


def _last_word(text: str, start: int, end: int) -> int:
    """Behind the last space between Japanese words: 事業 先端的…開発 names the latter."""
    space = text.rfind(" ", start, end)
    while space > start and (text[space - 1].isascii() or text[space + 1].isascii()):
        space = text.rfind(" ", start, space)
    return space + 1 if space > start else start


def _widened(text: str, floor: int, start: int, end: int, short: tuple[str, str]) -> int:
    """`start`, or further left where the phrase is too little for a name."""
    for _ in range(3):
        link = _link(text, floor, start, end, short)
        if not link:
            break
        further = _start(text, floor, len(text[: start - len(link)].rstrip()))
        if further >= start - len(link) or not _widens(text, further, start, end, short):
            break
        start, _ = _stripped(text, further, end)
        if lead := _LEAD.match(text, start, end):
            start = lead.end()
    return start


def _link(text: str, floor: int, start: int, end: int, short: tuple[str, str]) -> str:
    """What joins the phrase at `start` to words in front that it needs, "" for nothing."""
    name, words = short
    match = _LINK.search(text, floor + 1, start)
    if match is None:
        return ""
    link = match.group()
    missing = initials(name) - pieces(text[start:end])
    if link == "な":
        needed = missing > 0 and not _JUDGEMENT.search(text, floor, start - 1)
    elif link == "の":
        needed = missing > (0 if _OF.search(name) else 1) or bool(
            _ACTION.fullmatch(text, start, end)
        )
    elif link == "と":
        needed = missing > 0 and re.search(r" (?:and|&) ", words) is not None
    else:
        needed = missing > 1
    return link if needed else ""


def _widens(text: str, further: int, start: int, end: int, short: tuple[str, str]) -> bool:
    """Whether the words from `further` on are part of a name and not its owner or a clause."""
    if _ACTION.fullmatch(text, start, end) or text[start - 1] in "なと":
        return True
    if _CONNECTIVE_INSIDE.search(text, further, start):
        return True
    owner = _OWNER.search(text, further, start - 1)
    described = further > 0 and _CLAUSE_END.search(text, 0, further)
    vague = described and pieces(text[start:end]) < 2
    return not owner and not vague and pieces(text[further:end]) <= initials(short[0]) + 1


def _quoted(text: str, end: int, name: str, words: str) -> tuple[int, int]:
    """For 衛星「いぶき」(…) the noun before the nickname, for 「…計画」(…) what is quoted."""
    opening = open_bracket(text, end - 1)
    if opening < 0 or text[opening] != _CLOSERS[text[end - 1]]:
        return end, end
    if _STATEMENT.search(text, opening, end - 1):
        return end, end
    if _NICKNAME.fullmatch(text, opening + 1, end - 1) and opening:
        start, stop = _phrase(text, opening, name, words)
        if stop > start:
            return start, stop
    if end - opening > LONGEST:
        return end, end
    return _stripped(text, opening + 1, end - 1)


def open_bracket(text: str, end: int) -> int:
    """The offset of the nearest bracket that is still open at `end`, −1 for none."""
    depth = 0
    for offset in range(end - 1, max(end - 2 * LONGEST, -1), -1):
        char = text[offset]
        if char in "」』)〉》】］]”〕":
            depth += 1
        elif char in _OPENERS:
            if depth == 0:
                return offset
            depth -= 1
    return -1


def _start(text: str, floor: int, end: int) -> int:
    """Where the noun phrase that ends at `end` begins, not before `floor`."""
    floor = max(floor, end - LONGEST)
    tokens = list(_TOKEN.finditer(text, floor, end))
    start, joined = end, False
    for position in range(len(tokens) - 1, -1, -1):
        token = tokens[position]
        kana = _HIRAGANA.match(token.group()) or _CONJUNCTION.match(token.group())
        if kana and not _is_inner(tokens, position):
            connective = _CONNECTIVE.search(text, floor, token.end()) is not None
            joined = joined or connective
            adverbial = _ADVERBIAL.match(text, token.start(), end)
            if adverbial and joined and not connective:
                start = max(start, adverbial.end())
                break
            if not joined or not (connective or _joins(text, floor, token)):
                break
        elif token.group() == " ":
            if not _between_words(tokens, position):
                break
        elif not kana and not _NAME.match(token.group()):
            break
        start = token.start()
    return start


def _joins(text: str, floor: int, token: re.Match[str]) -> bool:
    """Whether hiragana may stand inside a name that a connective holds together."""
    judged = token.group() == "な" and _JUDGEMENT.search(text, floor, token.start())
    return token.group() in _JOINING and not judged


def _is_inner(tokens: list[re.Match[str]], position: int) -> bool:
    """Whether the hiragana belong to a word (橋渡し, ものづくり) and do not end one."""
    kana = tokens[position].group()
    if re.fullmatch(_KANA_NOUN, kana):
        return True
    ahead = tokens[position - 1].group() if position else ""
    if ahead.endswith(("法人", "株式会社")) or (kana == "か" and ahead.isdecimal()):
        return True
    if _CONJUNCTION.match(kana):
        return False
    if re.match("[一-龠々]", ahead):
        if (
            kana == "い"
            and len(ahead) == 1
            and position > 1
            and tokens[position - 2].group() in "のが"
        ):
            return False
        return _OKURIGANA.fullmatch(kana) is not None
    return len(kana) >= 3 and not _FUNCTION_WORDS.search(kana)


def _between_words(tokens: list[re.Match[str]], position: int) -> bool:
    """Whether a space parts Latin words, or Latin from Japanese: it ends no name then.

    A number is followed by a space in a label (コラム３ …), in a name only if one is in front, too.
    """
    if position == 0 or position + 1 == len(tokens):
        return False
    ahead = _latin_run(token.group() for token in reversed(tokens[:position]))
    behind = _latin_run(token.group() for token in tokens[position + 1 :])
    if ahead[0]:
        return not ahead[0].isdecimal() or ahead[1] == " " or bool(behind[0])
    return bool(behind[0]) and behind[1] == " "


def _latin_run(tokens: Iterable[str]) -> tuple[str, str]:
    """The letters and digits with which `tokens` begin, and the token behind, " " for none."""
    run = ""
    for token in tokens:
        if not (token.isascii() and token.isalnum()):
            return run, token
        run += token
    return run, " "


def _trimmed(text: str, start: int, end: int, name: str) -> tuple[int, int]:
    """The phrase without dates, legal forms and the body it belongs to."""
    start, end = _stripped(text, start, end)
    if start == 0 and _ITEM_LABEL.match(text):
        start = 1
    for pattern in (_SPLIT_DATE, _NUMBER, _LEAD, _LEGAL_FORM):
        if match := pattern.match(text, start, end):
            start = match.end()
    if name.isascii() and name.isalpha() and (match := _OCCASION.match(text, start, end)):
        start = match.end()
    while not _COMPOUND.search(name) and (match := _PARENT.match(text, start, end)):
        if _ACTION.fullmatch(text, match.end(), end):
            break
        start = match.end()
    if name.isalpha() and (match := _MINISTRY.match(text, start, end)):
        start = match.end()
    latin = _LATIN.match(text, start, end)
    if latin and not _belongs(text, latin, end, name):
        start = latin.end()
    return _stripped(text, start, end)


def _belongs(text: str, latin: re.Match[str], end: int, name: str) -> bool:
    """Whether the letters in front of a name are part of it: ＡＳＥＡＮ地域フォーラム（ＡＲＦ）."""
    opens = latin.group()[0] == name[:1] and pieces(text[latin.end() : end]) < initials(name)
    return opens or _has_letters(name, latin.group().rstrip())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _has_letters(name: str, latin: str) -> bool:
    rest = iter(name.upper())
    return all(letter in rest for letter in latin.upper())
