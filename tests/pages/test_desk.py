"""The data desk without a browser, on a store of its own that holds the hand-made city."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from fundscope.figures import Moved, View
from fundscope.ingest import Checked
from fundscope.model import check_character, datasets
from fundscope.store import Store
from fundscope.ui.desk import show_change
from fundscope.ui.desk.work import Work
from fundscope.ui.scene import known_releases
from tests.handmade import CITY, table_of
from tests.streamlit_server import DASHBOARD

SECONDS = 30
SECONDS_BETWEEN_LOOKS = 0.1  # or the looks take the processor that the work needs

PROJECTS = "项目编号,基金编号,被投企业,统一社会信用代码,决策日期,决策金额（万元）\n"
FUNDS = "基金编号,基金名称,产业领域,批次,设立年月,基金规模（亿元）\n"
Upload = tuple[str, bytes, str]


def _code(number: int) -> str:
    body = f"91990000MA{number:07d}"
    return body + check_character(body)


ENTERPRISES = [
    {"enterprise_id": "E1", "uscc": _code(1), "name_zh": "示例星河机器人科技有限公司"},
    {"enterprise_id": "E2", "uscc": _code(2), "name_zh": "示例北斗生物医药有限公司"},
    {"enterprise_id": "E3", "uscc": _code(3), "name_zh": "示例青山新材料有限公司"},
]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("FUNDSCOPE_STORE", str(tmp_path / "store"))
    store = Store(str(tmp_path / "store"))
    tables = {name: table_of(name, CITY.get(name, ())) for name in datasets()}
    tables["enterprises"] = table_of("enterprises", ENTERPRISES)
    store.publish(tables, base=None, author="A. Nalyst", message="Made by hand")
    return store


Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def known_moves() -> dict[str, Moved]:
    """What the deliveries of this file move, by what is there before and after."""
    return {}


@pytest.fixture(autouse=True)
def same_moves_once(known_moves: dict[str, Moved], monkeypatch: pytest.MonkeyPatch) -> None:
    """Several tests hand in the same, and to ask every figure before and after takes seconds."""
    what_moves = show_change._what_moves

    def once(checked: Checked, view: View, work: Work) -> Moved:
        states = (checked.candidate.before, checked.candidate.tables)
        told = [{name: table.to_pylist() for name, table in state.items()} for state in states]
        asked = repr((view, told))
        if asked not in known_moves:
            known_moves[asked] = what_moves(checked, view, work)
        return known_moves[asked]

    monkeypatch.setattr(show_change, "_what_moves", once)


@pytest.fixture
def desk(store: Store) -> Open:
    """Open the desk as a visitor: with a draft by its id, or handing in files."""

    def open_desk(*files: tuple[str, str], draft: str = "") -> AppTest:
        app = AppTest.from_file(DASHBOARD, default_timeout=SECONDS)
        if draft:
            app.query_params["draft"] = draft
        _settled(app.switch_page("pages/desk.py").run())
        if files:
            app.file_uploader(key="desk-file").set_value([_upload(*file) for file in files])
            _settled(app.run())
        return app

    return open_desk


def _upload(name: str, content: str) -> Upload:
    return name, content.encode(), "text/csv"


def _settled(app: AppTest) -> AppTest:
    """The page once no work is under way on it."""
    deadline = time.monotonic() + SECONDS
    while "class='fs-busy'" in _said(app):
        assert time.monotonic() < deadline, "Work under way does not end."
        time.sleep(SECONDS_BETWEEN_LOOKS)
        app.run()
    assert not app.exception, app.exception[0].message
    return app


def _said(app: AppTest) -> str:
    """Every sentence of the page."""
    boxes = [*app.error, *app.warning, *app.info, *app.success]
    html = [element.proto.body for element in app.get("html")]
    return "\n".join([*html, *(box.value for box in boxes)])


def _click(app: AppTest, key: str) -> None:
    app.button(key=key).click()
    _settled(app.run())


def _publish(app: AppTest, message: str) -> None:
    author, why = (field for field in app.text_input if field.label in ("Your name", "Why it is published"))
    author.set_value("Li Wei")
    why.set_value(message)
    next(button for button in app.button if button.label == "Publish").click()
    _settled(app.run())


def _give_reasons(app: AppTest) -> None:
    _open_step(app, "issues")
    for field in app.text_input:
        field.set_value("As it is")
    next(button for button in app.button if button.label == "Keep the reasons").click()
    _settled(app.run())


def _open_step(app: AppTest, name: str) -> None:
    if any(button.key == f"open-{name}" for button in app.button):
        _click(app, f"open-{name}")


def _row(number: int, name: str, fund: str = "F01", code: str = "") -> str:
    return f"N{number},{fund},{name},{code},2024-06-18,100\n"


def test_files_that_refer_to_each_other_are_published_together(desk: Open, store: Store) -> None:
    """A fund that is new in one file, and a project of it in the other; each file tells what it is."""
    funds = (
        FUNDS
        + "F01,示例甲基金,ai,1,2023-12,10\nF02,示例乙基金,health,2,2024-06,5\nF03,示例丙基金,ai,2,2024-01,5\n"
    )
    projects = PROJECTS + _row(1, "示例北斗生物医药有限公司", fund="F03")
    app = desk(("项目.csv", projects), ("基金.csv", funds))
    assert "a list of Projects" in _said(app)
    assert "a list of Funds" in _said(app)

    _give_reasons(app)
    _open_step(app, "publish")
    _publish(app, "A third fund")

    assert "Published as release 2" in _said(app)
    assert store.read(store.release(), "projects").column("fund_id").to_pylist() == ["F03"]
    assert store.release().datasets["funds"].rows == 3


class Held:
    """Publications that wait before they write anything, until they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        version_of = Store._version_of

        def waiting(store: Store, *args: Any) -> Any:
            assert self.go.wait(SECONDS)
            return version_of(store, *args)

        monkeypatch.setattr(Store, "_version_of", waiting)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held(monkeypatch)
    yield held
    held.go.set()


