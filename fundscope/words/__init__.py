"""English and Chinese: texts, numbers, money, dates."""

from fundscope.words.catalogue import LOCALE_FOLDER, MissingWordsError, keys, plural, sentences, text
from fundscope.words.dates import day, half_year, moment, month, month_name, period
from fundscope.words.numbers import UNKNOWN, money, number, share
from fundscope.words.pinyin import pinyin_pattern

__all__ = [
    "LOCALE_FOLDER",
    "UNKNOWN",
    "MissingWordsError",
    "day",
    "half_year",
    "keys",
    "moment",
    "money",
    "month",
    "month_name",
    "number",
    "period",
    "pinyin_pattern",
    "plural",
    "sentences",
    "share",
    "text",
]
