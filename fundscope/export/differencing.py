"""What a figure for outside would tell together with those that went out before it.

Each is safe alone; under other filters, of successive releases or side by side in a kit, their differences
may tell of one enterprise. Looked at are all exports of the register that have small cells hidden, of this
release and of others: what left the house with small cells shown is known to be for use inside. What such an
audit finds, and what not, stands in ``fundscope.figures.audit``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fundscope.engine import OpenRelease
from fundscope.export.export import context_of
from fundscope.export.preflight import Light
from fundscope.export.register import Export
from fundscope.figures import (
    Context,
    TooManyAmountsError,
    View,
    seen_as,
    sums_shown,
    told_by,
    view_from_text,
)
from fundscope.figures.contributions import Sum
from fundscope.store import UnknownReleaseError

_NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Told:
    """Of how many enterprises an amount could be worked out, and beside which earlier figures."""

    enterprise_count: int
    beside: tuple[str, ...]


class Audit:
    """The figures that have gone out, and what one more would tell beside them."""

    def __init__(self, release: OpenRelease, earlier: Sequence[Export] = ()) -> None:
        self._release = release
        self._out: dict[str, tuple[Sum, ...]] = {}
        for label, name, view in _hidden(earlier):
            try:
                opened = release.sibling(view.release)
            except UnknownReleaseError:
                continue
            self._out.setdefault(label, _sums(opened, name, _bare(view)))

    def __len__(self) -> int:
        return len(self._out)

    def of(self, name: str, view: View) -> Told | None:
        """What the figure would tell together with those that are out; None where it tells nothing.

        Raises:
            TooManyAmountsError: the figures part the projects too finely to be audited.
        """
        own = _sums(self._release, name, _bare(view))
        out = [sum_ for sums in self._out.values() for sum_ in sums]
        told = told_by([*out, *own]) - told_by(out)
        if not own or not told:
            return None
        beside = [label for label, sums in self._out.items() if sums and told_by([*sums, *own])]
        return Told(len(told), tuple(beside or self._out))

    def add(self, label: str, name: str, view: View) -> None:
        """The figure goes out too, under this label."""
        self._out.setdefault(label, _sums(self._release, name, _bare(view)))


def _hidden(earlier: Sequence[Export]) -> Iterator[tuple[str, str, View]]:
    """What has gone out with small cells hidden: its code, its figure, its view. A brief has several."""
    for export in earlier:
        view, faults = view_from_text(export.view)
        if faults or view.small_cells == "shown":
            continue
        first, *figures = export.figure.split(",")
        for name in figures or [first] * (first != "brief"):
            yield f"{export.code} ({name})" if figures else export.code, name, view


def _bare(view: View) -> View:
    """The view without what changes no number."""
    return replace(view, lang="en", currency="cny", theme="light", size="wide", release=None, pick="")


@functools.lru_cache(maxsize=512)
def _sums(release: OpenRelease, name: str, view: View) -> tuple[Sum, ...]:
    try:
        return sums_shown(name, seen_as(context_of(release), view), release)
    except KeyError:  # a figure that there is no longer
        return ()


def told_words(context: Context, told: Told) -> str:
    """What a figure would tell, and beside which others."""
    if not told.enterprise_count:
        return context.text("light.differencing.too_many")
    named = context.text("list.separator").join(told.beside[:_NAMED_AT_MOST])
    beside = named + ("…" if len(told.beside) > _NAMED_AT_MOST else "")
    return context.plural("differencing.told", told.enterprise_count, beside=beside)


def kept_apart(
    names: Sequence[str], view: View, release: OpenRelease, earlier: Sequence[Export]
) -> tuple[tuple[str, ...], dict[str, Told]]:
    """The figures that may go out side by side, in their order, and what each of the others would tell.

    Where small cells are shown nothing is kept apart.
    """
    if view.small_cells == "shown":
        return tuple(names), {}
    audit, apart = Audit(release, earlier), dict[str, Told]()
    for name in dict.fromkeys(names):
        try:
            told = audit.of(name, view)
        except TooManyAmountsError:
            told = Told(0, ())
        if told is None:
            audit.add(name, name, view)
        else:
            apart[name] = told
    return tuple(name for name in names if name not in apart), apart


def differencing_light(name: str, context: Context, release: OpenRelease, earlier: Sequence[Export]) -> Light:
    """The light of a figure beside those of the register; grey where small cells are shown."""
    if context.view.small_cells == "shown":
        return Light("differencing", "unchecked", context.text("light.differencing.shown"))
    audit = Audit(release, earlier)
    try:
        told = audit.of(name, context.view)
    except TooManyAmountsError:
        return Light("differencing", "unchecked", context.text("light.differencing.too_many"))
    if told is not None:
        return Light("differencing", "stop", told_words(context, told))
    return Light("differencing", "good", context.plural("light.differencing.good", len(audit)))
