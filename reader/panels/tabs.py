"""Tabs in a narrow room: each has a picture, and only the one that is shown its name beside it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from reader import theme

EDGE = 18
"""Of a picture, in device-independent pixels."""

AROUND = 8
"""Left and right of a picture without a name."""


class IconTabs(QTabWidget):
    """Tabs that are added with `add`; a tab's name is its tool tip, and read aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[tuple[str, str]] = []
        self.setTabBar(_Bar(self))
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(EDGE, EDGE))
        self.currentChanged.connect(self._name_current)

    def add(self, panel: QWidget, name: str, icon: str) -> None:
        """A tab called `name` with the picture `icon` of `resources/icons`."""
        self._names.append((name, icon))
        number = self.addTab(panel, "")
        self.setTabToolTip(number, name)
        self.tabBar().setAccessibleTabName(number, name)
        self._draw(number)
        self._name_current()

    def _name_current(self) -> None:
        for number, (name, _) in enumerate(self._names):
            self.setTabText(number, name if number == self.currentIndex() else "")

    def _draw(self, number: int) -> None:
        color = self.palette().color(QPalette.ColorRole.WindowText)
        icon = theme.icon(self._names[number][1], color, self.devicePixelRatioF())
        self.setTabIcon(number, icon)

    def _draw_all(self) -> None:
        for number in range(len(self._names)):
            self._draw(number)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_all()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw_all()
        return super().event(event)


class _Bar(QTabBar):
    """Leaves the room to the tab that has a name."""

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        if not self.tabText(index):
            size.setWidth(EDGE + 2 * AROUND)
        return size
