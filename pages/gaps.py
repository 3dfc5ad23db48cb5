"""Gaps: where enterprises are and money is not, the reverse, and how concentrated the money is."""

import streamlit as st

from fundscope import ui

scene = ui.frame("gaps")
ui.page_title(scene, answer=ui.gaps_answer(scene), rests_on_records=True)
ui.filter_bar(scene)
left, right = st.columns(2, gap="large")
with left:
    ui.show_figure(scene, "gaps/by_sector")
    ui.show_figure(scene, "gaps/hhi")
with right:
    ui.show_figure(scene, "gaps/by_district")
    ui.show_figure(scene, "gaps/top_shares")
ui.show_measures(scene)
ui.page_foot(scene)
