"""The wall display of a meeting room."""

from fundscope import ui

scene = ui.frame("wall")
ui.show_wall(scene)
