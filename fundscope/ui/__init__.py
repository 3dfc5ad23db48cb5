"""What several pages share. The only room that imports streamlit."""

from fundscope.ui.bridge import choose_totals, show_bridge
from fundscope.ui.context_parts import context_answer, show_city, show_forum, show_timeline
from fundscope.ui.desk import show_desk, show_history
from fundscope.ui.districts import districts_answer, show_comparisons, show_district_card, show_map
from fundscope.ui.enterprise_list import show_enterprise_card, show_enterprise_list
from fundscope.ui.enterprises import (
    enterprise_filters,
    enterprises_answer,
    show_groups,
    show_published_series,
)
from fundscope.ui.explain_headline import explain_headline
from fundscope.ui.figure import show_figure, show_flow
from fundscope.ui.filters import filter_bar
from fundscope.ui.frame import frame, open_dashboard, page_foot, page_title
from fundscope.ui.funds import choose_fund, fund_facts, fund_numbers, fund_shown, fund_table, funds_title
from fundscope.ui.funds_outlook import assumptions
from fundscope.ui.gaps import gaps_answer, show_measures
from fundscope.ui.headline import headline_numbers, overview_answer
from fundscope.ui.method import (
    show_definitions,
    show_dictionary,
    show_published,
    show_reconciliation,
    show_releases,
)
from fundscope.ui.pages import PAGES, PageEntry
from fundscope.ui.press import show_press
from fundscope.ui.project_list import show_project_card, show_project_list
from fundscope.ui.projects import project_table
from fundscope.ui.rule_list import show_rules
from fundscope.ui.scene import Scene
from fundscope.ui.wall import show_wall

__all__ = [
    "PAGES",
    "PageEntry",
    "Scene",
    "assumptions",
    "choose_fund",
    "choose_totals",
    "context_answer",
    "districts_answer",
    "enterprise_filters",
    "enterprises_answer",
    "explain_headline",
    "filter_bar",
    "frame",
    "fund_facts",
    "fund_numbers",
    "fund_shown",
    "fund_table",
    "funds_title",
    "gaps_answer",
    "headline_numbers",
    "open_dashboard",
    "overview_answer",
    "page_foot",
    "page_title",
    "project_table",
    "show_bridge",
    "show_city",
    "show_comparisons",
    "show_definitions",
    "show_desk",
    "show_dictionary",
    "show_district_card",
    "show_enterprise_card",
    "show_enterprise_list",
    "show_figure",
    "show_flow",
    "show_forum",
    "show_groups",
    "show_history",
    "show_map",
    "show_measures",
    "show_press",
    "show_project_card",
    "show_project_list",
    "show_published",
    "show_published_series",
    "show_reconciliation",
    "show_releases",
    "show_rules",
    "show_timeline",
    "show_wall",
]
