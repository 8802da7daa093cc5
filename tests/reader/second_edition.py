"""A chapter and its second edition: typeset with other page breaks, one sentence in twenty changed.

The typesetter knows where each sentence stands, so that what finds places again can be judged
without it.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from drawn import BODY, Drawing, read, save

from index_builder.model import Structure
from index_builder.structure import extract
from index_builder.text import fold
from reader.anchoring import Anchored
from reader.annotating import quotation_context
from reader.edition_text import Edition, EditionText
from reader.records import Annotation

PITCH = 1.6
WHO = [
    "政府",
    "総務省",
    "文部科学省",
    "経済産業省",
    "研究機関",
    "地方公共団体",
    "大学",
    "産業界",
    "国民",
    "有識者会議",
]
WHEN = [
    "近年",
    "昨年度",
    "令和五年",
    "第六期基本計画の期間中",
    "今後十年間",
    "当面",
    "長期的に",
    "国際会議の後",
]
WHAT = [
    "人工知能",
    "量子技術",
    "半導体",
    "生成ＡＩ",
    "データ連携基盤",
    "研究インフラ",
    "人材育成",
    "国際標準化",
    "オープンサイエンス",
    "安全保障",
    "経済成長",
    "地域社会",
    "医療情報",
    "自動運転",
    "再生可能エネルギー",
    "宇宙開発",
    "サイバー空間",
    "防災・減災",
    "知的財産",
    "若手研究者",
]
HOW = [
    "着実に",
    "速やかに",
    "段階的に",
    "戦略的に",
    "一体的に",
    "重点的に",
    "継続的に",
    "多角的に",
    "慎重に",
    "積極的に",
]
DOES = [
    "推進した",
    "検討している",
    "支援する必要がある",
    "取りまとめた",
    "公表した",
    "開始した",
    "強化していく",
    "整備することとした",
    "評価している",
    "見直す方針である",
    "拡充した",
    "要請した",
]
COMMON = "このため、関係府省が連携して取り組むことが重要である。"
HEADER = "（資料）文部科学省作成。"


@dataclass
class Sentence:
    """`number` is the same in both editions; `kind`: kept | edited | deleted | new."""

    number: int
    text: str
    kind: str = "kept"


Paragraphs = list[list[Sentence]]


@dataclass
class Printed:
    """A typeset edition; `spots` has for each sentence the page and middle of each of its characters."""

    edition: Edition
    spots: dict[int, list[tuple[int, float, float]]] = field(default_factory=dict)


def chapter(seed: int, sentences: int) -> Paragraphs:
    """Paragraphs of made-up sentences; two of them stand again and again."""
    random, made = Random(seed), []
    for number in range(sentences):
        text = _sentence(random)
        if number % 17 == 5:
            text = COMMON
        elif number % 29 == 7:
            text = HEADER
        made.append(Sentence(number, text))
    return list(_paragraphs(random, made))


def _sentence(random: Random) -> str:
    pick = random.choice
    text = f"{pick(WHEN)}、{pick(WHO)}は{pick(WHAT)}と{pick(WHAT)}に関する取組を{pick(HOW)}{pick(DOES)}"
    if random.random() < 0.5:
        text += f"ほか、{random.randint(2, 990)}件の{pick(WHAT)}を対象に{pick(HOW)}{pick(DOES)}"
    return f"{text}。"


def _paragraphs(random: Random, sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    at = 0
    while at < len(sentences):
        count = random.randint(2, 6)
        yield list(sentences[at : at + count])
        at += count


def revised(paragraphs: Paragraphs, seed: int, share: float = 0.05) -> Paragraphs:
    """One sentence in twenty is edited, rewritten or deleted, and a few new ones come in."""
    random = Random(seed)
    return [list(_revised(random, sentences, share)) for sentences in paragraphs]


def _revised(random: Random, sentences: Sequence[Sentence], share: float) -> Iterator[Sentence]:
    for sentence in sentences:
        if random.random() < share / 5:
            yield Sentence(-1, _sentence(random), "new")
        if random.random() >= share:
            yield sentence
            continue
        way = random.random()
        if way < 0.3:
            continue
        if way < 0.5:
            yield Sentence(-1, _sentence(random), "new")
            continue
        yield Sentence(sentence.number, _edited(random, sentence.text), "edited")


def _edited(random: Random, text: str) -> str:
    """A word put in, a stretch taken out, or a stretch replaced, as an editor does."""
    at = random.randrange(0, max(1, len(text) - 6))
    way = random.randrange(3)
    if way == 0:
        return f"{text[:at]}{random.choice(WHAT)}など{text[at:]}"
    cut = random.randint(2, 5)
    put = "" if way == 1 else random.choice(WHAT)
    return f"{text[:at]}{put}{text[at + cut :]}"


def typeset(
    path: Path,
    paragraphs: Paragraphs,
    width: int,
    lines: int,
    columns: int = 1,
    *,
    title: str = "",
) -> Printed:
    """Typesets `columns` of `width` full-width characters and `lines` lines on each page."""
    gutter, margin = 30.0, 50.0
    across = 2 * margin + columns * width * BODY + (columns - 1) * gutter
    down = 2 * margin + lines * PITCH * BODY
    pages: list[Drawing] = []
    spots: dict[int, list[tuple[int, float, float]]] = {}
    for row, line in enumerate(_lines(paragraphs, width)):
        page, rest = divmod(row, lines * columns)
        column, number = divmod(rest, lines)
        if page == len(pages):
            pages.append(Drawing(across, down))
        x = margin + column * (width * BODY + gutter)
        y = margin + (number + 1) * PITCH * BODY
        pages[-1].text(x, y, "".join(char for char, _ in line))
        for char, sentence in line:
            wide = BODY / 2 if char.isascii() else BODY
            spots.setdefault(sentence, []).append((page, x + wide / 2, y - 0.4 * BODY))
            x += wide
    if title:
        pages[0].text(margin, margin - 10, title, 1.8 * BODY, bold=True)
    save(path, *pages)
    return Printed(edition_of(path), spots)


def _lines(paragraphs: Paragraphs, width: int) -> Iterator[list[tuple[str, int]]]:
    for sentences in paragraphs:
        line = [("　", -2)]
        for sentence in sentences:
            for char in sentence.text:
                if _width(line) + (1 if char.isascii() else 2) > 2 * width:
                    yield line
                    line = []
                line.append((char, sentence.number))
        yield line


def _width(line: Sequence[tuple[str, int]]) -> int:
    return sum(1 if char.isascii() else 2 for char, _ in line)


def edition_of(path: Path, content: str = "") -> Edition:
    """What the index finds in a PDF."""
    pages = read(path)
    structure = extract(pages, fallback_title=path.stem)
    boxes: dict[int, array[float]] = {page.page: page.boxes for page in pages}
    return Edition(content or path.stem, structure, boxes)


def annotations(
    edition: Edition, paragraphs: Paragraphs, seed: int, count: int
) -> list[tuple[int, Annotation]]:
    """Sentence number and highlight: whole sentences, parts, single words, some over a page's end."""
    random, text = Random(seed), EditionText([edition])
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    places = dict(_found(edition.structure, sentences))
    made: list[tuple[int, Annotation]] = []
    while len(made) < count:
        sentence = random.choice(sentences)
        if sentence.number not in places:
            continue
        passage, at = places[sentence.number]
        start, end = _part(random, len(sentence.text))
        whole = edition.structure.passages[passage].text
        if not whole[at + start : at + end].strip():
            continue
        notes = highlights(edition, text, passage, at + start, at + end)
        made.extend((sentence.number, note) for note in notes)
    return made[:count]


