"""Which keys may stand at a place of template.yaml: found by walking the models, for suggestions."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from pydantic import BaseModel

from briefing.template.ordering import DIRECTIVES, level
from briefing.template.schema import Template


def keys_at(place: tuple[str | int, ...]) -> list[str]:
    """Return the field names of the model at a path of pydantic's error location."""
    here: Any = Template
    for part in place:
        here = _step(here, part)
    models = [model for model in _models(here) if model is not None]
    names = [name for model in models for name in model.model_fields]
    return list(dict.fromkeys([*names, *_directives(place)]))


def _directives(place: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys of inheritance that may stand at a place beside those of the model."""
    # The path of a block ends with its kind.
    return DIRECTIVES["block" if level(place[:-1]) == "block" else level(place)]


def _step(here: Any, part: str | int) -> Any:
    if part == "[key]":
        return here
    if isinstance(here, type) and issubclass(here, BaseModel):
        field = here.model_fields.get(str(part))
        return field.annotation if field else None
    tagged = [model for model in _models(here) if _tag(model) == part]
    if tagged:
        return tagged[0]
    if get_origin(here) in {dict, tuple, list}:
        return next((arg for arg in reversed(get_args(here)) if arg is not Ellipsis), None)
    return next((_step(arg, part) for arg in get_args(here) if arg is not type(None)), None)


def _tag(model: type[BaseModel]) -> str | None:
    field = model.model_fields.get("kind")
    return str(get_args(field.annotation)[0]) if field else None


def _models(here: Any) -> list[type[BaseModel]]:
    if isinstance(here, type):
        return [here] if issubclass(here, BaseModel) else []
    if get_origin(here) in {dict, tuple, list}:
        return []
    return [model for arg in get_args(here) if not isinstance(arg, str) for model in _models(arg)]
