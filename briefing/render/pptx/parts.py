"""The furniture of an Open XML package as text: relationships and content types of an empty deck."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.render.pptx.xml import HEAD, R

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PRESENTATION = f"{_OFFICE}.presentationml"


def relationships(targets: Sequence[tuple[str, str]]) -> str:
    """Return a relationships part: pairs of kind and target, numbered rId1, rId2 …"""
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def content_types(layouts: int) -> str:
    """Return the content types of an empty deck with so many layouts."""
    kinds = {
        "/ppt/presentation.xml": f"{_PRESENTATION}.presentation.main+xml",
        "/ppt/presProps.xml": f"{_PRESENTATION}.presProps+xml",
        "/ppt/viewProps.xml": f"{_PRESENTATION}.viewProps+xml",
        "/ppt/tableStyles.xml": f"{_PRESENTATION}.tableStyles+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_PRESENTATION}.slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{_PRESENTATION}.notesMaster+xml",
        "/ppt/theme/theme1.xml": f"{_OFFICE}.theme+xml",
        "/ppt/theme/theme2.xml": f"{_OFFICE}.theme+xml",
    }
    kinds |= {
        f"/ppt/slideLayouts/slideLayout{at}.xml": f"{_PRESENTATION}.slideLayout+xml" for at in range(1, layouts + 1)
    }
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )
