"""What SQLAlchemy and its drivers raise in; in Chinese what is wrong with the ledger and a way out, out.

No message holds a password, a user, or a statement with its values.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from briefing.errors import BriefingError

from briefing.ledger import needed  # noqa: F401  # isort: skip
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree

from briefing.sources.sql.faults import Secrets, fault

_SPACE = ("磁盘满了，没有写进去；以前的记录都在。", "请腾出空间后重新运行，会从断开的地方接着做。")
_RIGHTS = ("台账只能读，写不进去。", "请检查台账文件和它所在文件夹的写入权限。")
_DAMAGED = (
    "台账文件已损坏，或不是台账。",
    "请用备份换回来；没有备份就把它（连同 -wal、-shm 文件）移到别处再运行，会新建一份：期号和发过谁要人工核对。",
)
_DISK = ("读写台账时磁盘出错。", "请检查磁盘或网络盘，再重新运行。")
_BUSY = "请等那边做完再运行；一直占用的，请查是哪个程序打开了这个文件（备份、同步盘、数据库工具）。"
# By SQLite's name of the error, or by what it begins with; the longer first.
_SQLITE = {
    "SQLITE_FULL": _SPACE,
    "SQLITE_READONLY": _RIGHTS,
    "SQLITE_PERM": _RIGHTS,
    "SQLITE_AUTH": _RIGHTS,
    "SQLITE_CANTOPEN": ("打不开台账文件。", "请检查它所在的文件夹在不在、有没有读写权限。"),
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_PROTOCOL": ("台账的锁不管用。", "请把台账放到本机的磁盘上，或用 PostgreSQL。"),
    "SQLITE_IOERR": _DISK,
    "SQLITE_TOOBIG": ("要写的内容太长。", "请缩短说明文字。"),
}
# By SQLSTATE, where a ledger has more to say than who only reads.
_STATES = {
    "53100": ("数据库服务器的磁盘满了，没有写进去；以前的记录都在。", "请管理员腾出空间，再重新运行。"),
    "42501": ("这个用户没有权限建台账的表或写进去。", "请管理员授予建表（CREATE）和读写权限。"),
    "25006": ("数据库只能读，写不进去。", "连到的可能是备用服务器，请核对网址。"),
    "55P03": ("台账正被另一个程序占用，等了很久还没有空出来。", "请稍后再运行。"),
    "57014": ("数据库太久没有做完，已停止。", "请稍后再运行；常常这样的，请问数据库管理员。"),
    "40P01": ("与另一个程序互相等待，这次没有写进去。", "请重新运行。"),
    "40001": ("与另一个程序同时在写，这次没有写进去。", "请重新运行。"),
    "22001": ("名字太长，写不进去。", "任务名不要超过 200 个字。"),
}


class LedgerUnusable(BriefingError):
    """The ledger cannot be reached, read or written to; what was to be written is not there, in no part."""


@contextmanager
def told(where: str, timeout: float) -> Iterator[None]:
    """Put into words what the database raises within."""
    try:
        yield
    except NoneFree:
        raise LedgerUnusable("台账的连接都占用着。", where, "请稍后再运行。") from None
    except NoSuchModuleError:
        raise LedgerUnusable("台账不能放在这种数据库里。", where, "请用 SQLite 文件或 PostgreSQL。") from None
    except SQLAlchemyError as error:
        raise _fault(error, where, timeout) from None


def _fault(error: SQLAlchemyError, where: str, timeout: float) -> LedgerUnusable:
    cause = error.orig if isinstance(error, DBAPIError) else None
    name = getattr(cause, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerUnusable(f"台账正被另一个程序占用，等了 {timeout:g} 秒还没有空出来。", where, _BUSY)
    found = next((words for key, words in _SQLITE.items() if name.startswith(key)), None)
    found = found or _STATES.get(getattr(cause, "sqlstate", None) or "")
    if found:
        return LedgerUnusable(found[0], where, found[1])
    other = fault(error, Secrets())
    return LedgerUnusable(other.message, where, other.hint.replace(" password_env 那个环境变量", "密码"))
