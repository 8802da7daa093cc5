from pytestqt.qtbot import QtBot

from reader.panels.bars import Bars


def test_what_a_key_said_is_replaced_and_taken_back(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.say(7, "The disk is full.")
    bars.say(7, "The disk is still full.")
    bars.say(8, "Another sentence.")
    bars.say(-1, "One that stands by itself.")
    assert bars.texts()[0] == "The disk is still full."
    bars.take_back(7)
    assert bars.texts() == ["Another sentence.", "One that stands by itself."]
    bars.take_back(7)
    assert len(bars.texts()) == 2
