"""Where notes are written to, and which file they are read from."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_target(
    window: QWidget,
    title: str,
    filters: Mapping[str, str],
    proposed: Path,
    chosen: Callable[[Path, str], None],
) -> QFileDialog:
    """Asks for a name; `filters` are what the dialog says of each ending, `chosen` gets path and ending."""
    dialog = QFileDialog(window, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    endings = {text: ending for ending, text in filters.items()}
    dialog.setNameFilters(list(endings))
    dialog.setDirectory(str(proposed.parent))
    dialog.setDefaultSuffix(next(iter(filters)))
    dialog.selectFile(proposed.name)
    dialog.filterSelected.connect(lambda text: dialog.setDefaultSuffix(endings.get(text, "")))
    dialog.fileSelected.connect(
        lambda name: chosen(Path(name), endings.get(dialog.selectedNameFilter(), ""))
    )
    dialog.open()
    return dialog


def ask_source(
    window: QWidget, title: str, filter_: str, folder: Path, chosen: Callable[[Path], None]
) -> QFileDialog:
    """Asks for one file."""
    dialog = QFileDialog(window, title, str(folder), filter_)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog
