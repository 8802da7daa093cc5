"""What a drag takes from a page: columns kept apart, lines joined, words."""

from array import array

from msgspec.structs import replace

from index_builder.model import Footnote, PageText, Part, Passage, Place, Span, Structure
from reader.clean_text import PLAIN, Stretch, Wishes, joined
from reader.selection import PageSelector, Step, Unit

Line = tuple[float, float, str]
SIZE = 10.0
NOWHERE = Place(0, ())


def page(*lines: Line, vertical: bool = False) -> PageText:
    """A page whose lines start at (x, y), each character a square of ten points."""
    text, boxes, spans, slices = "", array("f"), [], []
    for x, y, words in lines:
        start = len(text)
        for n, _ in enumerate(words):
            dx, dy = (0, n * SIZE) if vertical else (n * SIZE, 0)
            boxes.extend((x + dx, y + dy, x + dx + SIZE, y + dy + SIZE))
        text += words
        slices.append((start, len(text)))
        spans.append(
            Span(start, len(text), SIZE, "f", bold=False, color=0, vertical=vertical, baseline=y)
        )
    return PageText(0, 500, 500, text, boxes, tuple(spans), tuple(slices))


COLUMNS = page(
    (20, 20, "二つの段にまたがる見出しの行である"),
    (20, 60, "左の一行目"),
    (120, 60, "右の一行目"),
    (20, 75, "左の二行目"),
    (120, 75, "右の二行目"),
    (20, 90, "左の三行目"),
    (120, 90, "右の三行目"),
)


def drag(selector: PageSelector, start: tuple[float, float], end: tuple[float, float]) -> str:
    one, other = selector.caret(*start), selector.caret(*end)
    assert one is not None
    assert other is not None
    return selector.text(one, other)


def test_a_drag_in_a_column_leaves_its_neighbour_alone() -> None:
    selector = PageSelector(COLUMNS)
    assert drag(selector, (20, 65), (70, 95)) == "左の一行目左の二行目左の三行目"
    assert drag(selector, (131, 65), (139, 80)) == "の一行目右の"


def test_a_drag_over_both_columns_follows_the_reading_order() -> None:
    selector = PageSelector(COLUMNS)
    taken = drag(selector, (20, 95), (140, 65))
    assert taken == "左の三行目右の"
    assert drag(selector, (140, 65), (20, 95)) == taken


def test_everything_in_reading_order() -> None:
    selector = PageSelector(COLUMNS)
    whole = selector.all
    assert whole is not None
    assert selector.text(*whole).split("\n") == [
        "二つの段にまたがる見出しの行である",
        "左の一行目左の二行目左の三行目右の一行目右の二行目右の三行目",
    ]


def test_a_sentence_that_ends_with_its_column_ends_its_paragraph() -> None:
    selector = PageSelector(
        page((20, 20, "左の段落"), (20, 35, "の末尾。"), (120, 20, "右の段落"), (120, 35, "の続き"))
    )
    whole = selector.all
    assert whole is not None
    assert selector.text(*whole) == "左の段落の末尾。\n右の段落の続き"


def test_lines_are_joined_as_their_script_wants() -> None:
    selector = PageSelector(
        page((20, 20, "Artificial"), (20, 32, "Intelligence"), (20, 44, "の研究"), (30, 56, "段落"))
    )
    whole = selector.all
    assert whole is not None
    assert selector.text(*whole) == "Artificial Intelligenceの研究\n段落"


def test_boxes_cover_each_line_once() -> None:
    selector = PageSelector(COLUMNS)
    one, other = selector.caret(31, 65), selector.caret(39, 80)
    assert one is not None
    assert other is not None
    rects = selector.rects(selector.between(one, other))
    assert [tuple(rect) for rect in rects] == [(30, 60, 70, 70), (20, 75, 40, 85)]


def test_blanks_behind_a_line_are_not_marked() -> None:
    selector = PageSelector(page((20, 20, "一行目　 "), (20, 35, "二行目")))
    whole = selector.all
    assert whole is not None
    assert [rect.x1 for rect in selector.rects(selector.between(*whole))] == [50, 50]


def test_a_double_click_takes_a_run_of_one_script() -> None:
    selector = PageSelector(page((0, 0, "米国のＮＩＳＴが"), (0, 20, "AIを使う")))
    word = selector.unit(Unit.WORD, 45, 5)
    assert word is not None
    assert selector.text(*word) == "ＮＩＳＴ"
    word = selector.unit(Unit.WORD, 5, 5)
    assert word is not None
    assert selector.text(*word) == "米国"
    assert selector.unit(Unit.WORD, 5, 300) is None


