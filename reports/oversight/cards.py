"""Doors to these pages on "Việc của tôi", for whoever has something to do or to see there."""

import datetime as dt
from dataclasses import replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.enums import Role
from agencies.models import GroupMembership
from agencies.models.dated import holds_on
from plan.models import Plan, Responsibility
from plan.selectors import coordinated_by, led_by
from reports.enums import FindingState
from reports.followup.listing import Card
from reports.models import ImplementationPlan, Round
from reports.oversight.selectors import guidance_text, implementation_figures


def cards_for(person: Person, *, on: dt.date) -> list[Card]:
    """One query for people of agencies; one for officers and leaders, and one more a plan they coordinate."""
    cards = []
    if person.own_agencies:
        cards += [replace(card, plan=plan) for plan in _own_plans(person, on) for card in _own_cards(plan)]
    if person.has(Role.OFFICER, Role.CHIEF, Role.LEADER):
        cards += [replace(card, plan=plan) for plan in _watched_plans(person, on) for card in _watchers_cards(plan, on)]
    return cards


def _counted(plans: QuerySet[Plan], on: dt.date, whose: Q) -> QuerySet[Plan]:
    """`plans` with the findings that are not closed, those reported as mended, and those overdue."""
    state, day = "inspections__findings__state", "inspections__findings__mend_by__lt"
    finding = "inspections__findings"
    return plans.annotate(
        unmended=Count(finding, filter=whose & Q(**{f"{state}__in": [FindingState.OPEN, FindingState.MENDED]})),
        mended=Count(finding, filter=whose & Q(**{state: FindingState.MENDED})),
        overdue=Count(finding, filter=whose & Q(**{state: FindingState.OPEN, day: on})),
    )


def _own_plans(person: Person, on: dt.date) -> QuerySet[Plan]:
    """Every plan with what the person's agencies have to mend, and whether one of them owes a plan of its own."""
    own = person.own_agencies
    filed = ImplementationPlan.objects.filter(withdrawn_at=None, agency=OuterRef("agency"))
    direct = Responsibility.objects.on(on).filter(
        holds_on(on, "task__"), ~Exists(filed.filter(plan=OuterRef("task__plan"))), agency__in=own
    )
    duty = "group__responsibilities__"
    as_members = GroupMembership.objects.on(on).filter(
        holds_on(on, duty), holds_on(on, f"{duty}task__"), agency__in=own, **{f"{duty}task__plan": OuterRef("pk")}
    )
    owes = Exists(direct.filter(task__plan=OuterRef("pk"))) | Exists(
        as_members.filter(~Exists(filed.filter(plan=OuterRef(OuterRef("pk")))))
    )
    return _counted(Plan.objects.all(), on, Q(inspections__agency__in=own)).annotate(owes=owes)


def _own_cards(plan: Plan) -> list[Card]:
    cards = []
    if getattr(plan, "unmended", 0):
        url = reverse("reports:inspections", args=[plan.code])
        cards.append(Card(_("Tồn tại qua kiểm tra"), _figures(plan), f"{url}?state=open"))
    if getattr(plan, "owes", False):
        sentence = _("Cơ quan chưa nộp kế hoạch triển khai của mình.")
        url = reverse("reports:agency_plans", args=[plan.code])
        cards.append(Card(_("Kế hoạch triển khai"), sentence, url))
    return cards


def _watched_plans(person: Person, on: dt.date) -> QuerySet[Plan]:
    """The plans that the person coordinates or leads, each with its findings and the guidance of its open round."""
    coordinated, led = Q(pk__in=coordinated_by(person, on=on)), Q(pk__in=led_by(person, on=on))
    rounds = Round.objects.filter(plan=OuterRef("pk"), locked_at=None).order_by("-year")
    plans = Plan.objects.annotate(is_coordinated=coordinated).filter(coordinated | led)
    return _counted(plans, on, Q()).annotate(
        open_year=Subquery(rounds.values("year")[:1]),
        guided=Subquery(rounds.values(said=guidance_text(OuterRef("pk")))[:1]),
    )


def _watchers_cards(plan: Plan, on: dt.date) -> list[Card]:
    inspections = Card(_("Kiểm tra, giám sát"), _figures(plan), reverse("reports:inspections", args=[plan.code]))
    if not getattr(plan, "is_coordinated", False):
        return [inspections]
    filed, owing = implementation_figures(plan, on=on)
    sentence = _("{filed}/{total} cơ quan đã nộp kế hoạch triển khai của mình, {owing} chưa nộp.")
    url = reverse("reports:agency_plans", args=[plan.code])
    plans = Card(
        _("Kế hoạch triển khai"), sentence.format(filed=filed, total=filed + owing, owing=owing), f"{url}?state=owing"
    )
    return [*_guidance_card(plan), plans, inspections]


def _guidance_card(plan: Plan) -> list[Card]:
    year = getattr(plan, "open_year", None)
    if not year:
        return []
    sentence = _("Đã có hướng dẫn cho kỳ này.") if getattr(plan, "guided", "") else _("Chưa có hướng dẫn cho kỳ này.")
    label = _("Hướng dẫn báo cáo năm {year}").format(year=year)
    return [Card(label, sentence, reverse("reports:guidance", args=[plan.code, year]))]


def _figures(plan: Plan) -> str:
    unmended, mended, overdue = (getattr(plan, name, 0) for name in ("unmended", "mended", "overdue"))
    if not unmended:
        return _("Không có tồn tại nào đang phải khắc phục.")
    sentences = [_("{count} tồn tại chưa xong.").format(count=unmended)]
    if overdue:
        sentences.append(_("{count} tồn tại quá hạn khắc phục.").format(count=overdue))
    if mended:
        sentences.append(_("{count} báo cáo khắc phục chờ xác nhận.").format(count=mended))
    return " ".join(sentences)
