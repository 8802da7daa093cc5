"""What a drag takes from a page: columns kept apart, lines joined, words."""

from array import array

from index_builder.model import PageText, Span
from reader.selection import PageSelector

Line = tuple[float, float, str]
SIZE = 10.0


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


def test_a_double_click_takes_a_run_of_one_script() -> None:
    selector = PageSelector(page((0, 0, "米国のＮＩＳＴが"), (0, 20, "AIを使う")))
    word = selector.word(45, 5)
    assert word is not None
    assert selector.text(*word) == "ＮＩＳＴ"
    word = selector.word(5, 5)
    assert word is not None
    assert selector.text(*word) == "米国"
    assert selector.word(5, 300) is None


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
    assert selector.word(5, 5) is None
    assert not selector.is_over_text(5, 5)
