"""A house master and which of its slides a template keeps in, the slides with their texts out, checked for safety."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.errors import Problem, suggest
from briefing.masters.archive import Element, Package, opened
from briefing.masters.checks import LEFT_BEHIND, problems_below, relation_problems, running
from briefing.masters.color import local
from briefing.masters.model import HouseMaster, Sample
from briefing.masters.tokens import Passage, passages

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A slide that is kept: which one, its paragraphs that hold tokens, and what the deck will not do with it."""

    sample: Sample
    passages: tuple[Passage, ...]
    notices: tuple[str, ...] = ()


def found(house: HouseMaster, wanted: str | int) -> Sample | tuple[str, str]:
    """Return the slide of this title or number; what is wrong and a way out where there is none, or more than one."""
    if isinstance(wanted, int):
        hit = [each for each in house.samples if each.number == wanted]
        message = f"母版{house.shown}只有{len(house.samples)}张幻灯片，没有第{wanted}张。"
    else:
        hit = [each for each in house.samples if each.title and _same(each.title, wanted)]
        message = f"母版{house.shown}里没有标题为“{wanted}”的幻灯片。"
    if len(hit) == 1:
        return hit[0]
    if hit:
        numbers = "、".join(str(each.number) for each in hit)
        return (
            f"母版{house.shown}里有{len(hit)}张幻灯片的标题都是“{wanted}”。",
            f"请改用编号（第{numbers}张），如 {{number: {hit[0].number}}}。",
        )
    titles = [each.title for each in house.samples if each.title]
    listed = "、".join(f"{each.number} {each.title or '（没有标题）'}" for each in house.samples[:_LISTED])
    near = suggest(wanted, titles) if isinstance(wanted, str) and titles else ""
    return message, near or (f"有的是：{listed}。" if listed else "母版里一张幻灯片也没有，请先在母版文件里加上。")


def kept(house: HouseMaster, samples: tuple[Sample, ...]) -> tuple[dict[int, Kept], tuple[Problem, ...]]:
    """Read slides by their numbers; the problems name the file, the slide and the shape."""
    package = opened(house.data, house.shown)
    parts = {layout.part for layout in house.layouts}
    made: dict[int, Kept] = {}
    problems: list[Problem] = []
    for sample in samples:
        texts, unfinished = passages(package.trees[sample.part])
        where = place_of(house, sample)
        problems += [
            Problem(f"{where}“{each.shape}”", f"“{each.text}”：{each.message}", each.hint) for each in unfinished
        ]
        if package.related(sample.part, "slideLayout") not in parts:
            problems.append(
                Problem(where, "它用的版式不在母版的版式列表里。", "请在 PowerPoint 里给这张幻灯片另选一个版式。")
            )
        problems += list(_unfit(package, sample, where))
        made[sample.number] = Kept(sample, texts, tuple(_not_refreshed(package, sample, where)))
    return made, tuple(problems)


def place_of(house: HouseMaster, sample: Sample) -> str:
    """Return what a slide is called in problems."""
    title = f"“{sample.title}”" if sample.title else ""
    return f"{house.shown}第{sample.number}张{title}"


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _unfit(package: Package, sample: Sample, where: str) -> Iterator[Problem]:
    """Yield what of a slide cannot be taken: what leads out of the file or runs a program, charts that do not hold."""
    yield from running(package, sample.part)
    for relation in package.relations(sample.part):
        if relation.kind not in LEFT_BEHIND:
            yield from relation_problems(package, sample.part, relation)
    for below in package.reached(sample.part, but=LEFT_BEHIND):
        yield from problems_below(package, below)
        root = package.trees.get(below)
        if root is not None and root.tag == f"{C}chartSpace" and not _is_whole(root):
            yield Problem(where, f"图表（{below}）不完整，打不开。", "请在 PowerPoint 里删去它，重新插入图表。")


def _is_whole(chart: Element) -> bool:
    """Return whether a chart has something to draw, and the axes that it is drawn by."""
    area = chart.find(f"{C}chart/{C}plotArea")
    if area is None:
        return False
    axes = {each.get("val") for axis in area for each in axis.iterfind(f"{C}axId") if not _is_plot(axis)}
    return all(each.get("val") in axes for plot in area if _is_plot(plot) for each in plot.iterfind(f"{C}axId"))


def _is_plot(element: Element) -> bool:
    return local(element).endswith("Chart")


def _not_refreshed(package: Package, sample: Sample, where: str) -> Iterator[str]:
    kinds = [relation.kind for relation in package.relations(sample.part)]
    if "chart" in kinds or "chartEx" in kinds:
        yield f"{where}：里面的图表沿用母版文件里的数据，不会更新。"
    for relation in package.relations(sample.part):
        if relation.kind == "diagramData" and b"{{" in package.parts.get(relation.target, b""):
            yield f"{where}：SmartArt 里的 {{{{ }}}} 不会填写，请改用文本框或表格。"
