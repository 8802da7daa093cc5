"""The Japanese translation is complete, up to date and compiled."""

import importlib.util
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from reader.actions import ACTIONS
from reader.theme import asset

FILE = asset("i18n", "hakusho_ja.ts")


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the translation that the project's own script has brought up to date."""
    folder = tmp_path_factory.mktemp("i18n")
    shutil.copy(FILE, folder)
    spec = importlib.util.spec_from_file_location("update", FILE.with_name("update.py"))
    assert spec is not None
    assert spec.loader is not None
    update = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(update)
    update.main(folder)
    return folder / FILE.name


def messages(file: Path) -> list[tuple[str, ET.Element]]:
    return [
        (message.findtext("source", ""), message)
        for message in ET.parse(file).getroot().iter("message")
    ]


def test_every_text_is_translated(updated: Path) -> None:
    untranslated = [
        source for source, message in messages(updated) if not message.findtext("translation")
    ]
    assert untranslated == []
    assert len(messages(updated)) > 150


def test_placeholders_survive_translation() -> None:
    for source, message in messages(FILE):
        translation = message.findtext("translation", "")
        assert sorted(re.findall(r"\{\d\}", source)) == sorted(re.findall(r"\{\d\}", translation))


def test_the_compiled_file_is_that_of_the_source(updated: Path) -> None:
    assert updated.with_suffix(".qm").read_bytes() == FILE.with_suffix(".qm").read_bytes()


@pytest.mark.usefixtures("qapp")
def test_no_two_actions_of_a_menu_have_the_same_mnemonic() -> None:
    translator = QTranslator()
    assert translator.load(str(FILE.with_suffix(".qm")))
    for translate in (str, lambda text: translator.translate("Actions", text)):
        for menu in {(spec.menu, spec.submenu) for spec in ACTIONS}:
            letters = [
                re.search(r"&(.)", translate(spec.text)).group(1).upper()
                for spec in ACTIONS
                if (spec.menu, spec.submenu) == menu
            ]
            assert len(letters) == len(set(letters)), (menu, letters)
    assert QCoreApplication.translate("Actions", "&File") == "&File"
