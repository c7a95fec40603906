"""A composed document in; the faces that it is set in out, or every character that cannot be printed, with its place.

A character's place is the row of the data that holds it, else the line of the template, else where it would be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from briefing.build.said import Said, said
from briefing.document import Document
from briefing.errors import Notice, Problem, Problems
from briefing.model.dataset import Dataset
from briefing.template.load import Loaded
from briefing.typeset import Fonts
from briefing.typeset.casting import cast, with_rare
from briefing.typeset.characters import Trouble, composed, is_emoji, trouble
from briefing.yamlfile import Place

_MOST_PLACES = 20
# Line ends and spaces of every sort, and what has no glyph and nothing to say on paper.
_UNDRAWN = re.compile(r"[\t\n\r\u0085\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\ufeff]")
_Reason = tuple[str, str]
_REASONS: Mapping[Trouble, _Reason] = {
    "control": ("是控制字符，印不出来", "请删去这个字符。"),
    "private": ("是自造字，别的电脑上没有它的字形", "请换成标准的字。"),
    "mark": ("是附加符号，没有和前面的字合成一个字形", "请换成合成好的字母，或去掉符号。"),
    "script": ("所属的文字要连写或变形，本程序不会排", "请译成中文，或改用拉丁字母转写。"),
    "leftward": ("所属的文字从右向左写，本程序不会排", "请译成中文，或改用拉丁字母转写。"),
    "emoji": ("是表情符号的一部分，印不出来", "请换成文字，或 ★、● 这样的符号。"),
}
_EMOJI: _Reason = ("是表情符号，字体里没有它的轮廓，印不出来", "请换成文字，或 ★、● 这样的符号。")
_ABSENT = "在所有字体里都没有，印不出来"
_INSTALL, _ALLOW = (
    "或安装有这个字的字体（汉字如 SimSun-ExtB）。",
    "或在 briefing.yaml 里写 system_fonts: true，用本机的字体。",
)
_CHARTED: _Reason = ("在图表所用的自带字体里没有，印不出来", "请换一个写法，或不放进图表。")


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where words of a document may come from."""

    loaded: Loaded
    dataset: Dataset


def fonts_for(
    document: Document, loaded: Loaded, dataset: Dataset, *, system: bool
) -> tuple[Fonts, tuple[Notice, ...]]:
    """Cast the faces of a document and check that they have all it says; ProblemsFound with what is wrong of both.

    Without `system` no font of this machine is looked at.
    """

    def where(role: str, name: str) -> str:
        return loaded.source.where(("pdf", "fonts", role, name))

    casting = cast(document.paper.faces, system=system, where=where)
    texts = tuple(said(document))
    fonts = with_rare(casting.fonts, "".join(_characters(texts))) if system else casting.fonts
    problems = Problems()
    problems.extend(casting.problems)
    problems.extend(_unprintable(texts, fonts, _Sources(loaded, dataset), system=system))
    problems.raise_if_any()
    return fonts, casting.notices


def _unprintable(texts: Iterable[Said], fonts: Fonts, sources: _Sources, *, system: bool) -> Iterator[Problem]:
    """Yield a problem for each place of each character that cannot be printed."""
    charts, others = _parted(texts)
    in_text = fonts.lacking("".join(_characters(others)))
    # Charts are drawn in the packaged faces.
    in_charts = Fonts().lacking("".join(_characters(charts)))
    for character in sorted(in_text | in_charts):
        reason = _reason(character, system=system) if fonts.lacking(character) else _CHARTED
        held_by = [*(others if character in in_text else ()), *(charts if character in in_charts else ())]
        places = dict.fromkeys(_places(character, sources)) or _paths(character, held_by)
        yield from _problems(_shown(character), reason, tuple(places))


def _parted(texts: Iterable[Said]) -> tuple[list[Said], list[Said]]:
    """Return what is drawn within charts, and all else."""
    parts: tuple[list[Said], list[Said]] = [], []
    for each in texts:
        parts[not each.charted].append(each)
    return parts


def _problems(shown: str, reason: _Reason, places: Sequence[str]) -> Iterator[Problem]:
    message, hint = reason
    yield from (Problem(place, f"{shown}{message}。", hint) for place in places[:_MOST_PLACES])
    if len(places) > _MOST_PLACES:
        yield Problem("", f"{shown}还出现在另外{len(places) - _MOST_PLACES}处。", hint)


def _characters(texts: Iterable[Said]) -> frozenset[str]:
    """Return the characters that are drawn, once each; accents are in their letters."""
    # A large table has few different characters: a set of each text first is many times as fast.
    plain = frozenset().union(*(frozenset(each.text) for each in texts if each.text.isascii()))
    others = (frozenset(composed(each.text)) for each in texts if not each.text.isascii())
    return frozenset(_UNDRAWN.sub("", "".join(plain.union(*others))))


def _reason(character: str, *, system: bool) -> _Reason:
    found = trouble(character)
    if found:
        return _REASONS[found]
    return _EMOJI if is_emoji(character) else (_ABSENT, f"请换一个写法，{_INSTALL if system else _ALLOW}")


def _shown(character: str) -> str:
    code = f"U+{ord(character):04X}"
    # A mark would be printed on the quotation mark before it, and the others not at all.
    return f"{code} " if trouble(character) in ("mark", "control", "private") else f"“{character}”（{code}）"


def _places(character: str, sources: _Sources) -> Iterator[str]:
    """Yield the rows of the data that hold a character, and the lines of the template that do."""
    yield from _in_data(character, sources.dataset)
    for place in _in_tree(character, sources.loaded.source.value, ()):
        yield sources.loaded.source.where(place)
    yield from (custom.shown for custom in sources.loaded.customs.values() if character in composed(custom.text))


def _in_data(character: str, dataset: Dataset) -> Iterator[str]:
    described = [file for file, _ in dataset.files if file.endswith((".yaml", ".yml"))][:1]
    for record in (dataset, *dataset.themes, *dataset.entities):
        if _holds(record, character):
            yield from described
    tables = (dataset.indicators, dataset.observations, dataset.projects, dataset.milestones, dataset.highlights)
    for record in (record for table in tables for record in table):
        if _holds(record, character) or character in composed(record.origin.published):
            yield str(record.origin)


def _holds(record: Any, character: str) -> bool:
    values = (getattr(record, field.name) for field in fields(record))
    return any(isinstance(value, str) and character in composed(value) for value in values)


def _in_tree(character: str, value: Any, place: Place) -> Iterator[Place]:
    if isinstance(value, str) and character in composed(value):
        yield place
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _in_tree(character, item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_tree(character, item, (*place, index))


def _paths(character: str, texts: Iterable[Said]) -> dict[str, None]:
    return dict.fromkeys(each.where for each in texts if character in composed(each.text))
