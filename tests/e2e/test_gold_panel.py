"""Popup and side panel on the nine files: what the hand-made truth names is hovered and clicked at its pixels.

One window and one index serve all files; each test goes through one file and lists what was said wrong.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from gold import Spot, Truth, squeezed, truths
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from seen import shown

from index_builder.model import Rect, Structure
from reader.application import Desk
from reader.settings import Settings

LONG = 120_000
FILES = (
    "MEXT Document Jun 11 2024",
    "MEXT Document Jun 11 2024 (1)",
    "MEXT Document Jun 11 2024 (4)",
    "MEXT Document June 11 2024",
    "MEXT Document June 11 2024 (1)",
    "OPE Dev Report Jun 11 2024",
)
"""Those that have a truth; the short names they introduce are looked up in all nine."""

SAMPLE, SEED = 200, 20240611
POPUP_LETTERS = 40
"""So many letters of a note must be in its popup, which may leave out the rest."""


@pytest.fixture(scope="module")
def desk(
    qapp: QApplication,
    white_paper: list[Path],
    library: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """The window on the nine files, with pages, structures and links there."""
    folder = tmp_path_factory.mktemp("desk") / "data"
    shutil.copytree(library, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAKUSHO_DATA", str(folder))
        desk = Desk(Settings(folder / "settings.json"))
        desk.window.resize(1366, 768)
        desk.window.show()
        desk.open([white_paper[0].parent])
        waiter = QtBot(_Request(qapp))
        waiter.waitUntil(lambda: _is_complete(desk), timeout=LONG)
        assert desk.furniture is not None
        desk.furniture.answering.popups[desk.view]._opening.setInterval(1)
        yield desk
        desk.close()


class _Request:
    """What `QtBot` wants of a test, for a bot that outlives one."""

    def __init__(self, application: QApplication) -> None:
        self.application = application
        self.node = self

    def getfixturevalue(self, _name: str) -> object:
        return self.application


def _is_complete(desk: Desk) -> bool:
    return (
        desk.furniture is not None
        and None not in desk.session.structures()
        and desk.furniture.live.index.complete
    )


@pytest.fixture(scope="module")
def told(shared: Path, white_paper: list[Path]) -> dict[str, Truth]:
    """The truths by file."""
    return truths(shared, white_paper)


class Reader:
    """A person with a mouse before the window.

    Attributes:
        wrong: what was said wrong, one line each.
    """

    def __init__(self, qtbot: QtBot, desk: Desk, stem: str) -> None:
        assert desk.furniture is not None
        self.qtbot, self.desk = qtbot, desk
        self.furniture = desk.furniture
        self.wrong: list[str] = []
        self.turn_to(stem)

    def turn_to(self, stem: str) -> None:
        """Reads another file."""
        documents = enumerate(self.desk.session.documents)
        self.document = next(number for number, each in documents if each.path.stem == stem)
        self.desk.session.show_target(None)

    @property
    def structure(self) -> Structure:
        found = self.desk.session.structures()[self.document]
        assert found is not None
        return found

    def visit(self, spot: Spot, in_popup: int = 0) -> None:
        """Hovers and clicks `spot`: popup and panel must say its words, and back must lead back."""
        self.visit_any([spot], in_popup)

    def visit_any(self, spots: list[Spot], in_popup: int = 0) -> None:
        """The same where the words of one of `spots`, which are one place, are enough."""
        spot = spots[0]
        self._compare(spots, "popup", self._hover(spot.page, spot.rect), in_popup)
        self._compare(spots, "panel", self._click(spot.page, spot.rect))
        self._come_back(spot)

    def _compare(self, spots: list[Spot], where: str, said: str, letters: int = 0) -> None:
        wanted = [[squeezed(words)[: letters or None] for words in spot.words] for spot in spots]
        if not any(all(words in squeezed(said) for words in some) for some in wanted):
            words = " or ".join(map("、".join, wanted))
            self.wrong.append(f"{spots[0].name}: the {where} does not say “{words}” but “{said}”")

    def _at(self, page: int, rect: Rect) -> QPoint:
        self.desk.view.go_to(self.document, page, rect)
        return self.desk.view.viewport_rect(self.document, page, rect).center()

    def _hover(self, page: int, rect: Rect) -> str:
        popups, viewport = (
            self.furniture.answering.popups[self.desk.view],
            self.desk.view.viewport(),
        )
        popups.close()
        at = self._at(page, rect)
        self.qtbot.mouseMove(viewport, at + QPoint(1, 0))
        self.qtbot.mouseMove(viewport, at)
        if self.furniture.live.at(self.desk.view.point_at(at.toPointF())) is None:
            return "nothing"
        self.qtbot.waitUntil(popups.popup.isVisible)
        assert not popups.popup.geometry().contains(at)
        return shown(popups.popup)

    def _click(
        self, page: int, rect: Rect, key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> str:
        at = self._at(page, rect)
        self.before = self.desk.view.offset()
        self.qtbot.mouseClick(self.desk.view.viewport(), Qt.MouseButton.LeftButton, key, at)
        self.furniture.references.refresh()
        return shown(self.furniture.references)

    def _come_back(self, spot: Spot) -> None:
        """From where Ctrl+click leads, to the very pixel."""
        session, live = self.desk.session, self.furniture.live
        back = self.desk.window.actions_by_id["back"]
        if self.desk.view.offset() != self.before:
            back.trigger()
        with self.qtbot.waitSignal(session.jump_requested, timeout=0, raising=False) as jumped:
            self._click(spot.page, spot.rect, Qt.KeyboardModifier.ControlModifier)
        before = self.before
        if session.target is None or live.destination(session.target) is None:
            return
        if not jumped.signal_triggered:
            self.wrong.append(f"{spot.name}: Ctrl+click leads nowhere")
            return
        back.trigger()
        if self.desk.view.offset() != before:
            self.wrong.append(f"{spot.name}: back leads to {self.desk.view.offset()}, not {before}")


def fail_with(wrong: list[str]) -> None:
    """Fails with one line for each thing that was said wrong."""
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("stem", FILES)
def test_every_mark_says_its_note(
    qtbot: QtBot, desk: Desk, told: dict[str, Truth], stem: str
) -> None:
    reader = Reader(qtbot, desk, stem)
    truth = told[stem]
    found = {
        (mark.place.page + 1, mark.label): (note, mark)
        for note in reader.structure.footnotes
        for mark in note.marks
    }
    texts = {(n["page"], n["label"]): n["text"] for n in truth.gold["footnotes"]}
    for mark, spot in truth.marks():
        if spot is None:
            key = mark["page"], mark["label"]
            if key not in found or key not in texts:
                reader.wrong.append(f"p. {key[0]}: there is no mark {key[1]}")
                continue
            rect = found[key][1].place.rects[0]
            told_by = Spot(mark["page"] - 1, rect, f"p. {key[0]}, mark {key[1]}", (texts[key],))
            reader.visit(told_by, POPUP_LETTERS)
        else:
            reader.visit(spot, POPUP_LETTERS)
    fail_with(reader.wrong)


@pytest.mark.parametrize("stem", FILES)
def test_every_reference_names_its_target(
    qtbot: QtBot, desk: Desk, told: dict[str, Truth], stem: str
) -> None:
    reader = Reader(qtbot, desk, stem)
    titles = {n: title for truth in told.values() for n, title in truth.captions().items()}
    for reference, drawn in told[stem].references():
        name = f"p. {reference['page']}, {reference['text']}"
        rect = drawn or _reference_rect(reader.structure, reference)
        if rect is None:
            reader.wrong.append(f"{name}: there is no such reference")
            continue
        kind, number = reference["target"].split()
        words = (titles[number],) if kind in {"fig", "table"} and number in titles else ()
        reader.visit(Spot(reference["page"] - 1, rect, name, words or _heading_words(kind)))
    fail_with(reader.wrong)


def _reference_rect(structure: Structure, reference: dict[str, Any]) -> Rect | None:
    for each in structure.references:
        place = each.places[0]
        if each.text == reference["text"] and place.page + 1 == reference["page"]:
            return place.rects[0]
    return None


def _heading_words(kind: str) -> tuple[str, ...]:
    """What a reference to a heading says at least: the word of its label."""
    return ({"part": "部", "chapter": "章", "section": "節", "column": "コラム"}[kind],)


def test_sampled_short_names_say_what_they_mean(
    qtbot: QtBot, desk: Desk, told: dict[str, Truth], white_paper: list[Path]
) -> None:
    reader = Reader(qtbot, desk, FILES[0])
    names = {each["acronym"] for truth in told.values() for each in truth.gold["acronyms"]}
    known = {entry.name for entry in reader.furniture.live.index.links.entries}
    places = []
    for path in white_paper:
        truth = told.get(path.stem) or Truth(path, {})
        reader.turn_to(path.stem)
        own = {each.name for each in reader.structure.definitions} if path.stem not in told else ()
        headers = reader.structure.headers
        for name in sorted(names.difference(own)):
            uses = truth.uses(name, [*names, *known, *(text for _, text in headers)])
            places += [(path.stem, name, page, rect) for page, rect in uses]
    for stem, name, page, rect in sorted(Random(SEED).sample(places, SAMPLE), key=lambda p: p[:3]):
        reader.turn_to(stem)
        said = f"{stem}, p. {page + 1}, {name}"
        reader.visit_any([Spot(page, rect, said, words) for words in _meanings(told, stem, name)])
    fail_with(reader.wrong)


def _meanings(told: dict[str, Truth], stem: str, name: str) -> list[tuple[str, ...]]:
    """What a name may mean: as its own file introduces it, else as any other one does."""
    by_file = {
        file: [each for each in truth.gold["acronyms"] if each["acronym"] == name]
        for file, truth in told.items()
    }
    entries = by_file.get(stem) or [each for some in by_file.values() for each in some]
    return [(name, *filter(None, (e["long_form"], e["expansion"]))) for e in entries]
