"""Opening, describing, reading and drawing of PDFs that are drawn on the spot."""

import os
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from drawn import Drawing, read, save

from index_builder import pdf as module
from index_builder.errors import Damaged, Encrypted, HakushoError, Missing, NotAPdf
from index_builder.model import Link, Rect, Tone
from index_builder.pdf import TEXT_FLAGS, Pdf

Make = Callable[[pymupdf.Document], None]
RED, BLUE = (0, 0, 255), (255, 0, 0)
"""As the pixels are stored: blue, green, red."""


@pytest.fixture
def paper(tmp_path: Path) -> Callable[..., Path]:
    def make(*sizes: tuple[float, float], edit: Make | None = None, **options: object) -> Path:
        document = pymupdf.open()
        for width, height in sizes or ((200, 300),):
            document.new_page(width=width, height=height)
        if edit:
            edit(document)
        path = tmp_path / f"paper-{len(list(tmp_path.iterdir()))}.pdf"
        document.save(path, **options)
        return path

    return make


def pixel(pixels: bytearray, width: int, x: int, y: int) -> tuple[int, ...]:
    return tuple(pixels[4 * (y * width + x) :][:3])


def test_sizes_and_rotations_are_of_the_unturned_crop_box(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document[1].set_rotation(90)
        document[2].set_cropbox(pymupdf.Rect(20, 30, 120, 230))

    with Pdf(paper((200, 300), (200, 300), (200, 300), edit=edit)) as pdf:
        assert pdf.pages == 3
        assert pdf.sizes() == [(200, 300), (200, 300), (100, 200)]
        assert pdf.rotations() == [0, 90, 0]


def test_labels(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document.set_page_labels(
            [
                {"startpage": 1, "prefix": "", "style": "r", "firstpagenum": 4},
                {"startpage": 3, "prefix": "A-", "style": "D", "firstpagenum": 24},
                {"startpage": 5, "prefix": "", "style": "A", "firstpagenum": 27},
                {"startpage": 6, "prefix": "表紙", "style": "", "firstpagenum": 1},
            ]
        )

    with Pdf(paper(*[(100, 100)] * 7, edit=edit)) as pdf:
        assert pdf.labels() == ["", "iv", "v", "A-24", "A-25", "AA", "表紙"]
    with Pdf(paper()) as pdf:
        assert pdf.labels() == [""]


def test_outline_keeps_entries_without_a_page(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document.set_toc([[1, "第１部", -1], [2, "第１章\n 序　説", 2], [1, "附属資料", 3]])

    with Pdf(paper(*[(100, 100)] * 3, edit=edit)) as pdf:
        assert pdf.outline() == [(1, "第１部", -1), (2, "第１章 序　説", 1), (1, "附属資料", 2)]


def test_opening_is_the_first_page_with_text(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document.set_metadata({"title": " 白書\x00 "})
        document[1].insert_text((20, 50), "第1部 総論", fontname="japan")

    path = paper((200, 300), (200, 300), edit=edit)
    with Pdf(path) as pdf:
        opening = pdf.opening()
    assert opening.path == str(path)
    assert opening.pages == 2
    assert opening.title == "白書"
    assert "第1部 総論" in opening.text
    assert opening.labels == ("", "")


def test_the_opening_is_read_as_ever_and_changes_no_drawing(
    white_paper: list[Path], shared: Path
) -> None:
    for path in (*white_paper, *sorted((shared / "corpus" / "japanese").glob("*.pdf"))):
        with Pdf(path) as untouched, Pdf(path) as pdf, pymupdf.open(path) as plain:
            flags = TEXT_FLAGS & ~pymupdf.TEXT_COLLECT_VECTORS
            texts = (page.get_text("text", flags=flags) for page in plain.pages(0, 3))
            assert pdf.opening().text == next((text for text in texts if text.strip()), "")
            assert drawn(pdf) == drawn(untouched)
            assert pdf.page_text(0) == untouched.page_text(0)


def test_after_the_opening_colours_are_those_of_the_profiles(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document[0].draw_rect(document[0].rect, fill=(1, 0, 0, 0))
        document[0].insert_text((20, 50), "1")

    with Pdf(paper((40, 60), edit=edit)) as pdf:
        pdf.opening()
        blue, green, red = pixel(drawn(pdf), 40, 20, 20)

    assert (blue, green, red) != (255, 255, 0)
    assert blue > green > red


def drawn(pdf: Pdf) -> bytearray:
    width, height = (round(side) for side in pdf.sizes()[0])
    pixels = bytearray(4 * width * height)
    pdf.draw(0, 1.0, 0, (0, 0, width, height), pixels)
    return pixels


def test_the_space_beside_a_japanese_character_is_no_blank(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        x = 20.0
        for word, font, width in (("2.1", "helv", 14), ("政府の", "japan", 30), ("IT", "helv", 10)):
            document[0].insert_text((x, 50), word, fontname=font, fontsize=10)
            x += width + 3
        document[0].insert_text((x, 50), "機器", fontname="japan", fontsize=10)

    with Pdf(paper((400, 300), edit=edit)) as pdf:
        page = pdf.page_text(0)

    assert page.text == "2.1 政府のIT機器"
    assert len(page.boxes) == 4 * len(page.text)
    assert page.spans[-1].end == len(page.text)


def test_a_title_nobody_can_read_is_none(paper: Callable[..., Path]) -> None:
    path = paper(edit=lambda d: d.set_metadata({"title": "<4D6963726F736F6674>"}))
    with Pdf(path) as pdf:
        assert pdf.title() == ""


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_links_are_in_unturned_points(paper: Callable[..., Path], turn: int) -> None:
    area = pymupdf.Rect(20, 30, 60, 50)

    def edit(document: pymupdf.Document) -> None:
        to = {"kind": pymupdf.LINK_GOTO, "from": area, "page": 1, "to": pymupdf.Point(0, 0)}
        document[0].insert_link(to)
        web = {"kind": pymupdf.LINK_URI, "from": area, "uri": "https://example.org/"}
        document[0].insert_link(web)
        document[0].set_rotation(turn)

    with Pdf(paper((200, 300), (200, 300), edit=edit)) as pdf:
        rect = Rect(20, 30, 60, 50)
        assert pdf.links(0) == [Link(rect, 1, ""), Link(rect, -1, "https://example.org/")]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_link_tells_how_far_down_its_page_it_leads(paper: Callable[..., Path], turn: int) -> None:
    def edit(document: pymupdf.Document) -> None:
        to = {"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(20, 30, 60, 50), "page": 1}
        document[0].insert_link({**to, "to": pymupdf.Point(10, 100)})
        document[1].set_rotation(turn)

    with Pdf(paper((200, 300), (200, 300), edit=edit)) as pdf:
        (link,) = pdf.links(0)
        assert link.page == 1
        assert link.top == pytest.approx(100)


def test_another_file_is_no_page_of_this_one(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        area, top = pymupdf.Rect(20, 30, 60, 50), pymupdf.Point(0, 0)
        other = {"kind": pymupdf.LINK_GOTOR, "from": area, "file": "b.pdf", "page": 1, "to": top}
        document[0].insert_link(other)
        document[0].insert_link({"kind": pymupdf.LINK_LAUNCH, "from": area, "file": "run.exe"})

    with Pdf(paper((200, 300), (200, 300), edit=edit)) as pdf:
        assert [(link.page, link.uri) for link in pdf.links(0)] == [
            (-1, "file:b.pdf"),
            (-1, "file:run.exe"),
        ]


@pytest.mark.parametrize("own", [0, 90, 180, 270])
@pytest.mark.parametrize("added", [0, 90, 180, 270])
def test_draws_turned_at_the_right_place(paper: Callable[..., Path], own: int, added: int) -> None:
    def edit(document: pymupdf.Document) -> None:
        document[0].draw_rect((20, 30, 60, 50), fill=(1, 0, 0), color=None)
        document[0].set_rotation(own)

    center = {0: (80, 80), 90: (520, 80), 180: (320, 520), 270: (80, 320)}
    total = (own + added) % 360
    width, height = (400, 600) if total % 180 == 0 else (600, 400)
    pixels = bytearray(4 * width * height)
    with Pdf(paper(edit=edit)) as pdf:
        pdf.draw(0, 2.0, added, (0, 0, width, height), pixels)
    assert pixel(pixels, width, *center[total]) == RED
    red = [i for i in range(0, len(pixels), 4) if tuple(pixels[i : i + 3]) == RED]
    assert len(red) == 80 * 40
    assert set(pixels[3::4]) == {255}


def test_draws_a_part_of_a_page(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document[0].draw_rect((100, 100, 150, 150), fill=(0, 0, 1), color=None)

    with Pdf(paper(edit=edit)) as pdf:
        pixels = bytearray(4 * 50 * 40)
        pdf.draw(0, 1.0, 0, (90, 95, 50, 40), pixels)
    assert pixel(pixels, 50, 9, 20) == (255, 255, 255)
    assert pixel(pixels, 50, 11, 20) == BLUE
    assert pixel(pixels, 50, 30, 4) == (255, 255, 255)
    assert pixel(pixels, 50, 30, 6) == BLUE


def test_a_crop_box_with_an_origin_draws_from_its_corner(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document[0].draw_rect((50, 60, 70, 80), fill=(1, 0, 0), color=None)
        document[0].set_cropbox(pymupdf.Rect(40, 50, 140, 150))

    with Pdf(paper(edit=edit)) as pdf:
        pixels = bytearray(4 * 100 * 100)
        pdf.draw(0, 1.0, 0, (0, 0, 100, 100), pixels)
    assert pixel(pixels, 100, 11, 11) == RED
    assert pixel(pixels, 100, 8, 8) == (255, 255, 255)


def test_info_tells_rights(paper: Callable[..., Path]) -> None:
    path = paper(
        encryption=pymupdf.PDF_ENCRYPT_AES_256,
        owner_pw="owner",
        permissions=pymupdf.PDF_PERM_PRINT | pymupdf.PDF_PERM_COPY,
    )
    with Pdf(path) as pdf:
        info = pdf.info()
    assert "AES" in info.encryption
    assert {"print", "copy"} <= set(info.rights)
    assert "modify" not in info.rights


def test_info_tells_who_made_the_file_and_when(paper: Callable[..., Path]) -> None:
    def sign(document: pymupdf.Document) -> None:
        document.set_metadata({"author": "文部科学省", "creationDate": "D:20240523235822Z"})

    with Pdf(paper(edit=sign)) as pdf:
        assert (pdf.info().author, pdf.info().year) == ("文部科学省", 2024)
    with Pdf(paper()) as pdf:
        assert (pdf.info().author, pdf.info().year) == ("", 0)


def test_passwords(paper: Callable[..., Path]) -> None:
    path = paper(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="SaSLprep", owner_pw="x")
    with pytest.raises(Encrypted, match="needs a password"):
        Pdf(path)
    with pytest.raises(Encrypted):
        Pdf(path, "wrong")
    Pdf(path, "SaSLprep").close()
    Pdf(path, "SªSL\u00adprep").close()


def test_files_that_are_none(tmp_path: Path) -> None:
    empty, text, torn = (tmp_path / name for name in ("empty.pdf", "text.pdf", "torn.pdf"))
    empty.write_bytes(b"")
    text.write_text("not a PDF")
    torn.write_bytes(b"%PDF-1.7\n1 0 obj <</Type /Catalog")
    for path, error in (
        (empty, NotAPdf),
        (text, NotAPdf),
        (torn, Damaged),
        (tmp_path / "none.pdf", Missing),
    ):
        with pytest.raises(error, match=path.name):
            Pdf(path)


def test_a_page_that_cannot_be_reached_leaves_the_others(paper: Callable[..., Path]) -> None:
    def edit(document: pymupdf.Document) -> None:
        document.update_object(document.page_xref(1), "null")

    with Pdf(paper((200, 300), (100, 100), (300, 200), edit=edit)) as pdf:
        assert pdf.sizes()[0] == (200, 300)
        assert pdf.sizes()[2] == (300, 200)
        pdf.draw(0, 1.0, 0, (0, 0, 200, 300), bytearray(4 * 200 * 300))
        with pytest.raises(Damaged, match="Page 4"):
            pdf.draw(3, 1.0, 0, (0, 0, 100, 100), bytearray(4 * 100 * 100))


def test_hostile_files_end_in_one_sentence(shared: Path) -> None:
    passwords = {
        "encrypted-aes-256-r6.pdf": "usersecret",
        "encrypted-issue21579.pdf": "pässwört",
        "encrypted-pypdfium2-tests__resources__encrypted.pdf": "test_user",
        "encrypted-saslprep-r6.pdf": "SªSL\u00adprep",
    }
    hanging = "bug1978317.pdf"
    opened = 0
    for path in sorted((shared / "corpus" / "hostile").glob("*.pdf")):
        sentences = []
        try:
            pdf = Pdf(path, passwords.get(path.name, ""))
        except HakushoError as error:
            sentences.append(error.message)
        else:
            opened += 1
            sentences += _go_through(pdf, with_text=path.name != hanging)
        assert all(path.name in sentence for sentence in sentences)
        assert not (sentences and path.name in passwords)
    assert opened > 20


def _go_through(pdf: Pdf, *, with_text: bool) -> list[str]:
    """Ask for everything about the first page; the sentences it fails with."""
    assert len(pdf.sizes()) == len(pdf.rotations()) == len(pdf.labels()) == pdf.pages
    width, height = (max(1, round(side)) for side in pdf.sizes()[0])
    assert width * height < 50_000_000
    try:
        pdf.draw(0, 1.0, 0, (0, 0, width, height), bytearray(4 * width * height))
        if with_text:
            pdf.page_text(0)
            pdf.outline()
    except HakushoError as error:
        return [error.message]
    return []


def test_a_page_with_a_larger_unit_has_its_size_in_points(tmp_path: Path) -> None:
    drawing = Drawing().text(50, 100, "大きな単位").text(560, 100, "外")
    drawing.keys = {"UserUnit": "2", "CropBox": "[0 400 500 840]"}

    path = save(tmp_path / "unit.pdf", drawing)

    (page,) = read(path)
    with Pdf(path) as pdf:
        assert pdf.sizes() == [(page.width, page.height)] == [(1000, 880)]
    assert page.text == "大きな単位"
    assert page.box(0).x0 == 100


def test_pages_read_alike_after_mupdf_let_go_of_its_fonts(
    monkeypatch: pytest.MonkeyPatch, paper: Callable[..., Path]
) -> None:
    def edit(document: pymupdf.Document) -> None:
        for page in document:
            page.insert_text((20, 50), "研究", fontname="japan")
            page.insert_text((20, 80), "Research", fontname="tiro")

    path = paper(*[(200, 300)] * 4, edit=edit)
    with Pdf(path) as pdf:
        kept = list(pdf.texts())
    monkeypatch.setattr(module, "KEPT_PAGES", 1)
    with Pdf(path) as pdf:
        assert list(pdf.texts()) == kept


def test_parts_are_cut_from_the_same_picture(tmp_path: Path) -> None:
    """The parts come from a list of what the page draws, the whole from the page itself."""
    path = tmp_path / "a.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=100, height=80)
        page.draw_circle((50, 40), 33, color=(1, 0, 0), fill=(0, 0.4, 0.9), width=3)
        page.insert_text((8, 20), "第１章", fontname="japan")
        document.save(path)
    with Pdf(path) as pdf:
        whole = bytearray(4 * 300 * 240)
        pdf.draw(0, 3.0, 0, (0, 0, 300, 240), whole)
        for left, top, width, height in (
            (0, 0, 128, 128),
            (128, 128, 172, 112),
            (128, 0, 172, 128),
        ):
            part = bytearray(4 * width * height)
            pdf.draw(0, 3.0, 0, (left, top, width, height), part)
            off = 0
            for row in range(height):
                start = 4 * (300 * (top + row) + left)
                ours = part[4 * width * row : 4 * width * (row + 1)]
                theirs = whole[start : start + 4 * width]
                off = max(off, *(abs(one - other) for one, other in zip(ours, theirs, strict=True)))
            assert off < 24, "edges are smoothed a little differently where a part ends"


NIGHT = Tone(0xE0E0E0, 0x202020, inverted=True)


def recoloured(tmp_path: Path, tone: Tone, picture: tuple[int, int, int, int]) -> bytearray:
    """A page of 100 × 100 with a black square at its left and a photograph of pure red."""
    red = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8))
    red.set_rect(red.irect, (255, 0, 0))
    with pymupdf.open() as document:
        page = document.new_page(width=100, height=100)
        page.draw_rect((10, 10, 30, 30), fill=(0, 0, 0), color=None)
        page.insert_image(picture, pixmap=red, keep_proportion=False)
        document.save(tmp_path / "a.pdf")
    pixels = bytearray(4 * 100 * 100)
    with Pdf(tmp_path / "a.pdf") as pdf:
        pdf.draw(0, 1.0, 0, (0, 0, 100, 100), pixels, tone=tone)
    return pixels


def rgb_at(pixels: bytearray, x: int, y: int) -> tuple[int, int, int]:
    blue, green, red = pixels[4 * (100 * y + x) : 4 * (100 * y + x) + 3]
    return red, green, blue


def test_at_night_paper_is_dark_text_light_and_photographs_stay(tmp_path: Path) -> None:
    pixels = recoloured(tmp_path, NIGHT, (50, 50, 90, 90))
    assert rgb_at(pixels, 5, 95) == pytest.approx((0x20,) * 3, abs=6)
    assert rgb_at(pixels, 20, 20) == pytest.approx((0xE0,) * 3, abs=6)
    assert rgb_at(pixels, 70, 70) == (255, 0, 0)
    assert rgb_at(pixels, 51, 51) == (255, 0, 0)


def test_at_night_a_scan_of_the_page_and_small_marks_become_dark_too(tmp_path: Path) -> None:
    for picture, place in (((0, 0, 100, 100), (70, 70)), ((50, 50, 60, 60), (55, 55))):
        pixels = recoloured(tmp_path, NIGHT, picture)
        assert rgb_at(pixels, *place) != (255, 0, 0)


def test_sepia_is_brown_on_cream(tmp_path: Path) -> None:
    pixels = recoloured(tmp_path, Tone(0x40301C, 0xF1E5CB), (50, 50, 90, 90))
    assert rgb_at(pixels, 5, 95) == pytest.approx((0xF1, 0xE5, 0xCB), abs=1)
    assert rgb_at(pixels, 20, 20) == pytest.approx((0x40, 0x30, 0x1C), abs=1)


def test_a_file_that_shrinks_while_it_is_open_has_damaged_pages_and_no_other_fault(tmp_path):
    path = tmp_path / "a.pdf"
    with pymupdf.open() as document:
        for number in range(40):
            document.new_page().insert_text((72, 100), f"page {number}")
        document.save(path)
    with Pdf(path) as pdf:
        assert "page 0" in pdf.page_text(0).text
        os.truncate(path, path.stat().st_size // 20)
        failures = []
        for page in range(pdf.pages):
            try:
                pdf.page_text(page)
            except Damaged as error:
                failures.append(error.message)
    assert "Page 40 of “a.pdf” is damaged." in failures


@pytest.mark.parametrize("encrypted", [False, True])
def test_annotations_are_drawn_or_hidden_by_their_numbers(
    paper: Callable[..., Path], *, encrypted: bool
) -> None:
    def edit(document: pymupdf.Document) -> None:
        for x, flags in ((10, 4), (60, 4), (110, 6)):
            made = document[0].add_rect_annot((x, 10, x + 40, 50))
            made.set_colors(stroke=(1, 0, 0), fill=(1, 0, 0))
            made.set_flags(flags)
            made.update()

    rights = {
        "encryption": pymupdf.PDF_ENCRYPT_AES_256,
        "owner_pw": "owner",
        "permissions": pymupdf.PDF_PERM_PRINT,
    }
    path = paper((200, 100), edit=edit, **(rights if encrypted else {}))
    before = path.read_bytes()

    def seen(pdf: Pdf, width: int) -> list[bool]:
        """Whether each of the three shows, in the whole page or in a part of it."""
        pixels = bytearray(4 * width * 100)
        pdf.draw(0, 1.0, 0, (0, 0, width, 100), pixels)
        return [pixel(pixels, width, x, 30) == RED for x in (30, 80, 130)]

    with Pdf(path) as pdf:
        first, second, third = [xref for xref, *_ in pdf.handle[0].annot_xrefs()]
        for width in (200, 150):
            assert seen(pdf, width) == [True, True, False]
            pdf.hide([second])
            assert seen(pdf, width) == [True, False, False]
            pdf.hide([first, third])
            assert seen(pdf, width) == [False, True, False]
            pdf.hide([])
            assert seen(pdf, width) == [True, True, False]
    assert path.read_bytes() == before
