"""Releases: numbered, immutable snapshots of all datasets, with their uploads and registers."""

from fundscope.store.address import store_address
from fundscope.store.content import arrow_schema, content_hash
from fundscope.store.errors import (
    NoReleaseError,
    StaleBaseError,
    StoreError,
    TableMismatchError,
    UnknownDatasetError,
    UnknownReleaseError,
    UnknownUploadError,
    UnsignedError,
)
from fundscope.store.release import Check, DatasetVersion, Release, Upload, Waiver
from fundscope.store.store import Store

__all__ = [
    "Check",
    "DatasetVersion",
    "NoReleaseError",
    "Release",
    "StaleBaseError",
    "Store",
    "StoreError",
    "TableMismatchError",
    "UnknownDatasetError",
    "UnknownReleaseError",
    "UnknownUploadError",
    "UnsignedError",
    "Upload",
    "Waiver",
    "arrow_schema",
    "content_hash",
    "store_address",
]
