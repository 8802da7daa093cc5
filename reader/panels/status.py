"""The status bar: how far the index is, the zoom, and the page being read under each of its names."""

from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from reader.session import Progress, Session


class StatusBar(QStatusBar):
    """Attributes:
    place: the printed page, the page of the volume, and file and page of the file.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.place = QLabel(self)
        self.place.setToolTip(
            self.tr("Printed page (page of the volume · file and page of the file)")
        )
        self._zoom = QLabel(self)
        self._progress = QProgressBar(self)
        self._progress.setFixedWidth(150)
        self._progress.setMaximumHeight(12)
        self._progress.setTextVisible(False)
        self._progress_text = QLabel(self.tr("Indexing…"), self)
        for widget in (self._progress_text, self._progress, self._zoom, self.place):
            self.addPermanentWidget(widget)
        session.progress_changed.connect(self._on_progress)
        session.message.connect(lambda text: self.showMessage(text, 8000))
        self._on_progress(session.progress)

    def say_zoom(self, zoom: float) -> None:
        """1.0 is 100 %."""
        self._zoom.setText(f"{zoom:.0%}")

    def say_place(self) -> None:
        """Shows the page being read, nothing when there is none."""
        position, volume = self._session.position, self._session.volume
        if position is None or position.document not in volume.order:
            self.place.clear()
            return
        document, page = position.document, position.page
        number = volume.number_of(document, page) + 1
        text = self.tr("p. {0} of {1}").format(number, volume.page_count)
        if file := volume.file_and_page(document, page):
            text = f"{text} · {file}"
        label = self._session.printed_label(document, page)
        self.place.setText(f"{label}  ({text})" if label else text)

    def _on_progress(self, progress: Progress) -> None:
        self._progress.setVisible(progress.running)
        self._progress_text.setVisible(progress.running)
        self._progress.setRange(0, progress.pages)
        self._progress.setValue(progress.done)
