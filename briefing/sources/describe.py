"""The tree of dataset.yaml in, `Description` out; every key that is wrong becomes a problem with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from briefing.errors import Problems, suggest
from briefing.model.lights import Lights
from briefing.model.period import Period
from briefing.model.records import Entity, Theme, Visibility
from briefing.model.rules import NO_RULES, Confirmed, Rules, Total
from briefing.sources.fields import Unreadable
from briefing.sources.keys import KEYS_OF, DatasetKeys, RulesKeys
from briefing.sources.sql.database import Database, settled
from briefing.sources.text import shown
from briefing.yamlfile import Place, Source

DESCRIPTION = "dataset.yaml"
_LISTS = ("themes", "entities")
_EXPECTED = {
    "string_type": "应该是一段文字。",
    "dict_type": "应该是一组“键: 值”。",
    "tuple_type": "应该是列表，每项一行，以“- ”开头。",
    "model_type": "应该是一组“键: 值”。",
    "model_attributes_type": "应该是一组“键: 值”。",
    "bool_type": "应该写 true 或 false。",
    "date_type": "应该是日期，如 2020-09-30。",
    "is_instance_of": "应该是期间，如 2020 或 2018..2020。",
    "int_type": "应该是整数。",
    "int_parsing": "应该是整数。",
    "decimal_type": "应该是数字。",
    "decimal_parsing": "应该是数字。",
    "float_type": "应该是数字。",
    "float_parsing": "应该是数字。",
    "finite_number": "应该是数字。",
    "greater_than_equal": "不能小于 0。",
    "greater_than": "应该大于 0。",
    "less_than_equal": "太大了，最多 3600。",
    "string_too_short": "是空的，必须填写。",
}


@dataclass(frozen=True, slots=True)
class Description:
    """What dataset.yaml says.

    `partial` names the keys (`themes`, `entities`, `database`) that were not read whole; `where` tells where a key
    stands.
    """

    id: str
    title: str = ""
    title_en: str = ""
    region: str = ""
    organization: str = ""
    campaign: str = ""
    source: str = ""
    region_en: str = ""
    organization_en: str = ""
    campaign_en: str = ""
    source_en: str = ""
    language: str = "zh-CN"
    as_of: date | None = None
    default_period: Period | None = None
    synthetic: bool = False
    entities: tuple[Entity, ...] = ()
    themes: tuple[Theme, ...] = ()
    lights: Lights = Lights()
    sees: tuple[tuple[str, frozenset[Visibility]], ...] = ()
    rules: Rules = NO_RULES
    database: Database | None = None
    partial: frozenset[str] = frozenset()
    where: Callable[[Place], str] = field(default=lambda place: DESCRIPTION, compare=False, repr=False)


def describe(tree: Source | None, folder: str, problems: Problems) -> Description:
    """Check what dataset.yaml says; what is wrong is reported and left out. Without a tree all is unknown."""
    if tree is None:
        return Description(folder, partial=frozenset(_LISTS))
    given = {key: value for key, value in tree.value.items() if not key.startswith("x_")}
    # What cannot be read is taken out of the tree: after that the places of items are no longer those of the lines.
    before = len(problems)
    keys, partial = _validated(given, tree, problems)
    is_whole = len(problems) == before
    for name in _LISTS:
        _check_unique(name, getattr(keys, name), tree, problems)
    if keys.id and keys.id != folder:
        message = f"编号“{keys.id}”与文件夹“{folder}”不同名。"
        problems.add(tree.where(("id",)), message, "请改成同名，或删去 id 这一行。")
    database = None if "database" in partial else settled(keys.database, tree, problems)
    where = tree.where if is_whole else lambda place: tree.where(place[:2])
    return replace(_description(keys, folder, partial), database=database, where=where)


def _validated(given: dict[str, Any], tree: Source, problems: Problems) -> tuple[DatasetKeys, frozenset[str]]:
    """Validate; report what fails, leave it out and validate again, until the rest stands."""
    try:
        return DatasetKeys.model_validate(given), frozenset()
    except ValidationError as error:
        found = error.errors(include_url=False)
    misspelt = {path for detail in found if detail["type"] == "extra_forbidden" for path in _meant(detail["loc"])}
    for detail in found:
        if detail["type"] == "missing" and detail["loc"] in misspelt:
            # The key that was meant for it is told already.
            continue
        _report(detail["loc"], detail["type"], detail.get("ctx", {}), tree, problems)
    partial = _leave_out(given, [(detail["loc"], detail["type"]) for detail in found])
    # What the next round finds follows from what this one took out: nobody needs to hear of it.
    keys, more = _validated(given, tree, Problems())
    return keys, more | partial


def _report(path: Place, kind: str, context: Mapping[str, Any], tree: Source, problems: Problems) -> None:
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    where, cause = tree.where(path), context.get("error")
    if kind == "extra_forbidden":
        keys = KEYS_OF.get(str(path[0]), DatasetKeys) if len(path) > 1 else DatasetKeys
        hint = suggest(str(path[-1]), keys.model_fields) + "自用的键请以 x_ 开头，写在最外层。"
        problems.add(where, f"不认识的键“{shown(name)}”。", hint)
    elif kind == "missing":
        problems.add(where, f"缺少键 {name}。", f"请加上一行“{path[-1]}: ……”。")
    elif isinstance(cause, Unreadable):
        problems.add(where, f"{name}：{cause.message}", cause.hint)
    else:
        problems.add(where, f"{name}：{_EXPECTED.get(kind, '写法不对。')}")


def _meant(path: Place) -> list[Place]:
    """Return the keys that one that nobody knows may have been meant for."""
    keys = KEYS_OF.get(str(path[0]), DatasetKeys) if len(path) > 1 else DatasetKeys
    return [(*path[:-1], key) for key in get_close_matches(str(path[-1]), keys.model_fields, n=1, cutoff=0.6)]


def _leave_out(given: dict[str, Any], failures: Sequence[tuple[Place, str]]) -> set[str]:
    """Take out what failed and return the keys that are no longer whole.

    An item that lacks a key goes as a whole; the two keys that must exist get a stand-in.
    """
    gone = {path[:-1] if kind == "missing" else path for path, kind in failures}
    for path in sorted(gone, key=_order, reverse=True):
        _remove(given, path)
    stand_ins: dict[str, Any] = {"title": "?", "themes": [{"id": "_", "name": "?"}]}
    missing = {key for key in stand_ins if key not in given}
    given |= {key: stand_ins[key] for key in missing}
    return missing | {str(path[0]) for path in gone if 0 < len(path) <= 2 or path[:1] == ("database",)}


def _order(path: Place) -> list[str]:
    return [f"{part:08d}" if isinstance(part, int) else part for part in path]


def _remove(given: dict[str, Any], path: Place) -> None:
    holder: Any = given
    for part in path[:-1]:
        holder = holder[part]
    if path:
        del holder[path[-1]]


def _check_unique(name: str, items: Sequence[Any], tree: Source, problems: Problems) -> None:
    for key in ("id", "name"):
        first: dict[str, int] = {}
        for position, item in enumerate(items):
            value = getattr(item, key)
            if first.setdefault(value, position) != position:
                earlier = tree.where((name, first[value], key)).rsplit(":", 1)[-1]
                where = tree.where((name, position, key))
                problems.add(where, f"{name} 里 {key} “{value}”重复，第 {earlier} 行已经写过。", "请改成不同的。")


def _description(keys: DatasetKeys, folder: str, partial: frozenset[str]) -> Description:
    return Description(
        id=keys.id or folder,
        title=keys.title,
        title_en=keys.title_en,
        region=keys.region,
        organization=keys.organization,
        campaign=keys.campaign,
        source=keys.source,
        region_en=keys.region_en,
        organization_en=keys.organization_en,
        campaign_en=keys.campaign_en,
        source_en=keys.source_en,
        language=keys.language,
        as_of=keys.as_of,
        default_period=keys.default_period,
        synthetic=keys.synthetic,
        entities=tuple(Entity(**dict(entity)) for entity in keys.entities),
        themes=tuple(Theme(**dict(theme)) for theme in keys.themes),
        lights=Lights(keys.lights.yellow, keys.lights.red, tuple(rule.rule() for rule in keys.lights.rules)),
        sees=tuple((name, frozenset(seen)) for name, seen in keys.rules.sees.items()),
        rules=_rules(keys.rules),
        partial=partial,
    )


def _rules(keys: RulesKeys) -> Rules:
    totals = (Total(t.total or t.entity, t.parts, t.indicators, t.tolerance) for t in keys.totals)
    confirmed = (Confirmed(c.rule, c.indicator, c.entity, c.project, c.period, c.note) for c in keys.confirmed)
    curves = {name: each.percent for key, each in keys.curves.items() for name in each.indicators or (key,)}
    return Rules(keys.jump, dict(keys.jumps), tuple(totals), tuple(confirmed), curves, keys.mean)
