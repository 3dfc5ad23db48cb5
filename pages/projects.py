"""Projects: every decision, to search, to sort, to open; how large they are, and what waits to be paid."""

import streamlit as st

from fundscope import ui

scene = ui.frame("projects")
ui.page_title(scene)
ui.filter_bar(scene)
ui.show_project_card(scene)
ui.show_project_list(scene)
left, right = st.columns(2, gap="large")
with left:
    ui.show_figure(scene, "projects/cheques")
with right:
    ui.show_figure(scene, "projects/unpaid")
ui.page_foot(scene)
