"""What was found, numbered through all sections, and the order in which its details are fetched."""

import pytest
from found_here import found, row

from index_builder.found import Kind
from index_builder.model import Part
from reader.requests import CHUNK, FETCH_ALL, Requests
from reader.results import Results, Shelf, place_in, results_of

EXACT = found([row(0, 1), row(0, 2, part=Part.NOTE), row(1, 0)])
FORMS = found([row(1, 5)], Kind.FORM)
NONE = found([], Kind.SYNONYM, "国立標準技術研究所")
NAMED = found([row(0, 3), row(1, 4)], Kind.SYNONYM, "National Institute")


@pytest.fixture
def results() -> Results:
    return results_of(("a", "b"), (EXACT, NONE, NAMED, FORMS))


def test_hits_are_numbered_through_the_sections_that_have_any(results: Results) -> None:
    assert len(results) == 6
    assert [results.section_of(number).found.kind for number in range(6)] == [
        *[Kind.EXACT] * 3,
        *[Kind.SYNONYM] * 2,
        Kind.FORM,
    ]
    assert [results.page(number) for number in range(6)] == [1, 2, 0, 3, 4, 5]
    assert [results.document(number) for number in range(6)] == [0, 0, 1, 0, 1, 1]
    assert [section.is_flat for section in results.sections] == [False, False, True]


@pytest.mark.parametrize("number", [-1, 6])
def test_a_number_of_no_hit_is_refused(results: Results, number: int) -> None:
    with pytest.raises(IndexError):
        results.section_of(number)


def test_parts_are_counted_over_all_sections(results: Results) -> None:
    assert results.parts == {Part.BODY: 5, Part.NOTE: 1}
    assert results.sections[0].numbers(Part.NOTE) == [1]
    assert list(results.sections[1].numbers()) == [3, 4]
    exact, others, _ = results.sections
    assert [list(exact.numbers_of(each)) for each in exact.found.sheaves] == [[0, 1], [2]]
    assert exact.numbers_of(exact.found.sheaves[0], Part.NOTE) == [1]
    assert [list(others.numbers_of(each)) for each in others.found.sheaves] == [[3], [4]]
    assert results.pages == 3


def test_a_hit_is_known_again_when_more_documents_are_searched(results: Results) -> None:
    key = results.key(2)
    grown = results_of(("z", "a", "b"), (found([row(0), row(1), row(2)]),))
    assert grown.find(key) == 2
    assert grown.find(("gone", 0, 4)) == -1
    assert Results().find(key) == -1


def test_the_place_in_ascending_numbers() -> None:
    assert place_in([1, 4, 6], 4) == 1
    assert place_in(range(10, 20), 12) == 2
    assert place_in([1, 4], 3) == -1


def test_a_document_of_no_volume_stands_alone() -> None:
    shelf = Shelf({"a": "甲", "c": "丙"}, (("白書", ("a", "b")),))
    assert shelf.volume_of("b") == ("白書", ("a", "b"))
    assert shelf.volume_of("c") == ("丙", ("c",))


def many(count: int) -> Results:
    return results_of(("a",), (found([row()] * count),))


def test_a_short_answer_is_fetched_whole_and_one_request_at_a_time() -> None:
    results, requests = many(CHUNK + 1), Requests()
    requests.plan(results)
    first = requests.next(results, {})
    assert first is not None
    assert first[1] == list(range(CHUNK))
    assert requests.next(results, {}) is None
    requests.answered()
    last = requests.next(results, {})
    assert last is not None
    assert last[1] == [CHUNK]
    requests.answered()
    assert requests.next(results, {}) is None


def test_of_a_long_answer_only_the_beginning_is_fetched_unasked() -> None:
    results, requests = many(FETCH_ALL + 1), Requests()
    requests.plan(results)
    assert requests.next(results, {}) is not None
    requests.answered()
    assert requests.next(results, {}) is None


def test_what_is_looked_at_comes_first() -> None:
    results, requests = many(500), Requests()
    requests.plan(results)
    requests.want([300, 301])
    requests.want([400, 301])
    wished = requests.next(results, {301: None})
    assert wished is not None
    assert wished[1] == [400, 300]


def test_a_request_is_of_one_section(results: Results) -> None:
    requests = Requests()
    requests.want([1, 4, 2])
    first = requests.next(results, {})
    requests.answered()
    second = requests.next(results, {})
    assert first is not None
    assert second is not None
    assert (first[0].found, first[1]) == (EXACT, [1, 2])
    assert (second[0].found, second[1]) == (NAMED, [1])
