"""Template, data set and period in; a `Document` out. Pure: no files, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from briefing.blocks import Medium, Text, text
from briefing.compose import appendix, rounded_note
from briefing.compose.audience import policy_of
from briefing.compose.context import Context
from briefing.compose.own_slides import deck
from briefing.compose.pages import section
from briefing.compose.paper import masthead, paper
from briefing.compose.precision import precise
from briefing.compose.untranslated import untranslated
from briefing.document import WORDS, Deck, Document, Level, Mark, Section, Style, Variant, figures_in
from briefing.errors import Problems, suggest
from briefing.model import printing
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.figure import Figure
from briefing.model.period import Period
from briefing.model.records import Theme
from briefing.model.rounding_plan import RoundingPlan
from briefing.model.series import compare
from briefing.template.deck_spec import PptxSpec
from briefing.template.load import Loaded
from briefing.template.paper_spec import PdfSpec
from briefing.template.schema import ChapterSpec, PageSpec, Template
from briefing.template.text import Typesetter
from briefing.template.views import UNUSABLE, names

_LEVELS: dict[int, Level] = {2: 2, 3: 3, 4: 4}


def compose(loaded: Loaded, dataset: Dataset, period: Period, issue: int | None = None) -> Document:
    """Settle what is said: every word, number and rounding. Raises ProblemsFound with every fault of the template.

    The data set has to be restricted to what the template's audience may see (`audience.for_audience`), so that nothing
    from here on knows of the rest; one that is not, or is for another audience, is a ValueError of whoever calls.
    `issue` is the 期号, where there is one.
    """
    if dataset.policy is None or dataset.policy != policy_of(loaded, dataset):
        raise ValueError(f"the data set is not restricted to what “{loaded.audience}” may see")
    problems = Problems()
    template = loaded.template
    plan = RoundingPlan(precise(dataset, template.precision), template.rounding)
    book = Book(plan.dataset, period, plan)
    style = _changed(Style(), template.style)
    words = _changed(WORDS[book.language], template.words)
    typesetter = Typesetter(names(book, issue), dataset.gaps, book.language, book)
    context = Context(book, loaded, typesetter, style, words, problems)
    _check_themes(template, context)
    _check_names(context)
    _check_precision(template, context)
    sections = appendix.fill(tuple(_sections(template, context)), book.language)
    # A page whose only block is at fault is no sign that there are no data.
    dated = any(period.first <= o.period.last <= period.last for o in dataset.observations)
    if not dated or not (sections or problems):
        message = f"{period.label}没有可以写进简报的数据。"
        problems.add(f"data/{dataset.id}", message, f"请检查期间；数据集的期间有：{_known_periods(dataset)}。")
    document = _document(template, context, sections)
    if book.language == "en" and not problems:
        problems.extend(untranslated(document))
    problems.raise_if_any()
    return document


def default_period(dataset: Dataset) -> Period:
    """Return the period a briefing is about when nobody names one: the data set's own, or the latest one it has."""
    return dataset.default_period or max(observation.period for observation in dataset.observations)


def _known_periods(dataset: Dataset) -> str:
    periods = sorted({observation.period for observation in dataset.observations})
    shown = [period.code for period in periods[-6:]]
    return "、".join(shown)


def _changed(default: Any, spec: Any) -> Any:
    """Return a style or words with the template's own values in place of those it has."""
    given = {f.name: getattr(spec, f.name, None) for f in fields(default)}
    return replace(default, **{key: value for key, value in given.items() if value is not None})


def _check_themes(template: Template, context: Context) -> None:
    known = [theme.id for theme in context.book.dataset.themes]
    for theme in template.themes:
        if theme not in known:
            where = context.at("themes", theme).where
            context.problems.add(where, f"数据集没有“{theme}”这个主题。", suggest(theme, known))


def _check_names(context: Context) -> None:
    """An indicator whose id is a word of the templates could never be named in a text."""
    for indicator in context.book.dataset.indicators:
        if indicator.id in UNUSABLE:
            message = f"指标编号“{indicator.id}”是模板里的专用名字。"
            context.problems.add(str(indicator.origin), message, f"请改名，例如 {indicator.id}_total。")


def _check_precision(template: Template, context: Context) -> None:
    """A patch is written for one data set, so that an indicator it names has to be there."""
    known = [indicator.id for indicator in context.book.dataset.indicators]
    for id_ in template.precision:
        place = ("precision", id_)
        if id_ not in known and context.loaded.is_patched(place):
            context.problems.add(context.at(*place).where, f"没有“{id_}”这个指标。", suggest(id_, known))


