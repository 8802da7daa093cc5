"""Tabs in a narrow room: pictures for all, a name for the one that is shown."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.panels.tabs import IconTabs

NAMES = {"Outline": "outline", "Pages": "pages", "Glossary": "glossary", "Figures": "figures"}


def made(qtbot: QtBot) -> IconTabs:
    tabs = IconTabs()
    qtbot.addWidget(tabs)
    for name, icon in NAMES.items():
        tabs.add(QWidget(), name, icon)
    tabs.resize(250, 200)
    tabs.show()
    return tabs


def test_only_the_tab_that_is_shown_has_its_name(qtbot: QtBot) -> None:
    tabs = made(qtbot)
    texts = lambda: [tabs.tabText(number) for number in range(tabs.count())]  # noqa: E731
    assert texts() == ["Outline", "", "", ""]
    tabs.setCurrentIndex(2)
    assert texts() == ["", "", "Glossary", ""]
    assert [tabs.tabToolTip(number) for number in range(4)] == list(NAMES)
    assert [tabs.tabBar().accessibleTabName(number) for number in range(4)] == list(NAMES)


def test_the_name_fits_and_all_tabs_are_in_sight(qtbot: QtBot) -> None:
    tabs = made(qtbot)
    tabs.setCurrentIndex(2)
    bar = tabs.tabBar()
    assert bar.tabRect(3).right() <= 250
    assert bar.tabRect(2).width() > bar.fontMetrics().horizontalAdvance("Glossary")


def test_pictures_take_the_colour_of_the_theme(qtbot: QtBot) -> None:
    tabs = made(qtbot)
    before = tabs.tabIcon(1).pixmap(18, 18).toImage()
    palette = QPalette(tabs.palette())
    palette.setColor(QPalette.ColorRole.WindowText, "#ff0000")
    tabs.setPalette(palette)
    assert tabs.tabIcon(1).pixmap(18, 18).toImage() != before
