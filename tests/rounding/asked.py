"""Every filter of template texts, asked of one small data set: for claims about all that filters make."""

from __future__ import annotations

from functools import cache

from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Entity
from briefing.template.text import Typesetter
from briefing.template.views import names
from tests.factory import dataset, indicator, observation

TOWNS = (Entity("all", "全区"), Entity("east", "东镇"), Entity("west", "西镇"))


@cache
def data() -> Dataset:
    """Return yearly and monthly rows of a district of two towns: amounts, a rate, a rank, and rates published."""
    about = [
        indicator("gdp", "地区生产总值"),
        indicator("plant", "工业增加值", target="300", target_period="2020..2022", kind="flow"),
        indicator("sales", "零售额"),
        indicator("happy", "满意率", unit="%", kind="rate", target="90"),
        indicator("air", "细颗粒物", unit="微克/立方米", kind="level", direction="lower", target="30", baseline="2018"),
        indicator("place", "满意度位次", unit="位", kind="rank", direction="lower"),
        indicator("outlay", "三公经费", kind="flow", direction="lower", target="50", target_period="2020"),
        indicator("month", "投资", kind="flow", target="100", target_period="2020"),
    ]
    years = {
        "gdp": ("700", "800", "843.8"), "plant": ("240", "290", "330.5"), "sales": ("50", "100", "110"),
        "happy": ("91.5", "92.1", "93.31"), "air": ("48", "41", "38"), "place": ("9", "6", "2"),
        "outlay": ("60", "50", "41.2"),
    }  # fmt: skip
    rows = [
        observation(name, str(year), value, "all", rank=1 if name == "sales" else None,
                    growth="8.9" if (name, year) == ("sales", 2020) else None)
        for name, values in years.items()
        for year, value in zip((2018, 2019, 2020), values, strict=True)
    ]  # fmt: skip
    for name, part, rest in (("gdp", "500", "343.8"), ("happy", "94.0", "90.2")):
        rows += [observation(name, "2020", value, town) for value, town in ((part, "east"), (rest, "west"))]
        rows += [observation(name, "2019", value, town) for value, town in (("395", "east"), ("405", "west"))]
    rows += [
        observation("month", f"{year}-{month:02d}", f"{month + (year - 2018) * 2}.5", "all")
        for year in (2019, 2020) for month in range(1, 10)
    ]  # fmt: skip
    return dataset(about, rows, entities=TOWNS)


ASKED = {
    "2020": [
        "gdp | value", "gdp | growth", "gdp | change('2018')", "gdp | mean_growth('2018')", "gdp | difference",
        "gdp | net_change", "gdp | from_to", "gdp | phrase", "gdp | with_status", "sales | published_growth",
        "sales | change", "sales | contribution('gdp')", "plant | contribution('gdp')", "plant | share('gdp')",
        "gdp | of('东镇') | share", "gdp | of('东镇') | contribution", "gdp | of('东镇') | sentence",
        "gdp | of('西镇') | rank_phrase", "gdp | of('东镇') | against('西镇')", "gdp | of('东镇') | against_mean",
        "happy | of('东镇') | against_mean", "happy | change", "happy | target_phrase", "happy | completion",
        "plant | target", "plant | completion", "plant | target_phrase", "plant | achieved", "plant | breakthrough",
        "sales | doubled('2018')", "gdp | run_of_growth", "sales | run_of_firsts", "sales | trend", "air | completion",
        "air | change", "air | target_phrase", "place | rank_change", "place | rank_phrase", "place | value",
        "outlay | completion", "outlay | target_phrase", "sales | rank_phrase", "sales | sentence('全区')",
        "[gdp, sales, air] | ups_and_downs", "gdp | when", "[1, 2] | count", "2 | chinese", "1 | ordinal",
        "['甲', '乙'] | join", "['甲', '乙'] | join_and",
    ],
    "2020-09": [
        "month | trend", "month | run_of_growth", "month | achieved", "month | completion", "month | target_phrase",
        "month | change('2020-08')", "month | sentence",
    ],
}  # fmt: skip


@cache
def typesetter(code: str) -> Typesetter:
    book = Book(data(), Period.parse(code))
    return Typesetter(names(book), data().gaps, book.language, book)
