"""What holds for the repository as a whole, whatever is added to it."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
CODE_FOLDERS = ("fundscope", "pages", "queries", "benchmarks", "tests")
TEXT_SUFFIXES = {".css", ".csv", ".js", ".md", ".po", ".py", ".sql", ".svg", ".toml", ".txt", ""}
ROOMS = sorted(path.parent.name for path in (CHECKOUT / "fundscope").glob("*/__init__.py"))
MOST_LINES = 400

# A file may live anywhere, so no path of the machine on which it was written belongs in it.
PATH_OF_A_MACHINE = re.compile(r"(?<![\w.*~-])/(?:home|root|work|Users)/\w")


def _code_files(*folders: str) -> list[Path]:
    files = [path for folder in folders for path in sorted((CHECKOUT / folder).rglob("*")) if path.is_file()]
    return [path for path in files if path.suffix in {".py", ".sql", ".css", ".js"}]


def _own_text_files() -> list[Path]:
    tops = [*CODE_FOLDERS, "data", "docs", ".ci", ".streamlit"]
    below = [path for top in tops for path in sorted((CHECKOUT / top).rglob("*"))]
    beside = [path for path in sorted(CHECKOUT.glob("*")) if path.name != ".git"]
    files = [path for path in below + beside if path.is_file() and "__pycache__" not in path.parts]
    return [path for path in files if path.suffix in TEXT_SUFFIXES]


def _requirements(file: str) -> list[str]:
    lines = (CHECKOUT / file).read_text(encoding="utf-8").splitlines()
    return [line.split("==")[0].strip().lower() for line in lines if line and not line.startswith("#")]


def _imported_packages(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"fundscope", "benchmarks", "tests"}


def _imported_distributions(*paths: Path) -> set[str]:
    distributions = packages_distributions()
    imported = {name for path in paths for name in _imported_packages(path)}
    return {distribution.lower() for name in imported for distribution in distributions.get(name, [name])}


def test_no_file_of_code_is_longer_than_it_can_be_read() -> None:
    """Code files stay under 400 lines."""
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in _code_files(*CODE_FOLDERS)}
    too_long = {
        str(path.relative_to(CHECKOUT)): count for path, count in lines.items() if count >= MOST_LINES
    }

    assert lines
    assert too_long == {}


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    """A checkout works wherever it lies."""
    files = _own_text_files()
    found = {
        str(path.relative_to(CHECKOUT)): match.group()
        for path in files
        if (match := PATH_OF_A_MACHINE.search(path.read_text(encoding="utf-8")))
    }

    assert CHECKOUT / "README.md" in files
    assert found == {}


def test_the_readme_names_the_targets_of_the_makefile() -> None:
    """Every `make` in the README exists, and every target a person may want is told at the Makefile's top."""
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE)) - {"system-packages"}
    told = set(re.findall(r"^# make ([a-z]+)", makefile, flags=re.MULTILINE))
    in_readme = set(re.findall(r"(?:`|^)make ([a-z]+)", readme, flags=re.MULTILINE))

    assert told == targets
    assert in_readme >= {"run", "test", "bench"}
    assert in_readme - targets == set()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_the_readme_says_why_each_dependency_is_there(file: str) -> None:
    """A dependency nobody can explain is one too many."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    what_it_stands_on = readme.split("## What it stands on")[1]
    unexplained = [name for name in _requirements(file) if name not in what_it_stands_on]

    assert unexplained == []


def test_requirements_are_pinned_exactly() -> None:
    """The same list installs the same program next year."""
    lines = [
        line
        for file in ("requirements.txt", "requirements-dev.txt")
        for line in (CHECKOUT / file).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    loose = [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==\S+ +# .+", line)]

    assert loose == []


def test_requirements_are_what_the_program_imports() -> None:
    """Nothing is imported by luck, through another package, and nothing is installed for nothing."""
    program = [*_code_files("fundscope", "pages"), CHECKOUT / "dashboard.py"]
    imported = _imported_distributions(*[path for path in program if path.suffix == ".py"])

    assert imported == set(_requirements("requirements.txt"))


def test_what_tests_import_is_declared() -> None:
    """A fresh machine has what the tests and benchmarks need."""
    code = [path for path in _code_files("tests", "benchmarks") if path.suffix == ".py"]
    declared = {*_requirements("requirements.txt"), *_requirements("requirements-dev.txt")}

    assert _imported_distributions(*code) - declared == set()


@pytest.mark.parametrize("room", ROOMS)
def test_the_public_face_of_a_room_is_true(room: str) -> None:
    """Every name in ``__all__`` exists, and is exactly what the room brings in for others."""
    module = importlib.import_module(f"fundscope.{room}")
    face = Path(str(module.__file__))
    brought_in = {
        alias.asname or alias.name
        for node in ast.parse(face.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    }
    listed = set(getattr(module, "__all__", ()))

    assert module.__doc__
    assert listed == brought_in
    assert [name for name in listed if not hasattr(module, name)] == []
