"""A query in, let through only if it is one that reads; a table's name in, the statement that selects it out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.sources.fields import Unreadable
from briefing.sources.text import shown

# What may hold any character: comments, texts, quoted names, and PostgreSQL's dollar quotes.
_OPAQUE = re.compile(
    r"--[^\n]*|/\*.*?\*/|[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|\"(?:\"\"|[^\"])*\"|`[^`]*`"
    r"|\$(?P<tag>[A-Za-z_]\w*)?\$.*?\$(?(tag)(?P=tag))\$",
    re.DOTALL,
)
_READS = re.compile(r"\(*\s*(select|with)\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\b(insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|select\b.*\binto\b(?=.*\bfrom\b))",
    re.IGNORECASE | re.DOTALL,
)
_ORDER = re.compile(r"\border\s+by\b", re.IGNORECASE)
_ONE = "请只写一条以 select 或 with 开头的查询。"


def checked(query: str) -> str:
    """Return a query without the semicolon at its end; raise Unreadable unless it is one SELECT (or WITH … SELECT)."""
    bare, _, rest = _bare(query).partition(";")
    if rest.strip("; \n\r\t"):
        raise Unreadable("查询里不止一条语句。", _ONE)
    if not _READS.match(bare.strip()):
        word = bare.split()[0] if bare.split() else ""
        raise Unreadable(f"只能查询，不能用“{shown(word)}”语句。" if word else "查询是空的。", _ONE)
    if found := _WRITES.search(bare):
        raise Unreadable(f"查询里有改数据的“{shown(found[0].split()[0])}”，程序只读不写。", _ONE)
    return query[: len(bare)].strip()


def is_ordered(query: str) -> bool:
    """Return whether a query says in which order its rows are to stand; what stands in parentheses does not say it."""
    bare, depth, outer = _bare(query), 0, []
    for char in bare:
        depth += (char == "(") - (char == ")")
        outer.append(char if depth == 0 else " ")
    return bool(_ORDER.search("".join(outer)))


def _bare(query: str) -> str:
    """Return a query of equal length in which comments, texts and quoted names are blanks."""
    return _OPAQUE.sub(lambda found: " " * len(found[0]), query)


def quoted(name: str, marks: tuple[str, str] = ('"', '"')) -> str:
    """Return a name as an identifier between the marks of the database, whatever stands in it."""
    first, last = marks
    return first + name.replace(last, last * 2) + last


def selection(parts: Sequence[str], columns: Sequence[str], marks: tuple[str, str] = ('"', '"')) -> str:
    """Return the statement that selects columns of a table; `parts` are its schema, where it has one, and its name."""
    what = ", ".join(quoted(column, marks) for column in columns) or "*"
    return f"SELECT {what} FROM {'.'.join(quoted(part, marks) for part in parts)}"
