"""Printing: the system's dialog, a range of pages, own notes if wished, progress that can be cancelled."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QCheckBox, QDialog, QProgressDialog, QVBoxLayout, QWidget

from reader.notebook import Item
from reader.print_job import PrintJob
from reader.print_notes import OwnMarks, note_sheets, numbered
from reader.render import RenderService
from reader.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from reader.main_window import MainWindow
    from reader.session import Session

KEY = "print/notes"


class Printing(QObject):
    """The action that prints.

    Attributes:
        job: what is being printed, None when nothing is.
        dialog: the system's dialog while it is open.
    """

    def __init__(
        self,
        window: "MainWindow",
        session: "Session",
        settings: Settings,
        render: RenderService,
        notes: Callable[[], Sequence[Item]],
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.job: PrintJob | None = None
        self.dialog: QPrintDialog | None = None
        self._window = window
        self._session = session
        self._settings = settings
        self._render = render
        self._notes = notes
        self._progress: QProgressDialog | None = None
        self._tab: QWidget | None = None  # the dialog takes it without owning it for Python
        window.connect_action("print", self.ask)
        self._with_notes = window.actions_by_id["print_notes"]
        self._with_notes.setChecked(settings.get(KEY))
        self._with_notes.toggled.connect(lambda on: settings.set(KEY, on))
        settings.changed.connect(self._on_setting_changed)
        session.closed.connect(self.cancel)

    def _on_setting_changed(self, key: str) -> None:
        if key == KEY:
            self._with_notes.setChecked(self._settings.get(KEY))

    def ask(self) -> None:
        """Opens the dialog; what is chosen there is printed while reading goes on."""
        pages = self._session.pages()
        if not pages:
            self._session.message.emit(self.tr("There is nothing to print."))
            return
        if self.job is not None:
            self._session.message.emit(self.tr("Something is being printed already."))
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - when asked for

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._session.title or "Hakusho")
        printer.setPageSize(self._paper(*pages[0]))
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Print"))
        for option in ("PrintToFile", "PrintPageRange", "PrintCurrentPage"):
            dialog.setOption(getattr(QPrintDialog.PrintDialogOption, option))
        dialog.setMinMax(1, len(pages))
        dialog.setFromTo(1, len(pages))
        if hasattr(dialog, "setOptionTabs"):  # where the dialog is Qt's own
            self._tab = self._own_tab()
            dialog.setOptionTabs([self._tab])
        dialog.accepted.connect(lambda: self._on_accepted(printer, dialog))
        dialog.finished.connect(self._on_dialog_closed)
        self.dialog = dialog
        QDialog.open(dialog)

    def cancel(self) -> None:
        """Stops printing."""
        if self.job is not None:
            self.job.cancel()

    def _paper(self, document: int, page: int) -> QPageSize:
        """The usual paper that is nearest to the first page."""
        info = self._render.info(document)
        size = sorted(info.sizes[page]) if info is not None else [595.0, 842.0]
        known = QPageSize.id(
            QSizeF(*size), QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.FuzzyMatch
        )
        usual = QPageSize.PageSizeId.A4 if known is QPageSize.PageSizeId.Custom else known
        return QPageSize(usual)

    def _own_tab(self) -> QWidget:
        tab = QWidget()
        tab.setWindowTitle(self.tr("Own notes"))
        box = QCheckBox(self.tr("Print own highlights, bookmarks and notes"), tab)
        box.setChecked(self._settings.get(KEY))
        box.toggled.connect(lambda on: self._settings.set(KEY, on))
        column = QVBoxLayout(tab)
        column.addWidget(box)
        column.addStretch(1)
        return tab

    def _on_dialog_closed(self) -> None:
        self.dialog = None

    def _on_accepted(self, printer: "QPrinter", dialog: "QPrintDialog") -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - when asked for

        pages = self._session.pages()
        current = self._window.views.active.current_page()
        kind = dialog.printRange()
        if kind == QPrintDialog.PrintRange.CurrentPage and current is not None:
            pages = [current]
        elif kind == QPrintDialog.PrintRange.PageRange:
            pages = chosen(pages, _ranges(printer))
        if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
            pages.reverse()
        self.print(printer, pages)

    def print(self, printer: "QPrinter", pages: Sequence[tuple[int, int]]) -> None:
        """Prints (document, page) after (document, page)."""
        items = self._notes() if self._settings.get(KEY) else ()
        notes = numbered(items, pages)
        sheets = note_sheets(notes, self._sheet_title(), self._page_name)
        marks = OwnMarks(items, notes)
        self.job = PrintJob(printer, pages, self._render, marks, sheets=sheets, parent=self)
        self._progress = progress = QProgressDialog(
            self.tr("Printing…"), self.tr("Cancel"), 0, len(pages), self._window
        )
        progress.setWindowTitle(self.tr("Print"))
        progress.setWindowModality(Qt.WindowModality.NonModal)
        progress.setMinimumDuration(500)
        progress.setAutoReset(False)
        progress.setAutoClose(False)
        progress.setValue(0)
        progress.canceled.connect(self.cancel)
        self.job.progressed.connect(self._on_progressed)
        self.job.ended.connect(lambda completed, failed: self._on_ended(printer, completed, failed))
        self.job.start()

    def _sheet_title(self) -> str:
        title = self.tr("Own notes")
        return f"{title}　{self._session.title}" if self._session.title else title

    def _page_name(self, document: int, page: int) -> str:
        """The printed number, else the place in the volume."""
        label = self._session.printed_label(document, page)
        if label:
            return self.tr("Page {0}").format(label)
        number = self._session.volume.number_of(document, page) + 1
        return self.tr("Page {0} of the volume").format(number)

    def _on_progressed(self, done: int, pages: int) -> None:
        if self._progress is not None:
            self._progress.setLabelText(self.tr("Page {0} of {1} printed").format(done, pages))
            self._progress.setValue(done)

    def _on_ended(self, printer: "QPrinter", completed: bool, failed: int) -> None:
        job, self.job = self.job, None
        if job is not None:
            job.deleteLater()
        progress, self._progress = self._progress, None
        if progress is not None:
            progress.canceled.disconnect(self.cancel)
            progress.close()
            progress.deleteLater()
        name = printer.outputFileName()
        if job is not None and not job.has_begun:
            text = self.tr("The printer does not answer, or the file cannot be written.")
        elif not completed:
            if name:
                with suppress(OSError):
                    Path(name).unlink()
            text = self.tr("Printing was ended before the last page.")
        elif failed:
            text = self.tr("Printed, but {0} pages could not be drawn.").format(failed)
        elif name:
            text = self.tr("Written to {0}").format(Path(name).name)
        else:
            text = self.tr("Sent to the printer")
        self._session.message.emit(text)


def chosen(
    pages: Sequence[tuple[int, int]], ranges: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The pages within some ranges (first, last), counted from 1, each once, in their order."""
    return [
        page
        for number, page in enumerate(pages, 1)
        if any(first <= number <= last for first, last in ranges)
    ]


def _ranges(printer: "QPrinter") -> list[tuple[int, int]]:
    ranges = printer.pageRanges()
    if ranges.isEmpty():
        return [(printer.fromPage(), printer.toPage())]
    last = ranges.lastPage()
    return [(page, page) for page in range(ranges.firstPage(), last + 1) if ranges.contains(page)]
