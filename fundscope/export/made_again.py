"""Briefs and kits made once more, from what their passport or their manifest says of them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from urllib.parse import parse_qs

from fundscope.engine import open_release
from fundscope.export.brief import PARTS, Part, make_brief
from fundscope.export.brief_docx import brief_docx
from fundscope.export.brief_pdf import brief_pdf
from fundscope.export.carried import carried_by
from fundscope.export.export import Exported
from fundscope.export.kept_styles import kept_style
from fundscope.export.kit import KitOrder, make_kit
from fundscope.export.kit_words import Missing
from fundscope.export.passport import Passport, passport_from_json
from fundscope.figures import view_from_text
from fundscope.store import Store, UnknownReleaseError

_MOST_FILES, _MOST_BYTES = 5_000, 500_000_000


def brief_again(passport: Passport, store: Store) -> Exported | None:
    """The brief of a passport; None where it does not say as what kind of file, with which parts, or in a
    style that this store has never kept."""
    told = {name: values[0] for name, values in parse_qs(passport.look, keep_blank_values=True).items()}
    suffix, parts = told.get("format"), tuple(told.get("parts", "").split(","))
    if suffix not in ("docx", "pdf") or not set(parts) <= set(PARTS):
        return None
    style = kept_style(store, told.get("style", ""))
    if style is None:
        return None
    view, _ = view_from_text(passport.view)
    brief = make_brief(
        open_release(store, passport.release),
        replace(view, release=None),
        figures=passport.figure.split(",")[1:],
        parts=cast(tuple[Part, ...], parts),
        picture="png" if suffix == "docx" else "svg",
        style=style,
        made_at=passport.made_at,
    )
    return brief_docx(brief) if suffix == "docx" else brief_pdf(brief)


@dataclass(frozen=True)
class ReadKit:
    """A kit that came from anywhere: its files with a passport, what was changed since, and its manifest."""

    signed: Mapping[str, bytes]
    changed: tuple[str, ...]
    manifest: str


def read_kit(data: bytes) -> ReadKit | None:
    """The files of a kit; None where it is damaged, or larger than any kit is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                return None
            files = {entry.filename: archive.read(entry) for entry in entries}
        manifest = files.pop("manifest.json").decode()
        hashes = {each["file"]: each["sha256"] for each in json.loads(manifest)["files"]}
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, OSError, NotImplementedError):
        return None
    signed = {name: content for name, content in files.items() if carried_by(content).passport is not None}
    others = {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name not in signed
    }
    changed = [name for name, found in others.items() if hashes.get(name) != found]
    return ReadKit(signed, (*changed, *(name for name in hashes if name not in files)), manifest)


def kit_again(manifest: str, store: Store) -> Exported | None:
    """The kit that a manifest tells of; None where it does not say how it was ordered, or in which style."""
    try:
        told: dict[str, Any] = json.loads(manifest)
        order = told["order"]
        release = open_release(store, order["release"])
        at = datetime.fromisoformat(order["made_at"])
        style = kept_style(store, order["style"])
        missing = [Missing(**lack) for lack in told["missing"]]
        passport = next(
            passport_from_json(json.dumps(each["passport"])) for each in told["files"] if "passport" in each
        )
        again = KitOrder(
            figures=tuple(order["figures"]),
            view=view_from_text(order["view"])[0],
            languages=tuple(order["languages"]),
            formats=tuple(order["formats"]),
            sizes=tuple(order["sizes"]),
            theme=order["theme"],
            scale=order["scale"],
            style=style if order["style"] else None,
            headlines={(figure, lang): said for figure, lang, said in order["headlines"]},
            address=order["address"],
        )
    except (KeyError, TypeError, ValueError, StopIteration, UnknownReleaseError):
        return None
    if style is None:
        return None
    figures_missing = [lack for lack in missing if "/" in lack.file]
    kit = make_kit(release, again, made_at=at, missing_before=figures_missing)
    return Exported(kit.data, "application/zip", f"fundscope-kit-r{order['release']}.zip", passport)
