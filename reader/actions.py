"""One table of everything the reader can be told to do; menus, tool bar and shortcut sheet are made of it.

What an action does is connected in one place, the main window.
"""

from collections.abc import Iterator

from msgspec import Struct
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from reader.i18n import QT_TRANSLATE_NOOP


class ActionSpec(Struct, frozen=True):
    """One action: `menu` is the title of its menu, `keys` the first of which is shown, `icon` a file name.

    `submenu` is the title of the menu within that menu where it stands, "" for none.
    """

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    group: int = 0
    submenu: str = ""


FILE = QT_TRANSLATE_NOOP("Actions", "&File")
EDIT = QT_TRANSLATE_NOOP("Actions", "&Edit")
VIEW = QT_TRANSLATE_NOOP("Actions", "&View")
GO = QT_TRANSLATE_NOOP("Actions", "&Go")
NOTES = QT_TRANSLATE_NOOP("Actions", "&Notes")
HELP = QT_TRANSLATE_NOOP("Actions", "&Help")
PAGE_TOOLS = QT_TRANSLATE_NOOP("Actions", "&Tools on the page")
SIDE_PANEL = QT_TRANSLATE_NOOP("Actions", "Side panel stands")
MENUS = (FILE, EDIT, VIEW, GO, NOTES, HELP)

