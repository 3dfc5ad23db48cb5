"""In which encoding a text file is written, told by evidence.

GB18030 decodes nearly any bytes, so "it decodes" proves nothing there: what proves is whether the
characters that come out are ones that people write.
"""

from __future__ import annotations

import codecs
import mmap
import re
from dataclasses import dataclass

from .unreadable import Unreadable

SAMPLE_BYTES = 60_000
# As offered to a person; also the order in which equals are preferred.
CANDIDATES = ("gb18030", "big5", "cp1252", "shift_jis", "cp1251", "cp1250")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Encoding:
    """A codec of Python's, and the key of the words that say why."""

    codec: str
    key: str


def tell_encoding(data: bytes | mmap.mmap) -> Encoding:
    """The encoding of a text file.

    Raises:
        Unreadable: the bytes are no text in any encoding.
    """
    for mark, codec in _MARKS:
        if data[: len(mark)] == mark:
            return Encoding(codec, "reading.encoding_mark")
    utf_16 = _utf_16_without_mark(data[:4000])
    if utf_16:
        return Encoding(utf_16, "reading.encoding_zeros")
    if _is_binary(data[:SAMPLE_BYTES]):
        raise Unreadable("wrong_type")
    if is_utf_8(data):
        return Encoding(
            "utf-8", "reading.encoding_ascii" if data[:SAMPLE_BYTES].isascii() else "reading.encoding_valid"
        )
    telling = _telling_part(data)
    if _is_damaged_utf_8(telling):
        return Encoding("utf-8", "reading.encoding_damaged")
    return Encoding(_most_plausible(telling), "reading.encoding_frequent")


def encoding_of(data: bytes | mmap.mmap, chosen: str | None) -> Encoding:
    """A person's word on the encoding, or what the evidence says.

    Raises:
        Unreadable: there is no encoding of the chosen name, or the bytes are no text.
    """
    if chosen is None:
        return tell_encoding(data)
    try:
        return Encoding(codecs.lookup(chosen).name, "reading.encoding_chosen")
    except LookupError:
        raise Unreadable("unknown_encoding", encoding=chosen) from None


def decoded(data: bytes, codec: str) -> str:
    """The text without zero bytes, which nobody sees; what does not fit is shown as \ufffd."""
    return data.decode(codec, errors="replace").removeprefix("\ufeff").replace("\x00", "")


def decoded_text(data: bytes, chosen: str | None) -> tuple[str, str]:
    """The text of a web page and its encoding: the one it declares, if its bytes fit that."""
    declared = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", data[:4_000])
    if chosen is None and declared and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        name = declared[1].decode("ascii").lower()
        # GB2312 and GBK are said where GB18030, which holds both, is written.
        codec = "gb18030" if name in ("gb2312", "gbk") else name
        try:
            return data.decode(codec), codecs.lookup(codec).name
        except (LookupError, UnicodeDecodeError):
            pass
    codec = encoding_of(data, chosen).codec
    return decoded(data, codec), codec


def _is_damaged_utf_8(telling: bytes) -> bool:
    """UTF-8 but for a few bytes: hardly any other text makes so many sequences that fit."""
    text = telling.decode("utf-8", errors="replace")
    beyond = len(re.findall(r"[^\x00-\x7f]", text))
    return text.count("\ufffd") <= 0.02 * beyond


