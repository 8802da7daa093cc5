"""What a person reads in a widget, and as which text it counts."""

import unicodedata

from PySide6.QtWidgets import QLabel, QWidget


def shown(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
