"""Projects: every decision, to search, to sort, to open."""

from fundscope import ui

scene = ui.frame("projects")
ui.page_title(scene)
ui.filter_bar(scene)
ui.show_project_card(scene)
ui.show_project_list(scene)
ui.page_foot(scene)