def _begun_publishing(app: AppTest) -> None:
    """Give reasons, sign, and click."""
    _give_reasons(app)
    _open_step(app, "publish")
    author, why = (field for field in app.text_input if field.label in ("Your name", "Why it is published"))
    author.set_value("Li Wei")
    why.set_value("Held")
    next(button for button in app.button if button.label == "Publish").click()
    app.run()
    assert "Writing Projects" in _said(app)


def test_publishing_is_seen_from_another_window_and_goes_on(desk: Open, store: Store, held: Held) -> None:
    """After a reload, a lost connection, on another machine: the address shows how far it is."""
    app = desk(("项目.csv", PROJECTS + _row(1, "示例北斗生物医药有限公司")))
    _begun_publishing(app)
    kept = app.query_params["draft"]
    again = AppTest.from_file(DASHBOARD, default_timeout=SECONDS)
    again.query_params["draft"] = kept if isinstance(kept, str) else kept[0]
    again.switch_page("pages/desk.py").run()
    assert "Writing Projects" in _said(again)

    held.go.set()
    _settled(again.run())
    assert "Published as release 2" in _said(again)
    assert store.release().message == "Held"


def test_a_cancelled_publication_leaves_the_store_as_it_was(desk: Open, store: Store, held: Held) -> None:
    """The step says so, and can be taken again."""
    before = store.release()
    app = desk(("项目.csv", PROJECTS + _row(1, "示例北斗生物医药有限公司")))
    _begun_publishing(app)
    app.button(key="desk-publication-cancel").click()
    app.run()
    held.go.set()
    _settled(app.run())

    assert "Cancelled. Nothing has been published" in _said(app)
    assert store.releases() == (before,)
    assert store.read(store.release(), "projects") == store.read(before, "projects")

    _publish(app, "After all")
    assert "Published as release 2" in _said(app)


