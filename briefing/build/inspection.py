"""Finished files in; nothing out, or ProblemsFound with what is wrong with them, before any is moved into place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefing import inspect
from briefing.blocks import Medium
from briefing.errors import Problem, Problems
from briefing.inspect.findings import REPLACE_CHARACTER

Inspector = Callable[[bytes, str, Sequence[str]], tuple[Problem, ...]]
INSPECTORS: Mapping[Medium, Inspector] = {"pdf": inspect.pdf, "pptx": inspect.deck}
_OUR_FAULT = "这是程序的错误，不是数据或模板的错；没有写出任何文件，旧文件没有变动。请把这条信息报告给维护者。"


def hold(files: Mapping[str, bytes], said: Callable[[Medium], Sequence[str]] = lambda medium: ()) -> None:
    """Hold files, by name, against their formats and the texts composed; a kind that no inspector knows passes.

    Whether the faces have all characters is settled before anything is drawn, with the row of the data.
    """
    problems = Problems()
    for name, data in files.items():
        for medium, inspector in INSPECTORS.items():
            found = inspector(data, name, said(medium)) if name.lower().endswith(f".{medium}") else ()
            problems.extend(replace(each, hint=_OUR_FAULT) for each in found if each.hint != REPLACE_CHARACTER)
    problems.raise_if_any()
