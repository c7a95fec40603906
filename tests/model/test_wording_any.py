"""Claims about whatever two values there are: the verb fits the sign, the unit the kind, the base word the period."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefing.blocks import text
from briefing.compose.lint import faults
from briefing.compose.lint.lines import Line
from briefing.model import printing, sentences, trends, wording
from briefing.model.book import Book
from briefing.model.figure import Figure
from briefing.model.lights import Lights
from briefing.model.pace import pace
from briefing.model.period import Period
from briefing.model.records import Entity, Indicator
from briefing.model.sentences import Setting
from briefing.model.series import Comparison, compare
from briefing.model.wording import Phrase, plain
from tests.factory import dataset, indicator, observation

PERIODS = st.sampled_from(["2019", "2019H1", "2019Q3", "2019-09", "2019-01..2019-09", "2019-01..2019-12"])
NUMBERS = st.decimals(-10_000, 10_000, places=2, allow_nan=False)
RATES = st.none() | st.decimals(-90, 300, places=1, allow_nan=False).map(str)
KINDS: dict[str, dict[str, Any]] = {
    "flow": {"kind": "flow", "unit": "亿元"},
    "count": {"kind": "count", "unit": "个"},
    "level": {"kind": "level", "unit": "微克/立方米", "direction": "lower"},
    "rate": {"kind": "rate", "unit": "%", "name": "群众满意率"},
    "rank": {"kind": "rank", "unit": "位", "name": "满意度全市位次", "direction": "lower"},
}
UP = re.compile(r"增长|增加|提高|上升")
DOWN = re.compile(r"下降|减少")


def _value(kind: str, number: Decimal) -> str:
    return (
        str(int(abs(number)) % 40 + 1) if kind == "rank" else str(int(abs(number))) if kind == "count" else str(number)
    )


@st.composite
def pairs(draw: st.DrawFn) -> Comparison:
    """Draw a comparison of any kind of indicator, of a period with a year before, the period before, or a base."""
    kind, code = draw(st.sampled_from(sorted(KINDS))), draw(PERIODS)
    period = Period.parse(code)
    old = draw(st.sampled_from([period.year_ago().code, period.previous().code, "2017"]))
    rows = [observation("output", each, _value(kind, draw(NUMBERS))) for each in dict.fromkeys((old, code))]
    growth = draw(RATES)
    if growth and kind not in {"rate", "rank"}:
        rows[-1] = observation("output", code, str(rows[-1].value), growth=growth)
    about: Indicator = indicator(**KINDS[kind], baseline=old if draw(st.booleans()) else None)
    made = Book(dataset([about], rows, entities=(Entity("here", "本区"),)), period)
    pair = compare(made.series("output"))
    if pair is None:
        pair = Comparison(made.series("output"), rows[0], rows[-1], "比2017年")
    return pair


def _sign(pair: Comparison) -> int:
    """Return which way a change goes as it is printed: of a rank, a smaller one rose."""
    row = pair.series
    if row.is_rank:
        size = printing.rank_change(pair).rounded
    else:
        rate = None if row.is_rate else printing.growth(pair)
        size = (rate or printing.change(pair)).rounded
    return (size > 0) - (size < 0)


@given(pairs())
def test_the_verb_fits_the_sign_and_持平_is_said_of_a_rounded_zero_alone(pair: Comparison) -> None:
    said = plain(wording.change(pair))
    if pair.turned_sign and not (pair.series.is_rate or pair.series.is_rank):
        assert said in {"由负转正", "由正转负"}
        return
    sign = _sign(pair)
    assert ("持平" in said) == (sign == 0)
    assert bool(UP.search(said)) == (sign > 0)
    assert bool(DOWN.search(said)) == (sign < 0)


@given(pairs())
def test_no_verb_is_followed_by_a_sign_a_multiple_or_a_unit_that_does_not_fit(pair: Comparison) -> None:
    said = plain(wording.change(pair))
    assert not re.search(r"(增长|下降|增加|减少|提高|上升)[−-]", said)
    assert "倍" not in said
    row, unit = pair.series, re.search(r"\d([^\d.]+)$", said)
    ending = unit[1] if unit and not said.endswith("持平") else ""
    if row.is_rank:
        assert ending in {"", "位"}
    elif row.is_rate:
        assert ending in {"", "个百分点"}
    else:
        assert ending in {"", "%"} or re.search("增加|减少", said)
        assert ending != "个百分点"


@given(pairs())
def test_同比_never_goes_with_whole_years_nor_比上年_with_part_of_one(pair: Comparison) -> None:
    said = plain(wording.change(pair))
    whole = pair.new.period.is_whole_years
    assert not (whole and "同比" in said)
    assert not (not whole and re.search("上年(?!同期)", said))


@given(pairs())
def test_a_rise_says_rise_in_cards_too_and_a_card_has_one_sign(pair: Comparison) -> None:
    signed, said = plain(wording.signed_change(pair)), plain(wording.change(pair))
    assert signed.startswith(("+", "↑")) == bool(UP.search(said))
    assert signed.startswith(("−", "↓")) == bool(DOWN.search(said))
    assert len(re.findall("[+−]", signed)) <= 1


def _phrases(pair: Comparison, other: Comparison) -> list[Phrase]:
    """Return whatever can be said of a comparison, alone and beside another one."""
    row = pair.series
    found = [
        wording.change(pair), wording.from_to(pair), wording.net_change(pair), wording.mean_growth(pair),
        wording.published_growth(row), wording.level(row), wording.value(row), sentences.sentence(row),
        sentences.sentence(row, Setting(other.series, "全市", "全区", True)), sentences.trend(row),
        sentences.moved(row), sentences.ups_and_downs([row, other.series]),
        sentences.contribution(pair, other, "全区"), sentences.share(row, other.series, "全区"),
    ]  # fmt: skip
    if wording.multiple(pair) and not row.is_rate and not row.is_rank:
        found.append(wording.doubled(pair))
    if (threshold := trends.passed(pair)) is not None:
        found.append(wording.tongue("zh").passed(threshold, first=True))
    return [phrase for phrase in found if phrase]


@given(pairs(), pairs())
def test_lint_finds_nothing_in_anything_that_wording_makes(pair: Comparison, other: Comparison) -> None:
    for phrase in _phrases(pair, other):
        assert [str(fault) for fault in faults(Line("x", text(*phrase, "。"), True))] == [], plain(phrase)


@given(st.decimals(0, 500, places=1), st.decimals(1, 500, places=1), RATES)
def test_lint_finds_nothing_in_what_is_said_of_a_part_and_its_whole(
    new: Decimal, old: Decimal, rate: str | None
) -> None:
    rows = [
        *(observation("part", year, str(value)) for year, value in (("2019", old), ("2020", new))),
        observation("whole", "2019", "500"), observation("whole", "2020", "700", growth=rate),
    ]  # fmt: skip
    book = Book(dataset([indicator("part"), indicator("whole")], rows), Period.parse("2020"))
    part, whole = book.series("part"), book.series("whole")
    pairs = compare(part), compare(whole)
    assert pairs[0] is not None
    assert pairs[1] is not None
    for phrase in (sentences.contribution(pairs[0], pairs[1], "全区"), sentences.share(part, whole, "全区")):
        assert [str(fault) for fault in faults(Line("x", text(*phrase, "。"), True))] == [], plain(phrase)


@given(NUMBERS)
def test_a_gap_to_the_mean_has_its_word_and_no_sign(gap: Decimal) -> None:
    figure = _figure(gap)
    said = plain(wording.tongue("zh").against(figure, "全市平均水平"))
    assert ("高于" in said) == (figure.rounded > 0)
    assert ("低于" in said) == (figure.rounded < 0)
    assert ("持平" in said) == (figure.rounded == 0)
    assert "−" not in said


def _figure(raw: Decimal) -> Figure:
    return printing.unsigned(printing.make("x", "points", "差距", raw, 1, "个百分点", ()))


@given(st.decimals(-50, 50, places=1), st.decimals(-50, 50, places=1))
def test_a_growth_rate_that_moved_is_faster_slower_narrower_or_wider(was: Decimal, now: Decimal) -> None:
    rows = [
        observation("output", "2020-09", "1", growth=str(now)),
        observation("output", "2020-08", "1", growth=str(was)),
    ]
    said = plain(sentences.trend(Book(dataset([indicator()], rows), Period.parse("2020-09")).series("output")))
    assert said
    if was * now < 0:
        assert said in {"增速由负转正", "增速由正转负"}
    elif was == now:
        assert said.endswith("与上月持平")
    else:
        falling = was < 0 and now < 0
        up, down = ("收窄", "扩大") if falling else ("加快", "回落")
        assert said.startswith("降幅" if falling else "增速")
        assert (up in said, down in said) == (now > was, now < was)


@given(st.decimals(1, 400, places=1), st.sampled_from(["2020-01..2020-06", "2020-01..2020-11", "2020"]))
def test_a_target_is_met_from_a_hundred_per_cent_on_and_exceeded_beyond(done: Decimal, code: str) -> None:
    about = indicator(kind="flow", target="100", target_period="2020")
    row = Book(dataset([about], [observation("output", code, str(done))]), Period.parse(code)).series("output")
    state = pace(row, Lights())
    assert state is not None
    said = plain(sentences.target(row, state))
    assert ("超额" in said) == (done > 100)
    assert ("提前" in said) == (done >= 100 and code != "2020")
    assert said.startswith("完成目标的") == (done < 100)
    assert _is_clean(sentences.target(row, state))


def _is_clean(phrase: Phrase) -> bool:
    return not list(faults(Line("x", text("投资", *phrase, "。"), True)))


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=3), max_size=6))
def test_a_list_has_one_和_before_its_last(items: list[str]) -> None:
    if items:
        said = plain(wording.tongue("zh").joined([(item,) for item in items]))
        assert said.count("和") == (len(items) > 1)
        assert said.count("、") == max(0, len(items) - 2)
