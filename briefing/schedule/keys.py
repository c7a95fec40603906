"""The keys of schedule.yaml as pydantic models: texts in, checked values out.

What depends on the workspace or on the calendar of the file is checked with a `Known` as the context.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from briefing.errors import suggest
from briefing.schedule import cron, phrases, values
from briefing.schedule.model import Calendar, PeriodRule
from briefing.schedule.slips import Slip
from briefing.schedule.times import At


@dataclass(frozen=True, slots=True)
class Known:
    """What a schedule may name: data sets, audiences and formats of the workspace, and the days off of the file."""

    datasets: Collection[str] = ()
    audiences: Collection[str] = ()
    formats: Collection[str] = ()
    calendar: Calendar = Calendar()


class Keys(BaseModel):
    """A mapping that knows all of its keys; one that is left empty says nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: each for key, each in value.items() if each is not None or key not in cls.model_fields}


def _named(what: str, of: Callable[[Known], Collection[str]], hint: str) -> BeforeValidator:
    """Check that a name is one of those that the workspace has."""

    def check(value: Any, info: ValidationInfo) -> Any:
        known: Known = info.context or Known()
        if isinstance(value, str) and value not in of(known):
            raise Slip(f"没有“{values.shown(value)}”这个{what}。", suggest(value, of(known)) or hint)
        return value

    return BeforeValidator(check)


def rule(text: str, calendar: Calendar) -> At:
    """Read a time rule, in cron's way or in Chinese. Raises Slip."""
    return cron.parse(text) if cron.is_cron(text) else phrases.parse(values.line(text), calendar)


def _at(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str):
        known: Known = info.context or Known()
        rule(value, known.calendar)
    return values.line(value)


def _listed(value: Any) -> Any:
    """Take one thing for a list of one."""
    return [value] if isinstance(value, str) else value


def _choice(words: Any) -> BeforeValidator:
    return BeforeValidator(partial(values.choice, words=words))


