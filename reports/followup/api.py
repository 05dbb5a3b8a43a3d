"""Later figures through /api/v1/: read only, behind the same door as their pages."""

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.filters import CharFilter, ChoiceFilter, NumberFilter
from django_filters.rest_framework.filterset import FilterSet
from rest_framework import serializers

from agencies.api import AgencyRef, ReadOnlyViewSet
from reports.enums import FollowUpState
from reports.followup.selectors import follow_ups_for
from reports.models import FollowUp
from targets.api_fields import Figure


class FollowUpSerializer(serializers.ModelSerializer[FollowUp]):
    """`note` says why the figure changes, `reason` what was said when it was decided, `sha256` seals the sending."""

    plan = serializers.CharField(source="indicator.plan.code")
    indicator = serializers.CharField(source="indicator.code")
    unit = serializers.CharField(source="indicator.unit")
    agency = AgencyRef()
    answer_label = serializers.CharField(source="get_answer_display", read_only=True)
    value = Figure(allow_null=True)
    numerator = Figure(allow_null=True)
    denominator = Figure(allow_null=True)
    quality_label = serializers.CharField(source="get_quality_display", read_only=True)
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    sent_by = serializers.CharField(source="sent_by.full_name")
    signed_by = serializers.CharField(source="signed_by.full_name", default=None, allow_null=True)
    decided_by = serializers.CharField(source="decided_by.full_name", default=None, allow_null=True)

    class Meta:
        model = FollowUp
        fields = [
            *("id", "plan", "indicator", "unit", "year", "agency", "agency_name", "is_part", "answer", "answer_label"),
            *("value", "numerator", "denominator", "quality", "quality_label", "note", "state", "state_label"),
            *("sent_at", "sent_by", "signed_at", "signed_by", "decided_at", "decided_by", "reason", "sha256"),
        ]


class FollowUpFilter(FilterSet):
    plan = CharFilter("indicator__plan__code", help_text="Code of the plan.")
    indicator = CharFilter("indicator__code", help_text="Code of the indicator.")
    agency = CharFilter("agency__code", help_text="Code of the agency that sent it.")
    year = NumberFilter()
    state = ChoiceFilter(choices=FollowUpState.choices)


class FollowUpViewSet(ReadOnlyViewSet[FollowUp]):
    """Figures sent after their year was reported: an estimate made official, or a correction, the latest first.

    One's own at any time; for the coordinator's people what was sent to them, for the leaders what was accepted.
    """

    queryset = FollowUp.objects.all()
    serializer_class = FollowUpSerializer
    filterset_class = FollowUpFilter
    lookup_field = "pk"
    lookup_value_regex = r"\d+"

    def visible(self) -> QuerySet[FollowUp]:
        rows = follow_ups_for(self.person, on=timezone.localdate())
        return rows.select_related("sent_by", "signed_by", "decided_by").order_by("-sent_at", "-pk")
