"""Messages of group robots on a real HTTP server: what is posted, and what each kind of answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import ssl
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import faults
from briefing.delivery.model import KeyNumber, Means, Outcome, Parcel, Recipient
from briefing.delivery.robots import BUILT_IN, compose, robot
from briefing.delivery.send import send
from briefing.errors import BriefingError
from tests.delivery.servers import Group, web_server

KEY = "693aaaa6-7a0c-4bc4-97a0-0ec251fa5aaa"
SIGN = "SEC0123456789abcdef0123456789abcdef"
WECOM = Recipient("webhook", "wecom", "工作群", secret="WECOM_URL")
ID = "<x@y>"


def means(port: int, root: Path = Path(), **extra: str) -> Means:
    url = f"http://127.0.0.1:{port}/cgi-bin/webhook/send?key={KEY}"
    return Means(environment={"WECOM_URL": url, "ROBOT_SIGN": SIGN, **extra}, timeout=5.0, root=root)


class Handed:
    def __init__(self, group: Group | None = None) -> None:
        self.times, self.group = 0, group

    def __call__(self) -> None:
        self.times += 1
        assert self.group is None or not self.group.got


def posted(group: Group, parcel: Parcel, recipient: Recipient = WECOM, timeout: float = 5.0) -> tuple[Outcome, Handed]:
    handed = Handed(group)
    with web_server(group) as port:
        return send(recipient, parcel, replace(means(port), timeout=timeout), ID, handed), handed


def test_wecom_gets_the_heading_and_the_key_figures(parcel: Parcel) -> None:
    group = Group()
    outcome, handed = posted(group, parcel)
    assert (outcome.state, outcome.message, handed.times) == ("sent", "127.0.0.1 已接受消息。", 1)
    ((target, message),) = group.got
    assert target == f"/cgi-bin/webhook/send?key={KEY}"
    assert message["msgtype"] == "markdown"
    assert message["markdown"]["content"].split("\n") == [
        "# 第3期 六争攻坚简报（2026年1—10月）", "> 江北区统计局", "", "**主要指标**",
        "- 规上工业总产值：843.8亿元（同比增长5.6%）", "- 财政总收入：96.2亿元", "",
        '<font color="comment">本消息由系统自动发送。</font>',
    ]  # fmt: skip


def test_sample_data_is_said_to_be_sample_data(parcel: Parcel) -> None:
    for name in BUILT_IN:
        text = json.dumps(compose(robot(name, Path()), replace(parcel, synthetic=True)), ensure_ascii=False)
        assert "示例数据：数字均为虚构，请勿引用。" in text


def test_an_english_parcel_is_said_in_english(parcel: Parcel) -> None:
    english = replace(parcel, language="en", title="District briefing", period="January–October 2026")
    text = compose(robot("wecom", Path()), english)["markdown"]["content"]
    assert text.startswith("# No. 3 District briefing (January–October 2026)\n")
    assert "**Key figures**" in text


def test_more_figures_than_4096_bytes_hold_are_left_out_and_counted(parcel: Parcel) -> None:
    many = tuple(KeyNumber(f"指标{number}" * 10, "843.8亿元") for number in range(60))
    text = compose(robot("wecom", Path()), replace(parcel, key_figures=many))["markdown"]["content"]
    assert 3900 < len(text.encode()) <= 4096
    told = text.count("\n- ")
    assert f"……另有 {60 - told} 项，见简报全文。" in text


def test_a_title_that_no_robot_takes_is_a_failure(parcel: Parcel) -> None:
    outcome, handed = posted(Group(), replace(parcel, title="长" * 2000))
    assert (outcome.state, handed.times) == ("failed", 0)
    assert "消息太长" in outcome.message


@given(title=st.text(max_size=60), label=st.text(max_size=30))
def test_no_title_changes_what_a_message_is_made_of(title: str, label: str) -> None:
    parcel = Parcel("m@1", "", title, "2026年1—10月", "", (), (KeyNumber(label, "1"),))
    for name in BUILT_IN:
        made, shape = robot(name, Path()), _shape(robot(name, Path()).message)
        found = json.loads(json.dumps(compose(made, parcel)))
        assert _shape(found) == shape
    content = compose(robot("wecom", Path()), parcel)["markdown"]["content"]
    marks = 'font color="warning"', 'font color="comment"', "/font"
    for mark in marks:
        content = content.replace(f"<{mark}>", "")
    assert "<" not in content
    assert "[" not in content


def _shape(part: Any) -> Any:
    match part:
        case dict():
            return {key: _shape(item) for key, item in part.items()}
        case list():
            return [_shape(item) for item in part]
    return type(part)


def test_quotes_newlines_and_placeholders_of_a_title_stay_words(parcel: Parcel) -> None:
    odd = replace(parcel, title='“引”"q"\\ \n${figures} <@all> [点我](http://x)')
    text = compose(robot("dingtalk", Path()), odd)["markdown"]["title"]
    assert text == '第3期 “引”"q"\\ ${figures} ＜@all＞ ［点我］(http://x)（2026年1—10月）'


def test_dingtalk_is_signed_with_milliseconds_in_the_target(parcel: Parcel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.delivery.webhook.time.time", lambda: 1552920546.388)
    group = Group()
    posted(group, parcel, replace(WECOM, address="dingtalk", sign="ROBOT_SIGN"))
    query = parse_qs(urlsplit(group.got[0][0]).query)
    digest = hmac.new(SIGN.encode(), f"1552920546388\n{SIGN}".encode(), hashlib.sha256).digest()
    assert query == {"key": [KEY], "timestamp": ["1552920546388"], "sign": [base64.b64encode(digest).decode()]}
    assert group.got[0][1]["markdown"]["title"] == "第3期 六争攻坚简报（2026年1—10月）"


def test_feishu_is_signed_with_seconds_in_the_body(parcel: Parcel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.delivery.webhook.time.time", lambda: 1599360473.9)
    group = Group(body=b'{"StatusCode":0,"StatusMessage":"success","code":0,"msg":"success"}')
    outcome, _ = posted(group, parcel, replace(WECOM, address="feishu", sign="ROBOT_SIGN"))
    message = group.got[0][1]
    digest = hmac.new(f"1599360473\n{SIGN}".encode(), b"", hashlib.sha256).digest()
    assert (outcome.state, message["timestamp"]) == ("sent", "1599360473")
    assert message["sign"] == base64.b64encode(digest).decode()
    assert message["card"]["header"]["title"]["content"] == "第3期 六争攻坚简报（2026年1—10月）"


@pytest.mark.parametrize(
    ("group", "state", "is_lasting", "words"),
    [
        (Group(body=b'{"errcode":93000,"errmsg":"invalid url"}'), "failed", True, "代码 93000，invalid url"),
        (Group(body=b'{"errcode":45009,"errmsg":"api freq out of limit"}'), "failed", False, "代码 45009"),
        (Group(status=500, body=b"oops"), "unsure", False, "HTTP 500"),
        (Group(status=503, body=b"busy"), "failed", False, "HTTP 503"),
        (Group(status=404, body=b""), "failed", True, "HTTP 404"),
        (Group(status=429, body=b""), "failed", False, "HTTP 429"),
        (Group(status=504, body=b""), "unsure", False, "HTTP 504"),
        (Group(status=302, location="http://127.0.0.1:1/else"), "failed", True, "没有跟随"),
        (Group(how="close"), "unsure", False, "没有等到回答"),
        (Group(how="cut", body=b'{"errcode":'), "unsure", False, "回答看不懂"),
        (Group(body=b"<html>log in</html>"), "unsure", False, "回答看不懂"),
        (Group(body=b'{"errcode":true}'), "unsure", False, "回答看不懂"),
        (Group(body=b'{"errcode":0,"errmsg":"' + b"x" * 30_000_000), "unsure", False, "回答看不懂"),
        (Group(body=b"[" * 60_000), "unsure", False, "回答看不懂"),
    ],
    ids=["token", "often", "500", "503", "404", "429", "504", "moved", "closes", "cut", "html", "true", "big", "deep"],
)  # fmt: skip
def test_what_an_answer_means(group: Group, state: str, is_lasting: bool, words: str, parcel: Parcel) -> None:
    outcome, handed = posted(group, parcel)
    assert (outcome.state, outcome.is_lasting, handed.times, len(group.got)) == (state, is_lasting, 1, 1)
    assert words in outcome.message
    assert KEY not in outcome.message


def test_no_more_of_a_giant_answer_is_read_than_an_answer_can_have(parcel: Parcel) -> None:
    group = Group(body=b"x" * 100_000_000)
    assert posted(group, parcel)[0].state == "unsure"
    assert group.is_hung_up


@pytest.mark.parametrize("how", ["slow", "trickle", "endless"])
def test_an_answer_that_does_not_come_in_time_is_unsure(how: str, parcel: Parcel) -> None:
    group = Group(how=how)
    outcome, handed = posted(group, parcel, timeout=0.3)
    assert (outcome.state, handed.times) == ("unsure", 1)


def test_a_server_that_is_down_is_a_failure_that_shows_no_key(parcel: Parcel) -> None:
    with web_server(Group()) as port:
        pass
    handed = Handed()
    outcome = send(WECOM, parcel, means(port), ID, handed)
    assert (outcome.state, outcome.is_lasting, handed.times) == ("failed", False, 0)
    assert outcome.message == "连不上 127.0.0.1：对方没有在这个端口上服务。请检查网络。"


def test_a_certificate_of_nobody_known_gets_no_message(parcel: Parcel, unknown_tls: ssl.SSLContext) -> None:
    group, handed = Group(), Handed()
    with web_server(group, unknown_tls) as port:
        outcome = send(WECOM, parcel, _https(port), ID, handed)
    assert (outcome.state, outcome.is_lasting, handed.times, group.got) == ("failed", False, 0, [])
    assert "证书通不过检查" in outcome.message
    assert KEY not in outcome.message


def test_a_certificate_of_an_authority_that_the_machine_trusts_is_taken(
    parcel: Parcel, authority: Path, server_tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "ca.pem"))
    group = Group()
    with web_server(group, server_tls) as port:
        outcome = send(WECOM, parcel, _https(port), ID, Handed(group))
    assert (outcome.state, len(group.got)) == ("sent", 1)


def _https(port: int) -> Means:
    return Means(environment={"WECOM_URL": f"https://127.0.0.1:{port}/cgi-bin/webhook/send?key={KEY}"}, timeout=5.0)


def test_what_stops_the_handing_over_stops_the_message(parcel: Parcel) -> None:
    def lost() -> None:
        raise BriefingError("这次运行已由别的进程接手。")

    group = Group()
    with web_server(group) as port, pytest.raises(BriefingError, match="接手"):
        send(WECOM, parcel, means(port), ID, lost)
    assert group.got == []


def test_a_process_that_ends_before_the_body_has_posted_nothing(parcel: Parcel) -> None:
    def cut(at: str) -> None:
        if at == "delivery.handing":
            raise KeyboardInterrupt

    group = Group()
    with web_server(group) as port, faults.hooked(cut), pytest.raises(KeyboardInterrupt):
        send(WECOM, parcel, means(port), ID, Handed())
    assert group.got == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", "不是 https"),
        (f"ftp://qyapi.weixin.qq.com/{KEY}", "写法不对"),
        (f"https://user:{KEY}@qyapi.weixin.qq.com/", "写法不对"),
        (f"https://qyapi.weixin.qq.com/\r\nHost: x{KEY}", "写法不对"),
        (f"https://qyapi.weixin.qq.com:port/{KEY}", "写法不对"),
        (f"https://[::1/{KEY}", "写法不对"),
        ("", "没有设置"),
    ],
)
def test_a_bad_url_is_told_by_its_variable_alone(url: str, words: str, parcel: Parcel) -> None:
    outcome = send(WECOM, parcel, Means(environment={"WECOM_URL": url}), ID, Handed())
    assert outcome.state == "failed"
    assert "WECOM_URL" in outcome.message
    assert words in outcome.message
    assert KEY not in outcome.message


def test_a_robot_that_repeats_the_key_is_not_quoted_with_it(parcel: Parcel, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for body in (
        f'{{"errcode":1,"errmsg":"bad key {KEY}"}}',
        f'{{"errcode":1,"errmsg":"bad /cgi-bin/webhook/send?key={KEY}"}}',
    ):
        outcome, _ = posted(Group(body=body.encode()), parcel)
        assert "******" in outcome.message
        assert KEY not in repr(outcome) + caplog.text


def test_a_template_of_the_workspace_is_used(parcel: Parcel, tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text('{"text": "${heading}", "n": 1, "to": ["${period}"]}', encoding="utf-8")
    group = Group(body=b"")
    with web_server(group) as port:
        outcome = send(replace(WECOM, address="own.json"), parcel, means(port, tmp_path), ID, Handed())
    assert outcome.state == "sent"
    assert group.got[0][1] == {"text": "第3期 六争攻坚简报（2026年1—10月）", "n": 1, "to": ["2026年1—10月"]}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("../own.json", "{}", "不在工作区里"),
        ("/etc/own.json", "{}", "不在工作区里"),
        ("none.json", "", "没有这个文件"),
        ("own.json", "{", "不是正确的 JSON"),
        ("own.json", "[]", "应当是一个 JSON 对象"),
        ("own.json", '{"text": "${heding}"}', "是不是想写：heading"),
        ("own.json", '{"message": {}, "signing": "feshu"}', "是不是想写：feishu"),
        ("wecon", "", "是不是想写：wecom"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(
    name: str, content: str, words: str, parcel: Parcel, tmp_path: Path
) -> None:
    (tmp_path / "own.json").write_text(content, encoding="utf-8")
    handed = Handed()
    outcome = send(replace(WECOM, address=name), parcel, means(1, tmp_path), ID, handed)
    assert (outcome.state, handed.times) == ("failed", 0)
    assert words in outcome.message


def test_a_robot_without_signatures_refuses_a_key(parcel: Parcel) -> None:
    outcome = send(replace(WECOM, sign="ROBOT_SIGN"), parcel, means(1), ID, Handed())
    assert "不用签名" in outcome.message
