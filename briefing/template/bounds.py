"""A parsed template text in; the same with what it may cost counted out, or a fault for what texts may not have.

Output alone bounds nothing: a loop within a loop over 2,000 rows runs four million times without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sized
from functools import wraps
from typing import Any, cast

from jinja2 import Undefined, nodes

from briefing.template.faults import TextFault, spot_of

_MOST = 100_000
# All that a sentence needs. Others could make one without end (macros, blocks that call one another) or reach files.
_STATEMENTS = (nodes.Output, nodes.For, nodes.If)
_WRITTEN = {"assign": "set", "assignblock": "set", "callblock": "call", "filterblock": "filter", "fromimport": "import"}
_DEEPEST_LOOP = 2
# No text can write these names, since they have a blank in them.
_LOOPED, _SEARCHED = "counted loop", "counted search"


def refuse(tree: nodes.Template, text: str) -> None:
    """Raise TextFault for a kind of statement that texts may not have."""
    for found in (*tree.find_all(nodes.Stmt), *tree.find_all(nodes.Concat)):
        if not isinstance(found, _STATEMENTS):
            name = type(found).__name__.lower()
            word = "~" if isinstance(found, nodes.Concat) else _WRITTEN.get(name, name)
            spot = spot_of(text, "~" if word == "~" else rf"\b(?:{word}|from)\b", found.lineno)
            raise TextFault(f"文字模板里不能用 {word}。", "文字和 {{ }} 直接连着写就可以。", *spot)
    _limit_loops(tree, 0, text)


def _limit_loops(node: nodes.Node, depth: int, text: str) -> None:
    for child in node.iter_child_nodes():
        inside = depth + isinstance(child, nodes.For)
        if inside > _DEEPEST_LOOP or (isinstance(child, nodes.For) and child.recursive):
            spot = spot_of(text, r"\bfor\b", child.lineno)
            raise TextFault("循环套得太深（最多两层）。", "请改写得简单一些。", *spot)
        _limit_loops(child, inside, text)


class Budget:
    """Counts what one text costs: turns of loops, and items that filters and searches look at."""

    def __init__(self) -> None:
        self._left = _MOST

    def renew(self) -> None:
        self._left = _MOST

    def spend(self, amount: int) -> None:
        self._left -= amount
        if self._left < 0:
            raise TextFault("循环次数太多（超过十万次）。", "请去掉一层循环，或少列几项。")

    def charging(self, filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
        """Return filters that cost what they look at, and those that `counted` puts into a text."""
        made = {name: self._charged(each) for name, each in filters.items()}
        return made | {_LOOPED: lambda value: _Counted(value, self), _SEARCHED: self._looked_at}

    def _charged(self, made: Callable[..., Any]) -> Callable[..., Any]:
        # Jinja2 knows by marks on the function what it is to be handed besides the value.
        handed = int(hasattr(made, "jinja_pass_arg"))

        @wraps(made)
        def charged(*args: Any, **named: Any) -> Any:
            self._looked_at(args[handed] if len(args) > handed else None)
            for each in (*args[handed + 1 :], *named.values()):
                if isinstance(each, Undefined):
                    str(each)  # Says itself that there is no such name; taken for no argument, it would go unnoticed.
            return made(*args, **named)

        return charged

    def _looked_at(self, value: Any) -> Any:
        self.spend(1 + _size(value))
        return value


def _size(value: Any) -> int:
    return len(value) if isinstance(value, Sized) and not isinstance(value, Undefined) else 0


class _Counted:
    """Something to loop over whose every item is counted."""

    def __init__(self, value: Any, budget: Budget) -> None:
        self._value, self._budget = value, budget

    def __iter__(self) -> Iterator[Any]:
        for item in self._value:
            self._budget.spend(1)
            yield item

    def __len__(self) -> int:
        return len(self._value)


def counted(tree: nodes.Template) -> nodes.Template:
    """Return a text whose loops and searches are counted by the filters of a budget."""
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _through(loop.iter, _LOOPED)
    for each in list(tree.find_all(nodes.Operand)):
        if each.op in ("in", "notin"):
            each.expr = _through(each.expr, _SEARCHED)
    return tree


def _through(value: nodes.Node, name: str) -> nodes.Filter:
    made = nodes.Filter(cast(nodes.Expr, value), name, [], [], None, None, lineno=value.lineno)
    made.environment = value.environment
    return made