ACTIONS = (
    ActionSpec("open", FILE, QT_TRANSLATE_NOOP("Actions", "&Open files…"), ("Ctrl+O",), "open"),
    ActionSpec(
        "open_folder", FILE, QT_TRANSLATE_NOOP("Actions", "Open &folder…"), ("Ctrl+Shift+O",)
    ),
    ActionSpec(
        "reading_order", FILE, QT_TRANSLATE_NOOP("Actions", "&Reading order of the files…"), group=1
    ),
    ActionSpec(
        "export_glossary", FILE, QT_TRANSLATE_NOOP("Actions", "E&xport the glossary…"), group=1
    ),
    ActionSpec("print", FILE, QT_TRANSLATE_NOOP("Actions", "&Print…"), ("Ctrl+P",), group=1),
    ActionSpec(
        "print_notes",
        FILE,
        QT_TRANSLATE_NOOP("Actions", "Print with o&wn notes"),
        checkable=True,
        group=1,
    ),
    ActionSpec(
        "export_notes", FILE, QT_TRANSLATE_NOOP("Actions", "&Export notes…"), ("Ctrl+E",), group=1
    ),
    ActionSpec("import_notes", FILE, QT_TRANSLATE_NOOP("Actions", "&Import notes…"), group=1),
    ActionSpec(
        "properties",
        FILE,
        QT_TRANSLATE_NOOP("Actions", "Proper&ties…"),
        ("Alt+Return",),
        group=1,
    ),
    ActionSpec(
        "new_window", FILE, QT_TRANSLATE_NOOP("Actions", "&New window"), ("Ctrl+N",), group=2
    ),
    ActionSpec(
        "close_window", FILE, QT_TRANSLATE_NOOP("Actions", "&Close window"), ("Ctrl+W",), group=2
    ),
    ActionSpec("quit", FILE, QT_TRANSLATE_NOOP("Actions", "&Quit"), ("Ctrl+Q",), group=2),
    ActionSpec("undo", EDIT, QT_TRANSLATE_NOOP("Actions", "&Undo"), ("Ctrl+Z",), group=-1),
    ActionSpec(
        "redo", EDIT, QT_TRANSLATE_NOOP("Actions", "Re&do"), ("Ctrl+Shift+Z", "Ctrl+Y"), group=-1
    ),
    ActionSpec("copy", EDIT, QT_TRANSLATE_NOOP("Actions", "&Copy"), ("Ctrl+C",)),
    ActionSpec(
        "copy_citation",
        EDIT,
        QT_TRANSLATE_NOOP("Actions", "Copy with c&itation"),
        ("Ctrl+Shift+C",),
    ),
    ActionSpec("copy_source", EDIT, QT_TRANSLATE_NOOP("Actions", "Copy citation &only")),
    ActionSpec("copy_picture", EDIT, QT_TRANSLATE_NOOP("Actions", "Copy as pic&ture…")),
    ActionSpec(
        "copy_ruby", EDIT, QT_TRANSLATE_NOOP("Actions", "Copy with &ruby 《》"), checkable=True
    ),
    ActionSpec(
        "copy_marks",
        EDIT,
        QT_TRANSLATE_NOOP("Actions", "Copy with &marks of notes"),
        checkable=True,
    ),
    ActionSpec(
        "select_all", EDIT, QT_TRANSLATE_NOOP("Actions", "Select &all of the page"), ("Ctrl+A",)
    ),
    ActionSpec("source", EDIT, QT_TRANSLATE_NOOP("Actions", "Citation of this pap&er…"), group=2),
    ActionSpec("find", EDIT, QT_TRANSLATE_NOOP("Actions", "&Find"), ("Ctrl+F",), "search", group=1),
    ActionSpec("find_next", EDIT, QT_TRANSLATE_NOOP("Actions", "Next &hit"), ("F3",), group=1),
    ActionSpec(
        "find_previous", EDIT, QT_TRANSLATE_NOOP("Actions", "&Previous hit"), ("Shift+F3",), group=1
    ),
    ActionSpec(
        "zoom_in", VIEW, QT_TRANSLATE_NOOP("Actions", "Zoom &in"), ("Ctrl++", "Ctrl+="), "zoom-in"
    ),
    ActionSpec(
        "zoom_out", VIEW, QT_TRANSLATE_NOOP("Actions", "Zoom &out"), ("Ctrl+-",), "zoom-out"
    ),
    ActionSpec("actual_size", VIEW, QT_TRANSLATE_NOOP("Actions", "&Actual size"), ("Ctrl+0",)),
    ActionSpec(
        "fit_width", VIEW, QT_TRANSLATE_NOOP("Actions", "Fit &width"), ("Ctrl+1",), "fit-width"
    ),
    ActionSpec(
        "fit_page", VIEW, QT_TRANSLATE_NOOP("Actions", "Fit &page"), ("Ctrl+2",), "fit-page"
    ),
    ActionSpec("fit_text", VIEW, QT_TRANSLATE_NOOP("Actions", "Fit &text column"), ("Ctrl+3",)),
    ActionSpec(
        "layout_continuous",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "Pages &below one another"),
        ("Ctrl+4",),
        checkable=True,
        group=1,
    ),
    ActionSpec(
        "layout_single",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "One pa&ge at a time"),
        ("Ctrl+5",),
        checkable=True,
        group=1,
    ),
    ActionSpec(
        "layout_facing",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "&Facing pages"),
        ("Ctrl+6",),
        checkable=True,
        group=1,
    ),
    ActionSpec(
        "rotate_right",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "Turn &clockwise"),
        ("R",),
        group=2,
    ),
    ActionSpec(
        "rotate_left",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "Tur&n counterclockwise"),
        ("Shift+R",),
        group=2,
    ),
    ActionSpec(
        "night",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "Nig&ht colours"),
        ("Ctrl+I",),
        checkable=True,
        group=2,
    ),
    ActionSpec(
        "ruler",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "&Ruler under the line"),
        ("Ctrl+L",),
        checkable=True,
        group=2,
    ),
    ActionSpec(
        "reading_view",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "Rea&ding view"),
        ("Ctrl+R",),
        checkable=True,
        group=2,
    ),
    ActionSpec(
        "larger_text",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "Larger te&xt in the reading view"),
        ("Ctrl+Alt++", "Ctrl+Alt+="),
        group=2,
    ),
    ActionSpec(
        "smaller_text",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "S&maller text in the reading view"),
        ("Ctrl+Alt+-",),
        group=2,
    ),
    ActionSpec(
        "second_view",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "Second &view"),
        ("Ctrl+Shift+2",),
        checkable=True,
        group=2,
    ),
    ActionSpec(
        "left_panel",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "&Left panel"),
        ("F9",),
        "panel-left",
        checkable=True,
        group=3,
    ),
    ActionSpec(
        "side_panel",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "&Side panel"),
        ("F10",),
        "panel-right",
        checkable=True,
        group=3,
    ),
    ActionSpec(
        "panel_right",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "At the &right"),
        checkable=True,
        group=3,
        submenu=SIDE_PANEL,
    ),
    ActionSpec(
        "panel_below",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "&Below the pages"),
        checkable=True,
        group=3,
        submenu=SIDE_PANEL,
    ),
    ActionSpec(
        "panel_floating",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "In a window of its &own"),
        checkable=True,
        group=3,
        submenu=SIDE_PANEL,
    ),
    ActionSpec(
        "full_screen",
        VIEW,
        QT_TRANSLATE_NOOP("Actions", "F&ull screen"),
        ("F11",),
        checkable=True,
        group=3,
    ),
    ActionSpec(
        "presentation", VIEW, QT_TRANSLATE_NOOP("Actions", "Pr&esentation"), ("F5",), group=3
    ),
    ActionSpec(
        "glossary", GO, QT_TRANSLATE_NOOP("Actions", "&Glossary"), ("Ctrl+Shift+G",), group=3
    ),
    ActionSpec(
        "figures",
        GO,
        QT_TRANSLATE_NOOP("Actions", "Figures and &tables"),
        ("Ctrl+Shift+T",),
        group=3,
    ),
    ActionSpec("back", GO, QT_TRANSLATE_NOOP("Actions", "&Back"), ("Alt+Left",), "back"),
    ActionSpec("forward", GO, QT_TRANSLATE_NOOP("Actions", "&Forward"), ("Alt+Right",), "forward"),
    ActionSpec(
        "go_to_page", GO, QT_TRANSLATE_NOOP("Actions", "Go to &page…"), ("Ctrl+G",), group=1
    ),
    ActionSpec(
        "hints",
        GO,
        QT_TRANSLATE_NOOP("Actions", "Pick by &letters"),
        ("Shift+F",),
        group=2,
    ),
    ActionSpec(
        "definition", GO, QT_TRANSLATE_NOOP("Actions", "Go to &definition"), ("F12",), group=2
    ),
    ActionSpec("next_use", GO, QT_TRANSLATE_NOOP("Actions", "Next &use"), ("F4",), group=2),
    ActionSpec(
        "previous_use",
        GO,
        QT_TRANSLATE_NOOP("Actions", "P&revious use"),
        ("Shift+F4",),
        group=2,
    ),
    ActionSpec(
        "bookmark",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Bookmark this place"),
        ("Ctrl+D",),
        "bookmark",
    ),
    ActionSpec("bookmarks", NOTES, QT_TRANSLATE_NOOP("Actions", "Boo&kmarks"), ("Ctrl+Shift+B",)),
    ActionSpec(
        "highlight",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Highlight the selection"),
        ("Ctrl+H",),
        "highlight",
    ),
    ActionSpec(
        "underline",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Underline the selection"),
        ("Ctrl+U",),
    ),
    ActionSpec("squiggly", NOTES, QT_TRANSLATE_NOOP("Actions", "S&quiggle under the selection")),
    ActionSpec(
        "strikeout",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "Str&ike out the selection"),
        ("Ctrl+Shift+U",),
    ),
    ActionSpec(
        "note_on_selection",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "Highlight the selection with a &note"),
        ("Ctrl+Shift+H",),
    ),
    ActionSpec(
        "to_note_bar",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "To the &selection bar"),
        ("Alt+Down",),
    ),
    ActionSpec(
        "note_bar",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "Sho&w the selection bar"),
        checkable=True,
    ),
    ActionSpec(
        "take_over",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Take over the file's own annotations"),
        group=2,
    ),
    ActionSpec(
        "own_name",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "Selection as an &own short name…"),
        ("Ctrl+Shift+D",),
        group=1,
    ),
    ActionSpec(
        "own_mark",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "Selection as the &mark of a note…"),
        group=1,
    ),
    ActionSpec("corrections", NOTES, QT_TRANSLATE_NOOP("Actions", "&Corrections…"), group=1),
    ActionSpec(
        "sticky_note",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Sticky note"),
        ("F2",),
        checkable=True,
        group=2,
        submenu=PAGE_TOOLS,
    ),
    ActionSpec(
        "mark_area",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Area, figure or table"),
        ("F6",),
        checkable=True,
        group=2,
        submenu=PAGE_TOOLS,
    ),
    ActionSpec(
        "text_box",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Text box"),
        ("F7",),
        checkable=True,
        group=2,
        submenu=PAGE_TOOLS,
    ),
    ActionSpec(
        "ink",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Ink"),
        ("F8",),
        checkable=True,
        group=2,
        submenu=PAGE_TOOLS,
    ),
    ActionSpec(
        "erase_ink",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Eraser for ink"),
        ("Shift+F8",),
        checkable=True,
        group=2,
        submenu=PAGE_TOOLS,
    ),
    ActionSpec("all_notes", NOTES, QT_TRANSLATE_NOOP("Actions", "&All notes…"), group=3),
    ActionSpec(
        "restore_notes",
        NOTES,
        QT_TRANSLATE_NOOP("Actions", "&Restore notes from a backup…"),
        group=3,
    ),
    ActionSpec("shortcuts", HELP, QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), ("F1",)),
    ActionSpec("about", HELP, QT_TRANSLATE_NOOP("Actions", "&About Hakusho")),
)


