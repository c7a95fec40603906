"""The appendix: every figure that the document prints, with where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.blocks import Cell, Column, Row, Table, text
from briefing.compose.context import Context, titled
from briefing.compose.phrases import phrases
from briefing.compose.phrases.boards import BOARDS
from briefing.compose.places import grouped_places, said_place
from briefing.document import Section, figures_in
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.model.period import Period
from briefing.model.records import Origin
from briefing.model.wording import marks
from briefing.template.schema import TableSpec

_NOTHING = "—"
_MOST_PLACES = 4
# What these are compared with is an indicator or an entity of the same period, not another period.
_OF_OTHERS = frozenset({"share", "contribution", "contribution_rate", "against_mean"})


@dataclass(frozen=True, slots=True)
class Pending(Table):
    """The place of an appendix table, whose rows are known when all sections are composed.

    `observed` asks for what was read, not worked out; of more than `limit` rows the first ones are listed.
    """

    observed: bool = False
    limit: int | None = None


def pending(spec: TableSpec, context: Context, path: str) -> Pending:
    """Return the place of an appendix table; `fill` puts its rows in when all sections are composed."""
    title = titled(spec.title, context, context.phrases.all_figures)
    return Pending(path, title, (), (), only=spec.only, observed=spec.observed, limit=spec.limit)


def fill(sections: Sequence[Section], language: Language) -> tuple[Section, ...]:
    """Put the figures of all sections into the appendix tables; without figures there is no appendix."""
    printed = figures_in(sections)
    filled = (_filled(section, printed, language) for section in sections)
    return tuple(section for section in filled if section.blocks)


def _filled(section: Section, printed: Sequence[Figure], language: Language) -> Section:
    blocks = tuple(
        _table(block, printed, language) if isinstance(block, Pending) else block for block in section.blocks
    )
    return replace(section, blocks=tuple(b for b in blocks if not (isinstance(b, Table) and not b.rows)))


def _table(place: Pending, printed: Sequence[Figure], language: Language) -> Table:
    found = [figure for figure in printed if not place.observed or figure.metric == "value"]
    shown = found[: place.limit]
    said = phrases(language)
    columns = (
        Column(said.datum, weight=3), Column(said.period, weight=2.4), Column(said.number, "right", 1.5),
        Column(said.origin, weight=5),
    )  # fmt: skip
    rows = tuple(_row(figure, language) for figure in shown)
    note = BOARDS[language].first_items.format(len(found), len(shown)) if len(shown) < len(found) else ""
    return Table(place.path, place.title, columns, rows, note, dense=True, only=place.only)


def _row(figure: Figure, language: Language) -> Row:
    places = _places(figure.origins, language)
    cells = (text(_label(figure, language)), text(_period(figure, language)), text(figure), text(places))
    return Row(tuple(Cell(cell) for cell in cells), anchor=figure.id)


def _label(figure: Figure, language: Language) -> str:
    """Name a figure: its label, and what it is of it; a figure prints its size, so the label says which way it went."""
    said, signed = phrases(language), figure.number.startswith("−")
    words = said.falling.get(figure.metric, "") if figure.rounded < 0 and not signed else ""
    words = words or said.metrics[figure.metric]
    ranks = figure.metric in {"rank", "rank_change"}
    label = figure.label.removesuffix(said.rank_ending) if ranks else figure.label
    return said.metric_of.format(label, words) if words else label


def _period(figure: Figure, language: Language) -> str:
    """Return the period of a figure, with the one it is compared with: `2017年→2019年`."""
    if not figure.period:
        return _NOTHING
    now = Period.parse(figure.period).said_in(language).brief
    metric, colon, base = figure.id.rpartition("/")[2].partition("|")[0].partition(":")
    if not colon or metric != figure.metric or metric in _OF_OTHERS:
        return now
    return f"{Period.parse(base).said_in(language).brief}→{now}"


def _places(origins: Sequence[Origin], language: Language) -> str:
    """Return where a figure stands in the data, file by file, and where the source published it."""
    origins = [said_place(origin, language) for origin in origins]
    published = grouped_places(origin.published for origin in origins)
    places = [*_files(origins, language), *([_short(published, language)] if published else [])]
    return marks(language).semicolon.join(places)


def _files(origins: Iterable[Origin], language: Language) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for origin in origins:
        name = origin.file.rpartition("/")[2] + (f" {origin.sheet}" if origin.sheet else "")
        cell = origin.cell if origin.sheet else phrases(language).file_row.format(origin.cell)
        if origin.cell and cell not in grouped.setdefault(name, []):
            grouped[name].append(cell)
    return [f"{name} {_short(cells, language)}".strip() for name, cells in grouped.items()]


def _short(places: list[str], language: Language) -> str:
    """List places, or the first of them and how many there are: `第2行、第3行、第4行等11处`."""
    more = phrases(language).more_places.format(len(places)) if len(places) > _MOST_PLACES else ""
    return marks(language).item.join(places[: _MOST_PLACES - 1] if more else places) + more
