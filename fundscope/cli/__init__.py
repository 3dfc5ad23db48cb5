"""The same verbs for a shell: ``python -m fundscope VERB``."""

from fundscope.cli.errors import CommandError
from fundscope.cli.run import main

__all__ = ["CommandError", "main"]
