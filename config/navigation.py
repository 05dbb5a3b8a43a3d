"""What stands on every page: the menu (only doors that open for this person), the account, the demonstration."""

import re
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agencies.access import Person, person_of
from agencies.enums import Role
from plan.models import Plan
from reports.models import Round

SAYING = frozenset(Role) - {Role.ADMIN}  # who raise, handle or decide difficulties


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor. One query, beside the person's own; none for a visitor."""
    context: dict[str, Any] = {"demo": settings.DEMO, "version": settings.VERSION, "nav": []}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return context
    person = person_of(request)
    context["account"] = {
        "name": person.user.full_name or person.user.username,
        "role": ", ".join(sorted({str(role.label) for role, _agency in person.roles})),
        "agency": ", ".join(person.agency_names),
    }
    if person.is_member:
        context["nav"] = _marked(_links(person), request.path)
    return context


def _links(person: Person) -> list[dict[str, Any]]:
    links = [(_("Việc của tôi"), reverse("reports:my_work"))]
    latest = Round.objects.filter(plan=OuterRef("pk")).order_by("-year").values("year")[:1]
    for plan, year in Plan.objects.annotate(latest=Subquery(latest)).values_list("code", "latest"):
        links += _plan_links(person, plan, year)
    links.append((pgettext("menu", "Cơ quan"), reverse("targets:agencies")))
    if person.is_admin:
        links.append((_("Người dùng"), reverse("agencies:people")))
    return [{"label": label, "url": url} for label, url in links]


def _plan_links(person: Person, plan: str, year: int | None) -> list[tuple[str, str]]:
    links = []
    if year:
        links.append((_("Tổng quan"), reverse("reports:dashboard", args=[plan, year])))
        if person.has(Role.OFFICER, Role.CHIEF, Role.LEADER, Role.ADMIN):
            links.append((_("Kỳ báo cáo"), reverse("reports:board", args=[plan, year])))
        links.append((_("Tổng hợp"), reverse("reports:consolidation", args=[plan, year])))
        if person.has(*SAYING):
            links.append((pgettext("menu", "Khó khăn"), reverse("reports:difficulties", args=[plan])))
    elif person.is_admin:
        links.append((_("Kỳ báo cáo"), reverse("reports:rounds", args=[plan])))
    links.append((_("Kế hoạch"), reverse("plan:detail", args=[plan])))
    return links


def _marked(links: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
    """`links` with `current` on the one whose address goes furthest along `path`, whatever the year at its end."""
    reach = {link["url"]: re.sub(r"\d{4}/$", "", link["url"]) for link in links}
    current = max((url for url in reach if path.startswith(reach[url])), key=lambda url: len(reach[url]), default=None)
    return [link | {"current": link["url"] == current} for link in links]
