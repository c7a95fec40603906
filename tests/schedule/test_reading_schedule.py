"""Claims about schedule.yaml: what every key means, and that all that is wrong is told at once, at its line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing.build.starter import create
from briefing.build.workspace import Settings, Workspace
from briefing.delivery.model import MailServer, Recipient
from briefing.errors import BriefingError, Problem, ProblemsFound
from briefing.schedule.checking import check, hints
from briefing.schedule.keys import rule
from briefing.schedule.model import Calendar, Gate, Job, Retries, Schedule
from briefing.schedule.reading import load
from tests.datasets import write

LEAST = "jobs: [{id: m, dataset: town, audiences: leadership, period: 上月, at: 每月5日 08:30}]\n"
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace whose one data set has an indicator that 区发改局 leads."""
    return write(
        tmp_path,
        "town",
        "id: town\ntitle: 一个数\nsynthetic: true\nthemes: [{id: green, name: 绿色发展}]\n",
        indicators=[("id", "name", "theme", "unit", "department"), ("forest", "森林覆盖率", "green", "%", "区发改局")],
        observations=[("indicator", "period", "value"), ("forest", "2024", "48.2")],
    )


def read(root: Path, text: str) -> Schedule:
    (root / "schedule.yaml").write_text(text, encoding="utf-8")
    return load(root)


def only(root: Path, text: str) -> Job:
    (job,) = read(root, text).jobs
    return job


