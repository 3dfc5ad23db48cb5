"""A newsroom's own style: fonts, colours, logo."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fundscope.engine import open_release
from fundscope.export import (
    Brief,
    Exported,
    StyleError,
    brief_docx,
    brief_pdf,
    compose,
    fonts_of,
    house_style,
    keep_style,
    make_brief,
    read_style,
    size_of,
    style_files,
    style_named,
    view_for,
    words_of,
)
from fundscope.export.kept_styles import kept_style, style_hash
from fundscope.export.recolour import recoloured
from fundscope.export.style import HOUSE_STYLE_FILE
from fundscope.export.verify import made_again, verify
from fundscope.figures import View
from fundscope.figures.look import FONT_FAMILY
from fundscope.store import Store
from tests.export.conftest import AT, ExportCity, made_in, publish_city

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="40" height="10"/></svg>'


@pytest.fixture
def own_style(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house style with a red accent, sectors of its own, larger headlines and a logo."""
    folder = tmp_path_factory.mktemp("style")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    text = HOUSE_STYLE_FILE.read_text(encoding="utf-8").replace("headline = 19", "headline = 24")
    text = text.replace("#14508c", "#b00020") + '[drawing.light]\nsectors = ["#111111", "#222222"]\n'
    file = folder / "own.toml"
    file.write_text(text + '[logo]\nfile = "logo.svg"\nheight = 12\n', encoding="utf-8")
    return file


def test_a_style_of_ones_own_is_data(own_style: Path, city_store: Store) -> None:
    """Its colours are in the drawing and round it, its logo at the foot, its sizes in the words."""
    style = read_style(own_style)
    release = open_release(city_store)
    made = made_in(release, "flows/pace", view_for(View(), "article"))
    plot = recoloured(made.plot, "light", style)
    words = words_of(made, release.release.published_at.date(), "FS-0000-0000")
    layout = compose(made, words, size_of("article"), "light", style).plot["layout"]

    assert "#14508c" in str(made.plot)
    assert "#14508c" not in str(plot)
    assert "#b00020" in str(plot)
    assert layout["shapes"][-1]["fillcolor"] == "#b00020"
    assert layout["images"][-1]["source"].startswith("data:image/svg+xml")
    assert {note["font"]["size"] for note in layout["annotations"][-4:]} >= {24}


def test_sectors_take_the_colours_of_the_style(own_style: Path, city_store: Store) -> None:
    """Bar by bar, where the style names them."""
    made = made_in(open_release(city_store), "flows/by_sector", view_for(View(), "article"))
    drawn = str(recoloured(made.plot, "light", read_style(own_style)))

    assert "#111111" in drawn or "#222222" in drawn


def test_the_house_style_leaves_a_drawing_as_it_is(city_store: Store) -> None:
    """The page and the file are one."""
    made = made_in(open_release(city_store), "flows/pace", view_for(View(), "article"))

    assert recoloured(made.plot, "light", house_style()) is made.plot


def test_a_file_in_another_style_is_made_again_once_the_store_keeps_it(
    own_style: Path, export_city: ExportCity, tmp_path: Path
) -> None:
    """Its numbers are as true without; kept, its colours, logo and fonts come from the store alone."""
    store, style = publish_city(tmp_path / "store"), read_style(own_style)
    exported = export_city("flows/pace", "xlsx", style=style)
    verdict = verify(exported.data, "x", store)

    assert verdict.status == "current"
    assert made_again(verdict, store) is None
    keep_style(store, style)
    keep_style(store, style)
    own_style.unlink()
    again = made_again(verdict, store)
    assert again is not None
    assert again.data == exported.data
    kept = kept_style(store, style_hash(style))
    assert kept is not None
    assert (kept.light, kept.logo, kept.light_drawing) == (style.light, style.logo, style.light_drawing)


def test_styles_to_choose_from_are_files_in_a_folder(
    own_style: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The house's own first, then what comes with it, then a newsroom's."""
    monkeypatch.setenv("FUNDSCOPE_STYLES", str(own_style.parent))

    assert list(style_files()) == ["house", "newsprint", own_style.stem]
    assert style_named("house") is house_style()
    assert style_named(own_style.stem) == read_style(own_style)
    assert style_named("newsprint").office_latin == "Georgia"
    with pytest.raises(StyleError):
        style_named("none")


@pytest.mark.parametrize(("suffix", "make"), [("docx", brief_docx), ("pdf", brief_pdf)])
def test_a_brief_in_another_style_is_made_again_once_the_store_keeps_it(
    own_style: Path, tmp_path: Path, suffix: str, make: Callable[[Brief], Exported]
) -> None:
    """Its passport names the style; colours, office fonts and logo are in it, and come from the store."""
    store, style = publish_city(tmp_path / "store"), read_style(own_style)
    release = open_release(store)
    plain = make(make_brief(release, View(), figures=(), made_at=AT))
    exported = make(make_brief(release, View(), figures=(), style=style, made_at=AT))
    verdict = verify(exported.data, f"brief.{suffix}", store)

    assert verdict.status == "current"
    assert f"style={style_hash(style)}" in exported.passport.look
    assert "style" not in plain.passport.look
    assert exported.passport.content_hash != plain.passport.content_hash
    assert made_again(verdict, store) is None
    keep_style(store, style)
    own_style.unlink()
    again = made_again(verdict, store)
    assert again is not None
    assert again.data == exported.data
    if suffix == "docx":
        with zipfile.ZipFile(io.BytesIO(exported.data)) as archive:
            styles = archive.read("word/styles.xml")
            assert any(name.startswith("word/media/") for name in archive.namelist())
        assert b"B00020" in styles
        assert b"14508C" not in styles
        assert style.office_chinese.encode() in styles


def test_a_drawing_names_the_font_of_its_style() -> None:
    """First, for whoever has it; our copies of it are on no other machine."""
    family = fonts_of(style_named("newsprint"), "en").shared_family

    assert family.startswith("'Noto Serif CJK SC', ")
    assert "Fundscope" not in family
    assert fonts_of(house_style(), "en").shared_family == FONT_FAMILY


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[board]", "[bord]", "board"),
        ("headline = 19", "", "headline"),
        ("[fonts]", '[fonts]\nregular = "none.otf"', "none.otf"),
        ("[type]", '[drawing.light]\ncolour = "#000000"\n[type]', "colour"),
        ("[fonts]", "[fonts", "own.toml"),
    ],
)
def test_a_wrong_style_says_what_is_wrong(old: str, new: str, said: str, tmp_path: Path) -> None:
    """By the name of what is missing or unknown."""
    file = tmp_path / "own.toml"
    file.write_text(HOUSE_STYLE_FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(StyleError, match=said):
        read_style(file)


def test_english_and_chinese_have_every_letter_they_need() -> None:
    """The fonts of the house draw what its words are made of, in both weights."""
    fonts = fonts_of(house_style(), "zh")
    if not fonts.regular:
        pytest.skip("No Chinese font on this machine.")

    assert [
        c for c in "基金已决策亿元¥$%·→■–“”" for bold in (False, True) if fonts.face_of(c, bold) is None
    ] == []
