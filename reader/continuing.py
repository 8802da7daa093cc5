"""The volumes to go on reading, on the welcome page and in the menu: title, page, how far, and when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTime, Signal
from PySide6.QtWidgets import QMenu

from reader.excerpts import shortened
from reader.i18n import QT_TRANSLATE_NOOP
from reader.main_window import MainWindow
from reader.panels.welcome import WelcomePage
from reader.records import RecentVolume
from reader.session import Session

ON_PAGE, IN_MENU = 5, 10
"""So many volumes are offered."""

LONGEST = 40
"""Characters of a title in the menu."""

TITLE = QT_TRANSLATE_NOOP("Continuing", "Continue rea&ding")


class Continuing(QObject):
    """Offers them.

    Attributes:
        menu: within the menu of files.

    Signals:
        looked_at: the menu is about to be shown, and asks for what is newest.
    """

    looked_at = Signal()

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        welcome: WelcomePage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._welcome = welcome
        self._offered: list[RecentVolume] = []
        self.menu = QMenu(QCoreApplication.translate("Continuing", TITLE), window)
        window.insert_menu_after("open_folder", self.menu)
        self.menu.aboutToShow.connect(self.looked_at)
        self.menu.setEnabled(False)

    def offer(self, volumes: Sequence[RecentVolume]) -> None:
        """Shows these, newest first; in the menu those that are not open here."""
        now = datetime.now().astimezone()
        self._welcome.set_recent(
            [(each.title, self._about(each, now), each.paths) for each in volumes[:ON_PAGE]]
        )
        open_now = {str(document.path.resolve()) for document in self._session.documents}
        others = [each for each in volumes if set(each.paths) != open_now][:IN_MENU]
        if others == self._offered:
            return
        self._offered = others
        self.menu.clear()
        for each in others:
            title = shortened(each.title, LONGEST)
            action = self.menu.addAction(f"{title.replace('&', '&&')}\t{far(each)}")
            action.setToolTip(each.paths[0])
            action.triggered.connect(
                lambda _checked=False, paths=each.paths: self._window.open_requested.emit(
                    [Path(path) for path in paths]
                )
            )
        self.menu.setEnabled(bool(others))

    @staticmethod
    def _about(volume: RecentVolume, now: datetime) -> str:
        folder = Path(volume.paths[0]).parent.name
        return " · ".join(filter(None, (far(volume), when(volume.opened, now), folder)))


def far(volume: RecentVolume) -> str:
    """The page where reading stopped and how much of the volume that is, "" where it is not known."""
    reading = volume.reading
    if reading is None or not 0 < reading.number <= reading.pages:
        return ""
    page = (
        _tr(QT_TRANSLATE_NOOP("Continuing", "p. {0}")).format(reading.label)
        if reading.label
        else ""
    )
    page = page or _tr(QT_TRANSLATE_NOOP("Continuing", "page {0} of {1}")).format(
        reading.number, reading.pages
    )
    return f"{page} · {100 * reading.number // reading.pages} %"


def when(moment: str, now: datetime) -> str:
    """A moment as people say it: the time of today or yesterday, else the day."""
    try:
        then = datetime.fromisoformat(moment).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return ""
    locale = QLocale()
    short = QLocale.FormatType.ShortFormat
    if now.date() - then.date() in {timedelta(0), timedelta(1)}:
        clock = locale.toString(QTime(then.hour, then.minute), short)
        day = (
            _tr(QT_TRANSLATE_NOOP("Continuing", "today {0}"))
            if then.date() == now.date()
            else _tr(QT_TRANSLATE_NOOP("Continuing", "yesterday {0}"))
        )
        return day.format(clock)
    return locale.toString(QDate(then.year, then.month, then.day), QLocale.FormatType.LongFormat)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Continuing", text)
