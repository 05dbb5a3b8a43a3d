"""The difficulties that wait for an answer or a decision, as the dashboard says them. No queries."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.enums import Role
from reports.dashboards.overview import Dashboard

_READERS = (Role.REPORTER, Role.HEAD, Role.OFFICER, Role.CHIEF, Role.LEADER)


def waits_of(page: Dashboard, person: Person) -> dict[str, Any] | None:
    """Both waits with where to follow them; None in earlier years, in the view of one agency, where nothing waits."""
    found = page.waiting
    if found is None or page.filters.agency or page.year != max(page.years):
        return None
    kinds = ((_("Chưa được trả lời"), found.unanswered), (_("Chờ UBND tỉnh quyết định"), found.undecided))
    url = reverse("reports:difficulties", args=[page.plan.code]) if person.has(*_READERS) else ""
    return {"waits": [(label, wait) for label, wait in kinds if wait.count], "url": url}
