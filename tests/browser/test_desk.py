"""The data desk in a real Chromium: from upload to publication to restoring, on a store of its own."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from fundscope.ingest import Source, check_files, publish_checked, rules
from fundscope.ingest.learned import learn, recall
from fundscope.ingest.reading import read_file
from fundscope.store import Store
from tests.streamlit_server import CHECKOUT, DASHBOARD, Server, streamlit_server

Settle = Callable[[Page], None]

# Work under way is watched by the page, so a test waits for what comes of it, on a busy machine too.
expect.set_options(timeout=90_000)

PROJECTS = CHECKOUT / "data" / "sample" / "projects.xlsx"


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store behind the dashboard; what a test publishes there stays for those that follow."""
    return Store(str(shutil.copytree(sample_store, tmp_path_factory.mktemp("desk") / "store")))


@pytest.fixture(scope="module")
def server(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard that these tests may publish on."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with streamlit_server(DASHBOARD, log, {"FUNDSCOPE_STORE": store.address}) as running:
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


# What a person corrects, takes back and meets on the way

HEADERS = ("项目编号", "基金编号", "企业编号", "决策日期", "决策金额（万元）")


def _rows(count: int) -> list[list[Any]]:
    return [[f"N{number}", "F01", "SAMPLE-E00001", "2024-06-18", 100 + number] for number in range(count)]


def _step(page: Page, title: str) -> None:
    """Open a step by the words of its line, where it is not the one that opened by itself."""
    heading = page.get_by_role("heading", name=re.compile(rf"^\d+\s*{title}$"))
    line = page.locator("[class*=st-key-open-]").get_by_role("button", name=title)
    expect(heading.or_(line)).to_be_visible()
    if line.is_visible():
        line.click()
    expect(heading).to_be_visible()


def test_a_reading_is_corrected_and_taken_back(
    open_page: Callable[[str], Page], settle: Settle, tmp_path: Path
) -> None:
    """Rows of titles and last row of a workbook; what is no row is refused with the way to write it."""
    workbook = openpyxl.Workbook()
    for row in (["台账"], ["决策", None, None, None, None], [*HEADERS], *_rows(6)):
        workbook.active.append(row)
    workbook.active.title = "一季度"
    workbook.create_sheet("说明")["A1"] = "四月十日前报送"
    workbook.save(tmp_path / "台账.xlsx")
    page = open_page("/desk")
    _hand_in(page, settle, tmp_path / "台账.xlsx")
    _step(page, "How it was read")
    expect(page.get_by_text("6 rows in 5 columns on “一季度”")).to_be_visible()

    page.get_by_text("It lies elsewhere").click()
    page.get_by_label("Rows of titles").fill("第三行")
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_text("Write the rows of titles as numbers")).to_be_visible()

    page.get_by_label("Rows of titles").fill("3")
    page.get_by_label("Last row (0: as found)").fill("7")
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_text("4 rows in 5 columns on “一季度”, titles in row 3.")).to_be_visible()

    page.get_by_role("button", name="Back to what was proposed").click()
    expect(page.get_by_text("6 rows in 5 columns on “一季度”")).to_be_visible()


def test_encoding_and_delimiter_are_set_otherwise(
    open_page: Callable[[str], Page], settle: Settle, tmp_path: Path
) -> None:
    """A wrong choice shows what it makes of the file; an encoding that does not exist has a way back."""
    with (tmp_path / "台账.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADERS, *_rows(40)])
    page = open_page("/desk")
    _hand_in(page, settle, tmp_path / "台账.csv")
    _step(page, "How it was read")
    expect(page.get_by_text("Text in gb18030, parted by “;”.")).to_be_visible()

    page.get_by_text("It lies elsewhere").click()
    settle(page)
    for label, option in (("Encoding", "big5"), ("Parted by", "tab")):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=option, exact=True).click()
        settle(page)
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_text("Text in big5, parted by tab.")).to_be_visible()

    page.get_by_role("combobox", name="Encoding").fill("utf-99")
    page.get_by_role("combobox", name="Encoding").press("Enter")
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_text("utf-99")).to_be_visible()
    page.get_by_role("button", name="Back to what was proposed").click()
    expect(page.get_by_text("1 table, 40 rows.").or_(page.get_by_text("parted by “;”")).first).to_be_visible()


