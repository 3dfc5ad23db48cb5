"""The data desk: from an analyst's file to a published release, step by step."""

from fundscope.ui.desk.desk import show_desk
from fundscope.ui.desk.history import show_history

__all__ = ["show_desk", "show_history"]
