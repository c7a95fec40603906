"""A template and the ids of a data set in; the names it uses that nothing has out. Without setting any text.

Composing finds these too; this is for a run whose data cannot be composed, so that all problems come at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import Problem, suggest
from briefing.template.load import Loaded
from briefing.template.text import at_line
from briefing.template.views import RESERVED
from briefing.yamlfile import Place


def unknown_names(loaded: Loaded, indicators: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for every indicator that the template names and the data set does not have."""
    known = sorted({*indicators, *RESERVED})
    for place, words in _texts(loaded.source.value, ()):
        where = loaded.source.where(place)
        if place[0] == "policy":
            # Its `indicators` are fields.
            continue
        if isinstance(place[-1], int) and place[-2] == "indicators":
            if words not in indicators:
                yield Problem(where, f"没有“{words}”这个指标。", suggest(words, sorted(indicators)))
        elif "{" in words:
            for name, line in _undeclared(words, known):
                yield Problem(at_line(where, line), f"没有“{name}”这个名字。", suggest(name, known))


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*place, index))
    elif isinstance(value, str):
        yield place, value


def _undeclared(words: str, known: Collection[str]) -> Iterator[tuple[str, int]]:
    try:
        tree = ImmutableSandboxedEnvironment().parse(words)
    except TemplateSyntaxError:
        return
    used = list(tree.find_all(nodes.Name))
    own = {node.name for node in used if node.ctx == "store"} | {"loop"}
    lines = {node.name: node.lineno for node in reversed(used)}
    for name in sorted(lines.keys() - own - set(known)):
        yield name, lines[name]
