"""What notes say of the rules by which lights are given, in each language; `lead` is what the lights are of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.model.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LightPhrases:
    """`some` names the indicators that a rule is for; `two` are the lights where there is no yellow one."""

    lead: str
    some: str
    pace: str
    pace_two: str
    schedule: str
    mean: str
    mean_two: str
    on_mean: str
    near_mean: str
    rank: str
    rank_two: str
    fall: str
    rise: str
    gap: str
    board: str
    dark: str


LIGHTS: Mapping[Language, LightPhrases] = {
    "zh": LightPhrases(
        lead="进度灯：",
        some="进度灯（{}）：",
        pace="{lead}绿＝{green}；黄＝落后{red}以内；红＝落后超过{red}。",
        pace_two="{lead}绿＝{green}；红＝落后超过{red}。",
        schedule="竖线为序时进度。",
        mean="{lead}绿＝{green}；黄＝比平均水平差{red}以内；红＝差{red}以上。",
        mean_two="{lead}绿＝{green}；红＝差于平均水平{red}。",
        on_mean="达到或好于平均水平",
        near_mean="比平均水平差不超过{:g}个百分点",
        rank="{lead}绿＝前{first}位；黄＝第{after}—{before}位；红＝第{last}位及以后。",
        rank_two="{lead}绿＝前{first}位；红＝第{last}位及以后。",
        fall="退{}位及以上降一档。",
        rise="进{}位及以上升一档。",
        gap="",
        board="各地区亮灯情况",
        dark="未亮灯指标",
    ),
    "en": LightPhrases(
        lead="Status: ",
        some="Status ({}): ",
        pace="{lead}green = {green}; amber = up to {red} behind; red = more than {red} behind.",
        pace_two="{lead}green = {green}; red = more than {red} behind.",
        schedule="The upright line is the schedule.",
        mean="{lead}green = {green}; amber = up to {red} worse than the average; red = worse than that.",
        mean_two="{lead}green = {green}; red = worse than the average{red}.",
        on_mean="at or better than the average",
        near_mean="at most {:g} percentage points worse than the average",
        rank="{lead}green = the first {first}; amber = places {after} to {before}; red = from place {last} on.",
        rank_two="{lead}green = the first {first}; red = from place {last} on.",
        fall="One colour worse after falling {} places or more.",
        rise="One colour better after rising {} places or more.",
        gap=" ",
        board="Status by area",
        dark="Indicators without a light",
    ),
}
