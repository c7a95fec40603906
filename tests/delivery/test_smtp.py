"""Mail on a real server: what arrives, and what is known where something goes wrong before and after the final dot."""

from __future__ import annotations

import email
import email.policy
import logging
import socket
import ssl
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from briefing import faults
from briefing.delivery.deadline import within
from briefing.delivery.mail import letter
from briefing.delivery.model import Attachment, MailServer, Means, Outcome, Parcel, Recipient
from briefing.delivery.reach import reachable
from briefing.delivery.send import send
from briefing.delivery.smtp import _stuffed
from briefing.errors import BriefingError
from tests.delivery.servers import PASSWORD, USER, Post, mail_server

# aiosmtpd takes TLS from the first byte for none, and warns of a login without STARTTLS.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

ZHANG = Recipient("mail", "zhang@example.cn", "张主任")
ID = "<monthly.2026-10.1@example.gov.cn>"
SECRETS = {"MAIL_USER": USER, "MAIL_PASSWORD": PASSWORD}


def means(port: int, **changes: object) -> Means:
    server = MailServer("127.0.0.1", port, "tjj@example.gov.cn", "none", timeout=5.0)
    return Means(replace(server, **changes), SECRETS)  # type: ignore[arg-type]  # fields by name


class Handed:
    """Counts how often a delivery was about to be handed over, and what the server had got by then."""

    def __init__(self, post: Post | None = None) -> None:
        self.times, self.post = 0, post

    def __call__(self) -> None:
        self.times += 1
        assert self.post is None or not self.post.got


def sent(post: Post, parcel: Parcel, **changes: object) -> tuple[Outcome, Handed]:
    handed = Handed(post)
    with mail_server(post) as port:
        return send(ZHANG, parcel, means(port, **changes), ID, handed), handed


def test_the_very_bytes_arrive_and_are_handed_over_once_right_before_the_dot(parcel: Parcel) -> None:
    post = Post()
    outcome, handed = sent(post, parcel)
    made = letter(ZHANG, parcel, MailServer("127.0.0.1", 25, "tjj@example.gov.cn"), ID)
    assert (outcome.state, outcome.sha256, handed.times) == ("sent", made.sha256, 1)
    assert post.got == [("tjj@example.gov.cn", ["zhang@example.cn"], made.data)]


def test_attachments_are_byte_equal_at_the_other_end(parcel: Parcel) -> None:
    post = Post()
    data = bytes(range(256)) * 2000 + b"\r\n.\r\n"
    sent(post, replace(parcel, files=(Attachment("briefing.pdf", data),)))
    message = email.message_from_bytes(post.got[0][2], policy=email.policy.default)
    (part,) = message.iter_attachments()
    assert part.get_content() == data
    assert part.get_filename() == "第3期 六争攻坚简报（2026年1—10月）.pdf"


def test_lines_that_begin_with_a_dot_are_doubled_and_the_last_line_ends() -> None:
    assert _stuffed(b".a\r\n.\r\nb.\r\n..c") == b"..a\r\n..\r\nb.\r\n...c\r\n"


def test_one_refused_of_three_leaves_the_others_sent(parcel: Parcel) -> None:
    post, handed = Post(refused=("li@example.cn",)), Handed()
    with mail_server(post) as port:
        found = {
            name: send(Recipient("mail", f"{name}@example.cn"), parcel, means(port), f"<{name}@x>", handed)
            for name in ("zhang", "li", "wang")
        }
    assert {name: (outcome.state, outcome.is_lasting) for name, outcome in found.items()} == {
        "zhang": ("sent", False), "li": ("failed", True), "wang": ("sent", False),
    }  # fmt: skip
    assert found["li"].message.startswith("邮件服务器不接受收件人地址（550 5.1.1 no such user here）。")
    assert [to for _, to, _ in post.got] == [["zhang@example.cn"], ["wang@example.cn"]]
    assert handed.times == 2


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "BODY"])
def test_a_connection_lost_before_the_dot_is_a_failure_to_try_again(step: str, parcel: Parcel) -> None:
    post = Post(at=step)
    big = replace(parcel, files=(Attachment("briefing.pdf", b"x" * 4_000_000),))
    outcome, _ = sent(post, big)
    assert (outcome.state, outcome.is_lasting, post.got) == ("failed", False, [])


