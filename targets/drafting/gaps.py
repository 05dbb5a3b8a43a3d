"""What still keeps a draft from being loaded: whatever the plan file's own schema refuses. Pure."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from targets.drafting.paths import value_at
from targets.exchange.nodes import FileRefused
from targets.exchange.records import READ_FROM, PlanFile
from targets.exchange.schema import read_draft

_YEARS = re.compile(r"\.(?:target|baseline)\.year$")
_PART = re.compile(r"(plan)\b|(recipients)\b|((?:agencies|groups|sections|tasks|indicators)\[\d+\])")


@dataclass(frozen=True)
class Gap:
    """Something to fill in or mend: `path` in the draft, the `part` whose form has it ("" where none has)."""

    path: str
    part: str
    sentence: str


def part_of(path: str) -> str:
    match = _PART.match(path)
    return match[0] if match else ""


def plan_file(draft: dict[str, Any]) -> PlanFile:
    """The plan file that a draft is. Raises FileRefused with all that it lacks."""
    content = {key: value for key, value in draft.items() if key not in READ_FROM}
    return read_draft(content)


def gaps(draft: dict[str, Any]) -> list[Gap]:
    """Each once, in the order of the draft."""
    try:
        plan_file(draft)
    except FileRefused as refused:
        problems = [one for one in refused.problems if not (_waits_for_years(draft) and _YEARS.search(one.path))]
        found = [Gap(one.path, part_of(one.path), _sentence(draft, one.path, one.message)) for one in problems]
        return list(dict.fromkeys(found))
    return []


def _waits_for_years(draft: dict[str, Any]) -> bool:
    """Without the plan's own years, nothing can be said about those of its targets."""
    return not (draft["plan"]["start_year"] and draft["plan"]["horizon_year"])


def _sentence(draft: dict[str, Any], path: str, message: str) -> str:
    value = value_at(draft, path)
    return _("Chưa có.") if value is None or value == "" else message
