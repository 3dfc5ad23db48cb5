"""Overview: where the money stands, in ten seconds."""

import streamlit as st

from fundscope import ui

scene = ui.frame("overview")
ui.page_title(scene, answer=ui.overview_answer(scene), rests_on_records=True)
ui.headline_numbers(scene)
ui.explain_headline(scene)
ui.show_flow(scene, with_levels=False)
left, right = st.columns(2, gap="large")
with left:
    ui.show_figure(scene, "funds/deployment")
    ui.show_figure(scene, "flows/by_sector_and_half_year")
with right:
    ui.show_figure(scene, "flows/pace")
    ui.show_figure(scene, "flows/by_sector")
ui.page_foot(scene)
