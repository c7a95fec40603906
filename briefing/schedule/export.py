"""A workspace in; the files by which systemd, cron or GitHub run what is due, out. No credentials stand in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError

DEFAULT_MINUTES = 10
_ENVIRONMENT = "/etc/briefing/environment"
# What a file of variables sets is handed on to the program; without the file there is nothing to hand on.
_GIVEN = f"{{ [ ! -r {_ENVIRONMENT} ] || {{ set -a; . {_ENVIRONMENT}; set +a; }}; }}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a unit is to run: `program` (the words of the command) in the workspace `root` every so many `minutes`."""

    program: tuple[str, ...]
    root: Path
    minutes: int = DEFAULT_MINUTES

    def __post_init__(self) -> None:
        for text in (*self.program, str(self.root)):
            if any(not char.isprintable() for char in text):
                raise BriefingError(
                    "路径里有换行或控制字符，写不进定时任务。", text.encode("unicode_escape").decode("ascii")
                )


def systemd(asked: Asked) -> dict[str, str]:
    """Return a service and the timer that starts it; missed times are made up for once after a reboot."""
    service = f"""\
# 装到 /etc/systemd/system/，然后：systemctl daemon-reload && systemctl enable --now briefing.timer
# 换成运行它的用户：在 [Service] 里加 User=。
# 密码等写进下面的文件（一行一个 变量='值'，值里不能有单引号，权限 0600），不写在这里。
[Unit]
Description=briefing：到期的简报出好发出
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_escaped(str(asked.root))}
EnvironmentFile=-{_ENVIRONMENT}
ExecStart={" ".join(_quoted(word) for word in (*asked.program, "schedule", "run", "--once", "--log-json"))}
TimeoutStartSec=6h
TimeoutStopSec=15min
"""
    timer = f"""\
[Unit]
Description=briefing：每 {asked.minutes} 分钟看一次有没有到期的简报

[Timer]
OnCalendar={_calendar(asked.minutes)}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""
    return {"briefing.service": service, "briefing.timer": timer}


def cron(asked: Asked) -> dict[str, str]:
    """Return a line for crontab; its output goes to a log in the workspace."""
    words = " ".join(_shell(word) for word in (*asked.program, "schedule", "run", "--once"))
    log = _shell(str(asked.root / ".briefing" / "cron.log"))
    head = f"mkdir -p {_shell(str(asked.root / '.briefing'))} && cd {_shell(str(asked.root))}"
    # In a crontab a percent sign ends the command.
    command = f"{head} && {_GIVEN} && {words} >> {log} 2>&1".replace("%", "\\%")
    secrets = f"# 密码等写进 {_ENVIRONMENT}（一行一个 变量='值'，值里不能有单引号，权限 0600），不写在这里。"
    hint = f"{secrets}\n# 用 crontab -e 加入下面一行。"
    return {"briefing.crontab": f"{hint}\n{_every(asked.minutes)} {command}\n"}


def github(asked: Asked) -> dict[str, str]:
    """Return a workflow. Its times are in UTC, which does not matter: what is due is told by schedule.yaml."""
    return {".github/workflows/briefing.yml": _WORKFLOW.replace("@EVERY@", _every(max(asked.minutes, 5)))}


_WORKFLOW = """\
# GitHub 的 schedule 按 UTC，而且常常晚几分钟到几十分钟。什么时候该出，由 schedule.yaml 按它自己的时区决定，
# 这里只是隔一阵看一次。
# 台账（.briefing/）和成品必须留得住：每次运行都是一台新机器，丢了台账，期号会重来，发过的会再发一遍。
# 请用 PostgreSQL 作台账（schedule.yaml 里写 ledger_env），并把 .briefing/ 存到留得住的地方；没有安排好以前不要启用。
name: briefing
on:
  schedule:
    - cron: "@EVERY@"
  workflow_dispatch:
# 上一次没有做完，下一次等着，不中断它。
concurrency:
  group: briefing
  cancel-in-progress: false
permissions:
  contents: read
jobs:
  due:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "gongjian-briefing[all]"
      # 密码等放在仓库的 Settings → Secrets 里，在 env 下一行一个引入，名字和 schedule.yaml 里写的一样：
      #   env:
      #     BRIEFING_MAIL_PASSWORD: ${{ secrets.BRIEFING_MAIL_PASSWORD }}
      - run: briefing schedule run --once
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: briefing
          path: |
            output/
            .briefing/
          include-hidden-files: true
"""


TARGETS: Mapping[str, Callable[[Asked], dict[str, str]]] = {"systemd": systemd, "cron": cron, "github": github}


def _every(minutes: int) -> str:
    """Return the five fields of cron for every so many minutes, of which an hour is a multiple."""
    return "0 * * * *" if minutes >= 60 else f"*/{minutes} * * * *"


def _calendar(minutes: int) -> str:
    return "*-*-* *:00:00" if minutes >= 60 else f"*-*-* *:00/{minutes}:00"


def _escaped(text: str) -> str:
    """Return a path for systemd, which takes a percent sign for the beginning of a specifier."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """Return a word of a command line as systemd reads it: in its own quotes, without variables and specifiers."""
    inner = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{inner}"' if any(char in " \t\"'\\;" for char in word) else inner


def _shell(word: str) -> str:
    from shlex import quote

    return quote(word)
