"""A recipient and a parcel in; a message in a group of 企业微信, 钉钉 or 飞书 and what came of it out.

Robots take texts, no files: the message says the heading and the key figures.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import replace
from typing import Any

from briefing.delivery import signing
from briefing.delivery.model import Handing, Means, Outcome, Parcel, Recipient
from briefing.delivery.post import Address, Answer, address, post
from briefing.delivery.robots import Robot, compose, encoded, robot
from briefing.delivery.secrets import credential, said
from briefing.delivery.session import Refused
from briefing.errors import BriefingError

_LATER = frozenset((408, 425, 429))
# Those say that nothing was done with the message. After any other error of its own (500, or a gateway that gave up
# waiting for the server behind it: 502, 504) the server may have it.
_UNTOUCHED = frozenset((501, 503, 505))


def deliver(recipient: Recipient, parcel: Parcel, means: Means, message_id: str, handing: Handing) -> Outcome:
    """Post a message; whatever is missing or wrong in the workspace is a failure that a person can mend."""
    try:
        kind = robot(recipient.address, means.root)
        to = address(credential(means.environment, recipient.secret, "机器人的地址"), recipient.secret)
        message = compose(kind, parcel)
        to, message, key = _signed(recipient, kind, to, message, means)
    except BriefingError as error:
        return Outcome("failed", str(error))
    body = encoded(message)
    try:
        answer = post(to, body, means.timeout, handing)
    except Refused as refused:
        return Outcome("failed", refused.message, refused.is_lasting)
    return replace(_judged(kind, to, answer, key), sha256=hashlib.sha256(body).hexdigest())


def _signed(
    recipient: Recipient, kind: Robot, to: Address, message: dict[str, Any], means: Means
) -> tuple[Address, dict[str, Any], str]:
    """Sign a message as its robot wants it, where the recipient has a key. The clock is the machine's: robots take an
    hour's difference at most."""
    if not recipient.sign:
        return to, message, ""
    key = credential(means.environment, recipient.sign, "机器人的签名密钥")
    match kind.signing:
        case "dingtalk":
            return replace(to, target=signing.dingtalk(to.target, key, time.time())), message, key
        case "feishu":
            return to, signing.feishu(message, key, time.time()), key
    raise BriefingError(f"机器人“{kind.name}”不用签名。", "", "请去掉 sign_env。")


def _judged(kind: Robot, to: Address, answer: Answer | None, key: str) -> Outcome:
    """Return what an answer means. By HTTP first, then by the robot's own code."""
    if answer is None or (answer.status >= 500 and answer.status not in _UNTOUCHED):
        return _unsure(to, "没有等到回答" if answer is None else f"对方出错（HTTP {answer.status}）")
    if 300 <= answer.status < 400:
        return Outcome(
            "failed",
            f"{to.host} 要求跳转到别处（HTTP {answer.status}），为了不泄露密钥没有跟随。请重新复制机器人地址。",
            True,
        )
    found = _parsed(answer.body)
    secrets = (*to.secrets, key)
    if not 200 <= answer.status < 300:
        is_lasting = answer.status < 500 and answer.status not in _LATER
        return Outcome(
            "failed",
            f"{to.host} 没有接受消息（HTTP {answer.status}{_words(kind, found, secrets)}）。{_way(is_lasting)}",
            is_lasting,
        )
    if not kind.code:
        return Outcome("sent", f"{to.host} 已接受消息。")
    code = _code(kind, found)
    if code is None:
        return _unsure(to, "回答看不懂")
    if code:
        is_lasting = code in kind.lasting
        return Outcome(
            "failed", f"机器人没有接受消息（代码 {code}{_words(kind, found, secrets)}）。{_way(is_lasting)}", is_lasting
        )
    return Outcome("sent", f"{to.host} 已接受消息。")


def _way(is_lasting: bool) -> str:
    return "请检查机器人的地址和安全设置，改好后用 briefing resend 补发。" if is_lasting else ""


def _unsure(to: Address, what: str) -> Outcome:
    return Outcome(
        "unsure",
        f"消息已交给 {to.host}，但{what}，无法确定群里是否收到。程序不会自动重发；"
        "请先看一下群里，没有再用 briefing resend --only unsure 补发，有就用 briefing schedule arrived 记下。",
    )


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _code(kind: Robot, found: dict[str, Any]) -> int | None:
    value = next((found[key] for key in kind.code if key in found), None)
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def _words(kind: Robot, found: dict[str, Any], secrets: tuple[str, ...]) -> str:
    text = next((str(found[key]) for key in (*kind.words, "errmsg", "msg") if found.get(key)), "")
    return f"，{said(text, secrets)}" if text else ""
