"""Funds: all side by side, or one with its flow, its time and its projects; and when its money is placed."""

import streamlit as st

from fundscope import ui

scene = ui.frame("funds")
if ui.funds_title(scene):
    ui.choose_fund(scene)
    ui.filter_bar(scene)
    if ui.fund_shown(scene.view):
        ui.fund_numbers(scene)
        ui.fund_facts(scene)
        ui.show_flow(scene, with_levels=False)
        left, right = st.columns(2, gap="large")
        with left:
            ui.show_figure(scene, "funds/timeline")
            ui.show_figure(scene, "flows/by_sector")
        with right:
            ui.show_figure(scene, "funds/by_round")
            ui.show_figure(scene, "funds/by_district")
        ui.assumptions(scene)
        ui.show_figure(scene, "funds/outlook")
        ui.project_table(scene)
    else:
        ui.fund_table(scene)
        left, right = st.columns(2, gap="large")
        with left:
            ui.show_figure(scene, "funds/deployment")
        with right:
            ui.show_figure(scene, "funds/timeline")
        ui.assumptions(scene)
        left, right = st.columns(2, gap="large")
        with left:
            ui.show_figure(scene, "funds/straight_line")
            ui.show_figure(scene, "funds/outlook")
        with right:
            ui.show_figure(scene, "funds/pace_needed")
            ui.show_figure(scene, "funds/outlook_by_fund")
ui.page_foot(scene)
