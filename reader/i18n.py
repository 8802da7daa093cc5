"""The language of the window: marking texts for translation, and installing the translation."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from reader.theme import asset


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # lupdate looks for this name
    """Marks `text` for translation; it is translated where it is shown."""
    return text


def install(application: QCoreApplication, language: str) -> None:
    """Translates the application into `language`, "" for the system's; English where there is no file."""
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    own = QTranslator(application)
    if own.load(locale, "hakusho", "_", str(asset("i18n"))):
        application.installTranslator(own)
    qt = QTranslator(application)
    path = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(locale, "qtbase", "_", path):
        application.installTranslator(qt)
