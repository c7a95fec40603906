"""Bands in, pages out: which bands share a slide, and the box each of them gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.render.pptx.band import Band
from briefing.render.pptx.boxes import GAP, Box
from briefing.render.pptx.shapes import Shape

# A page that is emptier than this takes a part of the next band rather than leave it whole to the next page.
_THIN = 0.45


@dataclass(frozen=True, slots=True)
class Page:
    """The bands of one slide."""

    bands: tuple[Band, ...]
    content: Box

    @property
    def used(self) -> float:
        return sum(band.minimum for band in self.bands) + GAP * max(0, len(self.bands) - 1)

    @property
    def room(self) -> float:
        """What is left for one more band, its gap taken off."""
        return self.content.h - self.used - (GAP if self.bands else 0)


def paginate(bands: Sequence[Band], content: Box) -> tuple[Page, ...]:
    """Stack the bands in order on as many pages as they need."""
    pages: list[Page] = []
    page, waiting = Page((), content), list(bands)
    while waiting:
        band = waiting.pop(0)
        if band.minimum <= page.room + 0.01:
            page = Page((*page.bands, band), content)
            continue
        parts = band.split(page.room) if _divides(page, band) else None
        if parts:
            pages.append(Page((*page.bands, parts[0]), content))
            page, waiting = Page((), content), [parts[1], *waiting]
        elif page.bands:
            pages.append(page)
            page, waiting = Page((), content), [band, *waiting]
        else:
            # No band is made that no slide can hold; were there one, the check of the finished plan would find it.
            pages.append(Page((band,), content))
    return (*pages, page) if page.bands else tuple(pages)


def place(page: Page) -> tuple[Shape, ...]:
    """Return the shapes of a page: every band gets what it wants as far as there is room, growing bands the rest."""
    shapes: list[Shape] = []
    y = page.content.y
    for band, tall in zip(page.bands, _heights(page), strict=True):
        shapes += band.place(Box(page.content.x, y, page.content.w, tall))
        y += tall + GAP
    return tuple(shapes)


def _divides(page: Page, band: Band) -> bool:
    return not page.bands or band.minimum > page.content.h or page.used < _THIN * page.content.h


def _heights(page: Page) -> list[float]:
    if not page.bands:
        return []
    least = [band.minimum for band in page.bands]
    spare = max(0.0, page.content.h - page.used)
    lacking = [max(0.0, band.wanted - band.minimum) for band in page.bands]
    share = min(1.0, spare / sum(lacking)) if sum(lacking) else 0.0
    heights = [low + lack * share for low, lack in zip(least, lacking, strict=True)]
    spare -= sum(lacking) * share
    growing = [at for at, band in enumerate(page.bands) if band.grows] or [len(page.bands) - 1]
    for at in growing:
        heights[at] += spare / len(growing)
    return heights
