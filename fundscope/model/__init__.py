"""What is true of the field: datasets, units, codes. Imports nothing of ours."""

from fundscope.model.credit_code import check_character, is_credit_code
from fundscope.model.declaration import (
    DATA_FOLDER,
    LANGUAGES,
    PROVENANCE,
    Code,
    Column,
    ColumnType,
    Dataset,
    DeclarationError,
    Language,
    SampleMark,
    Words,
    datasets,
    read_declaration,
)
from fundscope.model.units import (
    MONEY_UNITS,
    UNKNOWN_WORDS,
    VAGUE_WORDS,
    Currency,
    MoneyUnit,
    money_unit,
    plain,
    spelled_unit,
)

__all__ = [
    "DATA_FOLDER",
    "LANGUAGES",
    "MONEY_UNITS",
    "PROVENANCE",
    "UNKNOWN_WORDS",
    "VAGUE_WORDS",
    "Code",
    "Column",
    "ColumnType",
    "Currency",
    "Dataset",
    "DeclarationError",
    "Language",
    "MoneyUnit",
    "SampleMark",
    "Words",
    "check_character",
    "datasets",
    "is_credit_code",
    "money_unit",
    "plain",
    "read_declaration",
    "spelled_unit",
]
