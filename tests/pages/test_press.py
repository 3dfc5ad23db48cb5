"""The press desk without a browser: choosing, lights, words, kit, brief, verifying, register."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from fundscope import words
from fundscope.engine import open_release
from fundscope.export import Exported, export_figure, exports, record
from fundscope.export.register import Export
from fundscope.figures import View, figure_names, make, read_context, seen_as
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store
from tests.pages.said import html_of

Visit = Callable[..., AppTest]
PAGE = "pages/press.py"
FIRST = "flows/by_sector"


@pytest.fixture
def own_store(sample_store: Path, tmp_path: Path) -> Path:
    """For what goes out is entered into its register."""
    return Path(shutil.copytree(sample_store, tmp_path / "store"))


def buttons(app: AppTest) -> dict[str, bool]:
    """The download buttons by their labels, and whether each can be pressed."""
    return {button.proto.label: not button.proto.disabled for button in app.get("download_button")}


def texts(app: AppTest) -> list[str]:
    """The words to paste: what stands between fences."""
    fence = "`" * 12
    return [block for words_ in app.markdown for block in words_.value.split(fence)[1::2]]


def exported(store: Path, kind: Any = "csv") -> Exported:
    release = open_release(Store(str(store)))
    return export_figure(make(FIRST, seen_as(read_context(release), View()), release), release, format=kind)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_chromium_the_page_says_what_to_install_and_the_rest_works(
    visit: Visit, lang: Language
) -> None:
    """The chart of the page stands in the place of the picture; data can be taken, pictures cannot."""
    app = visit(PAGE, lang=lang, figure=FIRST)
    app.button(key="press-draw").click().run()
    found = buttons(app)

    assert words.text("export.no_chrome", lang) in [info.value for info in app.info]
    assert len(app.get("plotly_chart")) == 1
    assert [found[words.text(f"press.format.{kind}", lang)] for kind in ("png", "svg", "pdf")] == [False] * 3
    assert [found[words.text(f"press.format.{kind}", lang)] for kind in ("xlsx", "pptx", "csv")] == [True] * 3


def test_words_to_paste_stand_in_both_languages(visit: Visit) -> None:
    """Caption, alternative text, three citations; an edited headline is cited in its own language."""
    app = visit(PAGE, figure=FIRST)
    app.text_area[0].set_value("Half goes to health").run()
    blocks = texts(app)

    assert len(blocks) == 10
    assert sum("Half goes to health" in block for block in blocks) == 4
    assert sum("已决策的资金中" in block for block in blocks) == 4


def test_lights_are_told_with_their_reasons(visit: Visit) -> None:
    """What is amber stands first, what could not be checked without a picture says so."""
    page = html_of(visit(PAGE, figure=FIRST))

    assert page.count("fs-light fs-light-") == 11
    assert words.text("light.sample.sample", "en") in page
    assert words.text("light.overlaps.no_picture", "en") in page
    assert page.index("fs-light-look") < page.index("fs-light-good")


def test_a_figure_for_outside_is_held_against_what_went_out(visit: Visit) -> None:
    """One light more, where small cells are hidden."""
    page = html_of(visit(PAGE, figure=FIRST, small_cells="hidden"))

    assert page.count("fs-light fs-light-") == 12
    assert words.text("light.differencing.title", "en") in page


def test_a_figure_that_cannot_go_out_has_a_sentence_and_no_buttons(visit: Visit) -> None:
    """With small cells hidden the flow tells too much."""
    app = visit(PAGE, figure="flows/flow", small_cells="hidden")

    assert "cannot go out" in app.info[0].value
    assert buttons(app) == {}


def test_a_kit_is_made_with_its_register_entries(visit: Visit, own_store: Path) -> None:
    """Of the figures and formats chosen; the button to take it says how many files it holds."""
    app = visit(PAGE, store=own_store, part="kit")
    app.multiselect(key="press-kit-figures").set_value([FIRST])
    formats: Any = next(group for group in app.get("button_group") if group.key == "press-kit-formats")
    formats.set_value(["csv", "png"])
    app.run()
    app.text_input(key="press-by").set_value("Press office")
    app.button(key="press-kit-make").click().run()
    made = exports(Store(str(own_store)))

    assert not app.exception
    assert any("7 files" in label for label in buttons(app))
    assert "2 files are missing" in app.warning[0].value
    assert {(entry.figure, entry.exported_by) for entry in made} == {(FIRST, "Press office")}


def test_the_brief_can_be_taken_in_both_forms(visit: Visit) -> None:
    """In any of the house styles."""
    app = visit(PAGE, part="brief", lang="zh")

    assert list(app.selectbox(key="press-brief-style").options) == ["Fundscope", "报刊（衬线体）"]
    assert buttons(app) == {
        words.text("press.brief.docx", "zh"): True,
        words.text("press.brief.pdf", "zh"): True,
    }


def test_a_file_that_is_dropped_is_judged(visit: Visit, sample_store: Path) -> None:
    """Current; one letter changed: altered; something else: unknown."""
    app, file = visit(PAGE, part="verify"), exported(sample_store)
    said = []
    for data in (file.data, file.data.replace(b"42", b"43"), b"a shopping list"):
        app.file_uploader[0].upload("figure.csv", data).run()
        boxes = [*app.success, *app.warning, *app.error, *app.info]
        said.append(boxes[0].value.split("**")[1])

    assert said == ["Current.", "Altered.", "Unknown."]


def test_a_code_is_found_in_the_register(visit: Visit, own_store: Path) -> None:
    """As it is read off a screenshot."""
    passport = exported(own_store).passport
    record(
        Store(str(own_store)),
        [
            Export(
                exported_at=datetime(2026, 5, 4, tzinfo=UTC), figure=FIRST, view=passport.view,
                release=passport.release, code=passport.code, numbers_hash=passport.numbers_hash,
                headline="A headline", formats="png", exported_by="Press office",
            )
        ],
    )  # fmt: skip
    app = visit(PAGE, store=own_store, part="verify")
    app.text_input(key="press-verify-code").set_value(passport.code.lower()).run()
    listed = html_of(visit(PAGE, store=own_store, part="register"))

    assert "Current." in app.success[0].value
    assert passport.code in listed
    assert "A headline" in listed


@pytest.mark.parametrize("name", figure_names())
def test_every_figure_stands_on_the_desk(visit: Visit, name: str) -> None:
    """With its words and its buttons, whatever it draws."""
    app = visit(PAGE, figure=name)

    assert app.selectbox(key="press-figure").value == name
    assert len(texts(app)) == 10
