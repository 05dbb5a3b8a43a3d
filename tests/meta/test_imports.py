"""The house's one-way street: reports -> targets -> plan -> agencies; no app imports config; pure modules stay pure."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORDER = ["agencies", "plan", "targets", "reports"]
PURE = [
    "agencies/managing/names.py",
    "agencies/naming.py",
    "agencies/text.py",
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "plan/document").glob("*.py"))),
    "targets/figures.py",
    "targets/matrix.py",
    "targets/paths.py",
    "targets/possible.py",
    "targets/projection.py",
    "targets/quotient.py",
    "targets/rule.py",
    "targets/running.py",
    "targets/schedule.py",
    "targets/sentences.py",
    "targets/setting/units.py",
    "targets/verdicts.py",
    "targets/wording.py",
    *(f"targets/exchange/{name}.py" for name in ("nodes", "records", "schema", "binding", "differences")),
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "targets/phrases").glob("*.py"))),
    "reports/workflow.py",
    "reports/deadlines.py",
    "reports/flags.py",
    *(f"reports/difficulties/{name}.py" for name in ("steps", "ages", "nothing", "recording", "checking")),
    *(f"reports/issuing/{name}.py" for name in ("cells", "changes", "numbering", "signing")),
    "reports/parts.py",
    "reports/typed.py",
]
IMPURE = ("django.db.models.query", "django.conf", "django.utils.timezone", "time")
IMPURE_PARTS = {"models", "selectors", "services"}  # of our apps: rows, reads and writes
CLOCK = {"now", "today", "localdate", "localtime", "utcnow"}


def imported(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import: {ast.unparse(node)}"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def breaches(app, modules):
    forbidden = [*ORDER[ORDER.index(app) + 1 :], "config"]
    return [name for name in modules if name.split(".")[0] in forbidden]


@pytest.mark.parametrize("app", ORDER)
def test_no_app_learns_of_a_higher_one(app):
    for path in (ROOT / app).rglob("*.py"):
        assert breaches(app, imported(path.read_text())) == [], path


def says_pure():
    """The modules whose docstring claims it."""
    for app in ORDER:
        for path in (ROOT / app).rglob("*.py"):
            if re.search(r"\bpure\b", ast.get_docstring(ast.parse(path.read_text())) or "", re.IGNORECASE):
                yield str(path.relative_to(ROOT))


def impurities(source):
    """What a pure module may not import, and the readings of the clock in it."""
    for name in imported(source):
        if name.startswith(IMPURE) or (name.split(".")[0] in ORDER and IMPURE_PARTS & set(name.split("."))):
            yield name
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            yield ast.unparse(node)


@pytest.mark.parametrize("name", sorted({*PURE, *says_pure()}))
def test_pure_modules_import_neither_orm_nor_clock_nor_settings(name):
    assert list(impurities((ROOT / name).read_text())) == []


def test_the_rule_itself_can_fail():
    assert breaches("plan", ["agencies.models", "targets.models", "config.settings"]) == [
        "targets.models",
        "config.settings",
    ]
    assert list(impurities("from plan.models import Plan\nday = date.today()")) == [
        "plan.models",
        "plan.models.Plan",
        "date.today()",
    ]
