"""An indicator in; what its name, unit, kind and definition say about its numbers out."""

from __future__ import annotations

import re

from briefing.model.records import Indicator
from briefing.model.wording import tongue

_MAGNITUDES = "十百千万亿"
_MAY_BE_NEGATIVE = re.compile(r"利润|盈|亏|净|差额|顺差|逆差|收支|损益|增减|增量|增加额|变动|气温|温度")
_MAY_PASS_100 = re.compile(
    r"完成率|完成进度|贡献率|利润率|负债率|产销率|毛入学率|回报率|收益率|回收率|周转率|杠杆率|偿债率|贷比|资产率|流失率|"
    r"利用率|负荷率|到位率"
)
_SURE_SHARES = re.compile(
    r"(?:覆盖率|合格率|满意率|满意度|达标率|优良率|优秀率|普及率|及格率|成活率|绿化率|森林覆盖率|绿地率|处理率|办结率|"
    r"好评率|知晓率|入住率|城镇化率|城市化率|通过率|签约率|覆盖面|份额)$"
)
_MEANS = re.compile(r"平均|人均|户均|每|均")
_GROWTH_NAMES = re.compile(r"(?:增速|增长率|增长|增幅|增长速度)$")


def may_be_negative(indicator: Indicator) -> bool:
    """Whether the name of an indicator says that it may fall below nothing: profits, balances, temperatures."""
    return bool(_MAY_BE_NEGATIVE.search(indicator.name))


def whole_of(indicator: Indicator) -> float | None:
    """Return what the whole is that a share is a part of, in the unit of the indicator; None of what is no share."""
    whole = {"%": 100.0, "％": 100.0, "‰": 1000.0}.get(indicator.unit)
    endings, others = tongue("zh").SHARES
    name = indicator.name
    is_share = bool(_SURE_SHARES.search(name)) or (name.endswith(endings) and not name.endswith(others))
    if whole is None or not is_share or may_be_negative(indicator) or _MAY_PASS_100.search(name):
        return None
    return whole


def is_sure_share(indicator: Indicator) -> bool:
    """Whether the name leaves no doubt that 100 % is all there is."""
    return bool(_SURE_SHARES.search(indicator.name))


def is_growth(indicator: Indicator) -> bool:
    """Whether an indicator is itself a rate of growth."""
    return indicator.unit in {"%", "％"} and bool(_GROWTH_NAMES.search(indicator.name))


def is_rate(indicator: Indicator) -> bool:
    """Whether changes of an indicator are points, not per cent."""
    return indicator.kind == "rate" or indicator.unit in {"%", "％", "‰"}


def is_counted(indicator: Indicator) -> bool:
    """Whether values are counts of single things, so that they are whole and exact: 65个, not 8.6万人次."""
    return indicator.kind == "count" and indicator.unit[:1] not in _MAGNITUDES and not is_mean(indicator)


def is_mean(indicator: Indicator) -> bool:
    return bool(_MEANS.search(indicator.name))


def is_money(indicator: Indicator) -> bool:
    return indicator.unit.endswith(("元", "人民币", "美元"))


def prices(indicator: Indicator) -> str:
    """Return at which prices growth is published, as far as the definition (口径) says: `constant`, `current` or ``."""
    if re.search(r"不变价|可比价|可比口径|同口径", indicator.definition):
        return "constant"
    return "current" if re.search(r"现价|当年价|名义", indicator.definition) else ""
