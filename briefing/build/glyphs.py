"""A composed document in; the faces that it is set in out, or every character that cannot be printed, with its place.

A character's place is the row of the data that holds it, else the line of the template, else where it would be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from string import ascii_uppercase
from typing import Any

from briefing.build.said import said
from briefing.document import Document
from briefing.errors import Notice, Problem, Problems
from briefing.model.dataset import Dataset
from briefing.model.records import Origin
from briefing.template.load import Loaded
from briefing.typeset import Fonts
from briefing.typeset.casting import cast, with_rare
from briefing.typeset.characters import Trouble, composed, is_emoji, trouble
from briefing.yamlfile import Place

_MOST_PLACES = 20
# The field of a record whose cell its origin names.
_PRIMARY = ("text", "name")
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
    """A document and where its words may come from."""

    document: Document
    loaded: Loaded
    dataset: Dataset


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The characters drawn, once each and one a line: in texts and within charts."""

    in_text: str
    in_charts: str


def fonts_for(
    document: Document, loaded: Loaded, dataset: Dataset, *, system: bool
) -> tuple[Fonts, tuple[Notice, ...]]:
    """Cast the faces of a document and check that they have all it says; ProblemsFound with what is wrong of both.

    Without `system` no font of this machine is looked at.
    """

    def where(role: str, name: str) -> str:
        return loaded.source.where(("pdf", "fonts", role, name))

    casting = cast(document.paper.faces, system=system, where=where)
    drawn = _characters(document)
    fonts = with_rare(casting.fonts, drawn.in_text) if system else casting.fonts
    problems = Problems()
    problems.extend(casting.problems)
    problems.extend(_unprintable(drawn, fonts, _Sources(document, loaded, dataset), system=system))
    problems.raise_if_any()
    return fonts, casting.notices


def _characters(document: Document) -> _Drawn:
    """Return the characters that are drawn; accents are in their letters."""
    # Twice through a long appendix is better than to hold it.
    found: tuple[set[str], set[str]] = set(), set()
    for each in said(document):
        found[each.charted].update(each.text)
    if any(trouble(character) for characters in found for character in characters):
        # Seldom: some letter may have its accent behind it.
        found = set(), set()
        for each in said(document):
            found[each.charted].update(composed(each.text))
    in_text, in_charts = (_apart(characters) for characters in found)
    return _Drawn(in_text, in_charts)


def _apart(characters: set[str]) -> str:
    """Return characters one a line, so that no mark goes into the letter that happens to stand before it."""
    return "\n".join(sorted(character for character in characters if not _UNDRAWN.match(character)))


def _unprintable(drawn: _Drawn, fonts: Fonts, sources: _Sources, *, system: bool) -> Iterator[Problem]:
    """Yield a problem for each place of each character that cannot be printed."""
    in_text = fonts.lacking(drawn.in_text)
    # Charts are drawn in the packaged faces.
    in_charts = Fonts().lacking(drawn.in_charts)
    for character in sorted(in_text | in_charts):
        reason = _reason(character, system=system) if fonts.lacking(character) else _CHARTED
        places = dict.fromkeys(_places(character, sources)) or _paths(character, sources.document)
        yield from _problems(_shown(character), reason, tuple(places))


def _problems(shown: str, reason: _Reason, places: Sequence[str]) -> Iterator[Problem]:
    message, hint = reason
    yield from (Problem(place, f"{shown}{message}。", hint) for place in places[:_MOST_PLACES])
    if len(places) > _MOST_PLACES:
        yield Problem("", f"{shown}还出现在另外{len(places) - _MOST_PLACES}处。", hint)


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
            said_first = any(character in composed(getattr(record, name, "")) for name in _PRIMARY)
            yield str(record.origin) if said_first else _row(record.origin)


def _row(origin: Origin) -> str:
    """Return the row of an origin, for what stands in another of its cells; a workbook's is written `6:6`."""
    number = origin.cell.lstrip(ascii_uppercase)
    return str(replace(origin, cell=f"{number}:{number}")) if origin.sheet and number.isdigit() else str(origin)


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


def _paths(character: str, document: Document) -> dict[str, None]:
    return dict.fromkeys(each.where for each in said(document) if character in composed(each.text))
