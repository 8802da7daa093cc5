"""Links back to a place: written, read, and nothing else taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.place_links import PlaceLink, read_link, write_link

CONTENT = "0123456789abcdef" * 4


@settings(deadline=None)  # how long it takes is the bench's business
@given(st.integers(0, 99_999), st.uuids().map(lambda name: name.hex))
def test_links_come_back(page: int, note: str) -> None:
    for link in (PlaceLink(CONTENT, page, note), PlaceLink(CONTENT, page)):
        assert read_link(write_link(link)) == link


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_a_link_to_a_short_name_comes_back(term: str) -> None:
    link = PlaceLink(CONTENT, 3, term=term)
    assert read_link(write_link(link)) == link


def test_a_name_that_goes_into_no_address_is_left_out() -> None:
    assert write_link(PlaceLink(CONTENT, 1, "a b)")) == f"hakusho://open/{CONTENT}/2"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        f"hakusho://open/{CONTENT}",
        f"hakusho://open/{CONTENT}/0",
        f"hakusho://open/{CONTENT}/-1",
        f"hakusho://open/{CONTENT}/1234567",
        f"hakusho://open/{CONTENT[1:]}/1",
        f"hakusho://open/../../{CONTENT}/1",
        f"hakusho://run/{CONTENT}/1",
        f"hakusho://open/{CONTENT}/1?note=a b",
        f"hakusho://open/{CONTENT}/1\n",
        f"hakusho://open/{CONTENT}/1?term=",
        f"hakusho://open/{CONTENT}/1?term=a b",
        f"hakusho://open/{CONTENT}/1?term=%FF",
        f"hakusho://open/{CONTENT}/1?term=AI&note=1",
    ],
)
def test_what_is_no_link_of_ours_leads_nowhere(text: str) -> None:
    assert read_link(text) is None
