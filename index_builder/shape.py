"""Whether letters look like a short name, and how well they fit the Japanese name they stand for.

Pure. There is no list of known acronyms: capitals, digits and hyphens make a short name, and a
Japanese noun that is much shorter or much longer than the letters ask for is not its long form.
All patterns run over `plain` text.
"""

import math
import re

_LETTER = "[A-Za-z0-9À-ÖØ-öø-ɏⅠ-Ⅻ]"
RUN = rf"{_LETTER}{{1,30}}(?:[&+./\-]{{1,2}}{_LETTER}{{1,30}}){{0,5}}\+?"
"""Letters and digits without spaces."""

TAIL = r"(?:-?[ァ-ヴー]{2,12}|[一-龠々]{1,4})"
"""A Japanese word behind the letters: ＳＴＳフォーラム, ＦＩＴ制度."""

_TAIL = re.compile(f"{TAIL}$")
_LABEL = re.compile(
    r"X{0,3}(?:IX|IV|V?I{0,3})|[Ⅰ-Ⅻ]+|[A-Z]{1,2}\.[0-9.]+|[A-Za-z]|[ivx]+|[0-9.,\-]+|[A-Z]{2}[0-9]{4}"
    r"|FY[0-9]+|[A-Z]{1,2}-?[0-9]{2,}[A-Z]{1,2}"
)
_JAPANESE = re.compile("[一-龠ぁ-んァ-ヴ]")
_NUMBERED = re.compile(r"[A-Z]-?(?P<number>[0-9]+)")
_UNIT = re.compile(
    r"(?:[kMGTPEmnµ]?(?:Wh?|Hz|bps|eV|Pa|B|V|A|J|L)|[KMGT]i?B|pH|dB|[KMGTPE]?FLOPS)(?:/.+)?"
)
_QUANTITY = re.compile(r"[0-9.,]+[A-Za-z]{1,2}|[0-9]{2,}[A-Za-z]+|[0-9]+[A-Za-z]?bps")
_MEASURED = re.compile(
    "(?:量|率|数|容量|電力|出力|電圧|圧力?|電流|値|速度|温度|周波数|帯域|長|単位)$"
)
_CAPITALS = re.compile("[A-Z]{2}")
_FORMULA = re.compile(
    r"(?=.*[0-9a-z])(?:(?:[HBCNOFPSKVUWIY]|Li|Be|Na|Mg|Al|Si|Cl|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br"
    r"|Zr|Mo|Ag|Cd|In|Sn|Xe|Ba|Pt|Au|Hg|Pb)(?:[0-9](?![0-9])|[xy])?)+"
)
_SUBSTANCE = re.compile("[素酸硫塩酢窒燐]|[一-龠]化|(?:タン|ニア|アン|レン|ノール|リウム)$")
_INITIAL = re.compile(r"[A-ZⅠ-Ⅻ]|(?<![a-z])[a-z](?![a-z])|[0-9][0-9.]*")
_PIECE = re.compile(r"(?:(?!的)[一-龠々]){1,2}|[ァ-ヴー]{1,6}|[ぁ-ん]{3,}|[A-Za-z]+|[0-9][0-9.]*")
_FEWEST, _MOST = 0.25, 1.9
"""Outside of these ratios letters and words hardly belong together."""
_NEVER = 3.0


def latin(name: str) -> str:
    """`name` without the Japanese word behind its letters."""
    return _TAIL.sub("", name).rstrip()


def tail(name: str) -> str:
    """The Japanese word behind the letters of `name`, "" for none."""
    return name[len(latin(name)) :].lstrip()


def capitals(letters: str) -> int:
    """How many letters are capitals."""
    return sum(char.isupper() for char in letters)


