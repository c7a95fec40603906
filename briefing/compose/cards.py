"""Key figures: which indicators get a card or a tile, and what stands on it."""

from __future__ import annotations

from dataclasses import replace

from briefing.blocks import KeyFigure, KeyFigures, Text, text
from briefing.compose.context import Context, say
from briefing.compose.lookup import named_series
from briefing.model import printing, wording
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.pace import light_of
from briefing.model.records import Theme
from briefing.model.salience import Fact
from briefing.model.series import Series, compare
from briefing.template.schema import KeyFiguresSpec

_FEW, _MANY = 3, 6


def key_figures(spec: KeyFiguresSpec, context: Context, path: str) -> KeyFigures | None:
    """Return the cards of a block, or None where there is nothing to show."""
    if spec.indicators is not None:
        rows = named_series(context, spec.indicators)
        make = _named_tile if spec.layout == "tiles" else _card
        items = tuple(make(context, row) for row in rows)
    elif spec.pick == "themes":
        rows, items = (), _tiles(context)[: spec.limit]
    else:
        rows = tuple(fact.row for fact in context.facts()[: spec.limit])
        items = tuple(_card(context, row) for row in rows)
    if spec.layout == "hero" and rows:
        items = (replace(items[0], note=_sentence(rows[0]) or items[0].note), *items[1:])
    return KeyFigures(path, items, spec.layout, spec.only) if items else None


def _sentence(row: Series) -> Text:
    """Say in a sentence how a figure came about: by how much it changed, and from where to where."""
    pair = compare(row)
    if pair is None:
        return ()
    course = () if wording.is_level(pair) else wording.from_to(pair)
    return (*say(wording.join([part for part in (wording.change(pair), course) if part])), *text("。"))


def _tiles(context: Context) -> tuple[KeyFigure, ...]:
    """Return a tile for each theme; of only one or two themes, tiles for their most telling facts."""
    themes = context.themes()
    if len(themes) < _FEW and len(context.facts()) > len(themes):
        return tuple(_named_tile(context, fact.row) for fact in context.facts()[:_MANY])
    return tuple(tile for theme in themes if (tile := _tile(context, theme)))


def _card(context: Context, row: Series) -> KeyFigure:
    state = context.book.pace(row)
    return KeyFigure(label(context, row), main_figure(row), _note(context, row), light=state.light if state else None)


def label(context: Context, row: Series) -> str:
    """Name an indicator on a card: with its entity where several report it, and its period where it is not this one."""
    assert row.current is not None
    period = row.current.period
    own = period == context.book.period or (period.is_whole_years and period.last == context.book.period.last)
    mark = "初步统计" if row.current.status == "preliminary" else ""
    inside = "，".join(part for part in ("" if own else period.label, mark) if part)
    title = row.title
    if row.current.value is None:
        title += "增速" if row.current.growth is not None else "位次"
    return f"{title}（{inside}）" if inside else title


def main_figure(row: Series) -> Figure:
    """Return what a card prints large: the value, or where none was published the growth rate or the rank."""
    assert row.current is not None
    if row.current.value is not None:
        return printing.value(row, row.current)
    found = printing.published_growth(row) or printing.published_rank(row)
    assert found is not None
    return found


def _note(context: Context, row: Series) -> Text:
    """Say in one line how the figure moved, or how it stands against its target."""
    pair = compare(row)
    if pair:
        signed = wording.signed_change(pair)
        if signed == ("持平",):
            return text(wording.level_words(pair.words))
        return (*text(f"{pair.words} "), *say(signed, strong=True))
    published = wording.signed_published_growth(row)
    if published and row.current and row.current.value is not None:
        return (*text(f"{wording.growth_words(row)} "), *say(published, strong=True))
    state = context.book.pace(row)
    if state:
        return say(wording.target(row, state))
    return ()


def _tile(context: Context, theme: Theme) -> KeyFigure | None:
    found = context.facts_of(theme)
    if not found:
        return _projects_tile(context, theme)
    states = [context.book.pace(fact.row) for fact in found]
    light = light_of(state.light for state in states if state)
    return _theme_tile(context, theme, found[0].row, light)


def _named_tile(context: Context, row: Series) -> KeyFigure:
    state = context.book.pace(row)
    theme = context.book.dataset.theme(row.indicator.theme)
    return _theme_tile(context, theme, row, state.light if state else None)


def _theme_tile(context: Context, theme: Theme, row: Series, light: Light | None) -> KeyFigure:
    """Return a theme's tile for one of its series; where that cannot be compared, the tile says the next fact.

    Such a remark names its own subject, or the reader would take it for one about the large figure.
    """
    others = [fact for fact in context.facts_of(theme) if fact.row is not row]
    # What is counted in the same unit belongs together: of 65 projects, 20 by multinational firms.
    other = next((fact for fact in others if fact.row.unit == row.unit), others[0] if others else None)
    note = _note(context, row) or (_about(other) if other else ())
    return KeyFigure(label(context, row), main_figure(row), note, theme.name, theme.color, light)


def _about(fact: Fact) -> Text:
    """Say a fact beside the figure of another; one that does not open with its subject is given it."""
    subject = fact.row.name.removesuffix("位次")
    named = wording.plain(fact.headline).startswith((fact.row.name, fact.row.title, subject[:2]))
    return say(fact.headline if named else (f"{fact.row.name}：", *fact.headline))


def _projects_tile(context: Context, theme: Theme) -> KeyFigure | None:
    data = context.book.dataset
    projects = [project for project in data.projects if project.theme == theme.id]
    honours = [item for item in data.highlights if item.theme == theme.id]
    rows, name, unit = (projects, "项目", "个") if projects else (honours, "荣誉与亮点", "项")
    if not rows:
        return None
    if {"project", "highlight"} & data.gaps.partial:
        # What is shown is not all that there is.
        name = f"列出的{name}"
    origins = tuple(row.origin for row in rows)
    figure = printing.count(f"{theme.id}/count:{name}", f"{theme.name}{name}", len(rows), unit, origins)
    return KeyFigure(name, figure, (), theme.name, theme.color)
