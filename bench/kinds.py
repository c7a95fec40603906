"""Measures what each kind of the library costs in a deck beyond Altair itself, and in the PDF drawn and from the cache.

    python bench/kinds.py [--runs N] [--json]

Altair's own is its chart built and drawn by plain vl-convert, alternately with the rest in one warm process. A deck's
chart is built, too, then translated and written as XML with its workbook. Small multiples are several charts in a deck:
what they cost beyond Altair is shared out among them. The cache is off, but for what is called so.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BEYOND_LIMIT = 15.0
"""Milliseconds that a chart in a deck may cost beyond Altair's own."""
_WIDTH, _HEIGHT = 480.0, 280.0
_COLOR = "#1F6FB5"
_STAMPED = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one kind, run by run, and how many charts it is in a deck.

    `built` by Altair and `drawn` by plain vl-convert; `deck` and `svg` without the building, then from the cache.
    """

    kind: str
    charts: int
    built: tuple[float, ...]
    drawn: tuple[float, ...]
    deck: tuple[float, ...]
    svg: tuple[float, ...]
    cached_deck: tuple[float, ...]
    cached_svg: tuple[float, ...]

    @property
    def beyond(self) -> float:
        """The median of what one chart in the deck costs beyond Altair's own of the same run."""
        pairs = zip(self.drawn, self.deck, strict=True)
        return median(deck - drawn for drawn, deck in pairs) / self.charts

    @property
    def ratio(self) -> float:
        """The median of the deck's chart, built, in costs of Altair's own of the same run."""
        runs = zip(self.built, self.drawn, self.deck, strict=True)
        return median((built + deck) / (built + drawn) for built, drawn, deck in runs)


def milliseconds(steps: Sequence[Callable[[], Any]], runs: int) -> list[tuple[float, ...]]:
    """Run the steps alternately, after one untimed round, and return the times of each."""
    rounds = [[_timed(step) for step in steps] for _ in range(runs + 1)]
    return list(zip(*rounds[1:], strict=True))


def _timed(step: Callable[[], Any]) -> float:
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def writer() -> Callable[[Any], int]:
    """Return what writes a translated chart into a deck and says how many charts that took."""
    from pptx import Presentation

    from briefing.charts.native import NativeChart, NativePanels
    from briefing.document import Style, Words
    from briefing.render.pptx.boxes import Box
    from briefing.render.pptx.chart import ChartMaker
    from briefing.render.pptx.palette import palette
    from briefing.render.pptx.shapes import ChartShape
    from briefing.render.pptx.text import Setting

    style, numbers = Style(), count(1)
    maker = ChartMaker(palette(style, ()), Setting(style, Words(), style.accent), _STAMPED)
    package = Presentation().part.package

    def write(native: Any) -> int:
        charts = [panel.chart for panel in native.panels] if isinstance(native, NativePanels) else [native]
        for chart in charts:
            if isinstance(chart, NativeChart):
                maker.make(ChartShape("chart", Box(0, 0, _WIDTH, _HEIGHT), chart, ""), next(numbers), package)
        return len(charts)

    return write


def measure(runs: int) -> list[Cost]:
    """Measure every kind of the library by its example."""
    import vl_convert

    from briefing.charts import build, cache
    from briefing.charts.native import translate
    from briefing.charts.samples import SAMPLES
    from briefing.charts.svg import Drawing, draw_all
    from briefing.document import Style

    style, write, found = Style(), writer(), list[Cost]()
    for kind, sample in SAMPLES.items():
        built = partial(build, kind, sample.data, style, _COLOR)
        spec = built()
        drawn = partial(vl_convert.vegalite_to_svg, spec, allowed_base_urls=[])
        deck = partial(lambda spec: write(translate(spec)), spec)
        svg = partial(draw_all, [Drawing(spec, _WIDTH, _HEIGHT)], style)
        with cache.disabled():
            charts = deck()
            fresh = milliseconds([built, drawn, deck, svg], runs)
        found.append(Cost(kind, charts, *fresh, *milliseconds([deck, svg], runs)))
    return found


def print_costs(costs: Sequence[Cost]) -> None:
    """Print the costs for people."""
    print("图表（毫秒，中位数）: Altair 建图、画图 | PPTX 超出、倍数、有缓存 | SVG、有缓存")
    for each in costs:
        built, drawn, svg = map(median, (each.built, each.drawn, each.svg))
        deck, kept = median(each.cached_deck) / each.charts, median(each.cached_svg)
        verdict = "达标" if each.beyond <= BEYOND_LIMIT else "超限"
        print(
            f"{each.kind:10} {built:6.1f} {drawn:6.1f} | {each.beyond:6.1f} {each.ratio:5.2f} {deck:6.1f}"
            f" | {svg:6.1f} {kept:5.1f}  {verdict}"
        )
    worst = max(costs, key=lambda each: each.beyond)
    middle = median(each.beyond for each in costs)
    most = f"最多 {worst.beyond:.1f} 毫秒（{worst.kind}），上限 {BEYOND_LIMIT:.0f}"
    print(f"超出 Altair 本身：中位数 {middle:.1f} 毫秒，{most}")


def main() -> None:
    """Measure in a cache folder of its own and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="每步跑几次（默认 3）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with TemporaryDirectory() as scratch:
        os.environ["BRIEFING_CACHE_DIR"] = scratch
        costs = measure(given.runs)
    if given.json:
        found = [asdict(each) | {"beyond": each.beyond, "ratio": each.ratio} for each in costs]
        print(json.dumps({"kinds": found, "beyond_limit": BEYOND_LIMIT}, ensure_ascii=False, indent=1))
    else:
        print_costs(costs)


if __name__ == "__main__":
    main()
