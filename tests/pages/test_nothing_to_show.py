"""What a page says when it has nothing to show: a sentence that tells what to do, and no blank chart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from fundscope import words
from fundscope.model import LANGUAGES, Language
from fundscope.store import Store
from fundscope.ui import PAGES, PageEntry
from fundscope.words import keys
from tests.pages.said import html_of

Visit = Callable[..., AppTest]

# The sentences that say so: their keys end in one of these words.
SAYS_NOTHING = re.compile(r"(^|[._])(nothing|empty|missing|none_yet|no_release|nothing_published)$")
# Nobody has decided or paid anything before any fund was set up.
NOTHING_MATCHES: dict[Language, dict[str, str]] = {
    "en": {"until": "2001-01-01"},
    "zh": {"until": "2001-01-01", "rule": "paid"},
}

every_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)


def _said(app: AppTest) -> str:
    boxes = [box.value for kind in (app.info, app.warning, app.error) for box in kind]
    return "\n".join([html_of(app), *boxes])


def _sentences(lang: Language) -> set[str]:
    """The beginnings of the sentences, up to where a value would be filled in."""
    found = (words.text(key, lang) for key in keys(lang) if SAYS_NOTHING.search(key) and _is_plain(key, lang))
    return {sentence for sentence in found if len(sentence) > 5}


def _is_plain(key: str, lang: Language) -> bool:
    try:
        words.text(key, lang)
    except (KeyError, words.MissingWordsError):
        return False
    return True


def _blank_charts(app: AppTest) -> list[str]:
    """The charts in which nothing is drawn."""
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [str(spec.get("layout", {}))[:80] for spec in specs if not spec.get("data")]


@every_page
def test_a_filter_that_excludes_all_is_answered_with_a_sentence(visit: Visit, entry: PageEntry) -> None:
    """A page either does not heed filters, and is what it was, or says what to do."""
    charts = len(visit(entry.path).get("plotly_chart"))
    for lang, chosen in NOTHING_MATCHES.items():
        app = visit(entry.path, lang=lang, **chosen)
        said = _said(app)

        assert _blank_charts(app) == []
        assert len(app.get("plotly_chart")) == charts or any(
            sentence in said for sentence in _sentences(lang)
        )


@pytest.fixture(scope="session", params=["projects", "enterprises", "published", "funds", "rates"])
def store_without(
    request: pytest.FixtureRequest, sample_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The sample in which one dataset is missing."""
    sample, folder = Store(str(sample_store)), tmp_path_factory.mktemp("without")
    release = sample.release(1)
    tables = {name: sample.read(release, name) for name in release.datasets if name != request.param}
    Store(str(folder)).publish(tables, base=None, author="A. Nalyst", message=f"Without {request.param}")
    return folder


@every_page
def test_a_missing_dataset_leaves_a_page_that_can_be_read(
    visit: Visit, entry: PageEntry, store_without: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never an error box nor a blank chart; what rests on the dataset says that there is nothing."""
    app = visit(entry.path, store=store_without, currency="usd")

    assert _blank_charts(app) == []
    assert words.text("app.name", "en") in html_of(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_that_nobody_has_is_told(visit: Visit, lang: Language) -> None:
    """Not only that nothing matches: which part of the address it is."""
    app = visit("pages/flows.py", lang=lang, fund="F01,F99", district="unknown")
    level = words.text("level.fund", lang)

    assert [box.value for box in app.warning] == [words.text("url.no_code", lang, level=level, code="F99")]
