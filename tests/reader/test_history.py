"""The way back and forward over jumps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.history import LIMIT, History, Position


def at(page: int) -> Position:
    return Position(0, page, 0.0, 0.0)


def test_an_empty_history_goes_nowhere() -> None:
    history = History()
    assert not history.can_go_back
    assert not history.can_go_forward
    with pytest.raises(IndexError):
        history.back(at(0))


def test_a_jump_empties_the_way_forward() -> None:
    history = History()
    history.leave(at(1))
    assert history.back(at(2)) == at(1)
    assert history.can_go_forward
    history.leave(at(3))
    assert not history.can_go_forward


def test_leaving_one_place_twice_is_one_entry() -> None:
    history = History()
    history.leave(at(1))
    history.leave(at(1))
    history.back(at(2))
    assert not history.can_go_back


def test_old_entries_are_forgotten() -> None:
    history = History()
    for page in range(LIMIT + 10):
        history.leave(at(page))
    steps = 0
    while history.can_go_back:
        last = history.back(at(-1))
        steps += 1
    assert (steps, last) == (LIMIT, at(10))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.data())
def test_forward_undoes_back(pages: list[int], data: st.DataObject) -> None:
    history = History()
    visited = [pages[0]]
    for page in pages[1:]:
        if page != visited[-1]:
            history.leave(at(visited[-1]))
            visited.append(page)
    steps = data.draw(st.integers(0, len(visited) - 1))
    here = at(visited[-1])
    for _ in range(steps):
        here = history.back(here)
    assert here == at(visited[-1 - steps])
    for _ in range(steps):
        here = history.forward(here)
    assert here == at(visited[-1])
