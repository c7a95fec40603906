"""The slides of a house master that a template keeps in; each with its tokens filled and its place in the deck out.

A repeated slide is filled once for each theme, project or entity, with the names of that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from briefing.blocks import Text, notes, plain
from briefing.compose.context import Context
from briefing.document import Deck, OwnRun, OwnSlide, OwnText, Section
from briefing.errors import suggest
from briefing.masters.binding import bound
from briefing.template.deck_spec import SlideSpec
from briefing.template.faults import TextFault
from briefing.template.views import of_theme

if TYPE_CHECKING:
    from briefing.masters.kept import Kept
    from briefing.masters.tokens import Passage

COVER, END = "cover", ""
# More copies than anybody would page through are a slip.
_MOST_COPIES = 100
Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class _Copy:
    """What one copy of a slide is about: its id (empty for a slide that is not repeated), its theme, its names."""

    id: str
    theme: str
    names: Mapping[str, Any]


def deck(context: Context, sections: tuple[Section, ...]) -> Deck:
    """Return what only the deck has: the master, the layouts named for it, and its own slides, filled."""
    house, spec = context.loaded.house, context.loaded.template.pptx
    if house is None:
        return Deck()
    layouts = {kind: name for kind, name in spec.layouts.model_dump().items() if name is not None}
    for fault in bound(house.master, layouts).faults:
        context.problems.add(context.at("pptx", "layouts", fault.kind).where, fault.message, fault.hint)
    slides = [
        slide
        for key, each in spec.slides.items()
        for slide in _slides(each, house.kept[key], context.at("pptx", "slides", key), sections)
    ]
    return Deck(house.master, layouts, tuple(slides))


def _slides(spec: SlideSpec, kept: Kept, context: Context, sections: tuple[Section, ...]) -> Iterator[OwnSlide]:
    copies = list(_copies(spec, context))
    if len(copies) > _MOST_COPIES:
        message = f"这张幻灯片要重复{len(copies)}次，太多（最多{_MOST_COPIES}次）。"
        context.problems.add(context.where, message, "请改用表格，或去掉 for_each。")
        return
    notices = kept.notices
    for copy in copies:
        place = _place(spec, copy, context, sections)
        if place is None:
            continue
        filled = _Filled(kept, context, copy)
        path = "/".join(str(part) for part in (*context.place, copy.id) if part)
        side, section = place
        yield OwnSlide(path, kept.sample.part, filled.title(), side, section, filled.texts(), notices)
        # Said once, however many copies there are.
        notices = ()


def _copies(spec: SlideSpec, context: Context) -> Iterator[_Copy]:
    book = context.book
    match spec.for_each:
        case None:
            yield _Copy("", "", {})
        case "theme":
            for theme in book.themes:
                yield _Copy(theme.id, theme.id, of_theme(book, theme))
        case "project":
            themes = {theme.id: theme for theme in book.dataset.themes}
            for project in book.dataset.projects:
                above = {"theme": themes[project.theme]} if project.theme in themes else {}
                yield _Copy(project.id, project.theme, {"project": project, **above})
        case "entity":
            for entity in book.dataset.entities[1 if book.has_total else 0 :]:
                rows = {each.id: book.series(each.id, entity.id) for each in book.dataset.indicators}
                yield _Copy(entity.id, "", {**rows, "entity": entity})


def _place(spec: SlideSpec, copy: _Copy, context: Context, sections: tuple[Section, ...]) -> tuple[Side, str] | None:
    """Return the side of a section, or of the cover or the end, that a slide stands at; None for none, said why."""
    side: Side = "before" if spec.before is not None else "after"
    anchor = spec.before if spec.before is not None else spec.after
    if anchor is None:
        return ("before", END)
    if anchor == COVER:
        return (side, COVER)
    chapters = context.loaded.template.chapters
    if anchor not in chapters:
        message = f"没有“{anchor}”这一章。"
        context.problems.add(context.at(side).where, message, suggest(anchor, (COVER, *chapters)))
        return None
    own = spec.for_each == "theme" and chapters[anchor].for_each == "theme"
    if own and not _paths((copy.theme,), sections):
        return None
    return _beside(side, anchor, (copy.theme,) if own else (), context, sections)


def _beside(
    side: Side, anchor: str, themes: tuple[str, ...], context: Context, sections: tuple[Section, ...]
) -> tuple[Side, str]:
    """Return the section beside which a slide stands; where a chapter has nothing to show, its neighbour's."""
    chapters = context.loaded.template.chapters
    every = tuple(theme.id for theme in context.book.themes)
    starts = {key: every if chapter.for_each == "theme" else (key,) for key, chapter in chapters.items()}
    starts[anchor] = themes or starts[anchor]
    keys = list(chapters)
    at = keys.index(anchor)
    if side == "before":
        following = [path for key in keys[at:] for path in _paths(starts[key], sections)]
        return ("before", following[0] if following else END)
    preceding = [path for key in keys[: at + 1] for path in _paths(starts[key], sections)]
    return ("after", preceding[-1] if preceding else COVER)


def _paths(starts: tuple[str, ...], sections: tuple[Section, ...]) -> list[str]:
    return [section.path for section in sections if section.path.split("/")[0] in starts]


@dataclass(frozen=True, slots=True)
class _Filled:
    """A kept slide with the names of one copy; faults become problems of the file, the slide and the shape."""

    kept: Kept
    context: Context
    copy: _Copy

    def texts(self) -> tuple[OwnText, ...]:
        return tuple(self._text(passage) for passage in self.kept.passages)

    def title(self) -> str:
        """Return the title with its tokens filled; as it is written where that fails, which is said elsewhere."""
        written = self.kept.sample.title
        try:
            return plain(self.context.typesetter.set(written, self.copy.names)) or self.copy.id
        except TextFault:
            return written

    def _text(self, passage: Passage) -> OwnText:
        from briefing.masters.tokens import pieces

        spans = self._set(passage)
        cut = pieces((span.text, span.strong) for span in spans)
        runs = (OwnRun(piece.run, replace(spans[at], text=piece.text)) for at, piece in cut)
        return OwnText(passage.number, passage.shape, tuple(runs))

    def _set(self, passage: Passage) -> Text:
        problems = self.context.problems
        where = self._where(passage)
        try:
            made = self.context.typesetter.set(passage.source, self.copy.names)
        except TextFault as fault:
            problems.add(where, fault.message, fault.hint)
            return ()
        if any(notes(made)):
            problems.add(where, "母版自带的幻灯片里不能加脚注。", "请删去 ^[ ]。")
        return made

    def _where(self, passage: Passage) -> str:
        from briefing.masters.kept import place_of

        house = self.context.loaded.house
        assert house is not None
        about = f"（{self.copy.id}）" if self.copy.id else ""
        return f"{place_of(house.master, self.kept.sample)}“{passage.shape}”{about}"
