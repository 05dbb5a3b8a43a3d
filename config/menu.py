"""The menu on every page: only doors that open for this person, those of one plan among them, one of them current."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.template import Context, Library
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agencies.access import Person, person_of
from plan.models import Plan
from plan.selectors import coordinated_by, led_by
from reports.models import Round, Submission

register = Library()
COOKIE = "plan"  # the plan visited last, where there are several
STEPS = ("plan", "round", "submission", "inspection", "row", "page")  # from what a page shows to its plan
ROOMS = {  # the link under which pages stand whose address does not begin with its own
    "bao-cao": "work",
    "so-lieu-cap-nhat": "work",
    "tong-hop": "consolidation",
    "viec-nen": "consolidation",
    "kho-khan": "difficulties",
    "kiem-tra": "plan",
    "trien-khai": "plan",
    "nhom-co-quan": "agencies",
    "quan-ly-co-quan": "administration",
    "nguoi-dung": "administration",
    "sap-xep": "administration",
}


@dataclass(frozen=True, slots=True)
class Link:
    """`key` names the room behind the door."""

    key: str
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """`ours` stand beside each other where there is one plan; where there are several, those of `plan` stand in a line
    of their own under its name."""

    ours: list[Link]
    plan: Plan | None = None
    plans: list[Link] = field(default_factory=list)

    @property
    def links(self) -> list[Link]:
        return [*self.ours, *self.plans]


@register.simple_tag(takes_context=True)
def menu(context: Context) -> Menu | None:
    """One query, beside the person's own; None for visitors and people without a role."""
    request: HttpRequest | None = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return None
    person = person_of(request)
    return _marked(_menu(context, request, person), request.path, context, person) if person.is_member else None


def _menu(context: Context, request: HttpRequest, person: Person) -> Menu:
    plans = list(_plans(person))
    work = Link("work", _("Việc của tôi"), reverse("reports:my_work"))
    offices = [Link("agencies", pgettext("menu", "Cơ quan"), reverse("targets:agencies"))]
    if person.is_admin:
        offices.append(Link("administration", pgettext("trang", "Quản trị"), reverse("administration")))
    if len(plans) < 2:
        return Menu([work, *(link for plan in plans for link in _plan_links(person, plan)), *offices])
    chosen = _chosen(plans, _plan_of_page(context), request)
    everything = Link("plans", _("Các kế hoạch"), reverse("reports:plans"))
    return Menu([work, everything, *offices], chosen, _plan_links(person, chosen))


def _plans(person: Person) -> QuerySet[Plan]:
    """Every plan with its latest round, the person's standing towards it, and the nearest due day first: of those in
    which the person has a part, then of the others."""
    today = timezone.localdate()
    rounds = Round.objects.filter(plan=OuterRef("pk")).order_by("-year").values("year")[:1]
    reports = Submission.objects.filter(agency__in=person.own_agencies, round__plan=OuterRef("pk"))
    kept = Q(pk__in=coordinated_by(person, on=today)) | Q(pk__in=led_by(person, on=today))
    due = Round.objects.filter(plan=OuterRef("pk"), locked_at=None).order_by("due_at").values("due_at")[:1]
    return Plan.objects.annotate(
        latest=Subquery(rounds),
        is_kept=kept,
        due=Subquery(due),
        distance=Case(When(kept | Exists(reports), then=Value(0)), default=Value(1)),
    ).order_by("distance", F("due").asc(nulls_last=True), "-start_year", "code")


def _chosen(plans: list[Plan], here: str, request: HttpRequest) -> Plan:
    """The plan of the page, else the one visited last, else the first."""
    by_code = {plan.code: plan for plan in plans}
    if here in by_code:
        request.plan_here = here  # type: ignore[attr-defined]
    return by_code.get(here) or by_code.get(request.COOKIES.get(COOKIE, "")) or plans[0]


def _plan_of_page(context: Context) -> str:
    """The code of the plan that the page's address or what it shows belongs to; empty where it belongs to none."""
    match = context["request"].resolver_match
    if match and "plan" in match.kwargs:
        return str(match.kwargs["plan"])
    found = (_plan_in(context[name]) for name in (*STEPS, "report", "desk") if name in context)
    return next((plan.code for plan in found if plan), "")


def _plan_in(thing: object) -> Plan | None:
    """Its plan, where that has been read already."""
    if isinstance(thing, Plan):
        return thing
    read = thing._state.fields_cache if isinstance(thing, Model) else None
    for step in STEPS:
        if read is None or step in read:
            found = _plan_in(getattr(thing, step)) if hasattr(thing, step) else None
            if found:
                return found
    return None


def _plan_links(person: Person, plan: Plan) -> list[Link]:
    links = []
    year, code, kept = getattr(plan, "latest", None), plan.code, getattr(plan, "is_kept", False)
    if year:
        links.append(Link("dashboard", _("Tổng quan"), reverse("reports:dashboard", args=[code, year])))
        if person.is_admin or kept:
            links.append(Link("board", _("Kỳ báo cáo"), reverse("reports:board", args=[code, year])))
        links.append(Link("consolidation", _("Tổng hợp"), reverse("reports:consolidation", args=[code, year])))
        if person.own_agencies or kept:
            label = pgettext("menu", "Khó khăn")
            links.append(Link("difficulties", label, reverse("reports:difficulties", args=[code])))
    elif person.is_admin:
        links.append(Link("board", _("Kỳ báo cáo"), reverse("reports:rounds", args=[code])))
    links.append(Link("plan", _("Kế hoạch"), reverse("plan:detail", args=[code])))
    return links


def _marked(menu: Menu, path: str, context: Context, person: Person) -> Menu:
    """`menu` with one link current: the one whose address goes furthest along `path`, whatever the year at its end;
    else the one under which such pages stand."""
    reach = {link.key: re.sub(r"\d{4}/$", "", link.url) for link in menu.links}
    fits = [key for key, url in reach.items() if path.startswith(url)]
    current = max(fits, key=lambda key: len(reach[key]), default="") or _room(path, context, person, reach)
    if path.startswith(reverse("targets:plan_documents")):  # what is being read is no plan yet
        current = "administration"

    def mark(links: Iterable[Link]) -> list[Link]:
        return [replace(link, current=link.key == current) for link in links]

    return replace(menu, ours=mark(menu.ours), plans=mark(menu.plans))


def _room(path: str, context: Context, person: Person, keys: Iterable[str]) -> str:
    """The link under which a page without a plan in its address stands: another agency's report under the round."""
    room = ROOMS.get(path.split("/")[1], "")
    report = context.get("submission") or getattr(context.get("desk"), "submission", None)
    is_others = isinstance(report, Submission) and report.agency_id not in person.own_agencies
    return "board" if room == "work" and is_others and "board" in keys else room
