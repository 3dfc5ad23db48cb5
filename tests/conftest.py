"""What tests of several rooms share."""

from __future__ import annotations

from hypothesis import settings

# Examples that ask a query take milliseconds each, so there are not too many. No deadline: the tests
# share the machine. No database: nothing is written into the checkout, and a failure prints the line
# that repeats it.
settings.register_profile("fundscope", max_examples=50, deadline=None, database=None, print_blob=True)
settings.load_profile("fundscope")
