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
        items = (replace(items[0], note=_sentence(context, rows[0]) or items[0].note), *items[1:])
    return KeyFigures(path, items, spec.layout, spec.only) if items else None


def _sentence(context: Context, row: Series) -> Text:
    """Say in a sentence how a figure came about: by how much it changed, and from where to where."""
    pair = compare(row)
    if pair is None:
        has_value = row.current is not None and row.current.value is not None
        parts = [wording.published_growth(row)] if has_value else []
    else:
        parts = [wording.change(pair), () if wording.is_level(pair) else wording.from_to(pair)]
    said = wording.join([part for part in parts if part], context.marks.comma)
    return (*say(context.opened(said)), *text(context.marks.stop)) if said else ()


def _tiles(context: Context) -> tuple[KeyFigure, ...]:
    """Return a tile for each theme; of only one or two themes, tiles for their most telling facts."""
    themes = context.themes()
    if len(themes) < _FEW and len(context.facts()) > len(themes):
        return tuple(_named_tile(context, fact.row) for fact in context.facts()[:_MANY])
    return tuple(tile for theme in themes if (tile := _tile(context, theme)))


def _card(context: Context, row: Series) -> KeyFigure:
    light = context.book.light(row)
    word = _light_word(context, light)
    return KeyFigure(label(context, row), main_figure(row), _note(context, row), light=light, word=word)


def _light_word(context: Context, light: Light | None) -> str:
    return context.words.light(light) if light else ""


def label(context: Context, row: Series) -> str:
    """Name an indicator on a card: with its entity where several report it, and its period where it is not this one."""
    assert row.current is not None
    period = row.current.period
    own = period == context.book.period or (period.is_whole_years and period.last == context.book.period.last)
    said, marks = context.phrases, context.marks
    mark = said.preliminary if row.current.status == "preliminary" else ""
    inside = marks.comma.join(part for part in ("" if own else period.brief, mark) if part)
    title = row.title
    if row.current.value is None:
        title = (said.growth_of if row.current.growth is not None else said.rank_of).format(title)
    return f"{title}{marks.open}{inside}{marks.close}" if inside else title


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
    pair, tongue = compare(row), wording.tongue(context.language)
    if pair:
        signed = wording.signed_change(pair)
        if signed == (tongue.UNCHANGED,):
            return text(tongue.level_words(pair.words))
        return _beside(pair.words, signed, context)
    published = wording.signed_published_growth(row)
    if published and row.current and row.current.value is not None:
        return _beside(wording.growth_words(row), published, context)
    state = context.book.pace(row)
    if state:
        return say(wording.target(row, state))
    return ()


def _beside(words: str, signed: wording.Phrase, context: Context) -> Text:
    """Set a signed change beside what it is against: `比2017年 +23.8%`."""
    before, change, after = wording.tongue(context.language).beside(words, signed)
    return (*text(before), *say(change, strong=True), *text(after))


def _tile(context: Context, theme: Theme) -> KeyFigure | None:
    found = context.facts_of(theme)
    if not found:
        return _projects_tile(context, theme)
    light = light_of(context.book.light(fact.row) for fact in found)
    return _theme_tile(context, theme, found[0].row, light)


def _named_tile(context: Context, row: Series) -> KeyFigure:
    theme = context.book.dataset.theme(row.indicator.theme)
    return _theme_tile(context, theme, row, context.book.light(row))


def _theme_tile(context: Context, theme: Theme, row: Series, light: Light | None) -> KeyFigure:
    """Return a theme's tile for one of its series; where that cannot be compared, the tile says the next fact.

    Such a remark names its own subject, or the reader would take it for one about the large figure.
    """
    others = [fact for fact in context.facts_of(theme) if fact.row is not row]
    # What is counted in the same unit belongs together: of 65 projects, 20 by multinational firms.
    other = next((fact for fact in others if fact.row.measure == row.measure), others[0] if others else None)
    note = _note(context, row) or (_about(context, other) if other else ())
    word = _light_word(context, light)
    return KeyFigure(label(context, row), main_figure(row), note, theme.name, theme.color, light, word)


def _about(context: Context, fact: Fact) -> Text:
    """Say a fact beside the figure of another; one that does not open with its subject is given it."""
    subject = fact.row.name.removesuffix(context.phrases.rank_ending)
    opening = subject.partition(" ")[0] if context.language == "en" else subject[:2]
    named = wording.plain(fact.headline).removeprefix(fact.when).startswith((fact.row.name, fact.row.title, opening))
    return say(fact.headline if named else (f"{fact.row.name}{context.marks.colon}", *fact.headline))


def _projects_tile(context: Context, theme: Theme) -> KeyFigure | None:
    data = context.book.dataset
    projects = [project for project in data.projects if project.theme == theme.id]
    honours = [item for item in data.highlights if item.theme == theme.id]
    said = context.phrases
    rows, name, unit = (
        (projects, said.project, said.projects_unit) if projects else (honours, said.honours, said.honours_unit)
    )
    if not rows:
        return None
    if {"project", "highlight"} & data.gaps.partial:
        # What is shown is not all that there is.
        name = context.boards.listed_name.format(name)
    origins = tuple(row.origin for row in rows)
    title = said.of_theme.format(theme.name, name)
    figure = printing.count(f"{theme.id}/count:{name}", title, len(rows), unit, origins, language=context.language)
    return KeyFigure(name, figure, (), theme.name, theme.color)
