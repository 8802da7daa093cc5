"""Plain text among marks of HTML."""

import html

from hypothesis import given
from hypothesis import strategies as st

from reader.markup import escape


@given(st.text() | st.text("&<>\"'ab"))
def test_as_the_standard_library_does_it(text: str) -> None:
    assert escape(text) == html.escape(text)
