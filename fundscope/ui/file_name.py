"""What a file that came in is called."""

from __future__ import annotations

from fundscope import words
from fundscope.store import UnknownUploadError
from fundscope.ui.scene import Scene, the_store


def file_name(scene: Scene, sha256: str | None) -> str:
    """The name under which a file came in, with the head of its fingerprint."""
    if not sha256:
        return words.UNKNOWN[scene.view.lang]
    try:
        return f"{the_store(scene.address).upload(sha256).file_name} ({sha256[:8]})"
    except UnknownUploadError:
        return sha256[:8]
