"""A league of entities (亮榜晒绩): data in, a table by rank with moves in rank, changes, targets and lights out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from briefing.blocks import Cell, Column, Row, Span, Table, Text, text
from briefing.compose.context import Context, number, say, titled
from briefing.compose.light_notes import lights_note
from briefing.compose.lookup import named_series
from briefing.compose.phrases import BOARDS, filled, phrases
from briefing.compose.plots import measured
from briefing.compose.project_board import NOTHING
from briefing.compose.target_cells import bar, lamp
from briefing.model import parts, printing, wording
from briefing.model.figure import Figure
from briefing.model.period import Period
from briefing.model.salience import dated
from briefing.model.series import Series, compare
from briefing.template.schema import TableSpec

PEERS = 3
"""From so many entities on a rank says something."""
_LIMIT = 15
_OTHERS = 2
_STRESSED = 3
_MOST_NAMES = 8
_MOST_TIED = 3


@dataclass(frozen=True, slots=True)
class League:
    """The `ranked` entities of the indicator that a league goes by; `others` are its further columns.

    `before` are the ranks at the period `since`, None where there were none; `left_out` are indicators not shown.
    """

    main: Series
    ranked: tuple[tuple[Series, int], ...]
    others: tuple[Series, ...]
    left_out: tuple[Series, ...]
    since: Period | None
    before: dict[str, int]

    @property
    def words(self) -> str:
        """Say what the ranks are compared with: 较上月, 较1—8月, 较上年同期."""
        return against_words(self.since, self.ranked[0][0]) if self.since else ""


def against_words(since: Period, row: Series) -> str:
    """Say what an entity's rank is compared with."""
    assert row.current is not None
    now, said = row.current.period, BOARDS[row.language]
    if since == now.year_ago():
        return said.since_year if now.is_whole_years else said.since_same_time
    names = {"month": said.since_month, "quarter": said.since_quarter}
    return names.get(now.kind, said.since.format(since.short_label if since.year == now.year else since.label))


def league_of(spec: TableSpec, context: Context) -> League | None:
    """Return the league that a table is about; None without three entities to rank.

    It goes by the first indicator that the template names, else by the most telling one of the theme.
    """
    rows = _named(spec, context) if spec.indicators is not None else _suggested(context)
    if not rows:
        return None
    main, *others = rows
    kept = len(others) if spec.indicators is not None else _OTHERS
    ranked = context.book.ranked(main.indicator.id)
    since, before = _before(spec, context, ranked)
    return League(main, ranked, tuple(others[:kept]), tuple(others[kept:]), since, before)


def _named(spec: TableSpec, context: Context) -> list[Series]:
    rows = named_series(context, spec.indicators or ())
    for row in rows:
        if len(context.book.ranked(row.indicator.id)) < PEERS:
            where = context.at("indicators").where
            message = f"“{row.name}”同一期间不足{PEERS}个地区有数，排不出位次。"
            context.problems.add(where, message, "请补各地区的数，或去掉这个指标。")
    return [row for row in rows if len(context.book.ranked(row.indicator.id)) >= PEERS]


def _suggested(context: Context) -> list[Series]:
    everything = [row for theme in context.themes() for row in context.book.of_theme(theme.id)]
    rows = [row for row in everything if len(context.book.ranked(row.indicator.id)) >= PEERS]
    if not rows:
        return []
    main = next((f.row for f in context.facts() if any(f.row.indicator is r.indicator for r in rows)), rows[0])
    return [main, *(row for row in rows if row.indicator is not main.indicator)]


def _before(
    spec: TableSpec, context: Context, ranked: Sequence[tuple[Series, int]]
) -> tuple[Period | None, dict[str, int]]:
    """Return the period that ranks are compared with, and the ranks then; the other period where one has none."""
    row = ranked[0][0]
    assert row.current is not None
    now = row.current.period
    wanted = [now.previous(), now.year_ago()]
    # 1月 is not held against 1—12月 of the year before, nor three years against three that overlap with them.
    if now.kind == "cumulative" and wanted[0].year != now.year:
        wanted = wanted[1:]
    wanted = wanted[:1] if now.kind == "span" else list(dict.fromkeys(wanted))
    for period in reversed(wanted) if spec.against == "year_ago" else wanted:
        ranks = context.book.ranked_at(row.indicator.id, period)
        if len(ranks) >= PEERS:
            return period, ranks
    return None, {}


