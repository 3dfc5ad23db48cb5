"""The press desk: a figure in a newsroom's format, its words, its lights, and what became of it since."""

from fundscope.ui.press.desk import show_press

__all__ = ["show_press"]
