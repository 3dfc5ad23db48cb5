"""The catalogues of words: complete, alike in both languages, and used."""

from __future__ import annotations

import ast
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from fundscope.figures import ENTERPRISE_LEVELS, GROUPINGS, LEVELS, MEASURES, SORTINGS, figure_names
from fundscope.model import LANGUAGES, Language
from fundscope.words import LOCALE_FOLDER, MissingWordsError, keys, plural, text

CHECKOUT = Path(__file__).resolve().parents[2]
CODE = [
    *(CHECKOUT / "fundscope").rglob("*.py"),
    *(CHECKOUT / "pages").glob("*.py"),
    CHECKOUT / "dashboard.py",
]

# Keys that are put together from a code: the pattern, and the codes that there are.
FAMILIES = {
    "{}.title": figure_names(),
    "level.{}": (*LEVELS, *ENTERPRISE_LEVELS),
    "filter.{}": (*LEVELS, *ENTERPRISE_LEVELS, "since", "until"),
    "unknown.{}": (*LEVELS, *ENTERPRISE_LEVELS),
    "other.{}": LEVELS,
    "count.{}": (*LEVELS, *ENTERPRISE_LEVELS),
    "class.{}": [f"{level}.{code}" for level, codes in ENTERPRISE_LEVELS.items() for code in codes],
    "by.{}": GROUPINGS,
    "measure.{}": MEASURES,
    "choice.measure.{}": MEASURES,
    "choice.sort.{}": SORTINGS,
    "status.{}": ("stated", "derived", "doubtful"),
    "rule.{}": ("decided", "paid"),
    "rule.{}_short": ("decided", "paid", "size"),
    "currency.{}.unit": ("cny", "usd"),
}


# What an f-string that makes a key looks like: {}.headline, rule.{}_short.
KEY_TEMPLATE = re.compile(r"(?=.*{})(?=.*[a-z])[a-z0-9_/{}]+(\.[a-z0-9_{}]+)+")


def _messages(lang: Language) -> list[Message]:
    files = [path.read_bytes() for path in sorted((LOCALE_FOLDER / lang).glob("*.po"))]
    return [message for file in files for message in read_po(io.BytesIO(file), locale=lang) if message.id]


def _key(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _placeholders_by_key(lang: Language) -> dict[str, set[str]]:
    return {
        _key(message): set().union(*(_placeholders(form) for form in _forms(message)))
        for message in _messages(lang)
    }


def _template(node: ast.expr) -> str | None:
    """The text of a literal, with {} for what an f-string puts in; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in template.split("{}")))


def _nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


def _calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every place that asks for words: where, the key's template, and the values given (None: not told)."""
    for path, node in _nodes():
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        template = _template(node.args[0]) if name in ("text", "plural") else None
        if template is None:
            continue
        given = {keyword.arg for keyword in node.keywords if keyword.arg}
        spread = any(keyword.arg is None for keyword in node.keywords)
        always = {"count"} if name == "plural" else set()
        yield f"{path.relative_to(CHECKOUT)}:{node.lineno}", template, None if spread else given | always


def test_both_languages_have_the_same_keys() -> None:
    """Nothing can be read in one language only."""
    assert keys("en") == keys("zh")
    assert len(keys("en")) > 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_words_are_empty_and_no_key_stands_twice(lang: Language) -> None:
    """All files of a language are one catalogue, so a second entry would silently win."""
    messages = _messages(lang)
    twice = [key for key, count in Counter(map(_key, messages)).items() if count > 1]
    empty = [_key(message) for message in messages if not all(form.strip() for form in _forms(message))]

    assert twice == []
    assert empty == []


def test_both_languages_fill_in_the_same_values() -> None:
    """A value that one language leaves out is a fact that its readers do not get."""
    english, chinese = _placeholders_by_key("en"), _placeholders_by_key("zh")
    differing = {key: (english[key], chinese[key]) for key in english if english[key] != chinese[key]}

    assert differing == {}


def test_chinese_is_chinese() -> None:
    """Chinese words in Latin letters only are names and codes, and so the same in English."""
    english = {_key(message): _forms(message) for message in _messages("en")}
    not_chinese = {
        _key(message): _forms(message)
        for message in _messages("zh")
        if re.search("[A-Za-z]", re.sub(r"{\w+}", "", "".join(_forms(message))))
        and not re.search(r"[\u4e00-\u9fff]", "".join(_forms(message)))
    }

    assert not_chinese == {key: english[key] for key in not_chinese}


def test_every_key_that_code_asks_for_exists() -> None:
    """One that is put together from a code has at least one member."""
    missing = [
        f"{where}: {template}"
        for where, template, _ in _calls()
        if not any(map(_pattern(template).fullmatch, keys("en")))
    ]

    assert missing == []


def test_every_call_gives_the_values_that_the_words_take() -> None:
    """No text fails for want of a value when somebody reads it."""
    taken = _placeholders_by_key("en")
    lacking = [
        f"{where}: {template} lacks {', '.join(sorted(taken[template] - given))}"
        for where, template, given in _calls()
        if given is not None and template in taken and taken[template] - given
    ]

    assert lacking == []


@pytest.mark.parametrize("family", FAMILIES)
def test_families_of_keys_are_complete(family: str) -> None:
    """Every code that a key can be put together from has its words."""
    members = [family.replace("{}", code) for code in FAMILIES[family]]

    assert [key for key in members if key not in keys("en")] == []


def test_no_words_are_left_over() -> None:
    """A key stands in code as it is, or is what some f-string can make."""
    templates = {
        template for _, node in _nodes() if isinstance(node, ast.expr) and (template := _template(node))
    }
    patterns = [_pattern(template) for template in templates if KEY_TEMPLATE.fullmatch(template)]
    left_over = [
        key
        for key in sorted(keys("en"))
        if key not in templates and not any(pattern.fullmatch(key) for pattern in patterns)
    ]

    assert left_over == []


@pytest.mark.parametrize(
    ("count", "en", "zh"),
    [(0, "0 projects", "0 个项目"), (1, "1 project", "1 个项目"), (2, "2 projects", "2 个项目")],
)
def test_counts_take_the_form_of_their_language(count: int, en: str, zh: str) -> None:
    """English has one and many, Chinese has one form for all."""
    assert (plural("count.project", count, "en"), plural("count.project", count, "zh")) == (en, zh)


def test_a_key_without_words_is_named_with_the_nearest() -> None:
    """The message helps whoever mistyped it."""
    with pytest.raises(
        MissingWordsError, match=r"No words for 'level.sectr' in zh. Did you mean level.sector"
    ):
        text("level.sectr", "zh")
    with pytest.raises(
        MissingWordsError, match=r"No words for 'count.projet' in en. Did you mean count.project"
    ):
        plural("count.projet", 2, "en")
