"""Indicators, their verdicts and the accepted figures through /api/v1/."""

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, cast

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
from targets.api_fields import Figure, PlainFigure
from targets.enums import Answer, Kind, Quality, Status
from targets.figures import DECIMAL_DIGITS, rounded
from targets.models import Baseline, Indicator, IndicatorOwner, Measurement, Milestone, Target
from targets.outlook import outlook_of
from targets.outlook_api import OutlookSerializer, as_data
from targets.quotient import quotient, stored
from targets.running import running_words
from targets.selectors import IndicatorRow, indicator_row


class OwnerSerializer(serializers.ModelSerializer[IndicatorOwner]):
    """With `is_part` the agency reports only its own part (a district's), never the figure of the indicator."""

    agency = AgencyRef()

    class Meta:
        model = IndicatorOwner
        fields = ["agency", "is_part", "confirmed", "valid_from", "valid_to"]


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
    outlook = serializers.SerializerMethodField()

    class Meta(IndicatorSerializer.Meta):
        fields = [*IndicatorSerializer.Meta.fields, "years", "outlook"]

    @extend_schema_field(YearSerializer(many=True))
    def get_years(self, indicator: Indicator) -> list[dict[str, Any]]:
        return [YearSerializer(_year_of(self.row, year)).data for year in self.row.plan.years]

    @extend_schema_field(OutlookSerializer(allow_null=True))
    def get_outlook(self, indicator: Indicator) -> dict[str, Any] | None:
        """None for an indicator without a target."""
        outlook = outlook_of(self.row)
        return OutlookSerializer(as_data(outlook)).data if outlook else None

    @cached_property
    def row(self) -> IndicatorRow:
        """Read once for both."""
        indicator = cast(Indicator, self.instance)
        return indicator_row(indicator.plan, indicator.code, on=day_asked(self.context["request"]))


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


_YEAR_PROBLEMS: dict[str, Any] = dict.fromkeys(
    ("required", "invalid", "max_string_length"), gettext_lazy("Hãy ghi năm bằng bốn chữ số, ví dụ year=2030.")
)
_VALUE_PROBLEMS: dict[str, Any] = dict.fromkeys(
    ("required", "blank"), gettext_lazy("Hãy ghi giá trị, ví dụ value=0.99.")
)


class VerdictQuery(serializers.Serializer[Any]):
    """The question: what verdict would this answer get? The context names the `indicator`.

    A figure is given as `value`, or as `numerator` and `denominator` where the indicator has them, or as all three; a
    declaration ("done") or a kind of nothing ("no_data") is given as `answer` alone.
    """

    year = serializers.IntegerField(error_messages=_YEAR_PROBLEMS, help_text="A year of the plan.")
    value = PlainFigure(
        default=None, error_messages=_VALUE_PROBLEMS, help_text="The year's figure as a plain decimal, such as 0.99."
    )
    numerator = PlainFigure(default=None, help_text="With `denominator`; the exact quotient decides.")
    denominator = PlainFigure(default=None, help_text="With `numerator`.")
    quality = serializers.ChoiceField(Quality.choices, default=Quality.OFFICIAL)
    answer = serializers.ChoiceField(Answer.choices, default=Answer.FIGURE)

    def validate_year(self, year: int) -> int:
        plan: Plan = self.context["indicator"].plan
        if year not in plan.years:
            sentence = _("Năm phải là một năm của kế hoạch, từ {first} đến {last}.")
            raise ValidationError(sentence.format(first=plan.start_year, last=plan.horizon_year))
        return year

    def validate_value(self, value: Decimal | None) -> Decimal | None:
        is_figure = self.initial_data.get("answer", Answer.FIGURE) == Answer.FIGURE
        if value is None and is_figure and not {"numerator", "denominator"} & set(self.initial_data):
            raise ValidationError(_VALUE_PROBLEMS["required"])
        return value

    def validate(self, query: dict[str, Any]) -> dict[str, Any]:
        """Leaves `value` the figure to judge: the one given, else the quotient; None beside a declaration."""
        if query["answer"] != Answer.FIGURE:
            return {**query, "value": None, "numerator": None, "denominator": None}
        upper, lower = query["numerator"], query["denominator"]
        if upper is None and lower is None:
            return query
        exact = self._quotient(upper, lower)
        return query if query["value"] is not None else {**query, "value": stored(exact)}

    def _quotient(self, numerator: Decimal | None, denominator: Decimal | None) -> Fraction:
        indicator: Indicator = self.context["indicator"]
        if indicator.multiplier is None:
            raise ValidationError({"numerator": [_("Chỉ tiêu này không có tử số và mẫu số.")]})
        if numerator is None or denominator is None:
            raise ValidationError({"numerator": [_("Hãy ghi cả tử số và mẫu số.")]})
        exact = quotient(numerator, denominator, indicator.multiplier) if denominator > 0 else None
        if exact is None:
            raise ValidationError({"denominator": [_("Mẫu số phải lớn hơn 0.")]})
        return exact


class VerdictAnswer(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    answer = serializers.ChoiceField(Answer.choices)
    value = Figure(allow_null=True)
    verdict = serializers.ChoiceField(Status.choices)
    verdict_label = serializers.CharField()
    sentence = serializers.CharField()
    running = serializers.CharField(
        help_text="What an amount that adds up has come to and what is left, in words; empty for others."
    )


class IndicatorFilter(FilterSet):
    plan = CharFilter("plan__code", help_text="Code of the plan.")
    owner = CharFilter(method="owned", help_text="Code of an agency that reports the indicator, or its part of it.")
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
        """The verdict an answer would get in a year, by the very rule that judges accepted ones.

        Nothing is stored. An amount that adds up is judged with the accepted amounts of the other years.
        """
        indicator: Indicator = self.get_object()
        query = VerdictQuery(data=request.query_params, context={"indicator": indicator})
        query.is_valid(raise_exception=True)
        row = indicator_row(indicator.plan, code, on=self.on)
        return Response(VerdictAnswer(_verdict_of(row, **query.validated_data)).data)


def _verdict_of(
    row: IndicatorRow, *, year: int, answer: str, value: Decimal | None, quality: str, **more: Any
) -> dict[str, Any]:
    """`more`: numerator and denominator, as `IndicatorRow.reading_if` takes them."""
    reading = row.reading_if(year, answer=Answer(answer), value=value, quality=Quality(quality), **more)
    verdict = row.verdict_if(year, reading)
    rule = row.rule_at(year)
    accepted = {one: measurement.value for one, measurement in row.measurements.items()}
    return {
        "year": year,
        "answer": answer,
        "value": value,
        "verdict": verdict.status,
        "verdict_label": verdict.status.label,
        "sentence": verdict.sentence,
        "running": running_words(rule, accepted, year=year, value=value) if rule else "",
    }


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
    lookup_value_regex = r"[0-9]{1,18}"

    def visible(self) -> QuerySet[Measurement]:
        rows = Measurement.objects.select_related("indicator__plan", "agency")
        return rows.order_by("indicator__plan__code", "indicator__order", "year", "revision")
