"""XMP, the metadata that picture desks and archives read: who made a file, of what, when; the passport."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lxml import etree

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_META = "adobe:ns:meta/"
# A name for our own properties; nothing is looked up there.
_OWN = "urn:fundscope:export:"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = {"x": _META, "rdf": _RDF, "dc": _DC, "xmp": _XMP, "pdf": _PDF, "fundscope": _OWN}
# Which properties of a document have a place of their own in XMP; all others are ours.
_WITH_LANGUAGE = {"Title": "title", "Subject": "description"}
_PLAIN = ("Title", "Subject", "Author", "Keywords", "Creator")


def xmp(texts: Mapping[str, str], lang: str, made_at: datetime) -> bytes:
    """The packet: title, description and creator as Dublin Core, the day, the keywords, and what is ours."""
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap=_NAMES)
    about = etree.SubElement(etree.SubElement(root, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description")
    about.set(f"{{{_RDF}}}about", "")
    for key, name in _WITH_LANGUAGE.items():
        if key in texts:
            choices = etree.SubElement(etree.SubElement(about, f"{{{_DC}}}{name}"), f"{{{_RDF}}}Alt")
            for language in ("x-default", lang):
                entry = etree.SubElement(choices, f"{{{_RDF}}}li")
                entry.set(_XML_LANG, language)
                entry.text = texts[key]
    if "Author" in texts:
        people = etree.SubElement(etree.SubElement(about, f"{{{_DC}}}creator"), f"{{{_RDF}}}Seq")
        etree.SubElement(people, f"{{{_RDF}}}li").text = texts["Author"]
    etree.SubElement(about, f"{{{_XMP}}}CreateDate").text = made_at.isoformat()
    if "Creator" in texts:
        etree.SubElement(about, f"{{{_XMP}}}CreatorTool").text = texts["Creator"]
    if "Keywords" in texts:
        etree.SubElement(about, f"{{{_PDF}}}Keywords").text = texts["Keywords"]
    for key, value in texts.items():
        if key not in _PLAIN:
            etree.SubElement(about, f"{{{_OWN}}}{key}").text = value
    body: bytes = etree.tostring(root, encoding="utf-8")
    head = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
    return head + body + b'\n<?xpacket end="w"?>'


def own_texts(packet: bytes) -> dict[str, str]:
    """Our own properties in a packet that came from anywhere; none where it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(packet, parser) if packet.strip() else None
    except etree.XMLSyntaxError:
        return {}
    if root is None:
        return {}
    return {etree.QName(element).localname: element.text or "" for element in root.iter(f"{{{_OWN}}}*")}
