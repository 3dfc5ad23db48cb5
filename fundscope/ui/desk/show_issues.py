"""A step of the desk: what is wrong, where, what was mended, and why something may stand."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from fundscope.ingest import Checked, Issue, hand_back, in_yuan, rules
from fundscope.ui.desk import draft as drafts
from fundscope.ui.desk.draft import Delivery, Draft
from fundscope.ui.desk.handling import Assessed
from fundscope.ui.desk.step import part
from fundscope.ui.scene import Scene, the_store

# More issues than this make no difference to the reader of a page; the file handed back has them all.
_SHOWN = 200


def told_issues(scene: Scene, issues: Iterable[Issue]) -> str:
    """How many errors and warnings there are, by cells."""
    count = {"error": 0, "warning": 0}
    for issue in issues:
        count[issue.severity] += issue.count
    return scene.text(
        "desk.issues.told" if any(count.values()) else "desk.issues.none",
        errors=scene.context.plural("desk.errors", count["error"]),
        warnings=scene.context.plural("desk.warnings", count["warning"]),
    )


def show_issues(scene: Scene, delivery: Delivery, assessed: Assessed) -> None:
    """For each file: errors, which block; warnings; the file to mend. For all: a field for each reason."""
    checked = assessed.checked
    blocking = {issue.rule for issue in checked.issues if not issue.takes_reason}
    if blocking == {"company_unmatched"}:
        st.error(scene.text("desk.issues.blocked_by_companies"))
    elif blocking:
        st.error(scene.text("desk.issues.blocked"))
    shown: set[Issue] = set()
    for draft, *_ in delivery.files:
        its = [issue for issue in checked.issues_of(draft.sha256) if issue not in shown]
        shown.update(its)
        with part(draft, "issues", _told_of(scene, delivery, draft, its)):
            if draft.file_id in assessed.mended:
                mended = assessed.mended[draft.file_id]
                say = st.success if mended.mended_count else st.info
                say(mended.told(scene.view.lang), icon=":material/task_alt:")
            for severity in ("error", "warning"):
                listed = [issue for issue in its if issue.severity == severity]
                if listed:
                    title = scene.text(f"desk.issues.{severity}s")
                    st.html(f"<h3 class='fs-step'>{escape(title)}</h3>")
                    _list(scene, listed, f"{severity}-{draft.file_id}")
            if its:
                _hand_back(scene, draft, checked)
    _reasons(scene, delivery, [issue for issue in checked.issues if issue.takes_reason])


def _told_of(scene: Scene, delivery: Delivery, draft: Draft, issues: list[Issue]) -> str:
    told = told_issues(scene, issues)
    if len(delivery.files) == 1:
        return told
    return scene.text("desk.issues.of_file", file=draft.file_name, told=told)


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
        key=f"hand-back-{draft.file_id}",
    )
    st.html(f"<p class='fs-note'>{escape(scene.text('desk.issues.hand_back.about'))}</p>")


def _list(scene: Scene, issues: list[Issue], key: str) -> None:
    lang, text = scene.view.lang, scene.text
    rows = pd.DataFrame(
        [
            {
                text("desk.issues.sheet"): issue.sheet,
                text("desk.columns.cell"): issue.cell or "",
                text("desk.issues.value"): _value(scene, issue),
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


def _value(scene: Scene, issue: Issue) -> str:
    """What stands in the cell; what stands in none is an amount that a rule has worked out."""
    if issue.value is None:
        return ""
    return issue.value if issue.cell else in_yuan(issue.value, issue.column, scene.view.lang)


def _reasons(scene: Scene, delivery: Delivery, issues: list[Issue]) -> None:
    """What a reason lets through needs one; it is printed under every figure that it touches."""
    if not issues:
        return
    lang = scene.view.lang
    said = {rule.id: rule.words.in_language(lang) for rule in rules()}
    with st.form(f"reasons-{delivery.delivery_id}", border=False):
        st.html(f"<p class='fs-sub'>{scene.text('desk.issues.why')}</p>")
        given = {
            rule: st.text_input(
                scene.text("desk.issues.reason", rule=said.get(rule, rule)),
                value=delivery.reasons.get(rule, ""),
                key=f"reason-{delivery.delivery_id}-{rule}",
            )
            for rule in dict.fromkeys(issue.rule for issue in issues)
        }
        if st.form_submit_button(scene.text("desk.issues.keep")):
            reasons = {rule: reason.strip() for rule, reason in given.items() if reason.strip()}
            drafts.change(the_store(scene.address), delivery, reasons=reasons)
            st.rerun()


def open_warnings(delivery: Delivery, checked: Checked) -> list[str]:
    """The rules that a reason lets through and that have none yet."""
    broken = dict.fromkeys(issue.rule for issue in checked.issues if issue.takes_reason)
    return [rule for rule in broken if not delivery.reasons.get(rule)]
