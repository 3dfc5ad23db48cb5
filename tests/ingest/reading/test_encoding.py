"""In which encoding a text is written, for texts as each country's offices write them."""

from __future__ import annotations

import pytest

from fundscope.ingest.reading.encoding import decoded, encoding_of, tell_encoding
from fundscope.ingest.reading.unreadable import Unreadable

SIMPLIFIED = "项目编号,企业名称,投资金额（万元）\nP01,示例科技有限公司,1200\nP02,样本医药有限公司,300\n"
TRADITIONAL = "縣市,產業別,補助金額（千元）\n臺北市,半導體,1200\n桃園市,機械設備,300\n"
FRENCH = "Année;Région;Montant alloué\n2023;Île-de-France;1,5\n2024;Provence-Alpes-Côte d’Azur;2,5\n"
GERMAN = "Empfänger;Förderkennzeichen;Straße\nMüller GmbH;01AB;Königsallee\nGrößer AG;02CD;Am Hügel\n"
POLISH = "Województwo;Kwota\nŁódzkie;1\nŚląskie;2\nWarmińsko-mazurskie;3\n"
CZECH = "Příjemce;Částka\nČeská republika;1\nJihočeský kraj;2\nZlínský kraj, město Uherský Brod;3\nšíření;4\n"
HUNGARIAN = "Kedvezményezett;Összeg\nGyőr-Moson-Sopron;1\nFejlesztési fűtőmű, üzem;2\n"
RUSSIAN = "Организация;Сумма\nОбразец;100\nПример;200\n"
JAPANESE = "都道府県,金額\nひらがな,1\nカタカナ,2\n"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "utf-8"), (TRADITIONAL, "big5"),
        (FRENCH, "cp1252"), (GERMAN, "cp1252"), (POLISH, "cp1250"), (CZECH, "cp1250"), (HUNGARIAN, "cp1250"),
        (RUSSIAN, "cp1251"), (JAPANESE, "shift_jis"),
    ],
)  # fmt: skip
def test_the_encoding_is_told_from_the_text(text: str, codec: str) -> None:
    data = text.encode(codec)

    assert tell_encoding(data).codec == codec
    assert decoded(data, codec) == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_mark_or_the_zeros_of_western_text_say_it(codec: str) -> None:
    """UTF-16 without a mark is told by its zeros."""
    told = tell_encoding(GERMAN.encode(codec)).codec

    assert decoded(GERMAN.encode(codec), told) == GERMAN


@pytest.mark.parametrize("sign", ["©", "®", "é", "€", "½"])
def test_one_sign_is_enough(sign: str) -> None:
    """Of a western text; a small file has no more evidence."""
    assert tell_encoding(f"a,b\n1,{sign}\n".encode("cp1252")).codec == "cp1252"


def test_few_damaged_bytes_do_not_change_the_encoding() -> None:
    """They are shown as such."""
    data = SIMPLIFIED.encode() * 20 + b"\xe9,1\n"

    assert tell_encoding(data).codec == "utf-8"
    assert decoded(data, "utf-8").count("\ufffd") == 1


def test_zero_bytes_at_the_end_of_cells_are_nothing() -> None:
    data = b"CODE\x00\tTEXT\x00\n1\x00\tsome words\x00\n"

    assert tell_encoding(data).codec == "utf-8"
    assert decoded(data, "utf-8") == "CODE\tTEXT\n1\tsome words\n"


def test_a_person_s_word_counts() -> None:
    assert encoding_of(TRADITIONAL.encode("big5"), "GBK").codec == "gbk"


def test_a_word_that_names_no_encoding_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        encoding_of(b"a", "klingon")

    assert (refused.value.code, refused.value.values) == ("unknown_encoding", {"encoding": "klingon"})


def test_noise_is_no_text() -> None:
    with pytest.raises(Unreadable) as refused:
        tell_encoding(bytes(range(1, 32)) * 40)

    assert refused.value.code == "wrong_type"
