"""Indicators, their verdicts and the accepted figures through /api/v1/."""

from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.filters import CharFilter, ChoiceFilter, NumberFilter
from django_filters.rest_framework.filterset import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api import AgencyRef, DayQuery, ReadOnlyViewSet, day_asked
from plan.api import SectionRef
from plan.models import Plan
from targets.enums import Answer, Kind, Quality, Status
from targets.figures import DECIMAL_DIGITS, FigureError, parse_plain, rounded
from targets.models import Baseline, Indicator, IndicatorOwner, Measurement, Milestone, Target
from targets.selectors import IndicatorRow, indicator_row


class Figure(serializers.DecimalField):
    """A figure as a string of a plain decimal without needless zeros: "52.5"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=None, decimal_places=None, normalize_output=True, read_only=True, **options)


class OwnerSerializer(serializers.ModelSerializer[IndicatorOwner]):
    agency = AgencyRef()

    class Meta:
        model = IndicatorOwner
        fields = ["agency", "confirmed", "valid_from", "valid_to"]


class BaselineSerializer(serializers.ModelSerializer[Baseline]):
    value = Figure()

    class Meta:
        model = Baseline
        fields = ["year", "value", "source"]


class TargetSerializer(serializers.ModelSerializer[Target]):
    comparator_label = serializers.CharField(source="get_comparator_display", read_only=True)
    lower = Figure(allow_null=True)
    upper = Figure(allow_null=True)
    tolerance = Figure(allow_null=True)
    decision = serializers.CharField(source="amendment.number", default=None, allow_null=True)

    class Meta:
        model = Target
        fields = [
            *("year", "comparator", "comparator_label", "lower", "upper", "tolerance", "wording"),
            *("decision", "valid_from", "valid_to"),
        ]


class MilestoneSerializer(serializers.ModelSerializer[Milestone]):
    value = Figure()
    decision = serializers.CharField(source="amendment.number", default=None, allow_null=True)

    class Meta:
        model = Milestone
        fields = ["year", "value", "decision", "valid_from", "valid_to"]


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    plan = serializers.CharField(source="plan.code")
    section = SectionRef()
    kind_label = serializers.CharField(source="get_kind_display", read_only=True)
    owners = OwnerSerializer(many=True)
    baseline = BaselineSerializer(default=None, allow_null=True)
    targets = TargetSerializer(many=True)
    milestones = MilestoneSerializer(many=True)

    class Meta:
        model = Indicator
        fields = [
            *("plan", "code", "name", "section", "kind", "kind_label", "unit", "decimals", "direction"),
            *("accumulation", "numerator", "denominator", "multiplier", "highest_level", "definition"),
            *("quote", "note"),
            *("owners", "baseline", "targets", "milestones", "valid_from", "valid_to"),
        ]


class YearSerializer(serializers.Serializer[Any]):
    """One year of an indicator: what was accepted, what the path asks for, and the verdict with its reason."""

    year = serializers.IntegerField()
    answer = serializers.ChoiceField(Answer.choices, allow_null=True)
    quality = serializers.ChoiceField(Quality.choices, allow_null=True)
    value = Figure(allow_null=True, help_text="The year's figure as accepted.")
    judged = Figure(
        allow_null=True, help_text="The figure that is judged: the running total of an amount that adds up."
    )
    path = Figure(allow_null=True, help_text="What the path asks for, to six decimals.")
    verdict = serializers.ChoiceField(Status.choices)
    verdict_label = serializers.CharField()
    sentence = serializers.CharField()


class IndicatorDetail(IndicatorSerializer):
    years = serializers.SerializerMethodField()

    class Meta(IndicatorSerializer.Meta):
        fields = [*IndicatorSerializer.Meta.fields, "years"]

    @extend_schema_field(YearSerializer(many=True))
    def get_years(self, indicator: Indicator) -> list[dict[str, Any]]:
        row = indicator_row(indicator.plan, indicator.code, on=day_asked(self.context["request"]))
        return [YearSerializer(_year_of(row, year)).data for year in row.plan.years]


def _year_of(row: IndicatorRow, year: int) -> dict[str, Any]:
    accepted, verdict = row.measurements.get(year), row.verdict(year)
    return {
        "year": year,
        "answer": accepted.answer if accepted else None,
        "quality": accepted.quality if accepted else None,
        "value": accepted.value if accepted else None,
        "judged": row.value(year),
        "path": None if verdict.required is None else rounded(verdict.required, DECIMAL_DIGITS),
        "verdict": verdict.status,
        "verdict_label": verdict.status.label,
        "sentence": verdict.sentence,
    }


class PlainFigure(serializers.CharField):
    """A figure as a program writes it: digits with a decimal point."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            return parse_plain(super().to_internal_value(data))
        except FigureError as error:
            raise ValidationError(str(error)) from error


_YEAR_PROBLEMS: dict[str, Any] = dict.fromkeys(
    ("required", "invalid", "max_string_length"), gettext_lazy("Hãy ghi năm bằng bốn chữ số, ví dụ year=2030.")
)
_VALUE_PROBLEMS: dict[str, Any] = dict.fromkeys(
    ("required", "blank"), gettext_lazy("Hãy ghi giá trị, ví dụ value=0.99.")
)


class VerdictQuery(serializers.Serializer[Any]):
    """The question: what verdict would this figure get? The context names the `plan`."""

    year = serializers.IntegerField(error_messages=_YEAR_PROBLEMS, help_text="A year of the plan.")
    value = PlainFigure(error_messages=_VALUE_PROBLEMS, help_text="The year's figure as a plain decimal, such as 0.99.")

    def validate_year(self, year: int) -> int:
        plan: Plan = self.context["plan"]
        if year not in plan.years:
            sentence = _("Năm phải là một năm của kế hoạch, từ {first} đến {last}.")
            raise ValidationError(sentence.format(first=plan.start_year, last=plan.horizon_year))
        return year


