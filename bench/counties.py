"""A count and a seed in; a workspace of that many small county data sets out, in the shape of `data/jiangbei`.

Every county has the indicators, projects and honours of Jiangbei and figures of its own: invented, and marked as such.
What is drawn and said thus differs from county to county, and the hand-written script can read each of them, too.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "data" / "jiangbei"
AUDIENCE, PERIOD = "county", "2018..2020"
_TEMPLATE = "extends: leadership\nname: 区县\n"
_SETTINGS = f"audience: {AUDIENCE}\nperiod: {PERIOD}\nsystem_fonts: false\n"
_NAMES = "甲乙丙丁戊己庚辛壬癸"
_COPIED = ("indicators.csv", "projects.csv", "highlights.csv", "milestones.csv")


def make(root: Path, count: int, seed: int = 2020) -> tuple[str, ...]:
    """Write the workspace, its template and its data sets, and return the ids of these."""
    template = root / "templates" / AUDIENCE
    template.mkdir(parents=True)
    (root / "briefing.yaml").write_text(_SETTINGS, encoding="utf-8")
    (template / "template.yaml").write_text(_TEMPLATE + _texts(), encoding="utf-8")
    ids = tuple(f"county-{number:04d}" for number in range(1, count + 1))
    for number, each in enumerate(ids):
        _county(root / "data" / each, each, number, random.Random(f"{seed} {each}"))
    return ids


def _texts() -> str:
    """Return what the leadership template says of Jiangbei, for any period."""
    text = (ROOT / "templates" / "leadership" / "jiangbei.yaml").read_text(encoding="utf-8")
    return re.sub(r"^periods: .*\n", "", text, flags=re.MULTILINE)


def _county(folder: Path, id_: str, number: int, chance: random.Random) -> None:
    folder.mkdir(parents=True)
    for name in _COPIED:
        shutil.copy(SOURCE / name, folder / name)
    title = f"{_name(number)}县"
    described = (SOURCE / "dataset.yaml").read_text(encoding="utf-8")
    described = re.sub(r"^ *#.*\n", "", described, flags=re.MULTILINE)
    described = (
        described.replace("jiangbei", id_).replace("江北区", title).replace("synthetic: false", "synthetic: true")
    )
    described = re.sub(r"^source: .*$", "source: 演示用的虚构数据", described, flags=re.MULTILINE)
    (folder / "dataset.yaml").write_text(described, encoding="utf-8")
    _observations(folder / "observations.csv", chance)


def _name(number: int) -> str:
    """Return the name of a county that is nowhere: 甲甲乙."""
    return "".join(_NAMES[number // 10**place % 10] for place in (2, 1, 0))


def _observations(path: Path, chance: random.Random) -> None:
    """Write figures that are Jiangbei's times a county's own factors; the years of an indicator stay in their order."""
    with (SOURCE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["id"]: row["kind"] for row in csv.DictReader(file)}
    with (SOURCE / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    size, factors = chance.uniform(0.6, 1.6), {id_: chance.uniform(0.93, 1.07) for id_ in kinds}
    for row in rows:
        kind = kinds[row["indicator"]]
        row["value"] = _varied(
            Decimal(row["value"]), kind, size * factors[row["indicator"]] * chance.uniform(0.99, 1.03), chance
        )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _varied(value: Decimal, kind: str, factor: float, chance: random.Random) -> str:
    """Return another value with as many decimals: no rank below the first, no share above the whole."""
    if kind == "rank":
        return str(value + chance.randrange(3) if value > 1 else value)
    moved = value * Decimal(chance.uniform(0.9, 1) if kind == "rate" else factor)
    least = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return f"{max(moved.quantize(least), least):f}"
