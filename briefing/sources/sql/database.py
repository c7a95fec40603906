"""The `database` of dataset.yaml in, checked as far as that needs no driver; a `Database` out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.errors import Problems, suggest
from briefing.sources.fields import Unreadable
from briefing.sources.headings import TABLE_NAMES, Layout, layout_named
from briefing.sources.sql.statement import checked
from briefing.sources.text import shown

if TYPE_CHECKING:
    from briefing.sources.keys import DatabaseKeys
    from briefing.yamlfile import Source

_URL = re.compile(r"[A-Za-z]\w*(\+\w+)?://.*", re.ASCII | re.DOTALL)
_PASSWORD = re.compile(r"[\w+]+://[^:/@]*:[^@]*@", re.ASCII)
_SECRET = re.compile(r"[?&][^=&]*(pass|pwd|secret|token)[^=&]*=", re.IGNORECASE)
_PARTS = re.compile(r"(?P<kind>\w+)(?:\+\w+)?://(?:[^@/?]*@)?[^/?]*(?P<rest>[^?]*)", re.ASCII)
_EXAMPLE = "写法如 postgresql://reader@db.example/stat、sqlite:///data.sqlite、duckdb:///data.duckdb。"
_MOVE = (
    "请从网址里删去密码，写 password_env: 环境变量名，运行前在环境变量里设好。密码已经写进过文件，应尽快请管理员更换。"
)
DEFAULT_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What gives one table: a table or view by its name, or a query; and where that is said.

    Neither: what was said of it cannot stand, and has been reported.
    """

    where: str
    name: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Database:
    """A database and what to read of it; without `wanted`, what bears a table's name.

    `url` holds no password: it is in the environment variable `password_env`. `where` is where it is said. `timeout`
    limits the connection and each statement, in seconds.
    """

    url: str
    where: str
    password_env: str = ""
    wanted: Mapping[str, Wanted] = field(default_factory=dict)
    timeout: float = DEFAULT_TIMEOUT

    @property
    def shown(self) -> str:
        """The URL as it may be printed, in public files too: without user, password, host, driver and settings."""
        found = _PARTS.match(self.url)
        return f"{found['kind']}://{found['rest']}" if found else ""


def check_url(value: object) -> object:
    """Return a URL as it was given; raise Unreadable, which never repeats it, where it is none or holds a password."""
    if not isinstance(value, str):
        return value
    if _PASSWORD.match(value) or _SECRET.search(value):
        raise Unreadable("网址里写了密码。", _MOVE)
    if not _URL.fullmatch(value):
        raise Unreadable("不是数据库的网址。", _EXAMPLE)
    return value


def settled(keys: DatabaseKeys | None, tree: Source, problems: Problems) -> Database | None:
    """Return what `database` asks for; names of tables and queries that cannot stand are reported and left out."""
    if keys is None:
        return None
    wanted: dict[str, Wanted] = {}
    for key, given in (("tables", keys.tables), ("queries", keys.queries)):
        for name, value in given.items():
            where = tree.where(("database", key, name))
            layout = _layout(name, key, where, problems)
            if layout is None:
                continue
            if layout.name in wanted:
                problems.add(where, f"database.{key}：{layout.title}表写了两次。", "请只留一个。")
            wanted[layout.name] = Wanted(where, value) if key == "tables" else _query(where, value, problems)
    return Database(keys.url, tree.where(("database", "url")), keys.password_env, wanted, keys.timeout)


def _layout(name: str, key: str, where: str, problems: Problems) -> Layout | None:
    layout = layout_named(name)
    if layout is None:
        problems.add(where, f"database.{key}：“{shown(name)}”不是表的名字。", suggest(name.lower(), TABLE_NAMES))
    return layout


def _query(where: str, query: str, problems: Problems) -> Wanted:
    try:
        return Wanted(where, query=checked(query))
    except Unreadable as error:
        problems.add(where, f"database.queries：{error.message}", error.hint)
        return Wanted(where)
