"""A drawn PDF in, the finished one out: tagged, archival and accessible (PDF/A-2a, ISO 19005-2; PDF/UA-1, ISO 14289-1).

ReportLab alone writes no XMP, no output intent and no end of line before `endstream`; pikepdf writes the file anew.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.pdfgen.canvas import Canvas

from briefing.document import Document
from briefing.render.pdf.structure import Structure
from briefing.render.pdf.tree import link_key, page_key, with_tree

if TYPE_CHECKING:
    import pikepdf

_PRODUCER = "briefing"
# What XML cannot hold, and control characters, which no reader of metadata shows.
_CONTROL = re.compile("[^\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# PDF/A asks for the schema of what it does not know itself (ISO 19005-2, 6.6.2.3.3).
_UA_SCHEMA = """
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>"""


@dataclass(frozen=True, slots=True)
class About:
    """The metadata of a file; `stamped` is written `2020-12-31`."""

    title: str
    author: str
    subject: str
    language: str
    stamped: str

    @classmethod
    def of(cls, document: Document) -> About:
        subject = document.kicker or document.title
        return cls(document.title, document.author, subject, document.language, f"{document.stamped:%Y-%m-%d}")


def finish(canvas: Canvas, structure: Structure, about: About, turned: Set[int]) -> bytes:
    """Return the canvas as a finished file; `turned` pages are shown turned to the right. Equal input, equal bytes."""
    import pikepdf

    treed, tree = with_tree(_written(canvas), vars(canvas)["_doc"], structure)
    with pikepdf.open(treed) as pdf:
        root = pdf.Root
        root.StructTreeRoot = pdf.get_object(tree, 0)
        root.MarkInfo = pikepdf.Dictionary(Marked=True)
        root.Lang = pikepdf.String(about.language)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        root.Metadata = _metadata(pdf, about)
        root.OutputIntents = pikepdf.Array([_output_intent(pdf)])
        _describe(pdf, about)
        _mark_pages(pdf, turned)
        out = BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
            compress_streams=True,
        )
    return out.getvalue()


def _written(canvas: Canvas) -> bytes:
    data: bytes = canvas.getpdfdata()  # type: ignore[no-untyped-call]  # not in the stubs
    return data


def _mark_pages(pdf: pikepdf.Pdf, turned: Set[int]) -> None:
    import pikepdf

    link = 0
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = page_key(number)
        if number in turned:
            page.obj.Rotate = 90
        if "/Annots" in page.obj:
            page.obj.Tabs = pikepdf.Name.S
            for annotation in page.obj.Annots:
                annotation.StructParent = link_key(link)
                annotation.F = 4
                link += 1


def _describe(pdf: pikepdf.Pdf, about: About) -> None:
    """Write the document information; it says what the XMP says."""
    import pikepdf

    stamp = pikepdf.String(f"D:{about.stamped.replace('-', '')}000000+00'00'")
    written = {"/Title": about.title, "/Author": about.author, "/Subject": about.subject}
    info = {key: pikepdf.String(_line(value)) for key, value in written.items() if value}
    info |= {"/Creator": pikepdf.String(_PRODUCER), "/Producer": pikepdf.String(_PRODUCER)}
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(info | {"/CreationDate": stamp, "/ModDate": stamp}))


def _line(words: str) -> str:
    return _CONTROL.sub(" ", words)


def _metadata(pdf: pikepdf.Pdf, about: About) -> pikepdf.Object:
    import pikepdf

    stream = pikepdf.Stream(pdf, _packet(about).encode("utf-8"))
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    return pdf.make_indirect(stream)


def _packet(about: About) -> str:
    title, author, subject = (escape(_line(words)) for words in (about.title, about.author, about.subject))
    stamp = f"{about.stamped}T00:00:00+00:00"
    creator = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   {creator}
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{stamp}</xmp:CreateDate>
   <xmp:ModifyDate>{stamp}</xmp:ModifyDate>
   <pdf:Producer>{_PRODUCER}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>{_UA_SCHEMA}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _output_intent(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return what the colours mean: sRGB (ISO 19005-2, 6.2.3)."""
    import pikepdf

    profile = pikepdf.Stream(pdf, _srgb())
    profile.N = 3
    name = pikepdf.String("sRGB IEC61966-2.1")
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=pdf.make_indirect(profile),
    )


@cache
def _srgb() -> bytes:
    """Return the ICC profile of sRGB as Little CMS makes it, with a fixed date in place of the clock's."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = b"\x07\xe4\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"
    return bytes(made)
