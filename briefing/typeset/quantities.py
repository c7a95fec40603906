"""Which pieces of a text stay on one line though UAX #14 would break them: numbers with their units, and their like.

`KEPT` finds them: a number with its sign, 第, magnitude, unit and rate (1234.5万千瓦时, 35元/平方米, 3家（次）), a
range (1—9月, 63%～68%), a number of a document (〔2020〕1号), a rank in letters (4A级), an address of electronic mail,
letters with a slash (GB/T) or with a hyphen behind the first (e-mail). Only listed units are kept, since any word may
follow a number: 2020年内 breaks behind 年. Numerals in Chinese (三千六百户) break as Chinese does.
"""

from __future__ import annotations

import re

_UNITS = (
    # money
    "元 角 分 美元 欧元 日元 港元 英镑 元人民币 "
    # people and things
    "个 家 项 件 户 名 人 位 员 口 辆 台 套 条 处 所 座 幢 栋 场 篇 部 类 批 只 张 宗 例 份 卷 册 艘 架 把 支 枚 "
    "封 桩 起 间 床 道 根 块 片 株 棵 头 匹 羽 粒 门 站 段 节 幅 首 本 笔 单 对 双 组 班 队 届 轮 次 级 层 楼 版 "
    "岁 倍 番 成 强 席 种 款 样 句 字 条款 学位 床位 车位 泊位 工位 席位 标箱 标准箱 网格 "
    # turns and efforts
    "人次 人年 人日 人天 人时 件次 户次 家次 车次 架次 班次 场次 艘次 课时 学时 "
    # time
    "年 月 日 号 天 周 旬 季 时 分 秒 点 期 年度 季度 月份 小时 分钟 秒钟 周年 周岁 个月 个年头 工作日 个工作日 "
    "个季度 个小时 个点 "
    # shares
    "百分点 个百分点 百分位 "
    # measures
    "米 里 亩 方 顷 公里 千米 厘米 毫米 微米 纳米 海里 公顷 平方 立方 平米 平方米 平方公里 平方千米 平方厘米 "
    "立方米 立方厘米 吨 斤 克 公斤 千克 毫克 微克 升 毫升 桶 吨标准煤 吨标煤 吨公里 人公里 车公里 吨二氧化碳 度 "
    "千瓦 兆瓦 瓦 千瓦时 千瓦小时 兆瓦时 千伏 千伏安 伏 安 焦 兆 赫 兆赫 赫兹 分贝 帕 兆帕 摄氏度 比特 字节 "
    # places
    "省 市 县 区 乡 镇 村 街 路 弄 室 "
)
_UNIT = "|".join(sorted(set(_UNITS.split()), key=lambda unit: (-len(unit), unit)))
_SIGN = "[第＋－±≥≤≈＞＜＝]?"
_DIGITS = r"\d+(?:[.,:/．]\d+)*+"
_MAGNITUDE = "(?:[十百千]?万亿|[十百千]?[万亿]|[十百千])"
_ABOUT = "[余多几]?"
_LATIN_UNIT = r"[A-Za-zμµΩ]{1,4}[²³]?(?![A-Za-z])"
# Squared units and their like: ㎡ ㎞ ㎎, and ㏄.
_SYMBOL = r"[％%‰℃℉°′″\u3371-\u337a\u3380-\u33df]"
_MEASURE = rf"{_ABOUT}{_MAGNITUDE}?{_ABOUT}(?:{_UNIT}|{_SYMBOL})?"
_RATE = rf"(?:/{_MAGNITUDE}?(?:{_UNIT}|{_SYMBOL}|{_LATIN_UNIT}(?!/)))"
_WHAT = rf"(?:{_LATIN_UNIT}级|{_LATIN_UNIT}{_RATE}|{_MEASURE}(?:(?<!\d){_RATE})?)(?:（[次个名人户项件家]）)?"
_NUMBER = rf"{_SIGN}{_DIGITS}{_WHAT}"
_RANGE = rf"{_NUMBER}(?:(?:[—–－～~\-]|(?<=\d)[至到](?=\d)){_NUMBER})*+"
_DOCUMENT = r"[〔（(\[]\d{4}[〕）)\]]第?\d+号"
_LETTERS = (
    # Each begins where a word begins and has a bound, so that no text is read twice.
    r"(?<![A-Za-z])A{1,5}级|"
    r"(?<![A-Za-z\d/])[A-Za-z]{1,4}/[A-Za-z]{1,4}(?![A-Za-z\d/])|"
    r"(?<![A-Za-z\d\-])[A-Za-z]-[A-Za-z]|"
    r"(?<![A-Za-z\d._+\-])[A-Za-z\d._+\-]{1,64}+@[A-Za-z\d.\-]{1,255}+"
)

KEPT = re.compile(rf"{_DOCUMENT}|{_LETTERS}|{_RANGE}")