def problems(root: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        read(root, text)
    return caught.value.problems


def said(root: Path, text: str) -> list[str]:
    return [f"{each.where} {each.message}" for each in problems(root, text)]


def job_with(line: str) -> str:
    return LEAST.replace("}]", f", {line}}}]")


def test_the_least_job_has_the_defaults_that_are_safe(root: Path) -> None:
    schedule = read(root, LEAST)
    assert schedule == Schedule(
        (
            Job(
                "m", "town", ("leadership",), rule("每月5日 08:30", Calendar()), "每月5日 08:30",
                ZoneInfo("Asia/Shanghai"), "last_month", hold=True, catch_up="all",
                retries=Retries(3, timedelta(minutes=10)),
                where="schedule.yaml:1",
            ),
        ),
        ZoneInfo("Asia/Shanghai"), Calendar(), None, ".briefing/ledger.sqlite",
    )  # fmt: skip


FULL = """\
timezone: Asia/Shanghai
ledger_env: BRIEFING_LEDGER_URL
calendar:
  2027: {holidays: [2027-01-01, 2027-02-05..2027-02-11], workdays: [2027-02-20]}
mail:
  host: mail.example.cn
  from: 示例区攻坚办 <briefing@example.cn>
  security: starttls
  user_env: BRIEFING_MAIL_USER
  password_env: BRIEFING_MAIL_PASSWORD
  timeout: 30
alerts: [admin@example.cn]
jobs:
  - id: 月报
    title: 月度进展
    dataset: town
    audiences: [leadership, public]
    formats: [pdf, pptx]
    language: zh
    period: 截至上月累计
    at: 每月第5个工作日 08:30
    timezone: Asia/Urumqi
    gate: {departments: [区发改局], since: 月初, wait: 12小时, late: 照出}
    approval: 直接发
    recipients:
      - 张三 <zhang@example.cn>
      - {mail: li@example.cn, name: 李四, audience: public, formats: pdf}
      - {folder: output/sent, name: 共享盘}
      - {webhook: 企业微信, name: 工作群, url_env: BRIEFING_WECOM_URL}
      - {webhook: dingtalk, url_env: BRIEFING_DING_URL, sign_env: BRIEFING_DING_SIGN}
    retries: {times: 5, after: 5分钟}
    issue: {series: 攻坚简报, first: 12, restart: 不重来}
    catch_up: 只补最近一期
    start: 2026年11月1日
    enabled: 否
"""


def test_every_key_is_read(root: Path) -> None:
    schedule = read(root, FULL)
    own = frozenset({date(2027, 1, 1), *(date(2027, 2, day) for day in range(5, 12))})
    assert schedule.calendar == Calendar(own, frozenset({date(2027, 2, 20)}), frozenset({2027}))
    assert schedule.mail == MailServer(
        "mail.example.cn", 587, "示例区攻坚办 <briefing@example.cn>", "starttls", "BRIEFING_MAIL_USER",
        "BRIEFING_MAIL_PASSWORD", 30.0,
    )  # fmt: skip
    assert schedule.alerts == (Recipient("mail", "admin@example.cn"),)
    assert schedule.jobs == (
        Job(
            "月报", "town", ("leadership", "public"), rule("每月第5个工作日 08:30", schedule.calendar),
            "每月第5个工作日 08:30", ZoneInfo("Asia/Urumqi"), "year_to_last_month", ("pdf", "pptx"), "zh", "月度进展",
            Gate(("区发改局",), "month_start", timedelta(hours=12), "build"), hold=False,
            recipients=(
                Recipient("mail", "zhang@example.cn", "张三"),
                Recipient("mail", "li@example.cn", "李四", "public", formats=("pdf",)),
                Recipient("folder", "output/sent", "共享盘"),
                Recipient("webhook", "wecom", "工作群", secret="BRIEFING_WECOM_URL"),
                Recipient("webhook", "dingtalk", secret="BRIEFING_DING_URL", sign="BRIEFING_DING_SIGN"),
            ),
            retries=Retries(5, timedelta(minutes=5)), series="攻坚简报", first_number=12, yearly=False,
            catch_up="latest", start=date(2026, 11, 1), enabled=False, where="schedule.yaml:14",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("word", "rule_"),
    [
        ("上月", "last_month"), ("上季度", "last_quarter"), ("上一个半年", "last_half"), ("上年", "last_year"),
        ("截至上月累计", "year_to_last_month"), ("last_half", "last_half"),
    ],
)  # fmt: skip
def test_a_period_may_be_written_in_chinese(root: Path, word: str, rule_: str) -> None:
    assert only(root, LEAST.replace("上月", word)).period == rule_


def test_a_half_of_which_nobody_knows_the_year_is_refused(root: Path) -> None:
    (problem,) = problems(root, LEAST.replace("上月", "上半年"))
    assert "说不准" in problem.message
    assert "last_half" in problem.hint


def test_the_ledger_is_where_the_environment_says(root: Path) -> None:
    schedule = read(root, "ledger_env: LEDGER\n" + LEAST)
    assert schedule.ledger_at({"LEDGER": "postgresql://u:p@db/x"}) == "postgresql://u:p@db/x"
    with pytest.raises(BriefingError, match="LEDGER 没有设置"):
        schedule.ledger_at({})
    assert read(root, "ledger: state/l.sqlite\n" + LEAST).ledger_at({}) == "state/l.sqlite"


@pytest.mark.parametrize(
    "url", ["postgresql://u:hunter2@db/x", "postgresql://db/x?user=u&password=hunter2", "sqlite://a:hunter2@/x"]
)
def test_a_password_in_the_file_is_refused_and_not_repeated(root: Path, url: str) -> None:
    (problem,) = problems(root, f'ledger: "{url}"\n' + LEAST)
    assert problem.where == "schedule.yaml:1"
    assert "ledger_env" in problem.hint
    assert "hunter2" not in str(problem)


@pytest.mark.parametrize("key", ["password_env", "user_env"])
def test_a_secret_where_the_name_of_a_variable_belongs_is_not_repeated(root: Path, key: str) -> None:
    other = "user_env" if key == "password_env" else "password_env"
    mail = f"mail: {{host: m.example.cn, from: a@b.cn, {key}: 'p@ss word', {other}: NAME}}\n"
    (problem,) = problems(root, mail + LEAST)
    assert f"mail.{key}：这里要写环境变量的名字" in problem.message
    assert "p@ss" not in str(problem)


@pytest.mark.parametrize(
    "written",
    [
        r'"a@b.cn\r\nBcc: x@y.cn"', r'{mail: a@b.cn, name: "张三\nBcc: x@y.cn"}', r'"张三\0 <a@b.cn>"',
        r'{folder: out, name: "a\u2028b"}',
    ],
)  # fmt: skip
def test_what_would_begin_another_line_in_the_head_of_a_mail_is_refused(root: Path, written: str) -> None:
    found = said(root, "mail: {host: m.example.cn, from: a@b.cn}\n" + job_with(f"recipients: [{written}]"))
    assert len(found) == 1
    assert "换行或控制字符" in found[0]


@pytest.mark.parametrize("key", ["title: ", "issue: "])
def test_titles_and_series_stay_on_their_line_too(root: Path, key: str) -> None:
    assert "换行或控制字符" in said(root, job_with(key + r'"a\nb"'))[0]


@pytest.mark.parametrize("address", ["a@b@c.cn", "zhang", "a b@c.cn", "@c.cn", "张三@c.cn", "a@", "a@b..cn", "<a@b.cn"])
def test_what_is_no_address_is_refused(root: Path, address: str) -> None:
    found = said(root, "mail: {host: m.example.cn, from: a@b.cn}\n" + job_with(f'recipients: ["{address}"]'))
    assert found == [f"schedule.yaml:2 jobs.1.recipients.1.mail：“{address}”不是邮件地址。"]


MANY = """\
timezone: Asia/Shanghia
ledger_evn: X
calendar: {2027: {holiday: [2027-02-05]}, 去年: {}}
mail: {host: mail.example.cn, from: zhang, port: 99999}
jobs:
  - id: a@b
    dataset: twon
    audience: leadership
    period: 上上月
    at: 每月31日 08:30
    gate: {wait: 三个月}
  - id: m
    dataset: town
    audiences: [leadershp]
    period: 上月
    at: 30 8 32 * *
    retries: {times: -1}
    start: 2026-02-30
    enabled: maybe
  - id: M
    dataset: town
    audiences: [leadership]
    period: 上月
    at: 30 8 3 * *
    formats: [pdf]
    recipients: [{folder: data/x, audience: public, formats: pptx}, {folder: a}, {folder: a}]
  - 每月
"""


def test_everything_that_is_wrong_is_told_at_once_at_its_line_with_the_near_misses(root: Path) -> None:
    found = {(each.where, each.message): each.hint for each in problems(root, MANY)}
    assert sorted(found) == sorted(
        [
            ("schedule.yaml:1", "timezone：没有“Asia/Shanghia”这个时区。"),
            ("schedule.yaml:2", "不认识的键“ledger_evn”。"),
            ("schedule.yaml:3", "不认识的键“calendar.2027.holiday”。"),
            ("schedule.yaml:3", "calendar.去年：“去年”不是年份。"),
            ("schedule.yaml:4", "mail.from：“zhang”不是邮件地址。"),
            ("schedule.yaml:4", "mail.port：太大，最大是 65535。"),
            ("schedule.yaml:6", "jobs.1.id：“a@b”不能作编号。"),
            ("schedule.yaml:7", "jobs.1.dataset：没有“twon”这个数据集。"),
            ("schedule.yaml:8", "不认识的键“jobs.1.audience”。"),
            ("schedule.yaml:9", "jobs.1.period：不认识“上上月”。"),
            ("schedule.yaml:10", "jobs.1.at：“每月31日 08:30”：有的月份没有这一天。"),
            ("schedule.yaml:11", "jobs.1.gate.wait：“三个月”不是一段时间。"),
            ("schedule.yaml:14", "jobs.2.audiences.1：没有“leadershp”这个模板。"),
            ("schedule.yaml:16", "jobs.2.at：cron 的“日”一段不能写“32”。"),
            ("schedule.yaml:17", "jobs.2.retries.times：“-1”不是整数。"),
            ("schedule.yaml:18", "jobs.2.start：“2026-02-30”不是日期。"),
            ("schedule.yaml:19", "jobs.2.enabled：不认识“maybe”。"),
            ("schedule.yaml:20", "编号“M”前面写过了（不分大小写）。"),
            ("schedule.yaml:26", "收件人的 audience“public”不在这个作业的 audiences 里。"),
            ("schedule.yaml:26", "收件人要的 pptx 不在这个作业的 formats 里。"),
            ("schedule.yaml:26", "“data/x”在 data 里，那是程序自己用的，不往里写。"),
            ("schedule.yaml:26", "收件人“a”写了两次。"),
            ("schedule.yaml:27", "jobs.4：应当由“键: 值”组成。"),
        ]
    )
    assert "ledger_env" in found["schedule.yaml:2", "不认识的键“ledger_evn”。"]
    assert "holidays" in found["schedule.yaml:3", "不认识的键“calendar.2027.holiday”。"]
    assert "town" in found["schedule.yaml:7", "jobs.1.dataset：没有“twon”这个数据集。"]
    assert "audiences" in found["schedule.yaml:8", "不认识的键“jobs.1.audience”。"]
    assert all(found.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jobs: []\n", "jobs 里一个作业也没有"),
        ("timezone: Asia/Shanghai\n", "jobs 里一个作业也没有"),
        ("jobs: 每月\n", "jobs：应当是列表"),
        ("calendar: {2027: {holidays: [2028-01-01]}}\n" + LEAST, "2028-01-01 不在这一年"),
        ("calendar: {2027: {holidays: [2027-02-11..2027-02-05]}}\n" + LEAST, "不是一段放假的日子"),
        ("calendar: {2027: {holidays: [2027-02-05], workdays: [2027-02-05]}}\n" + LEAST, "又放假又上班"),
        ("mail: {host: m.example.cn, from: a@b.cn, security: none}\n" + LEAST, "只能是本机"),
        ("mail: {host: m.example.cn, from: a@b.cn, user_env: U}\n" + LEAST, "要一起写"),
        ("alerts: [a@b.cn]\n" + LEAST, "没有 mail 一段"),
        (job_with("recipients: [{mail: a@b.cn}]"), "没有 mail 一段"),
        (job_with("recipients: [{name: 张三}]"), "其中一个"),
        (job_with("recipients: [{folder: a, webhook: wecom, url_env: U}]"), "其中一个"),
        (job_with("recipients: [{webhook: wecom}]"), "要一起写"),
        (job_with("recipients: [{webhook: wecmo, url_env: U}]"), "不认识，也没有这个文件"),
        (job_with("recipients: [{folder: a, sign_env: U}]"), "只用于 webhook"),
        (job_with("formats: [docx]"), "没有“docx”这个格式"),
        (job_with("language: fr"), "不会写“fr”"),
        (job_with("approval: maybe"), "不认识“maybe”"),
        (job_with("catch_up: some"), "不认识“some”"),
        (LEAST.replace("audiences: leadership", "audiences: []"), "不能为空"),
        (LEAST.replace("id: m", "id: a/b"), "不能作编号"),
        (LEAST.replace("id: m", "id: ../x"), "不能作编号"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_problem_with_a_way_out(root: Path, text: str, message: str) -> None:
    (problem,) = problems(root, text)
    assert message in problem.message
    assert problem.where.startswith("schedule.yaml")
    assert problem.hint


def test_jobs_that_share_a_series_count_alike(root: Path) -> None:
    job = "  - {id: %s, dataset: town, audiences: leadership, period: %s, at: 每月5日 08:30, issue: %s}\n"
    same = "jobs:\n" + job % ("a", "上月", "简报") + job % ("b", "上季度", "{series: 简报, first: 1, restart: 每年}")
    assert [each.series for each in read(root, same).jobs] == ["简报", "简报"]
    other = "jobs:\n" + job % ("a", "上月", "简报") + job % ("b", "上季度", "{series: 简报, first: 7}")
    assert said(root, other) == ["schedule.yaml:3 期号序列“简报”在作业“a”里写的 first、restart 不一样。"]


def test_jobs_that_would_build_into_the_same_folder_are_told(root: Path) -> None:
    job = "  - {id: %s, dataset: town, audiences: leadership, period: %s, at: 每月5日 08:30, enabled: %s}\n"
    same = "jobs:\n" + job % ("a", "上月", "是") + job % ("b", "last_month", "是")
    assert said(root, same) == ["schedule.yaml:3 作业“a”已经出“leadership”的这一期了，两个会互相盖掉。"]
    assert len(read(root, same.replace("enabled: 是}\n", "enabled: 否}\n")).jobs) == 2
    # The language of the data, said or not.
    assert said(root, same.replace("enabled: 是}", "enabled: 是, language: zh}", 1)) != []
    assert len(read(root, same.replace("enabled: 是}", "enabled: 是, language: en}", 1)).jobs) == 2
    assert len(read(root, "jobs:\n" + job % ("a", "上月", "是") + job % ("b", "上季度", "是")).jobs) == 2


def test_jobs_that_would_put_the_same_names_into_one_folder_are_told(root: Path) -> None:
    job = (
        "  - {id: %s, dataset: town, audiences: %s, period: 上月, at: 每月5日 08:30, recipients: [{folder: 共享%s}]}\n"
    )
    same = "jobs:\n" + job % ("a", "leadership", "") + job % ("b", "department", "")
    assert said(root, same) == ["schedule.yaml:3 作业“a”也往“共享”里放这一期，文件名一样，会互相盖掉。"]
    assert said(root, same.replace("共享}", "./共享/}", 1)) != []
    assert len(read(root, same.replace("共享}", "共享二}", 1)).jobs) == 2
    apart = "jobs:\n" + job % ("a", "leadership", "") + job % ("b", "department", ", audience: department")
    assert len(read(root, apart).jobs) == 2


@pytest.mark.parametrize("folder", ["templates", ".briefing/archive/a", "data", "共享/../data/x"])
def test_a_recipient_is_none_of_the_workspaces_own_folders(root: Path, folder: str) -> None:
    assert "那是程序自己用的，不往里写。" in said(root, job_with(f"recipients: [{{folder: {folder}}}]"))[0]


def test_what_stands_twice_in_a_list_is_told(root: Path) -> None:
    twice = job_with("formats: [pdf, pdf]").replace("audiences: leadership", "audiences: [leadership, leadership]")
    found = [line.partition(" ")[2] for line in said(root, twice)]
    assert found == ["audiences 里“leadership”写了两次。", "formats 里“pdf”写了两次。"]


def test_a_mail_address_written_in_two_ways_is_one_recipient(root: Path) -> None:
    server = "mail: {host: m.example.cn, from: a@b.cn}\n"
    assert "写了两次" in said(root, server + job_with("recipients: [z@x.cn, {mail: Z@x.cn, audience: leadership}]"))[0]


def test_a_cron_line_of_stars_is_quoted(root: Path) -> None:
    quoted = LEAST.replace("每月5日 08:30", '"*/30 9-17 * * 1-5"')
    assert only(root, quoted).rule == rule("*/30 9-17 * * 1-5", Calendar())


def test_a_message_format_of_the_workspaces_own_is_a_file(root: Path) -> None:
    (root / "hook.json").write_text("{}", encoding="utf-8")
    job = only(root, job_with("recipients: [{webhook: hook.json, url_env: U}]"))
    assert job.recipients[0].address == "hook.json"


def test_a_workspace_without_a_schedule_is_told_what_to_do(root: Path) -> None:
    with pytest.raises(BriefingError, match=r"没有 schedule\.yaml") as caught:
        load(root)
    assert caught.value.hint.startswith("请在工作文件夹里建一个。")


def test_a_new_workspace_has_an_example_that_only_wants_its_name(tmp_path: Path) -> None:
    root = tmp_path / "new"
    create(root)
    with pytest.raises(BriefingError, match=r"没有 schedule\.yaml") as caught:
        load(root)
    assert caught.value.hint.startswith("请把 schedule.example.yaml 改名为 schedule.yaml，照着改。")
    (root / "schedule.example.yaml").rename(root / "schedule.yaml")
    assert [job.id for job in load(root).jobs] == ["monthly", "quarterly-public"]
    # A checkout is a workspace with the same one; what stands in its place there goes into no package.
    assert (root / "schedule.yaml").read_bytes() == (ROOT / "schedule.yaml").read_bytes()
    # What stands behind the signs of comments is right as well.
    text = (root / "schedule.yaml").read_text(encoding="utf-8")
    told = re.sub(r"^# ((?:mail|alerts|  \w+):)", r"\1", text, flags=re.MULTILINE)
    assert told != text
    mail = read(root, told).mail
    assert mail is not None
    assert (mail.sender, mail.password_env) == ("区统计局 <tjj@example.gov.cn>", "BRIEFING_MAIL_PASSWORD")


def test_a_gate_that_waits_for_a_stranger_is_found_by_a_look_at_the_data(root: Path) -> None:
    here = Workspace(root, Settings())
    strange = read(root, job_with("gate: {departments: [区发政局]}"))
    (problem,) = check(strange, here)
    assert "“区发政局”" in problem.message
    assert "区发改局" in problem.hint
    assert problem.where == "schedule.yaml:1"
    assert check(read(root, job_with("gate: {departments: [区发改局]}")), here) == ()
    assert check(read(root, job_with("gate: {departments: 全部}")), here) == ()


def test_a_year_that_jobs_will_need_is_told_before_it_begins(root: Path) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    by_workdays = LEAST.replace("每月5日", "每月第5个工作日")
    (notice,) = hints(read(root, by_workdays), now, root)
    assert "2027 年的放假和调休" in notice.message
    assert list(hints(read(root, LEAST), now, root)) == []
    assert list(hints(read(root, "calendar: {2027: {holidays: [2027-01-01]}}\n" + by_workdays), now, root)) == []


def test_a_folder_that_cannot_be_had_is_told_before_anything_is_sent(root: Path) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    (notice,) = hints(
        read(root, job_with(f"recipients: [{{folder: {root}/share/briefings}}, {{folder: here}}]")), now, root
    )
    assert "上级文件夹也不在" in notice.message
    assert "可能是共享盘没有挂载" in notice.message
    (root / "share" / "briefings").mkdir(parents=True)
    assert list(hints(load(root), now, root)) == []


def test_a_cron_line_without_quotes_is_told_to_want_some(root: Path) -> None:
    for written in ("* 8 * * *", "*/30 9 * * *", "@daily"):
        with pytest.raises(ProblemsFound) as caught:
            read(root, LEAST.replace("每月5日 08:30}", "\n  " + written + "\n}"))
        (problem,) = caught.value.problems
        assert (problem.where, "要加引号" in problem.hint) == ("schedule.yaml:2", True)


def test_the_repositorys_own_schedule_is_valid_and_sends_no_mail() -> None:
    schedule = load(ROOT)
    assert [job.id for job in schedule.jobs] == ["monthly", "quarterly-public"]
    assert all(job.hold and job.enabled and job.dataset == "demo-monthly" for job in schedule.jobs)
    places = [each.address for job in schedule.jobs for each in job.recipients if each.channel == "folder"]
    assert len(places) == sum(len(job.recipients) for job in schedule.jobs)
    assert all(place.startswith("output/") for place in places)
    assert check(schedule, Workspace(ROOT, Settings())) == ()


def test_the_example_of_the_guide_is_valid(root: Path) -> None:
    guide = (ROOT / "docs" / "schedule.zh-CN.md").read_text(encoding="utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0].replace("demo-monthly", "town")
    assert read(root, example).jobs[0].id == "monthly"
    opened = "\n".join(
        line[2:] if line.startswith(("# ledger_env", "# calendar", "#   ")) else line for line in example.splitlines()
    )
    whole = read(root, opened)
    assert (whole.ledger_env, len(whole.calendar.holidays), len(whole.calendar.workdays)) == (
        "BRIEFING_LEDGER_URL",
        8,
        1,
    )


def test_every_key_stands_in_both_guides() -> None:
    from briefing.schedule import keys

    models: list[type[keys.Keys]] = [keys.ScheduleKeys, keys.JobKeys, keys.MailKeys, keys.GateKeys]
    models += [keys.RetriesKeys, keys.IssueKeys, keys.RecipientKeys, keys.YearKeys]
    for guide in ("schedule.zh-CN.md", "schedule.md"):
        text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
        for model in models:
            for name, field in model.model_fields.items():
                assert (field.alias or name) in text, f"{guide}: {name}"


GUIDE = (ROOT / "docs" / "schedule.zh-CN.md").read_text(encoding="utf-8")
SPOKEN = [
    phrase
    for row in GUIDE.split("### 什么时候")[1].split("“顺延”")[0].splitlines()
    if row.startswith("| `")
    for phrase in row.split("`")[1::2]
]


@pytest.mark.parametrize("phrase", SPOKEN)
def test_every_time_in_the_guide_is_read(phrase: str) -> None:
    assert rule(phrase, Calendar()).hours


def test_a_folder_of_nobody_known_is_a_problem(root: Path) -> None:
    (told,) = said(root, job_with("recipients: [{folder: ~nobody-here/briefings}]"))
    assert "这台电脑上没有这个用户" in told
