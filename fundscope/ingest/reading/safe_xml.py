"""XML from strangers: read by expat, in pieces, without entities of the file's own and without links."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers import expat

from .unreadable import Unreadable

# Small enough to stay near the processor, and for memory to be used again rather than asked for anew.
_PIECE_BYTES = 1 << 16
# Parts of a workbook that no reader of ours opens.
_NOT_READ = ("xmlmaps", "customxml/", "docprops/", "docmetadata/", "thumbnails/")

StartElement = Callable[[str, dict[str, str]], None]


class Enough(Exception):  # noqa: N818 - what it says
    """Raised by a handler that has seen all it needs."""


def _no_entities(*_: object) -> None:
    raise Unreadable("entities")


def xml_parser() -> expat.XMLParserType:
    """A parser that refuses a file as soon as it defines an entity, and follows no reference outside."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _no_entities
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def parse(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    """Feed a document to a parser, until its end or until a handler has seen enough.

    Raises:
        Unreadable: the document defines entities, or is no XML.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except Enough:
        return
    except (expat.ExpatError, ValueError):
        raise Unreadable("damaged") from None


def local_name(name: str) -> str:
    """A name without the prefix that stands for its namespace, which every program chooses anew."""
    return name.rpartition(":")[2]


def attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """The attribute of that local name."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if local_name(key) == name), None)


def is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def part_name(name: str) -> str:
    """The name of a part of a zip as it should be written: some programs use backslashes or a capital."""
    return name.replace("\\", "/").lstrip("/").lower()


def pieces_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An entry of a zip, a piece at a time."""
    try:
        with archive.open(entry) as file:
            while piece := file.read(_PIECE_BYTES):
                yield piece
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise Unreadable("damaged") from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise Unreadable("damaged") from None


def refuse_entities(archive: zipfile.ZipFile) -> None:
    """Look at the beginning of every part that a reader may open: there alone entities are defined.

    Raises:
        Unreadable: a part defines entities.
    """

    def begun(*_: object) -> None:
        raise Enough

    for entry in archive.infolist():
        name = part_name(entry.filename)
        if not name.endswith((".xml", ".rels")) or any(part in name for part in _NOT_READ):
            continue
        parser = xml_parser()
        parser.StartElementHandler = begun
        try:
            parse(parser, pieces_of(archive, entry))
        except Unreadable as failure:
            if failure.code == "entities":
                raise
