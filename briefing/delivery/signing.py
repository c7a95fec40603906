"""A key and a moment in; what a robot that checks signatures (加签, 签名校验) wants to see out."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote


def dingtalk(target: str, key: str, moment: float) -> str:
    """Return the target of a request with DingTalk's signature: milliseconds and key are signed with the key."""
    stamp = str(round(moment * 1000))
    digest = hmac.new(key.encode(), f"{stamp}\n{key}".encode(), hashlib.sha256).digest()
    sign = quote(base64.b64encode(digest).decode(), safe="")
    return f"{target}{'&' if '?' in target else '?'}timestamp={stamp}&sign={sign}"


def feishu(message: Mapping[str, Any], key: str, moment: float) -> dict[str, Any]:
    """Return a message with Feishu's signature: of nothing, by seconds and key together."""
    stamp = str(int(moment))
    digest = hmac.new(f"{stamp}\n{key}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": stamp, "sign": base64.b64encode(digest).decode(), **message}
