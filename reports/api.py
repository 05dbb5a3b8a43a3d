"""Rounds, agencies' reports and consolidated reports through /api/v1/."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django_filters.filters import CharFilter, ChoiceFilter, NumberFilter
from django_filters.rest_framework.filterset import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api import AgencyRef, ReadOnlyViewSet
from agencies.enums import FileKind
from plan.enums import Duty
from reports.collect.content import content_of
from reports.collect.reading import last_sending
from reports.collect.selectors import form_of
from reports.collect.steps import shows_last_sending
from reports.consolidate.selectors import consolidations_for
from reports.doors import rounds_for, submissions_for
from reports.enums import ConsolidationState, ItemState, Progress, State
from reports.models import (
    ConsolidatedAgency,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
    Extension,
    IndicatorEntry,
    Round,
    Submission,
    SubmissionVersion,
    TaskEntry,
)
from targets.api_fields import Figure
from targets.enums import Answer, Quality, Status


class RoundSerializer(serializers.ModelSerializer[Round]):
    plan = serializers.CharField(source="plan.code")

    class Meta:
        model = Round
        fields = [
            *("plan", "year", "data_until", "due_at", "consolidation_due_at", "opened_at", "locked_at"),
            "is_demonstration",
        ]


class RoundFilter(FilterSet):
    plan = CharFilter("plan__code", help_text="Code of the plan.")
    year = NumberFilter()


class RoundViewSet(ReadOnlyViewSet[Round]):
    """The reporting rounds, by year, the latest first."""

    queryset = Round.objects.all()
    serializer_class = RoundSerializer
    filterset_class = RoundFilter
    lookup_field = "year"
    lookup_value_regex = r"\d{4}"
    plan_path = "plan__code"

    def visible(self) -> QuerySet[Round]:
        return rounds_for(self.person).order_by("-year", "plan__code")


class ExtensionSerializer(serializers.ModelSerializer[Extension]):
    class Meta:
        model = Extension
        fields = ["due_at", "reason", "decided_by", "at"]


class SubmissionSerializer(serializers.ModelSerializer[Submission]):
    """`agency_name` is the agency's name when the round opened; the last of `extensions` is its due moment."""

    plan = serializers.CharField(source="round.plan.code")
    year = serializers.IntegerField(source="round.year")
    agency = AgencyRef()
    state_label = serializers.CharField(source="get_state_display", read_only=True)
    due_at = serializers.DateTimeField(source="round.due_at")
    extensions = ExtensionSerializer(many=True)

    class Meta:
        model = Submission
        fields = [
            *("id", "plan", "year", "agency", "agency_name", "state", "state_label", "version"),
            *("due_at", "extensions", "first_sent_at", "last_sent_at"),
        ]


class SendingSerializer(serializers.ModelSerializer[SubmissionVersion]):
    """One sending: `sha256` seals what was sent."""

    sent_by = serializers.CharField(source="sent_by.full_name")
    signed_by = serializers.CharField(source="signed_by.full_name", default=None, allow_null=True)

    class Meta:
        model = SubmissionVersion
        fields = ["number", "sent_at", "sent_by", "signed_by", "sha256"]


class EvidenceSerializer(serializers.Serializer[Any]):
    """A file beside an item: `size` in bytes, `sha256` of its content; `url` hands it to those who may see the item."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(FileKind.choices)
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, file: dict[str, Any]) -> str:
        return reverse("reports:evidence", args=[file["id"], file["name"]])


class TaskPartSerializer(serializers.Serializer[Any]):
    """What the agency says about one task, as `reports.collect.content` writes it."""

    entry = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    duty = serializers.ChoiceField(Duty.choices)
    progress = serializers.ChoiceField(Progress.choices, allow_blank=True)
    result = serializers.CharField()
    difficulty = serializers.CharField()
    proposal = serializers.CharField()
    evidence = EvidenceSerializer(many=True, default=list)
    review = serializers.ChoiceField(ItemState.choices)


class AnswerSerializer(serializers.Serializer[Any]):
    """What the agency answers for one indicator; `typed` is how the figure was written, `value` how it was read.

    With only `numerator` and `denominator` typed, `value` is their quotient to six decimals. `is_part`: the agency's
    own part of a figure that another agency reports as a whole. Reports sent before these were asked for have null.
    """

    entry = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    answer = serializers.ChoiceField(Answer.choices, allow_blank=True)
    is_part = serializers.BooleanField(default=False, read_only=True)
    typed = serializers.CharField()
    typed_numerator = serializers.CharField(default=None, allow_null=True, read_only=True)
    typed_denominator = serializers.CharField(default=None, allow_null=True, read_only=True)
    value = Figure(allow_null=True)
    numerator = Figure(allow_null=True, default=None)
    denominator = Figure(allow_null=True, default=None)
    quality = serializers.ChoiceField(Quality.choices)
    note = serializers.CharField()
    evidence = EvidenceSerializer(many=True, default=list)
    review = serializers.ChoiceField(ItemState.choices)


class ReportText(serializers.Serializer[Any]):
    """The last sending; the agency itself sees its current text while it is writing, and `sending` is null."""

    sending = SendingSerializer(allow_null=True)
    tasks = TaskPartSerializer(many=True)
    indicators = AnswerSerializer(many=True)


class SubmissionDetail(SubmissionSerializer):
    report = serializers.SerializerMethodField()

    class Meta(SubmissionSerializer.Meta):
        fields = [*SubmissionSerializer.Meta.fields, "report"]

    @extend_schema_field(ReportText)
    def get_report(self, submission: Submission) -> Any:
        person = self.context["view"].person
        sending = last_sending(submission) if shows_last_sending(submission, person) else None
        form = form_of(submission)
        content = sending.content if sending else content_of(submission, form.tasks, form.indicators)
        return ReportText(
            {
                "sending": sending,
                "tasks": _with_review(content["tasks"], form.tasks),
                "indicators": _with_review(content["indicators"], form.indicators),
            }
        ).data


def _with_review(items: list[dict[str, Any]], entries: Iterable[TaskEntry | IndicatorEntry]) -> list[dict[str, Any]]:
    """The items of a report's content, each with where it stands in the review."""
    states = {entry.pk: entry.state for entry in entries}
    return [item | {"review": states[item["entry"]]} for item in items]