class VerdictAnswer(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    value = Figure()
    verdict = serializers.ChoiceField(Status.choices)
    verdict_label = serializers.CharField()
    sentence = serializers.CharField()


class IndicatorFilter(FilterSet):
    plan = CharFilter("plan__code", help_text="Code of the plan.")
    owner = CharFilter(method="owned", help_text="Code of the agency that reports the indicator.")
    kind = ChoiceFilter(choices=Kind.choices)

    def owned(self, rows: QuerySet[Indicator], name: str, code: str) -> QuerySet[Indicator]:
        owners = IndicatorOwner.objects.on(day_asked(self.request)).filter(agency__code=code)
        return rows.filter(pk__in=owners.values("indicator"))


class IndicatorViewSet(ReadOnlyViewSet[Indicator]):
    """The indicators in the plan's order, by code, with owners of the day asked for, targets and yearly milestones.

    Targets and milestones are dated rows: a year is judged by those that hold on its last day. One indicator also
    brings every year of the plan with its accepted figure and verdict.
    """

    queryset = Indicator.objects.all()
    serializer_class = IndicatorSerializer
    detail_serializer_class = IndicatorDetail
    filterset_class = IndicatorFilter
    lookup_field = "code"
    plan_path = "plan__code"
    queries = (DayQuery,)

    def visible(self) -> QuerySet[Indicator]:
        owners = IndicatorOwner.objects.on(self.on).select_related("agency").order_by("pk")
        by_age = ("year", F("valid_from").asc(nulls_first=True))
        targets = Target.objects.select_related("amendment").order_by(*by_age)
        milestones = Milestone.objects.select_related("amendment").order_by(*by_age)
        rows: QuerySet[Indicator] = Indicator.objects.on(self.on).select_related("plan", "section", "baseline")
        return rows.prefetch_related(
            Prefetch("owners", owners), Prefetch("targets", targets), Prefetch("milestones", milestones)
        ).order_by("plan__code", "order", "pk")

    @extend_schema(parameters=[VerdictQuery])
    @action(detail=True, serializer_class=VerdictAnswer)
    def verdict(self, request: Request, code: str) -> Response:
        """The verdict a figure would get in a year, by the very rule that judges accepted figures.

        Nothing is stored. An amount that adds up is judged with the accepted amounts of the other years.
        """
        indicator: Indicator = self.get_object()
        query = VerdictQuery(data=request.query_params, context={"plan": indicator.plan})
        query.is_valid(raise_exception=True)
        year: int = query.validated_data["year"]
        value: Decimal = query.validated_data["value"]
        row = indicator_row(indicator.plan, code, on=self.on)
        judged = row.reading_if(year, answer=Answer.FIGURE, value=value, quality=Quality.OFFICIAL)
        verdict = row.verdict_if(year, judged)
        answer = {"year": year, "value": value, "verdict": verdict.status, "sentence": verdict.sentence}
        return Response(VerdictAnswer(answer | {"verdict_label": verdict.status.label}).data)


class MeasurementSerializer(serializers.ModelSerializer[Measurement]):
    plan = serializers.CharField(source="indicator.plan.code")
    indicator = serializers.CharField(source="indicator.code")
    unit = serializers.CharField(source="indicator.unit")
    agency = AgencyRef()
    answer_label = serializers.CharField(source="get_answer_display", read_only=True)
    quality_label = serializers.CharField(source="get_quality_display", read_only=True)
    value = Figure(allow_null=True)
    numerator = Figure(allow_null=True)
    denominator = Figure(allow_null=True)

    class Meta:
        model = Measurement
        fields = [
            *("id", "plan", "indicator", "unit", "year", "revision", "agency", "answer", "answer_label"),
            *("value", "numerator", "denominator", "quality", "quality_label", "note", "reason", "recorded_at"),
        ]


class RevisionFilter(ChoiceFilter):
    """Without a choice, and with "current", an answer that was replaced is left out."""

    def filter(self, rows: QuerySet[Measurement], which: str) -> QuerySet[Measurement]:
        later = Measurement.objects.filter(
            indicator=OuterRef("indicator"), year=OuterRef("year"), revision__gt=OuterRef("revision")
        )
        return rows if which == "all" else rows.filter(~Exists(later))


class MeasurementFilter(FilterSet):
    plan = CharFilter("indicator__plan__code", help_text="Code of the plan.")
    indicator = CharFilter("indicator__code", help_text="Code of the indicator.")
    agency = CharFilter("agency__code", help_text="Code of the agency that gave the answer.")
    year = NumberFilter()
    answer = ChoiceFilter(choices=Answer.choices)
    quality = ChoiceFilter(choices=Quality.choices)
    revisions = RevisionFilter(  # type: ignore[no-untyped-call]  # its parent's
        choices=[("current", "current"), ("all", "all")],
        help_text="`all`: the answers that were replaced, too; otherwise only the current one of each year.",
    )


class MeasurementViewSet(ReadOnlyViewSet[Measurement]):
    """The accepted answers, and nothing that was not accepted. A correction is a further revision of its year.

    `answer` keeps the kinds of nothing apart: a figure of "0" is zero, `no_data` and `not_due` have no value.
    """

    queryset = Measurement.objects.all()
    serializer_class = MeasurementSerializer
    filterset_class = MeasurementFilter
    lookup_field = "pk"
    lookup_value_regex = r"\d+"

    def visible(self) -> QuerySet[Measurement]:
        rows = Measurement.objects.select_related("indicator__plan", "agency")
        return rows.order_by("indicator__plan__code", "indicator__order", "year", "revision")
