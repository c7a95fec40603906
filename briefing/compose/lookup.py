"""Names that a template gives in; what they stand for out, or a problem with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.compose.context import Context
from briefing.errors import suggest
from briefing.model.period import Period
from briefing.model.series import Series
from briefing.template.text import withheld


def named_series(context: Context, names: Iterable[str]) -> tuple[Series, ...]:
    """Return the series of named indicators; one that does not exist or reports nothing is a problem."""
    return tuple(_found(context, names))


def _found(context: Context, names: Iterable[str]) -> Iterator[Series]:
    data = context.book.dataset
    for index, name in enumerate(names):
        where = context.at("indicators", index).where
        if reason := data.gaps.reason("indicator", name):
            context.problems.add(where, *withheld("指标", name, reason))
            continue
        if not data.has_indicator(name):
            context.problems.add(where, f"没有“{name}”这个指标。", suggest(name, [i.id for i in data.indicators]))
            continue
        row = context.book.main_series(data.indicator(name))
        if row.current is None:
            message = f"指标“{name}”（{row.name}）在{context.book.period.label}没有数据。"
            context.problems.add(where, message, "请补数据、换期间，或从模板中去掉这个指标。")
            continue
        yield row


def named_periods(context: Context, names: Iterable[str]) -> tuple[Period, ...]:
    """Return the named periods in the order given."""
    found: list[Period] = []
    for index, name in enumerate(names):
        try:
            found.append(Period.parse(name).said_in(context.language))
        except ValueError:
            where = context.at("periods", index).where
            context.problems.add(where, f"“{name}”不是期间。", "写法如 2019、2020Q3、2020-01..2020-09、2018..2020。")
    return tuple(found)
