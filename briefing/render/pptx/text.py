"""Texts and widths in, measured paragraphs out: what size fits, how many lines, how high. No python-pptx here.

Text is measured with the packaged face, as wide as it may turn out on the machine that shows the deck.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from briefing.blocks import Bullets, Callout, Paragraph, Text
from briefing.document import Style, Words
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.legible import legible
from briefing.render.pptx.shapes import Para, Run
from briefing.render.pptx.stage import OURS, Stage
from briefing.render.pptx.xml import INDENT
from briefing.typeset import breaking, measure
from briefing.typeset.faces import Face
from briefing.typeset.opportunities import opportunities

# The machine that shows the deck has a sister of the face, and programs round.
SLACK = 0.99
# A stand-in for the face may have wider letters and figures (DejaVu's are by so much), and signs of a face for emoji.
_WIDER_LATIN = {Face.SANS: 1.15, Face.SANS_BOLD: 1.18}
_WIDER_SIGNS, _WIDER_BLANK = 1.4, 0.1
# No character takes more, with the room beside it.
_WIDEST = 1.7
# LibreOffice puts so many em between Chinese and Latin; PowerPoint puts none.
_BETWEEN_SCRIPTS = 0.25
_CHINESE, _LATIN, _SIGN = "\u2e80-\uffef", "!-~\u00a1-\u024f", "\u2600-\u27bf\U0001f000-\U0001faff"
_STRETCHES = re.compile(f"(?P<latin>[{_LATIN}]+(?: +[{_LATIN}]+)* *)|(?P<signs>[{_SIGN}]+)|[^{_LATIN}{_SIGN}]+")
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
LEADING = 1.5
ITEM_GAP = 12.0


# Texts of a paragraph, each with whether it is strong, its size and its spacing.
Pieces = tuple[tuple[str, bool, float, float], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every block of a section is drawn with: style, fixed words, the theme's colour, language, and its stage."""

    style: Style
    words: Words
    color: str
    language: str = "zh-CN"
    stage: Stage = OURS

    def words_in(self, color: str) -> str:
        """Return the colour for words: on a house master a mark that is merely seen may be too faint to be read."""
        return legible(color, self.style.ground, self.style.ink) if self.stage.part else color

    @property
    def spare(self) -> float:
        """The em that a table's column has to spare on a house master, where there is seldom room to share out.

        LibreOffice sets a dash between figures apart on both sides, as if it were Chinese.
        """
        return 2 * _BETWEEN_SCRIPTS if self.stage.part else 0.0

    @property
    def content(self) -> Box:
        """The box that the blocks of a slide share."""
        return self.stage.content


def width(words: str, size: float, *, strong: bool = False) -> float:
    """Return the width of one line in points, slack included."""
    return _natural(((words, strong, size, 0.0),)) / SLACK


def line_width(para: Para) -> float:
    """Return the width of a paragraph on one line in points, slack included."""
    return _natural(_pieces(para)) / SLACK


def runs(words: Text, size: float, *, color: str = "", strong: bool = False, stress: str = "") -> tuple[Run, ...]:
    """Return the spans as runs; `stress` is the colour of those that are strong."""
    return tuple(
        Run(span.text, size, strong or span.strong, stress if stress and span.strong else color, span.figure)
        for span in words
    )


def lines(para: Para, room: float) -> int:
    """Return how many lines a paragraph takes in `room` points."""
    return _lines(_pieces(para), _free(para, room))


def line_ends(para: Para, room: float) -> tuple[int, ...]:
    """Return after how many characters each line of a paragraph ends."""
    whole = para.text.replace("\v", "\n")
    ends: list[int] = []
    at = 0
    for line in _broken(_pieces(para), _free(para, room)):
        at += len(line.text)
        at += line.last and whole[at : at + 1] == "\n"
        ends.append(at)
    return tuple(ends)


def broken_at(para: Para, ends: Sequence[int]) -> Para:
    """Return the paragraph with line breaks after so many characters."""
    made: list[Run] = []
    start = 0
    for run in para.runs:
        inside = [end - start for end in ends if start < end <= start + len(run.text)]
        pieces = [run.text[begin:end] for begin, end in pairwise([0, *inside, len(run.text)])]
        made.append(replace(run, text="\v".join(pieces)))
        start += len(run.text)
    return replace(para, runs=tuple(made))


def settled(para: Para, room: float) -> Para:
    """Return the paragraph with its lines broken for good, for where others stand at the height that it has here."""
    ends = line_ends(para, room)
    return broken_at(para, ends[:-1]) if len(ends) > 1 and not para.text.count("\n") else para


def _free(para: Para, room: float) -> float:
    return (room - (INDENT if para.bullet else 0)) * SLACK


