"""Context: the forum at which the figures were told, the timeline of the funds, the city around them."""

from fundscope import ui

scene = ui.frame("context")
ui.page_title(scene, answer=ui.context_answer(scene))
ui.show_timeline(scene)
ui.show_forum(scene)
ui.show_city(scene)
ui.page_foot(scene)
