"""The sentences of expected failures in the reader's language.

Failures are raised without Qt, in English, with names and words inside. Those are taken out, the
rest is looked up, and they are put back; an unknown sentence is shown as it came.
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
    QT_TRANSLATE_NOOP("Failures", "“{0}” changed while it was read."),
    QT_TRANSLATE_NOOP(
        "Failures",
        "Nothing of it was stored, the other files are; index it again when it is complete.",
    ),
    QT_TRANSLATE_NOOP("Failures", "Fetch the file again."),
    QT_TRANSLATE_NOOP("Failures", "It can be shown, but not searched."),
    QT_TRANSLATE_NOOP("Failures", "Wait for it to end, then try again."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be written: No such file or directory."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be written: Permission denied."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be written: Read-only file system."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be written: No space left on device."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be written: Is a directory."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot follow OR or NEAR."),
    QT_TRANSLATE_NOOP("Failures", "Put what is left out at the end."),
    QT_TRANSLATE_NOOP("Failures", "NEAR joins words, not regular expressions."),
    QT_TRANSLATE_NOOP("Failures", "OR and NEAR join words, not filters."),
    QT_TRANSLATE_NOOP("Failures", "The regular expression is not right: {0}."),
    QT_TRANSLATE_NOOP("Failures", "The regular expression takes too long."),
    QT_TRANSLATE_NOOP("Failures", "Make it simpler."),
    QT_TRANSLATE_NOOP("Failures", "部:, 章:, page: and the like belong to the search of the text."),
    QT_TRANSLATE_NOOP("Failures", "The buttons below filter this list."),
    QT_TRANSLATE_NOOP("Failures", "There is no part “{0}”."),
    QT_TRANSLATE_NOOP("Failures", "There are {0}."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” names no pages."),
    QT_TRANSLATE_NOOP("Failures", "Write 24, 10-40, or p3-p8 for pages of the file."),
    QT_TRANSLATE_NOOP("Failures", "The rights of “{0}” forbid annotating it."),
    QT_TRANSLATE_NOOP("Failures", "Export XFDF or an HTML sheet to print instead."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” is the file itself."),
    QT_TRANSLATE_NOOP("Failures", "Choose another name for the copy."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be written."),
    QT_TRANSLATE_NOOP("Failures", "Bookmarks have no place in this form."),
    QT_TRANSLATE_NOOP("Failures", "Choose Markdown, HTML, CSV or JSON."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” cannot be read."),
    QT_TRANSLATE_NOOP("Failures", "This is no XFDF, or a damaged one."),
    QT_TRANSLATE_NOOP("Failures", "This is XML, but no XFDF."),
    QT_TRANSLATE_NOOP("Failures", "There are no annotations in this file."),
    QT_TRANSLATE_NOOP("Failures", "These annotations are about “{0}”, which is not open."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” is a copy of no file that is open."),
    QT_TRANSLATE_NOOP("Failures", "Open it first."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” holds no notes, or is damaged."),
    QT_TRANSLATE_NOOP("Failures", "“{0}” is too large to be notes."),
    QT_TRANSLATE_NOOP("Failures", "These notes were written by a newer version of Hakusho."),
    QT_TRANSLATE_NOOP("Failures", "Nothing was changed."),
    QT_TRANSLATE_NOOP("Failures", "Nothing was read."),
    QT_TRANSLATE_NOOP("Failures", "This is not a file of corrections."),
    QT_TRANSLATE_NOOP("Failures", "This file was written by a newer version of Hakusho."),
    QT_TRANSLATE_NOOP("Failures", "This file of corrections is damaged; nothing was taken over."),
)
"""What is said about files and queries; {0} stands for a name or a word."""


def sentence(failure: FileFailure) -> str:
    """The message and the hint of a failure, translated where they are known."""
    return " ".join(_translated(text) for text in (failure.message, failure.hint) if text)


def _translated(text: str) -> str:
    for template in SENTENCES:
        before, there, after = template.partition("{0}")
        if not there:
            if text == template:
                return QCoreApplication.translate("Failures", template)
        elif text.startswith(before) and text.endswith(after) and len(text) >= len(template) - 3:
            word = text[len(before) : len(text) - len(after)]
            return QCoreApplication.translate("Failures", template).replace("{0}", word)
    return text
