"""Messages to those who look after the program, and whether the places of a workspace can be reached."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from pathlib import Path

from briefing.delivery.alert import alert
from briefing.delivery.model import MailServer, Means, Recipient
from briefing.delivery.reach import reach
from tests.delivery.servers import Group, Post, mail_server, web_server

AT = datetime(2026, 11, 6, 0, 30, tzinfo=UTC)
OPERATOR = Recipient("mail", "ops@example.cn")
GROUP = Recipient("webhook", "feishu", secret="OPS_URL")


def test_a_failed_run_is_told_by_mail_and_in_the_group(tmp_path: Path) -> None:
    post, group = Post(), Group(body=b'{"code":0}')
    with mail_server(post) as mail, web_server(group) as web:
        means = Means(
            MailServer("127.0.0.1", mail, "tjj@example.gov.cn", "none"), {"OPS_URL": f"http://127.0.0.1:{web}/hook/abc"}
        )
        told = (OPERATOR, GROUP, Recipient("folder", str(tmp_path)))
        outcomes = alert(told, "monthly@2026-10", ("生成失败：数据没有到齐。",), means, AT)
    assert [outcome.state for outcome in outcomes] == ["sent", "sent"]
    message = email.message_from_bytes(post.got[0][2], policy=email.policy.default)
    assert message["Subject"] == "定时简报需要处理：monthly@2026-10"
    body = message.get_body(("plain",))
    assert body is not None
    assert "- 生成失败：数据没有到齐。" in body.get_content()
    assert "生成失败：数据没有到齐。" in str(group.got[0][1])
    assert list(tmp_path.iterdir()) == []


def test_each_place_is_looked_at_and_nothing_is_sent(tmp_path: Path) -> None:
    group = Group()
    with web_server(group) as web:
        means = Means(None, {"OPS_URL": f"http://127.0.0.1:{web}/hook/0123456789abcdef"}, root=tmp_path)
        found = reach(
            means, (OPERATOR, GROUP, GROUP, Recipient("webhook", "wecom", secret="NONE"), Recipient("folder", "out"))
        )
    assert [(finding.is_good, finding.message) for finding in found] == [
        (False, "收件人 ops@example.cn 要发邮件，但没有写邮件服务器。请在 schedule.yaml 里写 mail:。"),
        (True, "机器人 feishu（127.0.0.1）的地址已设置；没有试发。"),
        (
            False,
            "环境变量 NONE 没有设置，里面应当是机器人的地址。"
            "请在运行本程序的账户里设置 NONE，然后重试；值不要写进 schedule.yaml。",
        ),
        (True, f"文件夹 {tmp_path}/out 还没有，发送时会新建。"),
    ]  # fmt: skip
    assert group.got == []
