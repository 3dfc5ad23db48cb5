"""How the numbers are made and where they come from: the parts of the method page."""

from __future__ import annotations

from html import escape

import streamlit as st

from fundscope import words
from fundscope.model import Column, Dataset, datasets
from fundscope.ui.facts import facts, show_facts
from fundscope.ui.html_table import html_table, link, show_html_table
from fundscope.ui.scene import Scene, known_releases, release_numbers

_DEFINED = (
    "decided", "paid", "size", "unplaced", "project", "attracted", "enterprise", "sector", "district",
    "unknown", "dollars", "location_quotient", "hhi", "gap",
)  # fmt: skip

# In the order in which a reader asks for them; a subject that is not listed here comes last.
_SUBJECTS = (
    "funds", "fund", "hnte", "hnte_haidian", "srdi", "little_giant", "unicorn", "rd_intensity", "gdp", "zgc",
    "guidance_funds", "new_fund", "named_investment", "rate", "forum",
)  # fmt: skip


def section(scene: Scene, name: str) -> None:
    """The heading of a part of the page, and what it is for."""
    title, about = scene.text(f"method.{name}.title"), scene.text(f"method.{name}.about")
    st.html(
        f"<section class='fs-figure'><h2>{escape(title)}</h2><p class='fs-sub'>{escape(about)}</p></section>"
    )


def show_definitions(scene: Scene) -> None:
    """What each word of the pages means."""
    section(scene, "definitions")
    st.html(scene.once("definitions", lambda: _terms(scene)))


def _terms(scene: Scene) -> str:
    terms = "".join(
        f"<dt>{escape(scene.text(f'definition.{name}.term'))}</dt>"
        f"<dd>{escape(scene.text(f'definition.{name}.words'))}</dd>"
        for name in _DEFINED
    )
    return f"<dl class='fs-terms'>{terms}</dl>"


def show_reconciliation(scene: Scene) -> None:
    """Every total of the records beside the published figure that it must equal."""
    section(scene, "reconciliation")
    st.html(scene.once("reconciliation", lambda: _reconciliation(scene)))


def _reconciliation(scene: Scene) -> str:
    context = scene.context

    def written(value: object, unit: str) -> str:
        return escape(context.money(value, digits=5) if unit == "cny" else context.number(value))  # type: ignore[arg-type]

    rows = []
    for figure in context.published:
        agrees = figure.difference == 0
        difference = scene.text("published.agrees") if agrees else written(figure.difference, figure.unit)
        rows.append(
            (
                escape(figure.label[scene.view.lang]),
                written(figure.value, figure.unit),
                written(figure.record_value, figure.unit),
                f"<span class='fs-{'agrees' if agrees else 'differs'}'>{difference}</span>",
                link(context.citation(figure), figure.url),
            )
        )
    columns = ("label", "published", "records", "difference", "source")
    titles = [scene.text(f"fact.{column}") for column in columns]
    table = html_table(scene.text("method.reconciliation.title"), titles, rows, numeric=(1, 2))
    return f"<div class='fs-facts'>{table}</div>"


def show_published(scene: Scene) -> None:
    """Every published figure, by subject, with status, note and citation."""
    section(scene, "published")
    present = dict.fromkeys(row.subject for row in facts(scene))
    ordered = [name for name in _SUBJECTS if name in present]
    for subject in [*ordered, *(name for name in present if name not in _SUBJECTS)]:
        title = scene.text(f"subject.{subject}")
        shown = st.expander(title, key=f"facts-{subject}", expanded=subject == "funds", on_change="rerun")
        if shown.open:
            with shown:
                show_facts(scene, title, subject)


def show_dictionary(scene: Scene) -> None:
    """Every dataset and column, from the declarations that also read the workbooks."""
    section(scene, "dictionary")
    for name, dataset in datasets().items():
        title = dataset.title.in_language(scene.view.lang)
        shown = st.expander(title, key=f"dictionary-{name}", on_change="rerun")
        if shown.open:
            with shown:
                _show_dataset(scene, title, dataset)


def _show_dataset(scene: Scene, title: str, dataset: Dataset) -> None:
    lang = scene.view.lang

    def cells(column: Column) -> tuple[str, ...]:
        about = column.about.in_language(lang) if column.about else ""
        required = scene.text("dictionary.required") if column.required else ""
        return (
            f"<b>{escape(column.title.in_language(lang))}</b><div class='fs-quiet'>{escape(about)}</div>",
            f"<code>{escape(column.name)}</code>",
            escape(scene.text(f"type.{column.type}")),
            escape(required),
            escape(column.example or ""),
        )

    titles = [scene.text(f"dictionary.{column}") for column in ("title", "name", "type", "need", "example")]
    show_html_table(title, titles, [cells(column) for column in dataset.columns])


def show_releases(scene: Scene) -> None:
    """Every release: when, by whom, why."""
    section(scene, "releases")
    latest = release_numbers(scene.address)[0]
    st.html(scene.once(f"releases up to {latest}", lambda: _releases(scene)))


def _releases(scene: Scene) -> str:
    lang = scene.view.lang
    rows = [
        (
            str(release.number),
            escape(words.moment(release.published_at, lang)),
            escape(release.author),
            escape(release.message),
            scene.context.number(sum(version.rows for version in release.datasets.values())),
        )
        for release in known_releases(scene.address)
    ]
    columns = ("number", "published_at", "author", "message", "rows")
    titles = [scene.text(f"release.{column}") for column in columns]
    return html_table(scene.text("method.releases.title"), titles, rows, numeric=(0, 4))
