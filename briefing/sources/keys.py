"""The keys of dataset.yaml as pydantic models: texts in, checked values out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from briefing.errors import suggest
from briefing.model.period import Period
from briefing.model.records import Visibility
from briefing.model.rules import DEFAULT_JUMP, RULES
from briefing.sources import fields
from briefing.sources.choices import VISIBILITIES
from briefing.sources.fields import Unreadable
from briefing.sources.light_keys import Curve, Keys, LightsKeys, Percent
from briefing.sources.sql.database import DEFAULT_TIMEOUT, check_url
from briefing.sources.text import plain, shown

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
_DATASET_ID = re.compile(r"\w[\w-]*")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_YES, _NO = frozenset({"true", "yes", "on", "是"}), frozenset({"false", "no", "off", "否"})


def _matching(pattern: re.Pattern[str], rule: str) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and value and not pattern.fullmatch(value):
            raise Unreadable(f"“{shown(value)}”不合写法。", rule)
        return value

    return BeforeValidator(check)


def _yes_or_no(value: object) -> object:
    if not isinstance(value, str):
        return value
    if plain(value) not in _YES | _NO:
        raise Unreadable(f"应该写 true 或 false，写的却是“{shown(value)}”。")
    return plain(value) in _YES


def _full_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(fields.day(value)) if value else None
    except ValueError:
        raise Unreadable(f"“{shown(value)}”不是日期。", "请写全年、月、日，如 2020-09-30。") from None


def _period(value: object) -> object:
    return fields.period(value) if isinstance(value, str) else value


def _at_least_one(items: tuple[ThemeKeys, ...]) -> tuple[ThemeKeys, ...]:
    if not items:
        raise Unreadable("是空的，至少要写一项。")
    return items


Words = Annotated[str, Field(min_length=1)]
Id = Annotated[Words, _matching(_ID, "字母或下划线开头，只用字母、数字、下划线和连字符。")]
Color = Annotated[str, _matching(_COLOR, '颜色写成 #RRGGBB，外面加引号，如 "#B3261E"。')]


class ThemeKeys(Keys):
    """An item of `themes`."""

    id: Id
    name: Words
    name_en: str = ""
    short: str = ""
    slogan: str = ""
    department: str = ""
    color: Color = ""


class EntityKeys(Keys):
    """An item of `entities`."""

    id: Id
    name: Words
    name_en: str = ""


def _visibility(value: object) -> object:
    if isinstance(value, str) and plain(value) not in VISIBILITIES:
        raise Unreadable(f"没有“{shown(value)}”这一级。", "可以写公开 public、内部 internal、领导 leaders。")
    return VISIBILITIES[plain(value)] if isinstance(value, str) else value


def _tolerance(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return fields.number(value)
    except Unreadable:
        raise Unreadable(f"应该是数字，如 0.2，写的却是“{shown(value)}”。", "单位就是总数的单位，不用写。") from None


class TotalKeys(Keys):
    """An item of `rules: totals`: a sum of indicators (`total`), or of entities (`entity`), that must add up."""

    total: str = ""
    entity: str = ""
    parts: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    tolerance: Annotated[Decimal | None, BeforeValidator(_tolerance), Field(ge=0, allow_inf_nan=False)] = None

    @model_validator(mode="after")
    def _of_one_kind(self) -> TotalKeys:
        if bool(self.total) == bool(self.entity):
            raise Unreadable("total 和 entity 要写一个，只写一个。", "指标之和写 total，地区之和写 entity。")
        if self.total and (self.indicators or not self.parts):
            raise Unreadable(
                "指标之和要写 total 和 parts，不写 indicators。", "如 {total: gdp, parts: [gdp_1, gdp_2]}。"
            )
        if self.entity and not self.indicators:
            raise Unreadable("地区之和缺 indicators。", "如 {entity: 全区, indicators: [investment]}。")
        return self


def _rule(value: object) -> object:
    if not isinstance(value, str):
        return value
    named = {plain(title): rule for rule, title in RULES.items()} | {rule: rule for rule in RULES}
    if plain(value) not in named:
        raise Unreadable(f"没有“{shown(value)}”这项检查。", suggest(value, [*RULES, *RULES.values()]))
    return named[plain(value)]


class ConfirmedKeys(Keys):
    """An item of `rules: confirmed`: what a check asks about and is known to be true."""

    rule: Annotated[Words, BeforeValidator(_rule)]
    indicator: str = ""
    entity: str = ""
    project: str = ""
    period: Annotated[Period | None, BeforeValidator(_period)] = None
    note: str = ""

    @model_validator(mode="after")
    def _about_something(self) -> ConfirmedKeys:
        if not self.indicator and not self.project:
            raise Unreadable("没有写是哪个指标或项目。", "请加上 indicator（或 project），最好也写 period。")
        return self


class RulesKeys(Keys):
    """What the owner of the data lays down: `sees`, what templates may see at most; and what numbers must keep to."""

    sees: dict[str, tuple[Annotated[Visibility, BeforeValidator(_visibility)], ...]] = Field(default_factory=dict)
    jump: Percent = DEFAULT_JUMP
    jumps: dict[str, Percent] = Field(default_factory=dict)
    totals: tuple[TotalKeys, ...] = ()
    confirmed: tuple[ConfirmedKeys, ...] = ()
    curves: dict[str, Curve] = Field(default_factory=dict)
    mean: str = ""


class DatabaseKeys(Keys):
    """A database that holds some or all of the tables; its password stands in an environment variable, never here."""

    url: Annotated[Words, BeforeValidator(check_url)]
    password_env: Annotated[str, _matching(_VARIABLE, "只用字母、数字和下划线，如 STAT_DB_PASSWORD。")] = ""
    tables: dict[str, Words] = Field(default_factory=dict)
    queries: dict[str, Words] = Field(default_factory=dict)
    timeout: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] = DEFAULT_TIMEOUT


class DatasetKeys(Keys):
    """The whole file."""

    id: Annotated[str, _matching(_DATASET_ID, "只用文字、数字、下划线和连字符，与文件夹同名。")] = ""
    title: Words
    title_en: str = ""
    region: str = ""
    organization: str = ""
    campaign: str = ""
    source: str = ""
    region_en: str = ""
    organization_en: str = ""
    campaign_en: str = ""
    source_en: str = ""
    language: Annotated[str, _matching(_LANGUAGE, "如 zh-CN、en。")] = "zh-CN"
    as_of: Annotated[date | None, BeforeValidator(_full_date)] = None
    default_period: Annotated[Period | None, BeforeValidator(_period)] = None
    synthetic: Annotated[bool, BeforeValidator(_yes_or_no)] = False
    entities: tuple[EntityKeys, ...] = ()
    themes: Annotated[tuple[ThemeKeys, ...], AfterValidator(_at_least_one)]
    lights: LightsKeys = LightsKeys()
    rules: RulesKeys = RulesKeys()
    database: DatabaseKeys | None = None


KEYS_OF: dict[str, type[Keys]] = {
    "themes": ThemeKeys,
    "entities": EntityKeys,
    "lights": LightsKeys,
    "rules": RulesKeys,
    "database": DatabaseKeys,
}
