"""The cache of pictures: budget, pins, stand-ins."""

from PySide6.QtGui import QImage

from index_builder.model import Tone
from reader.pictures import PictureCache, PictureKey, page_pixels


def key(page: int, scale: float = 1.0, rotation: int = 0, *, whole: bool = True) -> PictureKey:
    return PictureKey(0, page, scale, rotation, (0, 0, 10, 10), whole)


def image(side: int = 10) -> QImage:
    return QImage(side, side, QImage.Format.Format_RGB32)


def test_the_longest_unused_goes_first() -> None:
    cache = PictureCache(3 * 400)
    for page in range(3):
        cache.put(key(page), image())
    assert cache.get(key(0)) is not None
    cache.put(key(3), image())
    assert key(1) not in cache
    assert key(0) in cache
    assert cache.bytes == 3 * 400
    assert len(cache) == 3


def test_what_is_visible_stays_whatever_the_budget() -> None:
    cache = PictureCache(100)
    cache.pin([key(0), key(1)])
    for page in range(4):
        cache.put(key(page), image())
    assert key(0) in cache
    assert key(1) in cache
    assert len(cache) == 2


def test_a_smaller_budget_holds_at_once() -> None:
    cache = PictureCache(4 * 400)
    cache.pin([key(1)])
    for page in range(4):
        cache.put(key(page), image())
    cache.budget = 2 * 400
    assert [page for page in range(4) if key(page) in cache] == [1, 3]
    cache.budget = 0
    assert [page for page in range(4) if key(page) in cache] == [1]


def test_what_is_not_at_hand_comes_back_when_it_is_wanted() -> None:
    cache = PictureCache(6 * 400, at_hand=2 * 400)
    pictures = [image() for _ in range(8)]
    for page, picture in enumerate(pictures):
        picture.fill(page)
        cache.put(key(page), picture)
        cache._aside.flush()
    assert cache.at_hand == cache.bytes == 2 * 400
    assert [page for page in range(8) if key(page) in cache] == [6, 7]
    cache.pin([key(2), key(1)])
    assert cache.get(key(2)) == pictures[2]
    assert key(1) not in cache, "it was not among the last six"
    assert [page for page in range(8) if key(page) in cache] == [2, 7]
    cache._aside.flush()
    cache.pin([key(6), key(7), key(5)])
    assert [page for page in range(8) if key(page) in cache] == [5, 6, 7]
    cache.pin([])
    cache.budget = 0
    cache.budget = 6 * 400
    cache.pin([key(page) for page in range(8)])
    assert len(cache) == 0


def test_what_is_outdated_stands_in_until_another_comes() -> None:
    cache = PictureCache(6 * 400, at_hand=2 * 400)
    old, new = image(), image()
    old.fill(1)
    new.fill(2)
    for page in range(3):
        cache.put(key(page), old)
    cache._aside.flush()
    cache.outdate(0, {0, 1})
    assert key(1) not in cache
    assert cache.get(key(1)) == cache.nearest(key(1, 2.0)) == old
    assert key(2) in cache
    cache.pin([key(0)])
    assert cache.get(key(0)) is None, "what was laid aside is not brought back"
    cache.put(key(1), new)
    assert key(1) in cache
    assert cache.get(key(1)) == new
    cache.outdate(0, {2})
    cache.put(key(5), new)
    cache._aside.flush()
    cache.pin([key(2)])
    assert key(2) not in cache, "what is outdated is not laid aside"
    cache.clear()


def test_nothing_of_other_files_is_brought_back() -> None:
    cache = PictureCache(4 * 400, at_hand=400)
    for page in range(3):
        cache.put(key(page), image())
    cache.clear()
    cache.pin([key(page) for page in range(3)])
    assert len(cache) == 0


def test_putting_again_replaces() -> None:
    cache = PictureCache(10_000)
    cache.put(key(0), image(10))
    cache.put(key(0), image(20))
    assert cache.bytes == 1600
    cache.clear()
    assert cache.bytes == 0
    assert cache.nearest(key(0)) is None


def test_the_nearest_size_stands_in() -> None:
    cache = PictureCache(1_000_000)
    small, large = image(10), image(40)
    cache.put(key(0, 1.0), small)
    cache.put(key(0, 4.0), large)
    cache.put(key(0, 2.0, 90), image(20))
    cache.put(key(0, 2.0, whole=False), image(20))
    near = cache.nearest(key(0, 1.5))
    assert near is not None
    assert near.width() == 10
    near = cache.nearest(key(0, 3.0))
    assert near is not None
    assert near.width() == 40
    assert cache.nearest(key(0, 1.0, 180)) is None
    assert cache.nearest(key(1)) is None


def test_pixels_of_a_page_are_never_none() -> None:
    assert page_pixels(595, 842, 4 / 3) == (793, 1123)
    assert page_pixels(0.1, 0.1, 0.1) == (1, 1)


NIGHT = Tone(0xFFFFFF, 0x000000, inverted=True)


def part(x: int, scale: float, tone: Tone | None = None) -> PictureKey:
    return PictureKey(0, 0, scale, 0, (x, 0, 10, 10), whole=False, tone=tone)


def test_parts_of_the_nearest_other_size_stand_in() -> None:
    cache = PictureCache(1_000_000)
    for x, scale in ((0, 4.0), (10, 4.0), (0, 8.0), (0, 5.0)):
        cache.put(part(x, scale), image())
    cache.put(part(0, 4.9, NIGHT), image())
    near = [other for other, _ in cache.parts(part(0, 5.0))]
    assert sorted(near) == [part(0, 4.0), part(10, 4.0)]
    assert [other.scale for other, _ in cache.parts(part(0, 9.0))] == [8.0]
    assert cache.parts(PictureKey(0, 1, 5.0, 0, (0, 0, 10, 10), whole=False)) == []


def test_a_picture_in_other_colours_never_stands_in() -> None:
    cache = PictureCache(1_000_000)
    cache.put(key(0), image())
    assert cache.nearest(key(0)._replace(tone=NIGHT)) is None
