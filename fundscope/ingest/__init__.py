"""A file becomes tables, mapped columns, typed rows, issues, and a release."""

from fundscope.ingest.check import Checked, HandedIn, Part, Source, check_file, check_files, reference_tables
from fundscope.ingest.companies import NEW_ENTERPRISE, NONE_OF_THEM, Company, Held, held_by_enterprise
from fundscope.ingest.company_proposals import Proposal
from fundscope.ingest.company_register import Match, former_names, matches, undo_match
from fundscope.ingest.conversions import Conversion, conversions
from fundscope.ingest.handback import HandedBack, hand_back
from fundscope.ingest.issue import ImportRefusedError, Issue, in_yuan
from fundscope.ingest.learned import Learned, forget
from fundscope.ingest.mapping import MappedColumn
from fundscope.ingest.mended import Mended, mended_since
from fundscope.ingest.merge import Mode
from fundscope.ingest.older_references import older_references
from fundscope.ingest.origins import Cell, cells_of_row
from fundscope.ingest.recognise import Fit, Found, found_tables, recognise
from fundscope.ingest.road import import_files, open_or_begin, publish_checked
from fundscope.ingest.rule import Rule, rules
from fundscope.ingest.stage import Staged, StagingChoices, UnitUsed, stage
from fundscope.ingest.template_workbook import template_workbook
from fundscope.ingest.told import checked_as_json

__all__ = [
    "NEW_ENTERPRISE",
    "NONE_OF_THEM",
    "Cell",
    "Checked",
    "Company",
    "Conversion",
    "Fit",
    "Found",
    "HandedBack",
    "HandedIn",
    "Held",
    "ImportRefusedError",
    "Issue",
    "Learned",
    "MappedColumn",
    "Match",
    "Mended",
    "Mode",
    "Part",
    "Proposal",
    "Rule",
    "Source",
    "Staged",
    "StagingChoices",
    "UnitUsed",
    "cells_of_row",
    "check_file",
    "check_files",
    "checked_as_json",
    "conversions",
    "forget",
    "former_names",
    "found_tables",
    "hand_back",
    "held_by_enterprise",
    "import_files",
    "in_yuan",
    "matches",
    "mended_since",
    "older_references",
    "open_or_begin",
    "publish_checked",
    "recognise",
    "reference_tables",
    "rules",
    "stage",
    "template_workbook",
    "undo_match",
]
