"""Template texts in, `Text` out: Jinja2 in its sandbox, with figures kept whole instead of melted into strings.

A figure is rendered as a private-use mark that stands for its place in a list, and the marks are cut out again
afterwards; so every span still knows its figure. `**…**` stresses, `^[…]` is a footnote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.blocks import Span, Text
from briefing.errors import suggest
from briefing.model.book import Book
from briefing.model.dataset import NO_GAPS, Gaps
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.model.series import Series
from briefing.template.asked import Missing, Withheld
from briefing.template.bounds import Budget, counted, refuse
from briefing.template.faults import TextFault, spot_of_attribute, spot_of_filter, spot_of_mistake, spot_of_name
from briefing.template.filters import filters_in
from briefing.template.views import readable

_OPEN, _CLOSE, _STARS, _CARET, _LEFT, _RIGHT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_PUT_BACK = str.maketrans({_STARS: "**", _CARET: "^", _LEFT: "[", _RIGHT: "]"})
_SET_ASIDE = str.maketrans({"^": _CARET, "[": _LEFT, "]": _RIGHT})
_MARKS = re.compile(f"{_OPEN}(\\d+){_CLOSE}|(\\*\\*)")
_NOTE = re.compile(r"\^\[([^\[\]]*)\]")
_LONGEST = 20_000
_HANDED = "jinja_pass_arg"
_KEPT = ("first", "last", "length", "default", "map", "list", "trim", "sort")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, narrowed: only listed attributes, no methods, no growing of strings."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return readable(obj, attr)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
            raise SecurityError(f"文字里不能用 {operator}")
        return super().call_binop(context, operator, left, right)


Handed = frozenset[tuple[str, Any]]
"""The filters that there are by their names, each with what Jinja2 is to hand it besides the value."""


@lru_cache(maxsize=512)
def compiled(source: str, filters: Handed) -> CodeType:
    """Compile a text once for all books: nothing of any book, nor the result of any filter, is in it."""
    environment = _writing(filters)
    tree = environment.parse(source)
    refuse(tree, source)
    return environment.compile(counted(tree))


@lru_cache(maxsize=8)
def _writing(filters: Handed) -> _Sandbox:
    """Return a sandbox that can compile texts and set none: its filters have names only."""
    environment = _Sandbox(
        undefined=StrictUndefined,
        finalize=Typesetter._final,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        # It would apply filters to what is written out, now.
        optimized=False,
    )
    environment.filters = {name: _named(handed) for name, handed in filters}
    environment.globals = {}
    return environment


def _named(handed: Any) -> Callable[..., Any]:
    def unset(*args: Any) -> Any:
        raise NotImplementedError("this sandbox sets no texts")

    if handed is not None:
        unset.__dict__[_HANDED] = handed
    return unset


class Typesetter:
    """Sets template texts over one set of names."""

    def __init__(
        self, names: Mapping[str, Any], gaps: Gaps = NO_GAPS, language: Language = "zh", book: Book | None = None
    ) -> None:
        self._names, self._gaps = dict(names), gaps
        self._figures: list[Figure] = []
        self._environment = _Sandbox(
            undefined=StrictUndefined, finalize=self._final, autoescape=False, trim_blocks=True, lstrip_blocks=True
        )
        kept = {name: self._environment.filters[name] for name in _KEPT}
        self._budget = Budget()
        self._environment.filters = self._budget.charging(kept | dict(filters_in(language, book)))
        self._environment.globals = {}
        self._handed = frozenset((name, each.__dict__.get(_HANDED)) for name, each in self._environment.filters.items())

    def set(self, source: str, names: Mapping[str, Any] | None = None) -> Text:
        """Set one text. Raises TextFault with the line and a way out."""
        known = self._names | dict(names or {})
        template = self.read(source)
        try:
            rendered = _bounded(template.generate(known))
        except UndefinedError as error:
            raise _undefined(source, str(error.message), known, self._gaps) from error
        except SecurityError as error:
            raise _unreadable(source, str(error)) from error
        except Withheld as error:
            raise TextFault(str(error), "请改写这句话；确实要给，请改数据的 visibility 或模板的 policy。") from error
        except Missing as error:
            raise TextFault(f"文字模板无法生成：{error}", "请换一个有数据的指标或期间。") from error
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise TextFault(f"文字模板无法生成：{error}", "写法见 docs/templates.zh-CN.md。") from error
        except RecursionError as error:
            raise TextFault("文字模板嵌套太深。", "请改写得简单一些。") from error
        return self._cut(rendered)

    def read(self, source: str) -> Template:
        """Read a text without setting it. Raises TextFault for what is wrong whatever the data."""
        if any(mark in source for mark in (_OPEN, _CLOSE, _STARS, _CARET, _LEFT, _RIGHT)):
            raise TextFault("文字模板里有不能显示的字符（U+E000 至 U+E005）。", "请删去这个字符。")
        self._budget.renew()
        try:
            return Template.from_code(self._environment, compiled(source, self._handed), {})
        except TemplateSyntaxError as error:
            raise self._syntax(source, error) from error
        except RecursionError as error:
            raise TextFault("文字模板嵌套太深。", "请改写得简单一些。") from error

    def _syntax(self, source: str, error: TemplateSyntaxError) -> TextFault:
        """Return what is wrong with the writing of a text, where, and the way out."""
        message = str(error.message)
        named = re.search(r"No filter named '([^']+)'", message)
        if named:
            hint = suggest(named[1], sorted(self._environment.filters))
            return TextFault(f"没有“{named[1]}”这个过滤器。", hint, *spot_of_filter(source, named[1]))
        hint = "请检查 {{ }} 和 {% %} 是否成对、引号是否为英文引号。"
        spot = spot_of_mistake(source, error.lineno)
        return TextFault(f"文字模板写法有误（{message.rstrip('.')}）。", hint, *spot)

    @pass_context
    def _final(self, context: Context, value: Any) -> Any:
        # What asks for the context is not asked when a text is compiled: that is done once for many books.
        return self._mark(value)

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


def _bounded(chunks: Iterable[str]) -> str:
    parts: list[str] = []
    size = 0
    for number, chunk in enumerate(chunks):
        parts.append(chunk)
        size += len(chunk)
        if size > _LONGEST or number > _LONGEST:
            raise TextFault("生成的文字过长（超过两万字）。", "请少列几项，或改用表格。")
    return "".join(parts)


def _undefined(source: str, message: str, known: Mapping[str, Any], gaps: Gaps) -> TextFault:
    quoted = re.findall(r"'([^']+)'", message)
    if "has no attribute" in message and quoted:
        return _unlisted(source, quoted[-1])
    name = quoted[0] if quoted else message
    reason = gaps.reason("indicator", name)
    if reason:
        return TextFault(*withheld("指标", name, reason), *spot_of_name(source, name))
    if re.search(rf"[(,=]\s*{re.escape(name)}\s*[,)]", source):
        hint = f"文字要加英文引号，写成 '{name}'。"
        return TextFault(f"没有“{name}”这个名字。", hint, *spot_of_name(source, name))
    called = [id_ for id_, value in known.items() if isinstance(value, Series) and value.name == name]
    hint = f"这里写指标的编号：{called[0]}。" if called else suggest(name, known)
    return TextFault(f"没有“{name}”这个名字。", hint, *spot_of_name(source, name))


def withheld(what: str, name: str, reason: str) -> tuple[str, str]:
    """Say that a template names what its audience is not shown, and the ways out."""
    return (
        f"{what}“{name}”不给这个模板看（{reason}）。",
        "请从模板里去掉它；确实要给，请改它的 visibility 或模板的 policy。",
    )


def _unreadable(source: str, message: str) -> TextFault:
    named = re.search(r"attribute '(\w+)'", message)
    if named:
        return _unlisted(source, named[1])
    return TextFault(f"{message}。", "文字里只能读数据的名称、单位等字段，数字用过滤器取。")


def _unlisted(source: str, name: str) -> TextFault:
    hint = "文字里只能读数据的名称、单位等字段，数字用过滤器取，见 docs/templates.zh-CN.md。"
    return TextFault(f"不能读取“{name}”。", hint, *spot_of_attribute(source, name))
