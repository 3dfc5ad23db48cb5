"""Enterprises: who they are, what they spend on R&D, which of them the funds chose."""

from fundscope import ui

scene = ui.frame("enterprises")
ui.page_title(scene, answer=ui.enterprises_answer(scene), rests_on_records=True)
ui.enterprise_filters(scene)
ui.show_enterprise_card(scene)
ui.show_groups(scene)
ui.show_enterprise_list(scene)
ui.show_published_series(scene)
ui.page_foot(scene)
