"""A house master and the names that a template gives in, the layout for each kind of slide out, or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.errors import suggest
from briefing.masters.model import HouseMaster, Layout, named
from briefing.masters.proposal import propose
from briefing.masters.space import title_of

KINDS = ("cover", "contents", "overview", "figure", "table", "text", "chapter", "closing")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the layout of one kind of slide, and a way out."""

    kind: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Binding:
    """The layouts by kind of slide; `chosen` are the kinds that the template names itself."""

    layouts: Mapping[str, Layout]
    chosen: frozenset[str]
    faults: tuple[Fault, ...]


def bound(house: HouseMaster, names: Mapping[str, str]) -> Binding:
    """Bind the layouts that a template names, and propose one for each kind that it does not."""
    found: dict[str, Layout] = {}
    faults: list[Fault] = []
    proposed = propose(house)
    for kind in KINDS:
        if kind in names:
            layout, fault = _named(house, kind, names[kind])
        else:
            layout = proposed[kind].layout
            fault = None if layout else _none(house, kind)
        if layout:
            found[kind] = layout
        faults += [fault] if fault else []
    return Binding(found, frozenset(names), tuple(faults))


def _named(house: HouseMaster, kind: str, words: str) -> tuple[Layout | None, Fault | None]:
    meant = named(house, words)
    labels = [layout.label for layout in house.layouts if title_of(layout) and not layout.duplicate]
    if not meant:
        return None, Fault(kind, f"母版{house.shown}里没有版式“{words}”。", suggest(words, labels))
    if len(meant) > 1:
        told = [layout.label for layout in meant if not layout.duplicate]
        hint = f"请写全名：{'、'.join(told)}。" if told else "请在 PowerPoint 的幻灯片母版视图里给它们各起一个名字。"
        return None, Fault(kind, f"母版{house.shown}里有{len(meant)}个版式都叫“{words}”，分不出是哪一个。", hint)
    if not title_of(meant[0]):
        return None, Fault(kind, f"版式“{words}”没有（横排）标题，放不下结论。", suggest("", labels))
    return meant[0], None


def _none(house: HouseMaster, kind: str) -> Fault:
    hint = "请在 PowerPoint 的幻灯片母版视图里加一个带标题的版式，各版式不要重名。"
    return Fault(kind, f"母版{house.shown}里没有能用的版式。", hint)
