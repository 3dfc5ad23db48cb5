"""The front door: which page, in which language, of which release. Nothing else.

Run it with ``streamlit run dashboard.py``; the pages are listed in ``fundscope/ui/pages.py``.
"""

from fundscope.ui import open_dashboard

open_dashboard()
