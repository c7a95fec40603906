"""A mail as bytes: the same each time, readable to mail programs, and no text of it can begin a header."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery import addresses, body
from briefing.delivery.mail import letter
from briefing.delivery.model import Attachment, KeyNumber, MailServer, Means, Parcel, Recipient
from briefing.delivery.send import send
from briefing.errors import BriefingError

SERVER = MailServer("127.0.0.1", 25, "tjj@example.gov.cn")
ZHANG = Recipient("mail", "zhang@example.cn", "张主任")
ID = "<monthly.2026-10.1@example.gov.cn>"


def read(parcel: Parcel, recipient: Recipient = ZHANG, server: MailServer = SERVER) -> EmailMessage:
    return email.message_from_bytes(letter(recipient, parcel, server, ID).data, policy=email.policy.default)


def test_the_same_parcel_is_the_same_bytes_and_another_id_is_another_mail(parcel: Parcel) -> None:
    first, second = (letter(ZHANG, parcel, SERVER, ID) for _ in range(2))
    assert first.data == second.data
    assert first.sha256 != letter(ZHANG, parcel, SERVER, "<other@example.gov.cn>").sha256


def test_headers_read_as_they_were_meant(parcel: Parcel) -> None:
    message = read(parcel)
    assert message["From"] == "江北区统计局 <tjj@example.gov.cn>"
    assert message["To"] == "张主任 <zhang@example.cn>"
    assert message["Subject"] == "第3期 六争攻坚简报（2026年1—10月）"
    assert message["Message-ID"] == ID
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "zh-CN"


def test_the_date_is_the_parcels_in_its_own_zone(parcel: Parcel) -> None:
    local = replace(parcel, at=datetime(2026, 11, 6, 8, 30, tzinfo=timezone(timedelta(hours=8))))
    assert read(local)["Date"] == "Fri, 06 Nov 2026 08:30:00 +0800"


def test_every_line_is_ascii_and_short_enough_for_any_server(parcel: Parcel) -> None:
    long = replace(parcel, title="六争攻坚" * 30, organization="江北区六争攻坚工作领导小组办公室" * 4)
    data = letter(ZHANG, long, SERVER, ID).data
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) < 998
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_no_encoded_word_is_longer_than_75(parcel: Parcel) -> None:
    long = replace(parcel, title="六争攻坚" * 30, organization="江北区六争攻坚工作领导小组办公室" * 4)
    data = letter(ZHANG, long, SERVER, ID).data.decode()
    head = data.partition("\r\n\r\n")[0]
    words = [word for line in head.split("\r\n") for word in line.split() if word.startswith("=?")]
    assert len(words) > 10
    assert max(map(len, words)) <= 75


def test_a_sample_says_so_in_subject_text_and_page(parcel: Parcel) -> None:
    message = read(replace(parcel, synthetic=True))
    assert message["Subject"] == "【示例数据】第3期 六争攻坚简报（2026年1—10月）"
    for kind in ("plain", "html"):
        assert "示例数据：数字均为虚构，请勿引用。" in _body(message, kind)


def test_text_and_page_say_the_key_figures(parcel: Parcel) -> None:
    message = read(replace(parcel, notes=("缺少区商务局的数据。",)))
    assert _body(message, "plain").split("\n") == [
        "第3期 六争攻坚简报（2026年1—10月）", "江北区统计局", "", "主要指标",
        "- 规上工业总产值：843.8亿元（同比增长5.6%）",
        "- 财政总收入：96.2亿元", "", "备注", "- 缺少区商务局的数据。", "", "附件",
        "- 第3期 六争攻坚简报（2026年1—10月）.pdf", "- 第3期 六争攻坚简报（2026年1—10月）.pptx", "",
        "本消息由系统自动发送。", "",
    ]  # fmt: skip
    page = _body(message, "html")
    for text in ("第3期 · 江北区统计局", "规上工业总产值", "843.8亿元", "同比增长5.6%", "缺少区商务局的数据。"):
        assert text in page


def test_an_english_parcel_has_english_words(parcel: Parcel) -> None:
    english = replace(
        parcel, language="en", title="District briefing", period="January–October 2026", organization="Statistics",
        key_figures=(KeyNumber("Output", "84.4 bn"),), synthetic=True,
    )  # fmt: skip
    message = read(english)
    assert message["Subject"] == "[Sample data] No. 3 District briefing (January–October 2026)"
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names[0] == "No. 3 District briefing (January–October 2026).pdf"
    for kind in ("plain", "html"):
        body = _body(message, kind)
        assert not [char for char in body.partition("<body")[2] or body if "一" <= char <= "鿿"]


def test_files_have_their_names_twice_and_their_types(parcel: Parcel) -> None:
    message = read(parcel)
    parts = list(message.iter_attachments())
    name = "第3期 六争攻坚简报（2026年1—10月）"
    assert [part.get_filename() for part in parts] == [f"{name}.pdf", f"{name}.pptx"]
    assert [part.get_content() for part in parts] == [file.data for file in parcel.files]
    assert [part.get_content_type() for part in parts] == [
        "application/pdf", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ]  # fmt: skip
    # As programs that know no RFC 2231 read it.
    types = [part["Content-Type"] for part in email.message_from_bytes(letter(ZHANG, parcel, SERVER, ID).data).walk()]
    old = [str(kind).partition('name="')[2].rstrip('"') for kind in types if "name=" in str(kind)]
    assert [str(make_header(decode_header(text))) for text in old] == [f"{name}.pdf", f"{name}.pptx"]


def test_no_file_name_is_cut_into_pieces(parcel: Parcel) -> None:
    assert b"filename*0" not in letter(ZHANG, replace(parcel, title="六争攻坚" * 20), SERVER, ID).data


def test_a_parcel_without_files_is_a_mail_without_attachments(parcel: Parcel) -> None:
    message = read(replace(parcel, files=()))
    assert message.get_content_type() == "multipart/alternative"
    assert list(message.iter_attachments()) == []


def test_no_part_hides_another(parcel: Parcel) -> None:
    boundaries = [part.get_boundary() for part in read(parcel).walk() if part.is_multipart()]
    assert len(set(boundaries)) == len(boundaries) == 2
    assert [part.defects for part in read(parcel).walk() if part.defects] == []


INJECTIONS = ["a\r\nBcc: x@y.cn", "a\nX: 1", "a\rb", "a\x00b", "a\x0bb", "a\u2028b", "a\x85b", "\x1b[0m"]


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["title", "period", "organization", "language"])
def test_a_control_character_in_a_parcel_is_refused_before_connecting(field: str, text: str, parcel: Parcel) -> None:
    with pytest.raises(BriefingError, match="没有发送"):
        letter(ZHANG, replace(parcel, **{field: text}), SERVER, ID)  # type: ignore[arg-type]  # a field by its name


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_control_character_in_an_address_a_name_or_an_id_is_refused(text: str, parcel: Parcel) -> None:
    for recipient, server, id in (
        (replace(ZHANG, address=f"{text}@x.cn"), SERVER, ID),
        (replace(ZHANG, address=f"x@x.cn{text}"), SERVER, ID),
        (replace(ZHANG, name=text), SERVER, ID),
        (ZHANG, replace(SERVER, sender=f"{text} <a@b.cn>"), ID),
        (ZHANG, SERVER, f"<{text}@b.cn>"),
    ):
        with pytest.raises(BriefingError, match="没有发送"):
            letter(recipient, parcel, server, id)


@pytest.mark.parametrize(
    "address",
    ["a@b.cn,c@d.cn", "a@b.cn;c@d.cn", "a@b.cn c@d.cn", "<a@b.cn><c@d.cn>", "组: a@b.cn;", "a@b@c.cn", "a", "@b.cn",
     "a@", "a@-b.cn", "a@b..cn", ".a@b.cn", "a.@b.cn", '"a b"@b.cn', "a＠b.cn", "张三@b.cn", "a@[1.2.3.4]", ""],
)  # fmt: skip
def test_what_is_not_exactly_one_address_is_refused_for_good(address: str, parcel: Parcel) -> None:
    outcome = send(Recipient("mail", address), parcel, Means(mail=SERVER), ID, lambda: pytest.fail("handed over"))
    assert (outcome.state, outcome.is_lasting) == ("failed", True)
    assert "收件人地址" in outcome.message


def test_a_chinese_domain_is_spelled_as_servers_speak_it(parcel: Parcel) -> None:
    made = letter(Recipient("mail", "zhang@统计.中国"), parcel, SERVER, ID)
    assert made.recipient == "zhang@xn--lo0a64x.xn--fiqs8s"


def test_an_address_may_bring_its_name() -> None:
    assert addresses.mailbox('"王局" <wang@example.cn>').name == "王局"


_ANY = st.text(max_size=40)
_ODD = st.text(alphabet='\r\n:<>,;"\\@ =?ab张\u2028\x00', max_size=30)


@given(title=_ANY | _ODD, name=_ANY | _ODD, organization=_ANY | _ODD, file=_ANY | _ODD)
def test_whatever_the_texts_the_headers_are_ours_or_nothing_goes_out(
    title: str, name: str, organization: str, file: str
) -> None:
    parcel = Parcel(
        "m@1",
        "",
        title,
        "2026年",
        organization,
        (Attachment(f"{file}.pdf", b"x"),),
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    try:
        data = letter(replace(ZHANG, name=name), parcel, SERVER, ID).data
    except BriefingError:
        return
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert sorted(message.keys()) == [
        "Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject",
        "To",
    ]  # fmt: skip
    assert [box.addr_spec for box in message["To"].addresses] == ["zhang@example.cn"]
    assert [box.addr_spec for box in message["From"].addresses] == ["tjj@example.gov.cn"]
    (part,) = message.iter_attachments()
    assert part.get_content() == b"x"


@given(text=st.text(max_size=60))
def test_no_text_becomes_markup_of_the_page(text: str) -> None:
    def page(said: str) -> str:
        figure = KeyNumber(said, said, said)
        return body.page(Parcel("m@1", "", said, said, said, (), (figure,), notes=(said,)), (said,))

    found, plain = page(f"x<b>&{text}"), page("x")
    assert [found.count(sign) for sign in '<>"'] == [plain.count(sign) for sign in '<>"']


def test_an_identity_of_a_mail_is_stable_and_shows_no_address() -> None:
    first = addresses.stable_id("monthly@2026-10", "mail:zhang@example.cn", "tjj@example.gov.cn")
    assert first == addresses.stable_id("monthly@2026-10", "mail:zhang@example.cn", "tjj@example.gov.cn")
    assert first != addresses.stable_id("monthly@2026-10", "mail:li@example.cn", "tjj@example.gov.cn")
    assert first.startswith("<monthly.2026-10.")
    assert first.endswith("@example.gov.cn>")
    assert "zhang" not in first
    assert addresses.message_id(first) == first


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


@pytest.mark.parametrize("run", ["q@2026Q1", "quarterly-report-of-the-district@2026-01..2026-12.2026-11-25T00:00:00"])
def test_a_message_id_of_ours_stands_on_one_line(parcel: Parcel, run: str) -> None:
    made = addresses.stable_id(run, "mail:a@example.cn", "示例区攻坚办 <gongjian@jiangbei.gov.cn>")
    assert made.endswith("@jiangbei.gov.cn>")
    assert f"\r\nMessage-ID: {made}\r\n".encode() in letter(ZHANG, parcel, SERVER, made).data