def is_utf_8(data: bytes | mmap.mmap) -> bool:
    """Whether all of it is valid UTF-8; a chunk at a time, since a file may be large."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), _CHUNK_BYTES):
            decoder.decode(view[start : start + _CHUNK_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_binary(sample: bytes) -> bool:
    """Text has hardly any control characters. Some programs end each cell with a zero byte."""
    zeros = sample.count(0)
    controls = len(re.findall(rb"[\x01-\x08\x0e-\x1f\x7f]", sample))
    return controls > max(0 if zeros else 2, 0.01 * len(sample)) or zeros > 0.2 * len(sample)


def _utf_16_without_mark(head: bytes) -> str | None:
    """Western text in UTF-16 has a zero in every other byte."""
    pairs = len(head) // 2
    if pairs < 4:
        return None
    if head[1::2].count(0) > 0.4 * pairs and head[::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None


def _telling_part(data: bytes | mmap.mmap) -> bytes:
    """Whole lines that are not plain ASCII, up to a sample: the rest says nothing."""
    telling: list[bytes] = []
    size = 0
    for line in re.split(rb"\r\n|\n|\r", data[: 20 * SAMPLE_BYTES]):
        if not line.isascii():
            telling.append(line)
            size += len(line)
            if size > SAMPLE_BYTES:
                break
    return b"\n".join(telling)


def _most_plausible(sample: bytes) -> str:
    scores = {codec: score for codec in CANDIDATES if (score := _plausibility(sample, codec)) is not None}
    if not scores:
        raise Unreadable("encoding")
    best = max(scores, key=lambda codec: scores[codec])
    # Where nothing is likely, what the world's most common programs would write; a person may choose.
    return best if scores[best] > 0 or "cp1252" not in scores else "cp1252"


def _decoded(sample: bytes, codec: str) -> str | None:
    """The text, allowing one bad byte in a thousand; None where more do not fit."""
    text = sample.decode(codec, errors="replace")
    if text.count("\ufffd") > 0.001 * len(text):
        return None
    return text


def _plausibility(sample: bytes, codec: str) -> float | None:
    """How likely people wrote what comes out: the mean over its characters beyond ASCII."""
    text = _decoded(sample, codec)
    if text is None:
        return None
    beyond = re.findall(r"[^\x00-\x7f]", text)
    if not beyond:
        return None
    if codec in ("cp1252", "cp1250", "cp1251"):
        return _european(text, beyond, codec)
    score = sum(_east_asian_weight(character, codec) for character in beyond)
    # Two bytes make one such character, so a wrong guess also has fewer; the mean is per byte pair.
    lone = len(re.findall(r"[A-Za-z][\u3400-\u9fff][a-z]", text))
    return (score - 3 * lone) / len(beyond)


def _east_asian_weight(character: str, codec: str) -> float:
    """1 for a character of everyday use in that script, less for rare ones, below 0 for no text at all."""
    if "\u4e00" <= character <= "\u9fff":
        if codec == "gb18030":
            return _gb_2312_weight(character)
        if codec == "big5":
            return _big5_weight(character)
        return 0.4
    if "\u3040" <= character <= "\u30ff":
        return {"shift_jis": 1.0}.get(codec, -0.5)
    if (
        character in "，。、：；？！（）《》“”‘’【】「」『』—…·￥％＋－／＝～　〈〉％"
        or "\uff10" <= character <= "\uff5a"
    ):
        return 0.8
    return -0.5 if character != "\ufffd" else -5.0


def _gb_2312_weight(character: str) -> float:
    """By the rows of GB 2312: rows 16 to 55 hold the 3,755 characters of daily use, ordered by sound."""
    try:
        row = character.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return -0.6
    return 1.0 if row <= 55 else -0.2


def _big5_weight(character: str) -> float:
    """Big5 puts its 5,401 characters of daily use first, A440 to C67E."""
    code = int.from_bytes(character.encode("big5", errors="replace"), "big")
    return 1.0 if 0xA440 <= code <= 0xC67E else -0.2


# Polish read as a western text: £ódzkie, œl¹skie. A degree and a micro may stand before letters.
_SIGN_IN_WORD = re.compile(r"[£¥¢§±²³¹¼½¾¿¡©®¶¨´](?=[^\W\d_])")
# Letters of which one each is there, and those that speak against it: ø and š are ř and š in Czech.
_CENTRAL = tuple(
    (frozenset(one), frozenset(other), frozenset(but_for))
    for one, other, but_for in (("øìèùòï", "šž", "æå"), ("õû", "öü", "ãêçàä"), ("þ", "ãâ", "ð"))
)


def _european(text: str, beyond: list[str], codec: str) -> float:
    """Accented letters stand among plain letters, one here and there; signs stand beside spaces or digits."""
    expected = {
        "cp1252": "àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜ€£°«»“”‘’–—…§·²³½\u00a0"
        "ŠŽšžŸ©®™±¿¡ºª¼¾×¥¢‰†•„‚‹›¶µ¹",
        "cp1250": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽáéíúýőűäöüăâîșțşţÁÉÍÚÝŐŰÖÄÜĂÂÎȘȚŞŢÓó€°„”“’–—",
        "cp1251": "".join(chr(code) for code in range(0x410, 0x450)) + "ёЁ№«»–—“”",
    }[codec]
    likely = sum(character in expected for character in beyond) / len(beyond)
    if codec == "cp1251":
        words = len(re.findall(r"[\u0410-\u044f]{3,}", text))
        return likely - 0.4 if words else -1.0
    # A run of accented letters is no word of any language written in these.
    in_runs = sum(len(run) for run in re.findall(r"[^\x00-\x7f]{3,}", text)) / len(beyond)
    if codec == "cp1250":
        return likely - 1.5 * in_runs - 0.02
    glued = len(_SIGN_IN_WORD.findall(text)) / len(beyond)
    return likely - 1.5 * in_runs - glued - (0.1 if _is_central(set(text.lower())) else 0.0)


def _is_central(characters: set[str]) -> bool:
    """Whether letters stand together as only Czech, Hungarian or Romanian do when read as a western text."""
    return any(
        characters & one and characters & other and not characters & but_for
        for one, other, but_for in _CENTRAL
    )
