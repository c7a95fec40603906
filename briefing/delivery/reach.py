"""What a workspace sends with in; whether each of it can be reached, a plain sentence each, out. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.delivery import addresses
from briefing.delivery.model import MailServer, Means, Recipient
from briefing.delivery.post import address
from briefing.delivery.robots import robot
from briefing.delivery.secrets import credential
from briefing.delivery.session import Refused, opened
from briefing.errors import BriefingError


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something can be used for sending, and what there is to say about it."""

    is_good: bool
    message: str


def reach(means: Means, recipients: Iterable[Recipient] = ()) -> list[Finding]:
    """Return what was found of the mail server and of each recipient, each place looked at once."""
    found = [Finding(*reachable(means.mail, means.environment, means.root))] if means.mail else []
    for recipient in {recipient.key: recipient for recipient in recipients}.values():
        try:
            found.append(Finding(True, _looked_at(recipient, means)))
        except (BriefingError, OSError) as error:
            found.append(Finding(False, str(error)))
    return found


def reachable(server: MailServer, environment: Mapping[str, str], root: Path = Path()) -> tuple[bool, str]:
    """Connect, secure the connection, log in where there is an account, and say goodbye: no mail."""
    place = f"{server.host}:{server.port}"
    try:
        addresses.mailbox(server.sender, what="发件人地址")
        with opened(Means(server, environment, root=root)) as session:
            session.check()
    except Refused as refused:
        return False, refused.message
    except BriefingError as error:
        return False, str(error)
    how = {"tls": "TLS 加密", "starttls": "STARTTLS 加密", "none": "不加密，仅限本机"}[server.security]
    login = "，登录成功" if server.user_env else "，没有设置账户，未登录"
    return True, f"邮件服务器 {place} 可以连接（{how}）{login}。"


def _looked_at(recipient: Recipient, means: Means) -> str:
    match recipient.channel:
        case "mail":
            box = addresses.mailbox(recipient.address, recipient.name)
            if means.mail is None:
                raise BriefingError(
                    f"收件人 {box.address} 要发邮件，但没有写邮件服务器。", "", "请在 schedule.yaml 里写 mail:。"
                )
            return f"收件人 {box.address} 的写法没有问题。"
        case "folder":
            return _folder(recipient, means)
        case "webhook":
            robot(recipient.address, means.root)
            to = address(credential(means.environment, recipient.secret, "机器人的地址"), recipient.secret)
            if recipient.sign:
                credential(means.environment, recipient.sign, "机器人的签名密钥")
            return f"机器人 {recipient.address}（{to.host}）的地址已设置；没有试发。"


def _folder(recipient: Recipient, means: Means) -> str:
    import os

    from briefing.delivery.folder import place

    folder = place(recipient, means)
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise BriefingError(f"文件夹 {folder} 没有写入权限。", "", "请让管理员给运行本程序的账户写入权限。")
    return f"文件夹 {folder} 可以使用。" if folder.is_dir() else f"文件夹 {folder} 还没有，发送时会新建。"
