"""A file becomes tables, mapped columns, typed rows, issues, and a release."""

from fundscope.ingest.check import Checked, HandedIn, Source, check_file, check_files, checked_as_json
from fundscope.ingest.issue import ImportRefusedError, Issue
from fundscope.ingest.mapping import MappedColumn
from fundscope.ingest.merge import Mode
from fundscope.ingest.recognise import Fit, fits_of, recognise
from fundscope.ingest.road import import_files, open_or_begin, publish_checked
from fundscope.ingest.rule import Rule, rules
from fundscope.ingest.stage import Staged, StagingChoices, UnitUsed, stage

__all__ = [
    "Checked",
    "Fit",
    "HandedIn",
    "ImportRefusedError",
    "Issue",
    "MappedColumn",
    "Mode",
    "Rule",
    "Source",
    "Staged",
    "StagingChoices",
    "UnitUsed",
    "check_file",
    "check_files",
    "checked_as_json",
    "fits_of",
    "import_files",
    "open_or_begin",
    "publish_checked",
    "recognise",
    "rules",
    "stage",
]