class Actions:
    """The QActions of a window, by id."""

    def __init__(self, parent: QWidget) -> None:
        self._actions = {spec.id: _make(spec, parent) for spec in ACTIONS}

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def of_menu(self, menu: str) -> Iterator[list[tuple[str, QAction]]]:
        """(submenu, action) of a menu, group by group."""
        groups: dict[int, list[tuple[str, QAction]]] = {}
        for spec in ACTIONS:
            if spec.menu == menu:
                member = (spec.submenu, self._actions[spec.id])
                groups.setdefault(spec.group, []).append(member)
        for group in sorted(groups):
            yield groups[group]


def plain_text(text: str) -> str:
    """The translated text of a spec or menu without its mnemonic: (&F) of Japanese menus, & of others."""
    import re  # noqa: PLC0415 - for the shortcut sheet only

    translated = QCoreApplication.translate("Actions", text)
    return re.sub(r"\(&.\)|&", "", translated).rstrip("…")


def _make(spec: ActionSpec, parent: QWidget) -> QAction:
    action = QAction(QCoreApplication.translate("Actions", spec.text), parent)
    action.setObjectName(spec.id)
    action.setCheckable(spec.checkable)
    action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
    if spec.keys:
        keys = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{plain_text(spec.text)} ({keys})")
    return action
