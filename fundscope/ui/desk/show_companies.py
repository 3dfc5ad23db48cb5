"""A step of the desk: which enterprise each company is that a file names; every match can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from html import escape

import pandas as pd
import streamlit as st

from fundscope.ingest import NEW_ENTERPRISE, NONE_OF_THEM, Company, Held, Proposal
from fundscope.ui.desk.draft import Delivery
from fundscope.ui.desk.handling import Assessed
from fundscope.ui.desk.paged import shown_page
from fundscope.ui.scene import Scene

_PAGE_ROWS = 20
_TAKEN_SHOWN = 500
# So alike that a person may accept such look-alikes together.
_SURE = 95

Decide = Callable[[Mapping[str, str | None]], None]


def companies_of(assessed: Assessed) -> tuple[Company, ...]:
    """Every company that the files name; one that several tables name is one, with all its rows."""
    by_key: dict[str, Company] = {}
    for part in assessed.checked.parts:
        for company in part.companies:
            known = by_key.get(company.key)
            by_key[company.key] = company if known is None else _both(known, company)
    return tuple(by_key.values())


def _both(one: Company, other: Company) -> Company:
    return replace(
        one,
        rows=(*one.rows, *other.rows),
        decided_cny=_sum((one.decided_cny, other.decided_cny)),
        paid_cny=_sum((one.paid_cny, other.paid_cny)),
    )


def open_companies(assessed: Assessed) -> list[Company]:
    """Those that are no enterprise yet, by their effect on totals, the largest first; those come last that
    are none of the enterprises proposed."""
    waiting = (company for company in companies_of(assessed) if company.enterprise_id is None)
    return sorted(
        waiting, key=lambda company: (company.is_refused, -_effect_cny(company), -len(company.rows))
    )


def _effect_cny(company: Company) -> Decimal:
    """What hangs on a company: its money decided or paid, whichever is more."""
    return max(company.decided_cny or Decimal(0), company.paid_cny or Decimal(0))


def told_companies(scene: Scene, assessed: Assessed) -> str:
    """How many are matched, how many wait, and how much money hangs on these."""
    companies, waiting = companies_of(assessed), open_companies(assessed)
    key = "desk.companies.told" if waiting else "desk.companies.all"
    return scene.text(
        key,
        taken=scene.context.number(len(companies) - len(waiting)),
        companies=scene.context.number(len(companies)),
        open=scene.context.number(len(waiting)),
        decided=_money(scene, _sum(company.decided_cny for company in waiting)),
    )


def show_companies(scene: Scene, delivery: Delivery, assessed: Assessed, decide: Decide) -> None:
    """The queue of those that wait, with proposals and their effect; then those matched, to undo.

    ``decide`` takes decisions by the company's key; None takes one back.
    """
    waiting = open_companies(assessed)
    sure = [company for company in waiting if _is_sure(company)]
    if len(sure) > 1:
        st.button(
            scene.text("desk.companies.accept_sure", count=scene.context.number(len(sure))),
            key="accept-sure",
            on_click=decide,
            args=({company.key: company.proposals[0].enterprise_id for company in sure},),
        )
    if waiting:
        st.html(f"<p class='fs-quiet'>{escape(scene.text('desk.companies.order'))}</p>")
    page = shown_page(scene, waiting, _PAGE_ROWS, f"companies-page-{delivery.delivery_id}")
    for place, company in enumerate(page):
        with st.container(key=f"company-{delivery.delivery_id}-{place}"):
            _show_waiting(scene, company, assessed.held, decide, place)
    _show_taken(scene, assessed, decide)


def _is_sure(company: Company) -> bool:
    """One clear proposal: a former name, or a look-alike with little between them and nobody near."""
    if company.is_refused or not company.proposals:
        return False
    first, others = company.proposals[0], company.proposals[1:]
    return first.score >= _SURE and all(other.score < _SURE for other in others)


def _show_waiting(
    scene: Scene, company: Company, held: Mapping[str, Held], decide: Decide, place: int
) -> None:
    st.html(f"<p><b>{escape(company.name or company.key)}</b> {_place(scene, company)}</p>")
    if company.is_refused:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                f"<p class='fs-quiet'>{escape(scene.text('desk.companies.refused'))}</p>", width="content"
            )
            _undo_button(scene, company, decide)
        return
    with st.container(horizontal=True, gap="small"):
        for rank, proposal in enumerate(company.proposals):
            st.button(
                _proposed(scene, proposal),
                key=f"accept-{place}-{rank}",
                type="primary" if rank == 0 and _is_sure(company) else "secondary",
                help=_effect(scene, company, held.get(proposal.enterprise_id)),
                on_click=decide,
                args=({company.key: proposal.enterprise_id},),
            )
        if company.may_be_new:
            st.button(
                scene.text("desk.companies.new"),
                key=f"new-{place}",
                on_click=decide,
                args=({company.key: NEW_ENTERPRISE},),
            )
        if company.proposals:
            st.button(
                scene.text("desk.companies.none"),
                key=f"none-{place}",
                type="tertiary",
                on_click=decide,
                args=({company.key: NONE_OF_THEM},),
            )
    if company.proposals:
        effect = _effect(scene, company, held.get(company.proposals[0].enterprise_id))
        st.html(f"<p class='fs-quiet'>{escape(effect)}</p>")
    else:
        key = "desk.companies.unknown" if company.may_be_new else "desk.companies.unknown_without_code"
        st.html(f"<p class='fs-quiet'>{escape(scene.text(key))}</p>")


def _place(scene: Scene, company: Company) -> str:
    """Credit code, cell, number of rows and money, as HTML."""
    decided, paid = _money(scene, company.decided_cny), _money(scene, company.paid_cny)
    parts = [
        company.credit_code if company.name else None,
        company.cell,
        scene.context.plural("count.row", len(company.rows)),
        scene.text("desk.companies.money", decided=decided, paid=paid),
    ]
    said = scene.text("list.separator").join(part for part in parts if part)
    return f"<span class='fs-quiet'>{escape(said)}</span>"


def _proposed(scene: Scene, proposal: Proposal) -> str:
    return scene.text(
        "desk.companies.proposal",
        name=_name(scene, proposal),
        id=proposal.enterprise_id,
        ground=_ground(scene, proposal),
    )


def _ground(scene: Scene, proposal: Proposal) -> str:
    return scene.text(f"desk.companies.ground.{proposal.ground}", score=round(proposal.score))


def _name(scene: Scene, proposal: Proposal) -> str:
    """The enterprise's name: where names are compared the one that is like, else in the page's language."""
    if proposal.ground in ("name", "look_alike") and proposal.matched:
        return proposal.matched
    names = (proposal.name_zh, proposal.name_en)
    in_order = names if scene.view.lang == "zh" else reversed(names)
    return next((name for name in in_order if name), proposal.enterprise_id)


def _effect(scene: Scene, company: Company, held: Held | None) -> str:
    """What the enterprise would have with the company's rows beside those it has."""
    rows = len(company.rows) + (held.row_count if held else 0)
    decided = _sum((company.decided_cny, held.decided_cny if held else None))
    had = scene.text("desk.companies.had_nothing")
    if held is not None:
        had_rows = scene.context.plural("count.row", held.row_count)
        had = scene.text("desk.companies.had", rows=had_rows, decided=_money(scene, held.decided_cny))
    now = scene.context.plural("count.row", rows)
    return scene.text("desk.companies.effect", had=had, rows=now, decided=_money(scene, decided))


