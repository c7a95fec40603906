"""A loaded template in; its resolved YAML out, every value with the file and line that it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.template.load import Loaded
from briefing.template.schema import Template
from briefing.yamlfile import Place, Source

_PLAIN = re.compile(r"[^\W_][\w-]*|-?\d+(\.\d+)?")
# Words that YAML, of one version or another, takes for no text.
_TAKEN = frozenset({"null", "yes", "no", "on", "off", "y", "n"})
_STEP = "  "


def lines(loaded: Loaded) -> Iterator[str]:
    """Yield the template as YAML, line by line: `limit: 4  # templates/_base/template.yaml:61`."""
    yield f"# 模板 {loaded.audience}，由下到上：{' → '.join(loaded.shown(path) for path in _upwards(loaded))}"
    yield from _mapping(_arranged(loaded.source.value), (), loaded.source)


def described(loaded: Loaded) -> dict[str, Any]:
    """Return the template as plain values, and where each leaf stands, by its path: `cover/title`."""
    value = _arranged(loaded.source.value)
    origins = {"/".join(map(str, place)): loaded.source.where(place) for place in _leaves(value, ())}
    files = [loaded.shown(path) for path in _upwards(loaded)]
    return {"audience": loaded.audience, "files": files, "template": value, "origins": origins}


def _upwards(loaded: Loaded) -> list[Any]:
    """Return the YAML files in the order in which they are laid over each other."""
    yaml = [path for path in loaded.files if path.suffix == ".yaml"]
    return [path for layer in loaded.layers for path in yaml if path.parent == layer.folder]


def _arranged(value: dict[str, Any]) -> dict[str, Any]:
    """Return the template with its keys in the order of the guide, not in that of the layers."""
    return {key: value[key] for key in Template.model_fields if key in value}


def _leaves(value: Any, place: Place) -> Iterator[Place]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not value or isinstance(value, str):
        yield place
    for key, item in inner:
        yield from _leaves(item, (*place, key))


def _mapping(value: dict[str, Any], place: Place, source: Source) -> Iterator[str]:
    for key, item in value.items():
        yield from _item(f"{_scalar(key)}:", item, (*place, key), source)


def _item(lead: str, item: Any, place: Place, source: Source) -> Iterator[str]:
    """Yield what follows a key or a dash: a leaf on its line, anything else below it."""
    indent = _STEP * (len(place) - 1)
    if isinstance(item, dict) and item:
        yield f"{indent}{lead}"
        yield from _mapping(item, place, source)
    elif isinstance(item, list) and item:
        yield f"{indent}{lead}"
        for index, each in enumerate(item):
            yield from _item("-", each, (*place, index), source)
    else:
        words = "{}" if item == {} else "[]" if item == [] else _scalar(item)
        yield f"{indent}{lead} {words}  # {source.where(place)}"


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN else json.dumps(text, ensure_ascii=False)
