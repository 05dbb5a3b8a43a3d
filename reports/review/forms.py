"""What an administrator and an officer fill in. The services decide what is refused; a form only reads."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms import DayWidget, RefusableForm
from plan.models import Plan, due_date
from reports.deadlines import end_of_day


class EndOfDayField(forms.DateField):
    """A day, read as its last moment in the office's time zone."""

    widget = DayWidget

    def clean(self, value: Any) -> dt.datetime | None:
        day = super().clean(value)
        return end_of_day(day, timezone.get_default_timezone()) if day else None


class OpenRoundForm(RefusableForm):
    """When the round of one year ends for the agencies and for the coordinator."""

    data_until = forms.DateField(widget=DayWidget, label=_("Chốt số liệu đến hết ngày"))
    due_at = EndOfDayField(label=_("Hạn của các cơ quan: hết ngày"))
    consolidation_due_at = EndOfDayField(label=_("Hạn báo cáo tổng hợp: hết ngày"))

    @classmethod
    def defaults(cls, plan: Plan, year: int) -> dict[str, dt.date]:
        """The days the plan itself names for `year`."""
        due = due_date(plan.agency_due, year)
        consolidation_due = due_date(plan.consolidation_due, year)
        return {"data_until": due, "due_at": due, "consolidation_due_at": consolidation_due}


class ExtensionForm(RefusableForm):
    due_at = EndOfDayField(label=_("Hạn mới: hết ngày"))
    reason = forms.CharField(label=_("Lý do gia hạn"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    decided_by = forms.CharField(
        label=_("Người quyết định"),
        max_length=120,
        help_text=_("Họ tên và chức vụ, ví dụ: Nguyễn Văn Minh, Phó Giám đốc Sở."),
    )


class DecisionForm(RefusableForm):
    """One decision on one item, made on the sending that the officer had on the screen.

    Where agencies say different things, `stands` is the figure chosen and `contest` the seal of those to choose from.
    """

    ACCEPT, RETURN, TAKE_BACK = "accept", "return", "take_back"

    decision = forms.ChoiceField(choices=[(word, word) for word in (ACCEPT, RETURN, TAKE_BACK)])
    sending = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=5000)
    stands = forms.CharField(required=False)
    contest = forms.CharField(required=False)


class CleanItemsForm(RefusableForm):
    """The unflagged items an officer saw, by their names on the page."""

    sending = forms.IntegerField()


class FinishForm(RefusableForm):
    """What ends a review, or takes it up again."""

    action = forms.ChoiceField(choices=[(action, action) for action in ("return", "accept", "reopen")])
    version = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=5000)
