"""The kit: figures in every format with their data, words and a readme, as one zip.

Pictures are drawn by the one Chromium in one thread while the files that need none are written in another. A
picture that fails twice is named as missing, with the reason, and the rest is delivered.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from fundscope.engine import OpenRelease
from fundscope.export.chrome import NoImageError
from fundscope.export.citation import figure_texts
from fundscope.export.differencing import kept_apart, told_words
from fundscope.export.export import Exported, context_of, export_figure, view_for
from fundscope.export.kept_styles import style_hash
from fundscope.export.kit_words import Missing, readme, texts_file
from fundscope.export.look import FORMATS, Format
from fundscope.export.passport import Passport, passport_of
from fundscope.export.register import Export
from fundscope.export.size import Size, size_of
from fundscope.export.style import Ground, HouseStyle
from fundscope.figures import MadeFigure, View, make, seen_as
from fundscope.model import LANGUAGES, Language
from fundscope.words import text

_PICTURES: tuple[Format, ...] = ("png", "svg", "svg-outlines", "pdf")
# What is packed already gains nothing by being packed again.
_PACKED = (".png", ".xlsx", ".pptx", ".pdf")

_log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class KitOrder:
    """What goes into a kit: figures in one view, in each language, format and size.

    Files of data are made once a language, whatever the sizes. ``headlines`` are a reader's own, by figure
    and language. ``address`` is where the pages stand, for the citations.
    """

    figures: tuple[str, ...]
    view: View
    languages: tuple[Language, ...] = LANGUAGES
    formats: tuple[Format, ...] = FORMATS
    sizes: tuple[str, ...] = ("article",)
    theme: Ground = "light"
    scale: float = 2
    style: HouseStyle | None = None
    headlines: Mapping[tuple[str, Language], str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True)
class Kit:
    """The zip, what is missing from it and why, and what to enter into the register."""

    data: bytes
    files: tuple[str, ...]
    missing: tuple[Missing, ...]
    exports: tuple[Export, ...]


@dataclass(frozen=True)
class _Task:
    """One file: of which figure, in which language, format and size."""

    made: MadeFigure
    format: Format
    size: Size

    def path(self, release: int) -> str:
        suffix = {"svg-outlines": "-outlines.svg"}.get(self.format, f".{self.format}")
        size = f"-{self.size.name}" if self.format in _PICTURES else ""
        return f"{_stem(self.made, release)}{size}{suffix}"


def make_kit(
    release: OpenRelease,
    order: KitOrder,
    *,
    made_at: datetime | None = None,
    exported_by: str = "",
    earlier: Sequence[Export] = (),
    missing_before: Sequence[Missing] = (),
    progress: Progress | None = None,
) -> Kit:
    """Make every file of the kit. ``progress`` is told how many of how many are done, and which was last.

    With small cells hidden, a figure is missing that would tell of an enterprise together with those before
    it in the kit or with the ``earlier`` exports of the register. ``missing_before`` was missing already
    when a kit is made again.

    Raises:
        UnknownSizeError: a size is none.
        UnknownFigureError: a figure is none.
    """
    at = made_at or datetime.now(UTC).replace(microsecond=0)
    number = release.release.number
    names, apart = kept_apart(order.figures, order.view, release, earlier)
    figures = [_made(release, order, name, lang) for lang in order.languages for name in names]
    shown = [made for made in figures if made.plot is not None]
    missing = [*missing_before]
    missing += [Missing(made.name, made.view.lang, made.headline) for made in figures if made.plot is None]
    for lang in order.languages:
        context = seen_as(context_of(release), replace(order.view, lang=lang))
        missing += [Missing(name, lang, told_words(context, told)) for name, told in apart.items()]
    tasks = [task for made in shown for task in _tasks(release, order, made)]
    outcomes = _run(tasks, release, order, at, progress)
    files: dict[str, bytes] = {}
    passports: dict[str, Passport] = {}
    for task, outcome in outcomes:
        if isinstance(outcome, Exported):
            files[task.path(number)] = outcome.data
            passports[task.path(number)] = outcome.passport
        else:
            lang = task.made.view.lang
            reason = text(outcome.key, lang, **outcome.values)
            missing.append(Missing(PurePosixPath(task.path(number)).name, lang, reason))
    for made in shown:
        files[_stem(made, number) + "-texts.txt"] = _texts(made, release, order, at)
    for lang in order.languages:
        about = [made for made in shown if made.view.lang == lang]
        lacking = [lack for lack in missing if lack.lang == lang]
        context = seen_as(context_of(release), replace(order.view, lang=lang))
        files[f"README-{lang}.txt"] = readme(about, context, release.release, at, lacking)
    kept = replace(order, figures=tuple(dict.fromkeys(made.name for made in shown)))
    told = told_order(kept, number, at)
    files["manifest.json"] = _manifest(files, passports, missing, told)
    entries = tuple(_entry(made, number, order, at, exported_by) for made in shown)
    return Kit(_zip(files, at), tuple(files), tuple(missing), entries)


def told_order(order: KitOrder, release: int, at: datetime) -> dict[str, object]:
    """What was ordered, so that the kit can be made again; the style by its hash."""
    headlines = [[figure, lang, said] for (figure, lang), said in order.headlines.items()]
    style = style_hash(order.style) if order.style else ""
    view = {"view": order.view.as_text(), "headlines": headlines, "style": style}
    kept = {name: value for name, value in asdict(replace(order, style=None)).items() if name not in view}
    return kept | view | {"release": release, "made_at": at.isoformat()}


def _made(release: OpenRelease, order: KitOrder, name: str, lang: Language) -> MadeFigure:
    view = view_for(replace(order.view, lang=lang), order.sizes[0], order.theme)
    return make(name, seen_as(context_of(release), view), release)


def _tasks(release: OpenRelease, order: KitOrder, made: MadeFigure) -> Iterator[_Task]:
    """Pictures in every size, each of the figure as it is drawn for that size; data in the first."""
    for size in map(size_of, order.sizes):
        view = view_for(made.view, size, order.theme)
        drawn = made if view == made.view else make(made.name, seen_as(context_of(release), view), release)
        for kind in order.formats:
            if kind in _PICTURES or size.name == order.sizes[0]:
                yield _Task(drawn, kind, size)


def _stem(made: MadeFigure, release: int) -> str:
    name = made.name.replace("/", "-")
    return f"{name}/{name}-{made.view.lang}-r{release}"


def _run(
    tasks: Sequence[_Task], release: OpenRelease, order: KitOrder, at: datetime, progress: Progress | None
) -> list[tuple[_Task, Exported | NoImageError]]:
    """What became of each task, in their order."""

    def done(task: _Task) -> Exported | NoImageError:
        try:
            return export_figure(
                task.made,
                release,
                format=task.format,
                size=task.size,
                theme=order.theme,
                style=order.style,
                scale=order.scale,
                headline=order.headlines.get((task.made.name, task.made.view.lang)),
                made_at=at,
            )
        except NoImageError as error:
            return error
        except Exception as error:
            # One file that nobody has thought of must not end the others.
            _log.exception("The file %s of a kit failed", task.path(release.release.number))
            return NoImageError("kit.failed", detail=f"{type(error).__name__}: {error}")

    with ThreadPoolExecutor(1) as drawing, ThreadPoolExecutor(1) as writing:
        waiting = {
            (drawing if task.format in _PICTURES else writing).submit(done, task): task for task in tasks
        }
        for count, future in enumerate(as_completed(waiting), start=1):
            if progress:
                progress(count, len(tasks), waiting[future].path(release.release.number))
        return [(task, future.result()) for future, task in waiting.items()]


def _texts(made: MadeFigure, release: OpenRelease, order: KitOrder, at: datetime) -> bytes:
    """Headline, caption, alternative text and citations of a figure."""
    context = seen_as(context_of(release), made.view)
    headline = order.headlines.get((made.name, made.view.lang))
    said = made if headline is None else replace(made, headline=headline)
    code = passport_of(made, release.release.number, at).code
    return texts_file(
        said, figure_texts(said, context, cited_on=at.date(), code=code, address=order.address), context
    )


def _entry(made: MadeFigure, release: int, order: KitOrder, at: datetime, exported_by: str) -> Export:
    passport = passport_of(made, release, at)
    return Export(
        exported_at=at,
        figure=made.name,
        view=passport.view,
        release=release,
        code=passport.code,
        numbers_hash=passport.numbers_hash,
        headline=order.headlines.get((made.name, made.view.lang), made.headline),
        formats=",".join(order.formats),
        exported_by=exported_by,
    )


def _manifest(
    files: Mapping[str, bytes],
    passports: Mapping[str, Passport],
    missing: Sequence[Missing],
    order: Mapping[str, object],
) -> bytes:
    """Every file with its SHA-256 and passport, what is missing, and what was ordered, for programs."""
    told = {
        "order": order,
        "files": [
            {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
            | ({"passport": passports[name].as_dict()} if name in passports else {})
            for name, data in files.items()
        ],
        "missing": [{"file": lack.file, "lang": lack.lang, "reason": lack.reason} for lack in missing],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _zip(files: Mapping[str, bytes], at: datetime) -> bytes:
    """The files in one zip, dated the moment they were made."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            packed = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, packed)
    return written.getvalue()
