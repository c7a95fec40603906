"""Rows with lights in; what their lights mean, rule by rule, out."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.compose.context import Context
from briefing.compose.phrases.light_notes import LIGHTS
from briefing.model.lights import LightRule
from briefing.model.series import Series


def lights_note(context: Context, rows: Sequence[Series]) -> str:
    """Say what the lights of some rows mean; where they have several rules, each with the rows it is for."""
    said, rules = LIGHTS[context.language], context.book.dataset.lights
    groups: dict[tuple[object, ...], tuple[LightRule, list[str]]] = {}
    for row in rows:
        rule = rules.rule_of(row.indicator)
        groups.setdefault(_limits(rule), (rule, []))[1].append(row.name)
    notes = []
    for rule, names in groups.values():
        of = context.marks.item.join(dict.fromkeys(names))
        notes.append(_said(context, rule, said.lead if len(groups) == 1 else said.some.format(of)))
    if any(rule.by == "pace" for rule, _ in groups.values()):
        notes.append(said.schedule)
    return said.gap.join(notes)


def _limits(rule: LightRule) -> tuple[object, ...]:
    return rule.by, rule.yellow, rule.red, rule.first, rule.last, rule.fall, rule.rise


def _said(context: Context, rule: LightRule, lead: str) -> str:
    match rule.by:
        case "pace":
            return _by_pace(context, rule, lead)
        case "mean":
            return _by_mean(context, rule, lead)
        case "rank":
            return _by_rank(context, rule, lead)


def _by_pace(context: Context, rule: LightRule, lead: str) -> str:
    said, phrases = LIGHTS[context.language], context.phrases
    green = phrases.lights_within.format(rule.yellow) if rule.yellow else phrases.lights_on_pace
    form = said.pace if rule.yellow < rule.red else said.pace_two
    return form.format(lead=lead, green=green, red=phrases.lights_points.format(rule.red))


def _by_mean(context: Context, rule: LightRule, lead: str) -> str:
    said, points = LIGHTS[context.language], context.phrases.lights_points.format(rule.red)
    green = said.near_mean.format(rule.yellow) if rule.yellow else said.on_mean
    if rule.yellow < rule.red:
        return said.mean.format(lead=lead, green=green, red=points)
    return said.mean_two.format(lead=lead, green=green, red=said.gap + points if rule.red else "")


def _by_rank(context: Context, rule: LightRule, lead: str) -> str:
    said = LIGHTS[context.language]
    form = said.rank if rule.first + 1 < rule.last else said.rank_two
    note = form.format(lead=lead, first=rule.first, last=rule.last, after=rule.first + 1, before=rule.last - 1)
    moves = [words.format(by) for words, by in ((said.fall, rule.fall), (said.rise, rule.rise)) if by]
    return said.gap.join((note, *moves))
