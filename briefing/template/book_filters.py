"""Filters that look beyond one row, at the whole, the mean or the peers: book and series in, phrases out.

`BOOK_FILTERS` take the book first (`filters_in` hands it over); a text without data has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from briefing.errors import suggest
from briefing.model import sentences
from briefing.model.book import Book
from briefing.model.records import Entity, Theme
from briefing.model.sentences import Setting
from briefing.model.series import Comparison, Series, compare
from briefing.model.wording import Phrase
from briefing.template.asked import Missing, Withheld, exact, not_held, observation_of, pair_of, said, seen, series_of

# How an entity is named that stands for a larger region, or for the mean.
_MEAN = re.compile(r"全[国省市区县州盟]|.+平均(?:水平)?|.*[Aa]verage.*")


def _known(book: Book | None) -> Book:
    if book is None:
        raise Missing("没有数据。")
    return book


def _entity(book: Book, name: object) -> Entity:
    """Return the entity of a name or id; Missing with what is near."""
    entities = book.dataset.entities
    found = next((each for each in entities if name in {each.id, each.name}), None)
    if found is None:
        raise Missing(f"数据里没有“{name}”这个地区。{suggest(str(name), [each.name for each in entities])}")
    return found


def _of(book: Book, row: Series, name: object) -> Series:
    """Return the row's indicator for another entity."""
    return book.series(row.indicator.id, _entity(book, name).id)


def of(book: Book | None, row: object, name: str) -> Series:
    """`{{ x | of('甲镇') | value }}`: the same indicator of another entity."""
    return _of(_known(book), series_of(row), name)


def _mean(book: Book, row: Series) -> Series | None:
    """Return what a row is held against by itself: of a part its whole, of the whole the larger region's mean."""
    data = book.dataset
    if row.entity.id != data.default_entity:
        return book.series(row.indicator.id, data.default_entity) if book.has_total else None
    name = next((each.id for each in data.entities[1:] if _MEAN.fullmatch(each.name)), None)
    return book.series(row.indicator.id, name) if name else None


def sentence(
    book: Book | None, row: object, subject: str = "", *, mean: str = "", scope: str = "", dated: bool = True
) -> Phrase:
    """`{{ x | sentence('全区') }}`: all that the data tell, in the usual order.

    `1—10月，全区固定资产投资256.8亿元，同比增长5.6%，高于全市平均水平2.3个百分点，居全市第1位，较上月提升2位`.
    """
    series, known = series_of(row), _known(book)
    seen(series, None)
    other = _of(known, series, mean) if mean else _mean(known, series)
    setting = Setting(other, scope, subject, dated)
    return said(sentences.sentence(series, setting), series.name, "完整的一句（本期没有数值）")


def against_mean(book: Book | None, row: object, name: str = "") -> Phrase:
    """`{{ x | against_mean('全市') }}`: `高于全市平均水平2.3个百分点`; the mean may be left to the data."""
    known, series = _known(book), series_of(row)
    mean = _of(known, series, name) if name else _mean(known, series)
    if mean is None:
        raise Missing("数据里看不出拿哪个地区作平均，请写出来，如 against_mean('全市')。")
    return _held_against(series, mean, mean=True)


def against(book: Book | None, row: object, name: str) -> Phrase:
    """`{{ x | against('甲镇') }}`: the rate against that of another entity, `高于甲镇2.3个百分点`."""
    series = series_of(row)
    return _held_against(series, _of(_known(book), series, name), mean=False)


def _held_against(series: Series, other: Series, *, mean: bool) -> Phrase:
    for each in (series, other):
        seen(each, None)
        _rate_not_held(each)
    return said(
        sentences.against(series, other, mean=mean),
        series.name,
        f"与“{other.entity.name}”的差距（没有同期的率）",
    )


def _rate_not_held(row: Series) -> None:
    if row.is_rate:
        exact(row)
    else:
        not_held(row, "growth")


def rank_phrase(book: Book | None, row: object, scope: str = "") -> Phrase:
    """`{{ x | rank_phrase('全市') }}`: the rank and how it moved, `居全市第1位，较上月提升2位`, `并列第2位`.

    A published rank wins over one worked out among the entities of the data.
    """
    known, series = _known(book), series_of(row)
    seen(series, None)
    if series.current and "rank" in series.current.held:
        raise Withheld(f"指标“{series.name}”的位次不给这个模板看。")
    if series.is_rank:
        observation_of(series, None)
        return sentences.ranked(series, scope)
    place, tied = _place(known, series)
    phrase = sentences.placed(series, Setting(scope=scope, rank=place, tied=tied))
    return said(phrase, series.name, "位次（没有公布的位次，也不能在各地区中排）")


