"""The sentences of expected failures in the reader's language.

Failures are raised without Qt, in English, with the file's name inside. The name is taken out,
the rest is looked up, and the name put back; an unknown sentence is shown as it came.
"""

from PySide6.QtCore import QCoreApplication

from reader.i18n import QT_TRANSLATE_NOOP
from reader.volume import FileFailure

SENTENCES = (
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be opened: No such file or directory."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be opened: Permission denied."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” is empty (0 bytes)."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” is not a PDF."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” is damaged and cannot be read."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” needs a password."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” has no pages that can be read."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” made its reader process crash."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” takes too long to read."),
    QT_TRANSLATE_NOOP("Failures", "Fetch the file again."),
    QT_TRANSLATE_NOOP("Failures", "It can be shown, but not searched."),
    QT_TRANSLATE_NOOP("Failures", "Wait for it to end, then try again."),
)
"""What `index_builder` says about files; “{0}” stands for the name."""


def sentence(failure: FileFailure, name: str = "") -> str:
    """The message and the hint of a failure of the file `name`, translated where that is known."""
    parts = (_translated(text, name) for text in (failure.message, failure.hint) if text)
    return " ".join(parts)


def _translated(text: str, name: str) -> str:
    template = text.replace(f"“{name}”", "“{0}”") if name else text
    if template not in SENTENCES:
        return text
    return QCoreApplication.translate("Failures", template).replace("{0}", name)