def _in(key: str) -> BeforeValidator:
    """Take a text alone for the mapping that has it under a key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


def _seconds(value: Any) -> Any:
    """Take a number alone for seconds."""
    return f"{value}秒" if isinstance(value, str) and value.isdecimal() else value


Line = Annotated[str, BeforeValidator(values.line)]
Yes = Annotated[bool, _choice(values.YES_NO)]
Whole = Annotated[int, BeforeValidator(values.whole)]
Duration = Annotated[timedelta, BeforeValidator(values.duration)]
Variable = Annotated[str, BeforeValidator(values.variable)]
Zone = Annotated[ZoneInfo, BeforeValidator(values.zone)]
Address = Annotated[str, BeforeValidator(values.address)]
Days = Annotated[frozenset[date], BeforeValidator(values.days)]
Dataset = Annotated[str, _named("数据集", lambda known: known.datasets, "data/ 里还没有数据集。")]
Audience = Annotated[str, _named("模板", lambda known: known.audiences, "templates/ 里还没有模板。")]
Format = Annotated[str, _named("格式", lambda known: known.formats, "")]
Audiences = Annotated[tuple[Audience, ...], BeforeValidator(_listed), Field(min_length=1)]
Formats = Annotated[tuple[Format, ...], BeforeValidator(_listed)]


def _language(value: Any) -> Any:
    from briefing.model.language import LANGUAGES, spoken

    if isinstance(value, str) and not spoken(value):
        raise Slip(f"不会写“{values.shown(value)}”这种语言。", f"可用的有：{'、'.join(LANGUAGES)}。")
    return value


def _departments(value: Any) -> Any:
    return [] if value in ("all", "全部") else _listed(value)


class GateKeys(Keys):
    """`gate`: which data have to be in."""

    departments: Annotated[tuple[Line, ...], BeforeValidator(_departments)] = ()
    since: Annotated[Literal["month_start", "period_end"] | None, _choice(values.SINCES)] = None
    wait: Duration = timedelta(days=3)
    late: Annotated[Literal["fail", "build"], _choice(values.LATES)] = "fail"


class RetriesKeys(Keys):
    """`retries`: how often, after how long."""

    times: Annotated[Whole, Field(le=100)] = 3
    after: Annotated[Duration, Field(gt=timedelta(0))] = timedelta(minutes=10)


class IssueKeys(Keys):
    """`issue`: what 期号 are counted in."""

    series: Annotated[Line, Field(min_length=1, max_length=100)]
    first: Annotated[Whole, Field(ge=1)] = 1
    restart: Annotated[bool, _choice(values.RESTARTS)] = True


class RecipientKeys(Keys):
    """Somebody who gets a briefing: exactly one of `mail`, `folder` and `webhook`."""

    mail: Address = ""
    folder: Line = ""
    webhook: Line = ""
    name: Line = ""
    audience: Audience = ""
    url_env: Variable = ""
    sign_env: Variable = ""
    formats: Formats = ()

    @model_validator(mode="after")
    def _one_way(self) -> RecipientKeys:
        if sum(map(bool, (self.mail, self.folder, self.webhook))) != 1:
            raise Slip("收件人要写 mail、folder、webhook 其中一个。", "写法如 {mail: zhang@example.cn, name: 张三}。")
        if bool(self.url_env) != bool(self.webhook):
            hint = "webhook 写 wecom（企业微信）、dingtalk（钉钉）、feishu（飞书）或模板文件，地址放进环境变量。"
            raise Slip("webhook 和 url_env（放地址的环境变量的名字）要一起写。", hint)
        if self.sign_env and not self.webhook:
            raise Slip("sign_env 只用于 webhook。", "请删去这一行。")
        return self


Recipients = Annotated[tuple[Annotated[RecipientKeys, _in("mail")], ...], BeforeValidator(_listed)]


class JobKeys(Keys):
    """One item of `jobs`."""

    id: Annotated[str, BeforeValidator(values.id_)]
    dataset: Dataset
    audiences: Audiences
    period: Annotated[PeriodRule, BeforeValidator(values.period)]
    at: Annotated[str, BeforeValidator(_at)]
    timezone: Zone | None = None
    formats: Formats = ()
    language: Annotated[str | None, BeforeValidator(_language)] = None
    title: Line = ""
    gate: GateKeys | None = None
    approval: Annotated[bool, _choice(values.APPROVALS)] = True
    recipients: Recipients = ()
    retries: RetriesKeys = RetriesKeys()
    issue: Annotated[IssueKeys | None, _in("series")] = None
    catch_up: Annotated[Literal["all", "latest", "none"], _choice(values.CATCH_UPS)] = "all"
    start: Annotated[date | None, BeforeValidator(values.day)] = None
    enabled: Yes = True


class MailKeys(Keys):
    """`mail`: the server that mails are handed to."""

    host: Annotated[Line, Field(min_length=1)]
    port: Annotated[Whole, Field(ge=1, le=65535)] | None = None
    sender: Annotated[Address, Field(alias="from")]
    security: Annotated[Literal["tls", "starttls", "none"], _choice(values.SECURITIES)] = "tls"
    user_env: Variable = ""
    password_env: Variable = ""
    timeout: Annotated[Duration, BeforeValidator(_seconds), Field(gt=timedelta(0))] = timedelta(minutes=1)
    ca_file: Line = ""


class YearKeys(Keys):
    """`calendar.2027`: days off on weekdays, and days on at weekends."""

    holidays: Days = frozenset()
    workdays: Days = frozenset()


class ScheduleKeys(Keys):
    """schedule.yaml but for its `jobs`, which are checked one by one."""

    timezone: Zone = ZoneInfo("Asia/Shanghai")
    ledger: Annotated[str, BeforeValidator(values.place)] = ".briefing/ledger.sqlite"
    ledger_env: Variable = ""
    calendar: dict[str, YearKeys] = Field(default_factory=dict)
    mail: MailKeys | None = None
    alerts: Recipients = ()
    jobs: list[Any] = Field(default_factory=list)
