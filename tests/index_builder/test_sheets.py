import weakref

import pytest

from index_builder.sheets import Desk, Sheet


class Value:
    def __init__(self, text: str) -> None:
        self.text = text


def encode(value: Value) -> bytes:
    return value.text.encode()


def desk(store: list[bytes], room: int = 2) -> Desk[Value]:
    return Desk(store, encode, lambda data: Value(data.decode()), room)


def test_of_many_values_the_last_few_are_in_memory() -> None:
    store: list[bytes] = []
    laid = desk(store)
    sheets, alive = [], []
    for number in range(10):
        sheets.append(laid.lay(Value(str(number))))
        alive.append(weakref.ref(sheets[-1].value))
    assert [number for number, value in enumerate(alive) if value() is not None] == [8, 9]
    assert [sheet.value.text for sheet in sheets] == [str(number) for number in range(10)]
    assert len(store) == 10


def test_what_was_only_looked_at_is_not_written_again() -> None:
    store: list[bytes] = []
    laid = desk(store, room=1)
    sheets = [laid.lay(Value(text)) for text in "abc"]
    for _ in range(3):
        assert [sheet.value.text for sheet in sheets] == ["a", "b", "c"]
    assert store == [b"a", b"b", b"c"]


@pytest.mark.parametrize("look", [True, False])
def test_a_value_assigned_anew_comes_back(look: bool) -> None:
    laid = desk([], room=1)
    first, second = laid.lay(Value("a")), laid.lay(Value("b"))
    if look:
        assert first.value.text == "a"
    first.value = Value("c")
    assert second.value.text == "b"
    assert first.value.text == "c"


def test_what_cannot_be_written_stays() -> None:
    store: list[bytes] = []
    laid = desk(store, room=1)
    odd = laid.lay(Value("\ud800"))
    for text in "ab":
        laid.lay(Value(text))
    assert odd.value.text == "\ud800"
    assert store == [b"a"]


def test_a_sheet_on_no_desk_holds_its_value() -> None:
    value = Value("a")
    sheet = Sheet(value)
    assert sheet.value is value
    sheet.value = other = Value("b")
    assert sheet.value is other
