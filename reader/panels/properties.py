"""What a file says about itself, and what was found to be wrong with its pages."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from index_builder.model import FontInfo, PageIssue
from reader.i18n import QT_TRANSLATE_NOOP
from reader.render import DocumentInfo, RenderService
from reader.render_messages import Answer, FontsRead, ReadFonts
from reader.session import Session

CHUNK = 32
"""Pages whose fonts are asked for at a time: the page in sight never waits long."""

MOST_SIZES = 6
"""So many sizes of pages are listed; scans have hundreds."""

MILLIMETRES = 25.4 / 72
PAPERS = {(148, 210): "A5", (182, 257): "B5", (210, 297): "A4", (257, 364): "B4", (297, 420): "A3"}
"""Usual papers by width and height in millimetres."""

RIGHTS = {
    "print": QT_TRANSLATE_NOOP("Properties", "printing"),
    "print-high-quality": QT_TRANSLATE_NOOP("Properties", "printing in full quality"),
    "copy": QT_TRANSLATE_NOOP("Properties", "copying text and pictures"),
    "accessibility": QT_TRANSLATE_NOOP("Properties", "reading aloud"),
    "annotate": QT_TRANSLATE_NOOP("Properties", "comments"),
    "form": QT_TRANSLATE_NOOP("Properties", "filling in forms"),
    "modify": QT_TRANSLATE_NOOP("Properties", "changing the contents"),
    "assemble": QT_TRANSLATE_NOOP("Properties", "inserting, deleting and turning pages"),
}
"""Permissions of a file (ISO 32000-2, table 22) in words."""

ISSUES = {
    "no-text": QT_TRANSLATE_NOOP(
        "Properties", "There is no text layer: nothing can be found here."
    ),
    "no-unicode": QT_TRANSLATE_NOOP("Properties", "The characters of a font have no meaning."),
    "vertical": QT_TRANSLATE_NOOP("Properties", "The text runs down the page."),
    "orphan-mark": QT_TRANSLATE_NOOP("Properties", "No note was found for the mark {0}."),
    "orphan-note": QT_TRANSLATE_NOOP("Properties", "No mark was found for the note {0}."),
    "unreadable": QT_TRANSLATE_NOOP("Properties", "The page cannot be read."),
}


class PropertiesDialog(QDialog):
    """The files of the volume, one at a time; `document` is shown first."""

    def __init__(
        self,
        session: Session,
        render: RenderService,
        document: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Properties"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 460)
        self._session = session
        self._render = render
        self._document = document
        self._fonts: dict[FontInfo, None] = {}
        self._is_alive = True
        self.files = QComboBox(self)
        for number in session.order:
            self.files.addItem(session.documents[number].path.name, number)
        self.files.setCurrentIndex(self.files.findData(document))
        self.files.setVisible(self.files.count() > 1)
        self.facts = QFormLayout()
        titles = (self.tr("Name"), self.tr("Kind"), self.tr("Embedded"))
        self.fonts = _font_table(titles, self)
        self.issues = QPlainTextEdit(self)
        self.issues.setReadOnly(True)
        self._tabs = QTabWidget(self)
        facts = QWidget(self)
        facts.setLayout(self.facts)
        self._tabs.addTab(facts, self.tr("File"))
        self._tabs.addTab(self.fonts, self.tr("Fonts"))
        self._tabs.addTab(self.issues, self.tr("Pages with issues"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.files, self._tabs, buttons):
            column.addWidget(widget)
        self.files.currentIndexChanged.connect(self._on_chosen)
        session.closed.connect(self.close)
        self._show()

    def _on_chosen(self, index: int) -> None:
        self._document = self.files.itemData(index)
        self._show()

    def _show(self) -> None:
        document = self._session.documents[self._document]
        info = self._render.info(self._document)
        while self.facts.rowCount():
            self.facts.removeRow(0)
        self._fonts.clear()
        self._list_fonts()
        self._add(self.tr("Title"), document.title)
        if info is not None:
            self._add_facts(info)
            self._ask_fonts(0, len(info.sizes))
        self._add(self.tr("File"), document.path.name)
        self._add(self.tr("Folder"), str(document.path.parent))
        issues = document.structure.issues if document.structure is not None else ()
        lines = [self._issue_line(issue) for issue in issues]
        nothing = (
            self.tr("No issues were found.")
            if document.structure is not None
            else self.tr("The index has not reached this file yet.")
        )
        self.issues.setPlainText("\n".join(lines) or nothing)

    def _add_facts(self, info: DocumentInfo) -> None:
        if info.title:
            self._add(self.tr("Title in the file"), info.title)
        self._add(self.tr("Producer"), info.producer or "—")
        self._add(self.tr("Pages"), str(len(info.sizes)))
        self._add(self.tr("Page sizes"), "\n".join(_sizes(info)))
        self._add(self.tr("Encryption"), info.encryption or self.tr("none"))
        allowed = [name for name in RIGHTS if name in info.rights]
        refused = [name for name in RIGHTS if name not in info.rights]
        self._add(self.tr("Allowed"), _in_words(allowed) or "—")
        if refused:
            self._add(self.tr("Not allowed"), _in_words(refused))

    def _add(self, name: str, text: str) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.facts.addRow(name, label)

    def _issue_line(self, issue: PageIssue) -> str:
        label = self._session.printed_label(self._document, issue.page) or str(issue.page + 1)
        sentence = ISSUES.get(issue.kind)
        text = (
            QCoreApplication.translate("Properties", sentence).format(issue.detail)
            if sentence
            else f"{issue.kind}: {issue.detail}"
        )
        return self.tr("p. {0}: {1}").format(label, text)

    # --- fonts --------------------------------------------------------------------------------

    def _ask_fonts(self, first: int, pages: int) -> None:
        """Ask for the fonts of some pages, and after them for those of the next."""
        asked = self._document

        def done(answer: Answer, _picture: QImage | None) -> None:
            if not self._is_alive or asked != self._document:
                return
            if isinstance(answer, FontsRead):
                self._fonts.update(dict.fromkeys(answer.fonts))
                self._list_fonts()
            if first + CHUNK < pages:
                self._ask_fonts(first + CHUNK, pages)

        self._render.ask(ReadFonts(asked, first, min(first + CHUNK, pages) - 1), done, self)

    def _list_fonts(self) -> None:
        fonts = sorted(self._fonts, key=lambda font: (font.name.casefold(), font.kind))
        self.fonts.setRowCount(len(fonts))
        for row, font in enumerate(fonts):
            if font.embedded:
                kept = self.tr("in part") if font.subset else self.tr("whole")
            else:
                kept = self.tr("not embedded")
            for column, text in enumerate((font.name, font.kind, kept)):
                self.fonts.setItem(row, column, QTableWidgetItem(text))

    def done(self, result: int) -> None:
        """Closes the dialog; fonts that are still to come are not waited for."""
        self._is_alive = False
        super().done(result)


def _font_table(titles: Sequence[str], dialog: QDialog) -> QTableWidget:
    table = QTableWidget(0, len(titles), dialog)
    table.setHorizontalHeaderLabels(titles)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _in_words(rights: Iterable[str]) -> str:
    return QCoreApplication.translate("Properties", ", ").join(
        QCoreApplication.translate("Properties", RIGHTS[name]) for name in rights
    )


def _sizes(info: DocumentInfo) -> list[str]:
    """Each size as the page stands, the most frequent first, and how many pages have it."""
    found: Counter[tuple[int, int]] = Counter()
    for size, turn in zip(info.sizes, info.rotations, strict=True):
        width, height = (round(side * MILLIMETRES) for side in size)
        found[(height, width) if turn % 180 else (width, height)] += 1
    return [
        QCoreApplication.translate("Properties", "{0} × {1} mm{2}, pages: {3}").format(
            width, height, _paper(width, height), count
        )
        for (width, height), count in found.most_common(MOST_SIZES)
    ] + (["…"] if len(found) > MOST_SIZES else [])


def _paper(width: int, height: int) -> str:
    for (short, long), name in PAPERS.items():
        if abs(min(width, height) - short) <= 1 and abs(max(width, height) - long) <= 1:
            return f" ({name})"
    return ""
