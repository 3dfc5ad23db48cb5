"""Captions and citations, ready to paste."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fundscope.export.citation import FigureTexts, figure_texts
from fundscope.figures import View, make, read_context, seen_as
from fundscope.model import Language
from tests.handmade import CITY, release_of

RELEASE = release_of(**CITY)
CITED_ON = date(2026, 3, 4)


def texts(lang: Language, address: str = "", headline: str | None = None) -> FigureTexts:
    context = seen_as(read_context(RELEASE), View(lang=lang))
    made = make("flows/by_sector", context, RELEASE)
    said = made if headline is None else replace(made, headline=headline)
    return figure_texts(said, context, cited_on=CITED_ON, code="FS-7K3M-9QXD", address=address)


@pytest.mark.parametrize(("lang", "release"), [("en", "Release 7"), ("zh", "第 7 版")])
def test_a_citation_names_release_figure_code_and_day(lang: Language, release: str) -> None:
    """What a reader needs to find the same numbers again."""
    said = texts(lang).plain

    assert release in said
    assert "flows/by_sector" in said
    assert "FS-7K3M-9QXD" in said
    assert ("4 Mar 2026" if lang == "en" else "2026年3月4日") in said


def test_gb7714_has_its_parts_in_their_order() -> None:
    """Author. Title[DS/OL]. Version. (published)[cited]. Address. Offline there is no day of access."""
    online, offline = texts("zh", address="https://funds.example/press").gb7714, texts("zh").gb7714

    assert online.startswith("Fundscope. ")
    assert online.endswith("[DS/OL]. 第 7 版. (2025-01-06)[2026-03-04]. https://funds.example/press.")
    assert offline.endswith("[DS]. 第 7 版. (2025-01-06).")


def test_bibtex_keeps_its_own_signs_out_of_the_words() -> None:
    """Per cent, ampersand and the rest are escaped; the entry closes what it opens."""
    entry = texts("en", headline=r"50% of A&B_#1 {x} $5 ~ \up").bibtex

    assert entry.startswith("@misc{fundscope_flows_by_sector_r7_en,")
    assert r"50\% of A\&B\_\#1 \{x\} \$5 \textasciitilde{} \textbackslash{}up" in entry
    assert "month = jan" in entry
    assert entry.replace(r"\{", "").replace(r"\}", "").count("{") == entry.replace(r"\{", "").replace(
        r"\}", ""
    ).count("}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_caption_is_whole_sentences(lang: Language) -> None:
    """Each part ends with a full stop of its language, and none with two."""
    said = texts(lang).caption
    stop = "." if lang == "en" else "。"

    assert said.endswith(stop)
    assert stop * 2 not in said