def test_vertical_lines_run_from_right_to_left() -> None:
    selector = PageSelector(page((80, 20, "一行目"), (60, 20, "二行目"), vertical=True))
    whole = selector.all
    assert whole is not None
    assert selector.text(*whole) == "一行目二行目"
    assert drag(selector, (85, 41), (65, 39)) == "目二行"


def test_lines_of_a_turned_page_run_upwards() -> None:
    text, boxes = "一行目二行目", array("f")
    for n in range(6):
        x, y = 20 + 15 * (n // 3), 100 - SIZE * (n % 3)
        boxes.extend((x, y - SIZE, x + SIZE, y))
    spans = tuple(
        Span(start, start + 3, SIZE, "f", bold=False, color=0, vertical=True, baseline=0)
        for start in (0, 3)
    )
    selector = PageSelector(PageText(0, 500, 500, text, boxes, spans, ((0, 3), (3, 6))))
    whole = selector.all
    assert whole is not None
    assert selector.text(*whole) == "一行目二行目"
    assert drag(selector, (25, 86), (40, 86)) == "行目二"


def test_a_page_without_text_gives_nothing() -> None:
    selector = PageSelector(page())
    assert selector.all is None
    assert selector.caret(5, 5) is None
    assert selector.unit(Unit.WORD, 5, 5) is None
    assert not selector.is_over_text(5, 5)


def described(*passages: str, page: PageText, notes: tuple[Footnote, ...] = ()) -> Structure:
    """A structure whose passages are these parts of the page's text, joined from "first|second"."""
    found = []
    for words in passages:
        text, sources = "", array("i")
        for piece in words.split("|"):
            start = page.text.index(piece)
            if text and text[-1].isascii() and piece[0].isascii() and text[-1] != "-":
                text += " "
                sources.append(-1)
            text += piece
            sources.extend(range(start, start + len(piece)))
        found.append(Passage(Part.BODY, text, sources, ((0, 0),)))
    return Structure("", ("1",), tuple(found), footnotes=notes)


def everything(selector: PageSelector, wishes: Wishes = PLAIN) -> str:
    whole = selector.all
    assert whole is not None
    return "\n".join(stretch.text for stretch in selector.stretches(*whole, wishes))


def test_the_order_of_the_index_goes_before_that_of_white_space() -> None:
    structure = described(
        "右の一行目|右の二行目|右の三行目", "左の一行目|左の二行目|左の三行目", page=COLUMNS
    )
    assert everything(PageSelector(COLUMNS, structure)).split("\n") == [
        "右の一行目右の二行目右の三行目",
        "左の一行目左の二行目左の三行目",
    ]


def test_a_line_drawn_over_two_columns_is_parted_where_the_index_parts_it() -> None:
    drawn = page((20, 20, "左の一行右の一行"), (20, 40, "左の二行右の二行"))
    selector = PageSelector(drawn, described("左の一行|左の二行", "右の一行|右の二行", page=drawn))
    assert drag(selector, (20, 25), (60, 45)) == "左の一行左の二行"
    one, other = selector.caret(20, 25), selector.caret(60, 45)
    assert one is not None
    assert other is not None
    assert [rect.x1 for rect in selector.rects(selector.between(one, other))] == [60, 60]


def test_running_heads_are_taken_only_alone() -> None:
    drawn = page((20, 5, "第一章の柱"), (20, 60, "本文の行"), (20, 400, "24"))
    selector = PageSelector(drawn, described("本文の行", page=drawn))
    assert everything(selector) == "本文の行"
    assert drag(selector, (20, 10), (70, 10)) == "第一章の柱"


def test_the_marks_of_notes_are_left_out_unless_wished() -> None:
    drawn = page((20, 20, "増加している3。"))
    structure = described("増加している|。", page=drawn, notes=(Footnote("3", "注", NOWHERE),))
    marked = replace(structure.passages[0], notes=((6, 0),))
    selector = PageSelector(drawn, replace(structure, passages=(marked,)))
    assert everything(selector) == "増加している。"
    assert everything(selector, Wishes(marks=True)) == "増加している3。"


def test_raised_figures_are_left_out_before_the_index_is_there() -> None:
    drawn = page((20, 20, "増加している3。"))
    sizes = ((0, 6, 10.0, 28.0), (6, 7, 5.0, 24.0), (7, 8, 10.0, 28.0))
    spans = tuple(
        Span(start, end, size, "f", bold=False, color=0, vertical=False, baseline=baseline)
        for start, end, size, baseline in sizes
    )
    selector = PageSelector(replace(drawn, spans=spans))
    assert everything(selector) == "増加している。"
    assert everything(selector, Wishes(marks=True)) == "増加している3。"


def with_ruby() -> PageText:
    drawn = page((20, 20, "次に疾患を俯瞰した"), (70, 12, "ふかん"))
    boxes = drawn.boxes[:36]
    for n in range(3):
        boxes.extend((72.5 + 5 * n, 14, 77.5 + 5 * n, 19))
    small = replace(drawn.spans[1], size=5.0)
    return replace(drawn, boxes=boxes, spans=(drawn.spans[0], small))


def test_ruby_is_left_out_or_stands_behind_its_word() -> None:
    drawn = with_ruby()
    for structure in (None, described("次に疾患を俯瞰した", page=drawn)):
        selector = PageSelector(drawn, structure)
        assert everything(selector) == "次に疾患を俯瞰した"
        assert everything(selector, Wishes(ruby=True)) == "次に疾患を俯瞰《ふかん》した"
    one, other = selector.caret(20, 25), selector.caret(80, 25)
    assert one is not None
    assert other is not None
    cut = selector.stretches(one, other, Wishes(ruby=True))
    assert [stretch.text for stretch in cut] == ["次に疾患を俯"]


def test_hyphens_of_line_ends_are_undone_and_those_of_writers_kept() -> None:
    drawn = page(
        (20, 20, "the devel-"),
        (20, 32, "opment of GPT-"),
        (20, 44, "based tools"),
        (20, 70, "https://nistep-"),
        (20, 82, "repo.jp"),
    )
    structure = described(
        "the devel-|opment of GPT-|based tools", "https://nistep-|repo.jp", page=drawn
    )
    wanted = "the development of GPT-based tools\nhttps://nistep-repo.jp"
    assert everything(PageSelector(drawn, structure)) == wanted
    selector = PageSelector(page((20, 20, "the devel-"), (20, 32, "opment")))
    assert everything(selector) == "the development"


def test_a_paragraph_goes_on_over_the_end_of_its_page() -> None:
    upper = Stretch("前の頁の", (0, 1, 2, 3), passage=7, start=0, end=4)
    lower = Stretch("続き", (0, 1), passage=7, start=4, end=6)
    other = Stretch("次の段落", (2, 3, 4, 5), passage=8, start=0, end=4)
    assert joined([(0, [upper]), (0, [lower, other])]) == "前の頁の続き\n次の段落"
    assert joined([(0, [upper]), (1, [lower])]) == "前の頁の\n続き"
    latin = Stretch("devel-", (0,) * 6, passage=7, start=0, end=6)
    rest = Stretch("opment", (0,) * 6, passage=7, start=6, end=12)
    assert joined([(0, [latin]), (0, [rest])]) == "development"


def test_a_word_of_the_dictionary_goes_on_in_the_next_line() -> None:
    selector = PageSelector(page((20, 20, "国立標準技術"), (20, 35, "研究所の指針")))
    words = dict.fromkeys(range(9), (0, 8))
    for point in ((45, 25), (25, 40)):
        word = selector.unit(Unit.WORD, *point, words)
        assert word is not None
        assert selector.text(*word) == "国立標準技術研究所"


def test_a_third_click_takes_the_printed_line_in_all_its_pieces() -> None:
    drawn = page((20, 20, "一行目の"), (60, 20, "続き"), (200, 20, "隣の段"), (20, 40, "二行目"))
    structure = described("一行目の|続き|二行目", "隣の段", page=drawn)
    line = PageSelector(drawn, structure).unit(Unit.LINE, 75, 25)
    assert line is not None
    assert PageSelector(drawn, structure).text(*line) == "一行目の続き"


def test_steps_by_character_and_line() -> None:
    selector = PageSelector(page((20, 20, "一二三"), (20, 35, "四五六")))
    start = selector.caret(31, 25)
    assert start is not None
    for step, point in (
        (Step.FORWARD, (41, 25)),
        (Step.BACK, (21, 25)),
        (Step.NEXT_LINE, (31, 40)),
        (Step.LINE_START, (20, 25)),
        (Step.LINE_END, (55, 25)),
    ):
        assert selector.moved(start, step) == selector.caret(*point), step
    assert selector.moved(start, Step.LINE_BEFORE) is None
    end = selector.caret(55, 40)
    assert end is not None
    assert selector.moved(end, Step.FORWARD) is None
    over = selector.moved(selector.caret(55, 25) or end, Step.FORWARD)
    assert over == selector.caret(31, 40)


def test_arrows_follow_the_way_the_line_runs() -> None:
    level = PageSelector(page((20, 20, "一二三"), (20, 35, "四五六")))
    upright = PageSelector(page((80, 20, "一行目"), (60, 20, "二行目"), vertical=True))
    at = level.caret(31, 25)
    assert at is not None
    assert level.step(at, 1, 0) is Step.FORWARD
    assert level.step(at, 0, 1) is Step.NEXT_LINE
    assert upright.step(at, 0, 1) is Step.FORWARD
    assert upright.step(at, -1, 0) is Step.NEXT_LINE
