"""What a paper tells about its author, publisher and year: from its title page, its last page, and its file."""

from array import array
from pathlib import Path

import pytest

from index_builder.model import Passage, Structure
from reader.citing import Source
from reader.render import DocumentInfo
from reader.sources import corrected, guessed, is_somebody
from reader.volume import Volume, VolumeDocument

TITLE = "令和７年版 防衛白書"


def document(
    name: str, *texts: tuple[int, str], author: str = "", year: int = 0, title: str = ""
) -> VolumeDocument:
    passages = tuple(
        Passage("body", text, array("i", range(len(text))), ((0, page),)) for page, text in texts
    )
    info = DocumentInfo(((595, 842),), (0,), ("",), "", "", "", (), author, year)
    return VolumeDocument(Path(name), info, None, name, Structure(title, (), passages))


@pytest.mark.parametrize(
    ("author", "somebody"),
    [
        ("文部科学省", True),
        ("山田 太郎", True),
        ("John Smith", True),
        ("OECD", True),
        ("UNESCO", True),
        ("AP108283", False),
        ("DBCJLMBX", False),
        ("Administrator", False),
        ("user", False),
        ("", False),
    ],
)
def test_accounts_are_no_authors(author: str, somebody: bool) -> None:
    assert is_somebody(author) is somebody


def test_an_office_on_the_title_page_is_author_and_publisher() -> None:
    paper = document(
        "a.pdf", (0, TITLE), (0, "防衛省"), (5, "財務省"), author="AP108283", year=2026
    )
    volume = Volume((paper,), (0,), TITLE)
    assert guessed(volume, 0) == Source(TITLE, "防衛省", "防衛省", 2025, "a.pdf")


def test_several_offices_and_a_date_on_the_title_page() -> None:
    paper = document(
        "a.pdf", (0, "ＡＩ事業者ガイドライン"), (0, "令和 6 年 4 月"), (0, "総務省"), (0, "経済産業省"),
        title="ＡＩ事業者ガイドライン", year=2025,
    )  # fmt: skip
    source = guessed(Volume((paper,), (0,)), 0)
    assert (source.author, source.publisher, source.year) == ("総務省・経済産業省",) * 2 + (2024,)


def test_the_last_page_names_the_publisher() -> None:
    paper = document(
        "a.pdf", (0, "文部科学省"), (9, "発行　日経印刷株式会社"), (9, "発行する機関について述べる。")
    )  # fmt: skip
    source = guessed(Volume((paper,), (0,), TITLE), 0)
    assert (source.author, source.publisher) == ("文部科学省", "日経印刷株式会社")


def test_words_in_a_sentence_are_no_office_and_no_date() -> None:
    paper = document("a.pdf", (0, "総務省は令和５年に公表した。"), (0, "前年の令和５年と比べて"))
    source = guessed(Volume((paper,), (0,), "白書"), 0)
    assert (source.author, source.publisher, source.year) == ("", "", 0)


def test_a_file_tells_for_the_others_of_its_publication_alone() -> None:
    files = (
        document("1.pdf", (0, "本文"), title="第１章"),
        document("2.pdf", (0, "本文"), author="文部科学省", year=2024, title="第２章"),
        document("3.pdf", (0, "本文"), title="別の本"),
    )
    volume = Volume(files, (0, 1, 2), "", (0, 0, 1))
    assert guessed(volume, 0) == Source("第１章", "文部科学省", "文部科学省", 2024, "1.pdf")
    assert guessed(volume, 1) == Source("第１章", "文部科学省", "文部科学省", 2024, "2.pdf")
    assert guessed(volume, 2) == Source("別の本", file_name="3.pdf")
    unlinked = Volume(files, (0, 1, 2))
    assert guessed(unlinked, 1).title == "第２章", "what belongs together is not known yet"


def test_a_person_is_no_publisher() -> None:
    paper = document("a.pdf", author="山田 太郎")
    assert guessed(Volume((paper,), (0,), TITLE), 0).publisher == ""


def test_what_the_reader_says_holds_for_each_file_of_its_own_name() -> None:
    guess = Source("a", "b", "c", 1999, "a.pdf")
    said = Source("白書", "", "日経印刷", 2024)
    assert corrected(guess, said) == Source("白書", "", "日経印刷", 2024, "a.pdf")


def test_nothing_is_known_before_a_file_is_open() -> None:
    volume = Volume((VolumeDocument(Path("a.pdf")),))
    assert guessed(volume, 0) == Source("a", file_name="a.pdf")
