"""Method and sources: how the numbers are made, and where they come from."""

from fundscope import ui

scene = ui.frame("method")
ui.page_title(scene, answer=scene.text("page.method.answer"))
ui.show_reconciliation(scene)
ui.show_published(scene)
ui.show_definitions(scene)
ui.show_dictionary(scene)
ui.show_rules(scene)
ui.show_releases(scene)
ui.page_foot(scene)
