"""A deck in, its words out by slide: texts, table rows, what charts print, notes; and the faces they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.inspect.decks.package import Package
from briefing.inspect.decks.paragraphs import SPOKEN, spoken
from briefing.inspect.decks.presentation import Presentation, Slide
from briefing.inspect.decks.shapes import Shape
from briefing.inspect.decks.slides import table_of
from briefing.inspect.findings import REPLACE_CHARACTER, Findings
from briefing.inspect.glyphs import characters, has_chinese, uncovered
from briefing.inspect.trees import A, C, Element, P, text_of

NAME_FACE = "请在“母版—字体”里为中文选一种字体（如微软雅黑），否则每台电脑显示得不一样。"
FACE_OF_CHART = "请选中图表，把字体设为一种中文字体。"
_CONTENTS = ("目录", "Contents", "Agenda")


def words_on(package: Package, deck: Presentation) -> list[list[str]]:
    """Return what each slide says, in reading order: paragraphs, table rows, words of charts."""
    return [list(_slide_words(package, slide)) for slide in deck.slides]


def shown_on(deck: Presentation, words: Sequence[Sequence[str]]) -> list[str]:
    """Return what each slide shows, a line for each of its words.

    Of a list of contents nothing: it repeats titles, and one that got lost from its slide would not be missed.
    """
    pairs = zip(deck.slides, words, strict=True)
    return ["" if _is_contents(slide) else "\n".join(said) for slide, said in pairs]


def _is_contents(slide: Slide) -> bool:
    titles = (shape for shape in slide.shapes if shape.is_title and shape.body is not None)
    return any("".join(text_of(each.body).split()).startswith(_CONTENTS) for each in titles if each.body is not None)


def notes(package: Package, deck: Presentation) -> list[str]:
    """Return what is to be spoken to each slide that has notes."""
    parts = [each for slide in deck.slides for each in package.related(slide.part, "notesSlide")]
    return ["\n".join(_paragraphs(package.trees[each])) for each in parts if each in package.trees]


def _slide_words(package: Package, slide: Slide) -> Iterator[str]:
    for shape in slide.shapes:
        table = table_of(shape)
        if table is not None:
            yield from (_row(row) for row in table.iterfind(f"{A}tr"))
        elif shape.body is not None:
            yield from _paragraphs(shape.body)
        yield from _chart_words(package, slide, shape)


def _paragraphs(root: Element) -> Iterator[str]:
    return (_spoken(paragraph) for paragraph in root.iter(f"{A}p"))


def _row(row: Element) -> str:
    """Return the words of a row, cell by cell."""
    return "\t".join("".join(map(_spoken, cell.iter(f"{A}p"))) for cell in row.iterfind(f"{A}tc"))


def _spoken(paragraph: Element) -> str:
    return "".join(spoken(each) for each in paragraph if each.tag in SPOKEN)


def _chart_words(package: Package, slide: Slide, shape: Shape) -> Iterator[str]:
    kind, relation = shape.linked
    part = package.target(slide.part, relation) if kind == "chart" else ""
    for name in (part, *package.related(part, "chartUserShapes")) if part else ():
        if name in package.trees:
            yield from chart_words(package.trees[name])


def chart_words(root: Element) -> Iterator[str]:
    """Yield what a chart prints: its own texts, and the names and numbers it keeps of its workbook."""
    yield from (each.text or "" for each in root.iter(f"{C}v"))
    yield from _paragraphs(root)


def check_faces(package: Package, deck: Presentation, said: Sequence[Sequence[str]], findings: Findings) -> None:
    """Tell of characters that no packaged face has, and of Chinese text for which no face is named."""
    chinese = False
    for slide, each in zip(deck.slides, said, strict=True):
        words = "".join(each)
        chinese = chinese or has_chinese(words)
        lacking = uncovered(words)
        if lacking:
            message = f"第{slide.number}张有字体中没有的字符：{characters(lacking)}。"
            findings.add(slide.part, message, REPLACE_CHARACTER)
    if chinese:
        _check_themes(package, findings)
    _check_charts(package, findings)


def _check_themes(package: Package, findings: Findings) -> None:
    masters = [name for name, root in package.trees.items() if root.tag == f"{P}sldMaster"]
    for theme in dict.fromkeys(each for master in masters for each in package.related(master, "theme")):
        fonts = package.trees[theme].iter(f"{A}majorFont", f"{A}minorFont") if theme in package.trees else ()
        if not all(_names_chinese(font) for font in fonts):
            findings.add(theme, "主题没有指定中文字体。", NAME_FACE)


def _names_chinese(font: Element) -> bool:
    """Return whether a theme's font names a Chinese face, for all scripts or for simplified Chinese."""
    asian = font.find(f"{A}ea")
    simplified = (each.get("typeface") for each in font.iterfind(f"{A}font") if each.get("script") == "Hans")
    return bool((asian is not None and asian.get("typeface")) or any(simplified))


def _check_charts(package: Package, findings: Findings) -> None:
    for name, root in package.trees.items():
        chinese = root.tag == f"{C}chartSpace" and has_chinese("".join(chart_words(root)))
        if chinese and not any(each.get("typeface") for each in root.iter(f"{A}ea")):
            findings.add(name, "图表里有中文，却没有指定中文字体。", FACE_OF_CHART)
