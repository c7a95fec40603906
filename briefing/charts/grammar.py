"""Vega-Lite spec in, what its grammar does not allow out: the place in the spec, and what could stand there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.errors import Problem, suggest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_SCHEMA = re.compile(r"vega\.github\.io/schema/(?P<language>vega(?:-lite)?)/v(?P<major>\d+)")
_SHAPES = (
    ("layer", "TopLevelLayerSpec"),
    ("hconcat", "TopLevelHConcatSpec"),
    ("vconcat", "TopLevelVConcatSpec"),
    ("concat", "TopLevelConcatSpec"),
    ("repeat", "TopLevelRepeatSpec"),
    ("spec", "TopLevelFacetSpec"),
)
# What is said first where several readings of one place fail: a word that nobody knows explains the rest.
_TELLING = ("additionalProperties", "enum", "const", "required", "type")


def unlawful(spec: Mapping[str, Any], where: str) -> tuple[Problem, ...]:
    """Return what Vega-Lite's schema, as Altair carries it, does not allow in a spec; `where` is the file's name."""
    written = version_problem(spec, where)
    if written:
        return (written,)
    errors = _validator(_shape(spec)).iter_errors(without_rows(spec))
    return tuple(dict.fromkeys(_problem(error, where) for error in errors))


def version_problem(spec: Mapping[str, Any], where: str) -> Problem | None:
    """Return a problem for a spec of another language or of a version before 4."""
    found = _SCHEMA.search(str(spec.get("$schema", "")))
    if found and found["language"] == "vega":
        return Problem(where, "这是 Vega 文件，不是 Vega-Lite。", "请用 Vega-Lite 写图表（$schema 里是 vega-lite）。")
    if found and not 4 <= int(found["major"]) <= 6:
        return Problem(where, f"Vega-Lite v{found['major']} 的图表不支持。", "请改写成 v5 或 v6。")
    return None


def without_rows(part: Any) -> Any:
    """Return a spec without the rows of its tables: they have no grammar, and there may be a million of them."""
    if isinstance(part, Mapping):
        return {key: _emptied(key, value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [without_rows(each) for each in part]
    return part


def _emptied(key: str, value: Any) -> Any:
    if key == "datasets" and isinstance(value, Mapping):
        return {name: [] for name in value}
    if key == "data" and isinstance(value, Mapping) and isinstance(value.get("values"), list | tuple):
        return dict(value) | {"values": []}
    return without_rows(value)


def _shape(spec: Mapping[str, Any]) -> str:
    return next((name for key, name in _SHAPES if key in spec), "TopLevelUnitSpec")


@cache
def _validator(definition: str) -> Any:
    import jsonschema
    from altair.vegalite.v6.schema.core import load_schema

    return jsonschema.Draft7Validator(
        {"$ref": f"#/definitions/{definition}", "definitions": load_schema()["definitions"]}
    )


def _problem(error: ValidationError, where: str) -> Problem:
    deepest = _deepest(error)
    kind = next((each for each in _TELLING if any(leaf.validator == each for leaf in deepest)), "")
    chosen = [leaf for leaf in deepest if leaf.validator == kind] or deepest
    place = chosen[0].json_path.removeprefix("$").removeprefix(".")
    return Problem(f"{where}#{place}" if place else where, *_said(kind, chosen))


def _deepest(error: ValidationError) -> list[ValidationError]:
    leaves = list(_leaves(error))
    depth = max(len(leaf.absolute_path) for leaf in leaves)
    return [leaf for leaf in leaves if len(leaf.absolute_path) == depth]


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    if not error.context:
        yield error
    for inner in error.context or ():
        yield from _leaves(inner)


def _said(kind: str, leaves: list[ValidationError]) -> tuple[str, str]:
    first = leaves[0]
    if kind == "additionalProperties":
        known = _words(name for leaf in leaves for name in leaf.schema.get("properties", ()))
        unknown = [str(key) for key in first.instance if key not in known]
        return f"Vega-Lite 没有“{'、'.join(unknown)}”这个键。", suggest(unknown[0] if unknown else "", known)
    if kind in ("enum", "const"):
        allowed = _words(word for leaf in leaves for word in _allowed(leaf))
        return f"“{_shown(first.instance)}”不在可选范围内。", suggest(str(first.instance), allowed)
    if kind == "required":
        missing = _words(leaf.message.split("'")[1] for leaf in leaves if "'" in leaf.message)
        return f"缺少“{'”或“'.join(missing[:4])}”。", ""
    return f"“{_shown(first.instance)}”的写法不对。", "请对照 Vega-Lite 的说明修改。"


def _shown(written: Any) -> str:
    """Return a value as the file has it, cut short."""
    text = written if isinstance(written, str) else json.dumps(written, ensure_ascii=False, default=str)
    return text[:40]


def _allowed(leaf: ValidationError) -> list[Any]:
    value = leaf.validator_value
    return value if isinstance(value, list) else [value]


def _words(values: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(value) for value in values))
