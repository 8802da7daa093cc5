"""Web addresses on their way out: the application never goes online, a browser does, once the reader has said so."""

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from reader.page_links import scheme
from reader.session import Session
from reader.settings import Settings

KEY = "links/browser"


class Browsing(QObject):
    """Hands addresses to the system's browser, after asking the first time; the answer is a setting."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window

    def open(self, address: str) -> None:
        """Opens a web address, or asks; says why where it never does."""
        if scheme(address) not in {"http", "https"}:
            self._session.message.emit(
                self.tr("Only web addresses are opened: never mail, scripts, files or programs.")
            )
        elif self._settings.get(KEY) == "open":
            self._hand_over(address)
        elif self._settings.get(KEY) == "ask":
            self._ask(address)

    def _ask(self, address: str) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Hakusho")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Open web addresses in the browser?"))
        says = self.tr(
            "Hakusho itself never goes online. The answer is kept; it can be changed in the View menu."
        )
        box.setInformativeText(f"{address}\n\n{says}")
        role = QMessageBox.ButtonRole
        opening = box.addButton(self.tr("Open"), role.AcceptRole)
        never = box.addButton(self.tr("Never"), role.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(opening)
        box.setEscapeButton(cancel)
        box.buttonClicked.connect(
            lambda button: self._on_answer(address, {opening: "open", never: "never"}.get(button))
        )
        box.open()

    def _on_answer(self, address: str, answer: str | None) -> None:
        if answer is not None:
            self._settings.set(KEY, answer)
        if answer == "open":
            self._hand_over(address)

    def _hand_over(self, address: str) -> None:
        if not QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode)):
            self._session.message.emit(self.tr("No browser could be started."))