def _sections(template: Template, context: Context) -> Iterator[Section]:
    for key, chapter in template.chapters.items():
        if chapter.for_each == "theme":
            for theme in context.book.themes:
                yield from _chapter(_pages_of(template, chapter, key, theme, context), theme.id)
        else:
            place = context.at("chapters", key, "pages")
            yield from _chapter([(name, page, place.at(name)) for name, page in chapter.pages.items()], key)


def _pages_of(
    template: Template, chapter: ChapterSpec, key: str, theme: Theme, context: Context
) -> list[tuple[str, PageSpec, Context]]:
    """Return a theme's pages: the chapter's, or the theme's own version of them."""
    own = template.themes.get(theme.id)
    place = context.at("themes", theme.id) if own else context.at("chapters", key, "pages")
    return [(name, page, place.at(name).of(theme)) for name, page in (own or chapter.pages).items()]


def _chapter(pages: list[tuple[str, PageSpec, Context]], key: str) -> Iterator[Section]:
    """Compose the pages of a chapter; the first one that has something to show opens it."""
    opened = False
    for name, page, context in pages:
        level = _LEVELS[page.level or 2] if opened else 1
        made = section(page, context, f"{key}/{name}", level)
        if made is not None:
            opened = True
            yield made


def _document(template: Template, context: Context, sections: tuple[Section, ...]) -> Document:
    book, cover = context.book, context.at("cover")
    data = book.dataset
    byline = [cover.at("byline", i).flat(line) for i, line in enumerate(template.cover.byline)]
    slides = deck(context, sections)
    return Document(
        dataset=data.id,
        audience=context.loaded.audience,
        period=book.period.code,
        title=cover.at("title").flat(template.cover.title),
        sections=sections,
        stamped=stamped(data, book.period),
        kicker=cover.at("kicker").flat(template.cover.kicker),
        byline=tuple(line for line in byline if line),
        classification=cover.at("classification").flat(template.cover.classification),
        masthead=masthead(template, cover),
        endnotes=tuple(_endnotes(template, context, sections, figures_in(sections))),
        marks=_marks(context),
        author=data.organization or data.region,
        language=data.language,
        synthetic=data.synthetic,
        style=context.style,
        words=context.words,
        paper=paper(template, context),
        deck=slides,
        variants=dict(_variants(template, context, sections, slides)),
    )


def _marks(context: Context) -> tuple[Mark, ...]:
    return tuple(Mark(theme.id, theme.name, theme.color or context.style.accent) for theme in context.book.themes)


def _variants(
    template: Template, context: Context, sections: tuple[Section, ...], slides: Deck
) -> Iterator[tuple[Medium, Variant]]:
    """Yield what a medium has otherwise: a style or words of its own, or a note that is true of it alone."""
    common = tuple(_endnotes(template, context, sections, figures_in(sections)))
    media: tuple[tuple[Medium, PdfSpec | PptxSpec], ...] = (("pdf", template.pdf), ("pptx", template.pptx))
    for medium, spec in media:
        style, words = _changed(context.style, spec.style), _changed(context.words, spec.words)
        own, mine = context, sections
        if (style, words) != (context.style, context.words):
            own = replace(context, style=style, words=words)
            mine = appendix.fill(tuple(_sections(template, own)), context.language)
        more = (span.figure for span in slides.spans() if span.figure) if medium == "pptx" else ()
        endnotes = tuple(_endnotes(template, own, mine, (*rounded_note.shown(mine, medium), *more)))
        if own is not context or endnotes != common:
            yield medium, Variant(style, words, mine, _marks(own), endnotes)


def _endnotes(
    template: Template, context: Context, sections: tuple[Section, ...], shown: tuple[Figure, ...]
) -> Iterator[Text]:
    """Yield the template's notes, and those that are true of what is printed.

    On prices, where a printed rate does not follow from printed amounts; on rounding, where the parts of a total that
    are `shown` do not add up to it.
    """
    for index, note in enumerate(template.endnotes):
        yield context.at("endnotes", index).unnoted(note)
    printed = {figure.id for figure in figures_in(sections)}
    rows = (row for theme in context.book.themes for row in context.book.of_theme(theme.id))
    pairs = (pair for row in rows if (pair := compare(row)))
    rates = ((printing.growth(pair), pair) for pair in pairs if pair.at_constant_prices)
    if any(rate and rate.id in printed for rate, _ in rates):
        yield text(context.words.constant_prices)
    if rounded_note.misses(context.book, shown):
        yield text(context.words.rounded_parts)


def stamped(dataset: Dataset, period: Period) -> date:
    """Return the date that files bear: the data's as-of date, else the last day of the period."""
    return Book(dataset, period).day
