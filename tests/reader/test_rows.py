from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from reader.panels.row_text import bold_range
from reader.panels.rows import Group, Row, RowDelegate, RowView, group_of


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
    delegate = RowDelegate()
    layout = delegate._layout(Row("", "文字" * 100), QFont(), 150)
    assert layout.lineCount() == 2
    assert layout.text().endswith("…")
    short = delegate._layout(Row("", "文字"), QFont(), 150)
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
