"""The faces of a house master's theme: an East Asian one is put in where it names none that has Chinese."""

from __future__ import annotations

from briefing.document import Style

# What programs write into the East Asian slot for want of anything better.
_WITHOUT_CHINESE = (
    "arial", "aptos", "calibri", "cambria", "carlito", "dejavu", "georgia", "helvetica", "liberation", "open sans",
    "roboto", "segoe", "tahoma", "times", "verdana",
)  # fmt: skip
# Themes list it for Chinese without anybody having chosen it.
DEFAULTS = ("宋体", "SimSun")


def has_chinese(face: str) -> bool:
    """Return whether a face may have Chinese: it has a name, and none of those that are known to have none."""
    return bool(face) and not face.casefold().startswith(_WITHOUT_CHINESE)


def asian_face(face: str, style: Style) -> str:
    """Return the face for Chinese: the theme's own, or the document's where it has none but Office's old default."""
    return face if has_chinese(face) and face not in DEFAULTS else style.east_asian_face
