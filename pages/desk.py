"""Data desk: from a spreadsheet to a published release."""

from fundscope import ui

scene = ui.frame("desk")
ui.page_title(scene)
ui.show_desk(scene)
ui.show_history(scene)
ui.page_foot(scene)