def test_a_refusal_in_the_middle_of_the_body_is_heard_before_the_dot(parcel: Parcel) -> None:
    post = Post(at="BODY", how="452 4.3.1 no space")

    def wait(at: str) -> None:
        assert at != "delivery.body" or post.said.wait(30)

    with faults.hooked(wait):
        outcome, handed = sent(post, parcel)
    assert (outcome.state, outcome.is_lasting, handed.times, post.got) == ("failed", False, 0, [])
    assert outcome.message.startswith("邮件服务器中途拒收（452 4.3.1 no space）。")


def test_a_connection_lost_after_the_dot_without_an_answer_is_unsure(parcel: Parcel) -> None:
    post = Post(at="DOT")
    outcome, handed = sent(post, parcel)
    assert (outcome.state, handed.times, len(post.got)) == ("unsure", 1, 1)
    assert "程序不会自动重发" in outcome.message
    assert outcome.sha256


def test_an_answer_that_does_not_come_in_time_is_unsure(parcel: Parcel) -> None:
    outcome, handed = sent(Post(at="DOT", how="slow"), parcel, timeout=0.3)
    assert (outcome.state, handed.times) == ("unsure", 1)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_is_slow_before_the_dot_is_a_failure(step: str, parcel: Parcel) -> None:
    outcome, handed = sent(Post(at=step, how="slow"), parcel, timeout=0.3)
    assert (outcome.state, outcome.is_lasting, handed.times) == ("failed", False, 0)
    assert "对方太久没有回应" in outcome.message


@pytest.mark.parametrize(
    ("answer", "is_lasting"), [("451 4.7.1 greylisted, try later", False), ("554 5.7.1 spam", True)]
)
def test_an_answer_after_the_dot_tells_whether_to_try_again(answer: str, is_lasting: bool, parcel: Parcel) -> None:
    outcome, handed = sent(Post(at="DOT", how=answer), parcel)
    assert (outcome.state, outcome.is_lasting, handed.times) == ("failed", is_lasting, 1)
    assert answer in outcome.message


def test_greylisting_is_gone_at_the_second_try_with_the_same_bytes(parcel: Parcel) -> None:
    post = Post(answers=["451 4.7.1 greylisted", "250 OK"])
    with mail_server(post) as port:
        states = [send(ZHANG, parcel, means(port), ID, Handed()).state for _ in range(2)]
    assert states == ["failed", "sent"]
    assert post.got[0] == post.got[1]


def test_a_garbled_answer_after_the_dot_is_unsure(parcel: Parcel) -> None:
    assert sent(Post(at="DOT", how="hello there"), parcel)[0].state == "unsure"


def test_a_server_that_is_down_is_a_failure_with_its_place(parcel: Parcel) -> None:
    with mail_server(Post()) as port:
        pass
    outcome = send(ZHANG, parcel, means(port), ID, Handed())
    assert (outcome.state, outcome.is_lasting) == ("failed", False)
    assert outcome.message.startswith(f"连不上邮件服务器 127.0.0.1:{port}：对方没有在这个端口上服务。")


@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_server_that_never_says_a_word_is_a_failure(security: str, parcel: Parcel) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mine = means(silent.getsockname()[1], security=security, timeout=0.3)
        outcome = send(ZHANG, parcel, mine, ID, Handed())
    assert (outcome.state, outcome.is_lasting) == ("failed", False)
    assert "对方太久没有回应" in outcome.message


def test_tls_on_a_port_that_speaks_plain_says_which_port_goes_with_which(parcel: Parcel) -> None:
    outcome, _ = sent(Post(), parcel, security="tls")
    assert outcome.state == "failed"
    assert "465 用 tls，25 和 587 用 starttls" in outcome.message


