"""The drawings of the sample document: each fills a given rectangle with labelled shapes."""

from collections.abc import Callable, Sequence

from pdfwriter import Canvas
from setter import Face

INK = "0.20 0.24 0.30"
PALE = "0.90 0.94 0.98"
SOFT = "0.78 0.87 0.94"
WARM = "0.99 0.93 0.80"
BLUE = "0.20 0.42 0.68"
WHITE = "1 1 1"

Drawing = Callable[[Canvas, float, float, float, Face], None]


def label(
    canvas: Canvas,
    at: tuple[float, float],
    size: float,
    face: Face,
    text: str,
    *,
    color: str = INK,
) -> None:
    """Sets `text` centred on `at`, its x the middle and its y the baseline."""
    start = at[0] - face.width(text) * size / 2
    pieces = [(face.font(char), char, 0.0) for char in text]
    canvas.text(start, at[1], size, pieces, color)


def box(
    canvas: Canvas,
    place: tuple[float, float, float, float],
    face: Face,
    lines: Sequence[str],
    color: str = PALE,
) -> None:
    """A filled rectangle (x, y, width, height) with centred lines of text."""
    x, y, width, height = place
    canvas.fill(x, y, width, height, color)
    canvas.frame(x, y, width, height, INK)
    top = y + height / 2 - 6.0 * len(lines) + 9.2
    for index, text in enumerate(lines):
        label(canvas, (x + width / 2, top + 12 * index), 8.5, face, text)


def arrow(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A straight arrow, across or down."""
    canvas.line([(x0, y0), (x1, y1)], INK, 1.0)
    if y0 == y1:
        tip = 5.0 if x1 > x0 else -5.0
        canvas.polygon([(x1, y1), (x1 - tip, y1 - 3), (x1 - tip, y1 + 3)], INK)
    else:
        tip = 5.0 if y1 > y0 else -5.0
        canvas.polygon([(x1, y1), (x1 - 3, y1 - tip), (x1 + 3, y1 - tip)], INK)


def window(canvas: Canvas, x: float, y: float, width: float, face: Face) -> None:
    """The three regions of the window."""
    left, top, high = x + 30, y + 12, 168.0
    wide = width - 60
    box(canvas, (left, top, wide, 22), face, ["戻る　進む　ページ　拡大　検索"], SOFT)
    body = top + 26
    box(canvas, (left, body, 92, high - 52), face, ["目次", "縮小画像", "検索結果"], PALE)
    box(
        canvas,
        (left + wide - 104, body, 104, high - 52),
        face,
        ["サイドパネル", "意味・脚注・参照先"],
        WARM,
    )
    middle = left + 96
    canvas.fill(middle, body, wide - 204, high - 52, "0.86 0.87 0.89")
    canvas.fill(middle + 34, body + 8, wide - 272, high - 60, WHITE)
    for row in range(9):
        short = 40 if row == 8 else 0
        y_row = body + 34 + 8.5 * row
        canvas.line([(middle + 46, y_row), (middle + wide - 250 - short, y_row)], SOFT, 2.0)
    label(canvas, (middle + (wide - 204) / 2, body + 24), 8.5, face, "ページ")
    box(
        canvas,
        (left, body + high - 48, wide, 18),
        face,
        ["索引の進み具合　印刷されたページ番号"],
        SOFT,
    )


def folding(canvas: Canvas, x: float, y: float, width: float, face: Face) -> None:
    """Two spellings that meet in one folded form."""
    wide, top = 118.0, y + 14
    left, right = x + 34, x + width - 34 - wide
    box(canvas, (left, top, wide, 34), face, ["本文の文字", "ＰＤＦ"], PALE)
    box(canvas, (left, top + 70, wide, 34), face, ["検索窓の文字", "pdf"], PALE)
    middle = x + width / 2 - 56
    box(
        canvas,
        (middle, top + 24, 112, 56),
        face,
        ["同じ規則で畳む", "幅・大小・字体", "行末をつなぐ"],
        WARM,
    )
    box(canvas, (right, top + 35, wide, 34), face, ["一致した場所を", "紙面に塗る"], SOFT)
    arrow(canvas, left + wide, top + 36, middle, top + 36)
    arrow(canvas, left + wide, top + 70, middle, top + 70)
    arrow(canvas, middle + 112, top + 52, right, top + 52)


def processes(canvas: Canvas, x: float, y: float, width: float, face: Face) -> None:
    """The three processes and what passes between them."""
    wide, top = 122.0, y + 16
    left, right = x + 28, x + width - 28 - wide
    middle = x + width / 2 - wide / 2
    box(canvas, (left, top, wide, 44), face, ["描画の工程", "紙面を画素にする"], PALE)
    box(canvas, (middle, top, wide, 44), face, ["窓", "表示と操作だけ"], WARM)
    box(canvas, (right, top, wide, 44), face, ["索引の工程", "構造を取り出す"], PALE)
    arrow(canvas, left + wide, top + 22, middle, top + 22)
    arrow(canvas, right, top + 22, middle + wide, top + 22)
    box(canvas, (left, top + 78, wide, 32), face, ["元のＰＤＦ", "読むだけ"], SOFT)
    box(canvas, (right, top + 78, wide, 32), face, ["作り直せる索引"], SOFT)
    box(canvas, (middle, top + 78, wide, 32), face, ["消えない記録"], SOFT)
    arrow(canvas, left + wide / 2, top + 78, left + wide / 2, top + 44)
    arrow(canvas, right + wide / 2, top + 44, right + wide / 2, top + 78)
    arrow(canvas, middle + wide / 2, top + 44, middle + wide / 2, top + 78)


def journey(canvas: Canvas, x: float, y: float, width: float, face: Face) -> None:
    """From an abbreviation to its definition and back."""
    steps = (
        ["紙面の略語を", "選ぶ"],
        ["意味と例を", "読む"],
        ["定義の場所へ", "移る"],
        ["元の場所へ", "戻る"],
    )
    wide, gap = 90.0, (width - 40 - 4 * 90.0) / 3
    for index, lines in enumerate(steps):
        left = x + 20 + index * (wide + gap)
        box(canvas, (left, y + 18, wide, 40), face, lines, WARM if index == 0 else PALE)
        if index:
            arrow(canvas, left - gap, y + 38, left, y + 38)
    keys = ("マウス", "サイドパネル", "Ｆ１２", "Ａｌｔ＋←")
    for index, text in enumerate(keys):
        label(
            canvas, (x + 20 + index * (wide + gap) + wide / 2, y + 74), 8.5, face, text, color=BLUE
        )


DRAWINGS: dict[str, tuple[Drawing, float]] = {
    "window": (window, 190.0),
    "folding": (folding, 132.0),
    "processes": (processes, 140.0),
    "journey": (journey, 88.0),
}
