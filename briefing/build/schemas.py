"""The models of template.yaml and dataset.yaml in; JSON Schemas for editors out, with a sentence on every key.

A template may be one layer of several, so that its schema asks for no key: null removes one, and a block may be
changed without its `kind`. The schema also knows the keys that say how a layer is laid over the one below.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from briefing.build.schema_words import DIRECTIVES as MEANINGS
from briefing.build.schema_words import words
from briefing.sources.keys import DatasetKeys
from briefing.template.ordering import DIRECTIVES, Level
from briefing.template.schema import Template

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEMPLATE_SCHEMA, DATASET_SCHEMA = "template.schema.json", "dataset.schema.json"
# The comment by which editors find the schema that lies in the folder above a file's own.
MODELINE = f"# yaml-language-server: $schema=../{TEMPLATE_SCHEMA}"
DATASET_MODELINE = f"# yaml-language-server: $schema=../{DATASET_SCHEMA}"
Schema = dict[str, Any]
_TEXT: Schema = {"type": ["string", "number"]}
_BOOLEAN: Schema = {"type": "boolean"}
_NAMES: Schema = {"type": "array", "items": _TEXT}
_SHAPES: Mapping[str, Schema] = {"order": _NAMES, "replace": _BOOLEAN, "periods": _NAMES}
_LEVELS: Mapping[str, Level] = {"Template": "template", "ChapterSpec": "chapter", "PageSpec": "page"}
# Under a name that the template gives, these are no names.
_NAME = "^(?!(?:replace|order)$)[A-Za-z_][A-Za-z0-9_-]*$"
_COLOR = "^#[0-9A-Fa-f]{6}$"
# What validators in Python ask for, which pydantic cannot put into a schema.
_DATASET: Mapping[str, Schema] = {
    "DatasetKeys.default_period": _TEXT,
    "ConfirmedKeys.period": _TEXT,
    "DatasetKeys.as_of": {"type": "string"},
    "DatasetKeys.synthetic": {"enum": [True, False, "是", "否"]},
    "ThemeKeys.color": {"type": "string", "pattern": _COLOR},
}


def template_schema() -> Schema:
    """Return the schema of template.yaml and of the patches that lie beside it."""
    made = Template.model_json_schema()
    defs: dict[str, Schema] = made.pop("$defs")
    blocks = _blocks(defs)
    laid = {name: _layer(name, each, blocks) for name, each in defs.items()}
    top = _layer("Template", made, blocks)
    top["properties"] |= {"periods": _SHAPES["periods"] | {"description": MEANINGS["periods"]}}
    head = {"$schema": DIALECT, "title": "briefing 模板（template.yaml，或数据集的补充）"}
    return head | top | {"$defs": laid | {"Block": _block(blocks, laid)}}


def dataset_schema() -> Schema:
    """Return the schema of dataset.yaml."""
    made = DatasetKeys.model_json_schema()
    defs = {name: each for name, each in made.pop("$defs").items() if name.endswith("Keys")}
    head = {"$schema": DIALECT, "title": "briefing 数据集（dataset.yaml）"}
    described = {name: _whole(name, each) for name, each in defs.items()}
    return head | _whole("DatasetKeys", made) | {"$defs": described}


def printed(schema: Schema) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _whole(name: str, model: Schema) -> Schema:
    """Return a model whose every key stands as it is: for files that are no layers."""
    fields = {
        field: {"description": words(name, field)} | _DATASET.get(f"{name}.{field}", _plain(shape))
        for field, shape in model["properties"].items()
    }
    required = {"required": model["required"]} if "required" in model else {}
    return {"type": "object", "additionalProperties": False, "properties": fields} | required


def _blocks(defs: Mapping[str, Schema]) -> dict[str, str]:
    """Return the models of blocks by their kind."""
    kinds = ((name, each["properties"].get("kind", {}).get("const")) for name, each in defs.items())
    return {kind: name for name, kind in kinds if kind}


def _layer(name: str, model: Schema, blocks: Mapping[str, str]) -> Schema:
    """Return a model as one layer of several may write it."""
    fields = {
        field: {"description": words(name, field)} | _shape(shape, is_kind=field == "kind")
        for field, shape in model["properties"].items()
    }
    level = "block" if name in blocks.values() else _LEVELS.get(name, "other")
    return {"type": "object", "additionalProperties": False, "properties": fields | _directives(level)}


def _directives(level: Level) -> dict[str, Schema]:
    return {key: {"description": MEANINGS[key]} | _SHAPES.get(key, {"type": "string"}) for key in DIRECTIVES[level]}


def _shape(shape: Schema, *, is_kind: bool) -> Schema:
    return _plain(shape) if is_kind else _or_null(_plain(shape))


def _or_null(shape: Schema) -> Schema:
    """Return a shape that null may stand for. By a condition: alternatives hide what is wrong."""
    return {"if": {"type": "null"}, "else": shape}


def _plain(shape: Schema) -> Schema:
    """Return a shape without what editors have no use for; a text may look like a number, and blocks stand alone."""
    if "discriminator" in shape:
        return {"$ref": "#/$defs/Block"}
    made = {key: each for key, each in shape.items() if key not in ("title", "default", "minProperties", "description")}
    if made.get("type") == "object":
        return _named(made)
    if made.get("type") == "string" and not {"const", "enum", "pattern", "format"} & made.keys():
        made["type"] = ["string", "number"]
    if "anyOf" in made:
        made["anyOf"] = [_plain(each) for each in made["anyOf"] if each != {"type": "null"}]
        if len(made["anyOf"]) == 1:
            return dict(made["anyOf"][0])
    if isinstance(made.get("items"), dict):
        made["items"] = _plain(made["items"])
    return made


def _named(shape: Schema) -> Schema:
    """Return a mapping whose keys are names: null takes one away, `replace` all that are below, `order` sorts them."""
    patterns = shape.get("patternProperties")
    inner = next(iter(patterns.values())) if patterns else shape.get("additionalProperties", {})
    item = _or_null(_plain(inner))
    marks = {"replace": _BOOLEAN | {"description": MEANINGS["replace"]}}
    if patterns:
        # Only the pages of a theme stand without a chapter that could say their order.
        marks |= {"order": _NAMES | {"description": MEANINGS["order"]}} if "PageSpec" in str(inner) else {}
        return {
            "type": "object",
            "properties": marks,
            "patternProperties": {_NAME: item},
            "additionalProperties": False,
        }
    return {"type": "object", "properties": marks, "additionalProperties": item} | _keys(shape)


def _keys(shape: Schema) -> Schema:
    if "propertyNames" not in shape:
        return {}
    return {"propertyNames": {"enum": [*shape["propertyNames"]["enum"], "replace"]}}


def _block(blocks: Mapping[str, str], laid: Mapping[str, Schema]) -> Schema:
    """Return a block: of the kind that it says, or a change to one of any kind where it says none."""
    known: dict[str, list[Schema]] = {}
    for name in blocks.values():
        for field, shape in laid[name]["properties"].items():
            known.setdefault(field, [])
            known[field] += [shape] if shape not in known[field] else []
    known["kind"] = [{"enum": list(blocks), "description": words("*", "kind")}]
    any_kind = {field: shapes[0] if len(shapes) == 1 else {"anyOf": shapes} for field, shapes in known.items()}
    chosen = [
        {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": {"$ref": f"#/$defs/{name}"}}
        for kind, name in blocks.items()
    ]
    return {"type": "object", "additionalProperties": False, "properties": any_kind, "allOf": chosen}