def _show_taken(scene: Scene, assessed: Assessed, decide: Decide) -> None:
    """The companies that are matched, each with why, and a way to undo any."""
    taken = [company for company in companies_of(assessed) if company.enterprise_id is not None]
    if not taken:
        return
    title = scene.text("desk.companies.taken", count=scene.context.number(len(taken)))
    with st.expander(title, key="companies-taken"):
        st.dataframe(
            pd.DataFrame([_taken_row(scene, company) for company in taken[:_TAKEN_SHOWN]]),
            hide_index=True,
            width="stretch",
            key="companies-taken-rows",
        )
        by_key = {company.key: company for company in taken}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                scene.text("desk.companies.undo_which"), by_key, key="undo-which", width=480
            )
            if chosen in by_key:
                _undo_button(scene, by_key[chosen], decide)


def _taken_row(scene: Scene, company: Company) -> dict[str, str]:
    proposal = company.taken
    if company.is_new:
        ground, name = scene.text("desk.companies.new"), company.name or ""
    elif proposal is not None:
        ground, name = _ground(scene, proposal), _name(scene, proposal)
    else:
        ground, name = "", ""
    by = scene.text("desk.companies.by_hand" if company.is_by_hand else "desk.companies.by_itself")
    text = scene.text
    return {
        text("desk.companies.in_file"): company.key,
        text("desk.columns.cell"): company.cell,
        text("desk.companies.enterprise"): f"{company.enterprise_id} {name}",
        text("desk.columns.why"): ground,
        text("desk.companies.by"): by,
    }


def _undo_button(scene: Scene, company: Company, decide: Decide) -> None:
    """A decision by hand is taken back; a match made by itself is refused."""
    st.button(
        scene.text("desk.companies.undo"),
        key=f"undo-{company.key}",
        on_click=decide,
        args=({company.key: None if company.is_by_hand else NONE_OF_THEM},),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _money(scene: Scene, amount: Decimal | None) -> str:
    return (
        scene.context.money(amount, digits=5) if amount is not None else scene.text("desk.companies.no_money")
    )
