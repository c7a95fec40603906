"""A template with its folders in; its house master, read and checked, and the master's slides that it keeps, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import Problems, ProblemsFound, cause
from briefing.template.customs import Shelves, master
from briefing.template.schema import Template
from briefing.yamlfile import Source

if TYPE_CHECKING:
    from briefing.masters.kept import Kept
    from briefing.masters.model import HouseMaster, Sample


@dataclass(frozen=True, slots=True)
class House:
    """A house master, its file, and the slides that are kept, by their keys under `pptx: slides:`."""

    master: HouseMaster
    path: Path
    kept: Mapping[str, Kept]


def house(template: Template, source: Source, shelves: Shelves) -> House | None:
    """Return a template's house master, None where it has none; ProblemsFound with all that is wrong of it."""
    file = master(template, source, shelves)
    if file is None:
        return None
    path, shown = file
    from briefing.masters.reading import read_master

    problems = Problems()
    try:
        read = read_master(path.read_bytes(), shown)
    except OSError as error:
        problems.add(shown, f"读不了这个文件（{cause(error)}）。", "请检查文件是否被占用。")
        raise ProblemsFound(problems) from error
    _check_layouts(template, source, read, problems)
    slides = _kept(template, source, read, problems)
    problems.raise_if_any()
    return House(read, path, slides)


def _check_layouts(template: Template, source: Source, read: HouseMaster, problems: Problems) -> None:
    """Report the layouts that the template names and the master does not have, or cannot serve with."""
    from briefing.masters.binding import bound

    given = {kind: name for kind, name in template.pptx.layouts if name}
    for fault in bound(read, given).faults:
        problems.add(source.where(("pptx", "layouts", fault.kind)), fault.message, fault.hint)


def _kept(template: Template, source: Source, read: HouseMaster, problems: Problems) -> dict[str, Kept]:
    from briefing.masters.kept import found, kept

    wanted: dict[str, Sample] = {}
    for key, spec in template.pptx.slides.items():
        match found(read, spec.wanted):
            case (message, hint):
                problems.add(source.where(("pptx", "slides", key, "slide")), message, hint)
            case sample:
                wanted[key] = sample
    if not wanted:
        return {}
    made, unfit = kept(read, tuple(dict.fromkeys(wanted.values())))
    problems.extend(unfit)
    return {key: made[sample.number] for key, sample in wanted.items() if sample.number in made}
