"""A file becomes tables, mapped columns, typed rows, issues, and a release."""

from fundscope.ingest.check import Checked, HandedIn, Source, check_file, check_files, checked_as_json
from fundscope.ingest.companies import NEW_ENTERPRISE, NONE_OF_THEM, Company, Held, held_by_enterprise
from fundscope.ingest.company_proposals import Proposal
from fundscope.ingest.company_register import Match, former_names, matches, undo_match
from fundscope.ingest.issue import ImportRefusedError, Issue
from fundscope.ingest.mapping import MappedColumn
from fundscope.ingest.merge import Mode
from fundscope.ingest.recognise import Fit, fits_of, recognise
from fundscope.ingest.road import import_files, open_or_begin, publish_checked
from fundscope.ingest.rule import Rule, rules
from fundscope.ingest.stage import Staged, StagingChoices, UnitUsed, stage

__all__ = [
    "NEW_ENTERPRISE",
    "NONE_OF_THEM",
    "Checked",
    "Company",
    "Fit",
    "HandedIn",
    "Held",
    "ImportRefusedError",
    "Issue",
    "MappedColumn",
    "Match",
    "Mode",
    "Proposal",
    "Rule",
    "Source",
    "Staged",
    "StagingChoices",
    "UnitUsed",
    "check_file",
    "check_files",
    "checked_as_json",
    "fits_of",
    "former_names",
    "held_by_enterprise",
    "import_files",
    "matches",
    "open_or_begin",
    "publish_checked",
    "recognise",
    "rules",
    "stage",
    "undo_match",
]
