"""Template texts in, `Text` out: Jinja2 in its sandbox, with figures kept whole instead of melted into strings.

A figure is rendered as a private-use mark that stands for its place in a list, and the marks are cut out again
afterwards; so every span still knows its figure. `**…**` stresses, `^[…]` is a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.blocks import Span, Text
from briefing.errors import suggest
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.template.filters import Missing, filters_in
from briefing.template.views import readable

_OPEN, _CLOSE, _STARS, _CARET, _LEFT, _RIGHT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_PUT_BACK = str.maketrans({_STARS: "**", _CARET: "^", _LEFT: "[", _RIGHT: "]"})
_SET_ASIDE = str.maketrans({"^": _CARET, "[": _LEFT, "]": _RIGHT})
_MARKS = re.compile(f"{_OPEN}(\\d+){_CLOSE}|(\\*\\*)")
_NOTE = re.compile(r"\^\[([^\[\]]*)\]")
_LONGEST = 20_000
_KEPT = ("first", "last", "length", "default", "map", "list", "trim", "sort")


class TextFault(Exception):
    """A text that could not be set: the problem, with the line within the text that it is about."""

    def __init__(self, message: str, hint: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, narrowed: only listed attributes, no methods, no growing of strings."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return readable(obj, attr)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError(f"文字里不能用 {operator}")
        return super().call_binop(context, operator, left, right)


class Typesetter:
    """Sets template texts over one set of names."""

    def __init__(self, names: Mapping[str, Any], language: Language = "zh") -> None:
        self._names = dict(names)
        self._figures: list[Figure] = []
        self._environment = _Sandbox(
            undefined=StrictUndefined, finalize=self._mark, autoescape=False, trim_blocks=True, lstrip_blocks=True
        )
        kept = {name: self._environment.filters[name] for name in _KEPT}
        self._environment.filters = kept | dict(filters_in(language))
        self._environment.globals = {}

    def set(self, source: str, names: Mapping[str, Any] | None = None) -> Text:
        """Set one text. Raises TextFault with the line and a way out."""
        known = self._names | dict(names or {})
        if any(mark in source for mark in (_OPEN, _CLOSE, _STARS, _CARET, _LEFT, _RIGHT)):
            raise TextFault("文字模板里有不能显示的字符（U+E000 至 U+E005）。", "请删去这个字符。")
        try:
            _refuse(self._environment.parse(source))
            template = self._environment.from_string(source)
            rendered = _bounded(template.generate(known))
        except TemplateSyntaxError as error:
            raise TextFault(*self._syntax(str(error.message)), error.lineno) from error
        except UndefinedError as error:
            raise TextFault(*_undefined(str(error.message), known)) from error
        except SecurityError as error:
            named = re.search(r"attribute '(\w+)'", str(error))
            message = f"不能读取“{named[1]}”。" if named else f"{error}。"
            raise TextFault(message, "文字里只能读数据的名称、单位等字段，数字用过滤器取。") from error
        except Missing as error:
            raise TextFault(f"文字模板无法生成：{error}", "请换一个有数据的指标或期间。") from error
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise TextFault(f"文字模板无法生成：{error}", "写法见 docs/templates.zh-CN.md。") from error
        except RecursionError as error:
            raise TextFault("文字模板嵌套太深。", "请改写得简单一些。") from error
        return self._cut(rendered)

    def _syntax(self, message: str) -> tuple[str, str]:
        """Return what is wrong with the writing of a text, and the way out."""
        named = re.search(r"No filter named '([^']+)'", message)
        if named:
            return f"没有“{named[1]}”这个过滤器。", suggest(named[1], sorted(self._environment.filters))
        return f"文字模板写法有误（{message.rstrip('.')}）。", "请检查 {{ }} 和 {% %} 是否成对、引号是否为英文引号。"

    def _mark(self, value: Any) -> Any:
        """Stand a mark in for a figure, or for each figure of a phrase; leave everything else as it is."""
        if isinstance(value, Figure):
            self._figures.append(value)
            return f"{_OPEN}{len(self._figures) - 1}{_CLOSE}"
        if isinstance(value, tuple) and value and all(isinstance(part, str | Figure) for part in value):
            return "".join(str(self._mark(part)) for part in value)
        if isinstance(value, str):
            return value.replace("**", _STARS).translate(_SET_ASIDE)
        if isinstance(value, StrictUndefined | int):
            return value
        if value is None:
            return ""
        raise TypeError(
            "指标后面要有过滤器，如 {{ 指标 | value }}；其他要写到字段，如 {{ theme.name }}、{{ period.label }}。"
        )

    def _cut(self, rendered: str) -> Text:
        """Cut a rendered text into spans; a footnote hangs on an empty one, which is to bear its mark."""
        pieces = _NOTE.split(re.sub(r"\s*\n\s*", "", rendered.strip()))
        spans: list[Span] = []
        strong = False
        for at, piece in enumerate(pieces):
            if at % 2:
                note, _ = self._spans(piece, False)
                spans += [Span("", note=note)] if note else []
            else:
                if "^[" in piece:
                    raise TextFault("脚注没有写完，或里面又有方括号。", "请写成 ^[注文]，注文里的括号用（）或〔〕。")
                made, strong = self._spans(piece, strong)
                spans += made
        return tuple(spans)

    def _spans(self, text: str, strong: bool) -> tuple[Text, bool]:
        """Return the spans of a text, and whether it ends within stress."""
        spans: list[Span] = []
        end = 0
        for match in _MARKS.finditer(text):
            if match.start() > end:
                spans.append(Span(_restored(text[end : match.start()]), strong=strong))
            end = match.end()
            if match[2]:
                strong = not strong
            else:
                figure = self._figures[int(match[1])]
                spans.append(Span(figure.text, figure, strong))
        if end < len(text):
            spans.append(Span(_restored(text[end:]), strong=strong))
        return tuple(spans), strong


def _restored(text: str) -> str:
    """Return a text with what data may hold but a template means otherwise put back."""
    return text.translate(_PUT_BACK)


# What a sentence has no need of, and what could make one without end: own names, macros, joined strings, deep loops.
_REFUSED = {
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.Concat: "~",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
}
_DEEPEST_LOOP = 2


def _refuse(tree: nodes.Template) -> None:
    """Raise TextFault for a kind of statement that texts may not have."""
    for kind, word in _REFUSED.items():
        found = tree.find(kind)
        if found is not None:
            raise TextFault(f"文字模板里不能用 {word}。", "文字和 {{ }} 直接连着写就可以。", found.lineno)
    _limit_loops(tree, 0)


def _limit_loops(node: nodes.Node, depth: int) -> None:
    for child in node.iter_child_nodes():
        inside = depth + isinstance(child, nodes.For)
        if inside > _DEEPEST_LOOP:
            raise TextFault("循环套得太深（最多两层）。", "请改写得简单一些。", child.lineno)
        _limit_loops(child, inside)


def _bounded(chunks: Iterable[str]) -> str:
    parts: list[str] = []
    size = 0
    for number, chunk in enumerate(chunks):
        parts.append(chunk)
        size += len(chunk)
        if size > _LONGEST or number > _LONGEST:
            raise Missing("生成的文字过长（超过两万字）。")
    return "".join(parts)


def _undefined(message: str, known: Mapping[str, Any]) -> tuple[str, str]:
    quoted = re.findall(r"'([^']+)'", message)
    if "has no attribute" in message and quoted:
        return f"不能读取“{quoted[-1]}”。", "模板只能读取数据的名称、单位等字段，见 docs/templates.zh-CN.md。"
    name = quoted[0] if quoted else message
    return f"没有“{name}”这个名字。", suggest(name, known)


def at_line(where: str, line: int) -> str:
    """Return the place of a line within a text: the text starts at `file:line`."""
    file, colon, start = where.rpartition(":")
    return f"{file}:{int(start) + line - 1}" if colon and start.isdigit() else where
