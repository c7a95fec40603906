"""An audience's name and a data set's id in; a checked `Template` out, or every problem with its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefing.model.language import Language
from briefing.model.period import Period
from briefing.template.chain import Layer, bases, builtin_templates, chain, folders, layers_of
from briefing.template.customs import Custom, Shelves, customs, fonts
from briefing.template.explain import validated
from briefing.template.house import House, house
from briefing.template.layers import Sheet, Wanted, laid, sheets
from briefing.template.schema import Template
from briefing.template.widening import opened
from briefing.yamlfile import Place, Source

__all__ = ["Loaded", "bases", "builtin_templates", "folders", "load"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """An audience's template, where each of its texts stands, and the files it was read from.

    `customs` holds the files of its custom charts, by the place of their block; `font_files` its fonts, by role.
    `layers` are the folders it is made of, its own the last; `house` is the master its deck stands on.
    `wider` says what it lets its audience see that the one it extends keeps back.
    """

    audience: str
    template: Template
    source: Source
    files: tuple[Path, ...]
    customs: Mapping[Place, Custom] = field(default_factory=dict)
    font_files: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    house: House | None = None
    wider: tuple[str, ...] = ()

    def folder_of(self, place: Place) -> Path:
        """Return the folder of the layer that says what stands at a place; files named there are looked for in it."""
        return _shelves(self.source, self.layers)(place).folder

    def is_patched(self, place: Place) -> bool:
        """Return whether the audience's own patch for the data set says what stands at a place."""
        folder, _, name = self.source.where(place).rpartition("/")
        return bool(self.layers) and folder == self.layers[-1].shown and not name.startswith("template.")

    def shown(self, path: Path) -> str:
        """Return the name that a user knows one of the files by."""
        for layer in self.layers:
            if path.is_relative_to(layer.folder):
                return f"{layer.shown}/{path.relative_to(layer.folder).as_posix()}"
        return f"templates/{path.parent.name}/{path.name}"


def load(
    workspace: Path,
    audience: str,
    dataset: str,
    period: Period | None = None,
    *,
    trusted: bool = False,
    language: Language = "zh",
) -> Loaded:
    """Read the template of an audience, laid over those that it extends, with all patches for the data set.

    A patch that lists `periods` is written for these alone; a briefing of another period goes without it. `trusted`
    lets its custom charts be Python. A language takes in the files for it (`template.en.yaml`, `<dataset>.en.yaml`);
    whether something Chinese is left then is for `check_english` to say.
    """
    layers = chain(workspace, audience)
    found = sheets(layers, Wanted(dataset, period, language))
    source = laid(found)
    template = validated(source)
    shelves = _shelves(source, layers)
    own = customs(template, source, shelves, trusted=trusted)
    own_fonts = fonts(template, source, shelves)
    named = {role: str(file) for role, file in own_fonts.items()}
    based = house(template, source, shelves)
    files = (*_files(found, own, own_fonts), *((based.path,) if based else ()))
    wider = _wider(workspace, template, source, layers, Wanted(dataset, period, language))
    return Loaded(audience, template, source, files, own, named, layers, based, wider)


def _wider(
    workspace: Path, template: Template, source: Source, layers: tuple[Layer, ...], wanted: Wanted
) -> tuple[str, ...]:
    """Return what an audience is shown that the one it extends is not; nothing where it says no policy of its own."""
    own = layers[-1].shown
    says = any(place[:1] == ("policy",) and line.startswith(f"{own}/") for place, line in source.lines.items())
    if not says or len(layers) < 2 or layers[-2].name.startswith("_"):
        return ()
    below = laid(sheets(layers_of(layers[-2].folder, workspace), wanted))
    return opened(validated(below).policy, template.policy)


def _files(found: tuple[Sheet, ...], own: Mapping[Place, Custom], own_fonts: Mapping[str, Path]) -> tuple[Path, ...]:
    """Return every file that was read, the audience's own first."""
    yaml = [sheet.path for layer in _own_first(found) for sheet in found if sheet.layer is layer]
    return (*yaml, *dict.fromkeys(each.path for each in own.values()), *dict.fromkeys(own_fonts.values()))


def _own_first(found: tuple[Sheet, ...]) -> list[Layer]:
    kept: list[Layer] = []
    for sheet in reversed(found):
        if not any(sheet.layer is layer for layer in kept):
            kept.append(sheet.layer)
    return kept


def _shelves(source: Source, layers: tuple[Layer, ...]) -> Shelves:
    """Return a function that gives the layer of a place: the one whose file says what stands there."""
    known = {layer.shown: layer for layer in layers}

    def shelf(place: Place) -> Layer:
        folder = source.where(place).rpartition("/")[0]
        return known.get(folder, layers[-1])

    return shelf
