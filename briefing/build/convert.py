"""A Vega-Lite file in; the chart on its own as PDF, PowerPoint, SVG or HTML out, and whether it is native there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from briefing.blocks import Chart
from briefing.build.files import write_all
from briefing.build.inspection import hold
from briefing.build.stamp import epoch_date
from briefing.charts import cache, custom
from briefing.charts.legible import has_links
from briefing.charts.styles import Medium
from briefing.document import Style
from briefing.errors import BriefingError, Notice, Problem, ProblemsFound, UsageError, cause, suggest

# A file made of a spec alone has no data's date; any fixed one keeps equal specs equal files.
STAMPED = date(2000, 1, 1)
_SMALLEST, _LARGEST = 40.0, 14000.0


@dataclass(frozen=True, slots=True)
class Size:
    """The whole size in points; None leaves it to the spec."""

    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written, how PowerPoint shows it (`native` or `vector`, with the reasons), and what was not kept."""

    file: Path
    mode: str
    reasons: tuple[str, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class _Chart:
    """A checked spec with its words, and its file's name in problems."""

    spec: Mapping[str, Any]
    titles: custom.Titles
    where: str

    @property
    def alt(self) -> str:
        return self.titles.description or self.titles.title or "图表"


Made = tuple[bytes, tuple[Notice, ...]]


def convert(source: Path, out: Path, size: Size = Size(), *, cached: bool = True) -> Converted:
    """Draw a Vega-Lite file; raises ProblemsFound or BriefingError for one that cannot be drawn, and writes nothing."""
    make = FORMATS.get(out.suffix.lower().removeprefix("."))
    if make is None:
        hint = suggest(out.suffix.removeprefix("."), FORMATS)
        raise UsageError(f"不支持“{out.suffix or out.name}”格式。", hint=hint)
    for side in (size.width, size.height):
        if side is not None and not _SMALLEST <= side <= _LARGEST:
            raise UsageError(f"{side:g}磅的图画不了。", hint=f"宽和高要在{_SMALLEST:.0f}到{_LARGEST:.0f}磅之间。")
    if out.exists() and source.exists() and out.samefile(source):
        raise UsageError("要写的文件就是图表文件自己。", hint="请换一个文件名。")
    with cache.disabled(not cached):
        spec, odd = _read(source)
        with _explained(odd):
            chart = _Chart(custom.colored(spec, Style()), custom.titles(spec), source.name)
            mode, reasons = _mode(chart)
            data, notices = make(chart, size)
    hold({out.name: data})
    write_all(out.parent, {out.name: data})
    return Converted(out, mode, reasons, (*_lost(spec, odd, source.name), *dict.fromkeys(notices)))


def _read(source: Path) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Return the spec of a file, and what is odd in it."""
    where = source.name
    try:
        if source.stat().st_size > custom.MOST_BYTES:
            raise BriefingError("文件太大（超过 200 MB）。", where, "请先汇总数据。")
        text = source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefingError("文件不是 UTF-8 编码。", where, "请用“UTF-8”重新保存。") from error
    except OSError as error:
        raise BriefingError(f"读不了这个文件（{cause(error)}）。", str(source), "请检查路径。") from error
    found = custom.read(text, where)
    return found.spec, (*found.repeated, *custom.check(found.spec, where, strict=False))


def _lost(spec: Mapping[str, Any], odd: Sequence[Problem], where: str) -> Iterator[Notice]:
    """Yield what of a spec is not drawn as written."""
    for problem in odd:
        effect = "这一处没有起作用。" if "#" in problem.where else ""
        yield Notice(problem.where, f"{problem.message}{effect}{problem.hint}")
    if has_links(spec):
        yield Notice(where, "图中的链接（href）没有保留。")


@contextmanager
def _explained(odd: Sequence[Problem]) -> Iterator[None]:
    """Raise what is odd in a spec as its problems where it cannot be drawn: then it is no trifle.

    A part of another shape than the grammar has may stop any step, with any error.
    """
    try:
        yield
    except BriefingError as error:
        if not odd:
            raise
        raise ProblemsFound([*odd, Problem(error.where, error.message, error.hint)]) from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        if not odd:
            raise
        raise ProblemsFound(odd) from error


def _mode(chart: _Chart) -> tuple[str, tuple[str, ...]]:
    """Return how a deck shows the chart, and why it is not native."""
    from briefing.charts.native import NotNative, translate

    try:
        translate(chart.spec)
    except NotNative as refusal:
        return "vector", (refusal.reason,)
    except BriefingError as error:
        raise BriefingError(error.message, error.where or chart.where, error.hint) from error
    return "native", ()


def _drawn(chart: _Chart, size: Size, medium: Medium) -> str:
    from briefing.charts.svg import draw

    try:
        return draw(chart.spec, size.width, size.height, Style(), medium)
    except BriefingError as error:
        raise BriefingError(error.message, error.where or chart.where, error.hint) from error


def _svg(chart: _Chart, size: Size) -> Made:
    return _drawn(chart, size, "pdf").encode(), ()


def _pdf(chart: _Chart, size: Size) -> Made:
    from briefing.render.pdf.single import chart_page

    result = chart_page(_drawn(chart, size, "pdf"), Style(), epoch_date() or STAMPED, chart.titles.title, chart.where)
    return result.data, result.notices


def _pptx(chart: _Chart, size: Size) -> Made:
    from briefing.render.pptx import chart_slide

    title = chart.titles.title
    spec = custom.untitled(chart.spec) if title and not chart.titles.subtitle else chart.spec
    shown = title if spec is not chart.spec else ""
    result = chart_slide(Chart("chart", "custom", shown, spec, chart.alt), Style(), epoch_date() or STAMPED)
    return result.bytes, tuple(replace(each, where=chart.where) for each in result.notices)


def _html(chart: _Chart, size: Size) -> Made:
    from briefing.build.html import FACES, Figure, page
    from briefing.charts.svg import Drawing, settled

    try:
        spec = settled(Drawing(chart.spec, size.width, size.height), Style(), "html", FACES)
    except BriefingError as error:
        raise BriefingError(error.message, error.where or chart.where, error.hint) from error
    return page([Figure(spec, chart.alt)], Style(), chart.titles.title or chart.where), ()


FORMATS: Mapping[str, Callable[[_Chart, Size], Made]] = {"pdf": _pdf, "pptx": _pptx, "svg": _svg, "html": _html}
