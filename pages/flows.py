"""Flows: from fund to sector to district, down to the projects."""

from fundscope import ui

scene = ui.frame("flows")
ui.page_title(scene)
ui.filter_bar(scene)
ui.show_flow(scene, with_levels=True)
ui.project_table(scene)
ui.page_foot(scene)
