"""A page of the template at one theme in; a `Section` out, or None where the page has nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Paragraph, Row, Table, Text, plain, text
from briefing.compose import appendix
from briefing.compose.cards import key_figures
from briefing.compose.charts import chart
from briefing.compose.context import Context, say
from briefing.compose.headlines import automatic
from briefing.compose.places import source_of
from briefing.compose.points import bullets
from briefing.compose.tables import table
from briefing.document import Level, Mark, Section, figures_in
from briefing.model.language import is_chinese
from briefing.model.metrics import Light
from briefing.model.salience import Fact
from briefing.template.schema import (
    AUTO,
    BlockSpec,
    BulletsSpec,
    CalloutSpec,
    ChartSpec,
    KeyFiguresSpec,
    PageSpec,
    ParagraphSpec,
    TableSpec,
)

_SPOKEN, _NAMED = 2, 3


def section(page: PageSpec, context: Context, path: str, level: Level) -> Section | None:
    """Compose one page; blocks that find nothing to show are left out, and so is a page without any that matters."""
    made = [_block(spec, context.at("blocks", key), f"{path}/{key}") for key, spec in page.blocks.items()]
    blocks = tuple(block for block in made if block is not None)
    if not blocks or not _carries(page, blocks):
        return None
    label = _label(page, context)
    auto = page.headline == AUTO
    headline = automatic(page, context, blocks) if auto else context.at("headline").set(page.headline)
    mark = Mark(context.theme.id, context.theme.name, context.color) if context.theme else None
    draft = Section(path, label, headline, blocks, mark, level, appendix=page.appendix)
    return _with_notes(draft, page, context)


def _label(page: PageSpec, context: Context) -> str:
    if page.label is not None:
        return context.at("label").flat(page.label)
    if context.theme:
        return context.theme.name
    name = context.loaded.template.name
    # What a template is called is for those who choose it; it may stay Chinese.
    own = "" if context.language == "en" and is_chinese(name) else name
    return context.words.appendix if page.appendix else own


def _carries(page: PageSpec, blocks: Sequence[Block]) -> bool:
    """Whether anything of a page's data is left; words around data that are not there make no page."""
    shows_data = any(not isinstance(spec, ParagraphSpec | CalloutSpec) for spec in page.blocks.values())
    return not shows_data or any(not isinstance(block, Paragraph | Callout) for block in blocks)


def _block(spec: BlockSpec, context: Context, path: str) -> Block | None:
    match spec:
        case ParagraphSpec():
            words = context.at("text").set(spec.text)
            return Paragraph(path, words, spec.only) if words else None
        case CalloutSpec():
            words = context.at("text").set(spec.text)
            return Callout(path, words, spec.tone, spec.only) if words else None
        case BulletsSpec():
            return bullets(spec, context, path)
        case KeyFiguresSpec():
            return key_figures(spec, context, path)
        case ChartSpec():
            return chart(spec, context, path)
        case TableSpec():
            return appendix.pending(spec, context, path) if spec.of == "figures" else table(spec, context, path)
        case _:
            assert_never(spec)


def _with_notes(draft: Section, page: PageSpec, context: Context) -> Section:
    if page.source is not None:
        source = context.at("source").unnoted(page.source)
    else:
        source = text(source_of(draft, context)) if _has_data(draft, page) else ()
    notes = _notes(draft, page, context)
    return replace(draft, notes=notes, source=plain(source))


def _has_data(draft: Section, page: PageSpec) -> bool:
    """Whether a page shows anything that was read: a figure, or a block that is not the template's own words."""
    shown = {block.path.rpartition("/")[2] for block in draft.blocks}
    own = {key for key, spec in page.blocks.items() if _is_own_words(spec)}
    return bool(shown - own) or any(True for _ in figures_in([draft]))


def _is_own_words(spec: BlockSpec) -> bool:
    return isinstance(spec, ParagraphSpec | CalloutSpec) or (isinstance(spec, BulletsSpec) and spec.items is not None)


def _notes(draft: Section, page: PageSpec, context: Context) -> tuple[Text, ...]:
    """Return what the speaker says: the template's words, or the message and the facts behind it."""
    if page.notes is not None:
        return tuple(context.at("notes", index).unnoted(note) for index, note in enumerate(page.notes))
    stop = context.marks.stop
    opening = (*draft.headline, *text(stop))
    spoken = (
        [_spoken(fact, context) for fact in context.facts() if fact.body][:_SPOKEN]
        if context.theme and draft.level == 1
        else []
    )
    points = [item for block in draft.blocks if isinstance(block, Bullets) for item in block.items]
    return (opening, *(spoken or points[:_SPOKEN]), *_listed(draft, context))


def _listed(draft: Section, context: Context) -> list[Text]:
    """Name the first rows of each table, so that there is something to say over it; of a board its red ones."""
    return [said for block in draft.blocks if isinstance(block, Table) if (said := _said_of(block, context))]


def _said_of(table: Table, context: Context) -> Text:
    rows = [row for row in table.rows if not row.group]
    names = [_name(table, row, context) for row in rows]
    red = [name for name, row in zip(names, rows, strict=True) if any(cell.light is Light.RED for cell in row.cells)]
    if red:
        return text(context.boards.red_rows.format(_few(red, context)))
    distinct = list(dict.fromkeys(names))
    return text(context.phrases.listed.format(_few(distinct, context))) if len(distinct) > _NAMED else ()


def _name(table: Table, row: Row, context: Context) -> str:
    """Name a row of a table: by its first column, in a league by the entity, among due items by project and step."""
    first, *others = (plain(cell.text) for cell in row.cells)
    head = table.columns[0].name
    if head == context.phrases.rank:
        return others[0]
    if head == context.boards.item:
        return context.phrases.of_theme.format(others[0], first)
    return first


def _few(names: Sequence[str], context: Context) -> str:
    more = context.boards.others if len(names) > _NAMED else ""
    return context.marks.item.join(names[:_NAMED]) + more


def _spoken(fact: Fact, context: Context) -> Text:
    marks = context.marks
    return (*say(fact.headline), *text(marks.colon), *say(fact.body), *text(marks.stop))
