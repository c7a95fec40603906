"""Measures what becomes of the specs in `tests/charts/specs`: native or vector and why, failures, and the time.

    python bench/charts.py [--every N] [--out DIR] [--json] [--only WORD]

Every time is a ratio to plain vl-convert drawing the same spec in the same run, without the cache. `--every` takes each
Nth spec, `--out` keeps each chart's SVG. The bad inputs of `bad/` are counted apart: a sentence for the reader is as
good there as a chart.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.charts.native import Native

ROOT = Path(__file__).resolve().parent.parent
SPECS = ROOT / "tests" / "charts" / "specs"
NATIVE_SHARE = 0.7
_WIDTH, _HEIGHT = 480, 280


@dataclass(frozen=True, slots=True)
class Tried:
    """What one step made of a spec: `outcome` is native, drawn, vector, refused or failed; `said` is why."""

    outcome: str
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One spec: translated for PowerPoint, drawn as SVG, and the seconds of plain vl-convert (None: it fails too).

    `native` is what the deck gets: a chart that the writer cannot put into XML counts as a vector.
    """

    name: str
    native: Tried
    svg: Tried
    plain: float | None


def tried(step: Callable[[], Any], good: Callable[[Any], str]) -> Tried:
    """Run a step and say how it ended; every error but those written for a reader is a failure."""
    from briefing.charts.native import NotNative
    from briefing.errors import BriefingError

    began = time.perf_counter()
    try:
        outcome, said = good(step()), ""
    except NotNative as why:
        outcome, said = "vector", why.reason
    except BriefingError as why:
        outcome, said = "refused", str(why)
    except Exception as error:  # what the bench counts as a failure is any other error
        outcome, said = "failed", f"{type(error).__name__}: {error}".splitlines()[0][:160]
    return Tried(outcome, said, time.perf_counter() - began)


def measure(path: Path, out: Path | None) -> Measured:
    """Try one file: as plain vl-convert draws it, as the deck gets it, and as the PDF gets it."""
    import vl_convert

    from briefing.charts.native import translate
    from briefing.charts.svg import Drawing, draw_all
    from briefing.document import Style

    spec = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(spec, dict):
        return Measured(path.stem, *(Tried("refused", "not an object", 0.0),) * 2, None)
    plain = tried(lambda: vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), lambda svg: "drawn")
    native = tried(lambda: writable(translate(spec)), lambda made: f"native {kind(made)}")
    svg = tried(lambda: kept(draw_all([Drawing(spec, _WIDTH, _HEIGHT)], Style())[0], path, out), lambda _: "drawn")
    return Measured(path.name.split(".")[0], native, svg, plain.seconds if plain.outcome == "drawn" else None)


def writable(made: Native) -> Native:
    """Return a native chart; NotNative if a deck would show it as a picture after all."""
    from briefing.charts.native import NotNative
    from briefing.render.pptx.natives import why_not

    reason = why_not(made)
    if reason:
        raise NotNative(reason)
    return made


def kept(svg: str, path: Path, out: Path | None) -> str:
    """Write an SVG to the folder that was asked for, if any."""
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / path.name.replace(".vl.json", ".svg")).write_text(svg, encoding="utf-8")
    return svg


def kind(made: Any) -> str:
    """Name what a chart became: its kind and overlays, or the panels or table it is."""
    if hasattr(made, "panels"):
        return f"panels × {len(made.panels)}"
    if not hasattr(made, "kind"):
        return "table"
    return "+".join((made.kind, *dict.fromkeys(each.overlay for each in made.series if each.overlay)))


def measured(folder: Path, only: str, out: Path | None, every: int = 1) -> list[Measured]:
    """Measure each `every`th readable spec of a folder; those that are no JSON are left to the reader of files."""
    found = []
    for path in [path for path in sorted(folder.glob("*.vl.json")) if only in path.name][::every]:
        try:
            found.append(measure(path, out))
        except json.JSONDecodeError as error:
            found.append(Measured(path.name.split(".")[0], *(Tried("refused", str(error), 0.0),) * 2, None))
    return found


def ratios(results: Sequence[Measured], step: str) -> list[float]:
    """Return each spec's time of a step over that of plain vl-convert, smallest first."""
    return sorted(getattr(each, step).seconds / each.plain for each in results if each.plain)


def print_results(good: Sequence[Measured], bad: Sequence[Measured]) -> None:
    """Print the share, the vectors with their reasons, every failure, the times, and the bad inputs."""
    native = [each for each in good if each.native.outcome.startswith("native")]
    share = len(native) / max(1, len(good))
    print(f"native {len(native)} of {len(good)} = {share:.1%} (limit {NATIVE_SHARE:.0%})")
    print("  " + ", ".join(f"{name} {n}" for name, n in Counter(each.native.outcome for each in native).most_common()))
    print_reasons([each for each in good if each.native.outcome == "vector"])
    for each in good:
        for step, result in (("translate", each.native), ("svg", each.svg)):
            if result.outcome in ("failed", "refused"):
                print(f"{result.outcome.upper()} {step:9} {each.name}: {result.said}")
    for step, name in (("native", "translate"), ("svg", "SVG")):
        found = ratios(good, step)
        if found:
            print(f"{name} ÷ plain vl-convert SVG: median {median(found):.2f}, most {found[-1]:.2f}")
    print(f"bad inputs: {len(bad)}")
    for each in bad:
        print(f"  {each.name:32} {each.native.outcome:16} {each.svg.outcome:8} {each.native.said or each.svg.said}")


def print_reasons(vectors: Sequence[Measured]) -> None:
    """Print the vectors by reason, the most frequent first."""
    reasons: dict[str, list[str]] = {}
    for each in vectors:
        reasons.setdefault(each.native.said, []).append(each.name)
    for reason, names in sorted(reasons.items(), key=lambda item: -len(item[1])):
        print(f"vector {len(names):3} {reason}: {', '.join(names)}")


def as_json(good: Sequence[Measured], bad: Sequence[Measured]) -> Mapping[str, Any]:
    """Return the measurements as plain values."""
    return {"specs": [asdict(each) for each in good], "bad": [asdict(each) for each in bad]}


def main() -> None:
    """Read the command line, warm the converter up, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from briefing.charts import cache

    with cache.disabled():
        measure(SPECS / "bar-simple.vl.json", None)
        good = measured(SPECS, given.only, given.out, given.every)
        bad = measured(SPECS / "bad", given.only, None, given.every)
    if given.json:
        print(json.dumps(as_json(good, bad), ensure_ascii=False, indent=1))
    else:
        print_results(good, bad)


if __name__ == "__main__":
    main()
