"""The layers of an audience in; one template out, each layer's patches for data set and language laid with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefing.errors import Problem, Problems, ProblemsFound
from briefing.model.language import LANGUAGES, Language
from briefing.model.period import Period
from briefing.template.chain import TEMPLATE, Layer
from briefing.template.merging import merge
from briefing.template.narrowing import narrowing, policy_alone
from briefing.template.theme_parts import Part, expanded, pages_of, taken, without_replaced
from briefing.yamlfile import Source, read


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a template is read for: patches are chosen by it. Templates themselves are written in Chinese."""

    dataset: str = ""
    period: Period | None = None
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a layer; with `narrows` it is a patch for other periods, of which the policy alone is left."""

    path: Path
    source: Source
    layer: Layer
    narrows: bool = False


def suffix(language: Language) -> str:
    """Return the part of file names that stands for a language: `.en`; nothing for Chinese."""
    return "" if language == "zh" else f".{language}"


def sheets(layers: tuple[Layer, ...], wanted: Wanted) -> tuple[Sheet, ...]:
    """Return the files to be laid over each other, the lowest first. Raises ProblemsFound for one that cannot be read.

    For each layer: template.yaml and `<dataset>.yaml`; in a language template.yaml, `template.en.yaml` over it, and
    `<dataset>.en.yaml`, which takes the place of `<dataset>.yaml`, since that is written in Chinese.

    What may be seen does not hang on the language: the `policy` of `<dataset>.yaml` counts in every one, and a file for
    a language has none. For periods that the patch is not meant for it counts as far as it keeps more back.
    """
    return tuple(sheet for layer in layers for sheet in _of_layer(layer, wanted))


def _of_layer(layer: Layer, wanted: Wanted) -> Iterator[Sheet]:
    yield Sheet(layer.folder / TEMPLATE, layer.source, layer)
    tail = suffix(wanted.language)
    if tail and (own := _sheet(layer, f"template{tail}.yaml")):
        yield own
    # The name of template.yaml is no data set's.
    if wanted.dataset in ("", "template"):
        return
    for language in LANGUAGES:
        _refuse_policy(layer, wanted.dataset, suffix(language))
    patch = _sheet(layer, f"{wanted.dataset}.yaml")
    if patch:
        yield from _of_patch(patch, wanted)
    if tail and (patch := _sheet(layer, f"{wanted.dataset}{tail}.yaml")) and _is_meant_for(patch.source, wanted.period):
        yield patch


def _of_patch(patch: Sheet, wanted: Wanted) -> Iterator[Sheet]:
    """Yield the patch in Chinese, or its policy alone: in another language, or for a period that it does not name."""
    meant = _is_meant_for(patch.source, wanted.period)
    if meant and wanted.language == "zh":
        yield patch
    elif "policy" in patch.source.value:
        yield replace(patch, source=policy_alone(patch.source), narrows=not meant)


def _refuse_policy(layer: Layer, dataset: str, tail: str) -> None:
    """Raise ProblemsFound where a file for a language says what may be seen."""
    for name in ("template", dataset) if tail else ():
        sheet = _sheet(layer, f"{name}{tail}.yaml")
        if sheet and "policy" in sheet.source.value:
            where, hint = sheet.source.where(("policy",)), f"请把它移到 {layer.shown}/{name}.yaml，各种语言都照它。"
            raise ProblemsFound([Problem(where, "给谁看什么（policy）不分语言，不能写在这里。", hint)])


def _sheet(layer: Layer, name: str) -> Sheet | None:
    path = layer.folder / name
    if not path.is_file():
        return None
    source = read(path, f"{layer.shown}/{name}")
    if "extends" in source.value:
        where = source.where(("extends",))
        raise ProblemsFound([Problem(where, "extends 只能写在 template.yaml 里。", "请把这一行移过去。")])
    return Sheet(path, source, layer)


def laid(found: tuple[Sheet, ...]) -> Source:
    """Lay all files over each other. Raises ProblemsFound for names in `order` and the like that are not there."""
    problems = Problems()
    merged = Source({})
    parts: list[Part] = []
    for sheet in found:
        themes = taken(sheet.source)
        source = narrowing(merged, sheet.source) if sheet.narrows else sheet.source
        merged = merge(merged, source, problems)
        parts = [without_replaced(part, source.value, pages_of(merged.value)[0]) for part in parts]
        if themes is not None:
            parts.append(Part(themes, sheet.layer is found[-1].layer, pages_of(merged.value)[1]))
    merged = expanded(merged, parts, problems)
    problems.raise_if_any()
    # What is missing altogether is missing in the audience's own template.yaml.
    merged.lines[()] = found[-1].layer.source.where(())
    return merged


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
