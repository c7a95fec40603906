"""What the parts of a house master are called in Chinese, and its proposed mapping as YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

from briefing.masters.model import Holder, HouseMaster
from briefing.masters.proposal import Proposed

HOLDERS = {
    "title": "标题",
    "ctrTitle": "居中标题",
    "subTitle": "副标题",
    "body": "文本",
    "obj": "内容",
    "pic": "图片",
    "chart": "图表",
    "tbl": "表格",
    "dgm": "SmartArt",
    "media": "媒体",
    "clipArt": "剪贴画",
    "dt": "日期",
    "ftr": "页脚",
    "sldNum": "页码",
    "hdr": "页眉",
}
KINDS = {
    "cover": "封面",
    "contents": "目录",
    "overview": "总览",
    "figure": "图表",
    "table": "表格",
    "text": "文字",
    "chapter": "篇章页",
    "closing": "封底",
}
SLOTS = {
    "dk1": "深色1",
    "lt1": "浅色1",
    "dk2": "深色2",
    "lt2": "浅色2",
    **{f"accent{number}": f"着色{number}" for number in range(1, 7)},
    "hlink": "超链接",
    "folHlink": "已访问的超链接",
}
_MM = 25.4 / 72


def holder_words(holder: Holder) -> str:
    """Return what a placeholder is called; an unknown type keeps its Open XML name."""
    return HOLDERS.get(holder.type, holder.type)


def mm(points: float) -> float:
    return round(points * _MM, 1)


def ratio(house: HouseMaster) -> str:
    """Return the slide's width for its height, in small whole numbers."""
    near = Fraction(house.width / house.height).limit_denominator(20)
    return f"{near.numerator}:{near.denominator}"


def face_notes(house: HouseMaster) -> tuple[str, ...]:
    """Say which of the theme's faces for Chinese are missing."""
    missing = [words for words, name in (("标题", house.heading_asian), ("正文", house.body_asian)) if not name]
    if not missing:
        return ()
    hint = "请在 PowerPoint 里“视图－幻灯片母版－字体”给中文指定字体，不指定则各台电脑显示的不同。"
    return (f"主题没有给{'和'.join(missing)}指定中文字体。{hint}",)


def mapping(house: HouseMaster, proposed: Mapping[str, Proposed], file: str) -> str:
    """Return the `pptx:` part of a template.yaml that binds the layouts as proposed, with the reasons beside it."""
    lines = ["pptx:", f"  master: {_quoted(file)}", "  layouts:"]
    for kind, each in proposed.items():
        if each.label is None:
            lines.append(f"    # {kind}：{each.reason}")
        else:
            lines.append(f"    {kind}: {_quoted(each.label)}  # {KINDS[kind]}：{each.reason}")
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    # A string of JSON is one of YAML, whatever it holds.
    return json.dumps(words, ensure_ascii=False)
