"""What may be asked for many times a second is done less often. No widgets."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

GLANCE = 100
"""Milliseconds between two changes of what is read at a glance while the pages scroll by: numbers, titles, rows."""


class Paced(QObject):
    """Does something at once when asked, then at most every `interval` milliseconds; the last asking is always met."""

    def __init__(
        self, do: Callable[[], object], parent: QObject | None = None, interval: int = GLANCE
    ) -> None:
        super().__init__(parent)
        self._do = do
        self._is_asked = False
        self._rest = QTimer(self, singleShot=True, interval=interval)
        self._rest.timeout.connect(self._go_on)

    def ask(self, _why: object = None) -> None:
        """Done now, or when the interval is over."""
        self._is_asked = True
        if not self._rest.isActive():
            self._go_on()

    def _go_on(self) -> None:
        if self._is_asked:
            self._is_asked = False
            self._rest.start()
            self._do()