def _pieces(para: Para) -> Pieces:
    return tuple((run.text, run.strong, run.size, run.spacing) for run in para.runs)


@lru_cache(maxsize=4096)
def _lines(pieces: Pieces, room: float) -> int:
    """Count lines; what is tried in several sizes and boxes is asked for more than once."""
    if not any("\v" in words or "\n" in words for words, *_ in pieces) and _natural(pieces) <= room:
        return 1
    return len(_broken(pieces, room))


def _broken(pieces: Pieces, room: float) -> tuple[breaking.Line, ...]:
    return breaking.wrap(_stretches(pieces), room, justified=False)


def _natural(pieces: Pieces) -> float:
    """Return the width of a text on one line."""
    if len(pieces) == 1:
        ((words, strong, size, spacing),) = pieces
        return _em(words, strong) * size + spacing * len(words)
    return _sum(_stretches(pieces))


@lru_cache(maxsize=16384)
def _em(words: str, strong: bool) -> float:
    """Return the width of a text in em; a table asks for that of each cell in several sizes."""
    return _sum(_stretches(((words, strong, 1.0, 0.0),)))


def _sum(stretches: Iterable[breaking.Run]) -> float:
    return sum(measure.width(run.text, run.face, run.size) + run.tracking * len(run.text) for run in stretches)


def _stretches(pieces: Pieces) -> list[breaking.Run]:
    """Return a text as runs that are as wide as it may turn out: Latin wider, with room between it and Chinese."""
    whole = "".join(words for words, *_ in pieces)
    found: list[breaking.Run] = []
    start = 0
    for words, strong, size, spacing in pieces:
        face = Face.SANS_BOLD if strong else Face.SANS
        for match in _STRETCHES.finditer(words.replace("\v", "\n")):
            wider, between = 1.0, 0.0
            if match.lastgroup == "latin":
                wider = _WIDER_LATIN[face]
                between = _around(whole, start + match.start(), start + match.end()) * size / len(match.group())
            elif match.lastgroup:
                wider = _WIDER_SIGNS
            found.append(breaking.Run(match.group(), face, size * wider, spacing + between))
        start += len(words)
    return found


def _around(whole: str, begin: int, end: int) -> float:
    """Return in em what may be added to a stretch of Latin: room beside Chinese, and wider blanks."""
    before, after = whole[max(0, begin - 2) : begin].rstrip(" ")[-1:], whole[end : end + 2].lstrip(" ")[:1]
    beside = sum(bool(_IS_CHINESE.match(character)) for character in (before, after))
    return beside * _BETWEEN_SCRIPTS + whole.count(" ", begin, end) * _WIDER_BLANK


def height(paras: Iterable[Para], room: float) -> float:
    """Return the height of paragraphs set in `room` points, in points."""
    return sum(para.before + lines(para, room) * para.pitch for para in paras)


def whole_width(words: str, least: float, *, strong: bool = False) -> float:
    """Return the width in em of the widest piece of a text that no line may end within: a number, a Latin word.

    Pieces that cannot be wider than `least` em are not measured; where none is, it is returned.
    """
    pieces = (words[start:end].rstrip() for start, end in pairwise([0, *opportunities(words)]))
    long = (piece for piece in pieces if len(piece) * _WIDEST > least)
    return max([least, *(width(piece, 1, strong=strong) for piece in long)])


def largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float:
    """Return the first size that fits, or the last one."""
    return next((size for size in sizes if fits(size)), sizes[-1])


def body(block: Paragraph | Bullets | Callout, size: float, setting: Setting) -> tuple[Para, ...]:
    """Return a text block as paragraphs of one size; the items of a list keep a gap between them."""
    ink, pitch = setting.style.ink, size * LEADING
    if isinstance(block, Bullets):
        items = [Para(runs(item, size, color=ink), pitch, bullet=setting.color) for item in block.items]
        return spread(items, ITEM_GAP)
    return (Para(runs(block.text, size, color=ink), pitch),)


def spread(paras: Sequence[Para], gap: float) -> tuple[Para, ...]:
    """Return paragraphs with a gap before each but the first."""
    return tuple(replace(para, before=gap if at else 0) for at, para in enumerate(paras))


def shortened(words: str, size: float, room: float, *, strong: bool = False) -> str:
    """Return the words, cut with …… where one line cannot hold them; for lists of what stands in full elsewhere."""
    line = re.sub(r"[\n\r\t\v]+", " ", words)
    if width(line, size, strong=strong) <= room:
        return line
    kept = line[: int(room / size * 4)]
    while kept and width(f"{kept}……", size, strong=strong) > room:
        kept = kept[:-1]
    return f"{kept}……"
