"""How a document looks, and the fixed words its furniture uses. Both come from the template; these are the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.model.language import Language
from briefing.model.metrics import Light


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
    """The words of furniture: headings, captions, continuation marks, and how they are put together.

    The last ones, from `see_below` on, belong to the language and are no words of a template.
    """

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
    rounded_parts: str = "部分数据因四舍五入的原因，存在总计与分项合计不等的情况。"
    green: str = "绿"
    yellow: str = "黄"
    red: str = "红"
    see_below: str = "见本节末页"
    see_notes: str = "等（全文见备注）"
    numbered: str = "{}{}"
    caption_gap: str = "　"
    in_brackets: str = "（{}）"
    continued_table: str = "{continued}{table}"
    continued_part: str = "{continued}{part}/{parts}"
    columns_part: str = "分栏{}/{}"
    panel: str = "第{}幅"
    on_page: str = "{}，第{}页"
    joint: str = "："
    second_joint: str = "——"
    appendix_joint: str = "　"
    blank: str = "　"

    def light(self, light: Light) -> str:
        return {Light.GREEN: self.green, Light.YELLOW: self.yellow, Light.RED: self.red}[light]


WORDS: Mapping[Language, Words] = {
    "zh": Words(),
    "en": Words(
        contents="Contents",
        source="Source: ",
        note="Note: ",
        chart="Figure",
        table="Table",
        continued="continued",
        synthetic="Sample data",
        closing="Thank you",
        appendix="Appendix",
        constant_prices="Amounts are at current prices; growth rates are at constant prices.",
        rounded_parts="Owing to rounding, some totals may differ from the sum of their parts.",
        green="Green",
        yellow="Amber",
        red="Red",
        see_below="see the last page of this section",
        see_notes=" … (in full in the notes)",
        numbered="{} {}",
        caption_gap=". ",
        in_brackets=" ({})",
        continued_table="{continued}",
        continued_part="{continued} {part}/{parts}",
        columns_part="columns {}/{}",
        panel="panel {}",
        on_page="{}, page {}",
        joint=": ",
        second_joint=" – ",
        appendix_joint=": ",
        blank=" ",
    ),
}
"""The words of furniture by language; a template's `words` are laid over them."""
