"""A template and a layer that goes over it in; the template that both make out, with where each part of it stands.

Mappings merge key by key, null removes a key, anything else replaces. A mapping with `replace: true`, and a block of
another `kind`, replaces what is below. `order`, `after` and `before` put chapters, pages and blocks in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.errors import Problems, suggest
from briefing.template.ordering import HOLDS, is_directive, is_keyed, level, ordered, placed
from briefing.yamlfile import Place, Source


def merge(below: Source, over: Source, problems: Problems | None) -> Source:
    """Lay a source over another one. Names that are not there are problems; without `problems` they are passed over."""
    layer = _Layer(over, dict(below.lines), problems)
    return Source(layer.mapping(below.value, over.value, ()), layer.lines)


def places(value: Any, place: Place) -> Iterator[Place]:
    """Yield the place of a value, and those of all that is in it."""
    yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*place, key))


@dataclass(frozen=True, slots=True)
class _Layer:
    """What is laid over, and the lines of all that is known so far, which are kept up as it is laid."""

    over: Source
    lines: dict[Place, str]
    problems: Problems | None

    def mapping(self, below: Any, over: dict[str, Any], place: Place) -> dict[str, Any]:
        merged = self._kept(below, over, place)
        self.lines[place] = self.over.where(place)
        for key, value in over.items():
            if not is_directive(key, value, place):
                self._lay(merged, key, value, (*place, key))
        if is_keyed(place):
            merged = placed(merged, self.over, place, self.problems)
        return self._ordered(merged, over, place)

    def _kept(self, below: Any, over: dict[str, Any], place: Place) -> dict[str, Any]:
        """Return what of the mapping below is kept: all of it, or nothing where the layer replaces it."""
        own_kind = over.get("kind")
        is_other = own_kind is not None and isinstance(below, dict) and below.get("kind", own_kind) != own_kind
        if isinstance(below, dict) and over.get("replace") != "true" and not is_other:
            return dict(below)
        self._forget(below, place)
        return {}

    def _lay(self, merged: dict[str, Any], key: str, value: Any, place: Place) -> None:
        if isinstance(value, dict):
            merged[key] = self.mapping(merged.get(key), value, place)
        elif value is None:
            self._remove(merged, key, place)
        else:
            self._forget(merged.get(key), place)
            self.lines.update({known: self.over.where(known) for known in places(value, place)})
            merged[key] = value

    def _remove(self, merged: dict[str, Any], key: str, place: Place) -> None:
        if key not in merged and is_keyed(place[:-1]) and self.problems is not None:
            self.problems.add(self.over.where(place), f"这里没有“{key}”，去不掉。", suggest(key, merged))
        self._forget(merged.pop(key, None), place)

    def _forget(self, value: Any, place: Place) -> None:
        for known in places(value, place):
            self.lines.pop(known, None)

    def _ordered(self, merged: dict[str, Any], over: dict[str, Any], place: Place) -> dict[str, Any]:
        if "order" not in over or not is_directive("order", over["order"], place):
            return merged
        inner = HOLDS[level(place)]
        if not inner:
            return dict(ordered(merged, over["order"], self.over, place, self.problems))
        put = ordered(merged.get(inner, {}), over["order"], self.over, place, self.problems)
        return merged | ({inner: put} if inner in merged else {})
