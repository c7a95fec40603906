"""What boards (projects, due items, leagues, lights, targets) say by themselves, in each language; as in `Phrases`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.model.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPhrases:
    """The phrases of boards in one language; `gap` stands between two sentences."""

    # Heads of columns and titles.
    entity: str
    lamp: str
    next_step: str
    item: str
    responsible: str
    due: str
    due_items: str
    target_progress: str
    target_progress_cut: str
    completion_rate: str
    against_pace: str
    against_pace_note: str
    moves: str
    board_of_lights: str
    # Names of counts.
    indicators_in: str
    projects_in: str
    lit_indicators: str
    lit_projects: str
    dark_projects: str
    overdue_projects: str
    overdue_items: str
    coming_items: str
    listed_name: str
    items_unit: str
    # Headings of groups, and what has no group.
    indicators_heading: str
    projects_heading: str
    overdue_heading: str
    coming_heading: str
    no_entity: str
    no_department: str
    no_responsible: str
    # Headlines, filled with figures.
    all_lit_indicators: str
    all_lit_projects: str
    projects_by_light: str
    dark: str
    red_overdue: str
    some_overdue: str
    coming: str
    nothing_coming: str
    coming_and_late: str
    late: str
    listed_of_theme: str
    listed_together: str
    honours_listed: str
    tied: str
    tied_others: str
    risen: str
    risen_itself: str
    # Leagues: what ranks are compared with, how they moved, and notes.
    since_year: str
    since_same_time: str
    since_month: str
    since_quarter: str
    since: str
    tie: str
    new: str
    ordered_by: str
    first_of: str
    not_ranked: str
    left_out: str
    bold_first: str
    bold_last: str
    others: str
    more_names: str
    some_of: str
    # Notes and points.
    project_lights_note: str
    projects_on_pace: str
    looking_ahead: str
    first_items: str
    red_rows: str
    light_lead: str
    led_by: str
    was_due: str
    so_far: str
    finish_of: str
    gap: str


BOARDS: Mapping[Language, BoardPhrases] = {
    "zh": BoardPhrases(
        entity="地区",
        lamp="进度灯",
        next_step="下一节点",
        item="事项",
        responsible="责任单位",
        due="计划时间",
        due_items="到期事项",
        target_progress="目标进度",
        target_progress_cut="目标完成进度（%，{whole}项中的{shown}项）",
        completion_rate="完成率",
        against_pace="与序时比",
        against_pace_note="与序时比，未注单位的为百分点。",
        moves="位次变化",
        board_of_lights="各地区目标完成率与进度灯",
        indicators_in="{}指标",
        projects_in="{}项目",
        lit_indicators="{}灯指标",
        lit_projects="{}灯项目",
        dark_projects="未亮灯项目",
        overdue_projects="逾期项目",
        overdue_items="逾期事项",
        coming_items="未来{}到期事项",
        listed_name="列出的{}",
        items_unit="项",
        indicators_heading="{name}　指标{total}",
        projects_heading="{name}　项目{total}",
        overdue_heading="已逾期{number}",
        coming_heading="未来{words}到期{number}",
        no_entity="地区未注明",
        no_department="牵头单位未注明",
        no_responsible="责任单位未注明",
        all_lit_indicators="{light}灯指标{number}",
        all_lit_projects="{light}灯项目{number}",
        projects_by_light="项目{total}：{lights}",
        dark="{number}未亮灯",
        red_overdue="{lit}（逾期{overdue}）",
        some_overdue="，其中逾期{overdue}",
        coming="未来{words}到期{number}",
        nothing_coming="未来{words}没有到期事项",
        coming_and_late="{coming}，逾期{late}",
        late="逾期{late}",
        listed_of_theme="{}列出",
        listed_together="列出",
        honours_listed="列出{total}",
        tied="{names}{name}并列",
        tied_others="{}等{}个地区",
        risen="{first}；{entity}{since}上升{places}",
        risen_itself="{first}，{since}上升{places}",
        since_year="较上年",
        since_same_time="较上年同期",
        since_month="较上月",
        since_quarter="较上季度",
        since="较{}",
        tie="并列",
        new="新进",
        ordered_by="按{period}{name}排列",
        first_of="，共{total}个，列出前{shown}个。",
        not_ranked="无数据、不排位：{}。",
        left_out="另有{}项指标未列：{}。",
        bold_first="加粗为前{}位。",
        bold_last="加粗为后{}位。",
        others="等",
        more_names="等{}个",
        some_of="（{whole}项指标中的{shown}项）",
        project_lights_note=(
            "进度灯：绿＝已完成或{green}；黄＝落后{red}以内；红＝落后超过{red}、逾期未完成或进度滞后。"
            "竖线为序时进度。截至{day}。"
        ),
        projects_on_pace="不落后于序时进度",
        looking_ahead="截至{day}，看到{until}。",
        first_items="共{}项，列出前{}项。",
        red_rows="亮红灯的是{}。",
        light_lead="{}灯：",
        led_by="{}牵头",
        was_due="原定{}完成",
        so_far="目前进度{}",
        finish_of="{}完工",
        gap="",
    ),
    "en": BoardPhrases(
        entity="Area",
        lamp="Light",
        next_step="Next step",
        item="Item",
        responsible="Responsible",
        due="Due",
        due_items="Items due",
        target_progress="Targets against schedule",
        target_progress_cut="Share of target reached (%; {shown} of {whole} indicators)",
        completion_rate="Share of target",
        against_pace="Against schedule",
        against_pace_note=" Against schedule: in percentage points where no unit is given.",
        moves="Places moved",
        board_of_lights="Share of target reached by area",
        indicators_in="{} (indicators)",
        projects_in="{} (projects)",
        lit_indicators="{} indicators",
        lit_projects="{} projects",
        dark_projects="Projects without a light",
        overdue_projects="Overdue projects",
        overdue_items="Overdue items",
        coming_items="Items due within {}",
        listed_name="{} listed",
        items_unit="items",
        indicators_heading="{name}: {total}",
        projects_heading="{name}: {total}",
        overdue_heading="Overdue: {number}",
        coming_heading="Due within {words}: {number}",
        no_entity="Area not given",
        no_department="Lead department not given",
        no_responsible="Department not given",
        all_lit_indicators="{total} with a target: {number} {light}",
        all_lit_projects="{total}: {number} {light}",
        projects_by_light="{total}: {lights}",
        dark="{number} without a light",
        red_overdue="{lit} ({overdue} overdue)",
        some_overdue=", {overdue} of them overdue",
        coming="{number} due within {words}",
        nothing_coming="Nothing falls due within {words}",
        coming_and_late="{coming}, {late} overdue",
        late="{late} overdue",
        listed_of_theme="Listed: ",
        listed_together="Listed: ",
        honours_listed="Listed: {total}",
        tied="{names} tied for {name}: ",
        tied_others="{} and others, {} areas in all,",
        risen="{first}; {entity} up {places} {since}",
        risen_itself="{first}, up {places} {since}",
        since_year="from the previous year",
        since_same_time="from a year earlier",
        since_month="from the previous month",
        since_quarter="from the previous quarter",
        since="from {}",
        tie="tied ",
        new="new",
        ordered_by="By {name}, {period}",
        first_of="; the first {shown} of {total}.",
        not_ranked="No data, not ranked: {}.",
        left_out="Further indicators not shown, {} in all: {}.",
        bold_first="In bold: the first {}.",
        bold_last="In bold: the last {}.",
        others=" and others",
        more_names=" and others, {} in all",
        some_of=" ({shown} of {whole} indicators)",
        project_lights_note=(
            "Light: green = finished or {green}; amber = up to {red} behind; red = more than {red} behind, overdue or "
            "reported as delayed. The upright line is the schedule. As of {day}."
        ),
        projects_on_pace="not behind schedule",
        looking_ahead="As of {day}, looking ahead to {until}.",
        first_items="{} items in all, the first {} listed.",
        red_rows="With a red light: {}.",
        light_lead="{}: ",
        led_by="led by {}",
        was_due="due {}",
        so_far="{} done so far",
        finish_of="{} to be finished",
        gap=" ",
    ),
}
