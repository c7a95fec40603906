"""How a document looks, and the fixed words its furniture uses. Both come from the template; these are the defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Colours as `#RRGGBB`, and the faces a deck names (a PDF embeds the packaged faces of the same design)."""

    ink: str = "#1F2933"
    muted: str = "#5B6673"
    rule: str = "#D5DAE0"
    faint: str = "#EEF1F4"
    context: str = "#C3CAD3"
    ground: str = "#FFFFFF"
    accent: str = "#B3261E"
    green: str = "#2E7D32"
    yellow: str = "#B78103"
    red: str = "#C62828"
    latin_face: str = "Microsoft YaHei"
    east_asian_face: str = "微软雅黑"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of furniture: headings, captions, continuation marks."""

    contents: str = "目录"
    source: str = "来源："
    note: str = "注："
    chart: str = "图"
    table: str = "表"
    continued: str = "续"
    synthetic: str = "示例数据"
    closing: str = "谢谢"
    appendix: str = "附录"
    constant_prices: str = "绝对额按现价计算，增长速度按不变价计算。"
