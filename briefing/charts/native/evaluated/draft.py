"""What the readers of one view add to: series, notes, and the texts that nobody has taken yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from briefing.charts.native.evaluated.keys import Key, Names
from briefing.charts.native.evaluated.texts import Words
from briefing.charts.native.model import Grouping, NativeNote, NativeSeries, NotNative
from briefing.charts.scene import Mark, Scale, View
from briefing.charts.scene.model import Channel

Place = tuple[float, float]


@dataclass(slots=True)
class Entry:
    """A series with the scale it is measured on and where each of its points stands in the drawing."""

    series: NativeSeries
    scale: str
    places: tuple[Place | None, ...] = ()
    narrow: bool = False


@dataclass(slots=True)
class Draft:
    """A chart in the making."""

    view: View
    category: Channel
    names: Names
    texts: list[Words]
    series: list[Entry] = field(default_factory=list)
    notes: list[NativeNote] = field(default_factory=list)
    legend_scales: list[str] = field(default_factory=list)
    grouping: Grouping = "clustered"
    gap: int = 60
    overlap: int = 0
    bars: bool = False
    areas: bool = False
    spans: bool = False
    based: bool = False

    @property
    def upright(self) -> bool:
        return self.category == "x"

    @property
    def value(self) -> Channel:
        return "y" if self.upright else "x"

    def at(self, key: Key) -> int:
        """Return the place of a category; NotNative for one that the axis does not have."""
        try:
            return self.names.keys.index(key)
        except ValueError as error:
            raise NotNative("有的数据不在坐标轴上") from error

    def scale_of(self, mark: Mark) -> str:
        return mark.scales.get(self.value) or mark.scales.get(f"{self.value}c") or ""

    def main_scale(self) -> Scale | None:
        """Return the scale of the first series that has one."""
        return next((self.view.scales[each.scale] for each in self.series if each.scale in self.view.scales), None)

    def second_scale(self, main: Scale | None) -> Scale | None:
        """Return the other value scale, or None; NotNative for a third."""
        others = {
            each.scale for each in self.series if each.scale in self.view.scales and main and each.scale != main.name
        }
        if len(others) > 1:
            raise NotNative("有三个数值轴")
        return self.view.scales[others.pop()] if others else None

    def finished(self, main: Scale | None) -> Iterator[NativeSeries]:
        """Yield the series, each with its axis and a name of its own."""
        seen: dict[str, int] = {}
        for entry in self.series:
            name = entry.series.name
            seen[name] = seen.get(name, 0) + 1
            own = name if seen[name] == 1 else f"{name} {seen[name]}"
            second = entry.narrow or bool(main and entry.scale and entry.scale != main.name)
            yield replace(entry.series, name=own, secondary=second)
