"""A house master's file in, what is known of it and its picture out, for `briefing template inspect`."""

from __future__ import annotations

from pathlib import Path

from briefing.build.files import write_all
from briefing.errors import BriefingError, UsageError, cause
from briefing.masters.model import HouseMaster

_SUFFIXES = (".png", ".svg")
# Dots for each unit of the drawing; a long list of layouts is drawn with fewer, as its picture is large enough.
_SCALE, _LONG, _LONG_SCALE = 2, 24, 1


def opened(path: Path) -> HouseMaster:
    """Read a master from a file."""
    from briefing.masters.reading import read_master

    try:
        data = path.read_bytes()
    except OSError as error:
        raise BriefingError(f"读不了：{cause(error)}。", str(path), "母版应是 .pptx 或 .potx 文件。") from error
    return read_master(data, path.name)


def draw(house: HouseMaster, path: Path) -> None:
    """Write the picture of the layouts' geometry, as PNG or SVG by the file's name."""
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UsageError("图的文件名要以 .png 或 .svg 结尾。", str(path))
    write_all(path.parent, {path.name: _png(house) if suffix == ".png" else _svg(house)})


def _svg(house: HouseMaster) -> bytes:
    from briefing.masters.drawing import drawing

    return drawing(house).encode("utf-8")


def _png(house: HouseMaster) -> bytes:
    from briefing.charts.engine import converter
    from briefing.charts.faces import family_for
    from briefing.masters.drawing import drawing, texts

    scale = _SCALE if len(house.layouts) <= _LONG else _LONG_SCALE
    return converter().svg_to_png(drawing(house, family_for(texts(house))), scale=scale)
