"""The faces of a document in; who plays which role, as plain values for the manifest, out."""

from __future__ import annotations

from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from typing import Any

from briefing.typeset import Face, Fonts, Role


def described(fonts: Fonts) -> list[dict[str, Any]]:
    """Return for each role its face, whether it stands in for another, and of any file that is not packaged its name
    and SHA-256; then the faces of the system that stand in for rare characters. No path: it would be this machine's."""
    roles = [_cast(fonts, role) for role in Role]
    cast = {face for each in fonts.casts.values() for face in each.faces()}
    rare = [{"role": "rare", "how": "system", **_face(face)} for face in fonts.stand_ins if face not in cast]
    return [*roles, *rare]


def _cast(fonts: Fonts, role: Role) -> dict[str, Any]:
    cast = fonts.casts[role]
    made: dict[str, Any] = {"role": role.value, "how": cast.how, "title": cast.title, **_face(cast.face)}
    if cast.instead:
        made["stands_in_for"] = cast.instead
    if cast.bold:
        made["bold"] = _face(cast.bold)
    if cast.latin:
        made["latin"] = _face(cast.latin)
    return made


def _face(face: Face) -> dict[str, Any]:
    if face.is_packaged:
        return {"face": face.name, "package": face.package}
    return {"face": face.name, "file": Path(face.file).name, "sha256": _digest(face.file, face.stamp)}


@lru_cache(maxsize=64)
def _digest(path: str, stamp: str) -> str:
    """Return the hash of a font file; another `stamp` is another file."""
    with Path(path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
