"""Original files, kept by the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from dataclasses import asdict

from pyarrow.fs import FileSystem

from fundscope.store.errors import UnknownUploadError
from fundscope.store.release import Upload

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Uploads:
    """A folder with two files for each upload: its bytes, named by their SHA-256, and its name as JSON."""

    def __init__(self, filesystem: FileSystem, folder: str) -> None:
        self._filesystem = filesystem
        self._folder = folder

    def keep(self, data: bytes, file_name: str) -> Upload:
        """Keep the bytes. Where they are already kept, the name they first came with stays."""
        upload = Upload(hashlib.sha256(data).hexdigest(), file_name, len(data))
        if self._has(upload.sha256):
            return self.find(upload.sha256)
        self._filesystem.create_dir(self._folder, recursive=True)
        self._write(f"{upload.sha256}.json", json.dumps(asdict(upload), ensure_ascii=False).encode())
        self._write(upload.sha256, data)
        return upload

    def find(self, sha256: str) -> Upload:
        """What is known of an upload.

        Raises:
            UnknownUploadError: no file with that SHA-256 has been kept.
        """
        return Upload(**json.loads(self._read(sha256, ".json")))

    def read(self, sha256: str) -> bytes:
        """The bytes of an upload, exactly as they were handed in.

        Raises:
            UnknownUploadError: no file with that SHA-256 has been kept.
        """
        return self._read(sha256, "")

    def _has(self, sha256: str) -> bool:
        # Anything else could be a path to elsewhere.
        if not _SHA256.fullmatch(sha256):
            return False
        return bool(self._filesystem.get_file_info(f"{self._folder}/{sha256}").is_file)

    def _read(self, sha256: str, suffix: str) -> bytes:
        if not self._has(sha256):
            raise UnknownUploadError(sha256=sha256)
        with self._filesystem.open_input_stream(f"{self._folder}/{sha256}{suffix}") as file:
            return bytes(file.read())

    def _write(self, name: str, data: bytes) -> None:
        """Write under another name and then move, so that no half-written file is ever seen."""
        part = f"{self._folder}/{name}.{uuid.uuid4().hex}.part"
        with self._filesystem.open_output_stream(part) as file:
            file.write(data)
        self._filesystem.move(part, f"{self._folder}/{name}")
