"""A template with its folder in; the text of every custom chart's file, and its font files, out.

Nothing outside the folder is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import Problems, cause
from briefing.template.chain import Layer
from briefing.template.schema import ChartSpec, PageSpec, Template
from briefing.yamlfile import Place, Source

_LARGEST = 200_000_000
_SWITCH = "trusted_python"
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
_MASTERS = (".pptx", ".potx", ".pptm", ".potm", ".ppsx", ".ppt", ".pot")


@dataclass(frozen=True, slots=True)
class Custom:
    """The file of a custom chart: its name in problems, its text, and for Python the function to call."""

    path: Path
    shown: str
    text: str
    function: str = ""


Shelves = Callable[[Place], Layer]
"""Gives the layer that says what stands at a place of the template: files named there are looked for in its folder."""


def customs(template: Template, source: Source, shelves: Shelves, *, trusted: bool) -> Mapping[Place, Custom]:
    """Return the files of all custom charts by the place of their block; ProblemsFound with what is wrong of any.

    Python runs with all rights of the user, so that it is read only in a workspace that was declared `trusted`.
    """
    problems = Problems()
    found: dict[Place, Custom] = {}
    for chart, place in _charts(template):
        written = chart.spec or chart.function
        if chart.chart != "custom" or not written:
            continue
        named = (*place, "spec" if chart.spec else "function")
        where, layer = source.where(named), shelves(named)
        file, _, function = written.partition(":") if chart.function else (written, "", "")
        if chart.function and not trusted:
            problems.add(
                where, "这个工作文件夹没有允许运行 Python。", f"确认来源可信后，在 briefing.yaml 里写 {_SWITCH}: true。"
            )
            continue
        path = _inside(layer.folder, file, (".py",) if chart.function else (".json",), where, problems)
        if path is not None:
            text = _text(path, f"{layer.shown}/{file}", problems)
            found |= {place: Custom(path, f"{layer.shown}/{file}", text, function)} if text is not None else {}
    problems.raise_if_any()
    return found


def fonts(template: Template, source: Source, shelves: Shelves) -> Mapping[str, Path]:
    """Return the font files of a template by role; ProblemsFound for one that is not in the folder that names it."""
    problems = Problems()
    found: dict[str, Path] = {}
    for role, spec in template.pdf.fonts.items():
        if spec.file:
            named = ("pdf", "fonts", role, "file")
            path = _inside(shelves(named).folder, spec.file, _FONTS, source.where(named), problems)
            found |= {role: path} if path else {}
    problems.raise_if_any()
    return found


def master(template: Template, source: Source, shelves: Shelves) -> tuple[Path, str] | None:
    """Return the file of a template's house master and its name in problems, None where the template has none.

    ProblemsFound where it is not in the folder that names it.
    """
    if template.pptx.master is None:
        return None
    problems = Problems()
    named = ("pptx", "master")
    layer = shelves(named)
    path = _inside(layer.folder, template.pptx.master, _MASTERS, source.where(named), problems)
    problems.raise_if_any()
    return (path, f"{layer.shown}/{template.pptx.master}") if path else None


def _charts(template: Template) -> Iterator[tuple[ChartSpec, Place]]:
    for key, chapter in template.chapters.items():
        for name, page in chapter.pages.items():
            yield from _of_page(page, ("chapters", key, "pages", name))
    for theme, pages in template.themes.items():
        for name, page in pages.items():
            yield from _of_page(page, ("themes", theme, name))


def _of_page(page: PageSpec, place: Place) -> Iterator[tuple[ChartSpec, Place]]:
    for key, block in page.blocks.items():
        if isinstance(block, ChartSpec):
            yield block, (*place, "blocks", key)


def _inside(folder: Path, name: str, endings: tuple[str, ...], where: str, problems: Problems) -> Path | None:
    """Return the file that a name stands for, or None with a problem where it is missing or leads out of the folder."""
    top = folder.resolve()
    try:
        path = (top / name).resolve()
        is_there = path.is_file()
    except (OSError, RuntimeError, ValueError):
        # Too long a name, or a link that leads to itself.
        problems.add(where, f"“{name[:40]}”不是文件名。", "请把文件放进模板文件夹，只写文件名。")
        return None
    if Path(name).is_absolute() or "\\" in name or ":" in name or ".." in Path(name).parts:
        problems.add(where, f"“{name}”指到了模板文件夹外面。", "请把文件放进模板文件夹，只写文件名。")
    elif not path.is_relative_to(top):
        problems.add(where, f"“{name}”是通到模板文件夹外面的链接。", "请把文件本身放进模板文件夹。")
    elif path.suffix not in endings:
        problems.add(where, f"“{name}”的扩展名不对。", f"这里要 {'、'.join(endings)} 文件。")
    elif not is_there:
        problems.add(where, f"没有“{name}”这个文件。", f"请放到 {folder.name} 文件夹里。")
    else:
        return path
    return None


def _text(path: Path, shown: str, problems: Problems) -> str | None:
    try:
        if path.stat().st_size > _LARGEST:
            problems.add(shown, "文件太大（超过 200 MB）。", "请先汇总数据。")
            return None
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problems.add(shown, "文件不是 UTF-8 编码。", "请用“UTF-8”重新保存。")
    except OSError as error:
        problems.add(shown, f"读不了这个文件（{cause(error)}）。", "请检查文件是否被占用。")
    return None
