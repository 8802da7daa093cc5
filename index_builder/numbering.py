"""The labels of headings: which kind each is, and what it counts.

Pure. A kind has a rank, shallow to deep, in the order Japanese official papers use; levels.py
settles what a document does differently.
"""

import re
import unicodedata

N = r"[0-9０-９一二三四五六七八九十百Ⅰ-Ⅻ]+"
D = r"[0-9０-９]+"
FEW = r"[0-9０-９]{1,2}"
HYPHEN = r"[-－‐―−–ー‑]"
DASH = r"[-－‐―−–ー‑.．]"
SAME = r"(?:[0-9]+(?:[.．][0-9]+)+|[０-９]+(?:[.．][０-９]+)+)"
"""Numbers parted by points; １．10 is a label and a number."""
BLANK = r"[\s　]"

PART = 100
CHAPTER = 200
ANNEX = 205
SECTION = 300
ROMAN = 330
PLAIN = 400
BOX = 400
DEEP = 420
POINTED = 600
FINE = 800
"""Labels from here on stand under one another in no fixed order."""
BULLET = 850
DEEPEST = 900
"""The rank of an unlabelled heading of body size."""

BOXES = r"コラム|トピックス?|事例|解説|COLUMN|Column|TOPICS?|Topics?"
KINDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART - 10, re.compile(rf"^第{BLANK}?{N}{BLANK}?編")),
    (PART, re.compile(rf"^第{BLANK}?{N}{BLANK}?部")),
    (CHAPTER, re.compile(rf"^(?:第{BLANK}?{N}{BLANK}?|[序終補]{BLANK}?)章(?!で)")),
    (SECTION, re.compile(rf"^(?:第{BLANK}?{N}{BLANK}?|[序終補]{BLANK}?)節(?!で)")),
    (
        ANNEX,
        re.compile(rf"^(?:付[録属論]|附[録属論]|補[論遺]|別[添紙])資?料?{BLANK}*(?:{D}|[A-Z])"),
    ),
    (BOX, re.compile(rf"^(?:{BOXES}){BLANK}*{D}(?:{DASH}{D})*|^(?:{BOXES})(?={BLANK}|[：:]|$)")),
    (DEEP, re.compile(rf"^(?:{D}(?:{HYPHEN}{D})+|{SAME})[.．]?(?={BLANK}|[^\s0-9０-９.．%％])")),
    (500, re.compile(r"^[❶-❿➊-➓⓫-⓴]")),
    (POINTED, re.compile(r"^(?:[0-9]{1,2}[.．](?![0-9０-９])|[０-９]{1,2}[.．](?![０-９]))")),
    (690, re.compile(rf"^{FEW}[)）]")),
    (
        PLAIN,
        re.compile(rf"^{FEW}(?={BLANK}+[^\s年月日時分秒人件円億万％%])"),
    ),
    (
        ROMAN,
        re.compile(
            rf"^[Ⅰ-Ⅻ][.．]?(?:{BLANK}*{D}(?:{DASH}{D})*[.．]?)?(?={BLANK}|[^a-zA-Z0-9０-９])"
        ),
    ),
    (345, re.compile(rf"^第{BLANK}?{N}(?={BLANK})")),
    (360, re.compile(rf"^[A-ZＡ-Ｚ](?:[.．)）](?![A-ZＡ-Ｚ])|(?={BLANK}+[ぁ-龠]))")),
    (700, re.compile(rf"^[(（]{D}[)）]")),
    (800, re.compile(r"^[①-⑳㉑-㉟➀-➉]")),
    (BULLET, re.compile(r"^[●◆■○◇□◎▶](?![●◆■○◇□◎▶])")),
    (810, re.compile(r"^[ア-コ](?=[\s　.．])")),
    (815, re.compile(r"^[(（][ア-ン][)）]")),
    (820, re.compile(r"^[(（]?[ⅰ-ⅻ][)）.．]")),
    (830, re.compile(r"^[(（]?[a-zａ-ｚ][)）.．](?![a-zａ-ｚ])")),
)
ALONE = re.compile(
    rf"^(?:第{BLANK}?{N}{BLANK}?[部編章節]|[序終補]章|(?:{BOXES}){BLANK}*{D}(?:{DASH}{D})*"
    rf"|{D}(?:{DASH}{D})*[.．]?|[Ⅰ-Ⅻ][.．]?)$"
)
INNER = re.compile(rf"(?<=[\s　])第{BLANK}?{N}{BLANK}?[章節](?=[\s　])")
"""A division that begins behind another on one line."""
KANA = "アイウエオカキクケコサシスセソタチツテト"
KANJI = "〇一二三四五六七八九十"
COUNTS = re.compile(rf"\d+|[{KANJI}]+|.")


def label_of(text: str) -> tuple[int, str]:
    """Rank and label that open `text`; rank 0 when it has none."""
    text = text.strip()
    for rank, pattern in KINDS:
        match = pattern.match(text)
        if match:
            return rank + _depth(rank, match.group()), match.group().strip()
    return 0, ""


def _depth(rank: int, label: str) -> int:
    """How much deeper 1.1.1 is than 1.1, and Ⅰ．１ than Ⅰ."""
    parts = len(re.findall(D, label))
    if rank == DEEP:
        return 10 * (parts - 2)
    return 5 * parts if rank == ROMAN else 0


def is_box(label: str) -> bool:
    """Whether a label is that of a box such as コラム."""
    return re.match(BOXES, label) is not None


def counts(label: str) -> tuple[int, ...]:
    """The numbers of a label: (2, 1) for 2.1, (3,) for 第三章, ➌, ウ, c) and Ⅲ; () for ●."""
    found = (_count(run) for run in COUNTS.findall(re.sub(BOXES, "", label)))
    return tuple(count for count in found if count)


def _count(run: str) -> int:
    if run.isdecimal():
        return int(run)
    if run in KANA:
        return KANA.index(run) + 1
    if run[0] in KANJI:
        tens, ten, ones = run.rpartition("十")
        return (10 * max(KANJI.find(tens), 1) if ten else 0) + max(KANJI.find(ones), 0)
    letter = unicodedata.normalize("NFKC", run).casefold()
    return int(unicodedata.numeric(run, 0)) or (ord(letter) - 96 if "a" <= letter <= "z" else 0)


def plain(text: str) -> str:
    """A title as it is compared: width and blanks made one, points and dashes out."""
    return re.sub(r"[\s.,・:：、‐―−–ー_…-]", "", unicodedata.normalize("NFKC", text)).casefold()
