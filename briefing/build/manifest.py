"""Document, inputs and results in; `manifest.json` out: what went in, what came out, and where every figure is from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from briefing import __version__
from briefing.document import Document, figures
from briefing.errors import Notice
from briefing.model.figure import Figure
from briefing.model.records import Origin

_LIBRARIES = (
    "altair", "vl-convert-python", "python-pptx", "reportlab", "Jinja2", "uharfbuzz", "justmytype-intl-cjk",
    "pylopdf-fonts-zh-cn",
)  # fmt: skip


def manifest(
    document: Document,
    inputs: Sequence[tuple[str, str]],
    outputs: Mapping[str, bytes],
    fonts: Iterable[str],
    roles: Sequence[Mapping[str, Any]],
    notices: Iterable[Notice],
) -> bytes:
    """Return the manifest as UTF-8 JSON; `roles` says which face plays which role.

    Inputs have their hashes, but for tables of which the audience does not see everything.

    It holds no clock and no absolute path, so equal builds give equal bytes.
    """
    described = {
        "dataset": document.dataset,
        "audience": document.audience,
        "period": document.period,
        "title": document.title,
        "stamped": document.stamped.isoformat(),
        "synthetic": document.synthetic,
        "inputs": [{"file": file} | ({"sha256": digest} if digest else {}) for file, digest in inputs],
        "outputs": [{"file": f, "bytes": len(data), "sha256": sha256(data)} for f, data in outputs.items()],
        "versions": {"briefing": __version__} | _versions(),
        "fonts": sorted(set(fonts)),
        "roles": roles,
        "notices": [{"where": notice.where, "message": notice.message} for notice in notices],
        "figures": [of_figure(figure) for figure in figures(document)],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def _versions() -> dict[str, str]:
    """Return the versions of the libraries, which a process that has loaded them does not change."""
    return {name: version(name) for name in _LIBRARIES}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def of_figure(figure: Figure) -> dict[str, Any]:
    """Describe a figure; one that was rounded the other way so that a sum adds up says so."""
    told: dict[str, Any] = {
        "id": figure.id,
        "label": figure.label,
        "metric": figure.metric,
        "period": figure.period,
        "text": figure.text,
        "raw": str(figure.raw),
        "origins": [_origin(origin) for origin in figure.origins],
    }
    return told | ({"adjusted": True} if figure.adjusted else {})


def _origin(origin: Origin) -> dict[str, str]:
    found = {"file": origin.file, "sheet": origin.sheet, "cell": origin.cell, "published": origin.published}
    return {key: value for key, value in found.items() if value}
