"""A step of the desk: what is wrong, where, what was mended, and why something may stand."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from fundscope.ingest import Checked, Issue, Mended, hand_back, rules
from fundscope.ui.desk.correct_reading import Change
from fundscope.ui.desk.draft import Draft
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene, the_store

# More issues than this make no difference to the reader of a page; the file handed back has them all.
_SHOWN = 200


def show_issues(scene: Scene, draft: Draft, checked: Checked, mended: Mended | None, change: Change) -> None:
    """Errors, which block; what a reason lets through, each rule with a field for it; the file to mend.

    ``mended`` is what was mended since the file was handed in before.
    """
    issues = issues_of(draft, checked)
    errors = [issue for issue in issues if issue.severity == "error"]
    warnings = [issue for issue in issues if issue.severity == "warning"]
    told = scene.text(
        "desk.issues.told" if issues else "desk.issues.none",
        errors=scene.context.plural("desk.errors", sum(issue.count for issue in errors)),
        warnings=scene.context.plural("desk.warnings", sum(issue.count for issue in warnings)),
    )
    with part(draft, "issues", told):
        if mended is not None:
            st.success(mended.told(scene.view.lang), icon=":material/task_alt:")
        blocking = {issue.rule for issue in errors if not issue.takes_reason}
        if blocking == {"company_unmatched"}:
            st.error(scene.text("desk.issues.blocked_by_companies"))
        elif blocking:
            st.error(scene.text("desk.issues.blocked"))
        for severity, listed in (("errors", errors), ("warnings", warnings)):
            if listed:
                st.html(f"<h3 class='fs-step'>{escape(scene.text(f'desk.issues.{severity}'))}</h3>")
                _list(scene, listed, f"{severity}-{draft.draft_id}")
        if issues:
            _hand_back(scene, draft, checked)
        _reasons(scene, draft, [issue for issue in issues if issue.takes_reason], change)


def issues_of(draft: Draft, checked: Checked) -> list[Issue]:
    """The issues of a file, and those it brings about in datasets that are not handed in."""
    return [
        issue
        for issue in checked.issues
        if issue.dataset == draft.dataset or issue.dataset not in checked.staged
    ]


def _hand_back(scene: Scene, draft: Draft, checked: Checked) -> None:
    """The analyst's own file, marked: made when it is asked for."""
    lang = scene.view.lang

    def marked() -> bytes:
        data = the_store(scene.address).read_upload(draft.sha256)
        return hand_back(data, draft.file_name, checked, lang).data

    st.download_button(
        scene.text("desk.issues.hand_back"),
        marked,
        file_name=scene.text("handback.file_name", name=draft.file_name.rpartition(".")[0]) + ".xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        icon=":material/download:",
        key=f"hand-back-{draft.draft_id}",
    )
    st.html(f"<p class='fs-note'>{escape(scene.text('desk.issues.hand_back.about'))}</p>")


def _list(scene: Scene, issues: list[Issue], key: str) -> None:
    lang, text = scene.view.lang, scene.text
    rows = pd.DataFrame(
        [
            {
                text("desk.issues.sheet"): issue.sheet,
                text("desk.columns.cell"): issue.cell or "",
                text("desk.issues.value"): issue.value or "",
                text("desk.issues.wrong"): issue.wrong(lang),
                text("desk.issues.expected"): issue.expected.in_language(lang) if issue.expected else "",
                text("desk.issues.difference"): scene.context.number(issue.difference, 2)
                if issue.difference is not None
                else "",
                text("desk.issues.count"): scene.context.number(issue.count),
            }
            for issue in issues[:_SHOWN]
        ]
    )
    wide = st.column_config.TextColumn(width="large")
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(36 * len(rows) + 40, 400),
        column_config={text("desk.issues.wrong"): wide, text("desk.issues.expected"): wide},
        key=key,
    )
    if len(issues) > _SHOWN:
        more = text("desk.issues.more", count=scene.context.number(len(issues) - _SHOWN))
        st.html(f"<p class='fs-note'>{more}</p>")


def _reasons(scene: Scene, draft: Draft, issues: list[Issue], change: Change) -> None:
    """What a reason lets through needs one; it is printed under every figure that it touches."""
    if not issues:
        return
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
            for rule in dict.fromkeys(issue.rule for issue in issues)
        }
        if st.form_submit_button(scene.text("desk.issues.keep")):
            change(reasons={rule: reason.strip() for rule, reason in given.items() if reason.strip()})
            st.rerun()


def open_warnings(draft: Draft, checked: Checked) -> list[str]:
    """The rules that a reason lets through and that have none yet."""
    broken = dict.fromkeys(issue.rule for issue in issues_of(draft, checked) if issue.takes_reason)
    return [rule for rule in broken if not draft.reasons.get(rule)]
