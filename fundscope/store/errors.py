"""What can go wrong with a store, as sentences for the person who must act.

::

    StoreError
    ├── UnknownReleaseError
    │   └── NoReleaseError
    ├── UnknownDatasetError
    ├── UnknownUploadError
    ├── StaleBaseError
    ├── TableMismatchError
    └── UnsignedError

The message is English. ``key`` and ``values`` say the same in any language:
``words.text(error.key, lang, **error.values)``.
"""

from __future__ import annotations

from typing import ClassVar

from fundscope.words import text


class StoreError(Exception):
    """The store cannot do what was asked; nothing has changed in it."""

    key: ClassVar[str]

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(text(self.key, "en", **values))


class UnknownReleaseError(StoreError):
    """There is no release of that number."""

    key = "store.unknown_release"


class NoReleaseError(UnknownReleaseError):
    """Nothing has been published yet."""

    key = "store.no_release"


class UnknownDatasetError(StoreError):
    """The release holds no dataset of that name."""

    key = "store.unknown_dataset"


class UnknownUploadError(StoreError):
    """No file with that SHA-256 has been kept."""

    key = "store.unknown_upload"


class StaleBaseError(StoreError):
    """Somebody has published since the release on which the change was made."""

    key = "store.stale_base"


class TableMismatchError(StoreError):
    """A table has not exactly the declared columns and types."""

    key = "store.table_mismatch"


class UnsignedError(StoreError):
    """A release needs an author and a message."""

    key = "store.unsigned"
