"""What is the same for all channels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.delivery.model import MailServer, Means, Parcel, Recipient
from briefing.delivery.send import send


@pytest.mark.parametrize(("channel", "address"), [("mail", "zhang@example.cn"), ("folder", "out")])
def test_who_wants_a_format_that_was_not_built_is_not_told_that_it_was_sent(
    channel: str, address: str, parcel: Parcel, tmp_path: Path
) -> None:
    recipient = Recipient(channel, address, formats=("html",))  # type: ignore[arg-type]  # a channel by its name
    means = Means(MailServer("127.0.0.1", 1, "a@b.cn", "none"), root=tmp_path)
    outcome = send(recipient, parcel, means, "<x@y>", lambda: pytest.fail("handed over"))
    assert (outcome.state, outcome.is_lasting) == ("failed", True)
    assert outcome.message.startswith("这一期没有 html 格式的文件")
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_without_a_mail_server_says_so(parcel: Parcel) -> None:
    outcome = send(Recipient("mail", "zhang@example.cn"), parcel, Means(), "<x@y>", lambda: pytest.fail("handed over"))
    assert outcome.message == "schedule.yaml 里没有写邮件服务器（mail:），发不了邮件。"


def test_nothing_of_the_network_is_imported_before_it_is_needed() -> None:
    heavy = "{'smtplib', 'ssl', 'asyncio', 'http.client', 'email.message'}"
    code = f"import sys, briefing.delivery.send; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
