"""An audience's folder and a data set's id in; a checked `Template` out, or every problem with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from briefing.errors import BriefingError, Problem, ProblemsFound, suggest
from briefing.model.period import Period
from briefing.template.customs import Custom, customs, fonts
from briefing.template.house import House, house
from briefing.template.schema import Template
from briefing.yamlfile import Place, Source, overlay, read


@dataclass(frozen=True, slots=True)
class Loaded:
    """An audience's template, where each of its texts stands, and the files it was read from.

    `customs` holds the files of its custom charts, by what the template calls them; `font_files` its fonts, by role;
    `house` is the master its deck stands on.
    """

    audience: str
    template: Template
    source: Source
    files: tuple[Path, ...]
    customs: Mapping[str, Custom] = field(default_factory=dict)
    font_files: Mapping[str, str] = field(default_factory=dict)
    house: House | None = None


def builtin_templates() -> Path:
    """Return the folder of the templates that come with the package: in the wheel, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "builtin" / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


def folders(workspace: Path) -> dict[str, Path]:
    """Return every audience by name; a workspace's own template hides the built-in one of the same name."""
    found: dict[str, Path] = {}
    for parent in (builtin_templates(), workspace / "templates"):
        if parent.is_dir():
            found |= {path.parent.name: path.parent for path in sorted(parent.glob("*/template.yaml"))}
    return found


def load(
    workspace: Path, audience: str, dataset: str, period: Period | None = None, *, trusted: bool = False
) -> Loaded:
    """Read `template.yaml` of an audience and lay the data set's own patch (`<dataset>.yaml`) over it.

    A patch that lists `periods` is written for these alone; a briefing of another period goes without it. `trusted`
    lets its custom charts be Python.
    """
    known = folders(workspace)
    if audience not in known:
        raise BriefingError(f"没有“{audience}”这个模板。", f"templates/{audience}", suggest(audience, known))
    path = known[audience] / "template.yaml"
    source, files = read(path, _shown(path, workspace)), [path]
    patch_path = known[audience] / f"{dataset}.yaml"
    if patch_path.is_file():
        patch = read(patch_path, _shown(patch_path, workspace))
        if _is_meant_for(patch, period):
            source = _with_patch(source, patch)
            files.append(patch_path)
    template = _validated(source)
    own = customs(template, source, path.parent, _shown(path.parent, workspace), trusted=trusted)
    files += dict.fromkeys(each.path for each in own.values())
    own_fonts = fonts(template, source, path.parent)
    files += dict.fromkeys(own_fonts.values())
    named = {role: str(file) for role, file in own_fonts.items()}
    based = house(template, source, path.parent, _shown(path.parent, workspace))
    files += [based.path] if based else []
    return Loaded(audience, template, source, tuple(files), own, named, based)


def _is_meant_for(patch: Source, period: Period | None) -> bool:
    """Take `periods` out of a patch and return whether it names this period, or none."""
    written = patch.value.pop("periods", None)
    if written is None or period is None:
        return True
    if not isinstance(written, list):
        raise ProblemsFound([Problem(patch.where(("periods",)), "periods 应当是列表。", f"请写成 [{written}]。")])
    return any(_read_period(patch, at, words) == period for at, words in enumerate(written))


def _read_period(patch: Source, at: int, words: Any) -> Period:
    try:
        return Period.parse(str(words))
    except ValueError as error:
        where = patch.where(("periods", at))
        raise ProblemsFound([Problem(where, f"“{words}”不是期间。", "写法如 2019、2018..2020。")]) from error


def _shown(path: Path, workspace: Path) -> str:
    """Return the name that a user knows the file by: relative to the workspace, or to the package."""
    for base in (workspace, builtin_templates().parent):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name


def _with_patch(base: Source, patch: Source) -> Source:
    """Lay the patch over the template; pages under `themes` are laid over those of the chapter for each theme."""
    themes = patch.value.pop("themes", None) if isinstance(patch.value, dict) else None
    merged = overlay(base, patch)
    if themes is None:
        return merged
    merged.lines[("themes",)] = patch.where(("themes",))
    if not isinstance(themes, dict):
        merged.value["themes"] = themes
        return merged
    chapter_place, pages = _theme_pages(merged.value)
    for theme, own in themes.items():
        place: Place = ("themes", theme)
        part = Source(own, {p[2:]: where for p, where in patch.lines.items() if p[:2] == place})
        below = Source(
            pages,
            {p[len(chapter_place) :]: w for p, w in merged.lines.items() if p[: len(chapter_place)] == chapter_place},
        )
        laid = overlay(below, part)
        merged.value.setdefault("themes", {})[theme] = laid.value
        merged.lines |= {(*place, *p): where for p, where in laid.lines.items()}
    return merged


def _theme_pages(value: Mapping[str, Any]) -> tuple[Place, dict[str, Any]]:
    chapters = value.get("chapters")
    for key, chapter in (chapters or {}).items() if isinstance(chapters, dict) else ():
        if isinstance(chapter, dict) and chapter.get("for_each") == "theme" and isinstance(chapter.get("pages"), dict):
            return ("chapters", key, "pages"), chapter["pages"]
    return ("chapters",), {}


def _validated(source: Source) -> Template:
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
        return suggest(key, _known_keys(detail["loc"]))
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


def _known_keys(loc: tuple[str | int, ...]) -> list[str]:
    """Return the keys that may stand where an unknown one was found, by walking the models along the path."""
    from briefing.template.keys import keys_at

    return keys_at(loc[:-1])
