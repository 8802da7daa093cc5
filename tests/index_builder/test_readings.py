"""Readings, typed in kana or in Latin letters."""

import pytest

from index_builder.readings import as_reading, typed_reading


@pytest.mark.parametrize(
    "typed", ["さいばー", "サイバー", "ｻｲﾊﾞｰ", "saiba-", "ＳＡＩＢＡ－", "さいば‐"]
)
def test_one_reading_in_many_writings(typed):
    assert typed_reading(typed) == as_reading("サイバー") == "さいば-"


@pytest.mark.parametrize(
    "typed", ["人工", "AI", "nist", "さ", "", "サイバー攻撃", "5.0", "-", "x" * 9]
)
def test_what_is_no_reading(typed):
    assert typed_reading(typed) == ""