def _part(random: Random, length: int) -> tuple[int, int]:
    way = random.random()
    if way < 0.35:
        return 0, length
    size = random.randint(1, 3) if way < 0.45 else random.randint(4, max(5, length))
    start = random.randint(0, max(0, length - size))
    return start, min(length, start + size)


def _found(
    structure: Structure, sentences: Sequence[Sentence]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Passage and offset of each sentence, looked for one after the other."""
    number = at = 0
    for sentence in sentences:
        for passage in range(number, min(number + 40, len(structure.passages))):
            start = at if passage == number else 0
            where = structure.passages[passage].text.find(sentence.text, start)
            if where >= 0:
                number, at = passage, where + len(sentence.text)
                yield sentence.number, (passage, where)
                break


def highlights(
    edition: Edition, text: EditionText, passage: int, start: int, end: int
) -> Iterator[Annotation]:
    """As the window makes them: one a page, with the surroundings of the place that is selected."""
    whole = edition.structure.passages[passage]
    base = text.offset_of_passage(0, passage)
    first, last = fold(whole.text).folded(start, end)
    for piece in text.pieces(base + first, base + last):
        prefix, suffix, source, stop = quotation_context(
            edition.structure, piece.page, piece.quotation, range(piece.start, piece.end)
        )
        yield Annotation(
            id=f"{passage}-{start}-{end}-{piece.page}",
            content=edition.content,
            page=piece.page,
            rects=piece.rects,
            quotation=piece.quotation,
            prefix=prefix,
            suffix=suffix,
            start=source,
            end=stop,
            colour="yellow",
            kind="highlight",
            note="",
            created="2026-11-26T00:00:00+00:00",
            modified="2026-11-26T00:00:00+00:00",
        )


@dataclass
class Verdict:
    """What became of annotations: how many at the right place, and which surely at a wrong one."""

    right: int = 0
    wrong: list[Annotation] = field(default_factory=list)
    misplaced: list[Annotation] = field(default_factory=list)
    doubtful: int = 0
    asked: int = 0


def judge(
    printed: Printed,
    after: Paragraphs,
    notes: Sequence[tuple[int, Annotation]],
    found: Sequence[Anchored],
) -> Verdict:
    """A note on a sentence that is gone is right when nobody says surely that it is found."""
    there = {sentence.number for paragraph in after for sentence in paragraph}
    verdict = Verdict(asked=len(notes))
    for (number, note), answer in zip(notes, found, strict=True):
        spots = printed.spots.get(number, ()) if number in there else ()
        hit = any(
            piece.page == page and rect.contains(x, y)
            for piece in answer.pieces
            for rect in piece.rects
            for page, x, y in spots
        )
        good = hit if number in there else not answer.is_sure
        verdict.right += good
        verdict.doubtful += bool(answer.pieces) and not answer.is_sure
        if not good:
            (verdict.wrong if answer.is_sure else verdict.misplaced).append(note)
    return verdict