def league(spec: TableSpec, context: Context, path: str) -> Table | None:
    """Return the entities by rank, with how they changed and moved, and with further indicators."""
    found = league_of(spec, context)
    if found is None:
        return None
    made = list(_columns(context, found))
    shown = found.ranked[: spec.limit or _LIMIT]
    stressed = _stressed(spec, found)
    rows = tuple(_row(each, [cell for _, cell in made], each[0].entity.id in stressed) for each in shown)
    note = context.boards.gap.join(_notes(spec, context, found, len(shown)))
    columns = tuple(column for column, _ in made)
    return Table(path, titled(spec.title, context, context.phrases.league), columns, rows, note, only=spec.only)


Ranked = tuple[Series, int]
Maker = Callable[[Ranked], Cell]


def _columns(context: Context, found: League) -> Iterator[tuple[Column, Maker]]:
    main, book, said = found.main, context.book, context.phrases
    shared = {place for _, place in found.ranked if sum(other == place for _, other in found.ranked) > 1}
    yield Column(said.rank, "center", 0.8), lambda each: Cell(_place(*each, tied=each[1] in shared))
    yield Column(said.name, weight=2), lambda each: Cell(text(each[0].entity.name))
    yield Column(_measured(main), "right", 2.4), lambda each: Cell(_value(each[0]))
    if any(_change(row) for row, _ in found.ranked):
        yield Column(_change_name(context, found), "right", 1.6), lambda each: Cell(_change(each[0]) or text(NOTHING))
    if found.since:
        moves = _bracketed(context, context.boards.moves, found.words)
        yield Column(moves, "center", 1.6), lambda each: Cell(_moved(found, *each))
    if _aims(context, found):
        yield Column(said.completion, weight=2.4), lambda each: bar(each[0], book.pace(each[0]))
    if _lit(context, found):
        yield Column(said.light, weight=1.1), lambda each: lamp(context, book.light(each[0]))
    for other in found.others:
        yield Column(_measured(other), "right", 2.2), partial(_other, context, other)


def _aims(context: Context, found: League) -> bool:
    """Whether the entities can be held against the target of what they are ranked by."""
    return context.book.is_for_each(found.main) and any(context.book.pace(row) for row, _ in found.ranked)


def _lit(context: Context, found: League) -> bool:
    """Whether the entities have lights: against the target, or by their place or the mean where the data say so."""
    if context.book.dataset.lights.rule_of(found.main.indicator).by == "pace":
        return _aims(context, found)
    return any(context.book.light(row) for row, _ in found.ranked)


def _measured(row: Series) -> str:
    return measured(row, phrases(row.language).rank_unit if row.is_rank else row.unit)


def _bracketed(context: Context, words: str, inside: str) -> str:
    return f"{words}{context.marks.open}{inside}{context.marks.close}"


def _change_name(context: Context, found: League) -> str:
    """Name the column of changes, by what they are against where that is the same for all: `变化（同比）`."""
    pairs = [(row, compare(row)) for row, _ in found.ranked]
    words = {pair.words if pair else wording.growth_words(row) for row, pair in pairs if _change(row)}
    name = context.phrases.change
    return _bracketed(context, name, words.pop()) if len(words) == 1 else name


def _row(each: Ranked, makers: Sequence[Maker], stressed: bool) -> Row:
    cells = tuple(make(each) for make in makers)
    return Row(tuple(_strong(cell) for cell in cells[:3]) + cells[3:]) if stressed else Row(cells)


def _strong(cell: Cell) -> Cell:
    return Cell(tuple(Span(span.text, span.figure, True, span.note) for span in cell.text), cell.light, cell.progress)


def _stressed(spec: TableSpec, found: League) -> set[str]:
    """Return the first three entities, or the last three, ties included; of a league too short for that none."""
    if spec.highlight == "none" or len(found.ranked) <= _STRESSED:
        return set()
    if spec.highlight == "best":
        return {row.entity.id for row, place in found.ranked if place <= _STRESSED}
    edge = found.ranked[-_STRESSED][1]
    return {row.entity.id for row, place in found.ranked if place >= edge}


def _place(row: Series, place: int, *, tied: bool) -> Text:
    words = Span(str(place), printing.place(row, place))
    return (Span(BOARDS[row.language].tie), words) if tied else (words,)


