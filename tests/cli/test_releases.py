"""`releases` and `restore`."""

from __future__ import annotations

import getpass

from fundscope.store import Store
from tests.cli.conftest import Run


def test_releases_are_listed_newest_first(run: Run, store: Store) -> None:
    """With who published each, when and why."""
    times = [f"{release.published_at:%d %b %Y %H:%M} UTC".lstrip("0") for release in store.releases()]
    width = max(map(len, times))

    assert run("releases").lines == [
        f"release  {'published'.ljust(width)}  by         why",
        f"      2  {times[0].ljust(width)}  B. Nalyst  One less",
        f"      1  {times[1].ljust(width)}  A. Nalyst  Made by hand",
    ]


def test_releases_as_json_say_what_each_holds(run: Run, store: Store) -> None:
    """Rows and fingerprint of each dataset, not the files of its table."""
    latest, first = store.releases()
    told = run("releases", "--json").json
    projects = latest.datasets["projects"]

    assert told["store"] == store.address
    assert [release["number"] for release in told["releases"]] == [2, 1]
    assert told["releases"][1]["published_at"] == first.published_at.isoformat()
    assert told["releases"][0]["datasets"]["projects"] == {
        "version": projects.version,
        "rows": 3,
        "content_hash": projects.content_hash,
        "sample_rows": 0,
    }


def test_an_empty_store_says_what_to_do(run: Run) -> None:
    """As JSON it is simply empty."""
    ended = run("releases")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("has no release yet. Run: python -m fundscope init\n")
    assert run("releases", "--json").json["releases"] == []


def test_restore_publishes_an_old_release_as_a_new_one(run: Run, store: Store) -> None:
    """Signed like any other."""
    ended = run("restore", "1", "--author", "C. Nalyst", "-m", "Too soon")
    restored = store.release()

    assert (ended.code, ended.out) == (0, "Published release 3, which is release 1 again.\n")
    assert (restored.number, restored.restored_from, restored.author) == (3, 1, "C. Nalyst")
    assert restored.datasets == store.release(1).datasets
    assert run("releases").lines[1].endswith("Too soon (brought back release 1)")


def test_restore_is_signed_and_says_why_by_itself(run: Run, store: Store) -> None:
    """Without words of one's own: the user of the machine, and that the release was brought back."""
    ended = run("restore", "1")
    restored = store.release()

    assert ended.code == 0
    assert (restored.author, restored.message) == (getpass.getuser(), "Release 1 brought back")


def test_nobody_publishes_without_a_reason(run: Run, store: Store) -> None:
    """An empty message is none."""
    assert run("restore", "1", "--author", "C. Nalyst", "-m", " ").code == 1
    assert store.release().number == 2
