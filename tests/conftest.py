"""What tests of several rooms share."""

from __future__ import annotations

from hypothesis import settings

# No deadline: the tests share the machine. No database: nothing is written into the checkout; a
# failure prints the line that repeats it.
settings.register_profile("fundscope", deadline=None, database=None, print_blob=True)
settings.load_profile("fundscope")
