"""Finished files in; nothing out, or ProblemsFound with what is wrong with them, before any is moved into place.

What is a house master's in a deck is not the program's fault: where it could be better that is a notice, and where it
is not fit for use a problem, which both name the master.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from briefing import inspect
from briefing.blocks import Medium
from briefing.errors import Notice, Problem, Problems
from briefing.inspect.findings import REPLACE_CHARACTER

Inspector = Callable[[bytes, str, Sequence[str]], tuple[Problem, ...]]
INSPECTORS: Mapping[Medium, Inspector] = {"pdf": inspect.pdf, "pptx": inspect.deck}
_OUR_FAULT = "这是程序的错误，不是数据或模板的错；没有写出任何文件，旧文件没有变动。请把这条信息报告给维护者。"
_OF_MASTER = "这是母版文件里的内容：请在 PowerPoint 里打开母版改好，或不用这张幻灯片。"
# The number of a slide in the deck says nothing about the master.
_NUMBER = re.compile(r"^第\d+张的?")


def hold(
    files: Mapping[str, bytes],
    said: Callable[[Medium], Sequence[str]] = lambda medium: (),
    borrowed: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Notice, ...]:
    """Hold files, by name, against their formats and the texts composed; a kind that no inspector knows passes.

    `borrowed` has the parts of each file that are a house master's, with what they are called in it; what could be
    better in them is returned. Whether the faces have all characters is settled before anything is drawn, with the row
    of the data.
    """
    problems = Problems()
    notices: list[Notice] = []
    for name, data in files.items():
        of_master = (borrowed or {}).get(name, {})
        for medium, inspector in INSPECTORS.items():
            if name.lower().endswith(f".{medium}"):
                inspected = partial(inspect.deck, borrowed=of_master) if of_master else inspector
                found = [each for each in inspected(data, name, said(medium)) if each.hint != REPLACE_CHARACTER]
                theirs, ours = _parted(found, set(of_master.values()))
                problems.extend(replace(each, hint=_OUR_FAULT) for each in ours)
                problems.extend(replace(each, hint=_OF_MASTER) for each in theirs if not inspect.is_blemish(each))
                notices += [_notice(each) for each in theirs if inspect.is_blemish(each)]
    problems.raise_if_any()
    return tuple(dict.fromkeys(notices))


def _parted(found: Sequence[Problem], places: Collection[str]) -> tuple[list[Problem], list[Problem]]:
    """Part what is found at these places from all else."""
    return [each for each in found if each.where in places], [each for each in found if each.where not in places]


def _notice(problem: Problem) -> Notice:
    return Notice(problem.where, _NUMBER.sub("", problem.message) + problem.hint)
