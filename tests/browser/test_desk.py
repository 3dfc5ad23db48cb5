"""The data desk in a real Chromium: from upload to publication to restoring, on a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.streamlit_server import CHECKOUT, DASHBOARD, Server, make_sample_store, streamlit_server

Settle = Callable[[Page], None]

# Work under way is watched by the page, so a test waits for what comes of it, on a busy machine too.
expect.set_options(timeout=90_000)

PROJECTS = CHECKOUT / "data" / "sample" / "projects.xlsx"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A dashboard that this test may publish on."""
    store = make_sample_store(tmp_path / "store")
    with streamlit_server(DASHBOARD, tmp_path / "log.txt", {"FUNDSCOPE_STORE": str(store)}) as running:
        yield running


def _changed_copy(path: Path, cell: str, value: object) -> Path:
    """The sample's projects with one cell set otherwise."""
    workbook = openpyxl.load_workbook(PROJECTS)
    workbook.active[cell] = value
    workbook.save(path)
    return path


def _cell_of(column: str) -> str:
    """The address of the first cell of a column in the sample's projects that has a value."""
    titles, *rows = openpyxl.load_workbook(PROJECTS).active.iter_rows(values_only=True)
    place = titles.index(column)
    row = next(number for number, row in enumerate(rows, 2) if row[place] is not None)
    return f"{openpyxl.utils.get_column_letter(place + 1)}{row}"


def _hand_in(page: Page, settle: Settle, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_url("**draft=*")
    settle(page)


def test_a_file_with_an_error_is_not_published(
    open_page: Callable[[str], Page], settle: Settle, tmp_path: Path
) -> None:
    """An enterprise that does not exist is named with its cell, and the button stays shut."""
    page = open_page("/desk")
    cell = _cell_of("企业编号")
    _hand_in(page, settle, _changed_copy(tmp_path / "projects.xlsx", cell, "SAMPLE-E99999"))

    expect(page.get_by_text("Errors have to be mended")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()


def test_a_file_is_published_with_a_reason_and_the_old_release_restored(
    open_page: Callable[[str], Page], settle: Settle, tmp_path: Path
) -> None:
    """A smaller cheque breaks a published total: a warning, let through with a reason; then back again."""
    page = open_page("/desk")
    _hand_in(page, settle, _changed_copy(tmp_path / "projects.xlsx", _cell_of("本轮融资总额（万元）"), None))
    expect(page.get_by_text("0 rows are new, 1 change, 0 go, 166 stay as they are.")).to_be_visible()

    page.get_by_role("button", name="Next: Publish").click()
    settle(page)

    page.reload()
    settle(page)
    page.get_by_label("Your name").first.fill("Li Wei")
    page.get_by_label("Why it is published").first.fill("A round withdrawn")
    page.get_by_role("button", name="Publish", exact=True).dblclick()
    settle(page)
    expect(page.get_by_text("Published as release 2")).to_be_visible()

    page.get_by_text("Release 1,").first.click()
    settle(page)
    page.get_by_label("Your name").last.fill("Li Wei")
    page.get_by_label("Why it is published").last.fill("It was right before")
    page.get_by_role("button", name="Restore release 1").click()
    settle(page)
    expect(page.get_by_text("Release 1 was brought back as release 3.")).to_be_visible()


def test_work_is_cancelled_taken_up_again_and_outlives_a_reload(
    open_page: Callable[[str], Page], tmp_path: Path
) -> None:
    """A list of 29,700 enterprises: cancelled while it is read, gone on with, reloaded at another step."""
    page = open_page("/desk")
    page.locator("input[type=file]").set_input_files(CHECKOUT / "data" / "sample" / "enterprises.xlsx")
    # The field for files has a cancel button of its own, for the upload.
    page.locator("[class*=under-way]").get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled. The file is kept, and nothing has been published.")).to_be_visible()

    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("0 rows are new, 0 change, 0 go, 29,700 stay as they are.")).to_be_visible()

    page.get_by_role("button", name="Which column is what").click()
    expect(page.get_by_role("heading", name="Which column is what")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Which column is what")).to_be_visible()
