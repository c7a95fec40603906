"""A template and the ids of a data set in; the names it uses that nothing has out. Without setting any text.

Composing finds these too; this is for a run whose data cannot be composed, so that all problems come at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import Problem, suggest
from briefing.template.faults import TextFault, problem, spot_of_name
from briefing.template.load import Loaded
from briefing.template.views import RESERVED


def unknown_names(loaded: Loaded, indicators: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for every indicator that the template names and the data set does not have."""
    known = sorted({*indicators, *RESERVED})
    for place, words in loaded.source.texts():
        where = loaded.source.where(place)
        if place[0] == "policy":
            # Its `indicators` are fields.
            continue
        if isinstance(place[-1], int) and place[-2] == "indicators":
            if words not in indicators:
                yield Problem(where, f"没有“{words}”这个指标。", suggest(words, sorted(indicators)))
        elif "{" in words:
            for name in _undeclared(words, known):
                fault = TextFault(f"没有“{name}”这个名字。", suggest(name, known), *spot_of_name(words, name))
                yield problem(fault, loaded.source, place)


def _undeclared(words: str, known: Collection[str]) -> list[str]:
    return sorted(names_in(words) - set(known))


def names_in(words: str) -> set[str]:
    """Return the names that a text uses, without those of its own loops; none of a text that cannot be read."""
    try:
        used = list(ImmutableSandboxedEnvironment().parse(words).find_all(nodes.Name))
    except TemplateSyntaxError:
        return set()
    own = {node.name for node in used if node.ctx == "store"} | {"loop"}
    return {node.name for node in used} - own
