"""Readings of agencies for the administrator. The doors: Http404 for everybody else."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import ForeignObjectRel
from django.shortcuts import get_object_or_404

from agencies.access import Person
from agencies.managing.names import Named, Names
from agencies.models import Agency
from agencies.selectors import require_admin
from agencies.text import fold

AGENCIES_A_PAGE = 50


@dataclass(frozen=True)
class Directory:
    """A page of the agencies that were asked for; `total` counts all on record, `ended` those that no longer exist."""

    page: Page[Agency]
    total: int
    ended: frozenset[int]


def directory(*, words: str, level: str, page: str, on: dt.date) -> Directory:
    """Agencies by name, ended ones included, narrowed to a level and to words with or without marks. One query."""
    agencies = list(Agency.objects.all())
    wanted = fold(words).split()
    found = [
        agency
        for agency in agencies
        if level in ("", agency.level) and all(word in _searchable(agency) for word in (wanted or [""]))
    ]
    ended = frozenset(agency.pk for agency in agencies if agency.valid_to and agency.valid_to <= on)
    return Directory(Paginator(found, AGENCIES_A_PAGE).get_page(page), len(agencies), ended)


def _searchable(agency: Agency) -> str:
    return fold(" ".join([agency.code, agency.name, agency.short_name, *agency.aliases]))


def get_agency(person: Person, code: str) -> Agency:
    """An agency, to be changed; Http404 for anybody but an administrator. One query."""
    require_admin(person)
    agency: Agency = get_object_or_404(Agency, code=code)
    return agency


def named(agency: Agency) -> Named:
    others = (agency.short_name, *agency.aliases)
    return Named(agency.code, agency.name, others, agency.valid_from, agency.valid_to)


def all_names() -> Names:
    """The names of all agencies on record. One query."""
    return Names(named(agency) for agency in Agency.objects.all())


def state_of(agency: Agency) -> str:
    """What the row says, in short: whoever changes it shows that this is what they saw."""
    seen = [agency.name, agency.short_name, agency.level, *agency.aliases, str(agency.uses_signoff)]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:16]


def what_hangs_on(agency: Agency) -> list[str]:
    """The kinds of rows that refer to the agency, in words. A query for each kind that could, none of them long."""
    kinds = []
    for relation in Agency._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            model = relation.related_model
            rows = model._base_manager.filter(**{relation.field.name: agency})
            if rows.exists():
                kinds.append(str(model._meta.verbose_name))
    return sorted(set(kinds))
