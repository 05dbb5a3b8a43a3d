"""The documents name only what is there: paths, modules, commands, tables, accounts."""

import importlib
import json
import re
from fnmatch import fnmatchcase

import pytest
from django.apps import apps
from django.core.management import get_commands

from agencies.enums import Role
from reports.demo.accounts import ROLE_ACCOUNTS, all_accounts
from tools.stack.folder import ROOT

APPS = ["agencies", "plan", "targets", "reports"]
README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / app / "README.md" for app in APPS)]
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
PATH = re.compile(r"(?<![\w/])(?:[\w.-]+/[\w./-]*|[\w.-]*\.(?:py|html|json|yml|md|png|example))(?!\w)")
MAY = {  # how the table of accounts says what each role may do
    "write the agency's report": Role.REPORTER,
    "read it, sign it, send it": Role.HEAD,
    "remind, review item by item, return, build and write the consolidated report": Role.OFFICER,
    "also issue it": Role.CHIEF,
    "see the dashboards and what was issued": Role.LEADER,
    "open a round, add people": Role.ADMIN,
}


def code(text):
    """The lines of the code blocks without their comments, and the code inside sentences."""
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from (line.partition(" #")[0] for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```\n", "", text, flags=re.MULTILINE | re.DOTALL))


def paths(said, folder):
    """Paths from the root, the document's folder, the templates; a document of an app may name any file in it."""
    for path in PATH.findall(said):
        found = any((base / path).exists() for base in (ROOT, folder, ROOT / "templates"))
        if not found and (folder == ROOT or not list(folder.rglob(path))):
            yield path


def commands(said):
    """`make` and `manage.py` commands."""
    yield from (name for name in re.findall(r"\bmake ([a-z]+)", said) if name not in TARGETS)
    called = re.findall(r'(?:manage\.py|make manage.* ARGS=)[ "]+([a-z_]+)', said)
    yield from (name for name in called if name not in get_commands())


def names(said, folder):
    """`selectors.get_plan` is in this app, `agencies.audit.acting(by)` in that one."""
    name = re.fullmatch(r"([a-z]+(?:\.[A-Za-z_]+)+)(?:\(.*\))?", said)
    if not name or name[1] in ROLE_ACCOUNTS or PATH.fullmatch(name[1]):
        return
    full = name[1] if name[1].split(".")[0] in APPS else f"{folder.name}.{name[1]}"
    module, _, attribute = full.rpartition(".")
    if not (ROOT / full.replace(".", "/")).with_suffix(".py").exists():
        try:
            getattr(importlib.import_module(module), attribute)
        except (ImportError, AttributeError):
            yield name[1]


def tables(text, folder):
    """The first cells of an app's table of tables are its models; Consolidated* stands for several."""
    if folder.name in APPS:
        models = [model.__name__ for model in apps.get_app_config(folder.name).get_models()]
        said = [name for row in re.findall(r"^\| (`[A-Z].*?) \|", text, re.MULTILINE) for name in row.split(", ")]
        yield from (name for name in said if not any(fnmatchcase(model, name.strip("`")) for model in models))


def links(text, folder):
    """Relative links and pictures."""
    found = re.findall(r"\]\(([^)#:]+)\)", text)
    yield from (link for link in found if not (folder / link).exists())


def parts(text, folder):
    """The indented list of an app's parts: a folder each, and files in it."""
    for part, line in re.findall(r"^    (\w+)  (.*)$", text, re.MULTILINE):
        yield from (name for name in re.findall(r"\S+\.py", line) if not (folder / part / name).exists())


def untrue(text, folder):
    for said in code(text):
        yield from (*paths(said, folder), *commands(said), *names(said, folder))
    yield from (*tables(text, folder), *links(text, folder), *parts(text, folder))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(path):
    assert list(untrue(path.read_text(), path.parent)) == []


WRONG = """`nowhere.py` `.ci/nothing` `/healthz` `reports/nowhere.py` `make nothing` `access.Nobody` `nowhere.thing`
![](nowhere.png) [x](nowhere/README.md)

| `Agency`, `Nothing` | is missing |

    demo         lost.py

```sh
make run ; make nothing   # make something
make manage DEMO=0 ARGS="undo everything.json"
```
"""


def test_a_wrong_document_is_found_out():
    wrong = [
        "nothing",
        "undo",
        "everything.json",
        "nowhere.py",
        ".ci/nothing",
        "reports/nowhere.py",
        "nothing",
        "access.Nobody",
    ]
    wrong += ["nowhere.thing", "`Nothing`", "nowhere.png", "nowhere/README.md", "lost.py"]
    assert sorted(untrue(WRONG, ROOT / "agencies")) == sorted(wrong)


def test_the_first_screen_shows_the_product():
    assert re.search(r"^!\[.+\]\(tests/browser/dashboard\.png\)$", README, re.MULTILINE)
    assert [name for name in ("run", "test") if f"\nmake {name} " not in README] == []


def test_accounts_are_those_of_the_demonstration():
    rows = re.findall(r"^\| `(\S+)` \| (.+?) \| (.+?) \|$", README, re.MULTILINE)
    accounts = {account.username: account for account in all_accounts()}
    plan = json.loads((ROOT / "fixtures" / "plan-ha-nam-2024.json").read_text())
    short = {agency["code"]: agency["short_name"] for agency in plan["agencies"]}
    assert [name for name, _, _ in rows] == ROLE_ACCOUNTS
    assert [MAY[may] for _, _, may in rows] == [accounts[name].role for name in ROLE_ACCOUNTS]
    wrong = [name for name, who, _ in rows if who != "quản trị" and short[accounts[name].agency] not in who]
    assert wrong == []
