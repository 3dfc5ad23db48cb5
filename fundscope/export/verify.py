"""Is an exported file still true? Current, superseded, altered or unknown, with the numbers then and now.

A file proves itself in three steps: what it shows is what its passport was written for (a hash of pixels,
drawing or cells); the numbers its passport names are those that the release gives when the figure is made
again; and a file of numbers holds, one by one, the numbers of the file that is made again. Who changes a
file of numbers and writes it a new passport fails at the second step or the third. A picture that somebody
has drawn anew with a passport of true numbers is told only by looking: ``made_again`` gives the true one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fundscope.engine import open_release
from fundscope.export.brief import BRIEF, passport_of_brief
from fundscope.export.carried import Carried, Kind, carried_by
from fundscope.export.chrome import NoImageError
from fundscope.export.export import Exported, context_of, export_figure
from fundscope.export.kept_styles import kept_style
from fundscope.export.look import look_from_text
from fundscope.export.made_again import brief_again, kit_again, read_kit
from fundscope.export.numbers_in import numbers_in
from fundscope.export.passport import Passport, passport_from_json, passport_of
from fundscope.export.png import same_pixels
from fundscope.export.radar import ChangedNumber, changed_numbers, changed_totals
from fundscope.export.register import exported_with
from fundscope.export.size import size_of
from fundscope.figures import MadeFigure, View, figure_names, make, seen_as, view_from_text
from fundscope.model import Language
from fundscope.store import Store, UnknownReleaseError
from fundscope.words import day, keys, text

Status = Literal["current", "superseded", "altered", "unknown"]

# What a file of numbers shows follows from its figure alone; a picture depends on the Chromium as well.
_MADE_AGAIN: tuple[Kind, ...] = ("csv", "json", "xlsx", "pptx")
_CODE = re.compile(r"FS[\s–—-]*([0-9A-Z]{4})[\s–—-]*([0-9A-Z]{4})", re.IGNORECASE)
# What people read for a digit of Crockford's base 32.
_MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Verdict:
    """What is known of a file.

    ``reason`` names the sentence. ``then`` is the figure made again from the release that the file names,
    ``now`` the same view in the latest; ``numbers`` are those that differ. None where it cannot be made, and
    for a brief, which has several. Of a kit, ``files`` are the verdicts on its files, and ``kit`` is its
    manifest.
    """

    status: Status
    reason: str
    latest: int | None = None
    passport: Passport | None = None
    then: MadeFigure | None = None
    now: MadeFigure | None = None
    numbers: tuple[ChangedNumber, ...] = ()
    files: tuple[tuple[str, Verdict], ...] = ()
    kit: str = ""

    @property
    def can_be_made_again(self) -> bool:
        """Whether it is known how the file was made, and from what."""
        is_known = self.latest is not None and self.passport is not None and bool(self.passport.look)
        return bool(self.kit) or is_known

    def sentence(self, lang: Language) -> str:
        """What is known, for whoever holds the file."""
        passport = self.passport
        told = {
            "figure": _title(passport.figure, lang) if passport else "",
            "release": passport.release if passport else "",
            "date": day(passport.made_at.date(), lang) if passport else "",
            "latest": self.latest if self.latest is not None else "",
            "count": len(self.numbers) or sum(one.status == self.status for _, one in self.files),
            "files": len(self.files),
        }
        return text(f"verify.{self.reason}", lang, **told)


def _title(figure: str, lang: Language) -> str:
    """What a figure or a brief is called; its name where nothing is known of it."""
    key = f"{figure.partition(',')[0]}.title"
    return text(key, lang) if key in keys(lang) else figure


def verify(data: bytes, file_name: str, store: Store) -> Verdict:
    """Judge a file by what it holds; ``file_name`` is looked at for a code where it holds no passport."""
    carried = carried_by(data)
    return (
        _verify_kit(data, store) if carried.kind == "kit" else _verify_file(carried, data, file_name, store)
    )


def _verify_file(carried: Carried, data: bytes, file_name: str, store: Store) -> Verdict:
    """One file by its passport, else by the code in its name."""
    if not carried.is_readable:
        return Verdict("unknown", "unreadable")
    if carried.passport is None:
        code = code_in(file_name)
        return verify_code(code, store) if code else Verdict("unknown", "no_passport")
    try:
        passport = passport_from_json(carried.passport)
    except ValueError:
        return Verdict("altered", "bad_passport")
    verdict = _judged(passport, store)
    is_intact = carried.content_hash == passport.content_hash or (
        carried.kind == "png" and _is_packed_otherwise(data, verdict, store)
    )
    if not is_intact and verdict.status != "unknown":
        return replace(verdict, status="altered", reason="content")
    if verdict.then is not None and verdict.status != "altered" and carried.kind in _MADE_AGAIN:
        again = made_again(verdict, store)
        if again is not None and numbers_in(carried.kind, again.data) != numbers_in(carried.kind, data):
            return replace(verdict, status="altered", reason="not_made_again")
    return verdict


# A kit is as bad as the worst of its files.
_WORST_FIRST: tuple[Status, ...] = ("altered", "superseded", "unknown", "current")


def _verify_kit(data: bytes, store: Store) -> Verdict:
    """Every file that carries a passport, and whether those that carry none are as the manifest has them."""
    kit = read_kit(data)
    if kit is None:
        return Verdict("unknown", "unreadable")
    judged = [(name, verify(content, name, store)) for name, content in kit.signed.items()]
    judged += [(name, Verdict("altered", "content")) for name in kit.changed]
    if not judged:
        return Verdict("unknown", "no_passport")
    statuses = {one.status for _, one in judged}
    worst = next(status for status in _WORST_FIRST if status in statuses)
    return Verdict(worst, f"kit_{worst}", store.release().number, files=tuple(judged), kit=kit.manifest)


def _is_packed_otherwise(data: bytes, verdict: Verdict, store: Store) -> bool:
    """Whether the picture shows what the same one made again shows, and is only packed smaller, say."""
    try:
        again = made_again(verdict, store)
    except NoImageError:
        return False
    return again is not None and again.media_type == "image/png" and same_pixels(data, again.data)


def code_in(words: str) -> str | None:
    """The passport code in a text, such as a source line, however its letters were read."""
    found = _CODE.search(words)
    if found is None:
        return None
    first, second = (part.upper().translate(_MISREAD) for part in found.groups())
    return f"FS-{first}-{second}"


def verify_code(code: str, store: Store) -> Verdict:
    """Judge the figure that was exported under a printed code: for a screenshot, or a picture on paper."""
    export = exported_with(store, code_in(code) or code)
    if export is None:
        return Verdict("unknown", "no_such_code")
    passport = Passport(
        figure=export.figure,
        view=export.view,
        release=export.release,
        code=export.code,
        numbers_hash=export.numbers_hash,
        question_hash="",
        software="",
        made_at=export.exported_at,
    )
    return _judged(passport, store)


def made_again(verdict: Verdict, store: Store) -> Exported | None:
    """The file once more, from the release it was made from: the same figure, byte for byte the same data.

    None where its passport does not say how it was made, or in a style that this store has never kept.
    """
    passport = verdict.passport
    if verdict.kit:
        return kit_again(verdict.kit, store)
    if passport is None or not verdict.can_be_made_again:
        return None
    if passport.figure.partition(",")[0] == BRIEF:
        return brief_again(passport, store)
    try:
        look = look_from_text(passport.look)
        size = size_of(look.size)
    except ValueError:
        return None
    style = kept_style(store, look.style)
    if style is None or verdict.then is None:
        return None
    return export_figure(
        verdict.then,
        open_release(store, passport.release),
        format=look.format,
        size=size,
        theme=look.theme,
        style=style,
        scale=look.scale,
        headline=look.headline,
        made_at=passport.made_at,
    )


def _judged(passport: Passport, store: Store) -> Verdict:
    """The passport against the store: what it names must exist, and give its numbers."""
    kind, *names = passport.figure.split(",")
    figures = names if kind == BRIEF else [kind]
    if any(name not in figure_names() for name in figures):
        return Verdict("unknown", "no_figure", passport=passport)
    view, faults = view_from_text(passport.view)
    if faults or view.release != passport.release:
        return Verdict("altered", "bad_passport", passport=passport)
    return _compared(passport, view, figures, store)


def _compared(passport: Passport, view: View, figures: Sequence[str], store: Store) -> Verdict:
    """The numbers of the passport against those of its release, and these against the latest."""
    is_brief = passport.figure not in figures
    try:
        latest = store.release().number
        then = [_made(name, view, passport.release, store) for name in figures]
    except UnknownReleaseError:
        return Verdict("unknown", "no_release", passport=passport)
    known = Verdict("current", "current", latest, passport, None if is_brief else then[0])
    again = _issued(passport, view, passport.release, store)
    if again.numbers_hash != passport.numbers_hash:
        return _other_numbers(known, passport, again, store)
    if again.code != passport.code:
        return replace(known, status="altered", reason="bad_passport")
    return known if passport.release == latest else _since(known, passport, view, then, store)


def _since(
    known: Verdict, passport: Passport, view: View, then: Sequence[MadeFigure], store: Store
) -> Verdict:
    """The same in the latest release: the same numbers, or which are others."""
    latest = store.release().number
    now = [_made(figure.name, view, latest, store) for figure in then]
    known = replace(known, now=None if known.then is None else now[0])
    if _issued(passport, view, latest, store).numbers_hash == passport.numbers_hash:
        return replace(known, reason="current_since")
    pairs = zip(then, now, strict=True)
    numbers = tuple(number for old, new in pairs for number in changed_numbers(old, new))
    if known.then is None:
        opened = [open_release(store, number) for number in (passport.release, latest)]
        numbers = (*changed_totals(view, *opened), *numbers)
    return replace(known, status="superseded", reason="superseded", numbers=numbers)


def _issued(passport: Passport, view: View, release: int, store: Store) -> Passport:
    """The passport that the same figure, or the same brief, would have in a release."""
    kind, *names = passport.figure.split(",")
    if kind != BRIEF:
        return passport_of(_made(kind, view, release, store), release, passport.made_at)
    return passport_of_brief(
        open_release(store, release), replace(view, release=None), names, passport.made_at
    )


def _other_numbers(known: Verdict, passport: Passport, again: Passport, store: Store) -> Verdict:
    """The release gives other numbers than the passport names: counted otherwise now, or made up."""
    entry = exported_with(store, passport.code)
    was_exported = entry is not None and entry.numbers_hash == passport.numbers_hash
    if was_exported and passport.question_hash != again.question_hash:
        return replace(known, status="superseded", reason="counted_otherwise")
    return replace(known, status="altered", reason="numbers")


def _made(figure: str, view: View, release: int, store: Store) -> MadeFigure:
    opened = open_release(store, release)
    return make(figure, seen_as(context_of(opened), replace(view, release=None)), opened)