def test_what_was_remembered_is_undone(
    open_page: Callable[[str], Page], settle: Settle, store: Store, tmp_path: Path
) -> None:
    """For this file and for those that follow."""
    headers = [*HEADERS[:4], "我们的钱"]
    workbook = openpyxl.Workbook()
    for row in (headers, *_rows(3)):
        workbook.active.append(row)
    workbook.save(tmp_path / "台账.xlsx")
    said = {"我们的钱": "decided_cny"}
    table = read_file(tmp_path / "台账.xlsx").tables[0]
    learn(store, "projects", table, sender="Wang Fang", fields=said, units={"decided_cny": "cny_10k"})
    page = open_page("/desk")
    _hand_in(page, settle, tmp_path / "台账.xlsx")
    _step(page, "Which column is what")
    expect(page.get_by_text("Remembered from what Wang Fang set")).to_be_visible()
    expect(page.get_by_text("5 of 5 columns go into Projects.")).to_be_visible()

    page.get_by_role("button", name="Do not use this, and forget it").click()
    expect(page.get_by_text("4 of 5 columns go into Projects.")).to_be_visible()
    expect(page.get_by_text("Remembered from what Wang Fang set")).to_be_hidden()
    assert recall(store, "projects", table) is None


def test_the_workbook_handed_back_is_mended_and_handed_in_again(
    open_page: Callable[[str], Page], settle: Settle, tmp_path: Path
) -> None:
    """Three faults; two are mended, and another is made."""
    workbook = openpyxl.Workbook()
    for row in (HEADERS, *_rows(8)):
        workbook.active.append(row)
    sheet = workbook.active
    sheet["C3"], sheet["D4"], sheet["E5"] = "SAMPLE-E99999", "六月", "若干"
    workbook.save(tmp_path / "交回.xlsx")
    page = open_page("/desk")
    _hand_in(page, settle, tmp_path / "交回.xlsx")
    _step(page, "What is wrong")
    with page.expect_download() as handed_back:
        page.get_by_role("button", name="Your file, with every issue marked").click()
    handed_back.value.save_as(tmp_path / handed_back.value.suggested_filename)

    marked = openpyxl.load_workbook(tmp_path / "交回 (checked).xlsx")
    sheet = marked.worksheets[0]
    assert [sheet[cell].comment is not None for cell in ("C3", "D4", "E5", "C2")] == [True, True, True, False]
    sheet["C3"], sheet["D4"], sheet["B6"] = "SAMPLE-E00002", "2024-06-18", "F99"
    marked.save(tmp_path / "交回 (checked).xlsx")
    page = open_page("/desk")
    _hand_in(page, settle, tmp_path / "交回 (checked).xlsx")
    _step(page, "What is wrong")
    expect(page.get_by_text(re.compile(r"^\d+ of \d+ mended, \d+ new\.$"))).to_be_visible()


def test_what_is_published_in_between_is_told_and_the_form_stays_filled_in(
    open_page: Callable[[str], Page], settle: Settle, store: Store, tmp_path: Path
) -> None:
    """Nothing of the other's is overwritten unseen; a second click publishes on what is there now."""
    page = open_page("/desk")
    cell = _cell_of("本轮融资总额（万元）")
    _hand_in(page, settle, _changed_copy(tmp_path / "projects.xlsx", cell, 7_777))
    _step(page, "Publish")
    page.get_by_label("Your name").first.fill("Li Wei")
    page.get_by_label("Why it is published").first.fill("Round corrected")
    between = store.restore(1, author="Zhao", message="As in the beginning")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(f"Since then Zhao has published release {between.number}")).to_be_visible()
    expect(page.get_by_label("Why it is published").first).to_have_value("Round corrected")

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(f"Published as release {between.number + 1}")).to_be_visible()
    assert store.release().base == between.number


def test_a_published_company_match_is_taken_back(
    open_page: Callable[[str], Page], settle: Settle, store: Store, tmp_path: Path
) -> None:
    """To an enterprise that there is; the page then shows the release that came of it."""
    path = tmp_path / "增补.csv"
    row = ["N900", "F01", "无人知晓", "2024-06-18", "100"]
    path.write_text("\n".join([",".join(HEADERS), ",".join(row)]), encoding="utf-8")
    checked = check_files(store, [Source("projects", path)], "add", companies={"无人知晓": "SAMPLE-E00001"})
    reasons = {rule.id: "It is so" for rule in rules()}
    made = publish_checked(store, checked, author="Li Wei", message="One more", reasons=reasons)

    page = open_page("/desk")
    page.get_by_text("Company names matched").click()
    form = page.locator(".st-key-matches [data-testid=stForm]")
    form.get_by_label("Enterprise ID that the rows go to").fill("SAMPLE-E99999")
    form.get_by_label("Your name").fill("Li Wei")
    form.get_by_label("Why it is published").fill("Two companies after all")
    form.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("There is no other enterprise with the ID “SAMPLE-E99999”.")).to_be_visible()

    form.get_by_label("Enterprise ID that the rows go to").fill("SAMPLE-E00002")
    form.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text(f"“无人知晓” was taken back in release {made.number + 1}.")).to_be_visible()
    expect(page.get_by_text(f"Release {made.number + 1},").first).to_be_visible()
    projects = store.read(store.release(), "projects").to_pylist()
    assert [one["enterprise_id"] for one in projects if one["project_id"] == "N900"] == ["SAMPLE-E00002"]