def test_a_file_of_certificates_that_is_none_is_told(parcel: Parcel, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    for name, why in (("ca.pem", "里面没有证书"), ("gone.pem", "没有这个文件或文件夹")):
        mine = replace(means(1, security="tls", ca_file=name), root=tmp_path)
        assert f"证书文件 {name} 用不了（{why}）" in send(ZHANG, parcel, mine, ID, Handed()).message


def test_what_stops_the_handing_over_stops_the_mail(parcel: Parcel) -> None:
    class LostClaim(BriefingError):
        pass

    def lost() -> None:
        raise LostClaim("这次运行已由别的进程接手。")

    post = Post()
    with mail_server(post) as port, pytest.raises(LostClaim):
        send(ZHANG, parcel, means(port), ID, lost)
    assert post.got == []


def test_a_process_that_ends_at_any_point_before_the_dot_has_sent_nothing(parcel: Parcel) -> None:
    for name in ("connected", "addressed", "body", "handing"):

        def cut(at: str, name: str = name) -> None:
            if at == f"delivery.{name}":
                raise KeyboardInterrupt(name)

        post, handed = Post(), Handed()
        with mail_server(post) as port, faults.hooked(cut), pytest.raises(KeyboardInterrupt, match=name):
            send(ZHANG, parcel, means(port), ID, handed)
        assert post.got == []
        assert handed.times == (1 if name == "handing" else 0)


def test_the_points_of_a_delivery_are_passed_in_their_order(parcel: Parcel) -> None:
    seen: list[str] = []
    with faults.hooked(seen.append):
        sent(Post(), parcel)
    assert seen == [f"delivery.{name}" for name in ("connected", "addressed", "body", "handing", "handed")]


def test_a_mail_larger_than_the_server_takes_is_not_begun(parcel: Parcel) -> None:
    post = Post()
    large = replace(parcel, files=(Attachment("briefing.pdf", b"x" * 3_000_000),))
    with mail_server(post, limit=1_000_000) as port:
        outcome = send(ZHANG, large, means(port), ID, Handed())
    assert (outcome.state, outcome.is_lasting) == ("failed", True)
    assert "超过邮件服务器的上限 1.0 MB" in outcome.message
    assert "formats" in outcome.message
    assert "MAIL" not in post.seen


def test_a_server_that_says_552_gets_the_same_hint(parcel: Parcel) -> None:
    outcome, _ = sent(Post(at="DOT", how="552 5.3.4 too big"), parcel)
    assert (outcome.state, outcome.is_lasting) == ("failed", True)
    assert "formats" in outcome.message


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mail_goes_over_tls_with_a_login(
    security: str, parcel: Parcel, authority: Path, server_tls: ssl.SSLContext
) -> None:
    post = Post()
    with _secure(post, security, server_tls) as port:
        outcome = send(ZHANG, parcel, _secured(port, security, authority), ID, Handed(post))
    assert (outcome.state, outcome.message) == ("sent", "邮件服务器已收下。")
    assert len(post.got) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_nobody_known_gets_no_mail_and_no_password(
    security: str, parcel: Parcel, authority: Path, unknown_tls: ssl.SSLContext
) -> None:
    post = Post()
    with _secure(post, security, unknown_tls) as port:
        outcome = send(ZHANG, parcel, _secured(port, security, authority), ID, Handed())
    assert (outcome.state, outcome.is_lasting, post.got) == ("failed", False, [])
    assert "证书通不过检查" in outcome.message
    assert "ca_file" in outcome.message


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_connection_lost_after_the_dot_is_unsure_over_tls_too(
    security: str, parcel: Parcel, authority: Path, server_tls: ssl.SSLContext
) -> None:
    with _secure(Post(at="DOT"), security, server_tls) as port:
        outcome = send(ZHANG, parcel, _secured(port, security, authority), ID, Handed())
    assert outcome.state == "unsure"


def test_a_server_without_starttls_gets_nothing_in_plain(parcel: Parcel, authority: Path) -> None:
    post = Post()
    with mail_server(post) as port:
        outcome = send(ZHANG, parcel, _secured(port, "starttls", authority), ID, Handed())
    assert outcome.state == "failed"
    assert "不提供 STARTTLS 加密，没有发送（不会改用明文）" in outcome.message
    assert post.seen == ["EHLO"]


def test_plain_mail_to_another_machine_is_refused_before_connecting(parcel: Parcel) -> None:
    outcome = send(ZHANG, parcel, means(25, host="mail.example.gov.cn"), ID, Handed())
    assert outcome.message.startswith(
        "邮件服务器 mail.example.gov.cn:25 写的是 security: none，会以明文发送，没有连接。"
    )


def test_a_wrong_password_is_tried_again_since_a_person_mends_it(
    parcel: Parcel, authority: Path, server_tls: ssl.SSLContext
) -> None:
    post = Post()
    with _secure(post, "tls", server_tls) as port:
        wrong = replace(_secured(port, "tls", authority), environment={**SECRETS, "MAIL_PASSWORD": "wr0ng-password"})
        outcome = send(ZHANG, parcel, wrong, ID, Handed())
    assert (outcome.state, outcome.is_lasting, post.got) == ("failed", False, [])
    assert "MAIL_USER 和 MAIL_PASSWORD" in outcome.message
    assert "wr0ng" not in outcome.message


def test_a_missing_variable_is_named(parcel: Parcel) -> None:
    mine = replace(means(1, user_env="MAIL_USER", password_env="MAIL_PASSWORD"), environment={"MAIL_USER": USER})
    assert send(ZHANG, parcel, mine, ID, Handed()).message.startswith("环境变量 MAIL_PASSWORD 没有设置")


def test_a_password_with_chinese_in_it_is_told_without_showing_it(
    parcel: Parcel, authority: Path, server_tls: ssl.SSLContext
) -> None:
    with _secure(Post(), "tls", server_tls) as port:
        wrong = replace(_secured(port, "tls", authority), environment={**SECRETS, "MAIL_PASSWORD": "口令abc"})
        outcome = send(ZHANG, parcel, wrong, ID, Handed())
    assert "有非英文字符" in outcome.message
    assert not {"口", "令", "abc", "u53e3"} & set(outcome.message)


def test_a_server_that_repeats_the_password_is_not_quoted_with_it(
    parcel: Parcel, authority: Path, server_tls: ssl.SSLContext, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    post = Post(at="RCPT", how=f"550 relay denied for {USER} with {PASSWORD}")
    with _secure(post, "tls", server_tls) as port:
        outcome = send(ZHANG, parcel, _secured(port, "tls", authority), ID, Handed())
    assert "relay denied for ****** with ******" in outcome.message
    assert PASSWORD not in "".join(record.getMessage() for record in caplog.records if "briefing" in record.name)


def test_reaching_the_server_says_how_and_sends_nothing(authority: Path, server_tls: ssl.SSLContext) -> None:
    post = Post()
    with _secure(post, "tls", server_tls) as port:
        server = _secured(port, "tls", authority).mail
        assert server is not None
        assert reachable(server, SECRETS) == (True, f"邮件服务器 127.0.0.1:{port} 可以连接（TLS 加密），登录成功。")
        is_good, message = reachable(server, {})
    assert not is_good
    assert message.startswith("环境变量 MAIL_USER 没有设置")
    assert set(post.seen) == {"EHLO"}


def _secured(port: int, security: str, authority: Path) -> Means:
    return means(
        port, security=security, ca_file=str(authority / "ca.pem"), user_env="MAIL_USER", password_env="MAIL_PASSWORD"
    )


def _secure(post: Post, security: str, context: ssl.SSLContext):  # type: ignore[no-untyped-def]  # a context manager
    if security == "tls":
        return mail_server(post, tls=context, login=True)
    return mail_server(post, starttls=context, login=True)


@pytest.mark.parametrize(("step", "state", "times"), [("RCPT", "failed", 0), ("DOT", "unsure", 1)])
def test_a_server_that_never_comes_to_an_end_is_left(step: str, state: str, times: int, parcel: Parcel) -> None:
    outcome, handed = sent(Post(at=step, how="trickle"), parcel, timeout=0.05)
    assert (outcome.state, handed.times) == (state, times)
    assert ("秒还没有完，已挂断；网络慢的请把 mail 的 timeout 调大" in outcome.message) is (state == "failed")


def test_a_greeting_that_never_comes_to_an_end_is_left() -> None:
    import threading

    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            client, _ = listening.accept()
            with client, suppress(OSError):
                while not stopped.wait(0.01):
                    client.sendall(b"2")

        thread = threading.Thread(target=greet)
        thread.start()
        server = MailServer("127.0.0.1", listening.getsockname()[1], "tjj@example.gov.cn", "none", timeout=0.05)
        is_good, message = reachable(server, SECRETS)
        stopped.set()
        thread.join()
    assert not is_good
    assert message.startswith("连不上邮件服务器 127.0.0.1")


def test_a_cut_leaves_what_is_being_written_encrypted(server_tls: ssl.SSLContext, authority: Path) -> None:
    with mail_server(Post(), tls=server_tls) as port:
        plain = socket.create_connection(("127.0.0.1", port))
        with ssl.create_default_context(cafile=str(authority / "ca.pem")).wrap_socket(
            plain, server_hostname="127.0.0.1"
        ) as secured:
            with within(0.01, lambda: secured) as watch:
                while secured.recv(1000):
                    """The greeting, and then the end that the cut has made."""
            assert watch.is_over
            # A socket that has put its keys aside would send in the clear.
            assert secured._sslobj is not None  # type: ignore[attr-defined]  # nothing public tells
