"""What the two pages of a draft need: the whole of it, and the form of one part beside the lines it rests on."""

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from agencies.models import Agency, AgencyGroup
from plan.enums import Document
from plan.models import PlanDocument
from targets.drafting.editing import fingerprint, said_in
from targets.drafting.forms import PartForm, RowsForm
from targets.drafting.paths import steps, value_at, within
from targets.drafting.presenting import Presenter, part_name, shown_gaps, shown_lines, slug_of
from targets.drafting.who import Draft
from targets.enums import Accumulation, Comparator, Direction, Kind

NEW: dict[str, Draft] = {
    "agencies": {"code": "", "name": "", "short_name": "", "level": "province", "aliases": []},
    "groups": {"code": "", "name": "", "members": [], "note": ""},
    "sections": {"code": "", "parent": None, "title": "", "text": ""},
    "tasks": {"code": "", "section": "", "title": "", "text": "", "responsibilities": []},
    "indicators": {
        "code": "",
        "section": "",
        "name": "",
        "kind": Kind.PERCENT.value,
        "unit": "%",
        "decimals": 1,
        "direction": Direction.UP.value,
        "accumulation": Accumulation.AT_TIME.value,
        "numerator": "",
        "denominator": "",
        "multiplier": None,
        "highest_level": None,
        "definition": "",
        "quote": "",
        "note": "",
        "owner": None,
        "target": {
            "year": None,
            "comparator": Comparator.GE.value,
            "lower": None,
            "upper": None,
            "tolerance": None,
            "wording": "",
        },
        "baseline": None,
    },
}


@dataclass(frozen=True)
class Input:
    """A field with the quotes it rests on and the sentences of doubt about it."""

    field: BoundField
    quotes: list[Draft]
    doubts: list[str]


def draft_screen(document: PlanDocument) -> dict[str, Any]:
    """Two queries beside the document's own: which of its agencies and groups the instance knows."""
    page = Presenter(document.draft, known_codes(document.draft)).page()
    return {
        "document": document,
        "page": page,
        "lines": shown_lines(document),
        "is_loaded": document.plan_id is not None,
    }


def known_codes(draft: Draft) -> set[str]:
    """Codes of the draft that are on record; those of groups with "group " before them."""
    agencies = Agency.objects.filter(code__in=[row["code"] for row in draft["agencies"]])
    groups = AgencyGroup.objects.filter(code__in=[row["code"] for row in draft["groups"]])
    return {
        *agencies.values_list("code", flat=True),
        *(f"group {code}" for code in groups.values_list("code", flat=True)),
    }


def part_screen(document: PlanDocument, part: str, form: PartForm, current: Any = None) -> dict[str, Any]:
    """The form of a part; `current` is the part as somebody else left it, where this form came too late."""
    draft = document.draft
    rows = str(steps(part)[0])
    quotes, doubts = said_in(draft, "quotes", part), said_in(draft, "warnings", part)
    numbers = sorted({n for one in quotes if one["lines"] for n in range(one["lines"][0], one["lines"][-1] + 1)})
    return {
        "document": document,
        "part": part,
        "slug": slug_of(part),
        "rows": rows,
        "kind": part_name({}, part),
        "form": form,
        "inputs": _inputs(form, part, quotes, doubts),
        "party_rows": form.rows() if isinstance(form, RowsForm) else [],
        "rest": _rest(form, part, quotes, doubts),
        "lines": shown_lines(document, numbers) if numbers else [],
        "quoted": numbers,
        "current": _current(form, current) if current is not None else [],
        "gaps": [gap for gap in shown_gaps(draft) if gap.part == part],
        "choices": known_choices(rows),
        "is_list": rows in NEW,
        "value": value_at(draft, part),
        "seen": fingerprint(value_at(draft, part)),
    }


def _inputs(form: PartForm, part: str, quotes: list[Draft], doubts: list[Draft]) -> list[Input]:
    """Each field of the part with what was said of its own place."""
    inputs = []
    for name in form.names():
        place = f"{part}.{form.at(name)}"
        told = [one["message"] for one in doubts if within(one["path"], place)]
        inputs.append(Input(form[name], [one for one in quotes if within(one["path"], place)], told))
    return inputs


def _rest(form: PartForm, part: str, quotes: list[Draft], doubts: list[Draft]) -> dict[str, list[Any]]:
    """What was said of the part as a whole, or of a place that has no field."""
    places = [f"{part}.{form.at(name)}" for name in form.names()]
    return {
        "quotes": [one for one in quotes if not any(within(one["path"], place) for place in places)],
        "doubts": [one["message"] for one in doubts if not any(within(one["path"], place) for place in places)],
    }


def _current(form: PartForm, current: Any) -> list[tuple[str, str]]:
    """The other one's values beside what was typed here: label and text of each field that differs."""
    if not isinstance(current, dict):
        shown = "; ".join(f"{Document(row['document']).label}: {row['text']}" for row in current)
        return [(_("Nơi nhận"), shown)]
    theirs = type(form)(draft=form.draft, value=current, seen="")
    told = []
    for name in form.fields:
        if name in theirs.fields and name != "seen":
            shown = theirs[name].value()
            mine = form[name].value()
            if str(shown or "") != str(mine or ""):
                told.append((str(theirs[name].label), str(shown or _("trống"))))
    return told


def known_choices(rows: str) -> list[tuple[str, str]]:
    """Agencies or groups on record that a named one may be. At most one query."""
    if rows == "agencies":
        return [(one.code, one.name) for one in Agency.objects.order_by("sort_key")]
    if rows == "groups":
        return [(one.code, one.name) for one in AgencyGroup.objects.order_by("name")]
    return []
