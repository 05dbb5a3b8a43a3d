"""A ratchet: nothing grows beyond what can be read in a sitting."""

import ast

import pytest

from tools.stack.folder import ROOT

LINES = {".py": 400, ".test": 500, ".html": 150, ".js": 200, ".css": 500}
FUNCTION_LINES = 50
FOLDERS = ["agencies", "plan", "targets", "reports", "config", "tools", "tests", "templates", "static"]
OURS = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in LINES and not {"vendor", "migrations"} & set(path.parts)
]


def too_long(path, text):
    """Every reason why a file is too long, as "name: lines"."""
    lines = len(text.splitlines())
    most = LINES[".test" if path.name.startswith("test_") else path.suffix]
    if lines > most:
        yield f"{path.name}: {lines}"
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= FUNCTION_LINES:
                yield f"{path.name}, {node.name}: {node.end_lineno - node.lineno + 1}"


@pytest.mark.parametrize("suffix", [".py", ".html", ".js", ".css"])
def test_no_file_and_no_function_is_too_long(suffix):
    paths = [path for path in OURS if path.suffix == suffix]
    assert paths
    assert [reason for path in paths for reason in too_long(path, path.read_text())] == []


def test_the_ratchet_can_fail():
    function = "def long():\n" + "    pass\n" * FUNCTION_LINES
    assert list(too_long(ROOT / "a.py", function)) == ["a.py, long: 51"]
    assert list(too_long(ROOT / "a.js", "\n" * 201)) == ["a.js: 201"]
