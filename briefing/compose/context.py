"""What every composing step needs at hand: the book, the template's texts, the style, and where problems go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.blocks import Span, Text, notes, plain, text
from briefing.compose.phrases import BOARDS, BoardPhrases, Phrases, phrases
from briefing.document import Style, Words
from briefing.errors import Problems
from briefing.model.book import Book
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.model.records import ProjectStatus, Theme
from briefing.model.salience import Fact, facts
from briefing.model.wording import Marks, Phrase, marks, tongue
from briefing.template.faults import TextFault, problem
from briefing.template.load import Loaded
from briefing.template.text import Typesetter
from briefing.template.views import of_theme
from briefing.yamlfile import Place


@dataclass(frozen=True, slots=True)
class Context:
    """One place of the template at one theme (or at none). `names` are what its texts may use besides the rest."""

    book: Book
    loaded: Loaded
    typesetter: Typesetter
    style: Style
    words: Words
    problems: Problems
    place: Place = ()
    theme: Theme | None = None
    names: Mapping[str, Any] = field(default_factory=dict)
    _facts: dict[str, tuple[Fact, ...]] = field(default_factory=dict)

    def at(self, *keys: str | int) -> Context:
        """Return the same context at a place further down the template."""
        return replace(self, place=(*self.place, *keys))

    def of(self, theme: Theme) -> Context:
        """Return the same context with one theme's names."""
        return replace(self, theme=theme, names=of_theme(self.book, theme))

    @property
    def where(self) -> str:
        return self.loaded.source.where(self.place)

    @property
    def language(self) -> Language:
        return self.book.language

    @property
    def phrases(self) -> Phrases:
        """What composing says itself, in the document's language."""
        return phrases(self.language)

    @property
    def boards(self) -> BoardPhrases:
        """What boards say themselves, in the document's language."""
        return BOARDS[self.language]

    @property
    def marks(self) -> Marks:
        return marks(self.language)

    @property
    def color(self) -> str:
        return (self.theme.color if self.theme else "") or self.style.accent

    def set(self, source: str) -> Text:
        """Set a text of the template; a fault becomes a problem with its line, and the text stays empty."""
        try:
            return self.typesetter.set(source, self.names)
        except TextFault as fault:
            self.problems.extend([problem(fault, self.loaded.source, self.place)])
            return ()

    def unnoted(self, source: str) -> Text:
        """Set a text that no footnote may be called in: it has no page of its own to stand on; one is a problem."""
        made = self.set(source)
        if any(notes(made)):
            self.problems.add(self.where, "这里不能加脚注。", "脚注可以写在标题、段落、要点和突出的一句里。")
        return made

    def flat(self, source: str) -> str:
        """Set a name or a line of its own as a string."""
        return plain(self.unnoted(source))

    def status(self, status: ProjectStatus) -> str:
        """Say how a project stands."""
        return tongue(self.language).STATUSES[status]

    def inside(self, words: str) -> str:
        """Return words as they stand within a sentence."""
        return words[:1].lower() + words[1:] if self.language == "en" else words

    def opened(self, phrase: Phrase) -> Phrase:
        """Begin a sentence with a capital, where the language has them."""
        first, *rest = phrase or ("",)
        return (first[:1].upper() + first[1:], *rest) if self.language == "en" and isinstance(first, str) else phrase

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts of this theme; without a theme those of all of them, most telling first."""
        if self.theme is not None:
            return self.facts_of(self.theme)
        everything = [fact for theme in self.book.themes for fact in self.facts_of(theme)]
        return tuple(sorted(everything, key=lambda fact: -fact.score))

    def facts_of(self, theme: Theme) -> tuple[Fact, ...]:
        if theme.id not in self._facts:
            self._facts[theme.id] = facts(self.book, theme.id)
        return self._facts[theme.id]

    def themes(self) -> tuple[Theme, ...]:
        """Return the theme at hand, or all of them."""
        return (self.theme,) if self.theme else self.book.themes


def titled(given: str | None, context: Context, default: str) -> str:
    """Return the title that a block is given, set as a text, or the default one."""
    return default if given is None else context.at("title").flat(given)


def say(phrase: Phrase, *, strong: bool = False) -> Text:
    """Turn a phrase of the model into a Text."""
    return text(*phrase, strong=strong)


def number(figure: Figure) -> Text:
    """Return a figure without its unit, for cells and labels that state the unit elsewhere."""
    return (Span(figure.bare, figure),)
