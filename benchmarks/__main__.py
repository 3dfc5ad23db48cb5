"""Measure every promise, print one line each, and end with 1 if one is broken."""

from __future__ import annotations

import importlib
import pkgutil
import sys

from benchmarks import promises


def main(words: list[str]) -> int:
    """Measure the promises whose file name contains one of the words; without words, all."""
    names = [module.name for module in pkgutil.iter_modules(promises.__path__)]
    chosen = [name for name in names if not words or any(word in name for word in words)]
    if not chosen:
        print(f"No promise of that name. There are: {', '.join(names)}.", file=sys.stderr)
        return 2
    broken = 0
    for name in chosen:
        for promise in importlib.import_module(f"benchmarks.promises.{name}").measure():
            print(promise, flush=True)
            broken += not promise.is_kept
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
