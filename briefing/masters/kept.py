"""A house master and which of its slides a template keeps in, the slides with their texts out, checked for safety."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.errors import Problem, suggest
from briefing.masters.archive import Package, opened
from briefing.masters.checks import relation_problems
from briefing.masters.model import HouseMaster, Sample
from briefing.masters.tokens import Passage, passages, words_of

_LEFT_BEHIND = ("slideLayout", "notesSlide", "comments", "slide")
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
        problems += list(_unsafe(package, sample.part))
        made[sample.number] = Kept(sample, texts, tuple(_not_refreshed(package, sample, where)))
    return made, tuple(problems)


def words_on(house: HouseMaster, part: str) -> Iterator[tuple[str, str]]:
    """Yield what a slide says by itself, paragraph by paragraph after its shape's name, and what its charts hold."""
    package = opened(house.data, house.shown)
    yield from words_of(package.trees[part])
    for below in _reached(package, part):
        if "/charts/" in below and below in package.trees:
            yield from ((below, str(text)) for text in package.trees[below].itertext() if text.strip())


def place_of(house: HouseMaster, sample: Sample) -> str:
    """Return what a slide is called in problems."""
    title = f"“{sample.title}”" if sample.title else ""
    return f"{house.shown}第{sample.number}张{title}"


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _unsafe(package: Package, part: str) -> Iterator[Problem]:
    """Yield what a slide refers to outside of the file, itself or by way of its charts; and objects that run."""
    for relation in package.relations(part):
        if relation.kind not in _LEFT_BEHIND:
            yield from relation_problems(package, part, relation)
    for below in _reached(package, part):
        for relation in package.relations(below):
            if relation.external:
                yield from relation_problems(package, below, relation)


def _reached(package: Package, part: str) -> Iterator[str]:
    """Yield the parts that a slide brings along, beside those that are left behind."""
    seen, waiting = {part}, [part]
    while waiting:
        for relation in package.relations(waiting.pop()):
            if relation.external or relation.kind in _LEFT_BEHIND or relation.target in seen:
                continue
            seen.add(relation.target)
            waiting.append(relation.target)
            yield relation.target


def _not_refreshed(package: Package, sample: Sample, where: str) -> Iterator[str]:
    kinds = [relation.kind for relation in package.relations(sample.part)]
    if "chart" in kinds or "chartEx" in kinds:
        yield f"{where}：里面的图表沿用母版文件里的数据，不会更新。"
    for relation in package.relations(sample.part):
        if relation.kind == "diagramData" and b"{{" in package.parts.get(relation.target, b""):
            yield f"{where}：SmartArt 里的 {{{{ }}}} 不会填写，请改用文本框或表格。"