class SubmissionFilter(FilterSet):
    plan = CharFilter("round__plan__code", help_text="Code of the plan.")
    year = NumberFilter("round__year")
    agency = CharFilter("agency__code", help_text="Code of the agency.")
    state = ChoiceFilter(choices=State.choices)


class SubmissionViewSet(ReadOnlyViewSet[Submission]):
    """Agencies' reports: one's own at any time, others' for the coordinator and the leaders once they were sent.

    One report also brings its text, item by item.
    """

    queryset = Submission.objects.all()
    serializer_class = SubmissionSerializer
    detail_serializer_class = SubmissionDetail
    filterset_class = SubmissionFilter
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"

    def visible(self) -> QuerySet[Submission]:
        reports = submissions_for(self.person, on=timezone.localdate()).prefetch_related("extensions")
        return reports.order_by("-round__year", "round__plan__code", "agency__sort_key", "pk")


class ConsolidationSerializer(serializers.ModelSerializer[Consolidation]):
    """`number` counts the versions of one round; `sha256` seals the content."""

    plan = serializers.CharField(source="round.plan.code")
    year = serializers.IntegerField(source="round.year")
    state_label = serializers.CharField(source="get_state_display", read_only=True)

    class Meta:
        model = Consolidation
        fields = [
            *("id", "plan", "year", "number", "state", "state_label", "plan_title", "coordinator_name", "summary"),
            *("built_at", "document_number", "document_date", "issued_at", "sha256"),
        ]


class FrozenIndicator(serializers.ModelSerializer[ConsolidatedIndicator]):
    verdict = serializers.ChoiceField(Status.choices, source="status")
    verdict_label = serializers.CharField(source="get_status_display", read_only=True)
    previous = Figure(allow_null=True)
    path = Figure(source="required", allow_null=True)
    value = Figure(allow_null=True)

    class Meta:
        model = ConsolidatedIndicator
        fields = [
            *("code", "name", "unit", "target", "baseline", "previous", "path", "value", "answer", "quality"),
            *("verdict", "verdict_label", "sentence", "agency_name", "note"),
        ]


class FrozenPart(serializers.ModelSerializer[ConsolidatedPart]):
    duty_label = serializers.CharField(source="get_duty_display", read_only=True)
    progress_label = serializers.CharField(source="get_progress_display", read_only=True)

    class Meta:
        model = ConsolidatedPart
        fields = [
            *("agency_name", "duty", "duty_label", "progress", "progress_label"),
            *("result", "difficulty", "proposal"),
        ]


class FrozenTask(serializers.ModelSerializer[ConsolidatedTask]):
    parts = FrozenPart(many=True)

    class Meta:
        model = ConsolidatedTask
        fields = ["code", "section", "title", "leads", "missing", "parts"]


class FrozenAgency(serializers.ModelSerializer[ConsolidatedAgency]):
    """`days_late` counts from the agency's own due moment; null where nothing was sent."""

    code = serializers.CharField(source="agency.code")
    state_label = serializers.CharField(source="get_state_display", read_only=True)

    class Meta:
        model = ConsolidatedAgency
        fields = [
            *("code", "agency_name", "state", "state_label", "general_due_at", "due_at"),
            *("first_sent_at", "last_sent_at", "days_late", "sent_by"),
        ]


class ConsolidationDetail(ConsolidationSerializer):
    indicators = FrozenIndicator(many=True)
    tasks = FrozenTask(many=True)
    agencies = FrozenAgency(many=True)

    class Meta(ConsolidationSerializer.Meta):
        fields = [*ConsolidationSerializer.Meta.fields, "indicators", "tasks", "agencies"]


class ConsolidationFilter(FilterSet):
    plan = CharFilter("round__plan__code", help_text="Code of the plan.")
    year = NumberFilter("round__year")
    state = ChoiceFilter(choices=ConsolidationState.choices)


class ConsolidationViewSet(ReadOnlyViewSet[Consolidation]):
    """Consolidated reports: issued ones for everybody who holds a role, drafts for the coordinator's people.

    One report also brings its content, in words and figures that no longer change once it is issued.
    """

    queryset = Consolidation.objects.all()
    serializer_class = ConsolidationSerializer
    detail_serializer_class = ConsolidationDetail
    filterset_class = ConsolidationFilter
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"

    def visible(self) -> QuerySet[Consolidation]:
        reports = consolidations_for(self.person, on=timezone.localdate())
        if self.action == "retrieve":
            reports = reports.prefetch_related("indicators", "tasks__parts", "agencies__agency")
        return reports.order_by("-round__year", "round__plan__code", "-number")
