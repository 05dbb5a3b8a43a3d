"""The house's one-way street: reports -> targets -> plan -> agencies; no app imports config; pure modules stay pure."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORDER = ["agencies", "plan", "targets", "reports"]
PURE = [
    "agencies/text.py",
    "targets/figures.py",
    "targets/paths.py",
    "targets/rule.py",
    "targets/verdicts.py",
    *(f"targets/exchange/{name}.py" for name in ("nodes", "records", "schema", "binding")),
    "reports/workflow.py",
    "reports/deadlines.py",
    "reports/collect/completeness.py",
]
IMPURE = ("django.db.models.query", "django.conf", "django.utils.timezone", "agencies.models", "plan.models")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(app, modules):
    forbidden = [*ORDER[ORDER.index(app) + 1 :], "config"]
    return [name for name in modules if name.split(".")[0] in forbidden]


@pytest.mark.parametrize("app", ORDER)
def test_no_app_learns_of_a_higher_one(app):
    for path in (ROOT / app).rglob("*.py"):
        assert breaches(app, imported(path)) == [], path


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_import_neither_orm_nor_clock_nor_settings(name):
    modules = list(imported(ROOT / name))
    assert [m for m in modules if m.startswith(IMPURE) or (m.endswith(".models") and m != "django.db.models")] == []


def test_the_rule_itself_can_fail():
    assert breaches("plan", ["agencies.models", "targets.models", "config.settings"]) == [
        "targets.models",
        "config.settings",
    ]
