import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPalette
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from reader.panels import row_painter
from reader.panels.row_painter import KEPT_VIEWS, RowPainter
from reader.panels.row_text import bold_range
from reader.panels.rows import Group, Row, RowView, Thumb, group_of, keyed_group


def view_of(qtbot: QtBot, groups: list[Group]) -> RowView:
    view = RowView()
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    view.set_groups(groups)
    return view


def test_a_click_on_a_title_folds_and_unfolds(qtbot: QtBot) -> None:
    view = view_of(qtbot, [group_of("章", [Row("p. 1", "文")])])
    title = view.rows.index(0, 0, QModelIndex())
    center = view.visualRect(title).center()
    assert view.isExpanded(title)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert not view.isExpanded(title)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert view.isExpanded(title)


def test_only_visible_rows_are_made(qtbot: QtBot) -> None:
    made: set[int] = set()

    def row(number: int) -> Row:
        made.add(number)
        return Row("p. 1", f"行{number}")

    view = view_of(qtbot, [Group("章", 300, row)])
    view.grab()
    assert 0 in made
    assert len(made) < 50
    assert view.rows.rowCount(view.rows.index(0, 0, QModelIndex())) == 300


def test_long_lists_open_folded_but_for_the_present_row(qtbot: QtBot) -> None:
    view = RowView()
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show()
    groups = [Group(name, 300, lambda n: Row("", str(n))) for name in ("一", "二")]
    view.set_groups(groups, present=(1, 200))
    first, second = (view.rows.index(n, 0, QModelIndex()) for n in (0, 1))
    assert not view.isExpanded(first)
    assert view.isExpanded(second)
    assert view.currentIndex() == view.rows.index(200, 0, second)
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))


def test_a_bold_part_after_a_character_outside_the_basic_plane() -> None:
    bold = bold_range("𠮷野ＡＩ", (2, 4))
    assert (bold.start, bold.length) == (3, 2)


def test_what_does_not_fit_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    del qtbot
    look = RowPainter()
    layout = look.layout(Row("", "文字" * 100), QFont(), 150)
    assert layout.lineCount() == 2
    assert layout.text().endswith("…")
    short = look.layout(Row("", "文字"), QFont(), 150)
    assert short.text() == "文字"


def test_the_model_tells_its_text_to_who_cannot_see(qtbot: QtBot) -> None:
    view = view_of(
        qtbot, [group_of("章", [Row("p. 1", "文")]), group_of("節", [], show_count=False)]
    )
    model = view.rows
    chapter = model.index(0, 0, QModelIndex())
    assert chapter.data() == "章 (1)"
    assert model.index(1, 0, QModelIndex()).data() == "節"
    assert model.index(0, 0, chapter).data() == "p. 1 文"
    assert model.parent(model.index(0, 0, chapter)) == chapter
    assert not model.index(5, 0, chapter).isValid()


def shelf(*names: str) -> list[Group]:
    """One group of keyed rows, and an empty one."""
    return [keyed_group("章", {name: Row("", name) for name in names}), keyed_group("節", {})]


def texts(view: RowView) -> list[str]:
    group = view.rows.groups[0]
    return [group.row(n).text for n in range(group.count)]


def row_of(view: RowView, key: str) -> QImage:
    """What is seen of a row."""
    return view.viewport().grab(view.visualRect(view.rows.index_of(key))).toImage()


def test_a_row_put_down_again_looks_as_it_did_and_stands_where_it_belongs(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf("甲", "乙", "丙"))
    before = {key: row_of(view, key) for key in ("甲", "乙", "丙")}
    assert len({picture.sizeInBytes() for picture in before.values()}) == 1
    assert before["甲"] != before["乙"] != before["丙"]
    view.update_groups(shelf("丙", "丁"))
    assert row_of(view, "丙") == before["丙"]
    assert row_of(view, "丁") not in before.values()


def test_a_row_looks_the_same_from_its_picture_and_painted_directly(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: dict[str, Row] = {
        "注": Row("4", "全文が三行にわたる長い注釈。" * 6, 2, 5),
        "色": Row("", "黄色の帯", colour="#ffcc00"),
    }
    view = view_of(qtbot, [keyed_group("章", rows)])
    view.set_groups([keyed_group("章", rows)], lines=4, even=False)
    whole = view.viewport().grab().toImage()
    monkeypatch.setattr(row_painter, "LIT", QStyle.StateFlag.State_Enabled)
    assert view.viewport().grab().toImage() == whole


def test_rows_take_up_other_colours_and_fonts(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf("甲"))
    before = row_of(view, "甲")
    palette = view.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#202020"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#f0f0f0"))
    view.setPalette(palette)
    dark = row_of(view, "甲")
    assert dark.pixelColor(dark.width() - 2, 2) == QColor("#202020")
    font = view.font()
    font.setPointSize(2 * font.pointSize())
    view.setFont(font)
    assert row_of(view, "甲") not in (before, dark)


def test_the_chosen_and_the_marked_row_are_lit(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf("甲", "乙"))
    plain = {key: row_of(view, key) for key in ("甲", "乙")}
    view.setCurrentIndex(view.rows.index_of("甲"))
    assert row_of(view, "甲") != plain["甲"]
    view.mark("乙", bring=False)
    assert row_of(view, "乙") != plain["乙"]
    view.mark("甲", bring=False)
    assert row_of(view, "乙") == plain["乙"]


def test_only_as_many_pictures_are_kept_as_fill_the_list_a_few_times(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf(*(str(n) for n in range(300))))
    room = view.width() * view.height()
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.pageStep()):
        bar.setValue(value)
        view.grab()
        pictures = view._delegate.look._pictures.values()
        assert sum(p.width() * p.height() for p in pictures) <= KEPT_VIEWS * room


