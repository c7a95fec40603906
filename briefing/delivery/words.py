"""The words of a message around what a document says, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words; `{}` takes a number or a name."""

    number: str
    bracketed: str
    synthetic: str
    synthetic_line: str
    figures: str
    indicator: str
    value: str
    remark: str
    attached: str
    notes: str
    automatic: str
    colon: str
    comma: str
    left_out: str


_CHINESE = Words(
    number="第{}期", bracketed="（{}）", synthetic="【示例数据】", synthetic_line="示例数据：数字均为虚构，请勿引用。",
    figures="主要指标", indicator="指标", value="数值", remark="说明", attached="附件", notes="备注",
    automatic="本消息由系统自动发送。", colon="：", comma="、", left_out="……另有 {} 项，见简报全文。",
)  # fmt: skip
_ENGLISH = Words(
    number="No. {}", bracketed=" ({})", synthetic="[Sample data] ",
    synthetic_line="Sample data: every number is invented; do not quote.", figures="Key figures",
    indicator="Indicator", value="Value", remark="Remark", attached="Attached", notes="Notes",
    automatic="This message was sent automatically.", colon=": ", comma=", ",
    left_out="... and {} more; see the briefing.",
)  # fmt: skip


def words(language: str) -> Words:
    """Return the words of a language tag; what is not English is said in Chinese."""
    return _ENGLISH if language.lower().startswith("en") else _CHINESE
