"""A step of the desk: what is wrong, where, and why a warning may stand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from fundscope.ingest import Checked, Issue, rules
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.show_reading import Change
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene

# More issues than this make no difference to the reader of a page; the file handed back has them all.
_SHOWN = 200


def show_issues(scene: Scene, draft: Draft, checked: Checked, change: Change) -> None:
    """Errors, which block; warnings, each rule with a field for the reason to let it through."""
    issues = issues_of(draft, checked)
    errors = [issue for issue in issues if issue.severity == "error"]
    warnings = [issue for issue in issues if issue.severity == "warning"]
    told = scene.text(
        "desk.issues.told" if issues else "desk.issues.none",
        errors=scene.context.plural("desk.errors", sum(issue.count for issue in errors)),
        warnings=scene.context.plural("desk.warnings", sum(issue.count for issue in warnings)),
    )
    with part(draft, "issues", told):
        if errors:
            st.error(scene.text("desk.issues.blocked"))
            _list(scene, errors, f"errors-{draft.draft_id}")
        if warnings:
            _list(scene, warnings, f"warnings-{draft.draft_id}")
            _reasons(scene, draft, warnings, change)


def issues_of(draft: Draft, checked: Checked) -> list[Issue]:
    """The issues of a file, and those it brings about in datasets that are not handed in."""
    return [
        issue
        for issue in checked.issues
        if issue.dataset == draft.dataset or issue.dataset not in checked.staged
    ]


def _list(scene: Scene, issues: list[Issue], key: str) -> None:
    lang, text = scene.view.lang, scene.text
    rows = pd.DataFrame(
        [
            {
                text("desk.issues.sheet"): issue.sheet,
                text("desk.columns.cell"): issue.cell or "",
                text("desk.issues.value"): issue.value or "",
                text("desk.issues.expected"): issue.expected.in_language(lang) if issue.expected else "",
                text("desk.issues.message"): issue.message(lang),
                text("desk.issues.count"): issue.count,
            }
            for issue in issues[:_SHOWN]
        ]
    )
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(36 * len(rows) + 40, 400),
        column_config={text("desk.issues.message"): st.column_config.TextColumn(width="large")},
        key=key,
    )
    if len(issues) > _SHOWN:
        more = text("desk.issues.more", count=scene.context.number(len(issues) - _SHOWN))
        st.html(f"<p class='fs-note'>{more}</p>")


def _reasons(scene: Scene, draft: Draft, warnings: list[Issue], change: Change) -> None:
    """A warning that stands needs a reason; it is printed under every figure that it touches."""
    lang = scene.view.lang
    said = {rule.id: rule.words.in_language(lang) for rule in rules()}
    with st.form(f"reasons-{draft.draft_id}", border=False):
        st.html(f"<p class='fs-sub'>{scene.text('desk.issues.why')}</p>")
        given = {
            rule: st.text_input(
                scene.text("desk.issues.reason", rule=said.get(rule, rule)),
                value=draft.reasons.get(rule, ""),
                key=f"reason-{draft.draft_id}-{rule}",
            )
            for rule in dict.fromkeys(issue.rule for issue in warnings)
        }
        if st.form_submit_button(scene.text("desk.issues.keep")):
            change(reasons={rule: reason.strip() for rule, reason in given.items() if reason.strip()})
            st.rerun()


def open_warnings(draft: Draft, checked: Checked) -> list[str]:
    """The rules whose warnings about the file have no reason yet."""
    broken = dict.fromkeys(issue.rule for issue in issues_of(draft, checked) if issue.severity == "warning")
    return [rule for rule in broken if not draft.reasons.get(rule)]
