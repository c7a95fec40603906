"""Texts in, bands of them out: body text in the largest size that fits, and small print; both go on where they must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from briefing.blocks import Bullets, Text, plain
from briefing.render.pptx.band import Band, is_whole_slide
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.divide import divided
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.shapes import Para, Shape, TextShape
from briefing.render.pptx.sizes import BODY_SIZES, MOST_CHARACTERS, MOST_TEXT_SLIDES, NOTE_PITCH, NOTE_SIZE
from briefing.render.pptx.text import ITEM_GAP, LEADING, Setting, height, runs
from briefing.render.pptx.words import Blocks, TextBlock, place_texts, split_texts, texts_height
from briefing.typeset import Face, measure

_TRIALS = 6
_WAY_OUT = "请删减，或用 only: [pdf] 只印在 PDF 里。"


@dataclass(frozen=True, slots=True)
class Words:
    """Text blocks one below the other, in the largest size that fits.

    What goes on from slide to slide is `small`, in the least size, about `even` points of it on each.
    """

    blocks: Blocks
    setting: Setting
    small: bool = False
    even: float = 0
    grows: bool = False

    @property
    def minimum(self) -> float:
        return texts_height(self.blocks, self.setting.content.w, BODY_SIZES[-1], self.setting)

    @property
    def wanted(self) -> float:
        return texts_height(self.blocks, self.setting.content.w, self._sizes[0], self.setting)

    @property
    def _sizes(self) -> Sequence[float]:
        return BODY_SIZES[-1:] if self.small else BODY_SIZES

    def place(self, box: Box) -> tuple[Shape, ...]:
        return place_texts(self.blocks, box, self.setting, self._sizes)

    def split(self, room: float) -> tuple[Band, Band] | None:
        even = self.even or (self._even(room) if is_whole_slide(room, self.setting) else room)
        parts = self._split(self.blocks, min(even, room)) or self._split(self.blocks, room)
        if not parts:
            return None
        rest = replace(self, blocks=parts[1], small=True, even=even if is_whole_slide(room, self.setting) else 0)
        return replace(self, blocks=parts[0], small=True), rest

    def _even(self, room: float) -> float:
        """Return how full the slides of a long text are to be, so that the last one is not all but empty."""
        count = self._count(room)
        least = self.minimum / count
        trials = (least + (room - least) * step / _TRIALS for step in range(_TRIALS))
        return next((trial for trial in trials if self._count(trial, count) <= count), room)

    def _count(self, room: float, most: int = MOST_TEXT_SLIDES * 2) -> int:
        """Return on how many slides the text goes if that much of each is used; past `most` it is not counted on."""
        count, rest = 1, self.blocks
        while count <= most and texts_height(rest, self.setting.content.w, BODY_SIZES[-1], self.setting) > room:
            parts = self._split(rest, room)
            if not parts:
                return most + 1
            count, rest = count + 1, parts[1]
        return count

    def _split(self, blocks: Blocks, room: float) -> tuple[Blocks, Blocks] | None:
        return split_texts(blocks, self.setting.content.w, room, self.setting)


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """What stands for the record under the content: notes to the whole document, a source too long for the footer."""

    texts: tuple[Text, ...]
    name: str
    path: str
    setting: Setting
    grows: bool = False

    @property
    def minimum(self) -> float:
        return height(self._paras(self.texts), self.setting.content.w)

    @property
    def wanted(self) -> float:
        return self.minimum

    def place(self, box: Box) -> tuple[Shape, ...]:
        return (TextShape(self.name, box.top(self.minimum), self._paras(self.texts), path=self.path),)

    def split(self, room: float) -> tuple[Band, Band] | None:
        wide = self.setting.content.w
        fits = [at for at in range(len(self.texts)) if height(self._paras(self.texts[:at]), wide) <= room]
        count = fits[-1] if fits else 0
        kept, following, others = self.texts[:count], self.texts[count], self.texts[count + 1 :]
        free = room - height(self._paras(kept), wide)
        parts = divided(following, NOTE_SIZE, wide, int(free // NOTE_PITCH)) if not kept else None
        if parts:
            return replace(self, texts=(parts[0],)), replace(self, texts=(parts[1], *others))
        return (replace(self, texts=kept), replace(self, texts=(following, *others))) if kept else None

    def _paras(self, texts: Sequence[Text]) -> tuple[Para, ...]:
        return tuple(Para(runs(each, NOTE_SIZE, color=self.setting.style.muted), NOTE_PITCH) for each in texts)


def bounded(block: TextBlock, setting: Setting, findings: Findings) -> bool:
    """Return whether a text takes no more slides than anybody is led through; else there is a problem.

    The estimate is a low one, and is made before anything is broken into lines: a text may have a million characters.
    """
    texts = block.items if isinstance(block, Bullets) else (block.text,)
    letters = sum(len(span.text) for text in texts for span in text)
    slides = (
        _slides([plain(text) for text in texts], setting.content)
        if letters <= MOST_CHARACTERS
        else MOST_TEXT_SLIDES + 1.0
    )
    if slides <= MOST_TEXT_SLIDES:
        return True
    findings.problem(block.path, f"这段文字有{letters}字，超过{MOST_TEXT_SLIDES}页的上限。", _WAY_OUT)
    return False


def _slides(texts: Sequence[str], content: Box) -> float:
    """Return how many slides texts fill at least."""
    size = BODY_SIZES[-1]
    lines = [ceil(measure.width(text, Face.SANS, size) / content.w) for text in texts]
    tall = sum(max(1, count) for count in lines) * size * LEADING + (len(texts) - 1) * ITEM_GAP
    return tall / content.h
