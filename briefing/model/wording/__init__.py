"""Figures in, phrases out: the one place where a number meets its verb, in the language of the row it is about."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.model.metrics import Light
from briefing.model.pace import Pace
from briefing.model.series import Comparison, Series
from briefing.model.wording import chinese, english
from briefing.model.wording.changes import growth_words, is_level
from briefing.model.wording.chinese import chinese_number
from briefing.model.wording.phrase import Phrase, after, around, join, plain
from briefing.model.wording.tongue import Marks, PaceWords, PartNames, Tongue

TONGUES: Mapping[Language, Tongue] = {"zh": chinese, "en": english}


def tongue(language: Language) -> Tongue:
    """Return all the words of a language."""
    return TONGUES[language]


def marks(language: Language) -> Marks:
    return TONGUES[language].MARKS


def part_names(language: Language) -> PartNames:
    return TONGUES[language].PARTS


def pace_words(language: Language) -> PaceWords:
    return TONGUES[language].PACE


def light_word(light: Light, language: Language) -> str:
    return TONGUES[language].LIGHTS[light]


def value(row: Series, *, verb: str = "") -> Phrase:
    """Say what the current value is: `引进重点项目65个`, `满意度居全市第1位`."""
    return tongue(row.language).value(row, verb=verb)


def about(row: Series, phrase: Phrase, name: str = "") -> Phrase:
    """Let a phrase follow the row's name, or the name that is given for it."""
    return tongue(row.language).about(name or row.name, phrase)


def level(row: Series) -> Phrase:
    """Say the value with its period and without its name; nothing where there is no value."""
    if row.current is None or row.current.value is None:
        return ()
    return *tongue(row.language).level(row, printing.value(row, row.current)), *preliminary(row)


def preliminary(row: Series) -> Phrase:
    """Mark a preliminary value, as it follows the value: `（初步统计数）`."""
    marked = row.current is not None and row.current.status == "preliminary"
    return (tongue(row.language).PRELIMINARY,) if marked else ()


def change(pair: Comparison) -> Phrase:
    """Say how a value changed: `比2017年增长23.8%`, `同比提高0.3个百分点`, `比上年上升31位`, `与上年持平`."""
    return tongue(pair.series.language).change(pair)


def level_words(words: str, language: Language = "zh") -> str:
    """Say that nothing changed against what `words` names: 与上年持平, 与2017年持平, 同比持平."""
    return tongue(language).level_words(words)


def signed_change(pair: Comparison) -> Phrase:
    """Return the change as cards and tables print it: `+23.8%`, `↑31位`, `-0.3个百分点`, `持平`."""
    return tongue(pair.series.language).signed_change(pair)


def from_to(pair: Comparison) -> Phrase:
    """Say where a value came from: `由2017年的681.4亿元增加到2019年的843.8亿元`."""
    return tongue(pair.series.language).from_to(pair)


def net_change(pair: Comparison) -> Phrase:
    """Say the absolute change: `净增162.4亿元`."""
    return tongue(pair.series.language).net_change(pair)


def mean_growth(pair: Comparison) -> Phrase:
    """Say the compound annual rate, where two years or more lie between: `年均增长11.3%`."""
    return tongue(pair.series.language).mean_growth(pair)


def multiple(pair: Comparison) -> str:
    """Say that a value doubled (翻一番, 实现翻番); empty below a doubling."""
    return tongue(pair.series.language).multiple(pair)


def doubled(pair: Comparison) -> Phrase:
    """Say that a value doubled, as it follows its name."""
    return tongue(pair.series.language).doubled(pair)


def published_growth(row: Series) -> Phrase:
    """Say the published growth rate of the current value: `比上年增长19%`, `同比下降2.1%`."""
    return tongue(row.language).published_growth(row)


def signed_published_growth(row: Series) -> Phrase:
    """Return the published growth rate as cards and tables print it: `+19%`, `−2.1%`, `持平`, or nothing."""
    figure = printing.published_growth(row)
    if figure is None:
        return ()
    if figure.rounded == 0:
        return (tongue(row.language).UNCHANGED,)
    return "+" if figure.rounded > 0 else "−", printing.unsigned(figure)


def target(row: Series, state: Pace) -> Phrase:
    """Say how a target stands: `完成目标的81.0%，落后序时进度19.0个百分点`, `比目标高11微克/立方米`."""
    return tongue(row.language).target(row, state)


def leads(row: Series) -> Phrase:
    """Say that a row leads its peers: `甲区产值居首，达475.0亿元`."""
    mine = tongue(row.language)
    return mine.about(row.title, mine.leading(row))


def placed(row: Series, rank: Figure) -> Phrase:
    """Say a rank, as it follows what is ranked: `居第6位`."""
    return tongue(row.language).placed(rank)


__all__ = [
    "TONGUES",
    "Marks",
    "PaceWords",
    "PartNames",
    "Phrase",
    "Tongue",
    "about",
    "after",
    "around",
    "change",
    "chinese_number",
    "doubled",
    "from_to",
    "growth_words",
    "is_level",
    "join",
    "leads",
    "level",
    "level_words",
    "light_word",
    "marks",
    "mean_growth",
    "multiple",
    "net_change",
    "pace_words",
    "part_names",
    "placed",
    "plain",
    "preliminary",
    "published_growth",
    "signed_change",
    "signed_published_growth",
    "target",
    "tongue",
    "value",
]
