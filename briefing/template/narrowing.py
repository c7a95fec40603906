"""A template and the `policy` of a patch that is not meant for this period in; what of it narrows the template's, out.

What a patch keeps back is kept back for good; what it opens, it opens for its own periods alone.
"""

from __future__ import annotations

from typing import Any, get_args

from briefing.model.records import Visibility
from briefing.template.policy_spec import PolicySpec
from briefing.yamlfile import Source

_PART = "policy"


def policy_alone(patch: Source) -> Source:
    """Return a patch of which nothing but the `policy` is left; without one nothing is."""
    value = {_PART: patch.value[_PART]} if _PART in patch.value else {}
    return Source(value, {place: line for place, line in patch.lines.items() if place[:1] in ((), (_PART,))})


def narrowing(below: Source, patch: Source) -> Source:
    """Return a patch with its `policy` as strict as that of the template below, or stricter.

    What is written in a wrong way stays as it is: the models that check it know what to say.
    """
    ours = patch.value.get(_PART)
    if ours is None:
        return Source({}, patch.lines)
    if not isinstance(ours, dict):
        return patch
    theirs = below.value.get(_PART)
    made = _narrowed(theirs if isinstance(theirs, dict) else {}, ours)
    return Source({_PART: made}, patch.lines)


def _narrowed(below: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Lay a mapping over another one: of `sees` what both say, of decimals the fewer, of other lists all items."""
    made: dict[str, Any] = {}
    for key, value in over.items():
        known = below.get(key)
        if isinstance(value, dict):
            made[key] = _narrowed(known if isinstance(known, dict) else {}, value)
        elif isinstance(value, list):
            made[key] = (
                _seen(known, value)
                if key == "sees"
                else [*(each for each in _items(known) if each not in value), *value]
            )
        elif value is not None and key != "replace":
            made[key] = _coarser(known, value)
    return made


def _seen(below: Any, over: list[Any]) -> list[Any]:
    allowed = below if isinstance(below, list) else PolicySpec().sees
    return [name for name in over if name in allowed or name not in get_args(Visibility)]


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _coarser(below: Any, over: Any) -> Any:
    try:
        return below if below is not None and int(below) < int(over) else over
    except (TypeError, ValueError):
        return over
