"""A template and a layer that goes over it in; the template that both make out, with where each part of it stands.

Mappings merge key by key, null removes a key, anything else replaces. A mapping with `replace: true`, and a block of
another `kind`, replaces what is below. `order`, `after` and `before` put chapters, pages and blocks in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefing.errors import Problems, suggest
from briefing.template.ordering import HOLDS, is_directive, is_keyed, level, ordered, placed
from briefing.yamlfile import Place, Source


def merge(below: Source, over: Source, problems: Problems | None) -> Source:
    """Lay a source over another one. Names that are not there are problems; without `problems` they are passed over."""
    layer = _Layer(over, dict(below.lines), problems)
    return Source(layer.mapping(below.value, over.value, ()), layer.lines)


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
        if not isinstance(below, dict) or over.get("replace") == "true":
            self._forget(place)
            return {}
        if own_kind is not None and "kind" in below and below["kind"] != own_kind:
            self._forget(place)
            return {}
        return dict(below)

    def _lay(self, merged: dict[str, Any], key: str, value: Any, place: Place) -> None:
        if isinstance(value, dict):
            merged[key] = self.mapping(merged.get(key), value, place)
        elif value is None:
            self._remove(merged, key, place)
        else:
            self._forget(place)
            self.lines.update({p: where for p, where in self.over.lines.items() if p[: len(place)] == place})
            merged[key] = value

    def _remove(self, merged: dict[str, Any], key: str, place: Place) -> None:
        if key not in merged and is_keyed(place[:-1]) and self.problems is not None:
            self.problems.add(self.over.where(place), f"这里没有“{key}”，去不掉。", suggest(key, merged))
        merged.pop(key, None)
        self._forget(place)

    def _forget(self, place: Place) -> None:
        for known in [known for known in self.lines if known[: len(place)] == place]:
            del self.lines[known]

    def _ordered(self, merged: dict[str, Any], over: dict[str, Any], place: Place) -> dict[str, Any]:
        if "order" not in over or not is_directive("order", over["order"], place):
            return merged
        inner = HOLDS[level(place)]
        if not inner:
            return dict(ordered(merged, over["order"], self.over, place, self.problems))
        put = ordered(merged.get(inner, {}), over["order"], self.over, place, self.problems)
        return merged | ({inner: put} if inner in merged else {})
