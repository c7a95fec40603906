"""A page of the template at one theme in; a `Section` out, or None where the page has nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Paragraph, Table, Text, plain, text
from briefing.compose import appendix
from briefing.compose.cards import key_figures
from briefing.compose.charts import chart
from briefing.compose.context import Context, say
from briefing.compose.headlines import automatic
from briefing.compose.places import source_of
from briefing.compose.points import bullets
from briefing.compose.tables import table
from briefing.document import Level, Mark, Section
from briefing.model.language import is_chinese
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

_SPOKEN = 2


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
    source = context.at("source").unnoted(page.source) if page.source is not None else text(source_of(draft, context))
    notes = _notes(draft, page, context)
    return replace(draft, notes=notes, source=plain(source))


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
    """Name the first rows of a table, so that there is something to say over it."""
    rows = [row for block in draft.blocks if isinstance(block, Table) for row in block.rows if not row.group]
    names = list(dict.fromkeys(plain(row.cells[0].text) for row in rows))
    if len(names) <= 3 or names[0].isdigit():
        return []
    return [text(context.phrases.listed.format(context.marks.item.join(names[:3])))]


def _spoken(fact: Fact, context: Context) -> Text:
    marks = context.marks
    return (*say(fact.headline), *text(marks.colon), *say(fact.body), *text(marks.stop))