def _value(row: Series) -> Text:
    if row.current is None or row.current.value is None:
        return text(NOTHING)
    return number(printing.value(row, row.current))


def _other(context: Context, other: Series, each: Ranked) -> Cell:
    """Return another indicator of an entity; of an earlier period than its peers' it says which."""
    mine = context.book.series(other.indicator.id, each[0].entity.id)
    period = context.book.ranked(other.indicator.id)[0][0].current
    if mine.current and period and mine.current.period != period.period and mine.current.value is not None:
        return Cell((*_value(mine), *text(_bracketed(context, "", mine.current.period.brief))))
    return Cell(_value(mine))


def _change(row: Series) -> Text:
    pair = compare(row)
    return say(wording.signed_change(pair)) if pair else say(wording.signed_published_growth(row))


def move(found: League, row: Series, place: int) -> Figure | None:
    """Return by how many places an entity moved, with its sign; None where it has no earlier rank."""
    then = found.before.get(row.entity.id)
    seen = row.at(found.since) if found.since else None
    return parts.place_change(row, seen, then - place) if then is not None and seen else None


def _moved(found: League, row: Series, place: int) -> Text:
    figure = move(found, row, place)
    if figure is None:
        return text(BOARDS[row.language].new)
    unchanged = wording.tongue(row.language).UNCHANGED
    return text(unchanged) if not figure.rounded else text("↑" if figure.rounded > 0 else "↓", figure)


def _notes(spec: TableSpec, context: Context, found: League, shown: int) -> Iterator[str]:
    main, total, said = found.main, len(found.ranked), context.boards
    row = found.ranked[0][0]
    assert row.current is not None
    order = said.ordered_by.format(period=row.current.period.label, name=main.name)
    yield order + (said.first_of.format(total=total, shown=shown) if shown < total else context.marks.stop)
    absent = _absent(context, found)
    if absent:
        yield said.not_ranked.format(_listed(context, absent))
    if found.left_out:
        yield said.left_out.format(len(found.left_out), _listed(context, [row.name for row in found.left_out]))
    if _stressed(spec, found):
        yield (said.bold_first if spec.highlight == "best" else said.bold_last).format(_STRESSED)
    if _lit(context, found):
        yield lights_note(context, [main])


def _absent(context: Context, found: League) -> list[str]:
    """Name the entities that report something of the league's theme, but not what it goes by."""
    data, book = context.book.dataset, context.book
    theme = found.main.indicator.theme
    ids = [i.id for i in data.of_theme(theme) if len(book.ranked(i.id)) >= PEERS]
    present = {row.entity.id for row, _ in found.ranked}
    reporting = {entity for id_ in ids for entity in book.peers(id_)} - present
    return [entity.name for entity in data.entities if entity.id in reporting]


def _listed(context: Context, names: Sequence[str]) -> str:
    more = context.boards.more_names.format(len(names)) if len(names) > _MOST_NAMES else ""
    return context.marks.item.join(islice(names, _MOST_NAMES)) + more


def headline(spec: TableSpec, context: Context) -> Text:
    """Say who leads, and who rose most since the period before: `甲镇…居首，达475.0亿元；乙镇较上月上升2位`."""
    found = league_of(spec, context)
    if found is None:
        return ()
    best = found.ranked[0][0]
    firsts = [row for row, place in found.ranked if place == 1]
    first = say(dated(best, wording.leads(best))) if len(firsts) == 1 else _tied(context, firsts)
    risen = [(figure, row) for row, place in found.ranked if (figure := move(found, row, place)) and figure.rounded > 0]
    if not risen:
        return first
    figure, row = max(risen, key=lambda item: item[0].rounded)
    said, name = context.boards, row.entity.name
    phrase = said.risen_itself if len(firsts) == 1 and firsts[0] is row else said.risen
    return filled(phrase, first=first, entity=name, since=found.words, places=figure)


def _tied(context: Context, firsts: Sequence[Series]) -> Text:
    """Say which entities lead together; of more than three one and how many they are."""
    said, tongue = context.boards, wording.tongue(context.language)
    names = [row.entity.name for row in firsts]
    few = tongue.listed(names) if len(names) <= _MOST_TIED else said.tied_others.format(names[0], len(names))
    opening = said.tied.format(names=few, name=firsts[0].name)
    return text(*dated(firsts[0], (opening, *tongue.leading(firsts[0]))))
