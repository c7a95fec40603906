"""A checked schedule.yaml in; what takes more than one of its keys to see, as problems, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError, Problem, suggest
from briefing.model.language import language_of
from briefing.schedule import values
from briefing.schedule.keys import JobKeys, Known, RecipientKeys, ScheduleKeys
from briefing.yamlfile import Place, Source, read

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MAIL = "请加上 mail:，写 host、from、security、user_env、password_env。"


def items(source: Source) -> list[Any]:
    """Return the jobs as they are written; none where they are no list."""
    given = source.value.get("jobs")
    return given if isinstance(given, list) else []


def of_ids(source: Source) -> Iterator[Problem]:
    """Yield the ids that stand twice; file systems do not tell upper and lower case apart."""
    seen: set[str] = set()
    for n, item in enumerate(items(source)):
        id = item.get("id") if isinstance(item, dict) else None
        if isinstance(id, str) and id.casefold() in seen:
            message = f"编号“{values.shown(id)}”前面写过了（不分大小写）。"
            yield Problem(source.where(("jobs", n, "id")), message, "每个作业的编号要不同，定了就不要改。")
        seen.add(str(id).casefold())


def of_job(keys: JobKeys, place: Place, known: Known, source: Source) -> Iterator[Problem]:
    """Yield what recipients ask for that their job does not build."""
    formats = keys.formats or tuple(known.formats)
    for name, given in (("audiences", keys.audiences), ("formats", keys.formats)):
        if twice := sorted({each for each in given if given.count(each) > 1}):
            yield Problem(source.where((*place, name)), f"{name} 里“{'、'.join(twice)}”写了两次。", "请只留一处。")
    for n, each in enumerate(keys.recipients):
        where = source.where((*place, "recipients", n))
        if each.audience and each.audience not in keys.audiences:
            hint = suggest(each.audience, keys.audiences)
            yield Problem(where, f"收件人的 audience“{each.audience}”不在这个作业的 audiences 里。", hint)
        for name in each.formats:
            if name not in formats:
                yield Problem(where, f"收件人要的 {name} 不在这个作业的 formats 里。", suggest(name, formats))


def of_series(jobs: Iterable[tuple[JobKeys, Place]], source: Source) -> Iterator[Problem]:
    """Yield jobs that count on in the series of another, and not in its way."""
    first: dict[str, tuple[JobKeys, Place]] = {}
    for keys, place in jobs:
        if keys.issue is None:
            continue
        other, _ = first.setdefault(keys.issue.series, (keys, place))
        if other.issue != keys.issue:
            message = f"期号序列“{keys.issue.series}”在作业“{other.id}”里写的 first、restart 不一样。"
            yield Problem(
                source.where((*place, "issue")), message, "连着编的序列，各个作业要写得一样；分开编的，换个名字。"
            )


def of_folders(jobs: Iterable[tuple[JobKeys, Place]], root: Path, source: Source) -> Iterator[Problem]:
    """Yield jobs that would build the same briefings into the same folder: each would replace what the other holds."""
    first: dict[tuple[str, ...], JobKeys] = {}
    own = cache(partial(_own_language, root))
    for keys, place in jobs:
        language = language_of(keys.language) if keys.language else own(keys.dataset)
        for n, each in enumerate(keys.recipients if keys.enabled else ()):
            folder = str(_placed(root, each.folder))
            what = (keys.dataset, keys.period, language, "folder", folder, each.audience)
            if each.folder and (other := first.setdefault(what, keys)) is not keys:
                message = f"作业“{other.id}”也往“{each.folder}”里放这一期，文件名一样，会互相盖掉。"
                yield Problem(
                    source.where((*place, "recipients", n)), message, "请换一个文件夹，或给收件人写上 audience。"
                )
        for audience in keys.audiences if keys.enabled else ():
            other = first.setdefault((keys.dataset, audience, keys.period, language), keys)
            if other is not keys:
                message = f"作业“{other.id}”已经出“{audience}”的这一期了，两个会互相盖掉。"
                hint = "请把收件人并到一个作业里，或换一个 audience、period。"
                yield Problem(source.where((*place, "audiences")), message, hint)


def _own_language(root: Path, dataset: str) -> str:
    """Return the language of a data set."""
    said: Any = None
    # What is wrong with a data set others say.
    with suppress(BriefingError):
        said = read(root / "data" / dataset / "dataset.yaml", "dataset.yaml").value.get("language")
    return language_of(said if isinstance(said, str) else "")


def _placed(root: Path, folder: str) -> Path | None:
    """Return where a folder is; None where it is that of a user whom this machine does not know (`~somebody`)."""
    try:
        return (root / Path(folder).expanduser()).resolve()
    except RuntimeError:
        return None


def of_recipients(
    recipients: Iterable[RecipientKeys], place: Place, root: Path, source: Source, first: str = ""
) -> Iterator[Problem]:
    """Yield recipients that stand twice, folders that are not to write to, and message formats that there are not.

    Who names no audience gets what `first` gets.
    """
    seen: set[tuple[str, ...]] = set()
    for n, each in enumerate(recipients):
        where, named = source.where((*place, n)), each.mail or each.folder or each.webhook
        # Who gets two mails since their address was written in two ways is not helped by that.
        key = (
            values.split_name(named)[1].casefold(),
            each.url_env,
            each.audience if each.folder else each.audience or first,
        )
        if key in seen:
            yield Problem(where, f"收件人“{values.shown(named)}”写了两次。", "请只留一处。")
        seen.add(key)
        if each.folder and _placed(root, each.folder) is None:
            yield Problem(where, f"文件夹“{values.shown(each.folder)}”：这台电脑上没有这个用户。", "请写完整的路径。")
        if each.folder and (own := _own(root, each.folder)):
            yield Problem(
                where, f"“{each.folder}”在 {own} 里，那是程序自己用的，不往里写。", f"请写到 {own} 以外的地方。"
            )
        if each.webhook and each.webhook not in values.WEBHOOKS and not (root / each.webhook).is_file():
            hint = suggest(each.webhook, values.WEBHOOKS) + "用自己的消息格式，写模板文件的路径。"
            yield Problem(where, f"webhook“{values.shown(each.webhook)}”不认识，也没有这个文件。", hint)


def _own(root: Path, folder: str) -> str:
    """Return which of the workspace's own folders a folder lies in; empty where in none."""
    given = _placed(root, folder)
    inside = (
        own for own in ("data", "templates", ".briefing") if given and given.is_relative_to((root / own).resolve())
    )
    return next(inside, "")


def of_mail(top: ScheduleKeys, source: Source) -> Iterator[Problem]:
    """Yield where mails are to be sent without a server, and a server that would be told a password in the clear."""
    mail = top.mail
    if source.value.get("mail") is None and (found := next(_mailed(source), None)):
        yield Problem(source.where(found[0]), f"要发邮件给“{values.shown(found[1])}”，而文件里没有 mail 一段。", _MAIL)
    if mail and mail.security == "none" and mail.host.lower() not in _LOOPBACK:
        where = source.where(("mail", "security"))
        yield Problem(
            where, "不加密的邮件服务器只能是本机。", "请写 security: tls（465 端口）或 starttls（587 端口）。"
        )
    if mail and bool(mail.user_env) != bool(mail.password_env):
        yield Problem(source.where(("mail",)), "user_env 和 password_env 要一起写。", "两个都写，或两个都不写。")


def _mailed(source: Source) -> Iterator[tuple[Place, str]]:
    """Yield every recipient that is a mail address, with its place."""
    for place, text in source.texts():
        depth = next((n for n, part in enumerate(place) if part in ("recipients", "alerts")), None)
        if depth is not None and (place[-1] == "mail" or len(place) <= depth + 2):
            yield place, text
