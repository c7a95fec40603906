"""Open items of a merge in; the lines that say how to go on with them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefing.intake.items import Item


def ways_out(open_: Sequence[Item], names: Mapping[Item, str]) -> Iterator[str]:
    """Yield how to go on: mend, accept, or choose. A conflict is no item to accept along with others."""
    doubts = [item for item in open_ if item.weight == "doubt" and item.rule != "conflict"]
    if any(item.weight == "error" for item in open_):
        yield "错误请部门改表重报（或先用 --leave 文件名 把那份搁置，其余的照常合并）。"
    if doubts:
        yield f"核对无误的可以认可：{' '.join(f'--accept {names[item]}' for item in doubts)}"
    cells = list(_cells(open_).values())
    if cells:
        yield "两份表不一致的，每处只认可一个："
        for items in cells:
            told = " 或 ".join(f"--accept {names[item]}（{item.choice}）" for item in items)
            yield f"  {items[0].message.partition('：')[0]}：{told}"
        yield "不一致处都用同一份表的，写 --prefer 文件名，就不用一处一处认可。"


def counted(open_: Sequence[Item]) -> list[str]:
    """Return how many errors, doubts and conflicts there are, those that there are."""
    errors = sum(item.weight == "error" for item in open_)
    doubts = sum(item.weight == "doubt" and item.rule != "conflict" for item in open_)
    cells = len(_cells(open_))
    told = [(errors, "个错误要改正"), (doubts, "项要核对"), (cells, "处两份表不一致，要选一个")]
    return [f"{count}{words}" for count, words in told if count]


def _cells(open_: Sequence[Item]) -> dict[tuple[str, ...], list[Item]]:
    """Return the conflicts by the cell that they are about."""
    cells: dict[tuple[str, ...], list[Item]] = {}
    for item in open_:
        if item.rule == "conflict":
            cells.setdefault(item.about, []).append(item)
    return cells