def is_name(name: str, printed: str, *, noted: bool) -> bool:
    """Whether the letters look like an acronym: capitals, digits, hyphens, not a word or a label.

    `printed` is the name with the width it has on the page: a word in full-width letters is set
    as a name. `noted` says that a note or words in front spell it out, so that less will do.
    """
    letters = latin(name)
    if _LABEL.fullmatch(name) or len(letters) > 20 or letters.count("/") > 1:
        return False
    if name != letters and not letters.strip("-"):
        return False
    parts = letters.split(" ")
    if len(parts) > 1:
        sized = noted or len(letters) <= 12
        return sized and all(capitals(part) >= 2 or part in {"for", "of"} for part in parts)
    count = sum(char.isalpha() for char in letters)
    upper = capitals(letters)
    if upper >= 2:
        return noted or upper >= 0.4 * count or "-" in letters
    if upper == 0 or noted:
        return noted and upper == 1
    short = count <= 2 and len(letters) <= 4 and not letters.isalpha()
    wide = 3 <= count <= 6 and not printed[:1].isascii()
    joined = any(len(part) <= 2 for part in letters.split("-")[:-1])
    return short or joined or wide or (upper == count == 1 and name != letters)


def is_measure(name: str, long_form: str) -> bool:
    """Whether the letters are a unit, a quantity or a chemical formula, given the noun in front."""
    if _UNIT.fullmatch(name):
        return not (_CAPITALS.fullmatch(name) and long_form) or bool(_MEASURED.search(long_form))
    if _QUANTITY.fullmatch(name):
        return not long_form.startswith("第")
    return _FORMULA.fullmatch(name) is not None and bool(_SUBSTANCE.search(long_form))


def is_formula(name: str) -> bool:
    """Whether the letters could be a chemical formula: CO2, GaN."""
    return _FORMULA.fullmatch(name) is not None


def is_quantity(name: str) -> bool:
    """Whether the letters are a unit behind a number: 5Tbps, 2MW."""
    return _QUANTITY.fullmatch(name) is not None and len(name) > 2


def belongs(name: str, long_form: str) -> bool:
    """Whether digits and the Japanese word of `name` come from `long_form`, where they must.

    A letter with a number is a label (Ｑ１, Ｒ６) unless the long form has the number (主要７か国); a
    Japanese word behind the letters is part of the name only if the long form ends with it.
    """
    if numbered := _NUMBERED.fullmatch(name):
        return numbered["number"] in long_form
    word = tail(name).lstrip("-")
    if not word or long_form.endswith(word):
        return _JAPANESE.search(long_form.removesuffix(word)) is not None
    if " " in name.removeprefix(latin(name)):
        return False
    strong = "-" in name or capitals(latin(name)) + sum(map(str.isdigit, name)) >= 2
    return "ァ" <= word[0] <= "ー" and strong


def initials(name: str) -> int:
    """How many words the letters of `name` ask for at least: 3 in IoT and SDGs, 2 in e-Rad, G7."""
    return len(_INITIAL.findall(_singular(name)))


def pieces(long_form: str) -> int:
    """How many words a Japanese name has, by its characters: two kanji or six kana make one."""
    return sum(
        len(piece.group()) if piece.group().isupper() and len(piece.group()) < 4 else 1
        for piece in _PIECE.finditer(long_form)
    )


def ratio(name: str, long_form: str) -> float:
    """Words that the letters ask for by words that are there: 1 for as many, 2 for twice too many.

    Small letters may stand for words of their own or not (e-Rad), so that any number of words
    between that of the capitals and that of all letters is 1.
    """
    fewest, words = initials(name), pieces(_own(name, long_form))
    most = max(fewest, sum(char.isalnum() for char in _singular(name)))
    if not fewest or not words:
        return 0.0
    return fewest / words if words < fewest else min(1.0, most / words)


def fit(name: str, long_form: str) -> float:
    """How well the number of letters fits the number of words: 1 for equal, 0 for no likeness."""
    found = ratio(name, long_form)
    return max(0.0, 1 - abs(math.log2(found)) / 2) if found else 0.0


def is_far(name: str, long_form: str) -> bool:
    """Whether letters and words differ so much in number that the one is a guess for the other."""
    return not _FEWEST <= ratio(name, long_form) <= _MOST


def never(name: str, long_form: str) -> bool:
    """Whether a noun is too short to have been shortened: 文書（ＰＤＦ）, 米国（ＮＡＳＡ）."""
    return pieces(_own(name, long_form)) <= 1 or ratio(name, long_form) > _NEVER


def _own(name: str, long_form: str) -> str:
    """What the letters of `name` stand for, without the Japanese word that ends both."""
    word = tail(name).lstrip("-")
    return long_form.removesuffix(word) if word else long_form


def _singular(name: str) -> str:
    return re.sub(r"(?<=[A-Z])s$", "", latin(name))
