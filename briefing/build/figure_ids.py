"""The id of a figure in; what it is of out: indicator, entity, period, what was made of them, and what beside them.

`industrial_output/jiangbei/2019/growth:2017`, `plant/here/2020/share|of:gdp/here|step:2019`. Ids of a manifest are not
trusted: whatever does not fit is left empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.period import Period


@dataclass(frozen=True, slots=True)
class Named:
    """The parts of a figure's id.

    `kind` is what was made, `extra` stands behind its colon, and `base` is that as a period. `whole` is the indicator
    and entity behind `|of:`, `step` the period behind `|step:`. Of a total, `parts` are the rows that it adds up.
    """

    indicator: str = ""
    entity: str = ""
    period: Period | None = None
    kind: str = ""
    extra: str = ""
    base: Period | None = None
    whole: tuple[str, str] | None = None
    step: Period | None = None
    parts: tuple[tuple[str, str], ...] = ()


def named(id_: str) -> Named:
    """Take an id apart; one that is not of a value of the data has its kind alone."""
    main, *tags = id_.split("|")
    told = dict(tag.split(":", 1) for tag in tags if ":" in tag)
    # Parts of a whole may bear any sign behind the colon.
    head, mark, extra = main.partition("/share:")
    if not mark:
        head, _, extra = main.rpartition("/")
    kind, _, extra = ("share", ":", extra) if mark else extra.partition(":")
    owner, _, code = head.rpartition("/")
    indicator, _, entity = owner.partition("/")
    period = _period(code)
    if period is None or not entity:
        return Named(kind=f"project/{kind}" if head.startswith("project/") else kind)
    whole = _row(told["of"]) if "of" in told else None
    step = _period(told.get("step", ""))
    parts = tuple(_row(part) for part in owner.split("+")) if kind == "total" else ()
    return Named(indicator, entity, period, kind, extra, _period(extra), whole, step, parts)


def _row(name: str) -> tuple[str, str]:
    indicator, _, entity = name.partition("/")
    return indicator, entity


def _period(code: str) -> Period | None:
    try:
        return Period.parse(code) if code else None
    except ValueError:
        return None
