"""A laid template in; a checked `Template` out, or every problem with its line, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from briefing.errors import Problem, ProblemsFound, suggest
from briefing.template.keys import keys_at
from briefing.template.schema import Template
from briefing.yamlfile import Place, Source


def validated(source: Source) -> Template:
    """Return the template that a source makes out. Raises ProblemsFound with the line of every fault."""
    try:
        return Template.model_validate(source.value)
    except ValidationError as error:
        raise ProblemsFound(_explain(source, dict(detail)) for detail in error.errors()) from error


_MESSAGES = {
    "missing": "缺少必填的键“{key}”。",
    "extra_forbidden": "不认识的键“{key}”。",
    "union_tag_invalid": "kind 写的是“{tag}”，没有这种内容块。",
    "union_tag_not_found": "内容块缺少 kind。",
    "literal_error": "“{key}”的值“{input}”不在可选范围内。",
    "string_type": "“{key}”应当是文字。",
    "string_pattern_mismatch": "“{key}”的值“{input}”写法不对。",
    "too_short": "“{key}”不能为空。",
    "int_parsing": "“{key}”应当是整数。",
    "dict_type": "“{key}”应当由“键: 值”组成。",
    "model_type": "“{key}”应当由“键: 值”组成。",
    "less_than_equal": "“{key}”的值“{input}”太大，最大是 {limit}。",
    "greater_than_equal": "“{key}”的值“{input}”太小，最小是 {limit}。",
    "greater_than": "“{key}”的值“{input}”太小，要大于 {limit}。",
    "bool_parsing": "“{key}”的值“{input}”不对，只能写 true 或 false。",
    "bool_type": "“{key}”只能写 true 或 false。",
    "float_parsing": "“{key}”的值“{input}”不是数，只写数字，不带单位。",
    "float_type": "“{key}”应当是数。",
    "int_type": "“{key}”应当是整数。",
    "value_error": "{reason}。",
    "tuple_type": "“{key}”应当是列表（每项以 - 开头）。",
}


def _explain(source: Source, detail: Mapping[str, Any]) -> Problem:
    place = _yaml_place(source, detail["loc"])
    key = _key(place)
    context = detail.get("ctx") or {}
    words = _MESSAGES.get(detail["type"], "“{key}”有误：" + str(detail["msg"]).replace("{", "").replace("}", "") + "。")
    shown = {"key": key, "input": str(detail.get("input"))[:40], "tag": context.get("tag", "")}
    shown["reason"] = context.get("error", "")
    shown["limit"] = next((context[name] for name in ("le", "ge", "gt") if name in context), "")
    return Problem(source.where(place), words.format(**shown), _hint(detail, context, str(key)))


def _key(place: Place) -> str:
    """Return the name of what is at a place; an item of a list goes by its list and its number."""
    if not place:
        return ""
    if isinstance(place[-1], int):
        return f"{place[-2] if len(place) > 1 else ''}第{place[-1] + 1}项"
    return place[-1]


def _hint(detail: Mapping[str, Any], context: Mapping[str, Any], key: str) -> str:
    if detail["type"] == "union_tag_invalid":
        return suggest(str(context["tag"]), [tag.strip("' ") for tag in str(context["expected_tags"]).split(",")])
    if detail["type"] == "literal_error":
        known = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        return suggest(str(detail.get("input")), known)
    if detail["type"] == "extra_forbidden":
        return suggest(key, keys_at(detail["loc"][:-1]))
    if detail["type"] == "string_pattern_mismatch" and "#" in str(context.get("pattern", "")):
        return '颜色写成 "#B3261E" 这样。'
    if detail["loc"][:1] in (("pdf",), ("cover",)):
        return "写法见 docs/pdf.zh-CN.md。"
    return "请对照 templates/leadership/template.yaml 修改。"


def _yaml_place(source: Source, loc: tuple[str | int, ...]) -> Place:
    """Drop the parts of pydantic's path that are not in the YAML: tags of unions and `[key]` marks."""
    place: list[str | int] = []
    for part in loc:
        if part == "[key]":
            continue
        if (*place, part) in source.lines or part is loc[-1]:
            place.append(part)
    return tuple(place)
