"""Compare: why two numbers differ, step by step."""

from fundscope import ui

scene = ui.frame("bridge")
ui.page_title(scene)
ui.choose_totals(scene)
ui.show_bridge(scene)
ui.page_foot(scene)
