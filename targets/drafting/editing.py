"""Changing a draft: a part replaced, put in, taken out; an agency under another code. Pure: each gives a new draft."""

import copy
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from targets.drafting.gaps import part_of
from targets.drafting.paths import steps, value_at, with_row, within, without_row

Draft = dict[str, Any]
WHO = {"agencies": "agency", "groups": "group"}  # the list that a code stands in, and the key that names it elsewhere


def fingerprint(value: Any) -> str:
    """Stands for a part as it was shown: another one has another."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def replaced(draft: Draft, part: str, value: Any, *, checked: bool = False) -> Draft:
    """`draft` with another `part`. Where it was `checked` by a person, what was unsure in it is settled."""
    new = copy.deepcopy(draft)
    old = value_at(new, part)
    *way, last = steps(part)
    holder = new
    for step in way:
        holder = holder[step]  # type: ignore[index]
    holder[last] = value  # type: ignore[index]
    if checked:
        new["warnings"] = [said for said in new.get("warnings", []) if not within(said["path"], part)]
    rows = str(steps(part)[0])
    if rows in WHO and old["code"] != value["code"]:
        _recode(new, WHO[rows], old["code"], value["code"])
    if part == "plan" and value["horizon_year"]:
        _date_targets(new, value["horizon_year"])
    return new


def added(draft: Draft, rows: str, value: Any) -> Draft:
    """`draft` with a row more at the end of the list `rows`."""
    new = copy.deepcopy(draft)
    new[rows].append(value)
    for said in ("quotes", "warnings"):
        new[said] = with_row(new.get(said, []), rows, len(new[rows]) - 1)
    return new


def removed(draft: Draft, rows: str, index: int) -> Draft:
    """`draft` without a row of `rows`; who is taken out is no longer named anywhere."""
    new = copy.deepcopy(draft)
    old = new[rows].pop(index)
    for said in ("quotes", "warnings"):
        new[said] = without_row(new.get(said, []), rows, index)
    if rows in WHO:
        _recode(new, WHO[rows], old["code"], None)
    return new


def merged(draft: Draft, rows: str, index: int, record: Draft) -> Draft:
    """The agency or group at `index` is the known one of `record`: it takes the row over, or joins its own row."""
    old = draft[rows][index]["code"]
    known = next((n for n, row in enumerate(draft[rows]) if row["code"] == record["code"]), None)
    if known is None or known == index:
        return replaced(draft, f"{rows}[{index}]", record, checked=True)
    new = copy.deepcopy(draft)
    _recode(new, WHO[rows], old, record["code"])
    new[rows].pop(index)
    for said in ("quotes", "warnings"):
        new[said] = without_row(new.get(said, []), rows, index)
    return new


def tasks_and_indicators_of(draft: Draft, code: str) -> Iterator[str]:
    """Where an agency is named: codes of tasks and indicators."""
    for task in draft["tasks"]:
        if any(row["agency"] == code for row in task["responsibilities"]):
            yield task["code"]
    for indicator in draft["indicators"]:
        if indicator["owner"] and indicator["owner"]["agency"] == code:
            yield indicator["code"]


def _recode(draft: Draft, key: str, old: str, code: str | None) -> None:
    """Everywhere, what named `old` names `code`, or nobody; in a task each is named once."""
    if key == "agency":
        _recode_holders(draft, old, code)
    for task in draft["tasks"]:
        kept: list[Draft] = []
        for row in task["responsibilities"]:
            if row[key] == old:
                row[key] = code
            if not (row["agency"] or row["group"]):
                continue
            if not any((row["agency"], row["group"]) == (one["agency"], one["group"]) for one in kept):
                kept.append(row)
        task["responsibilities"] = kept


def _recode_holders(draft: Draft, old: str, code: str | None) -> None:
    """The issuer, the coordinator, members of groups, recipients and owners that are `old`."""
    plan = draft["plan"]
    for name in ("issuer", "coordinator"):
        if plan[name] == old:
            plan[name] = code or ""
    for group in draft["groups"]:
        members = [code if member == old else member for member in group["members"]]
        group["members"] = list(dict.fromkeys(member for member in members if member))
    for row in draft["recipients"]:
        if row["agency"] == old:
            row["agency"] = code
    for indicator in draft["indicators"]:
        if indicator["owner"] and indicator["owner"]["agency"] == old:
            indicator["owner"] = {**indicator["owner"], "agency": code} if code else None


def _date_targets(draft: Draft, horizon: int) -> None:
    """Targets without a year are to be reached at the plan's end."""
    for indicator in draft["indicators"]:
        if indicator["target"]["year"] is None:
            indicator["target"]["year"] = horizon


def said_in(draft: Draft, said: str, part: str) -> list[Draft]:
    """The quotes or the warnings of a part."""
    return [one for one in draft.get(said, []) if part_of(one["path"]) == part]