def _place(book: Book, row: Series) -> tuple[int | None, bool]:
    """Return the rank of a row among its peers, and whether others share it."""
    ranked = book.ranked(row.indicator.id)
    place = next((place for each, place in ranked if each.entity == row.entity), None)
    if len(ranked) < 2 or place is None or not ranked or row.current is None:
        return None, False
    current = ranked[0][0].current
    if current is None or current.period != row.current.period:
        return None, False
    return place, sum(1 for _, other in ranked if other == place) > 1


def contribution(book: Book | None, row: object, whole: str = "", name: str = "") -> Phrase:
    """`{{ x | contribution('gdp') }}`: `拉动地区生产总值增长1.2个百分点，贡献率23.4%`; see `share`."""
    known, series = _known(book), series_of(row)
    other, called = _whole(known, series, whole, name)
    part, all_ = pair_of(series, None), _pair_like(other, pair_of(series, None))
    for each in (series, other):
        not_held(each, "growth")
        exact(each)
    return said(sentences.contribution(part, all_, called), series.name, f"对“{called}”的拉动（单位不同，或基数为零）")


def _pair_like(row: Series, part: Comparison) -> Comparison:
    observation_of(row, None)
    pair = compare(row)
    if pair is None or (pair.old.period, pair.new.period) != (part.old.period, part.new.period):
        return pair_of(row, part.old.period.code)
    return pair


def share(book: Book | None, row: object, whole: str = "", name: str = "") -> Phrase:
    """`{{ x | share('gdp') }}`: `占地区生产总值的31.5%，比上年提高0.8个百分点`.

    The whole is an indicator, or another entity (`share('全市')`); without one, the entity that the others add up to.
    """
    known, series = _known(book), series_of(row)
    other, called = _whole(known, series, whole, name)
    for each in (series, other):
        observation_of(each, None)
        exact(each)
    return said(sentences.share(series, other, called), series.name, f"占“{called}”的比重（期间或单位不同）")


def _whole(book: Book, row: Series, id_: str, name: str) -> tuple[Series, str]:
    """Return the whole of a part and what it is called: an indicator of its entity, an entity, or all entities."""
    data = book.dataset
    if not id_:
        if row.entity.id == data.default_entity or not book.has_total:
            raise Missing("看不出整体是哪个指标，请写出它的编号，如 share('gdp')。")
        whole = book.series(row.indicator.id, data.default_entity)
        if book.is_for_each(whole):
            raise Missing(f"“{row.name}”各地区的数加起来不等于整体，没有占比和拉动。")
        return whole, name or whole.entity.name
    if reason := data.gaps.reason("indicator", id_):
        raise Withheld(f"指标“{id_}”不给这个模板看（{reason}）。")
    if data.has_indicator(id_):
        return book.series(id_, row.entity.id), name or data.indicator(id_).name
    if any(id_ in {each.id, each.name} for each in data.entities):
        return _of(book, row, id_), name or _entity(book, id_).name
    known = [*(each.id for each in data.indicators), *(each.name for each in data.entities)]
    raise Missing(f"没有“{id_}”这个指标或地区。{suggest(id_, known)}")


def ups_and_downs(book: Book | None, rows: object) -> Phrase:
    """`{{ [a, b, c] | ups_and_downs }}`, `{{ theme | ups_and_downs }}`: `五项指标三升两降`.

    Of a list every row has to be comparable; of a theme, or themes, those that are.
    """
    if isinstance(rows, Theme):
        return _of_themes(_known(book), [rows])
    if not isinstance(rows, Iterable) or isinstance(rows, str):
        raise Missing("ups_and_downs 只能用在指标的列表或专题上，如 {{ [a, b] | ups_and_downs }}。")
    found = list(rows)
    themes = [each for each in found if isinstance(each, Theme)]
    if found and len(themes) == len(found):
        return _of_themes(_known(book), themes)
    series = [series_of(each) for each in found]
    for each in series:
        seen(each, None)
        if compare(each) is None and not (each.current and each.current.growth is not None):
            pair_of(each, None)
    return said(sentences.ups_and_downs(series), "、".join(each.name for each in series), "升降")


def _of_themes(book: Book, themes: Iterable[Theme]) -> Phrase:
    if "indicator" in book.dataset.gaps.partial or "observation" in book.dataset.gaps.partial:
        raise Withheld("专题里有的指标不给这个模板看，升降的个数数不全；请把要数的指标一一列出。")
    rows = [row for theme in themes for row in book.of_theme(theme.id) if row.indicator.direction != "neutral"]
    return said(sentences.ups_and_downs(rows), "、".join(theme.name for theme in themes), "升降")


BOOK_FILTERS: dict[str, Callable[..., Any]] = {
    "of": of,
    "sentence": sentence,
    "against_mean": against_mean,
    "against": against,
    "rank_phrase": rank_phrase,
    "contribution": contribution,
    "share": share,
    "ups_and_downs": ups_and_downs,
}
