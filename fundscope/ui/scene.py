"""What a page works on: the release, the view, and figures made once for everyone who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Condition
from typing import Any, TypeVar

from cachetools import LRUCache, TTLCache, cached

from fundscope.engine import OpenRelease, open_release
from fundscope.figures import Context, MadeFigure, View, make, read_context, seen_as, view_from_text
from fundscope.ingest import open_or_begin
from fundscope.store import Release, Store, store_address

T = TypeVar("T")

# Another process may publish; a page notices within this many seconds.
_NOTICE_SECONDS = 2

# What every visitor shares is held by cachetools: a page asks for it dozens of times in a run, and
# Streamlit's own cache looks through the function's parameters and hashes the values at each. Whoever asks
# for what is being made waits for it (that is the condition), so nothing is made twice.


@cached(LRUCache[Any, Store](4), condition=Condition())
def the_store(address: str) -> Store:
    """The store, with the sample as its first release where it was empty."""
    return open_or_begin(address)


@cached(TTLCache[Any, tuple[Release, ...]](4, ttl=_NOTICE_SECONDS), condition=Condition())
def known_releases(address: str) -> tuple[Release, ...]:
    """All releases, newest first."""
    return tuple(the_store(address).releases())


def release_numbers(address: str) -> list[int]:
    """The numbers of all releases, newest first."""
    return [release.number for release in known_releases(address)]


@cached(LRUCache[Any, Context](8), condition=Condition())
def release_context(address: str, number: int) -> Context:
    return read_context(open_release(the_store(address), number))


@cached(LRUCache[Any, MadeFigure](600), condition=Condition())
def made_figure(address: str, number: int, name: str, view_text: str) -> MadeFigure:
    """A figure, made once for each release and view. Callers must not change it."""
    view, _ = view_from_text(view_text)
    return make(
        name, seen_as(release_context(address, number), view), open_release(the_store(address), number)
    )


@cached(LRUCache[Any, Any](1_000), key=lambda key, _make: key, condition=Condition())
def _made_part(key: tuple[str, int, str, str], make: Callable[[], Any]) -> Any:  # noqa: ARG001 key of the cache
    return make()


@dataclass(frozen=True)
class Scene:
    """One run of one page."""

    page: str
    address: str
    context: Context
    release: OpenRelease

    @property
    def view(self) -> View:
        return self.context.view

    def text(self, key: str, **values: object) -> str:
        return self.context.text(key, **values)

    def figure(self, name: str, **changes: Any) -> MadeFigure:
        """A figure of the catalogue in this page's view, with changes to it where given."""
        view = replace(self.view, **changes)
        return made_figure(self.address, self.context.release_number, name, view.as_text())

    def once(self, part: str, make: Callable[[], T]) -> T:
        """A part of a page, made once for each release and view: it must follow from these and ``part``.

        Whoever gets it must not change it, since every visitor gets the same.
        """
        key = (self.address, self.context.release_number, part, self.view.as_text())
        made: T = _made_part(key, make)
        return made


def scene_of(page: str, view: View) -> Scene:
    """The scene of a page in a view: on the release it names, or on the latest where there is none such."""
    address = store_address()
    numbers = release_numbers(address)
    number = view.release if view.release in numbers else numbers[0]
    context = seen_as(release_context(address, number), view)
    return Scene(page, address, context, open_release(the_store(address), number))