def test_rows_come_and_go_and_the_others_stay(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf("a", "b", "c"))
    parent = view.rows.index(0, 0, QModelIndex())
    kept = QPersistentModelIndex(view.rows.index(1, 0, parent))
    view.setCurrentIndex(view.rows.index(1, 0, parent))
    with (
        qtbot.assertNotEmitted(view.rows.modelReset),
        qtbot.waitSignals([view.rows.rowsInserted, view.rows.rowsRemoved]),
    ):
        view.update_groups(shelf("x", "b", "c", "d"))
    assert texts(view) == ["x", "b", "c", "d"]
    assert view.rows.row_at(kept).text == "b"
    assert view.currentIndex().row() == 1
    with qtbot.assertNotEmitted(view.rows.rowsInserted):
        view.update_groups(shelf("x", "b", "c", "d"))
    view.update_groups(shelf())
    assert texts(view) == []
    view.update_groups(shelf("e"))
    assert texts(view) == ["e"]
    assert view.isExpanded(view.rows.index(0, 0, QModelIndex()))
    assert view.visualRect(view.rows.index_of("e")).height() > 0


def test_a_title_without_rows_is_not_shown(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf("a"))
    view.hide_empty()
    assert [view.isRowHidden(n, QModelIndex()) for n in (0, 1)] == [False, True]
    view.update_groups([*shelf()[:1], keyed_group("節", {"s": Row("", "節の行")})])
    assert [view.isRowHidden(n, QModelIndex()) for n in (0, 1)] == [True, False]


def test_what_stays_in_sight_is_not_moved_by_what_goes_above_it(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf(*(str(n) for n in range(60))))
    view.scrollTo(view.rows.index_of("30"), RowView.ScrollHint.PositionAtTop)
    before = view.visualRect(view.rows.index_of("35")).top()
    view.update_groups(shelf(*(str(n) for n in range(20, 70))))
    assert view.visualRect(view.rows.index_of("35")).top() == before


def test_the_marked_row_is_painted_and_brought_into_sight(qtbot: QtBot) -> None:
    view = view_of(qtbot, shelf(*(str(n) for n in range(60))))
    view.mark("50", bring=False)
    assert view.verticalScrollBar().value() == 0
    view.mark("50", bring=True)
    assert view.viewport().rect().intersects(view.visualRect(view.rows.index_of("50")))
    assert view.marked.text == "50"

    def edge(key: str) -> QColor:
        rect = view.visualRect(view.rows.index_of(key))
        return view.viewport().grab().toImage().pixelColor(1, rect.center().y())

    assert edge("50") != edge("49")
    view.mark((), bring=True)
    assert view.marked is None
    assert edge("50") == edge("49")


def test_room_for_a_picture_is_kept_until_it_is_there(qtbot: QtBot) -> None:
    there: list[QImage] = []
    thumb = Thumb(60, 40, lambda: there[0] if there else None)
    view = view_of(qtbot, [])
    view.set_groups([keyed_group("図", {"a": Row("", "図一", thumb=thumb)})], even=False)
    empty = view.visualRect(view.rows.index_of("a"))
    assert empty.height() > 40
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor(200, 30, 30))
    there.append(picture)
    view.viewport().update()
    painted = view.viewport().grab().toImage()
    assert view.visualRect(view.rows.index_of("a")) == empty
    assert painted.pixelColor(30, empty.bottom() - 20) == QColor(200, 30, 30)


def test_what_was_brought_into_sight_stays_there_when_rows_become_higher(qtbot: QtBot) -> None:
    view = view_of(qtbot, [])
    text = "米国の国立標準技術研究所による枠組み。" * 3
    rows = {str(n): Row("", f"{n} {text}") for n in range(40)}
    view.set_groups([keyed_group("章", rows)], lines=8, even=False)
    view.mark("20", bring=True)

    def is_seen() -> bool:
        room = view.viewport().rect().adjusted(0, -1, 0, 1)  # Qt is a pixel short
        return room.contains(view.visualRect(view.rows.index_of("20")))

    qtbot.waitUntil(is_seen)
    view.resize(150, 400)
    qtbot.waitUntil(is_seen)
    view.mark("20", bring=False)
    view.verticalScrollBar().setValue(0)
    view.resize(300, 400)
    qtbot.waitUntil(lambda: not view._again.isActive())
    assert not is_seen()
