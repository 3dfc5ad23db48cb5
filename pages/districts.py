"""Districts: the map of money, projects, enterprises and R&D, and where each sector is at home."""

from fundscope import ui

scene = ui.frame("districts")
ui.page_title(scene, answer=ui.districts_answer(scene), rests_on_records=True)
ui.filter_bar(scene)
ui.show_district_card(scene)
ui.show_map(scene)
ui.show_comparisons(scene)
ui.page_foot(scene)
