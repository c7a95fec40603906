"""Whether the places that a workspace sends to can be reached: looked at, with nothing sent."""

from __future__ import annotations

from pathlib import Path

from briefing.delivery.model import Means, Recipient
from briefing.delivery.reach import reach
from tests.delivery.servers import Group, web_server

OPERATOR = Recipient("mail", "ops@example.cn")
GROUP = Recipient("webhook", "feishu", secret="OPS_URL")


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
