"""What openpyxl does not keep of a workbook that it opens and saves."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import Any

from fundscope.model import Language
from fundscope.words import number, text

# Parts of a workbook (ECMA-376, and Microsoft's additions to it) that openpyxl leaves behind.
_PARTS = {
    "diagrams": re.compile(r"xl/diagrams/data"),
    "newer_charts": re.compile(r"xl/charts/chartEx"),
    "slicers": re.compile(r"xl/(?:slicers|timelines)/[^/]+\.xml$"),
    "controls": re.compile(r"xl/(?:ctrlProps|activeX)/[^/]+\.xml$"),
    "embedded": re.compile(r"xl/embeddings/"),
    "connections": re.compile(r"xl/(?:connections\.xml$|queryTables/|model/)"),
    "threads": re.compile(r"xl/threadedComments/"),
    "signatures": re.compile(r"_xmlsignatures/sig"),
    # A chart is written anew from what openpyxl understood of it.
    "charts": re.compile(r"xl/charts/chart\d+\.xml$"),
}
# Elements that it leaves behind: the parts they stand in, and what begins one.
_ELEMENTS = {
    "shapes": ("xl/drawings/drawing", re.compile(rb"<(?:\w+:)?(?:sp|cxnSp)[ >]")),
    "pictures": ("xl/drawings/drawing", re.compile(rb"<(?:\w+:)?pic[ >]")),
    "sparklines": ("xl/worksheets/", re.compile(rb"<(?:\w+:)?sparkline[ >]")),
    "rules": ("xl/worksheets/", re.compile(rb"<x14:(?:dataValidation|cfRule)[ >]")),
    # Formulas are kept, but not their last results, which our reader takes: Excel works them out again.
    "formulas": ("xl/worksheets/", re.compile(rb"<(?:\w+:)?f[ >]")),
}


def what_is_lost(data: bytes, workbook: Any, lang: Language) -> tuple[str, ...]:
    """A sentence for each kind of thing that is in the file and will not be in the saved ``workbook``."""
    found = _contents(data)
    # Pictures are kept, but for formats that openpyxl does not know.
    found["pictures"] -= sum(len(sheet._images) for sheet in workbook.worksheets)
    kinds = (*_PARTS, *_ELEMENTS)
    return tuple(
        text(f"handback.lost.{kind}", lang, value=number(found[kind], lang))
        for kind in kinds
        if found[kind] > 0
    )


def _contents(data: bytes) -> Counter[str]:
    counted: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            counted.update(kind for kind, pattern in _PARTS.items() if pattern.match(name))
            searched = [
                (kind, begins) for kind, (folder, begins) in _ELEMENTS.items() if name.startswith(folder)
            ]
            if searched and name.endswith(".xml"):
                part = archive.read(name)
                counted.update({kind: len(begins.findall(part)) for kind, begins in searched})
    return counted
