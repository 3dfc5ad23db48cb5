"""The road into the store: files checked together and published as one release, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from fundscope.ingest.check import Checked, HandedIn, Source, check_files
from fundscope.ingest.company_register import keep_matches
from fundscope.ingest.issue import ImportRefusedError, Issue, counts
from fundscope.ingest.learned import learn
from fundscope.ingest.merge import Mode
from fundscope.ingest.origins import keep_origins
from fundscope.ingest.reference import reference_sheets
from fundscope.ingest.rule import rules
from fundscope.model import DATA_FOLDER, datasets
from fundscope.store import Check, Release, StaleBaseError, Store, Upload, Waiver

_SAMPLE = ("funds", "enterprises", "projects")
# Kept in the release and so read in either language.
_SAMPLE_MESSAGE = "Made-up sample that adds up to the published figures / 与公布数一致的虚构示例数据"


def import_files(
    store: Store,
    files: Mapping[str, Path],
    *,
    author: str,
    message: str,
    mode: Mode = "replace",
    reasons: Mapping[str, str] | None = None,
) -> Release:
    """Check files, by dataset, and publish them as the next release.

    ``reasons`` says for a rule why its warnings may stand; they become waivers of the release. Where nothing
    has been published yet, the reference tables are published with the files.

    Raises:
        ImportRefusedError: there are errors, or warnings without a reason; nothing is published.
        Unreadable: a file cannot be read.
        StaleBaseError: somebody has published in the meantime.
    """
    checked = check_files(store, [Source(name, path) for name, path in files.items()], mode)
    return publish_checked(store, checked, author=author, message=message, reasons=reasons)


def publish_checked(
    store: Store,
    checked: Checked,
    *,
    author: str,
    message: str,
    reasons: Mapping[str, str] | None = None,
    tell: Callable[[str | None], None] = lambda _: None,
) -> Release:
    """Publish what has been checked, on the release that it was checked against.

    ``tell`` is that of ``Store.publish``.

    Raises:
        ImportRefusedError, StaleBaseError: as ``import_files``.
    """
    reasons = reasons or {}
    if blocking := checked.blocking(reasons):
        raise ImportRefusedError(blocking)
    changes = {name: checked.candidate.tables[name] for name in checked.changed}
    beside = [name for name in changes if name not in checked.staged]
    release = store.publish(
        changes,
        base=None if checked.base is None else checked.base.number,
        author=author,
        message=message,
        uploads=_kept_uploads(store, checked),
        checks=[*_checks(checked), *_kept(checked.base, "checks", beside)],
        waivers=[*_waivers(checked.issues, reasons, author), *_kept(checked.base, "waivers", beside)],
        tell=tell,
    )
    taken = [(part, part.staged) for part in checked.parts if part.staged is not None]
    keep_matches(store, [(staged, part.companies) for part, staged in taken], release)
    keep_origins(store, [(part.source, staged) for part, staged in taken])
    for part, staged in taken:
        said, sender = part.source.staging, part.source.sender or author
        learn(store, staged.dataset.name, staged.source, sender=sender, fields=said.fields, units=said.units)
    return release


def _kept(base: Release | None, kind: Literal["checks", "waivers"], names: list[str]) -> list[Any]:
    """What the base says of datasets that only get rows beside those they have."""
    return [] if base is None else [one for one in getattr(base, kind) if one.dataset in names]


def _kept_uploads(store: Store, checked: Checked) -> list[Upload]:
    """Every file once, however many of its tables were taken."""
    files = [part.source.file for part in checked.parts]
    if checked.base is None:
        files += [sheet.path for sheet in reference_sheets().values()]
    kept = (
        file.upload if isinstance(file, HandedIn) else store.keep_upload(file.read_bytes(), file.name)
        for file in files
    )
    return list(dict.fromkeys(kept))


def _checks(checked: Checked) -> list[Check]:
    """Each rule with its number of issues for each dataset of records that was checked, none included."""
    counted = counts(checked.issues)
    return [
        Check(rule.id, name, counted.get((rule.id, name), 0))
        for name in checked.staged
        if not datasets()[name].is_reference
        for rule in rules()
    ]


def _waivers(issues: tuple[Issue, ...], reasons: Mapping[str, str], author: str) -> list[Waiver]:
    """Where an issue is of rows as such and not of a column, its waiver touches every column."""
    columns: dict[tuple[str, str], set[str | None]] = {}
    for issue in issues:
        columns.setdefault((issue.rule, issue.dataset), set()).add(issue.column)
    counted = counts(issues)
    return [
        Waiver(rule, dataset, _all_or_named(touched), counted[rule, dataset], reasons[rule].strip(), author)
        for (rule, dataset), touched in columns.items()
    ]


def _all_or_named(columns: set[str | None]) -> tuple[str, ...]:
    return () if None in columns else tuple(sorted(filter(None, columns)))


def open_or_begin(address: str) -> Store:
    """The store at an address; where nothing has been published, with the sample as its first release.

    Of several processes that begin at once, one publishes and the others find its release.
    """
    store = Store(address)
    if not store.releases():
        sample = {name: DATA_FOLDER / "sample" / f"{name}.xlsx" for name in _SAMPLE}
        with suppress(StaleBaseError):  # somebody else has begun in this moment
            import_files(
                store,
                sample,
                author="Fundscope",
                message=_SAMPLE_MESSAGE,
            )
    return store
