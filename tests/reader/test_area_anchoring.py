"""Areas, drawings, stickers and bookmarks: by caption, by the text around, by heading, by page."""

import pytest
from msgspec.structs import replace
from test_anchoring import AFTER, BEFORE, OTHER, SENTENCE, edition

from index_builder.model import Caption, Heading, Place, Rect
from reader.anchoring import SURE, Anchored
from reader.area_anchoring import Area, anchor_areas, area_of, moved_bookmark
from reader.edition_text import Edition, EditionText
from reader.records import Bookmark

FIGURE = Rect(50, 100, 250, 200)
MARKED = Rect(100, 120, 150, 180)
CAPTION = Caption(
    "figure", "第１-３-１図", "1-3-1", "論文数の推移", Place(0, (Rect(50, 210, 250, 222),)), FIGURE
)


def with_captions(base: Edition, *captions: Caption) -> Edition:
    return Edition(base.content, replace(base.structure, captions=captions), base.boxes)


def find(area: Area, new: Edition, old: Edition | None = None) -> Anchored:
    return anchor_areas([area], EditionText([new]), EditionText([old]) if old else None)[0]


def old_edition() -> Edition:
    return edition(BEFORE, SENTENCE, AFTER, content="old")


def test_a_figure_takes_its_notes_along() -> None:
    old = with_captions(old_edition(), CAPTION)
    bigger = Rect(100, 300, 500, 500)
    moved = replace(CAPTION, place=Place(2, (Rect(100, 510, 500, 522),)), area=bigger)
    found = find(Area("old", 0, (MARKED,)), with_captions(edition(OTHER, OTHER, OTHER), moved), old)
    assert found.means == "caption"
    assert found.is_sure
    (piece,) = found.pieces
    assert (piece.page, piece.quotation, piece.start) == (2, "", -1)
    assert piece.rects == (Rect(200, 340, 300, 460),)


def test_a_caption_without_an_area_moves_what_stands_beside_it() -> None:
    bare = replace(CAPTION, area=None)
    old = with_captions(old_edition(), bare)
    moved = replace(bare, place=Place(1, (Rect(60, 310, 160, 322),)))
    area = Area("old", 0, (Rect(50, 150, 100, 200),))
    found = find(area, with_captions(edition(OTHER, OTHER), moved), old)
    assert found.pieces[0].rects == (Rect(60, 250, 110, 300),)
    far = Area("old", 0, (Rect(50, 10, 100, 40),))
    assert find(far, with_captions(edition(OTHER, OTHER), moved), old).means != "caption"


def test_a_caption_that_stands_twice_decides_nothing() -> None:
    old = with_captions(old_edition(), CAPTION)
    found = find(
        Area("old", 0, (MARKED,)), with_captions(edition(OTHER, OTHER), CAPTION, CAPTION), old
    )
    assert found.means == "page"
    assert not found.is_sure


def test_a_sticker_moves_with_the_text_beside_it() -> None:
    old = old_edition()
    new = edition(OTHER, BEFORE + SENTENCE + AFTER)
    found = find(Area("old", 1, (Rect(0, 40, 20, 60),)), new, old)
    assert found.means == "surroundings"
    assert found.is_sure
    (piece,) = found.pieces
    assert piece.page == 1
    assert piece.rects == (Rect(10.0 * len(BEFORE), 40, 10.0 * len(BEFORE) + 20, 60),)


def test_without_the_old_text_the_page_is_found_and_the_spot_asked_for() -> None:
    area = Area("old", 4, (MARKED,), BEFORE[-32:], SENTENCE[:32])
    found = find(area, edition(OTHER, OTHER, BEFORE + SENTENCE))
    assert found.means == "surroundings"
    assert 0.5 < found.confidence < SURE
    assert (found.pieces[0].page, found.pieces[0].rects) == (2, (MARKED,))
    assert BEFORE.endswith(found.pieces[0].prefix)


def test_changed_surroundings_still_lead_there() -> None:
    area = Area("old", 0, (MARKED,), BEFORE[-32:], SENTENCE[:32])
    changed = BEFORE.replace("安全性", "信頼性")
    assert find(area, edition(OTHER, changed + SENTENCE)).pieces[0].page == 1


def test_a_page_alone_is_never_sure() -> None:
    area = Area("old", 1, (MARKED,))
    found = find(area, edition(OTHER, OTHER))
    assert (found.means, found.pieces[0].page) == ("page", 1)
    assert not found.is_sure
    old = old_edition()
    old = Edition("old", replace(old.structure, labels=("24", "25", "26")), {0: [], 1: [], 2: []})
    old = Edition("old", replace(old.structure, passages=()), old.boxes)
    new = edition(OTHER, OTHER, OTHER)
    new = Edition("new", replace(new.structure, labels=("23", "24", "25")), new.boxes)
    assert find(area, new, old).pieces[0].page == 2
    assert find(replace(area, page=9), edition(OTHER)).pieces[0].page == 0


def test_nothing_to_go_to() -> None:
    assert find(Area("old", 0, ()), edition()) == Anchored()


@pytest.mark.parametrize(("title", "means"), [("第２節　動向", "heading"), ("私の印", "page")])
def test_a_bookmark_goes_to_the_heading_it_is_named_after(title: str, means: str) -> None:
    new = edition(OTHER, OTHER)
    heading = Heading(2, "第２節", "動向", Place(1, (Rect(50, 70, 100, 80),)))
    new = Edition("new", replace(new.structure, headings=(heading,)), new.boxes)
    mark = Bookmark("b", "old", 0, 33.0, title, "")
    found = find(area_of(mark), new)
    assert found.means == means
    assert not found.is_sure
    moved = moved_bookmark(mark, found.pieces[0])
    wanted = ("new", 1, 70.0) if means == "heading" else ("new", 0, 33.0)
    assert (moved.content, moved.page, moved.y) == wanted
    assert moved.title == title


def test_a_bookmark_moves_with_its_text_where_that_is_at_hand() -> None:
    mark = Bookmark("b", "old", 1, 0.0, "私の印", "")
    found = find(area_of(mark), edition(OTHER, OTHER, BEFORE + SENTENCE + AFTER), old_edition())
    assert found.is_sure
    assert found.pieces[0].page == 2
