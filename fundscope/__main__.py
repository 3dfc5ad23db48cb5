"""``python -m fundscope VERB``."""

import sys

from fundscope.cli import main

sys.exit(main())