def test_sheets_of_one_workbook_become_one_list(desk: Open, store: Store) -> None:
    """And two files of projects, checked together: a key that is in both is told with its other place."""
    first, second = (PROJECTS + _row(number, "示例北斗生物医药有限公司") for number in (1, 2))
    app = desk(("甲.csv", first), ("乙.csv", second))
    assert "甲.csv" in _said(app)
    assert "2 tables, 2 rows." in _said(app)
    again = desk(("甲.csv", first), ("丙.csv", first.replace("100", "101")))
    _open_step(again, "issues")
    told = "\n".join(str(frame.value.to_dict()) for frame in again.dataframe)

    assert "also in row 2 of sheet 甲 in 甲.csv" in told


def test_one_delivery_is_published_once(desk: Open, store: Store) -> None:
    """From two windows, the second of which still shows the button."""
    first = desk(("项目.csv", PROJECTS + _row(1, "示例北斗生物医药有限公司")))
    _give_reasons(first)
    _open_step(first, "publish")
    kept = first.query_params["draft"]
    second = desk(draft=kept if isinstance(kept, str) else kept[0])
    _publish(first, "Once")
    _publish(second, "Once")

    assert "Published as release 2" in _said(first)
    assert "Published as release 2" in _said(second)
    assert [release.number for release in store.releases()] == [2, 1]


def test_the_same_step_opens_again_in_another_session(desk: Open) -> None:
    """After a reload, a lost connection, on another machine: the URL is enough."""
    app = desk(("项目.csv", PROJECTS + _row(1, "示例北斗生物医药有限公司")))
    _open_step(app, "columns")
    kept = app.query_params["draft"]
    again = desk(draft=kept if isinstance(kept, str) else kept[0])

    assert "open-columns" not in [button.key for button in again.button]
    assert "open-issues" in [button.key for button in again.button]


def test_a_proposal_is_accepted_and_undone(desk: Open) -> None:
    """A name with one wrong character waits, is accepted, and waits again."""
    app = desk(("项目.csv", PROJECTS + _row(1, "示例星河机器入科技有限公司")))
    assert "0 of 1 companies are matched" in _said(app)
    assert "from no row to 1 row" in _said(app)

    _click(app, "accept-0-0")
    assert "All 1 companies are matched." in _said(app)

    _open_step(app, "companies")
    _click(app, "undo-示例星河机器入科技有限公司")
    assert "0 of 1 companies are matched" in _said(app)


def test_a_file_that_cannot_be_read_is_told_and_kept(desk: Open) -> None:
    app = desk(("空.csv", ""))

    assert "空.csv is empty." in _said(app)
    assert "Hand in another file" in [button.label for button in app.button]


def test_one_of_two_files_is_left_out(desk: Open) -> None:
    app = desk(("空.csv", ""), ("项目.csv", PROJECTS + _row(1, "示例北斗生物医药有限公司")))
    next(button for button in app.button if button.label == "Leave 空.csv out").click()
    _settled(app.run())

    assert "空.csv" not in _said(app)
    assert "All 1 companies are matched." in _said(app)


def test_a_file_taken_for_something_else_says_what_it_looks_like(desk: Open) -> None:
    app = desk(("项目.csv", PROJECTS + _row(1, "示例北斗生物医药有限公司")))
    _open_step(app, "file")
    choice = next(group for group in app.button_group if group.label == "项目.csv is a list of")
    choice.set_value("funds")
    _settled(app.run())
    _open_step(app, "file")

    assert "Is it a list of Projects?" in _said(app)


def test_what_was_published_meanwhile_is_said_and_compared_with(desk: Open, store: Store) -> None:
    """The delivery goes on, on the new release; nothing of it is overwritten unseen."""
    app = desk(("项目.csv", PROJECTS + _row(1, "示例北斗生物医药有限公司")))
    store.publish(
        {"projects": table_of("projects", CITY["projects"][:1])},
        base=1,
        author="Wang Fang",
        message="Only one",
    )
    known_releases.cache_clear()  # as every two seconds
    _settled(app.run())

    assert "Wang Fang has published release 2" in _said(app)
    assert "1 rows are new, 0 change, 1 go" in _said(app)
