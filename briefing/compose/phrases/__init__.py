"""The phrases of composing by language: the one place to add a word that a table, a chart or a headline says itself.

A new phrase is a field of `Phrases` and a row in each language; a new language is a module and its row in `PHRASES`.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefing.compose.phrases.boards import BOARDS, BoardPhrases
from briefing.compose.phrases.chinese import CHINESE
from briefing.compose.phrases.english import ENGLISH
from briefing.compose.phrases.model import Phrases, filled
from briefing.model.language import Language

PHRASES: Mapping[Language, Phrases] = {"zh": CHINESE, "en": ENGLISH}


def phrases(language: Language) -> Phrases:
    return PHRASES[language]


__all__ = ["BOARDS", "PHRASES", "BoardPhrases", "Phrases", "filled", "phrases"]
