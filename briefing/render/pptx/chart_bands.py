"""Charts in, bands of them out: one with its points beside it, or one or two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.blocks import Callout, Chart
from briefing.render.pptx.band import Band, heading_height, is_whole_slide
from briefing.render.pptx.boxes import GAP, Box
from briefing.render.pptx.charted import least_height, needs_width, place_chart
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.natives import Settled
from briefing.render.pptx.shapes import Shape
from briefing.render.pptx.sizes import BODY_SIZES
from briefing.render.pptx.text import Setting
from briefing.render.pptx.text_bands import Words
from briefing.render.pptx.words import Blocks, place_texts, split_texts, texts_height

_WANTED = 300.0
# A lone remark beside a tall chart would leave its column empty; it goes above.
_ENOUGH_TO_STACK = 290.0
_CHART_SHARE, _TEXT_SHARE = 6.0, 4.0
_BETWEEN = 36.0
# Lower than this a chart with its title is cramped.
_COMFORTABLE = 230.0
# A slide that is less full than this looks forgotten.
_LITTLE = 0.25
_LEAST, _MOST = BODY_SIZES[-1], BODY_SIZES[0]


@dataclass(frozen=True, slots=True)
class Beside:
    """A chart with its points at the right of it."""

    chart: Chart
    native: Settled
    blocks: Blocks
    setting: Setting
    grows: bool = True

    @property
    def minimum(self) -> float:
        return max(self.least, texts_height(self.blocks, _columns(self.setting.content)[1].w, _LEAST, self.setting))

    @property
    def wanted(self) -> float:
        return max(_WANTED, self.minimum)

    @property
    def least(self) -> float:
        return least_height(self.native) + heading_height(self.chart.title, _columns(self.setting.content)[0].w)

    def place(self, box: Box) -> tuple[Shape, ...]:
        above = texts_height(self.blocks, box.w, _MOST, self.setting)
        remarks = all(isinstance(block, Callout) for block in self.blocks)
        if remarks and box.h > _ENOUGH_TO_STACK and box.h - above - GAP >= self.least:
            chart = place_chart(self.chart, self.native, box.below(above, GAP), self.setting)
            return (*place_texts(self.blocks, box.top(above), self.setting), *chart)
        left, right = _columns(box)
        return (
            *place_chart(self.chart, self.native, left, self.setting),
            *place_texts(self.blocks, right, self.setting),
        )

    def split(self, room: float) -> tuple[Band, Band] | None:
        """Keep the chart with what fits beside it; the other points go on.

        Where other bands leave too little of a slide for a chart, or a point or two would be left over, points go first
        and the chart gets the next slide.
        """
        shared = not is_whole_slide(room, self.setting)
        if shared and room < _COMFORTABLE:
            return self._words_first(room)
        if room < self.least:
            return None
        parts = split_texts(self.blocks, _columns(self.setting.content)[1].w, room, self.setting)
        if parts and shared and self._is_little(parts[1]):
            return self._words_first(room)
        return (replace(self, blocks=parts[0]), Words(parts[1], self.setting)) if parts else None

    def _is_little(self, rest: Blocks) -> bool:
        """Return whether what goes on would leave its slide all but empty."""
        content = self.setting.content
        return texts_height(rest, content.w, _LEAST, self.setting) < _LITTLE * content.h

    def _words_first(self, room: float) -> tuple[Band, Band] | None:
        words = Words(self.blocks, self.setting)
        if words.minimum <= room:
            return words, Charts(((self.chart, self.native),), self.setting)
        parts = split_texts(self.blocks, self.setting.content.w, room, self.setting)
        return (Words(parts[0], self.setting, small=True), replace(self, blocks=parts[1])) if parts else None


@dataclass(frozen=True, slots=True)
class Charts:
    """One chart in the whole width, or two side by side."""

    charts: tuple[tuple[Chart, Settled], ...]
    setting: Setting
    grows: bool = True

    @property
    def minimum(self) -> float:
        wide = self._cells(self.setting.content)[0].w
        return max(least_height(native) + heading_height(chart.title, wide) for chart, native in self.charts)

    @property
    def wanted(self) -> float:
        return max(_WANTED, self.minimum)

    def place(self, box: Box) -> tuple[Shape, ...]:
        placed = zip(self.charts, self._cells(box), strict=True)
        shapes = (place_chart(chart, native, cell, self.setting) for (chart, native), cell in placed)
        return tuple(shape for each in shapes for shape in each)

    def split(self, room: float) -> tuple[Band, Band] | None:
        return None

    def _cells(self, box: Box) -> tuple[Box, ...]:
        return box.columns([1] * len(self.charts), gap=_BETWEEN)


def beside(chart: Chart, native: Settled, blocks: Blocks, setting: Setting, findings: Findings) -> tuple[Band, ...]:
    """Return a chart with its texts as a band."""
    band = Beside(chart, native, blocks, setting)
    return (band,) if _fits(band.least, (chart,), setting, findings) else ()


def side_by_side(
    charts: Sequence[Chart], natives: dict[str, Settled], setting: Setting, findings: Findings
) -> tuple[Band, ...]:
    """Return charts as bands: two that follow each other share one, and a wide one has one to itself."""
    bands = (Charts(tuple((each, natives[each.path]) for each in pair), setting) for pair in _pairs(charts, natives))
    return tuple(band for band in bands if _fits(band.minimum, [chart for chart, _ in band.charts], setting, findings))


def _fits(least: float, charts: Sequence[Chart], setting: Setting, findings: Findings) -> bool:
    if least <= setting.content.h:
        return True
    for chart in charts:
        findings.problem(chart.path, "这张图连同标题一页放不下。", "请缩短标题，或把图拆成几张。")
    return False


def _pairs(charts: Sequence[Chart], natives: dict[str, Settled]) -> list[tuple[Chart, ...]]:
    """Return two charts that follow each other as a pair, and a wide one alone."""
    found: list[tuple[Chart, ...]] = []
    for chart in charts:
        last = found[-1] if found else ()
        if len(last) == 1 and not needs_width(natives[last[0].path]) and not needs_width(natives[chart.path]):
            found[-1] = (*last, chart)
        else:
            found.append((chart,))
    return found


def _columns(box: Box) -> tuple[Box, ...]:
    return box.columns((_CHART_SHARE, _TEXT_SHARE), gap=_BETWEEN)
