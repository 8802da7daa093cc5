"""What is done less often than it is asked for."""

from pytestqt.qtbot import QtBot

from reader.pacing import Paced


def test_the_first_asking_is_met_at_once_and_of_those_in_a_row_the_last(qtbot: QtBot) -> None:
    asked: list[int] = []
    done: list[int] = []
    paced = Paced(lambda: done.append(asked[-1]), interval=20)
    for number in range(1, 6):
        asked.append(number)
        paced.ask()
    assert done == [1]
    qtbot.waitUntil(lambda: done == [1, 5])
    with qtbot.waitSignal(paced._rest.timeout):
        pass
    assert done == [1, 5]
    asked.append(6)
    paced.ask("why")
    assert done == [1, 5, 6]
