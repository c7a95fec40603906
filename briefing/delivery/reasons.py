"""What a connection failed with in; why, in a few Chinese words, out."""

from __future__ import annotations

import socket

from briefing.delivery.secrets import said
from briefing.errors import cause


def reason(error: Exception) -> str:
    """Return in Chinese why a connection failed, without the library's words where the usual reasons are meant."""
    import smtplib
    import ssl

    inner = error.__context__
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(inner, TimeoutError):
        return "对方太久没有回应"
    match error:
        case ssl.SSLCertVerificationError():
            return f"对方的证书通不过检查（{error.verify_message}）；单位自建的邮件服务器请在 ca_file 写上证书文件"
        case ssl.SSLError():
            return "加密连接没有建立起来，可能端口和加密方式不配（465 用 tls，25 和 587 用 starttls）"
        case TimeoutError():
            return "对方太久没有回应"
        case ConnectionRefusedError():
            return "对方没有在这个端口上服务"
        case socket.gaierror():
            return "找不到这个服务器名"
        case smtplib.SMTPResponseException():
            return f"服务器回答 {error.smtp_code}"
        case smtplib.SMTPServerDisconnected() | ConnectionError():
            return "对方断开了连接"
        case OSError():
            return said(cause(error))
    return type(error).__name__
