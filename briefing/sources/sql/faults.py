"""What a driver raises in; in Chinese what is wrong and a way out, never with a password, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from briefing.sources.text import shown
from briefing.sources.unusable import Unusable

_ASK = "请问数据库管理员。"
_USER = "请核对网址里的用户名和 password_env 那个环境变量。"
_START = "请核对网址里的主机和端口，确认数据库已启动、这台电脑连得上。"
# By SQLSTATE, or by its first two characters.
_STATES = {
    "28P01": ("用户名或密码不对。", _USER),
    "28": ("数据库不让这个用户登录。", _USER),
    "3D000": ("服务器上没有这个数据库。", "请核对网址最后一段的数据库名。"),
    "42P01": ("没有查询里写的表。", "请核对表名；不在默认模式（schema）里的写成 模式.表名。"),
    "42703": ("没有查询里写的列。", "请核对列名。"),
    "42501": ("这个用户没有权限读。", "请管理员授予只读（SELECT）权限。"),
    "42601": ("查询的写法不对。", "请先在数据库工具里试通这条查询。"),
    "25006": ("查询想改数据，没有执行。", "程序只读不写，请只写 select。"),
    "53300": ("数据库的连接已经占满。", "请稍后再试。"),
    "57P": ("数据库正在停止或启动，连接断了。", "请稍后再试。"),
    "08": ("与数据库的连接断了。", "请检查网络，稍后再试。"),
}
# By what the drivers say, where they give no state: servers in Chinese say it in Chinese.
_WORDS: Sequence[tuple[str, str, str]] = (
    (r"password authentication failed|no password supplied|密码认证失败|认证失败", "用户名或密码不对。", _USER),
    (r"no pg_hba\.conf entry|没有.*pg_hba", "数据库不接受从这台电脑登录。", _ASK),
    (r'role ".*" does not exist|角色.*不存在', "数据库里没有这个用户。", _USER),
    (r'database ".*" does not exist|数据库.*不存在', "服务器上没有这个数据库。", "请核对网址最后一段的数据库名。"),
    (
        r"failed to resolve host|could not translate host|getaddrinfo|Name or service not known",
        "找不到这台主机。",
        "请核对网址里的主机名。",
    ),
    (r"connection refused|拒绝", "连不上：主机在，但数据库没有应答。", _START),
    (r"connection timeout|timeout expired|timed out", "连不上：等了很久没有回音。", _START),
    (r"no route to host|network is unreachable", "连不上：网络不通。", _START),
    (
        r"closed the connection unexpectedly|connection (is|has been|socket) (lost|closed)"
        r"|SSL SYSCALL|EOF detected|consuming input|sending query failed|flushing failed",
        *_STATES["08"],
    ),
    (r"no such table|Table with name .* does not exist", *_STATES["42P01"]),
    (r"no such column|Referenced column|no such function|function .* does not exist", *_STATES["42703"]),
    (
        r"readonly database|read-only (mode|transaction)|authorization|not authorized",
        *_STATES["25006"],
    ),
    (r"syntax error|parser error|incomplete input", *_STATES["42601"]),
    (
        r"file is not a database|malformed|not a valid DuckDB|encrypted|Could not decode",
        "不是能读的数据库文件，或已损坏、加了密。",
        "请重新导出一份。",
    ),
    (r"locked|conflicting lock", "数据库文件正被别的程序占用。", "请关掉那个程序，稍后再试。"),
    (r"unable to open|permission denied|cannot open file", "打不开这个数据库文件。", "请检查权限。"),
    (r"file system operations are disabled|external access", "查询想读数据库以外的文件。", "只能查询数据库里的表。"),
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What no message may show."""

    password: str = ""
    user: str = ""

    def hide(self, text: str) -> str:
        """Return a text without the password in any of its spellings, and without `user:…@` of a URL."""
        text = re.sub(r"//[^/@\s]*@", "//", text)
        spellings = {self.password, quote(self.password, safe=""), quote_plus(self.password)} - {""}
        for spelling in sorted(spellings, key=len, reverse=True):
            text = text.replace(spelling, "***")
        return text


def too_slow(limit: float) -> Unusable:
    hint = "请把查询写得更省，请管理员建索引，或把 database.timeout 调大。"
    return Unusable(f"超过 {limit:g} 秒还没有读完，已停止。", hint=hint)


def fault(error: BaseException, secrets: Secrets) -> Unusable:
    """Return in words what a driver, or SQLAlchemy around it, raised."""
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None) or ""
    said = str(cause)
    found = _STATES.get(state) or _STATES.get(state[:3]) or _STATES.get(state[:2])
    if found is None:
        found = next(((m, h) for pattern, m, h in _WORDS if re.search(pattern, said, re.IGNORECASE)), None)
    words = _words(secrets.hide(said))
    if found is None:
        return Unusable(f"数据库报错：{words}。", hint=_ASK)
    message, hint = found
    return Unusable(message if not state.startswith("42") else f"{message}（{words}）", hint=hint)


def _words(said: str) -> str:
    """Return the first line of what a driver says, short enough for a message."""
    first = next((line.strip() for line in said.splitlines() if line.strip()), "没有说明")
    return shown(first.removesuffix("."))
