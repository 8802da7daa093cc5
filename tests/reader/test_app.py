"""The command line of the window."""

from pathlib import Path

import pytest

from reader.app import Options, _options, _parser


@pytest.mark.parametrize("arguments", [[], ["a.pdf"], ["a.pdf", "章/b.pdf", ""]])
def test_paths_alone_say_what_the_parser_would_make_of_them(arguments: list[str]) -> None:
    assert _options(arguments) == Options(**vars(_parser().parse_args(arguments)))


def test_options_are_parsed() -> None:
    arguments = ["--new-window", "--screenshot", "x.png", "--", "-a.pdf"]
    assert _options(arguments) == Options(["-a.pdf"], new_window=True, screenshot=Path("x.png"))
    with pytest.raises(SystemExit):
        _options(["a.pdf", "--nonsense"])
