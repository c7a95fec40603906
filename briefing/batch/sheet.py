"""A matrix as CSV in: a row a briefing, under English or Chinese headings; its rows out.

UTF-8 with or without a byte order mark, or what a Chinese Excel writes (GB18030). There are no comments: a line is a
row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefing.batch.rows import Row
from briefing.errors import Problems, suggest
from briefing.sources.csv import lines
from briefing.sources.text import decode, plain, shown, tidy

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "dataset": ("数据集", "dataset", "datasets", "data set"),
    "period": ("期间", "时期", "报告期", "period", "periods"),
    "audience": ("模板", "读者", "对象", "受众", "audience", "audiences", "template"),
    "formats": ("格式", "format", "formats"),
    "language": ("语言", "language", "languages", "lang"),
    "output": ("输出", "输出文件夹", "output"),
}
_KNOWN = {plain(name): column for column, names in HEADINGS.items() for name in names}


def rows(data: bytes, shown_as: str, problems: Problems) -> list[Row]:
    """Return the rows of a table; what cannot be read of it is a problem."""
    text = decode(data)
    if text is None:
        problems.add(shown_as, "编码既不是 UTF-8，也不是 GBK。", "请另存为“CSV UTF-8（逗号分隔）”。")
        return []
    # A CSV file has nothing but texts; a workbook's lines may have more.
    read = ((number, list(map(str, cells))) for number, cells in lines(text, shown_as, problems))
    found = [(number, cells) for number, cells in read if any(map(str.strip, cells))]
    if not found:
        problems.add(
            shown_as, "表是空的。", f"第一行写 {'、'.join(names[0] for names in HEADINGS.values())}，每行一份简报。"
        )
        return []
    (number, heads), *body = found
    columns = _columns(heads, f"{shown_as}:{number}", problems)
    if not body:
        problems.add(shown_as, "只有标题行，没有一份简报。", "请从第二行起每行写一份。")
    return list(_body(body, columns, shown_as, problems)) if columns else []


def _columns(heads: Sequence[str], where: str, problems: Problems) -> list[str | None]:
    """Return the column that each heading stands for; [] where the table cannot be read by them."""
    columns: list[str | None] = []
    for head in map(tidy, heads):
        column = _KNOWN.get(plain(head))
        if column is None and head and not head.startswith("x_"):
            hint = suggest(head, [name for names in HEADINGS.values() for name in names[:1]])
            problems.add(where, f"不认识的标题“{shown(head)}”。", f"{hint}自己用的列，标题以 x_ 开头。")
        elif column is not None and column in columns:
            problems.add(where, f"标题“{shown(head)}”重复。", "请只留一列。")
            column = None
        columns.append(column)
    if "dataset" not in columns:
        problems.add(where, "缺少“数据集”这一列。", "第一行是标题：数据集、期间、模板。")
        return []
    return columns


def _body(
    body: Sequence[tuple[int, list[str]]], columns: Sequence[str | None], shown_as: str, problems: Problems
) -> Iterator[Row]:
    for number, cells in body:
        where = f"{shown_as}:{number}"
        extra = [cell for cell in cells[len(columns) :] if cell.strip()]
        if extra:
            message = f"这一行比标题多出{len(extra)}格。"
            problems.add(where, message, "含有逗号的一格要用英文双引号括起来。")
        pairs = zip(columns, cells, strict=False)
        yield Row(where, {column: tidy(cell) for column, cell in pairs if column is not None})
