"""A name and the template to start from in; a folder with a template.yaml that teaches out, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from briefing.build.schemas import MODELINE, TEMPLATE_SCHEMA
from briefing.errors import BriefingError, UsageError, cause, suggest
from briefing.template.chain import bases, layers_of
from briefing.template.layers import Wanted, laid, sheets

_NAME = re.compile(r"[^\W_][\w-]*")
# Windows has devices by these names, and no folders.
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
# Lines that begin with `#` and no blank are examples: without the mark they are in force. The others explain.
_TEMPLATE = """\
# {name}：继承 {base}，只写不同的地方；没写的全部照 {base}。
# 看合起来是什么样、每一处来自哪个文件：briefing template show {name}
# 检查有没有写错：briefing template check {name}
# 下面 # 后面紧跟着字的，是可以用的例子：去掉 # 就生效。写法见 docs/templates.zh-CN.md。
extends: {base}
name: "{name}"
#description: 给谁看、做什么用，一句话

# {base} 的各章：{chapters}。
# 换章的次序：没列出的按原来的次序跟在后面。
#order: [{first}]

# 能看到哪些数据：不写就和 {base} 一样。只给看公开的：
#policy: {{sees: [public]}}

# 颜色和固定用语：只写要改的。
#style: {{accent: "#0B5394"}}
#words: {{closing: 请批评指正}}

# 只改一种文件：写在 pdf 或 pptx 下面。
#pdf: {{form: report}}
#pptx: {{words: {{contents: 目 录}}}}

# 章、页、内容块都按名字改：写了的盖过 {base} 的，null 是不要，replace: true 是整个重写。
#chapters:
# 不要某一章：
#  {last}: null
# 加一章，放在 {first} 后面：
#  words:
#    after: {first}
#    pages:
#      main:
#        label: 几点说明
#        headline: 请先看这几条
#        blocks:
#          list: {{kind: bullets, items: ["**数据口径。**以统计部门为准。", "**报送时间。**每月5日前。"]}}

# 某个数据集要另写几句（用到它的指标），在旁边新建“数据集编号.yaml”，写法相同。
"""


def create(workspace: Path, name: str, base: str) -> Path:
    """Create `templates/NAME/template.yaml` that extends a base, and return it. What is there already is refused."""
    _check_name(name)
    known = bases(workspace)
    if base not in known:
        raise UsageError(f"没有“{base}”这个模板。", "--from", suggest(base, known))
    folder = workspace / "templates" / name
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"templates/{name} 已经有了。", hint="请换一个名字，或直接修改它的 template.yaml。")
    if name in known and name != base:
        hint = f"请换一个名字；要在它上面改，写 --from {name}。"
        raise UsageError(f"自带的模板里已有“{name}”，新建的会把它盖住。", hint=hint)
    return _written(folder, _filled(workspace, name, base))


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or _DEVICES.fullmatch(name):
        hint = "只用文字、数字、下划线和连字符，不能以下划线或点开头，如 meeting、例会。"
        raise UsageError(f"“{name}”不能做模板的名字。", hint=hint)


def _filled(workspace: Path, name: str, base: str) -> str:
    value = laid(sheets(layers_of(bases(workspace)[base], workspace), Wanted())).value
    chapters = list(value.get("chapters") or ["overview"])
    lead = f"{MODELINE}\n" if (workspace / "templates" / TEMPLATE_SCHEMA).is_file() else ""
    return lead + _TEMPLATE.format(
        name=name, base=base, chapters="、".join(chapters), first=chapters[0], last=chapters[-1]
    )


def _written(folder: Path, text: str) -> Path:
    aside = folder.with_name(f".{folder.name}.{os.getpid()}.writing")
    try:
        aside.mkdir(parents=True)
        (aside / "template.yaml").write_text(text, encoding="utf-8")
        aside.rename(folder)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise BriefingError(f"建不了模板（{cause(error)}）。", str(folder), "请检查写入权限。") from error
    return folder / "template.yaml"
