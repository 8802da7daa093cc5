"""The sentences of expected failures: names and words are taken out, looked up, and put back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from index_builder.errors import QueryError
from index_builder.query import parse
from reader import failures
from reader.theme import asset
from reader.volume import Failure


@pytest.fixture
def japanese(qapp: QCoreApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(str(asset("i18n", "hakusho_ja.qm")))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize("name", ["a.pdf", "“引用”.pdf", "{0}.pdf", "is damaged"])
def test_a_name_is_put_back_as_it_was(name: str) -> None:
    told = Failure(f"“{name}” is damaged and cannot be read.", "Fetch the file again.")
    sentence = failures.sentence(told)
    assert f"「{name}」" in sentence
    assert "damaged and" not in sentence
    assert "Fetch" not in sentence


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize(
    "query",
    ["in:nowhere", "page:x", "AI OR -生成", "re:/a/ NEAR AI", "AI OR in:note", "re:/(/", "re:/[/"],
)
def test_every_mistake_in_a_query_is_said_in_japanese(query: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(query)
    error = raised.value
    told = Failure(error.message, error.hint, "QueryError")
    for text in filter(None, (told.message, told.hint)):
        assert failures.sentence(Failure(text)) != text


@pytest.mark.usefixtures("japanese")
def test_an_unknown_sentence_is_shown_as_it_came() -> None:
    assert failures.sentence(Failure("Something else.", "Try it.")) == "Something else. Try it."
