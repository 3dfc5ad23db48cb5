"""Press desk: a figure in a newsroom's format, and whether what went out still holds."""

from fundscope import ui

scene = ui.frame("press")
ui.page_title(scene)
ui.show_press(scene)
ui.page_foot(scene)
