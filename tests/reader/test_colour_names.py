"""The names of colours: given, kept, taken back."""

from pathlib import Path

import pytest

from reader.colour_names import LONGEST, NAMES, colour_name, rename_colour
from reader.records import COLOURS
from reader.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def test_each_colour_has_a_name_of_its_own(settings: Settings) -> None:
    assert tuple(NAMES) == COLOURS
    assert len({colour_name(settings, colour) for colour in COLOURS}) == len(COLOURS)


def test_a_name_that_was_given_is_kept_and_taken_back(settings: Settings, tmp_path: Path) -> None:
    rename_colour(settings, "red", "  疑問  ")
    assert colour_name(settings, "red") == "疑問"
    assert colour_name(Settings(tmp_path / "settings.json"), "red") == "疑問"
    assert colour_name(settings, "blue") == "Definition"
    rename_colour(settings, "red", " ")
    assert colour_name(settings, "red") == "Doubtful"


def test_a_name_is_no_longer_than_a_button_bears(settings: Settings) -> None:
    rename_colour(settings, "red", "長" * 100)
    assert colour_name(settings, "red") == "長" * LONGEST


def test_what_a_file_of_settings_may_hold_is_no_fault(settings: Settings) -> None:
    settings.set("notes/colour_names", {"red": 7, "hologram": "?"})
    assert colour_name(settings, "red") == "Doubtful"
    assert colour_name(settings, "a colour of the future") == "Important"
